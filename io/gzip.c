/* gzip.c - a file read from front to end, decompressed on the way if it is gzipped.
 *
 * ISA-L inflates piece by piece straight into the caller's buffer: as fast as the best one-shot
 * library, and every piece is there to be shown before the next. Files are read, never mapped: a
 * mapped file that another program cuts short would kill this one (SIGBUS).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/gzip.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <isa-l/igzip_lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/error.h"

#define INPUT_SIZE (256 * 1024)

/* Deflate cannot expand more than this: 258 bytes from two bits. */
#define MAX_RATIO 1032

/* Of what follows the wanted data, as much is decompressed to reach the checksum. */
#define MAX_EXTRA (16 * 1024 * 1024)

struct _CalGzip {
  char *path;
  char *display_name;
  int fd;
  guint64 file_size;
  guint64 position; /* in what is inside */

  guint8 *input;
  gsize n_input;
  gsize input_used;
  guint64 input_end; /* where in the file the input buffer ends */
  gboolean at_end;   /* of the file */

  struct inflate_state *state; /* NULL if the file is not gzipped */
  gboolean members_done;
};

static gboolean
fail_system (CalGzip *self, GError **error)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", self->display_name,
               g_strerror (code));
  return FALSE;
}

/* Reads the next piece of the file; at its end there is none, which is no error. */
static gboolean
fill_input (CalGzip *self, GError **error)
{
  gssize n;

  if (self->input_used < self->n_input || self->at_end)
    return TRUE;
  do
    n = read (self->fd, self->input, INPUT_SIZE);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    return fail_system (self, error);
  self->n_input = (gsize) n;
  self->input_used = 0;
  self->input_end += (guint64) n;
  self->at_end = n == 0;
  return TRUE;
}

static void
begin_member (CalGzip *self)
{
  isal_inflate_reset (self->state);
  self->state->crc_flag = ISAL_GZIP;
}

/**
 * cal_gzip_open:
 * @path: a regular file, gzipped or not: its first bytes tell
 *
 * Returns: (transfer full): the file at its start, or NULL with G_FILE_ERROR, or
 *   CAL_ERROR_UNSUPPORTED if it is not a regular file
 */
CalGzip *
cal_gzip_open (const char *path, GError **error)
{
  g_autoptr (CalGzip) self = g_new0 (CalGzip, 1);
  struct stat status;

  self->path = g_strdup (path);
  self->display_name = g_filename_display_name (path);
  /* Without O_NONBLOCK a pipe would wait for its writer. */
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (self->fd < 0 || fstat (self->fd, &status) != 0) {
    fail_system (self, error);
    return NULL;
  }
  if (!S_ISREG (status.st_mode)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "%s: not a regular file",
                 self->display_name);
    return NULL;
  }
  self->file_size = (guint64) status.st_size;
  self->input = g_malloc (INPUT_SIZE);
  if (!fill_input (self, error))
    return NULL;
  if (self->n_input >= 2 && self->input[0] == 0x1f && self->input[1] == 0x8b) {
    self->state = g_new0 (struct inflate_state, 1);
    isal_inflate_init (self->state);
    begin_member (self);
  }
  return g_steal_pointer (&self);
}

void
cal_gzip_free (CalGzip *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self->display_name);
  g_free (self->input);
  g_free (self->state);
  g_free (self);
}

const char *
cal_gzip_get_path (CalGzip *self)
{
  return self->path;
}

/**
 * cal_gzip_get_display_name:
 *
 * Returns: (transfer none): the path in UTF-8, for messages
 */
const char *
cal_gzip_get_display_name (CalGzip *self)
{
  return self->display_name;
}

gboolean
cal_gzip_is_compressed (CalGzip *self)
{
  return self->state != NULL;
}

/**
 * cal_gzip_get_position:
 *
 * Returns: how many bytes, decompressed, have been read or skipped
 */
guint64
cal_gzip_get_position (CalGzip *self)
{
  return self->position;
}

/**
 * cal_gzip_get_limit:
 *
 * Returns: how many bytes the file can hold at most: its size, or if it is gzipped 1032 times that.
 *   Check against this before allocating what a header asks for.
 */
