/* folder.h - a folder of a test's own, which goes away again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A fixture. */
typedef struct {
  char *folder;
} TestFolder;

void test_folder_set_up (TestFolder *self, gconstpointer data);
void test_folder_tear_down (TestFolder *self, gconstpointer data);
char *test_folder_put (TestFolder *self, const char *name, gconstpointer data, gssize size);

void test_folder_remove (const char *path);

G_END_DECLS
