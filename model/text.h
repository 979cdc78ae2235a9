/* text.h - text that came out of a file, made fit to be shown.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cal_text_dup_shown (const char *text, gssize length) G_GNUC_WARN_UNUSED_RESULT;
char **cal_text_dupv_shown (const char *const *texts) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_text_check (const char *text, gsize length, GError **error);
gboolean cal_text_was_replaced (const char *text);
void cal_text_show_error (GError **error);

G_END_DECLS
