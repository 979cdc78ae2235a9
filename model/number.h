/* number.h - how a value is written for a person, everywhere the same.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cal_number_format (double value) G_GNUC_WARN_UNUSED_RESULT;
char *cal_number_format_with_unit (double value, const char *unit) G_GNUC_WARN_UNUSED_RESULT;
char *cal_number_format_count (gsize n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
