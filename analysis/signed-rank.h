/* signed-rank.h - whether paired differences lie on one side of zero.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double cal_signed_rank_test (const double *differences, gsize n);

G_END_DECLS
