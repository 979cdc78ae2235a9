/* reader-client.c - have a file read by calcarine-reader, in a process that may die.
 *
 * A process a file: nothing is shared, so requests from several threads do not meet, and what one
 * file does to its process cannot touch another file. A process may be held, to be asked again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/reader-client.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/buffer.h"
#include "io/given-file.h"
#include "io/loaded-block.h"
#include "io/reader-message.h"
#include "io/reader-process.h"
#include "io/stretch.h"
#include "model/error.h"
#include "model/text.h"

/* One that says nothing for so long is taken to wait for ever. One that computes for ever ends
 * itself long before (io/reader/file-limits.c). */
#define PATIENCE_S 60
/* How soon it is seen that a job was cancelled. */
#define POLL_MS 20

typedef struct {
  const char *path;
  char *name; /* to display */
  int socket;
  CalJob *job;
  CalReaderReport *report; /* (nullable) */
  GPtrArray *files;        /* (nullable) */
  CalBlock *result;
  GVariant *answer; /* of one that keeps its file open */
  gboolean has_ended;
  int status;
} Asking;

static void
asking_clear (Asking *self)
{
  if (self->socket >= 0)
    close (self->socket);
  g_clear_object (&self->result);
  g_clear_pointer (&self->answer, g_variant_unref);
  g_free (self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asking, asking_clear)

const char *
cal_outcome_get_name (CalOutcome outcome)
{
  static const char *const names[] = {"opened", "error", "crashed", "hung", "over limit"};

  return names[outcome];
}

static void
set_outcome (Asking *self, CalOutcome outcome)
{
  if (self->report != NULL)
    self->report->outcome = outcome;
}

/* Why there is no answer. */
static gboolean
explain_death (Asking *self, GError **error)
{
  int status = self->status, number;

  if (!self->has_ended && !cal_reader_process_find_death (&status)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: the reader gave no answer", self->name);
    return FALSE;
  }
  number = WIFSIGNALED (status) ? WTERMSIG (status) : 0;
  set_outcome (self, number == SIGPROF ? CAL_OUTCOME_HUNG : CAL_OUTCOME_CRASHED);
  if (number == SIGPROF)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: reading it did not come on, and was stopped", self->name);
  else if (number != 0)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the reader crashed on this file (signal %d, %s)", self->name, number,
                 g_strsignal (number));
  else
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the reader gave up on this file (exit status %d)", self->name,
                 WEXITSTATUS (status));
  return FALSE;
}

static CalBlock *
map_block (Asking *self, int fd, GVariant *stretches, GError **error)
{
  g_autoptr (GBytes) bytes = fd >= 0 ? cal_arena_map (fd, error) : NULL;
  CalBlock *block;

  if (bytes != NULL && stretches != NULL &&
      !cal_stretch_read (stretches, bytes, self->path, self->job, error))
    return NULL;
  block = bytes != NULL ? cal_block_new (bytes, error) : NULL;
  if (block == NULL && error != NULL && *error == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "the reader gave no values");
  if (block == NULL)
    g_prefix_error (error, "%s: ", self->name);
  return block;
}

/* A part that makes no sense is not shown; the whole will be refused. */
static void
offer_part (Asking *self, int fd)
{
  g_autoptr (CalBlock) block = map_block (self, fd, NULL, NULL);
  g_autoptr (CalLoaded) part = block != NULL ? cal_loaded_new_from_block (block, NULL) : NULL;

  if (part != NULL)
    cal_job_offer (self->job, G_OBJECT (part));
}

static void
remember_file (Asking *self, const char *path)
{
  if (self->files != NULL &&
      !g_ptr_array_find_with_equal_func (self->files, path, g_str_equal, NULL))
    g_ptr_array_add (self->files, g_strdup (path));
}

static void
give_file (Asking *self, GBytes *asked)
{
  gsize size;
  const char *path = g_bytes_get_data (asked, &size);
  CalReaderOpened opened = EACCES;
  int fd = -1;

  if (size > 0 && path[size - 1] == '\0') {
    fd = cal_given_file_open (self->path, path);
    opened = fd < 0 ? -fd : 0;
    remember_file (self, path);
  }
  cal_reader_message_send_bytes (self->socket, CAL_READER_OPENED, &opened, sizeof opened, fd, 0);
  if (fd >= 0)
    close (fd);
}

