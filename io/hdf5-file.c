/* hdf5-file.c - open and list an HDF5 file, in the reader process.
 *
 * Nothing that the file names is followed out of it: no external link, external storage, virtual
 * dataset of another file or plugin.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5-file.h"

#include <string.h>

#include "io/hdf5-private.h"
#include "model/error.h"

#define MAX_DATASETS 100000

/* The innermost thing that libhdf5 says went wrong. */
static herr_t
keep_innermost (unsigned n, const H5E_error2_t *description, void *data)
{
  char **text = data;

  if (*text == NULL && description->desc != NULL)
    *text = g_utf8_make_valid (description->desc, -1);
  return 0;
}

/* Sets @error to the message, and what libhdf5 has to say; returns FALSE. */
gboolean
cal_hdf5_fail (int code, GError **error, const char *format, ...)
{
  g_autofree char *said = NULL, *message = NULL;
  va_list args;

  H5Ewalk2 (H5E_DEFAULT, H5E_WALK_UPWARD, keep_innermost, &said);
  H5Eclear2 (H5E_DEFAULT);
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, CAL_ERROR, code, "%s%s%s%s", message, said != NULL ? " (" : "",
               said != NULL ? said : "", said != NULL ? ")" : "");
  return FALSE;
}

static herr_t
refuse_external_link (const char *parent_file,
                      const char *parent_group,
                      const char *child_file,
                      const char *child_object,
                      unsigned *flags,
                      hid_t fapl,
                      void *data)
{
  return -1;
}

static hid_t
link_access (hid_t property_class)
{
  hid_t access = H5Pcreate (property_class);

  H5Pset_elink_cb (access, refuse_external_link, NULL);
  return access;
}

/* The file, or a negative number with @error set. */
hid_t
cal_hdf5_open_file (const char *path, GError **error)
{
  hid_t file;

  H5open ();
  H5Eset_auto2 (H5E_DEFAULT, NULL, NULL);
  H5PLset_loading_state (0);
  file = H5Fopen (path, H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file >= 0)
    return file;
  cal_hdf5_fail (CAL_ERROR_FORMAT, error, "not an HDF5 file that can be opened");
  /* One that is being written can be read if its writer lets us. */
  file = H5Fopen (path, H5F_ACC_RDONLY | H5F_ACC_SWMR_READ, H5P_DEFAULT);
  if (file >= 0)
    g_clear_error (error);
  return file;
}

/* The dataset, with a chunk cache that holds a row of usual chunks; negative with @error set. */
hid_t
cal_hdf5_open_dataset (hid_t file, const char *name, GError **error)
{
  hid_t access = link_access (H5P_DATASET_ACCESS), dataset;

  H5Pset_chunk_cache (access, 12421, 64 * 1024 * 1024, 0.75);
  dataset = H5Dopen2 (file, name, access);
  H5Pclose (access);
  if (dataset < 0)
    cal_hdf5_fail (CAL_ERROR_ARGUMENT, error, "no dataset \"%s\" that can be opened", name);
  return dataset;
}

typedef struct {
  GVariantBuilder *datasets;
  gsize n_datasets;
  gboolean is_cut;
  CalHdf5Progress progress;
  gpointer user_data;
} Listing;

static void
list_dataset (Listing *listing, hid_t parent, const char *name)
{
  hid_t dataset = H5Dopen2 (parent, name, H5P_DEFAULT), type = -1, space = -1;
  hsize_t lengths[H5S_MAX_RANK] = {0};
  CalDtype dtype = CAL_DTYPE_UINT8;
  gboolean is_numeric = FALSE;
  g_autofree char *type_name = NULL;
  g_autofree char *path = g_strconcat ("/", name, NULL);
  g_autofree char *valid_path = g_utf8_make_valid (path, -1);
  int n_dims = 0;

  if (dataset >= 0) {
    type = H5Dget_type (dataset);
    space = H5Dget_space (dataset);
  }
  if (space >= 0 && H5Sget_simple_extent_type (space) != H5S_NULL)
    n_dims = MAX (H5Sget_simple_extent_dims (space, lengths, NULL), 0);
  if (type < 0 || space < 0)
    type_name = g_strdup ("damaged");
  else
    is_numeric = cal_hdf5_describe_type (type, &dtype, NULL, &type_name);
  if (space >= 0 && H5Sget_simple_extent_type (space) == H5S_NULL) {
    is_numeric = FALSE;
    g_free (type_name);
    type_name = g_strdup ("empty");
  }
  if (n_dims > CAL_ARRAY_MAX_DIMS) {
    char *longer = g_strdup_printf ("%s of %d dimensions", type_name, n_dims);

    is_numeric = FALSE;
    n_dims = 0;
    g_free (type_name);
    type_name = longer;
  }
  g_variant_builder_add (
      listing->datasets, "(s@atbus)", valid_path,
      g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, lengths, (gsize) n_dims, sizeof *lengths),
      is_numeric, (guint32) dtype, type_name);
  if (type >= 0)
    H5Tclose (type);
  if (space >= 0)
    H5Sclose (space);
  if (dataset >= 0)
    H5Dclose (dataset);
  H5Eclear2 (H5E_DEFAULT);
}

/* Each object is visited once, whatever the links do. */
static herr_t
visit_object (hid_t parent, const char *name, const H5O_info_t *info, void *data)
{
  Listing *listing = data;

  if (info->type == H5O_TYPE_DATASET) {
    if (listing->n_datasets++ >= MAX_DATASETS) {
      listing->is_cut = TRUE;
      return 1;
    }
    list_dataset (listing, parent, name);
    if (listing->n_datasets % 64 == 0)
      listing->progress (0.0, listing->user_data);
  }
  return 0;
}

/**
 * cal_hdf5_file_list:
 * @progress: called now and then
 *
 * Returns: (transfer floating): the datasets, of type CAL_HDF5_LIST_TYPE, and whether there are
 *   more than that; NULL with @error set, with no file name in it
 */
GVariant *
cal_hdf5_file_list (const char *path, CalHdf5Progress progress, gpointer user_data, GError **error)
{
  g_autoptr (GVariantBuilder) datasets = g_variant_builder_new (G_VARIANT_TYPE ("a(satbus)"));
  Listing listing = {datasets, 0, FALSE, progress, user_data};
  hid_t file = cal_hdf5_open_file (path, error);
  herr_t visited;

  if (file < 0)
    return NULL;
  visited = H5Ovisit2 (file, H5_INDEX_NAME, H5_ITER_INC, visit_object, &listing, H5O_INFO_BASIC);
  if (visited < 0 && listing.n_datasets == 0) {
    cal_hdf5_fail (CAL_ERROR_FORMAT, error, "its groups cannot be listed");
    H5Fclose (file);
    return NULL;
  }
  H5Fclose (file);
  return g_variant_new ("(a(satbus)b)", datasets, listing.is_cut || visited < 0);
}
