/* main.c - calcarine-reader, which forks a process for every file that is to be read.
 *
 * It is started once, holds no file, parses nothing and trusts nobody: it hears on its socket that
 * there is work, forks, and tells how the fork ended. A fork costs a millisecond where starting a
 * program costs twenty. A fork whose asker goes away is killed; so are all if the program does.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/loaded.h"
#include "io/reader-message.h"
#include "io/reader/serve.h"
#include "model/job.h"

typedef struct {
  pid_t pid;
  int socket; /* the fork's own end */
  gboolean is_killed;
} Fork;

static GArray *forks;

/* What every fork needs is made once, before them. */
static void
warm_up (void)
{
  g_type_ensure (CAL_TYPE_LOADED);
  g_type_ensure (CAL_TYPE_JOB);
  g_type_ensure (CAL_TYPE_VOLUME);
  g_type_ensure (CAL_TYPE_SURFACE);
  g_type_ensure (CAL_TYPE_VECTOR);
  g_type_ensure (CAL_TYPE_TABLE);
  g_get_filename_charsets (NULL);
}

static void G_GNUC_NORETURN
become_fork (int socket)
{
  sigset_t none;

  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (socket != CAL_READER_SOCKET_FD)
    dup2 (socket, CAL_READER_SOCKET_FD);
  close_range (CAL_READER_SOCKET_FD + 1, ~0u, 0);
  cal_serve (CAL_READER_SOCKET_FD);
}

static void
begin_job (int socket)
{
  Fork new_fork = {fork (), socket, FALSE};

  if (new_fork.pid == 0)
    become_fork (socket);
  if (new_fork.pid > 0)
    g_array_append_val (forks, new_fork);
  else
    close (socket);
}

static gboolean
hear_parent (void)
{
  g_auto (CalReaderMessage) message = {.fd = -1};

  if (cal_reader_message_receive (CAL_READER_SOCKET_FD, &message, 0) != CAL_READER_RECEIVED ||
      message.kind != CAL_READER_JOB || message.fd < 0)
    return FALSE;
  begin_job (message.fd);
  message.fd = -1;
  return TRUE;
}

static void
tell_end (const Fork *ended, int status, const struct rusage *usage)
{
  double seconds = (double) (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
                   (double) (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
  g_autoptr (GVariant) content = g_variant_ref_sink (
      g_variant_new ("(itd)", status, (guint64) usage->ru_maxrss * 1024, seconds));

  /* Whoever does not listen must not stop the others. */
  cal_reader_message_send_bytes (ended->socket, CAL_READER_ENDED, g_variant_get_data (content),
                                 g_variant_get_size (content), -1, MSG_DONTWAIT);
}

static void
reap (int signals)
{
  struct signalfd_siginfo unused;
  struct rusage usage;
  int status;
  pid_t pid;

  while (read (signals, &unused, sizeof unused) == sizeof unused)
    ;
  while ((pid = wait4 (-1, &status, WNOHANG, &usage)) > 0)
    for (guint n = 0; n < forks->len; n++) {
      Fork *one = &g_array_index (forks, Fork, n);

      if (one->pid != pid)
        continue;
      tell_end (one, status, &usage);
      close (one->socket);
      g_array_remove_index_fast (forks, n);
      break;
    }
}

/* Waits for work, for the end of a fork, and for askers that go away. */
static gboolean
serve_once (int signals)
{
  Fork *forked = (Fork *) (gpointer) forks->data;
  guint n_forks = forks->len;
  g_autofree struct pollfd *fds = g_new0 (struct pollfd, n_forks + 2);
  gboolean go_on = TRUE;

  fds[0] = (struct pollfd){CAL_READER_SOCKET_FD, POLLIN, 0};
  fds[1] = (struct pollfd){signals, POLLIN, 0};
  for (guint n = 0; n < n_forks; n++)
    fds[n + 2] = (struct pollfd){forked[n].is_killed ? -1 : forked[n].socket, 0, 0};
  if (poll (fds, n_forks + 2, -1) < 0)
    return errno == EINTR;
  for (guint n = 0; n < n_forks; n++)
    if ((fds[n + 2].revents & (POLLHUP | POLLERR)) != 0) {
      kill (forked[n].pid, SIGKILL);
      forked[n].is_killed = TRUE;
    }
  if (fds[1].revents != 0)
    reap (signals);
  if (fds[0].revents != 0)
    go_on = hear_parent ();
  return go_on;
}

int
main (void)
{
  sigset_t child_ended;
  int signals;

  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  sigemptyset (&child_ended);
  sigaddset (&child_ended, SIGCHLD);
  sigprocmask (SIG_BLOCK, &child_ended, NULL);
  signals = signalfd (-1, &child_ended, SFD_CLOEXEC | SFD_NONBLOCK);
  forks = g_array_new (FALSE, FALSE, sizeof (Fork));
  warm_up ();
  if (signals < 0 || !cal_reader_message_send (CAL_READER_SOCKET_FD, CAL_READER_READY, NULL, -1))
    return 1;
  while (serve_once (signals))
    ;
  for (guint n = 0; n < forks->len; n++)
    kill (g_array_index (forks, Fork, n).pid, SIGKILL);
  _exit (0);
}