guint64
cal_gzip_get_limit (CalGzip *self)
{
  return self->state == NULL ? self->file_size : self->file_size * MAX_RATIO;
}

static const char *
inflate_problem (int code)
{
  switch (code) {
  case ISAL_INCORRECT_CHECKSUM:
    return "the checksum of the compressed data is wrong";
  case ISAL_INVALID_WRAPPER:
  case ISAL_UNSUPPORTED_METHOD:
    return "the gzip header is damaged";
  default:
    return "the compressed data are damaged";
  }
}

static gboolean
fail_inflate (CalGzip *self, const char *problem, GError **error)
{
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "%s: %s near byte %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, self->display_name,
               problem, self->input_end - (self->n_input - self->input_used), self->file_size);
  return FALSE;
}

/* After the end of a member: another one, zeros (tapes pad with them), or something else, which
 * stays unread. */
static gboolean
look_for_member (CalGzip *self, GError **error)
{
  for (;;) {
    if (!fill_input (self, error))
      return FALSE;
    if (self->at_end || self->input[self->input_used] != 0)
      break;
    self->input_used++;
  }
  self->members_done = self->at_end || self->input[self->input_used] != 0x1f;
  if (!self->members_done)
    begin_member (self);
  return TRUE;
}

/* Inflates up to size bytes; fewer only at the end of the last member. */
static gssize
inflate_some (CalGzip *self, guint8 *out, gsize size, GError **error)
{
  struct inflate_state *state = self->state;
  gsize done = 0;

  while (done < size && !self->members_done) {
    guint32 room = (guint32) MIN (size - done, G_MAXINT32);
    int code;

    if (!fill_input (self, error))
      return -1;
    state->next_in = self->input + self->input_used;
    state->avail_in = (guint32) (self->n_input - self->input_used);
    state->next_out = out + done;
    state->avail_out = room;
    code = isal_inflate (state);
    self->input_used = self->n_input - state->avail_in;
    done += room - state->avail_out;
    if (code < 0 || code == ISAL_NEED_DICT) {
      fail_inflate (self, inflate_problem (code), error);
      return -1;
    }
    if (state->block_state == ISAL_BLOCK_FINISH) {
      if (!look_for_member (self, error))
        return -1;
    } else if (self->at_end && state->avail_out == room) {
      fail_inflate (self, "the file ends in the middle of the compressed data", error);
      return -1;
    }
  }
  return (gssize) done;
}

static gssize
read_plain (CalGzip *self, guint8 *out, gsize size, GError **error)
{
  gsize done = MIN (size, self->n_input - self->input_used);

  memcpy (out, self->input + self->input_used, done);
  self->input_used += done;
  while (done < size && !self->at_end) {
    gssize n = read (self->fd, out + done, MIN (size - done, (gsize) 1 << 30));

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0) {
      fail_system (self, error);
      return -1;
    }
    self->at_end = n == 0;
    done += (gsize) n;
  }
  return (gssize) done;
}

/**
 * cal_gzip_read_some:
 * @out: (out caller-allocates): room for @size bytes
 *
 * Returns: how many bytes were read, fewer than @size only at the end; -1 with G_FILE_ERROR, or
 *   with CAL_ERROR_FORMAT if the compressed data are damaged or cut short
 */
gssize
cal_gzip_read_some (CalGzip *self, void *out, gsize size, GError **error)
{
  gssize n = self->state != NULL ? inflate_some (self, out, size, error)
                                 : read_plain (self, out, size, error);

  if (n > 0)
    self->position += (guint64) n;
  return n;
}

/**
 * cal_gzip_read:
 * @out: (out caller-allocates): room for @size bytes
 *
 * Returns: TRUE if all @size bytes were there; else FALSE with an error as cal_gzip_read_some(),
 *   or CAL_ERROR_FORMAT if the file ends before
 */
gboolean
cal_gzip_read (CalGzip *self, void *out, gsize size, GError **error)
{
  guint64 start = self->position;
  gssize n = cal_gzip_read_some (self, out, size, error);

  if (n < 0)
    return FALSE;
  if ((gsize) n < size) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: ends after %" G_GUINT64_FORMAT " bytes%s; expected %" G_GUINT64_FORMAT,
                 self->display_name, self->position,
                 self->state != NULL ? " of decompressed data" : "", start + size);
    return FALSE;
  }
  return TRUE;
}

