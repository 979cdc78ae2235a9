/* random.h - numbers of chance that a seed makes again, on every machine.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint64 state;
  guint64 increment;
} CalRandom;

CalRandom cal_random_seed (guint64 seed, guint64 stream);
guint32 cal_random_next (CalRandom *self);
guint32 cal_random_below (CalRandom *self, guint32 n);
void cal_random_draw (CalRandom *self, guint32 *numbers, gsize n_numbers, guint32 n);
void cal_random_shuffle (CalRandom *self, guint32 *numbers, gsize n);

G_END_DECLS
