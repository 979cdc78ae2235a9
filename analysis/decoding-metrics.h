/* decoding-metrics.h - how well decoded pictures or embeddings tell which stimulus was seen.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double *cal_correlate_rows (const double *reals, const double *decoded, gsize n, gsize n_dimensions)
    G_GNUC_WARN_UNUSED_RESULT;
double cal_identify_two_way (const double *similarities, gsize n, double *shares);
double cal_retrieve (const double *similarities, gsize n, guint k, guint32 *ranks);

G_END_DECLS
