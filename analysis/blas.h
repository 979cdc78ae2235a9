/* blas.h - the linear algebra library, with the kernels this processor is worth.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cblas.h>
#include <glib.h>
#include <lapacke.h>

G_BEGIN_DECLS

#define CAL_BLAS_CORE_VARIABLE "OPENBLAS_CORETYPE"

void cal_blas_prepare (void);
const char *cal_blas_get_core (void);
const char *cal_blas_pick_core (const char *chosen, gboolean has_avx512);
const char *cal_blas_get_better_core (void);

G_END_DECLS
