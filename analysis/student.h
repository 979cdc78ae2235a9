/* student.h - how likely a t-value is by chance.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double cal_student_two_sided (double t, double degrees_of_freedom);

G_END_DECLS
