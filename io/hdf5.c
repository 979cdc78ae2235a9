/* hdf5.c - datasets of HDF5 files, MATLAB 7.3 and netCDF-4 ones too.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5.h"

#include <string.h>

#include "io/array-vector.h"
#include "io/hdf5-file.h"
#include "io/reader-client.h"
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
  g_autoptr (GVariant) result = cal_reader_ask (&(CalReaderRequest){.what = "list", .path = path},
                                                CAL_HDF5_LIST_TYPE, NULL, job, error);
  g_autoptr (GVariantIter) datasets = NULL;
  GVariant *lengths;
  const char *name, *type_name;
  gboolean is_attribute, is_cut;
  guint32 kind, dtype;

  if (result == NULL)
    return FALSE;
  g_variant_get (result, CAL_HDF5_LIST_TYPE, &datasets, &is_cut);
  while (g_variant_iter_next (datasets, "(&s@atbuu&s)", &name, &lengths, &is_attribute, &kind,
                              &dtype, &type_name)) {
    gsize n_dims;
    const guint64 *numbers = g_variant_get_fixed_array (lengths, &n_dims, sizeof (guint64));
    CalDataset dataset = {.path = (char *) name,
                          .dtype = (CalDtype) dtype,
                          .is_numeric = kind == CAL_HDF5_NUMBERS,
                          .is_text = kind == CAL_HDF5_TEXTS,
                          .is_attribute = is_attribute,
                          .type_name = (char *) type_name};

    if (n_dims <= CAL_ARRAY_MAX_DIMS && dtype <= CAL_DTYPE_BOOL) {
      dataset.n_dims = (guint) n_dims;
      for (gsize d = 0; d < n_dims; d++)
        dataset.shape[d] = numbers[d];
      cal_loaded_add_dataset (loaded, &dataset);
    }
    g_variant_unref (lengths);
  }
  if (is_cut)
    cal_loaded_warn (loaded, "not every dataset is listed: the file is damaged, or has too many");
  return TRUE;
}

/* Texts begin after a number each that says where. */
static CalTextArray *
unpack_texts (guint n_dims, const gsize *dims, GBytes *bytes, GError **error)
{
  gsize n_starts = sizeof (guint64), size = g_bytes_get_size (bytes);
  gboolean fits = TRUE;
  g_autoptr (GBytes) starts = NULL;
  g_autoptr (GBytes) texts = NULL;

  for (guint d = 0; d < n_dims; d++)
    fits = fits && g_size_checked_mul (&n_starts, n_starts, dims[d]);
  if (!fits || n_starts > size) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_FORMAT, "fewer texts than it says");
    return NULL;
  }
  starts = g_bytes_new_from_bytes (bytes, 0, n_starts);
  texts = g_bytes_new_from_bytes (bytes, n_starts, size - n_starts);
  return cal_text_array_new (n_dims, dims, starts, texts, error);
}

static gboolean
unpack (CalHdf5Values *values,
        GVariant *lengths,
        CalHdf5Kind kind,
        guint32 dtype,
        GBytes *bytes,
        GError **error)
{
  gsize n_dims, dims[CAL_ARRAY_MAX_DIMS];
  const guint64 *numbers = g_variant_get_fixed_array (lengths, &n_dims, sizeof (guint64));

  if (n_dims > CAL_ARRAY_MAX_DIMS || dtype > CAL_DTYPE_BOOL) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_FORMAT, "no such type");
    return FALSE;
  }
  for (gsize d = 0; d < n_dims; d++)
    dims[d] = numbers[d];
  if (kind == CAL_HDF5_TEXTS)
    values->texts = unpack_texts ((guint) n_dims, dims, bytes, error);
  else
    values->array = cal_array_new ((CalDtype) dtype, (guint) n_dims, dims, bytes, error);
  return values->array != NULL || values->texts != NULL;
}

/**
 * cal_hdf5_read:
 * @n_dims: of @start and @count; the dimensions beyond are read whole
 * @start: @n_dims numbers: where to begin
 * @count: @n_dims numbers: how many; beyond the end means to the end
 * @values: (out caller-allocates): clear it with cal_hdf5_values_clear()
 *
 * Only that part is read. From any thread.
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
  CalReaderRequest request = {"read", path, dataset, n_dims, start, count};
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) result = NULL;
  g_autoptr (GVariant) lengths = NULL;
  g_autoptr (GError) failure = NULL;
  guint32 kind, dtype;

  *values = (CalHdf5Values){NULL};
  result = cal_reader_ask (&request, CAL_HDF5_READ_TYPE, &bytes, job, &failure);
  if (result == NULL) {
    if (failure->domain == CAL_ERROR)
      g_set_error (error, CAL_ERROR, failure->code, "%s (dataset %s)", failure->message, dataset);
    else
      g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  g_variant_get (result, "(@atuusst)", &lengths, &kind, &dtype, &values->unit, &values->statistic,
                 &values->n_replaced);
  if (!unpack (values, lengths, (CalHdf5Kind) kind, dtype, bytes, error)) {
    g_prefix_error (error, "%s: the reader's answer makes no sense: ", path);
    cal_hdf5_values_clear (values);
    return FALSE;
  }
  return TRUE;
}

/**
 * cal_hdf5_load:
 * @dataset: (nullable): "/betas", or a part of it as numpy writes it: "/betas[0:10]",
 *   "/betas[:,5]"; an attribute, "/betas@unit"; a member of compounds, "/trials.onset"; without it
 *   they are listed
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
    if (values.n_replaced > 0)
      cal_loaded_warn (loaded,
                       "%" G_GUINT64_FORMAT
                       " texts are not UTF-8; what is not was replaced by \357\277\275",
                       values.n_replaced);
    if (!cal_part_drop_text_dims (&part, &values.texts, error))
      return FALSE;
    cal_loaded_add (loaded, g_steal_pointer (&values.texts));
    return TRUE;
  }
  return cal_part_drop_dims (&part, &values.array, error) &&
         cal_array_vector_add (loaded, dataset, values.array, values.unit, values.statistic, error);
}
