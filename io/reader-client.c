/* reader-client.c - have a request answered by calcarine-reader, a process that may die.
 *
 * A process a request: nothing is shared, so requests from several threads do not meet, and what
 * one file does to its process cannot touch another file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/reader-client.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/reader-message.h"
#include "model/error.h"

/* A reader that says nothing for so long is taken to hang. */
#define PATIENCE_S 10
#define POLL_MS 50

typedef struct {
  char *path; /* of the file, to display */
  GPid pid;
  int socket;
  int memory;
} Reader;

/* Ends the process and leaves no zombie. One that is on its way out is given the time, so that its
 * status tells why. */
static int
reap (Reader *self, gboolean is_ending)
{
  gint64 until = g_get_monotonic_time () + (is_ending ? G_USEC_PER_SEC : 0);
  int status = 0;
  pid_t reaped;

  if (self->pid == 0)
    return 0;
  while ((reaped = waitpid (self->pid, &status, WNOHANG)) == 0 && g_get_monotonic_time () < until)
    g_usleep (1000);
  if (reaped == 0) {
    kill (self->pid, SIGKILL);
    while (waitpid (self->pid, &status, 0) < 0 && errno == EINTR)
      ;
  }
  g_spawn_close_pid (self->pid);
  self->pid = 0;
  return status;
}

static void
reader_clear (Reader *self)
{
  reap (self, FALSE);
  if (self->socket >= 0)
    close (self->socket);
  if (self->memory >= 0)
    close (self->memory);
  g_free (self->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* CALCARINE_READER, else beside this program, in its prefix's libexec, or in the build folder that
 * this program lies in. */
static char *
find_program (GError **error)
{
  const char *named = g_getenv ("CALCARINE_READER");
  static const char *const places[] = {
      ("../" CAL_LIBEXECDIR), ".", "..", "io/reader", "../io/reader", "../../io/reader"};
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (self != NULL ? self : ".");

  if (named != NULL && named[0] != '\0')
    return g_strdup (named);
  for (gsize n = 0; n < G_N_ELEMENTS (places); n++) {
    g_autofree char *program = g_build_filename (folder, places[n], "calcarine-reader", NULL);

    if (g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&program);
  }
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
               "calcarine-reader, which reads HDF5 files, is not installed beside %s",
               self != NULL ? self : "this program");
  return NULL;
}

static gboolean
start (Reader *self, GError **error)
{
  g_autofree char *program = find_program (error);
  const char *argv[] = {program, NULL};
  int sockets[2], targets[2] = {CAL_READER_SOCKET_FD, CAL_READER_MEMORY_FD};
  struct timeval patience = {PATIENCE_S, 0};
  gboolean started;

  if (program == NULL)
    return FALSE;
  self->memory = memfd_create ("calcarine-values", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (self->memory < 0 || socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", self->path,
                 g_strerror (errno));
    return FALSE;
  }
  self->socket = sockets[0];
  setsockopt (self->socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  started = g_spawn_async_with_pipes_and_fds (
      NULL, argv, NULL,
      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
      NULL, -1, -1, -1, (const int[]){sockets[1], self->memory}, targets, 2, &self->pid, NULL, NULL,
      NULL, error);
  close (sockets[1]);
  return started;
}

/* Why there is no reply: the process is gone, or silent. */
static void
explain_death (Reader *self, GError **error)
{
  int status = reap (self, TRUE);

  if (WIFSIGNALED (status))
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the HDF5 library crashed on this file (signal %d, %s)", self->path,
                 WTERMSIG (status), g_strsignal (WTERMSIG (status)));
  else
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the HDF5 library gave up on this file (exit status %d)", self->path,
                 WEXITSTATUS (status));
}

/* Waits until there is something to hear, cancelled or not. */
static gboolean
wait_for_reply (Reader *self, CalJob *job, GError **error)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  struct pollfd poll_fd = {self->socket, POLLIN, 0};

  while (poll (&poll_fd, 1, POLL_MS) <= 0) {
    if (!cal_job_check (job, error))
      return FALSE;
    if (g_get_monotonic_time () > until) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: the HDF5 library did not come on with this file for %d s and was stopped",
                   self->path, PATIENCE_S);
      return FALSE;
    }
  }
  return cal_job_check (job, error);
}

