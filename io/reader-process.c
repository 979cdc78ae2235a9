/* reader-process.c - the one calcarine-reader of this program, which forks for every file.
 *
 * It is started when the first file is opened, or before, and again if it has died.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/reader-process.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/reader-message.h"
#include "io/sanitized.h"

/* A process that was asked to do something and is gone has so long to be found dead. */
#define DEATH_USEC (G_USEC_PER_SEC)

static GMutex lock; /* guards what follows */
static char *program;
static GPid pid;
static int control = -1;
static gboolean is_up; /* it has said so */

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
    g_autofree char *path = g_build_filename (folder, places[n], "calcarine-reader", NULL);

    if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&path);
  }
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
               "calcarine-reader, which reads files, is not installed beside %s",
               self != NULL ? self : "this program");
  return NULL;
}

/* Of this program's environment the reader gets what its libraries are found by, no more. */
static GStrv
reader_environment (void)
{
  g_auto (GStrv) own = g_get_environ ();
  GStrv kept = g_new0 (char *, 1);
  const char *libraries = g_environ_getenv (own, "LD_LIBRARY_PATH");

  return libraries != NULL ? g_environ_setenv (kept, "LD_LIBRARY_PATH", libraries, TRUE) : kept;
}

static void
forget (void)
{
  if (control >= 0)
    close (control);
  control = -1;
  if (pid != 0)
    g_spawn_close_pid (pid);
  pid = 0;
  is_up = FALSE;
}

static gboolean
start (GError **error)
{
  g_auto (GStrv) environment = CAL_SANITIZED ? g_get_environ () : reader_environment ();
  const char *argv[] = {program, NULL};
  const int target = CAL_READER_SOCKET_FD;
  GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL;
  int sockets[2];
  gboolean started;

  if (!CAL_SANITIZED)
    flags |= G_SPAWN_STDERR_TO_DEV_NULL;
  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "calcarine-reader: %s",
                 g_strerror (errno));
    return FALSE;
  }
  started = g_spawn_async_with_pipes_and_fds (NULL, argv, (const char *const *) environment, flags,
                                              NULL, NULL, -1, -1, -1, &sockets[1], &target, 1, &pid,
                                              NULL, NULL, NULL, error);
  close (sockets[1]);
  if (started)
    control = sockets[0];
  else
    close (sockets[0]);
  return started;
}

/* Starts it if it is not running, or another one is wanted now. */
static gboolean
ensure_started (GError **error)
{
  g_autofree char *wanted = find_program (error);

  if (wanted == NULL)
    return FALSE;
  if (pid != 0 && g_str_equal (wanted, program))
    return TRUE;
  if (pid != 0) {
    kill (pid, SIGKILL);
    waitpid (pid, NULL, 0);
    forget ();
  }
  g_free (program);
  program = g_steal_pointer (&wanted);
  return start (error);
}

/**
 * cal_reader_process_prepare:
 *
 * Starts the reader, which then gets ready while this program does something else.
 */
void
cal_reader_process_prepare (void)
{
  g_mutex_lock (&lock);
  ensure_started (NULL);
  g_mutex_unlock (&lock);
}

/**
 * cal_reader_process_begin:
 *
 * From any thread.
 *
 * Returns: a socket to a new process for one file, to be closed by the caller, which kills the
 *   process if it still runs; -1 with G_FILE_ERROR if there is no reader
 */
int
cal_reader_process_begin (GError **error)
{
  int sockets[2];
  gboolean begun = FALSE;

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "calcarine-reader: %s",
                 g_strerror (errno));
    return -1;
  }
  g_mutex_lock (&lock);
  for (int trial = 0; trial < 2 && !begun && ensure_started (trial == 0 ? NULL : error); trial++) {
    begun = cal_reader_message_send (control, CAL_READER_JOB, NULL, sockets[1]);
    if (!begun) {
      /* It has died since. */
      waitpid (pid, NULL, 0);
      forget ();
    }
  }
  g_mutex_unlock (&lock);
  close (sockets[1]);
  if (begun)
    return sockets[0];
  if (error != NULL && *error == NULL)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s does not work", program);
  close (sockets[0]);
  return -1;
}

/**
 * cal_reader_process_is_up:
 *
 * Returns: whether the reader has said that it hears
 */
gboolean
cal_reader_process_is_up (void)
{
  g_auto (CalReaderMessage) message = {.fd = -1};
  gboolean up;

  g_mutex_lock (&lock);
  if (!is_up && control >= 0)
    is_up = cal_reader_message_receive (control, &message, MSG_DONTWAIT) == CAL_READER_RECEIVED;
  up = is_up;
  g_mutex_unlock (&lock);
  return up;
}

/**
 * cal_reader_process_stop:
 *
 * Kills the reader; the next file starts another.
 */
void
cal_reader_process_stop (void)
{
  g_mutex_lock (&lock);
  if (pid != 0) {
    kill (pid, SIGKILL);
    waitpid (pid, NULL, 0);
    forget ();
  }
  g_mutex_unlock (&lock);
}

/**
 * cal_reader_process_find_death:
 * @status: (out): of wait()
 *
 * Returns: whether the reader itself, not one of its forks, has died
 */
gboolean
cal_reader_process_find_death (int *status)
{
  gint64 until = g_get_monotonic_time () + DEATH_USEC;
  pid_t reaped = 0;

  g_mutex_lock (&lock);
  while (pid != 0 && (reaped = waitpid (pid, status, WNOHANG)) == 0 &&
         g_get_monotonic_time () < until)
    g_usleep (1000);
  if (reaped > 0)
    forget ();
  g_mutex_unlock (&lock);
  return reaped > 0;
}
