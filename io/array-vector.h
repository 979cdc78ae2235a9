/* array-vector.h - from an array in a file, or a part of it, to a vector.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"

G_BEGIN_DECLS

/**
 * CalPart:
 * @name: of the dataset, without the brackets
 * @n_dims: 0 if there were no brackets: all of it
 * @start: where to begin in each dimension
 * @count: how many; G_MAXUINT64 means to the end
 * @is_single: the dimension was one number, and is to be dropped
 */
typedef struct {
  char name[1024];
  guint n_dims;
  guint64 start[CAL_ARRAY_MAX_DIMS];
  guint64 count[CAL_ARRAY_MAX_DIMS];
  gboolean is_single[CAL_ARRAY_MAX_DIMS];
} CalPart;

gboolean cal_part_parse (const char *text, CalPart *part, GError **error);
gboolean cal_part_drop_dims (const CalPart *part, CalArray **array, GError **error);
gboolean cal_part_drop_text_dims (const CalPart *part, CalTextArray **texts, GError **error);
gboolean cal_array_vector_add (CalLoaded *loaded,
                               const char *dataset,
                               CalArray *array,
                               const char *unit,
                               const char *statistic,
                               GError **error);

G_END_DECLS
