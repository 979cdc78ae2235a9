/* hdf5-file.c - open and list an HDF5 file, in the reader process.
 *
 * Nothing that the file names is followed out of it, no external link, external storage or virtual
 * dataset of another file, unless the person allowed that file; and no plugin is loaded.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5-file.h"

#include <string.h>

#include "io/given-file.h"
#include "io/hdf5-private.h"
#include "model/error.h"

#define MAX_DATASETS 100000
#define MAX_ATTRIBUTES 100000
#define MAX_MEMBERS 1000

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

/* The file that a link names, and that is not followed: for the person to know. */
static __thread char refused_file[256];

static herr_t
check_external_link (const char *parent_file,
                     const char *parent_group,
                     const char *child_file,
                     const char *child_object,
                     unsigned *flags,
                     hid_t fapl,
                     void *data)
{
  if (cal_external_is_allowed (parent_file, child_file))
    return 0;
  g_strlcpy (refused_file, child_file, sizeof refused_file);
  return -1;
}

/* Whether the file that is called @name from the file of @object may be read; else says how it
 * can. */
gboolean
cal_hdf5_check_external (hid_t object, const char *name, GError **error)
{
  char path[4096] = "";
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  if (H5Fget_name (object, path, sizeof path) > 0 && cal_external_is_allowed (path, name))
    return TRUE;
  return cal_hdf5_fail (CAL_ERROR_UNSUPPORTED, error,
                        "its values lie in another file, \"%s\", which is not followed unless you "
                        "allow it: calcarine --allow-external %s ...",
                        valid, valid);
}

/* The same if a link has just been refused; else there is no such dataset. */
gboolean
cal_hdf5_fail_to_open (const char *name, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (refused_file, -1);

  if (valid[0] == '\0')
    return cal_hdf5_fail (CAL_ERROR_ARGUMENT, error, "no dataset \"%s\" that can be opened", name);
  refused_file[0] = '\0';
  return cal_hdf5_fail (CAL_ERROR_ARGUMENT, error,
                        "no dataset \"%s\" that can be opened: it lies in another file, \"%s\", "
                        "which is not followed unless you allow it: calcarine --allow-external %s "
                        "...",
                        name, valid, valid);
}

/* Refuses links out of the file, but to those that are allowed. Close it with H5Pclose(). */
hid_t
cal_hdf5_link_access (hid_t property_class)
{
  hid_t access = H5Pcreate (property_class);

  H5Pset_elink_cb (access, check_external_link, NULL);
  /* Names that are not absolute begin at the file's own folder. */
  if (property_class == H5P_DATASET_ACCESS) {
    H5Pset_efile_prefix (access, "${ORIGIN}");
    H5Pset_virtual_prefix (access, "${ORIGIN}");
  }
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

typedef struct {
  GVariantBuilder *datasets;
  gsize n_datasets;
  gsize n_attributes;
  gboolean is_cut;
  CalHdf5Progress progress;
  gpointer user_data;
} Listing;

/* Adds one row. @type and @space are negative if they could not be read. */
static void
list_elements (
    Listing *listing, const char *path, gboolean is_attribute, const CalHdf5Type *type, hid_t space)
{
  hsize_t lengths[H5S_MAX_RANK] = {0};
  CalHdf5Kind kind = type->kind;
  g_autofree char *name = g_strdup (type->name);
  g_autofree char *valid_path = g_utf8_make_valid (path, -1);
  int n_dims = 0;

  if (space < 0 || H5Sget_simple_extent_type (space) == H5S_NULL) {
    kind = CAL_HDF5_OTHER;
    g_free (name);
    name = g_strdup (space < 0 ? "damaged" : "empty");
  } else
    n_dims = MAX (H5Sget_simple_extent_dims (space, lengths, NULL), 0);
  if (n_dims > CAL_ARRAY_MAX_DIMS) {
    char *longer = g_strdup_printf ("%s of %d dimensions", name, n_dims);

    kind = CAL_HDF5_OTHER;
    n_dims = 0;
    g_free (name);
    name = longer;
  }
  g_variant_builder_add (
      listing->datasets, "(s@atbuus)", valid_path,
      g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, lengths, (gsize) n_dims, sizeof *lengths),
      is_attribute, (guint32) kind, (guint32) type->dtype, name);
}

