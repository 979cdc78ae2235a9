/* sandbox.c - shut this process in: what it may still ask of the system.
 *
 * It can compute, take memory, read the descriptors it has and talk over one socket. It opens
 * nothing: whatever a library wants to open or look up by name is asked of the parent process,
 * which decides, opens, and hands the descriptor over. So no rule about paths has to hold in here,
 * and code that a hostile file manages to run has nothing to reach for. Seccomp does all of it, and
 * is part of every kernel since Linux 3.5.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/reader/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "io/reader-message.h"
#include "io/sanitized.h"

/* Of this process, once it is shut in. */
static int parent_socket = -1;

/* What follows runs in the handler of a trapped system call, and calls nothing but system calls
 * that are allowed. A negative result is an error number. */

static int
receive_answer (void)
{
  struct {
    guint64 kind;
    CalReaderOpened opened;
  } __attribute__ ((packed)) answer;
  union {
    struct cmsghdr align;
    char room[CMSG_SPACE (sizeof (int))];
  } control;
  struct iovec piece = {&answer, sizeof answer};
  struct msghdr packet = {.msg_iov = &piece,
                          .msg_iovlen = 1,
                          .msg_control = control.room,
                          .msg_controllen = sizeof control.room};
  gssize n;
  int fd;

  do
    n = recvmsg (parent_socket, &packet, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);
  if (n != sizeof answer || answer.kind != CAL_READER_OPENED)
    return -EIO;
  if (answer.opened != 0)
    return -answer.opened;
  if (CMSG_FIRSTHDR (&packet) == NULL)
    return -EIO;
  memcpy (&fd, CMSG_DATA (CMSG_FIRSTHDR (&packet)), sizeof fd);
  return fd;
}

static int
ask_for_file (const char *path)
{
  gsize length = strnlen (path, CAL_READER_MAX_PATH);

  if (length == 0)
    return -ENOENT;
  if (length == CAL_READER_MAX_PATH)
    return -ENAMETOOLONG;
  if (!cal_reader_message_send_bytes (parent_socket, CAL_READER_OPEN, path, length + 1, -1, 0))
    return -EIO;
  return receive_answer ();
}

