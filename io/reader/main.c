/* main.c - calcarine-reader, the process that parses files which may kill their parser.
 *
 * It answers one request and ends. If it crashes, hangs or takes too much memory, only the request
 * is lost.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "io/hdf5-file.h"
#include "io/reader-message.h"
#include "model/error.h"

/* What the parser may take besides the values it was asked for. */
#define WORK_BYTES ((rlim_t) 1024 * 1024 * 1024)

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_ADDRESS_SANITIZER 1
#endif
#endif

static void
limit_memory (guint64 max_bytes)
{
  /* The address sanitizer reserves terabytes of address space that it never uses. */
#ifndef HAVE_ADDRESS_SANITIZER
  struct rlimit limit = {WORK_BYTES + max_bytes, WORK_BYTES + max_bytes};

  setrlimit (RLIMIT_AS, &limit);
#endif
}

static void
limit_process (void)
{
  struct rlimit none = {0, 0};

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  setrlimit (RLIMIT_CORE, &none);
}

static void
send_progress (double fraction, gpointer user_data)
{
  cal_reader_message_send (CAL_READER_SOCKET_FD,
                           g_variant_new ("(sv)", "progress", g_variant_new_double (fraction)));
}

int
main (int argc, char **argv)
{
  g_autoptr (GVariant) request = NULL;
  g_autoptr (GVariant) start = NULL;
  g_autoptr (GVariant) count = NULL;
  g_autoptr (GError) error = NULL;
  const char *what, *path, *dataset;
  guint64 max_bytes;
  GVariant *result;

  limit_process ();
  request = cal_reader_message_receive (CAL_READER_SOCKET_FD, CAL_READER_REQUEST_TYPE);
  if (request == NULL)
    return 2;
  g_variant_get (request, "(&s^&ay&s@at@att)", &what, &path, &dataset, &start, &count, &max_bytes);
  limit_memory (max_bytes);
  if (g_str_equal (what, "list"))
    result = cal_hdf5_file_list (path, send_progress, NULL, &error);
  else
    result = cal_hdf5_file_read (path, dataset, start, count, max_bytes, CAL_READER_MEMORY_FD,
                                 send_progress, NULL, &error);
  if (result == NULL)
    result = g_variant_new ("(sv)", "error", g_variant_new ("(is)", error->code, error->message));
  else
    result = g_variant_new ("(sv)", "done", result);
  return cal_reader_message_send (CAL_READER_SOCKET_FD, result) ? 0 : 1;
}