static gboolean
take_failure (Asking *self, GVariant *content, GError **error)
{
  const char *domain, *text;
  gboolean is_of_system;
  gint32 code;
  GQuark quark;

  g_variant_get (content, "(&si&s)", &domain, &code, &text);
  is_of_system = g_str_equal (domain, g_quark_to_string (G_FILE_ERROR));
  quark = is_of_system ? G_FILE_ERROR : CAL_ERROR;
  if (!is_of_system &&
      (!g_str_equal (domain, g_quark_to_string (CAL_ERROR)) || code < 0 || code > CAL_ERROR_GL))
    code = CAL_ERROR_FORMAT;
  set_outcome (self, quark == CAL_ERROR && code == CAL_ERROR_LIMIT ? CAL_OUTCOME_OVER_LIMIT
                                                                   : CAL_OUTCOME_ERROR);
  if (strstr (text, self->name) != NULL)
    g_set_error (error, quark, code, "%s", text);
  else
    g_set_error (error, quark, code, "%s: %s", self->name, text);
  cal_text_show_error (error);
  return FALSE;
}

static void
take_end (Asking *self, GVariant *content)
{
  guint64 peak;
  double seconds;

  g_variant_get (content, "(itd)", &self->status, &peak, &seconds);
  self->has_ended = TRUE;
  if (self->report == NULL)
    return;
  self->report->peak_bytes = peak;
  self->report->processor_s = seconds;
}

/* Returns FALSE with @error set if there is nothing more to come. */
static gboolean
take_message (Asking *self, const CalReaderMessage *message, GError **error)
{
  double fraction;
  const char *text;

  switch (message->kind) {
  case CAL_READER_OPEN:
    give_file (self, message->bytes);
    return TRUE;
  case CAL_READER_PROGRESS:
    g_variant_get (message->content, "(d&s)", &fraction, &text);
    if (fraction > 0.0)
      cal_job_report (self->job, fraction, text[0] != '\0' ? text : NULL);
    return TRUE;
  case CAL_READER_PART:
    offer_part (self, message->fd);
    return TRUE;
  case CAL_READER_DONE:
    self->result = map_block (self, message->fd, message->content, error);
    return self->result != NULL;
  case CAL_READER_FAILED:
    return take_failure (self, message->content, error);
  case CAL_READER_ENDED:
    take_end (self, message->content);
    return self->result != NULL || explain_death (self, error);
  case CAL_READER_STORED:
  case CAL_READER_ANSWER:
    g_clear_pointer (&self->answer, g_variant_unref);
    self->answer = g_variant_ref (message->content);
    return TRUE;
  case CAL_READER_READY:
  case CAL_READER_JOB:
  case CAL_READER_REQUEST:
  case CAL_READER_OPENED:
  case CAL_READER_ASK:
  default:
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: the reader talks nonsense", self->name);
    return FALSE;
  }
}

/* Waits until there is something to hear. */
static gboolean
wait_for_message (Asking *self, GError **error)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  struct pollfd poll_fd = {self->socket, POLLIN, 0};

  while (poll (&poll_fd, 1, POLL_MS) <= 0) {
    gboolean is_cancelled = !cal_job_check (self->job, error);

    if (!is_cancelled && g_get_monotonic_time () < until)
      continue;
    /* One that never began to listen would not notice that nobody waits. */
    if (!cal_reader_process_is_up ())
      cal_reader_process_stop ();
    if (is_cancelled)
      return FALSE;
    set_outcome (self, CAL_OUTCOME_HUNG);
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: nothing was heard of its reader for %d s; it was stopped", self->name,
                 PATIENCE_S);
    return FALSE;
  }
  return cal_job_check (self->job, error);
}

/* Until there is a result or an answer; with a report, until the process has ended. */
static gboolean
hear (Asking *self, GError **error)
{
  while ((self->result == NULL && self->answer == NULL) ||
         (self->report != NULL && !self->has_ended)) {
    g_auto (CalReaderMessage) message = {.fd = -1};

    if (!wait_for_message (self, error))
      return FALSE;
    switch (cal_reader_message_receive (self->socket, &message, MSG_DONTWAIT)) {
    case CAL_READER_RECEIVED:
      if (!take_message (self, &message, error))
        return FALSE;
      break;
    case CAL_READER_WOULD_BLOCK:
      break;
    case CAL_READER_CLOSED:
      return explain_death (self, error);
    case CAL_READER_NONSENSE:
    default:
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: the reader talks nonsense", self->name);
      return FALSE;
    }
  }
  return TRUE;
}

/* After an error: what the process took, if it ends by itself. */
static void
hear_end (Asking *self)
{
  struct pollfd poll_fd = {self->socket, POLLIN, 0};

  while (self->report != NULL && !self->has_ended && poll (&poll_fd, 1, 1000) > 0) {
    g_auto (CalReaderMessage) message = {.fd = -1};

    if (cal_reader_message_receive (self->socket, &message, MSG_DONTWAIT) != CAL_READER_RECEIVED)
      return;
    if (message.kind == CAL_READER_ENDED)
      take_end (self, message.content);
  }
}

