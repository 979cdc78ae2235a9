/* pandas-frame.h - data frames as pandas keeps them in HDF5, in the "fixed" format.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalPandasBlock:
 * @values: dataset of the numbers
 * @items: dataset of the names of its columns; pickled where they are not all text
 * @n_columns: how many
 * @is_rows_first: it is kept rows x columns
 *
 * Columns of one type.
 */
typedef struct {
  char *values;
  char *items;
  gsize n_columns;
  gboolean is_rows_first;
} CalPandasBlock;

/**
 * CalPandasFrame:
 * @group: "/ResponseData"
 * @index: dataset of the names or numbers of its rows
 * @n_rows: how many
 * @blocks: CalPandasBlock
 */
typedef struct {
  char *group;
  char *index;
  gsize n_rows;
  GArray *blocks;
} CalPandasFrame;

CalPandasFrame *cal_pandas_frame_find (CalLoaded *loaded, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_pandas_frame_free (CalPandasFrame *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalPandasFrame, cal_pandas_frame_free)

G_END_DECLS
