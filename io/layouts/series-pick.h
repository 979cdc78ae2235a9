/* series-pick.h - some rows of a series' source, in an order of one's own.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/series.h"

G_BEGIN_DECLS

gboolean cal_series_pick_new (CalSeriesSource *source,
                              gsize n_all,
                              const guint32 *rows,
                              gsize n_rows,
                              CalSeriesSource *picked,
                              GError **error);

G_END_DECLS
