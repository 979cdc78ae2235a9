/* serve.c - read one file for the parent process.
 *
 * This process was forked for that file, sees no other, and ends afterwards (io/reader/stay.h: when
 * it is not asked any more).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/reader/serve.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/buffer.h"
#include "io/format.h"
#include "io/given-file.h"
#include "io/loaded-block.h"
#include "io/lut.h"
#include "io/object-block.h"
#include "io/picture.h"
#include "io/reader-message.h"
#include "io/reader/file-limits.h"
#include "io/reader/sandbox.h"
#include "io/reader/stay.h"
#include "io/stretch.h"
#include "io/thumbnail.h"
#include "model/error.h"

/* Progress more often than this is not told. */
#define TELL_USEC (30 * 1000)

typedef struct {
  int socket;
  gint64 last_told;
} Parent;

typedef struct {
  char *what;
  char *path;
  char *dataset; /* (nullable) */
  guint32 max_side_px;
  gboolean wants_parts;
  guint64 max_bytes;
  GStrv others;
  int window; /* -1: answer once */
} Request;

static void G_GNUC_NORETURN
fail (int socket, const GError *error)
{
  g_autofree char *text = g_utf8_make_valid (error->message, MIN (strlen (error->message), 8192));

  cal_reader_message_send (
      socket, CAL_READER_FAILED,
      g_variant_new ("(sis)", g_quark_to_string (error->domain), error->code, text), -1);
  _exit (0);
}

static void G_GNUC_NORETURN
fail_with (int socket, int code, const char *text)
{
  g_autoptr (GError) error = g_error_new_literal (CAL_ERROR, code, text);

  fail (socket, error);
}

/* GLib ends the process when memory runs out; the parent is told why. */
static GLogWriterOutput
hear_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  int socket = *(const int *) data;

  for (gsize n = 0; n < n_fields; n++)
    if (g_str_equal (fields[n].key, "MESSAGE") &&
        strstr (fields[n].value, "failed to allocate") != NULL)
      fail_with (socket, CAL_ERROR_LIMIT, "takes more memory to read than it may");
  return G_LOG_WRITER_HANDLED;
}

static gboolean
receive_request (int socket, Request *request)
{
  g_auto (CalReaderMessage) message = {.fd = -1};

  if (cal_reader_message_receive (socket, &message, 0) != CAL_READER_RECEIVED ||
      message.kind != CAL_READER_REQUEST)
    return FALSE;
  g_variant_get (message.content, "(s^ay^ayubt^aay)", &request->what, &request->path,
                 &request->dataset, &request->max_side_px, &request->wants_parts,
                 &request->max_bytes, &request->others);
  if (request->dataset[0] == '\0')
    request->dataset = NULL;
  request->window = message.fd;
  message.fd = -1;
  for (char **other = request->others; *other != NULL; other++)
    cal_external_allow (*other);
  return TRUE;
}

static void
tell_progress (double fraction, const char *text, gpointer user_data)
{
  Parent *parent = user_data;
  gint64 now = g_get_monotonic_time ();

  cal_limits_beat ();
  if (now - parent->last_told < TELL_USEC && text == NULL)
    return;
  parent->last_told = now;
  if (!cal_reader_message_send (parent->socket, CAL_READER_PROGRESS,
                                g_variant_new ("(ds)", fraction, text != NULL ? text : ""), -1))
    _exit (0);
}

/* If a first part cannot be given there is still the whole. */
static void
give_part (GObject *part, gpointer user_data)
{
  Parent *parent = user_data;
  g_autoptr (CalArena) arena = cal_arena_new (NULL);
  int fd = -1;

  if (arena != NULL && cal_loaded_write_block (CAL_LOADED (part), arena, NULL))
    fd = cal_arena_seal (arena, NULL);
  if (fd < 0)
    return;
  cal_reader_message_send (parent->socket, CAL_READER_PART, NULL, fd);
  close (fd);
}

static GObject *
read_picture (const char *path, GError **error)
{
  gsize dims[3] = {0, 0, 4};
  g_autoptr (GBytes) pixels = cal_picture_parse (path, &dims[1], &dims[0], error);

  return pixels != NULL ? (GObject *) cal_array_new (CAL_DTYPE_UINT8, 3, dims, pixels, error)
                        : NULL;
}

static GObject *
read_object (const Request *request, CalJob *job, GError **error)
{
  if (g_str_equal (request->what, "labels"))
    return (GObject *) cal_lut_parse (request->path, error);
  if (g_str_equal (request->what, "picture"))
    return read_picture (request->path, error);
  if (g_str_equal (request->what, "thumbnail"))
    return (GObject *) cal_thumbnail_parse (request->path, request->dataset, request->max_side_px,
                                            job, error);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "nothing can be done called %s",
               request->what);
  return NULL;
}

/* What was read is never freed: its values lie in the arena, which is about to be given away. */
static gboolean
answer (const Request *request, CalJob *job, CalArena *arena, GError **error)
{
  g_autoptr (CalBlockBuilder) builder = cal_block_builder_new ();
  CalLoaded *loaded;
  GObject *object;

  if (g_str_equal (request->what, "load")) {
    cal_stretch_allow (arena);
    loaded = cal_format_parse (request->path, request->dataset, job, error);
    return loaded != NULL && cal_loaded_write_block (loaded, arena, error);
  }
  object = read_object (request, job, error);
  return object != NULL && cal_block_builder_write (
                               builder, cal_object_to_block (object, "0", builder), arena, error);
}

/**
 * cal_serve:
 * @socket: to the parent process
 *
 * Hears one request, shuts this process in, and answers it.
 */
void
cal_serve (int socket)
{
  Parent parent = {socket, 0};
  Request request;
  g_autoptr (CalJob) job = NULL;
  g_autoptr (CalArena) arena = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;
  g_autoptr (GVariant) stretches = NULL;
  int fd = -1;

  g_log_set_writer_func (hear_log, &parent.socket, NULL);
  if (!receive_request (socket, &request))
    _exit (2);
  cal_limits_set (request.max_bytes);
  if (request.window >= 0)
    cal_stay_prepare (socket);
  if (!cal_sandbox_enter (socket))
    fail_with (socket, CAL_ERROR_UNSUPPORTED,
               "is not read: this system cannot shut in what reads it (seccomp is missing)");
  if (g_stat (request.path, &status) == 0)
    cal_limits_expect_file ((guint64) status.st_size);
  arena = cal_arena_new (&error);
  if (arena == NULL)
    fail (socket, error);
  cal_buffer_share (arena, request.max_bytes);
  job = cal_job_new_relay (tell_progress, request.wants_parts ? give_part : NULL, &parent);
  if (g_str_equal (request.what, "stored")
          ? !cal_stay (socket, request.window, request.path, request.dataset, job, &error)
          : !answer (&request, job, arena, &error))
    fail (socket, error);
  stretches = g_variant_ref_sink (cal_stretch_describe ());
  fd = cal_arena_seal (arena, &error);
  if (fd < 0)
    fail (socket, error);
  cal_reader_message_send (socket, CAL_READER_DONE, stretches, fd);
  _exit (0);
}
