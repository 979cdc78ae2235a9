/* memory.c - sizes that do not overflow, and memory for as much as a file says it holds.
 *
 * A product in a size is written with cal_size_times() (tests/tools/check-sizes.py looks for
 * others): one that is too large becomes a size that nothing has, and every allocation of it fails.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/memory.h"

#include <unistd.h>

#include "model/error.h"

/**
 * cal_size_times:
 *
 * Returns: a * b, or G_MAXSIZE if that is more than a gsize holds
 */
gsize
cal_size_times (gsize a, gsize b)
{
  gsize product;

  return g_size_checked_mul (&product, a, b) ? product : G_MAXSIZE;
}

/**
 * cal_memory_get_budget:
 *
 * Returns: how many bytes what is read of one file may take: three quarters of the machine's memory
 */
guint64
cal_memory_get_budget (void)
{
  return (guint64) sysconf (_SC_PHYS_PAGES) / 4 * 3 * (guint64) sysconf (_SC_PAGESIZE);
}

/**
 * cal_memory_check:
 *
 * Returns: whether n * size bytes are within the budget; else FALSE with CAL_ERROR_LIMIT
 */
gboolean
cal_memory_check (gsize n, gsize size, GError **error)
{
  if (cal_size_times (n, size) <= cal_memory_get_budget ())
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
               "%" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT " bytes; at most %" G_GUINT64_FORMAT
               " can be held",
               n, size, cal_memory_get_budget ());
  return FALSE;
}

static gpointer
fail (gsize n, gsize size, GError **error)
{
  g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
               "%" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT " bytes do not fit in memory", n, size);
  return NULL;
}

/**
 * cal_memory_allocate:
 * @n: items, as a file says
 * @size: bytes of one
 *
 * Returns: (transfer full): memory for g_free(), never NULL for want of items; or NULL with
 *   CAL_ERROR_LIMIT
 */
gpointer
cal_memory_allocate (gsize n, gsize size, GError **error)
{
  gpointer memory;

  if (!cal_memory_check (n, size, error))
    return NULL;
  memory = g_try_malloc (MAX (cal_size_times (n, size), 1));
  return memory != NULL ? memory : fail (n, size, error);
}

/**
 * cal_memory_allocate_zeroed:
 *
 * Returns: (transfer full): as cal_memory_allocate(), of zeros
 */
gpointer
cal_memory_allocate_zeroed (gsize n, gsize size, GError **error)
{
  gpointer memory;

  if (!cal_memory_check (n, size, error))
    return NULL;
  memory = g_try_malloc0 (MAX (cal_size_times (n, size), 1));
  return memory != NULL ? memory : fail (n, size, error);
}
