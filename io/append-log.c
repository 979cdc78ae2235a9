/* append-log.c - a file to which states are added, that outlives a crash: locked, fsynced, checked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/append-log.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/replace.h"

#define HEAD "{\"sha256\":\""
#define MIDDLE "\",\"state\":"
#define TAIL "}"
#define HASH_LENGTH 64
/* What is left by others is not read without end. */
#define MAX_LEFT_BYTES (64 << 20)

struct _CalAppendLog {
  char *path;
  char *part; /* written beside when the log has grown too long */
  gsize max_bytes;
  gsize size; /* up to the end of the last whole line */
  char *last; /* (nullable): the last state that is safely in it */
  int fd;     /* holds the lock; -1 before the first state */
  gint is_removed;
};

/**
 * cal_append_log_make_line:
 * @json: a state, without a line break
 *
 * Returns: (transfer full): it with its checksum, as it is written
 */
char *
cal_append_log_make_line (const char *json)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);

  return g_strconcat (HEAD, hash, MIDDLE, json, TAIL "\n", NULL);
}

/* The state in a line without its break; NULL if the line is not whole. */
static char *
dup_state (const char *line, gsize length)
{
  const gsize before = strlen (HEAD) + HASH_LENGTH + strlen (MIDDLE);
  g_autofree char *state = NULL, *whole = NULL;

  if (length <= before + strlen (TAIL))
    return NULL;
  state = g_strndup (line + before, length - before - strlen (TAIL));
  whole = cal_append_log_make_line (state);
  /* A state with a zero byte in it is shorter than its line. */
  if (strlen (whole) != length + 1 || memcmp (whole, line, length) != 0)
    return NULL;
  return g_steal_pointer (&state);
}

/**
 * cal_append_log_find_last:
 * @data: (array length=size): a log, which may be cut off, damaged or no log at all
 * @end: (out): the byte after the last whole line; 0 if there is none
 *
 * Returns: (transfer full) (nullable): the state in the last line whose checksum is right
 */
char *
cal_append_log_find_last (const char *data, gsize size, gsize *end)
{
  gsize line_end = size;

  while (line_end > 0) {
    const char *previous;
    gsize start;
    char *state;

    /* Only what ends in a line break is whole. */
    if (data[line_end - 1] != '\n') {
      previous = memrchr (data, '\n', line_end);
      line_end = previous != NULL ? (gsize) (previous - data) + 1 : 0;
      continue;
    }
    previous = memrchr (data, '\n', line_end - 1);
    start = previous != NULL ? (gsize) (previous - data) + 1 : 0;
    state = dup_state (data + start, line_end - 1 - start);
    if (state != NULL) {
      *end = line_end;
      return state;
    }
    line_end = start;
  }
  *end = 0;
  return NULL;
}

/**
 * cal_append_log_new:
 * @path: of a file that is not there; it is made, with its folder, when the first state is added
 * @max_bytes: from which size on the file is replaced by its last state
 *
 * Returns: (transfer full): an empty log
 */
CalAppendLog *
cal_append_log_new (const char *path, gsize max_bytes)
{
  CalAppendLog *self = g_atomic_rc_box_new0 (CalAppendLog);

  self->path = g_strdup (path);
  self->part = g_strconcat (path, ".part", NULL);
  self->max_bytes = max_bytes;
  self->fd = -1;
  return self;
}

CalAppendLog *
cal_append_log_ref (CalAppendLog *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CalAppendLog *self = data;

  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self->part);
  g_free (self->last);
}

/**
 * cal_append_log_unref:
 *
 * The last one lets go of the lock; what was added stays, for whoever takes it.
 */
void
cal_append_log_unref (CalAppendLog *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const char *
cal_append_log_get_path (CalAppendLog *self)
{
  return self->path;
}

/**
 * cal_append_log_get_last:
 *
 * Returns: (transfer none) (nullable): the last state in it; not while another thread adds
 */
const char *
cal_append_log_get_last (CalAppendLog *self)
{
  return self->last;
}

static gboolean
fail (CalAppendLog *self, GError **error)
{
  int code = errno;
  g_autofree char *display_name = g_filename_display_name (self->path);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: cannot be written: %s",
               display_name, g_strerror (code));
  return FALSE;
}

static gboolean
write_at (int fd, gsize offset, const char *text, gsize length)
{
  while (length > 0) {
    gssize n = pwrite (fd, text, length, (off_t) offset);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return FALSE;
    text += n;
    offset += (gsize) n;
    length -= (gsize) n;
  }
  return fsync (fd) == 0;
}