static long
open_file (int folder, const char *path, int flags)
{
  if ((flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0 ||
      (folder != AT_FDCWD && path[0] != '/'))
    return -EACCES;
  return ask_for_file (path);
}

static long
look_up (const char *path, struct stat *status)
{
  int fd = ask_for_file (path);
  long result;

  if (fd < 0)
    return fd;
  result = status == NULL || syscall (SYS_fstat, fd, status) == 0 ? 0 : -EIO;
  close (fd);
  return result;
}

static long
answer_call (int call, const unsigned long *argument)
{
  const char *path = (const char *) argument[1];

  switch (call) {
#ifdef SYS_open
  case SYS_open:
    return open_file (AT_FDCWD, (const char *) argument[0], (int) argument[1]);
#endif
  case SYS_openat:
    return open_file ((int) argument[0], path, (int) argument[2]);
#ifdef SYS_stat
  case SYS_stat:
  case SYS_lstat:
    return look_up ((const char *) argument[0], (struct stat *) argument[1]);
#endif
#ifdef SYS_newfstatat
  case SYS_newfstatat:
    if ((argument[3] & AT_EMPTY_PATH) != 0 && path[0] == '\0')
      return syscall (SYS_fstat, (int) argument[0], argument[2]) == 0 ? 0 : -EBADF;
    return look_up (path, (struct stat *) argument[2]);
#endif
#ifdef SYS_access
  case SYS_access:
    return (argument[1] & (W_OK | X_OK)) != 0 ? -EACCES
                                              : look_up ((const char *) argument[0], NULL);
#endif
  case SYS_faccessat:
#ifdef SYS_faccessat2
  case SYS_faccessat2:
#endif
    return (argument[2] & (W_OK | X_OK)) != 0 ? -EACCES : look_up (path, NULL);
  default:
    return -EPERM;
  }
}

static void
on_trap (int number, siginfo_t *info, void *data)
{
  ucontext_t *context = data;
  int kept = errno;

#if defined(__x86_64__)
  greg_t *r = context->uc_mcontext.gregs;
  unsigned long arguments[4] = {(unsigned long) r[REG_RDI], (unsigned long) r[REG_RSI],
                                (unsigned long) r[REG_RDX], (unsigned long) r[REG_R10]};

  r[REG_RAX] = answer_call (info->si_syscall, arguments);
#elif defined(__aarch64__)
  unsigned long long *r = context->uc_mcontext.regs;
  unsigned long arguments[4] = {r[0], r[1], r[2], r[3]};

  r[0] = (unsigned long long) answer_call (info->si_syscall, arguments);
#else
#error "which registers hold the arguments of a system call on this machine?"
#endif
  errno = kept;
}

static const int allowed[] = {
    SCMP_SYS (brk),
    SCMP_SYS (clock_getres),
    SCMP_SYS (clock_gettime),
    SCMP_SYS (clock_nanosleep),
    SCMP_SYS (close),
    SCMP_SYS (exit),
    SCMP_SYS (exit_group),
    SCMP_SYS (fallocate),
    SCMP_SYS (fcntl),
    SCMP_SYS (flock),
    SCMP_SYS (fstat),
    SCMP_SYS (ftruncate),
    SCMP_SYS (futex),
    SCMP_SYS (getcwd),
    SCMP_SYS (getpid),
    SCMP_SYS (getrandom),
    SCMP_SYS (getrusage),
    SCMP_SYS (gettid),
    SCMP_SYS (gettimeofday),
    SCMP_SYS (lseek),
    SCMP_SYS (madvise),
    SCMP_SYS (memfd_create),
    SCMP_SYS (mremap),
    SCMP_SYS (munmap),
    SCMP_SYS (nanosleep),
    SCMP_SYS (pread64),
    SCMP_SYS (preadv),
    SCMP_SYS (read),
    SCMP_SYS (readv),
    SCMP_SYS (restart_syscall),
    SCMP_SYS (rseq),
    SCMP_SYS (rt_sigaction),
    SCMP_SYS (rt_sigprocmask),
    SCMP_SYS (rt_sigreturn),
    SCMP_SYS (sched_getaffinity),
    SCMP_SYS (sched_yield),
    SCMP_SYS (set_robust_list),
    SCMP_SYS (setitimer),
    SCMP_SYS (sigaltstack),
    SCMP_SYS (sysinfo),
    SCMP_SYS (uname),
};

static const int asked_of_parent[] = {
    SCMP_SYS (open),       SCMP_SYS (openat), SCMP_SYS (stat),      SCMP_SYS (lstat),
    SCMP_SYS (newfstatat), SCMP_SYS (access), SCMP_SYS (faccessat), SCMP_SYS (faccessat2),
};

/* Allowed with these arguments only. */
static gboolean
add_conditions (scmp_filter_ctx filter, int socket)
{
  const guint32 allow = SCMP_ACT_ALLOW;
  const scmp_datum_t kinds = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;
  gboolean ok = TRUE;

  ok &= seccomp_rule_add (filter, allow, SCMP_SYS (sendmsg), 1,
                          SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) socket)) == 0;
  ok &= seccomp_rule_add (filter, allow, SCMP_SYS (recvmsg), 1,
                          SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) socket)) == 0;
  /* Memory, but none that can be executed. */
  ok &= seccomp_rule_add (filter, allow, SCMP_SYS (mmap), 1,
                          SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
  ok &= seccomp_rule_add (filter, allow, SCMP_SYS (mprotect), 1,
                          SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
  /* Threads, but no process. The flags of clone3() cannot be seen: glibc then uses clone(). */
  ok &= seccomp_rule_add (filter, allow, SCMP_SYS (clone), 1,
                          SCMP_A0 (SCMP_CMP_MASKED_EQ, kinds, kinds)) == 0;
  ok &= seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0) == 0;
  ok &= seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (statx), 0) == 0;
  /* Its own limits, its threads' names, and ending itself. */
  ok &= seccomp_rule_add (filter, allow, SCMP_SYS (prlimit64), 1, SCMP_A0 (SCMP_CMP_EQ, 0)) == 0;
  ok &= seccomp_rule_add (filter, allow, SCMP_SYS (prctl), 1, SCMP_A0 (SCMP_CMP_EQ, PR_SET_NAME)) ==
        0;
  ok &= seccomp_rule_add (filter, allow, SCMP_SYS (tgkill), 1,
                          SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) getpid ())) == 0;
#if CAL_SANITIZED
  ok &= seccomp_rule_add (filter, allow, SCMP_SYS (write), 1,
                          SCMP_A0 (SCMP_CMP_EQ, STDERR_FILENO)) == 0;
#endif
  return ok;
}

/**
 * cal_sandbox_enter:
 * @socket: to the parent process
 *
 * For the rest of this process's life every system call that is not listed above fails with EPERM,
 * and files are opened by the parent, which is asked over the socket.
 *
 * Returns: FALSE if the system cannot do that: nothing may be parsed then
 */
gboolean
cal_sandbox_enter (int socket)
{
  struct sigaction action = {.sa_sigaction = on_trap, .sa_flags = SA_SIGINFO};
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  gboolean ok = filter != NULL;

  parent_socket = socket;
  sigemptyset (&action.sa_mask);
  ok = ok && sigaction (SIGSYS, &action, NULL) == 0 && prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  for (gsize n = 0; ok && n < G_N_ELEMENTS (allowed); n++)
    ok = seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[n], 0) == 0;
  for (gsize n = 0; ok && n < G_N_ELEMENTS (asked_of_parent); n++)
    ok = asked_of_parent[n] < 0 ||
         seccomp_rule_add (filter, SCMP_ACT_TRAP, asked_of_parent[n], 0) == 0;
  ok = ok && add_conditions (filter, socket) && seccomp_load (filter) == 0;
  if (filter != NULL)
    seccomp_release (filter);
  return ok;
}