/* The result, whatever progress comes before it. */
static GVariant *
hear (Reader *self, CalJob *job, GError **error)
{
  while (wait_for_reply (self, job, error)) {
    g_autoptr (GVariant) reply = cal_reader_message_receive (self->socket, CAL_READER_REPLY_TYPE);
    g_autoptr (GVariant) content = NULL;
    const char *kind;

    if (reply == NULL) {
      explain_death (self, error);
      return NULL;
    }
    g_variant_get (reply, "(&sv)", &kind, &content);
    if (g_str_equal (kind, "done"))
      return g_steal_pointer (&content);
    if (g_str_equal (kind, "progress") && g_variant_is_of_type (content, G_VARIANT_TYPE_DOUBLE)) {
      double fraction = g_variant_get_double (content);

      if (fraction > 0.0)
        cal_job_report (job, fraction, NULL);
    } else if (g_str_equal (kind, "error") &&
               g_variant_is_of_type (content, G_VARIANT_TYPE ("(is)"))) {
      const char *message;
      gint32 code;

      g_variant_get (content, "(i&s)", &code, &message);
      g_set_error (error, CAL_ERROR, code, "%s: %s", self->path, message);
      return NULL;
    }
  }
  return NULL;
}

typedef struct {
  void *data;
  gsize size;
} Mapping;

static void
mapping_free (gpointer data)
{
  Mapping *mapping = data;

  munmap (mapping->data, mapping->size);
  g_free (mapping);
}

/* What the process, which has ended, left in the memory file: no copy, and nobody can change it. */
static GBytes *
map_values (Reader *self, GError **error)
{
  struct stat status;
  Mapping *mapping;
  void *data;

  if (fcntl (self->memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0 ||
      fstat (self->memory, &status) != 0 || status.st_size < 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", self->path,
                 g_strerror (errno));
    return NULL;
  }
  if (status.st_size == 0)
    return g_bytes_new (NULL, 0);
  data = mmap (NULL, (gsize) status.st_size, PROT_READ, MAP_SHARED, self->memory, 0);
  if (data == MAP_FAILED) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: %s", self->path, g_strerror (errno));
    return NULL;
  }
  mapping = g_new (Mapping, 1);
  *mapping = (Mapping){data, (gsize) status.st_size};
  return g_bytes_new_with_free_func (data, mapping->size, mapping_free, mapping);
}

static GVariant *
numbers (const guint64 *values, guint n)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, values, n, sizeof *values);
}

/* Three quarters of the machine's memory. */
static guint64
memory_budget (void)
{
  return (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE) / 4 * 3;
}

/**
 * cal_reader_ask:
 * @type: of the result
 * @values: (out) (nullable): the numbers that came with it
 * @job: (nullable): for progress and cancelling
 *
 * From any thread.
 *
 * Returns: (transfer full): the result, or NULL with @error set: what the reader says of the file,
 *   CAL_ERROR_FORMAT if the reader crashed or hung
 */
GVariant *
cal_reader_ask (
    const CalReaderRequest *request, const char *type, GBytes **values, CalJob *job, GError **error)
{
  g_auto (Reader) reader = {.socket = -1, .memory = -1};
  g_autoptr (GVariant) result = NULL;

  reader.path = g_filename_display_name (request->path);
  if (!cal_job_check (job, error) || !start (&reader, error))
    return NULL;
  /* If this cannot be heard, there is no reply either. */
  cal_reader_message_send (
      reader.socket, g_variant_new ("(s^ays@at@att)", request->what, request->path,
                                    request->dataset != NULL ? request->dataset : "",
                                    numbers (request->start, request->n_dims),
                                    numbers (request->count, request->n_dims), memory_budget ()));
  result = hear (&reader, job, error);
  if (result == NULL)
    return NULL;
  if (!g_variant_is_of_type (result, G_VARIANT_TYPE (type))) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: the reader answered %s; expected %s",
                 reader.path, g_variant_get_type_string (result), type);
    return NULL;
  }
  reap (&reader, FALSE);
  if (values != NULL && (*values = map_values (&reader, error)) == NULL)
    return NULL;
  return g_steal_pointer (&result);
}
