/* all-widths.h - the same function for narrow and wide vectors.
 *
 * The compiler makes a copy of the function for each, and the right one is taken when the program
 * starts. Loops of fixed length, over eight doubles say, become vector instructions. Operations are
 * not fused, so that the numbers are the same.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define CAL_FOR_ALL_WIDTHS \
  __attribute__ ((target_clones ("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CAL_FOR_ALL_WIDTHS
#endif
