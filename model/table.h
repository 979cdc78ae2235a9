/* table.h - immutable columns of numbers or texts: one row a condition, a stimulus, a voxel.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/text-array.h"

G_BEGIN_DECLS

/**
 * CalColumn:
 * @name: of the column
 * @unit: (nullable): of the numbers
 * @numbers: (nullable): one dimension, a number a row; NaN where there is none
 * @texts: (nullable): one dimension, a text a row; "" where there is none
 *
 * Either numbers or texts.
 */
typedef struct {
  const char *name;
  const char *unit;
  CalArray *numbers;
  CalTextArray *texts;
} CalColumn;

/**
 * CalLevels:
 * @n: how many different values the column has
 * @names: each as text, in the order in which they first come
 * @codes: a row's value, as its place in @names
 * @counts: the rows of each value
 */
typedef struct {
  guint n;
  GStrv names;
  guint32 *codes;
  gsize *counts;
} CalLevels;

#define CAL_TYPE_TABLE (cal_table_get_type ())
G_DECLARE_FINAL_TYPE (CalTable, cal_table, CAL, TABLE, GObject)

CalTable *cal_table_new (const char *name,
                         gsize n_rows,
                         const CalColumn *columns,
                         guint n_columns,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *cal_table_get_name (CalTable *self);
gsize cal_table_get_n_rows (CalTable *self);
guint cal_table_get_n_columns (CalTable *self);
const CalColumn *cal_table_get_column (CalTable *self, guint n);
const CalColumn *cal_table_find_column (CalTable *self, const char *name);
char *cal_table_dup_row_id (CalTable *self, gsize row) G_GNUC_WARN_UNUSED_RESULT;
CalTable *
cal_table_pick_rows (CalTable *self, const gsize *rows, gsize n) G_GNUC_WARN_UNUSED_RESULT;

double cal_column_get_number (const CalColumn *self, gsize row);
char *cal_column_dup_text (const CalColumn *self, gsize row) G_GNUC_WARN_UNUSED_RESULT;
CalLevels *cal_column_find_levels (const CalColumn *self) G_GNUC_WARN_UNUSED_RESULT;

void cal_levels_free (CalLevels *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalLevels, cal_levels_free)

G_END_DECLS
