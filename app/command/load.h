/* load.h - the one thing that a file or a dataset in it holds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

GObject *cal_load_one (const char *source, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer cal_load_as (GType type, const char *source, const char *expected, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
