/* hostile-serve.c - a reader that does what the file says: crash, hang, take all memory, lie.
 *
 * It stands where io/reader/serve.c does in calcarine-reader.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/contents.h"
#include "io/reader-message.h"
#include "io/reader/file-limits.h"
#include "io/reader/sandbox.h"
#include "io/reader/serve.h"
#include "io/stretch.h"

static void
spin (void)
{
  volatile gboolean forever = TRUE;

  while (forever)
    ;
}

/* Computes for long, but with signs of life. */
static void
toil (int socket)
{
  for (int n = 0; n < 30; n++) {
    gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC / 10;

    while (g_get_monotonic_time () < until)
      ;
    cal_limits_beat ();
    cal_reader_message_send (socket, CAL_READER_PROGRESS, g_variant_new ("(ds)", n / 30.0, ""), -1);
  }
  cal_reader_message_send (socket, CAL_READER_FAILED,
                           g_variant_new ("(sis)", "cal_error_quark", 1, "toiled"), -1);
}

static void
eat (int socket)
{
  gsize taken = 0;

  while (taken < ((gsize) 3 << 30)) {
    guint8 *memory = malloc (1 << 20);

    if (memory == NULL)
      break;
    memset (memory, 1, 1 << 20);
    taken += 1 << 20;
  }
  cal_reader_message_send (
      socket, CAL_READER_FAILED,
      g_variant_new ("(sis)", "cal_error_quark", 2, taken < ((gsize) 1 << 30) ? "full" : "more"),
      -1);
}

/* Values that could still be changed after they were looked at. */
static void
lie (int socket)
{
  int fd = memfd_create ("lie", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (ftruncate (fd, 65536) == 0)
    cal_reader_message_send (socket, CAL_READER_DONE, NULL, fd);
}

/* Sealed, but no block. */
static void
fib (int socket)
{
  int fd = memfd_create ("fib", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (ftruncate (fd, 65536) == 0 &&
      fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0)
    cal_reader_message_send (socket, CAL_READER_DONE, NULL, fd);
}

/* Sealed, and has values lie where they do not: in another file, past the end, outside the block.
 */
static void
mislead (int socket, const char *path, guint64 start, guint64 size)
{
  int fd = memfd_create ("mislead", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (CAL_STRETCH_ROWS_TYPE));

  g_variant_builder_add (&rows, "(ttubt^ay)", start, size, 0u, FALSE, (guint64) 0, path);
  if (ftruncate (fd, 65536) == 0 &&
      fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0)
    cal_reader_message_send (socket, CAL_READER_DONE, g_variant_builder_end (&rows), fd);
}

void
cal_serve (int socket)
{
  g_auto (CalReaderMessage) message = {.fd = -1};
  g_autofree char *what = NULL, *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *deed = NULL;

  if (cal_reader_message_receive (socket, &message, 0) != CAL_READER_RECEIVED)
    _exit (2);
  g_variant_get_child (message.content, 1, "^ay", &path);
  cal_limits_set (1 << 30);
  if (!cal_sandbox_enter (socket))
    _exit (3);
  bytes = cal_contents_read (path, NULL);
  deed = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                       : g_strdup ("");
  if (g_str_equal (deed, "crash"))
    raise (SIGSEGV);
  else if (g_str_equal (deed, "hang"))
    spin ();
  else if (g_str_equal (deed, "sleep"))
    for (;;)
      g_usleep (G_USEC_PER_SEC);
  else if (g_str_equal (deed, "toil"))
    toil (socket);
  else if (g_str_equal (deed, "eat"))
    eat (socket);
  else if (g_str_equal (deed, "lie"))
    lie (socket);
  else if (g_str_equal (deed, "fib"))
    fib (socket);
  else if (g_str_equal (deed, "steal"))
    mislead (socket, "/etc/passwd", 4096, 4);
  else if (g_str_equal (deed, "exceed"))
    mislead (socket, path, 4096, 4096);
  else if (g_str_equal (deed, "stray"))
    mislead (socket, path, 65536, 4);
  else if (g_str_equal (deed, "devour"))
    mislead (socket, path, 4096, (guint64) 1 << 60);
  else if (g_str_equal (deed, "babble"))
    cal_reader_message_send_bytes (socket, CAL_READER_PROGRESS, "babble", 6, -1, 0);
  else if (g_str_equal (deed, "beg"))
    cal_reader_message_send_bytes (socket, CAL_READER_OPEN, "no NUL at the end", 17, -1, 0);
  _exit (0);
}
