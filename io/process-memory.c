/* process-memory.c - how much memory this process holds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/process-memory.h"

#include <string.h>
#include <unistd.h>

/**
 * cal_process_memory:
 *
 * Returns: the bytes resident in memory, as Linux counts them; 0 where it does not say
 */
guint64
cal_process_memory (void)
{
  g_autofree char *statm = NULL;
  const char *resident;

  if (!g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
    return 0;
  resident = strchr (statm, ' ');
  if (resident == NULL)
    return 0;
  return g_ascii_strtoull (resident, NULL, 10) * (guint64) sysconf (_SC_PAGESIZE);
}