static gboolean
send_request (Asking *self, const CalReaderRequest *request, int window, GError **error)
{
  g_auto (GStrv) others = cal_external_dup_allowed ();
  GVariant *content = g_variant_new (
      "(s^ay^ayubt^aay)", request->what, request->path,
      request->dataset != NULL ? request->dataset : "", (guint32) request->max_side_px,
      cal_job_wants_offers (self->job), cal_buffer_get_budget (), others);

  if (cal_reader_message_send (self->socket, CAL_READER_REQUEST, content, window) || errno == EPIPE)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: too long a request", self->name);
  return FALSE;
}

/**
 * cal_reader_ask:
 * @job: (nullable): for progress, first parts and cancelling
 * @report: (out) (optional): how it went; what the process took is known only when it has ended
 *
 * From any thread.
 *
 * Returns: (transfer full): what the reader made of the file, or NULL with @error set: what the
 *   reader says of it, or CAL_ERROR_FORMAT if the reader crashed or hung
 */
CalBlock *
cal_reader_ask (const CalReaderRequest *request,
                CalJob *job,
                CalReaderReport *report,
                GError **error)
{
  g_auto (Asking) asking = {
      .path = request->path, .socket = -1, .job = job, .report = report, .files = request->files};
  gint64 start = g_get_monotonic_time ();
  gboolean ok;

  if (report != NULL)
    *report = (CalReaderReport){.outcome = CAL_OUTCOME_ERROR};
  asking.name = g_filename_display_name (request->path);
  if (!cal_job_check (job, error))
    return NULL;
  asking.socket = cal_reader_process_begin (error);
  if (asking.socket < 0)
    return NULL;
  ok = send_request (&asking, request, -1, error) && hear (&asking, error);
  if (ok)
    set_outcome (&asking, CAL_OUTCOME_OPENED);
  else
    hear_end (&asking);
  if (report != NULL)
    report->seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  return ok ? g_steal_pointer (&asking.result) : NULL;
}

struct _CalReaderHeld {
  Asking asking;
  char *path;
};

void
cal_reader_held_free (CalReaderHeld *self)
{
  asking_clear (&self->asking);
  g_free (self->path);
  g_free (self);
}

/**
 * cal_reader_hold:
 * @request: "stored"
 * @window: a memory file in which the process puts what it is asked for
 * @stored: (out) (transfer full): what it says of the file, see CAL_READER_STORED; nothing in it is
 *   believed
 * @job: (nullable)
 *
 * Returns: (transfer full): a process that keeps the file open, for one thread at a time; freeing
 * it kills the process. NULL with @error set, as cal_reader_ask()
 */
CalReaderHeld *
cal_reader_hold (
    const CalReaderRequest *request, int window, GVariant **stored, CalJob *job, GError **error)
{
  g_autoptr (CalReaderHeld) self = g_new0 (CalReaderHeld, 1);
  Asking *asking = &self->asking;

  self->path = g_strdup (request->path);
  *asking = (Asking){.path = self->path, .socket = -1, .job = job};
  asking->name = g_filename_display_name (request->path);
  if (!cal_job_check (job, error))
    return NULL;
  asking->socket = cal_reader_process_begin (error);
  if (asking->socket < 0 || !send_request (asking, request, window, error) || !hear (asking, error))
    return NULL;
  *stored = g_steal_pointer (&asking->answer);
  asking->job = NULL;
  return g_steal_pointer (&self);
}

/**
 * cal_reader_held_is_alive:
 *
 * Returns: FALSE if the process has ended, as it does when nobody has asked for a while
 */
gboolean
cal_reader_held_is_alive (CalReaderHeld *self)
{
  struct pollfd poll_fd = {self->asking.socket, POLLIN, 0};

  return poll (&poll_fd, 1, 0) == 0;
}

/**
 * cal_reader_held_ask:
 * @question: (transfer floating): see CAL_READER_ASK
 * @job: (nullable): for progress and cancelling; a cancelled process is of no use any more
 *
 * Returns: (transfer full): see CAL_READER_ANSWER; NULL with @error set, and then the process is
 *   to be freed
 */
GVariant *
cal_reader_held_ask (CalReaderHeld *self, GVariant *question, CalJob *job, GError **error)
{
  Asking *asking = &self->asking;
  gboolean ok;

  asking->job = job;
  if (!cal_reader_message_send (asking->socket, CAL_READER_ASK, question, -1) && errno != EPIPE) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: too long a question", asking->name);
    return NULL;
  }
  ok = hear (asking, error);
  asking->job = NULL;
  return ok ? g_steal_pointer (&asking->answer) : NULL;
}
