/* fdr.h - p-values of many tests at a bounded rate of false discoveries.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void cal_fdr_adjust (const double *p, gsize n, double *q);

G_END_DECLS
