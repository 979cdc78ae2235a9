/* file-limits.c - how much memory and time parsing one file may take.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/reader/file-limits.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>

#include "io/buffer.h"
#include "io/sanitized.h"

/* Memory for parsing: values that were asked for come besides. */
#define WORK_BYTES ((guint64) 1024 * 1024 * 1024)
#define MAX_FILES 64

/* Processor time between two signs of life; more for a large file, and for many values. */
#define PATIENCE_S (CAL_SANITIZED ? 15.0 : 1.5)
#define FILE_BYTES_PER_S 50e6
#define VALUE_BYTES_PER_S 100e6
#define BEAT_USEC (100 * 1000)

static guint64 file_size;
static gint64 last_beat;

static void
limit (int resource, guint64 soft, guint64 hard)
{
  struct rlimit bounds;

  if (getrlimit (resource, &bounds) != 0)
    return;
  bounds.rlim_max = MIN (bounds.rlim_max, (rlim_t) hard);
  bounds.rlim_cur = MIN (bounds.rlim_max, (rlim_t) soft);
  setrlimit (resource, &bounds);
}

/**
 * cal_limits_set:
 * @max_value_bytes: that the values which are asked for may take
 *
 * Limits this process's memory, files and time; no core is dumped, and nobody may trace it.
 */
void
cal_limits_set (guint64 max_value_bytes)
{
  guint64 most = MIN (max_value_bytes, G_MAXINT64 - WORK_BYTES) + WORK_BYTES;

  prctl (PR_SET_DUMPABLE, 0);
  limit (RLIMIT_CORE, 0, 0);
  limit (RLIMIT_NOFILE, MAX_FILES, MAX_FILES);
  /* Shared memory counts as a file that grows; no other can be written to. */
  limit (RLIMIT_FSIZE, most, most);
  /* cal_buffer_new() raises the soft limit by what the values take. */
  if (!CAL_SANITIZED)
    limit (RLIMIT_AS, WORK_BYTES, most);
  cal_limits_beat ();
}

/**
 * cal_limits_expect_file:
 *
 * A large file may take longer between two signs of life.
 */
void
cal_limits_expect_file (guint64 size)
{
  file_size = size;
}

/**
 * cal_limits_beat:
 *
 * A sign of life: the clock starts anew. When it runs out SIGPROF ends the process. It counts
 * processor time, so neither a slow disk nor a busy machine is taken for a parser that hangs.
 */
void
cal_limits_beat (void)
{
  gint64 now = g_get_monotonic_time ();
  double seconds = PATIENCE_S + (double) file_size / FILE_BYTES_PER_S +
                   (double) cal_buffer_get_total () / VALUE_BYTES_PER_S;
  struct itimerval timer = {{0, 0}, {(time_t) seconds, (suseconds_t) (seconds * 1e6) % 1000000}};

  if (last_beat != 0 && now - last_beat < BEAT_USEC)
    return;
  last_beat = now;
  setitimer (ITIMER_PROF, &timer, NULL);
}
