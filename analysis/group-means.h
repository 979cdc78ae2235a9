/* group-means.h - the mean of each group of numbers, and how sure it is.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A number that belongs to no group. */
#define CAL_NO_GROUP G_MAXUINT32

/**
 * CalGroupMean:
 * @n: numbers that are not NaN
 * @mean: NaN if there are none
 * @standard_error: standard deviation (with n - 1) / √n; NaN below two
 */
typedef struct {
  gsize n;
  double mean;
  double standard_error;
} CalGroupMean;

void cal_group_means (
    const float *values, const guint32 *groups, gsize n, guint n_groups, CalGroupMean *means);

G_END_DECLS
