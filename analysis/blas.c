/* blas.c - the linear algebra library, with the kernels this processor is worth.
 *
 * OpenBLAS picks its kernels when it is loaded, by the processor's model. A processor that is newer
 * than the library gets AVX2 kernels even if it has AVX-512, and runs at half its speed. The only
 * way to tell it otherwise is a variable in the environment, set before the program starts: so
 * cal_blas_get_better_core() says what the variable should be, and the programs start themselves
 * once more, or start the window, with it set.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/blas.h"

/* What the kernels of 512 bits need. */
static gboolean
has_avx512 (void)
{
#if defined(__x86_64__)
  __builtin_cpu_init ();
  return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512cd") &&
         __builtin_cpu_supports ("avx512bw") && __builtin_cpu_supports ("avx512dq") &&
         __builtin_cpu_supports ("avx512vl");
#else
  return FALSE;
#endif
}

/**
 * cal_blas_prepare:
 *
 * To be called before any other function of BLAS or LAPACK. They then run on the thread that calls
 * them: all cores are used by cal_parallel_run(), over pieces that do not depend on how many cores
 * there are, so that a number is the same on every count of them. From any thread.
 */
void
cal_blas_prepare (void)
{
  static gsize prepared;

  if (g_once_init_enter (&prepared)) {
    openblas_set_num_threads (1);
    g_once_init_leave (&prepared, 1);
  }
}

/**
 * cal_blas_get_core:
 *
 * Returns: (transfer none): the processor that the library's kernels are for: "Haswell", ...
 */
const char *
cal_blas_get_core (void)
{
  return openblas_get_corename ();
}

/**
 * cal_blas_pick_core:
 * @chosen: the kernels that the library took
 * @has_avx512: whether the processor has what SkylakeX kernels need
 *
 * Returns: (transfer none) (nullable): the kernels it should have taken; NULL if it did well. Any
 *   set for AVX-512 does: they differ in bfloat16 alone, which nothing here uses
 */
const char *
cal_blas_pick_core (const char *chosen, gboolean with_avx512)
{
  static const char *const narrow[] = {"Haswell",     "Zen",     "Excavator", "Steamroller",
                                       "Sandybridge", "Nehalem", "Prescott",  NULL};

  return with_avx512 && g_strv_contains (narrow, chosen) ? "SkylakeX" : NULL;
}

/**
 * cal_blas_get_better_core:
 *
 * Returns: (transfer none) (nullable): what CAL_BLAS_CORE_VARIABLE should say when the program
 *   starts; NULL if the kernels are right, or the person chose them
 */
const char *
cal_blas_get_better_core (void)
{
  if (g_getenv (CAL_BLAS_CORE_VARIABLE) != NULL)
    return NULL;
  return cal_blas_pick_core (cal_blas_get_core (), has_avx512 ());
}
