/* pandas-frame.c - data frames as pandas keeps them in HDF5, in the "fixed" format.
 *
 * GROUP/axis0             names of all columns
 * GROUP/axis1             the index: a name or number a row
 * GROUP/blockN_items      names of the columns of one type
 * GROUP/blockN_values     their numbers, rows x columns with the attribute "transposed", else
 *                         columns x rows
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/pandas-frame.h"

#include <string.h>

#include "io/layouts/lookup.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT
#define FIRST "/block0_values"

static void
clear_block (gpointer data)
{
  CalPandasBlock *block = data;

  g_free (block->values);
  g_free (block->items);
}

void
cal_pandas_frame_free (CalPandasFrame *self)
{
  g_free (self->group);
  g_free (self->index);
  g_array_unref (self->blocks);
  g_free (self);
}

/* The first group that has blocks and an index. */
static const CalDataset *
find_index (CalLoaded *loaded, char **group)
{
  GPtrArray *datasets = cal_loaded_get_datasets (loaded);

  for (guint n = 0; n < datasets->len; n++) {
    const char *path = ((const CalDataset *) datasets->pdata[n])->path;
    g_autofree char *its = NULL, *axis = NULL;
    const CalDataset *index;

    if (!g_str_has_suffix (path, FIRST))
      continue;
    its = g_strndup (path, strlen (path) - strlen (FIRST));
    axis = g_strdup_printf ("%s/axis1", its);
    index = cal_lookup_dataset (loaded, axis);
    if (index == NULL || index->n_dims != 1)
      continue;
    *group = g_steal_pointer (&its);
    return index;
  }
  return NULL;
}

static gboolean
add_block (
    CalPandasFrame *self, CalLoaded *loaded, const CalDataset *values, guint nth, GError **error)
{
  g_autofree char *transposed = g_strdup_printf ("%s@transposed", values->path);
  gboolean is_rows_first =
      values->n_dims == 2 && values->shape[0] == self->n_rows &&
      (values->shape[1] != self->n_rows || cal_lookup_dataset (loaded, transposed) != NULL);
  CalPandasBlock block = {.is_rows_first = is_rows_first};

  if (values->n_dims != 2 || (!is_rows_first && values->shape[1] != self->n_rows)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s:%s: %" N " x %" N " numbers; expected the %" N " rows of axis1",
                 cal_loaded_get_path (loaded), values->path,
                 values->n_dims > 0 ? values->shape[0] : 0,
                 values->n_dims > 1 ? values->shape[1] : 0, self->n_rows);
    return FALSE;
  }
  block.n_columns = values->shape[is_rows_first ? 1 : 0];
  block.values = g_strdup (values->path);
  block.items = g_strdup_printf ("%s/block%u_items", self->group, nth);
  g_array_append_val (self->blocks, block);
  return TRUE;
}

/**
 * cal_pandas_frame_find:
 * @loaded: a HDF5 file
 *
 * Returns: (transfer full) (nullable): the first data frame, its blocks of numbers; NULL if there
 *   is none, or with @error set if one is broken
 */
CalPandasFrame *
cal_pandas_frame_find (CalLoaded *loaded, GError **error)
{
  g_autoptr (CalPandasFrame) self = g_new0 (CalPandasFrame, 1);
  const CalDataset *index;

  self->blocks = g_array_new (FALSE, FALSE, sizeof (CalPandasBlock));
  g_array_set_clear_func (self->blocks, clear_block);
  index = find_index (loaded, &self->group);
  if (index == NULL)
    return NULL;
  self->index = g_strdup (index->path);
  self->n_rows = index->shape[0];
  for (guint b = 0;; b++) {
    g_autofree char *path = g_strdup_printf ("%s/block%u_values", self->group, b);
    const CalDataset *values = cal_lookup_dataset (loaded, path);

    if (values == NULL)
      return g_steal_pointer (&self);
    if (values->is_numeric && !add_block (self, loaded, values, b, error))
      return NULL;
  }
}
