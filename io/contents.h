/* contents.h - all bytes of a file, decompressed if it is gzipped.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* DEFLATE cannot make more of its input than this (a byte becomes 1032 at most). */
#define CAL_DEFLATE_MAX_RATIO 1032

GBytes *cal_contents_read (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
