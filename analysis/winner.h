/* winner.h - which of several maps is best at each place, and by how much.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CAL_WINNER_NONE (-1)

/**
 * CalWinnerCounts:
 * @n_none: places where a map has no data, so that there is no fair winner
 * @n_tied: places where several maps are best
 */
typedef struct {
  gsize n_none;
  gsize n_tied;
} CalWinnerCounts;

CalWinnerCounts cal_winner_compute (
    const double *const *maps, guint n_maps, gsize n_places, gint32 *winners, double *margins);

G_END_DECLS