/* The members of a compound that can be read by themselves: columns of a table. */
static void
list_members (Listing *listing, const char *path, hid_t type, hid_t space)
{
  int n_members = H5Tget_nmembers (type);

  for (int n = 0; n < MIN (n_members, MAX_MEMBERS); n++) {
    g_auto (CalHdf5Type) member = {.memory_type = -1};
    char *name = H5Tget_member_name (type, (unsigned) n);
    g_autofree char *member_path = g_strconcat (path, ".", name, NULL);

    cal_hdf5_type_describe_member (&member, type, (unsigned) n);
    if (name != NULL && member.kind != CAL_HDF5_OTHER)
      list_elements (listing, member_path, FALSE, &member, space);
    H5free_memory (name);
  }
}

static void
list_dataset (Listing *listing, hid_t parent, const char *name)
{
  hid_t access = cal_hdf5_link_access (H5P_DATASET_ACCESS);
  hid_t dataset = H5Dopen2 (parent, name, access), type = -1, space = -1;
  g_auto (CalHdf5Type) described = {.memory_type = -1};
  g_autofree char *path = g_strconcat ("/", name, NULL);

  H5Pclose (access);
  if (dataset >= 0) {
    type = H5Dget_type (dataset);
    space = H5Dget_space (dataset);
  }
  if (type >= 0)
    cal_hdf5_type_describe (&described, type);
  list_elements (listing, path, FALSE, &described, type >= 0 ? space : -1);
  if (type >= 0 && space >= 0 && described.kind == CAL_HDF5_OTHER &&
      H5Tget_class (type) == H5T_COMPOUND)
    list_members (listing, path, type, space);
  if (type >= 0)
    H5Tclose (type);
  if (space >= 0)
    H5Sclose (space);
  if (dataset >= 0)
    H5Dclose (dataset);
  H5Eclear2 (H5E_DEFAULT);
}

typedef struct {
  Listing *listing;
  const char *owner;
} AttributeListing;

/* Only what can be read: references and the like are there for libraries. */
static herr_t
visit_attribute (hid_t object, const char *name, const H5A_info_t *info, void *data)
{
  AttributeListing *self = data;
  g_auto (CalHdf5Type) described = {.memory_type = -1};
  g_autofree char *path = g_strconcat (self->owner, "@", name, NULL);
  hid_t attribute, type, space;

  if (self->listing->n_attributes++ >= MAX_ATTRIBUTES) {
    self->listing->is_cut = TRUE;
    return 1;
  }
  attribute = H5Aopen (object, name, H5P_DEFAULT);
  type = attribute >= 0 ? H5Aget_type (attribute) : -1;
  space = attribute >= 0 ? H5Aget_space (attribute) : -1;
  if (type >= 0)
    cal_hdf5_type_describe (&described, type);
  if (space >= 0 && described.kind != CAL_HDF5_OTHER)
    list_elements (self->listing, path, TRUE, &described, space);
  if (space >= 0)
    H5Sclose (space);
  if (type >= 0)
    H5Tclose (type);
  if (attribute >= 0)
    H5Aclose (attribute);
  H5Eclear2 (H5E_DEFAULT);
  return 0;
}

static void
list_attributes (Listing *listing, hid_t parent, const char *name)
{
  g_autofree char *owner = g_strconcat ("/", g_str_equal (name, ".") ? "" : name, NULL);
  AttributeListing attributes = {listing, owner};
  hid_t access = cal_hdf5_link_access (H5P_LINK_ACCESS);

  H5Aiterate_by_name (parent, name, H5_INDEX_NAME, H5_ITER_INC, NULL, visit_attribute, &attributes,
                      access);
  H5Pclose (access);
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
  if (info->type != H5O_TYPE_NAMED_DATATYPE)
    list_attributes (listing, parent, name);
  return 0;
}

/**
 * cal_hdf5_file_list:
 * @progress: called now and then
 *
 * Returns: (transfer floating): the datasets, attributes and members, of type
 *   CAL_HDF5_LIST_TYPE, and whether there are
 *   more than that; NULL with @error set, with no file name in it
 */
GVariant *
cal_hdf5_file_list (const char *path, CalHdf5Progress progress, gpointer user_data, GError **error)
{
  g_autoptr (GVariantBuilder) datasets = g_variant_builder_new (G_VARIANT_TYPE ("a(satbuus)"));
  Listing listing = {datasets, 0, 0, FALSE, progress, user_data};
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
  return g_variant_new ("(a(satbuus)b)", datasets, listing.is_cut || visited < 0);
}
