/* rdm-strips.h - the distances of all pairs of rows, in strips of the upper triangle.
 *
 * A strip is the pairs (i, j > i) of a few dozen to a few hundred rows i; it is one piece of the
 * condensed triangle. Strips can be shared out between processes: how a number is computed depends
 * on the number of rows and columns alone, not on who computes it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalRdmStrips:
 * @n: rows
 * @is_single: the distances, and the rows they come from, are float and not double
 * @height: rows of a strip, but the last
 * @n_strips: how many strips there are
 * @strips: each one's distances; NULL are those of another process
 * @whole: (nullable): all of them one after the other, if none is another's
 */
typedef struct {
  gsize n;
  gboolean is_single;
  gsize height;
  gsize n_strips;
  gpointer *strips;
  gpointer whole;
} CalRdmStrips;

gboolean cal_rdm_strips_init (
    CalRdmStrips *self, gsize n, gboolean is_single, gsize share, gsize n_shares, GError **error);
void cal_rdm_strips_clear (CalRdmStrips *self);

gsize cal_rdm_strips_get_owner (const CalRdmStrips *self, gsize strip, gsize n_shares);
gsize cal_rdm_strips_get_first_pair (const CalRdmStrips *self, gsize strip);
gsize cal_rdm_strips_get_n_pairs (const CalRdmStrips *self, gsize strip);

gboolean cal_rdm_strips_add (CalRdmStrips *self,
                             const void *left,
                             const void *right,
                             gsize n_columns,
                             CalJob *job,
                             const double fractions[2],
                             GError **error);
void cal_rdm_strips_finish (CalRdmStrips *self,
                            double scale,
                            gboolean takes_root,
                            const guint8 *is_undefined);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalRdmStrips, cal_rdm_strips_clear)

G_END_DECLS