/* Puts the first state, or the last one of a long log, into a file of its own, which takes the
 * path's place under a lock that nobody else can have had. */
static gboolean
begin_anew (CalAppendLog *self, const char *line, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  gsize length = strlen (line);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (self->part, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (self, error);
  if (flock (fd, LOCK_EX | LOCK_NB) != 0 || !write_at (fd, 0, line, length) ||
      g_rename (self->part, self->path) != 0) {
    fail (self, error);
    g_unlink (self->part);
    close (fd);
    return FALSE;
  }
  cal_replace_sync_folder (self->path);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = fd;
  self->size = length;
  return TRUE;
}

/**
 * cal_append_log_add:
 * @json: a state, without a line break
 *
 * Adds it, unless it is the last one already, and waits until it is on the disk. If that fails,
 * the states before it are still there. From a worker thread.
 *
 * Returns: FALSE with G_FILE_ERROR if it cannot be written (a full disk, say)
 */
gboolean
cal_append_log_add (CalAppendLog *self, const char *json, GError **error)
{
  g_autofree char *line = NULL;
  gsize length;

  g_return_val_if_fail (strchr (json, '\n') == NULL, FALSE);
  if (g_atomic_int_get (&self->is_removed) || g_strcmp0 (json, self->last) == 0)
    return TRUE;
  line = cal_append_log_make_line (json);
  length = strlen (line);
  if (self->fd < 0 || self->size + length > self->max_bytes) {
    if (!begin_anew (self, line, error))
      return FALSE;
  } else {
    if (!write_at (self->fd, self->size, line, length))
      return fail (self, error);
    self->size += length;
  }
  g_free (self->last);
  self->last = g_strdup (json);
  /* It may have been removed before the file was made. */
  if (g_atomic_int_get (&self->is_removed))
    g_unlink (self->path);
  return TRUE;
}

/**
 * cal_append_log_remove:
 *
 * Deletes the file; nothing is added from now on. Waits for no other thread.
 */
void
cal_append_log_remove (CalAppendLog *self)
{
  g_atomic_int_set (&self->is_removed, TRUE);
  g_unlink (self->path);
}

/* The whole of a regular file; NULL if it is none or absurdly large. */
static char *
read_all (int fd, gsize *size)
{
  g_autofree char *data = NULL;
  struct stat status;
  gsize n_read = 0;

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_LEFT_BYTES)
    return NULL;
  data = g_malloc ((gsize) status.st_size + 1);
  while (n_read < (gsize) status.st_size) {
    gssize n = pread (fd, data + n_read, (gsize) status.st_size - n_read, (off_t) n_read);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    n_read += (gsize) n;
  }
  *size = n_read;
  return g_steal_pointer (&data);
}

/* A lock on a file that was replaced or removed meanwhile is worth nothing. */
static gboolean
is_still_there (int fd, const char *path)
{
  struct stat held, there;

  return fstat (fd, &held) == 0 && lstat (path, &there) == 0 && held.st_dev == there.st_dev &&
         held.st_ino == there.st_ino;
}

/* The log at that path, locked; NULL if somebody holds it or nothing in it is whole. */
static CalAppendLog *
take (const char *path, gsize max_bytes)
{
  g_autoptr (CalAppendLog) self = cal_append_log_new (path, max_bytes);
  g_autofree char *data = NULL;
  gsize size = 0;

  self->fd = g_open (path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
  if (self->fd < 0 || flock (self->fd, LOCK_EX | LOCK_NB) != 0 || !is_still_there (self->fd, path))
    return NULL;
  data = read_all (self->fd, &size);
  if (data != NULL)
    self->last = cal_append_log_find_last (data, size, &self->size);
  if (self->last == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

static gint64
get_change_time (const char *path)
{
  GStatBuf status;

  return g_lstat (path, &status) == 0
             ? (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000
             : 0;
}

/* The latest first. */
static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = get_change_time (*(char *const *) a),
         second = get_change_time (*(char *const *) b);

  return (first < second) - (first > second);
}

/**
 * cal_append_log_take_left:
 * @suffix: of the names of logs
 *
 * Looks for logs whose writer is gone. What was damaged at the end is written over.
 *
 * Returns: (transfer full) (nullable): the latest one with a whole state in it, to add to or to
 *   remove; nobody else can take it until it is let go of
 */
CalAppendLog *
cal_append_log_take_left (const char *folder, const char *suffix, gsize max_bytes)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_times);
  for (guint n = 0; n < paths->len; n++) {
    CalAppendLog *left = take (paths->pdata[n], max_bytes);

    if (left != NULL)
      return left;
  }
  return NULL;
}
