/* error.c - the one error domain of Calcarine.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/error.h"

G_DEFINE_QUARK (cal_error_quark, cal_error)
