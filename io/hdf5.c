/* hdf5.c - datasets of HDF5 files, MATLAB 7.3 and netCDF-4 ones too.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5.h"

#include <string.h>

#include "io/array-vector.h"
#include "io/hdf5-file.h"
#include "model/error.h"

void
cal_hdf5_values_clear (CalHdf5Values *self)
{
  g_clear_object (&self->array);
  g_clear_object (&self->texts);
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->statistic, g_free);
}

/**
 * cal_hdf5_sniff:
 *
 * The signature is at 0, or after a user block of 512 bytes or a larger power of two (MATLAB's).
 */
gboolean
cal_hdf5_sniff (const CalSniff *sniff)
{
  static const guint8 signature[8] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  for (gsize at = 0; !sniff->is_gzip && at + 8 <= sniff->n_head; at = at == 0 ? 512 : 2 * at)
    if (memcmp (sniff->head + at, signature, 8) == 0)
      return TRUE;
  return FALSE;
}

/* Listing cannot tell how far it is, only that it goes on. */
static void
report (double fraction, gpointer job)
{
  cal_job_report (job, fraction, NULL);
}

static GVariant *
numbers (const guint64 *values, guint n)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, values, n, sizeof *values);
}

/**
 * cal_hdf5_list:
 * @loaded: every dataset is added to it
 * @job: (nullable)
 *
 * Returns: FALSE with @error set if the file cannot be read
 */
gboolean
cal_hdf5_list (const char *path, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  g_autoptr (GVariant) result = NULL;
  g_autoptr (GVariantIter) datasets = NULL;
  GVariant *lengths;
  const char *name, *type_name;
  gboolean is_attribute, is_cut;
  guint32 kind, dtype;

  result = cal_hdf5_file_list (path, report, job, error);
  if (result == NULL) {
    g_prefix_error (error, "%s: ", display_name);
    return FALSE;
  }
  g_variant_ref_sink (result);
  g_variant_get (result, CAL_HDF5_LIST_TYPE, &datasets, &is_cut);
  while (g_variant_iter_next (datasets, "(&s@atbuu&s)", &name, &lengths, &is_attribute, &kind,
                              &dtype, &type_name)) {
    gsize n_dims;
    const guint64 *shape = g_variant_get_fixed_array (lengths, &n_dims, sizeof (guint64));
    CalDataset dataset = {.path = (char *) name,
                          .dtype = (CalDtype) dtype,
                          .is_numeric = kind == CAL_HDF5_NUMBERS,
                          .is_text = kind == CAL_HDF5_TEXTS,
                          .is_attribute = is_attribute,
                          .type_name = (char *) type_name};

    if (n_dims <= CAL_ARRAY_MAX_DIMS && dtype <= CAL_DTYPE_BOOL) {
      dataset.n_dims = (guint) n_dims;
      for (gsize d = 0; d < n_dims; d++)
        dataset.shape[d] = shape[d];
      cal_loaded_add_dataset (loaded, &dataset);
    }
    g_variant_unref (lengths);
  }
  if (is_cut)
    cal_loaded_warn (loaded, "not every dataset is listed: the file is damaged, or has too many");
  return TRUE;
}

/**
 * cal_hdf5_read:
 * @n_dims: of @start and @count; the dimensions beyond are read whole
 * @start: @n_dims numbers: where to begin
 * @count: @n_dims numbers: how many; beyond the end means to the end
 * @values: (out caller-allocates): clear it with cal_hdf5_values_clear()
 *
 * Only that part is read.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_hdf5_read (const char *path,
               const char *dataset,
               guint n_dims,
               const guint64 *start,
               const guint64 *count,
               CalHdf5Values *values,
               CalJob *job,
               GError **error)
{
  g_autoptr (GVariant) starts = g_variant_ref_sink (numbers (start, n_dims));
  g_autoptr (GVariant) counts = g_variant_ref_sink (numbers (count, n_dims));
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) failure = NULL;

  *values = (CalHdf5Values){NULL};
  if (cal_hdf5_file_read (path, dataset, starts, counts, values, report, job, &failure))
    return TRUE;
  g_set_error (error, failure->domain, failure->code, "%s: %s (dataset %s)", name, failure->message,
               dataset);
  cal_hdf5_values_clear (values);
  return FALSE;
}

/**
 * cal_hdf5_load:
 * @dataset: (nullable): "/betas", or a part of it as numpy writes it: "/betas[0:10]",
 *   "/betas[:,5]"; an attribute, "/betas@unit"; a member of compounds, "/trials.onset"; datasets of
 *   one length, "*_gt[0:10,5]", as the rows of one array; without it they are listed
 *
 * A load function of #CalFormat.
 */
gboolean
cal_hdf5_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_auto (CalHdf5Values) values = {NULL};
  CalPart part;

  if (dataset == NULL)
    return cal_hdf5_list (path, loaded, job, error);
  if (!cal_part_parse (dataset, &part, error))
    return FALSE;
  if (!cal_hdf5_read (path, part.name, part.n_dims, part.start, part.count, &values, job, error))
    return FALSE;
  if (values.texts != NULL) {
    gsize n_replaced = cal_text_array_get_n_replaced (values.texts);

    if (n_replaced > 0)
      cal_loaded_warn (loaded,
                       "%" G_GSIZE_FORMAT
                       " texts are not UTF-8; what is not was replaced by \357\277\275",
                       n_replaced);
    if (!cal_part_drop_text_dims (&part, &values.texts, error))
      return FALSE;
    cal_loaded_add (loaded, g_steal_pointer (&values.texts));
    return TRUE;
  }
  return cal_part_drop_dims (&part, &values.array, error) &&
         cal_array_vector_add (loaded, dataset, values.array, values.unit, values.statistic, error);
}
