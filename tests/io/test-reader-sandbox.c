/* test-reader-sandbox.c - what the process that reads a file cannot do.
 *
 * Each attempt is made in a process that has shut itself in as the reader does. It tells by its
 * exit status what it got.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/reader/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/given-file.h"
#include "io/reader-message.h"
#include "tests/support/folder.h"

#define SUCCEEDED 200

static char *folder, *mine, *beside, *elsewhere;

static int
say (long result)
{
  return result >= 0 ? SUCCEEDED : errno;
}

static int
open_mine (void)
{
  char text[8] = "";
  int fd = open (mine, O_RDONLY);

  return fd >= 0 && read (fd, text, sizeof text) == 4 && memcmp (text, "mine", 4) == 0 ? SUCCEEDED
                                                                                       : errno;
}

static int
open_mine_twice (void)
{
  char text = 0;
  int first = open (mine, O_RDONLY), second = open (mine, O_RDONLY);

  /* Each has a place of its own in the file. */
  return lseek (first, 2, SEEK_SET) == 2 && read (second, &text, 1) == 1 && text == 'm' ? SUCCEEDED
                                                                                        : errno;
}

static int
look_at_mine (void)
{
  struct stat status;

  return stat (mine, &status) == 0 && status.st_size == 4 && access (mine, R_OK) == 0 ? SUCCEEDED
                                                                                      : errno;
}

static int
open_beside (void)
{
  return say (open (beside, O_RDONLY));
}

static int
open_elsewhere (void)
{
  return say (open (elsewhere, O_RDONLY));
}

static int
open_password (void)
{
  return say (open ("/etc/passwd", O_RDONLY));
}

static int
look_elsewhere (void)
{
  struct stat status;

  return say (stat ("/etc/passwd", &status));
}

static int
climb_out (void)
{
  g_autofree char *path = g_strconcat (mine, "/../../../../../../../etc/passwd", NULL);

  return say (open (path, O_RDONLY));
}

static int
write_mine (void)
{
  return say (open (mine, O_WRONLY));
}

static int
create_file (void)
{
  g_autofree char *path = g_strconcat (mine, ".new", NULL);

  return say (open (path, O_WRONLY | O_CREAT, 0666));
}

static int
write_output (void)
{
  return say (write (STDOUT_FILENO, "", 0));
}

static int
delete_mine (void)
{
  return say (unlink (mine));
}

static int
make_socket (void)
{
  return say (socket (AF_INET, SOCK_STREAM, 0));
}

static int
make_local_socket (void)
{
  return say (socket (AF_UNIX, SOCK_STREAM, 0));
}

static int
execute (void)
{
  char *const argv[] = {(char *) "true", NULL};

  return say (execve ("/bin/true", argv, NULL));
}

static int
fork_off (void)
{
  return say (syscall (SYS_clone, SIGCHLD, 0, 0, 0, 0));
}

static int
kill_parent (void)
{
  return say (kill (getppid (), 0));
}

static int
trace_parent (void)
{
  return say (ptrace (PTRACE_ATTACH, 1, NULL, NULL));
}

static int
make_code (void)
{
  return mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
               0) != MAP_FAILED
             ? SUCCEEDED
             : errno;
}

static int
list_folder (void)
{
  return say (open (folder, O_RDONLY | O_DIRECTORY));
}

static gpointer
return_number (gpointer data)
{
  return data;
}

static int
make_thread (void)
{
  GThread *thread = g_thread_new ("test", return_number, GINT_TO_POINTER (SUCCEEDED));

  return GPOINTER_TO_INT (g_thread_join (thread));
}

static int
take_memory (void)
{
  g_autofree guint8 *memory = g_try_malloc (64 * 1024 * 1024);

  memset (memory, 7, 64 * 1024 * 1024);
  return memory[12345678] == 7 && memfd_create ("x", 0) >= 0 ? SUCCEEDED : 1;
}

/* As the parent does it: decides, opens, hands over. */
static void
give_files (int socket)
{
  for (;;) {
    g_auto (CalReaderMessage) message = {.fd = -1};
    CalReaderOpened opened;
    int fd;

    if (cal_reader_message_receive (socket, &message, 0) != CAL_READER_RECEIVED)
      return;
    g_assert_cmpint (message.kind, ==, CAL_READER_OPEN);
    fd = cal_given_file_open (mine, g_bytes_get_data (message.bytes, NULL));
    opened = fd < 0 ? -fd : 0;
    cal_reader_message_send_bytes (socket, CAL_READER_OPENED, &opened, sizeof opened, fd, 0);
    if (fd >= 0)
      close (fd);
  }
}

typedef struct {
  const char *name;
  int (*attempt) (void);
  int expected;
} Attempt;

static void
test_attempt (gconstpointer data)
{
  const Attempt *attempt = data;
  int sockets[2], status;
  pid_t pid;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets), ==, 0);
  pid = fork ();
  if (pid == 0) {
    close (sockets[0]);
    if (!cal_sandbox_enter (sockets[1]))
      _exit (201);
    errno = 0;
    _exit (attempt->attempt ());
  }
  close (sockets[1]);
  give_files (sockets[0]);
  close (sockets[0]);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, attempt->expected);
}

static const Attempt attempts[] = {
    {"open-mine", open_mine, SUCCEEDED},
    {"open-mine-twice", open_mine_twice, SUCCEEDED},
    {"look-at-mine", look_at_mine, SUCCEEDED},
    {"open-beside", open_beside, SUCCEEDED},
    {"make-thread", make_thread, SUCCEEDED},
    {"take-memory", take_memory, SUCCEEDED},
    {"open-elsewhere", open_elsewhere, EACCES},
    {"open-password", open_password, EACCES},
    {"look-elsewhere", look_elsewhere, EACCES},
    {"climb-out", climb_out, EACCES},
    {"list-folder", list_folder, EACCES},
    {"write-mine", write_mine, EACCES},
    {"create-file", create_file, EACCES},
    {"delete-mine", delete_mine, EPERM},
    {"make-socket", make_socket, EPERM},
    {"make-local-socket", make_local_socket, EPERM},
    {"execute", execute, EPERM},
    {"fork", fork_off, EPERM},
    {"kill-parent", kill_parent, EPERM},
    {"trace", trace_parent, EPERM},
    {"make-code", make_code, EPERM},
    {"write-output", write_output, EPERM},
};

int
main (int argc, char **argv)
{
  g_autofree char *other = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("calcarine-sandbox-XXXXXX", NULL);
  other = g_build_filename (folder, "other", NULL);
  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  mine = g_build_filename (folder, "mine.h5", NULL);
  beside = g_build_filename (folder, "mine.img", NULL);
  elsewhere = g_build_filename (other, "secret", NULL);
  g_assert_true (g_file_set_contents (mine, "mine", 4, NULL));
  g_assert_true (g_file_set_contents (beside, "beside", -1, NULL));
  g_assert_true (g_file_set_contents (elsewhere, "secret", -1, NULL));
  for (gsize n = 0; n < G_N_ELEMENTS (attempts); n++) {
    g_autofree char *name = g_strconcat ("/sandbox/", attempts[n].name, NULL);

    g_test_add_data_func (name, &attempts[n], test_attempt);
  }
  status = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);
  g_free (mine);
  g_free (beside);
  g_free (elsewhere);
  return status;
}