static gboolean
seek_plain (CalGzip *self, guint64 size, GError **error)
{
  if (lseek (self->fd, (off_t) (self->position + size), SEEK_SET) < 0)
    return fail_system (self, error);
  self->position += size;
  self->input_used = self->n_input = 0;
  return TRUE;
}

/**
 * cal_gzip_skip:
 *
 * Returns: as cal_gzip_read(), without keeping the bytes
 */
gboolean
cal_gzip_skip (CalGzip *self, guint64 size, GError **error)
{
  guint8 dropped[16384];

  if (self->state == NULL && size > self->n_input - self->input_used &&
      size <= self->file_size - MIN (self->position, self->file_size))
    return seek_plain (self, size, error);
  for (; size > sizeof dropped; size -= sizeof dropped)
    if (!cal_gzip_read (self, dropped, sizeof dropped, error))
      return FALSE;
  return cal_gzip_read (self, dropped, (gsize) size, error);
}

/**
 * cal_gzip_finish:
 * @remark: (out) (transfer full) (nullable): a sentence about what follows the data that were
 *   wanted, or NULL
 *
 * Reads on to the end, to have the checksum of gzipped data verified.
 *
 * Returns: FALSE with an error as cal_gzip_read_some()
 */
gboolean
cal_gzip_finish (CalGzip *self, char **remark, GError **error)
{
  g_autofree guint8 *dropped = g_malloc (65536);
  gsize extra = 0;
  gssize n;

  *remark = NULL;
  do {
    n = cal_gzip_read_some (self, dropped, 65536, error);
    if (n < 0)
      return FALSE;
    extra += (gsize) n;
  } while (n == 65536 && extra < MAX_EXTRA);
  if (n == 65536)
    *remark = g_strdup_printf ("More than %" G_GSIZE_FORMAT " bytes follow the data%s.", extra,
                               self->state != NULL ? "; their checksum was not verified" : "");
  else if (extra > 0)
    *remark = g_strdup_printf ("%" G_GSIZE_FORMAT " bytes follow the data.", extra);
  else if (self->input_used < self->n_input)
    *remark = g_strdup ("Something that is not gzipped follows the compressed data.");
  return TRUE;
}

/**
 * cal_gzip_write:
 * @replace: the file to fill
 * @parts: (array length=n_parts): pieces of memory, one after the other
 *
 * Writes the pieces as one gzip member, with no file name and no time, so that equal contents give
 * equal files.
 *
 * Returns: FALSE with G_FILE_ERROR if they cannot be written
 */
gboolean
cal_gzip_write (CalReplace *replace, const CalGzipPart *parts, guint n_parts, GError **error)
{
  g_autofree struct isal_zstream *stream = g_new0 (struct isal_zstream, 1);
  g_autofree guint8 *level_buffer = g_malloc (ISAL_DEF_LVL2_DEFAULT);
  g_autofree guint8 *output = g_malloc (INPUT_SIZE);

  isal_deflate_init (stream);
  stream->level = 2;
  stream->level_buf = level_buffer;
  stream->level_buf_size = ISAL_DEF_LVL2_DEFAULT;
  stream->gzip_flag = IGZIP_GZIP;
  for (guint p = 0; p < n_parts; p++) {
    gsize used = 0;

    do {
      guint32 size = (guint32) MIN (parts[p].size - used, G_MAXINT32);

      stream->next_in = (guint8 *) parts[p].data + used;
      stream->avail_in = size;
      used += size;
      stream->end_of_stream = p + 1 == n_parts && used == parts[p].size;
      do {
        stream->next_out = output;
        stream->avail_out = INPUT_SIZE;
        isal_deflate (stream);
        if (!cal_replace_write (replace, output, INPUT_SIZE - stream->avail_out, error))
          return FALSE;
      } while (stream->avail_out == 0);
    } while (used < parts[p].size);
  }
  return TRUE;
}
