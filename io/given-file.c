/* given-file.c - which files the reader process is given.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/given-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Programs that this one starts are told so what is allowed. */
#define VARIABLE "CALCARINE_ALLOW_EXTERNAL"

static GMutex lock; /* guards what follows */
static GPtrArray *allowed;

static void
ensure_list (void)
{
  const char *listed = g_getenv (VARIABLE);
  g_auto (GStrv) paths = NULL;

  if (allowed != NULL)
    return;
  allowed = g_ptr_array_new_with_free_func (g_free);
  paths = g_strsplit (listed != NULL ? listed : "", G_SEARCHPATH_SEPARATOR_S, -1);
  for (char **path = paths; *path != NULL; path++)
    if (**path != '\0')
      g_ptr_array_add (allowed, g_canonicalize_filename (*path, NULL));
}

/**
 * cal_external_allow:
 * @path: a file that other files may name and then have read: by an HDF5 external link, say
 *
 * It holds for every file from now on. So do the paths in the variable CALCARINE_ALLOW_EXTERNAL.
 */
void
cal_external_allow (const char *path)
{
  g_mutex_lock (&lock);
  ensure_list ();
  g_ptr_array_add (allowed, g_canonicalize_filename (path, NULL));
  g_mutex_unlock (&lock);
}

/**
 * cal_external_dup_allowed:
 *
 * Returns: (transfer full): the absolute paths of all files that are allowed
 */
GStrv
cal_external_dup_allowed (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_mutex_lock (&lock);
  ensure_list ();
  for (guint n = 0; n < allowed->len; n++)
    g_strv_builder_add (builder, allowed->pdata[n]);
  g_mutex_unlock (&lock);
  return g_strv_builder_end (builder);
}

/**
 * cal_external_is_allowed:
 * @path: of the file that names another
 * @name: of the other, from the folder of @path on
 *
 * Returns: whether the person allowed that other file
 */
gboolean
cal_external_is_allowed (const char *path, const char *name)
{
  g_autofree char *own = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (own);
  g_autofree char *other = g_canonicalize_filename (name, folder);
  g_auto (GStrv) paths = cal_external_dup_allowed ();

  return g_strv_contains ((const char *const *) paths, other);
}

/**
 * cal_given_file_open:
 * @main_path: the file that the person opened
 * @asked_path: the one that its reader asks for
 *
 * Given are that very file, plain files of the same folder (the voxels beside a header, a sidecar),
 * and what cal_external_allow() was told of.
 *
 * Returns: a descriptor for reading, or a negative error number
 */
int
cal_given_file_open (const char *main_path, const char *asked_path)
{
  g_autofree char *own = g_canonicalize_filename (main_path, NULL);
  g_autofree char *asked = g_canonicalize_filename (asked_path, NULL);
  g_autofree char *own_folder = g_path_get_dirname (own);
  g_autofree char *folder = g_path_get_dirname (asked);
  g_auto (GStrv) others = cal_external_dup_allowed ();
  gboolean is_own = g_str_equal (own, asked);
  gboolean is_allowed = g_strv_contains ((const char *const *) others, asked);
  /* Without O_NONBLOCK a pipe would wait for its writer. */
  int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (is_own || is_allowed ? 0 : O_NOFOLLOW);
  struct stat status;
  int fd;

  if (!is_own && !is_allowed && !g_str_equal (own_folder, folder))
    return -EACCES;
  fd = g_open (asked, flags, 0);
  if (fd < 0)
    return -errno;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    return fd;
  close (fd);
  return -EACCES;
}
