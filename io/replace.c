/* replace.c - write a file whole or not at all: beside, fsync, rename.
 *
 * Whoever reads the path meanwhile, or finds it after a crash, sees the old file or the new one.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

struct _CalReplace {
  char *path; /* what is replaced, links followed */
  char *part; /* what is written; NULL once it took the place of the path */
  int fd;
};

static gboolean
fail (const char *path, const char *what, GError **error)
{
  int code = errno;
  g_autofree char *display_name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s: %s", display_name,
               what, g_strerror (code));
  return FALSE;
}

/* A new, empty file beside the path. Its name ends like the path's, for libraries that tell a
 * format by the suffix. */
static gboolean
create_part (CalReplace *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  GStatBuf status;

  for (int trial = 0; trial < 100; trial++) {
    g_autofree char *part_name = g_strdup_printf (".%08x-%s", g_random_int (), name);
    g_autofree char *part = g_build_filename (folder, part_name, NULL);

    self->fd = g_open (part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (self->fd >= 0) {
      self->part = g_steal_pointer (&part);
      /* A file that is replaced keeps who may read it. */
      if (g_stat (self->path, &status) == 0)
        (void) !fchmod (self->fd, status.st_mode & 0777);
      return TRUE;
    }
    if (errno != EEXIST)
      break;
  }
  return fail (self->path, "cannot be written", error);
}

/**
 * cal_replace_begin:
 * @path: the file to make or to replace; a symbolic link is followed
 *
 * Returns: (transfer full): an empty file to fill; NULL with G_FILE_ERROR if none can be made
 *   there. Freed without cal_replace_commit(), it leaves nothing behind.
 */
CalReplace *
cal_replace_begin (const char *path, GError **error)
{
  g_autoptr (CalReplace) self = g_new0 (CalReplace, 1);
  char *resolved = realpath (path, NULL);

  self->fd = -1;
  self->path = g_strdup (resolved != NULL ? resolved : path);
  free (resolved);
  if (g_file_test (self->path, G_FILE_TEST_IS_DIR)) {
    errno = EISDIR;
    fail (self->path, "cannot be written", error);
    return NULL;
  }
  if (!create_part (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cal_replace_get_part:
 *
 * Returns: (transfer none): the path to write, for libraries that open files themselves; they
 *   close it before cal_replace_commit()
 */
const char *
cal_replace_get_part (CalReplace *self)
{
  return self->part;
}

/**
 * cal_replace_write:
 *
 * Appends @size bytes.
 *
 * Returns: FALSE with G_FILE_ERROR if they cannot be written (a full disk, say)
 */
gboolean
cal_replace_write (CalReplace *self, const void *data, gsize size, GError **error)
{
  const guint8 *p = data;

  while (size > 0) {
    gssize n = write (self->fd, p, MIN (size, (gsize) 1 << 30));

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return fail (self->path, "cannot be written", error);
    p += n;
    size -= (gsize) n;
  }
  return TRUE;
}

/**
 * cal_replace_sync_folder:
 * @path: of a file that was made or renamed
 *
 * Puts the file's name safely on the disk; not every file system can tell whether it is.
 */
void
cal_replace_sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd >= 0) {
    (void) !fsync (fd);
    close (fd);
  }
}

/**
 * cal_replace_commit:
 *
 * Puts what was written in the path's place, once it is safely on the disk.
 *
 * Returns: FALSE with G_FILE_ERROR, the old file as it was
 */
gboolean
cal_replace_commit (CalReplace *self, GError **error)
{
  if (fsync (self->fd) != 0)
    return fail (self->path, "cannot be written", error);
  if (close (g_steal_fd (&self->fd)) != 0)
    return fail (self->path, "cannot be written", error);
  if (g_rename (self->part, self->path) != 0)
    return fail (self->path, "cannot be replaced", error);
  g_clear_pointer (&self->part, g_free);
  cal_replace_sync_folder (self->path);
  return TRUE;
}

void
cal_replace_free (CalReplace *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->part != NULL)
    g_unlink (self->part);
  g_free (self->part);
  g_free (self->path);
  g_free (self);
}

/**
 * cal_replace_contents:
 * @path: the file to make or to replace
 * @data: (array length=size): all that it shall hold
 *
 * Returns: FALSE with G_FILE_ERROR, the old file as it was
 */
gboolean
cal_replace_contents (const char *path, const void *data, gsize size, GError **error)
{
  g_autoptr (CalReplace) replace = cal_replace_begin (path, error);

  return replace != NULL && cal_replace_write (replace, data, size, error) &&
         cal_replace_commit (replace, error);
}
