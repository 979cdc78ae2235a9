/* examples.h - examples of the documentation, run as a reader of it would.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *example_dup (const char *document, const char *language, guint nth);
const char *example_find_python (const char *module);
char *example_run_python (const char *python, const char *folder, const char *script);

G_END_DECLS
