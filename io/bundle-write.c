/* bundle-write.c - a study into one HDF5 file of our own: groups, and spaces of rows.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/bundle-write-private.h"

#include <string.h>

#include "io/rdm-hdf5-write.h"
#include "model/error.h"
#include "model/memory.h"

/**
 * cal_bundle_writer_new:
 * @path: of the bundle; what is there stays until cal_bundle_writer_commit()
 *
 * Returns: (transfer full): NULL with @error set if nothing can be written there
 */
CalBundleWriter *
cal_bundle_writer_new (const char *path, GError **error)
{
  CalBundleWriter *self = g_new0 (CalBundleWriter, 1);

  self->path = g_canonicalize_filename (path, NULL);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->spaces =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, g_free);
  self->writer = cal_hdf5_writer_new (path, error);
  if (self->writer != NULL &&
      cal_hdf5_writer_set_integer (self->writer, "/", CAL_BUNDLE_MARK, CAL_BUNDLE_VERSION, error))
    return self;
  cal_bundle_writer_free (self);
  return NULL;
}

/* A group as @name is called, once, and one level deep. */
static char *
take_group (CalBundleWriter *self, const char *parent, const char *name)
{
  g_autofree char *own = g_strdelimit (g_strdup (name), "/@", '_');
  const char *base = own[strspn (own, ".")] != '\0' ? own : "unnamed";
  GString *group = g_string_new (NULL);

  g_string_printf (group, "/%s/%s", parent, base);
  for (guint n = 2; g_hash_table_contains (self->taken, group->str); n++)
    g_string_printf (group, "/%s/%s %u", parent, base, n);
  g_hash_table_add (self->taken, g_strdup (group->str));
  return g_string_free (group, FALSE);
}

/**
 * cal_bundle_writer_add_group:
 * @name: what the person calls it; kept as an attribute if the group cannot be called so
 *
 * Returns: (transfer full): the group, which is made; NULL with @error set if it cannot be
 */
char *
cal_bundle_writer_add_group (CalBundleWriter *self, CalRole role, const char *name, GError **error)
{
  g_autofree char *group = take_group (self, cal_bundle_get_group (role), name);

  if (!cal_hdf5_writer_add_group (self->writer, group, error))
    return NULL;
  if (!g_str_equal (strrchr (group, '/') + 1, name) &&
      !cal_bundle_writer_set_text (self, group, "name", name, error))
    return NULL;
  return g_steal_pointer (&group);
}

/**
 * cal_bundle_writer_set_text:
 * @text: (nullable): NULL and "" are not written
 */
gboolean
cal_bundle_writer_set_text (CalBundleWriter *self,
                            const char *group,
                            const char *attribute,
                            const char *text,
                            GError **error)
{
  return text == NULL || text[0] == '\0' ||
         cal_hdf5_writer_set_texts (self->writer, group, attribute, (const char *[]){text, NULL},
                                    error);
}

/**
 * cal_bundle_writer_set_step:
 * @step_s: from frame to frame; 0 is not written
 */
gboolean
cal_bundle_writer_set_step (CalBundleWriter *self, const char *group, double step_s, GError **error)
{
  return !(step_s > 0.0) ||
         cal_hdf5_writer_set_numbers (self->writer, group, "step_s", &step_s, 1, error);
}

/**
 * cal_bundle_writer_add_numbers:
 * @numbers: (nullable): NULL is not written
 */
gboolean
cal_bundle_writer_add_numbers (
    CalBundleWriter *self, const char *group, const char *name, CalArray *numbers, GError **error)
{
  g_autofree char *dataset = g_strconcat (group, "/", name, NULL);

  return numbers == NULL || cal_hdf5_writer_add (self->writer, dataset, numbers, error);
}

/**
 * cal_bundle_writer_add_texts:
 * @texts: (nullable): NULL is not written
 */
gboolean
cal_bundle_writer_add_texts (
    CalBundleWriter *self, const char *group, const char *name, CalTextArray *texts, GError **error)
{
  g_autofree char *dataset = g_strconcat (group, "/", name, NULL);

  return texts == NULL || cal_hdf5_writer_add_texts (self->writer, dataset, texts, error);
}

static CalArray *
copy_array (CalDtype dtype, gconstpointer values, gsize n_rows, gsize n_columns)
{
  const gsize dims[2] = {n_rows, n_columns};
  g_autoptr (GBytes) bytes = g_bytes_new (
      values, cal_size_times (cal_size_times (n_rows, n_columns), cal_dtype_get_size (dtype)));

  return cal_array_new (dtype, n_columns > 1 ? 2 : 1, dims, bytes, NULL);
}

static gboolean
write_cortex (CalBundleWriter *self, const char *group, CalPlaces *places, GError **error)
{
  gsize n_vertices[2], n = cal_places_get_n_rows (places);
  g_autofree guint32 *elements = g_new (guint32, MAX (n, 1));
  g_autoptr (CalArray) array = NULL;
  gboolean is_all = n == cal_places_get_n_elements (places);

  cal_places_get_n_vertices (places, n_vertices);
  for (gsize r = 0; r < n; r++) {
    elements[r] = (guint32) cal_places_get_element (places, r);
    is_all = is_all && elements[r] == r;
  }
  array = is_all ? NULL : copy_array (CAL_DTYPE_UINT32, elements, n, 1);
  return cal_bundle_writer_set_text (self, group, "kind", "cortex", error) &&
         cal_hdf5_writer_set_numbers (self->writer, group, "n_vertices",
                                      (double[]){(double) n_vertices[0], (double) n_vertices[1]}, 2,
                                      error) &&
         cal_bundle_writer_add_numbers (self, group, "elements", array, error);
}

static gboolean
write_grid (CalBundleWriter *self, const char *group, CalPlaces *places, GError **error)
{
  const CalVolumeDesc *grid = cal_volume_get_desc (cal_places_get_grid (places));
  gsize n = cal_places_get_n_rows (places);
  g_autofree gint32 *voxels = g_new (gint32, 3 * MAX (n, 1));
  double affine[16] = {[15] = 1.0};
  g_autoptr (CalArray) ijk = NULL, world = NULL;
  gboolean is_all = n == cal_places_get_n_elements (places);

  for (gsize r = 0; r < n; r++) {
    gsize voxel = cal_places_get_element (places, r);

    voxels[3 * r] = (gint32) (voxel % grid->dims[0]);
    voxels[3 * r + 1] = (gint32) (voxel / grid->dims[0] % grid->dims[1]);
    voxels[3 * r + 2] = (gint32) (voxel / grid->dims[0] / grid->dims[1]);
    is_all = is_all && voxel == r;
  }
  memcpy (affine, grid->voxel_to_world.m, sizeof grid->voxel_to_world.m);
  world = copy_array (CAL_DTYPE_FLOAT64, affine, 4, 4);
  ijk = is_all ? NULL : copy_array (CAL_DTYPE_INT32, voxels, n, 3);
  return cal_bundle_writer_set_text (self, group, "kind", "grid", error) &&
         cal_hdf5_writer_set_numbers (
             self->writer, group, "dims",
             (double[]){(double) grid->dims[0], (double) grid->dims[1], (double) grid->dims[2]}, 3,
             error) &&
         cal_bundle_writer_add_numbers (self, group, "voxel_to_world", world, error) &&
         cal_bundle_writer_add_numbers (self, group, "voxels", ijk, error);
}

/* What tells a space from others. */
static GBytes *
describe_space (CalPlaces *places)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize n_vertices[2];

  cal_places_get_n_vertices (places, n_vertices);
  g_byte_array_append (bytes, (const guint8 *) n_vertices, sizeof n_vertices);
  if (!cal_places_is_on_cortex (places)) {
    const CalVolumeDesc *grid = cal_volume_get_desc (cal_places_get_grid (places));

    g_byte_array_append (bytes, (const guint8 *) grid->dims, sizeof grid->dims);
    g_byte_array_append (bytes, (const guint8 *) &grid->voxel_to_world,
                         sizeof grid->voxel_to_world);
  }
  for (gsize r = 0; r < cal_places_get_n_rows (places); r++) {
    guint32 element = (guint32) cal_places_get_element (places, r);

    g_byte_array_append (bytes, (const guint8 *) &element, sizeof element);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * cal_bundle_writer_set_space:
 *
 * Says where the rows of the group are; a space that several have is written once.
 */
gboolean
cal_bundle_writer_set_space (CalBundleWriter *self,
                             const char *group,
                             CalPlaces *places,
                             GError **error)
{
  g_autoptr (GBytes) description = describe_space (places);
  const char *name = g_hash_table_lookup (self->spaces, description);
  gboolean is_on_cortex = cal_places_is_on_cortex (places);
  g_autofree char *space = NULL;

  if (name != NULL)
    return cal_bundle_writer_set_text (self, group, "space", name, error);
  space = take_group (self, CAL_BUNDLE_SPACES, is_on_cortex ? "cortex" : "grid");
  name = strrchr (space, '/') + 1;
  g_hash_table_insert (self->spaces, g_steal_pointer (&description), g_strdup (name));
  return cal_hdf5_writer_add_group (self->writer, space, error) &&
         (is_on_cortex ? write_cortex : write_grid) (self, space, places, error) &&
         cal_bundle_writer_set_text (self, group, "space", name, error);
}

static gboolean
write_rdm (CalBundleWriter *self, CalRdm *rdm, GError **error)
{
  g_autofree char *group =
      take_group (self, cal_bundle_get_group (CAL_ROLE_RDM), cal_rdm_get_desc (rdm)->name);

  return cal_rdm_write_bundle_group (self->writer, group, rdm, error);
}

/**
 * cal_bundle_writer_add:
 * @object: a CalMap, CalVolume, CalSeries, CalCaptions, CalAttention, CalStimuli, CalDecoding,
 *   CalTable or CalRdm
 * @job: (nullable)
 *
 * Series and attention are read and written piece by piece. Pictures stay where they are.
 *
 * Returns: FALSE with @error set if it cannot be read or written
 */
gboolean
cal_bundle_writer_add (CalBundleWriter *self, gpointer object, CalJob *job, GError **error)
{
  if (CAL_IS_MAP (object) || CAL_IS_VOLUME (object))
    return cal_bundle_write_data (self, object, error);
  if (CAL_IS_SERIES (object))
    return cal_bundle_write_series (self, object, job, error);
  if (CAL_IS_CAPTIONS (object))
    return cal_bundle_write_captions (self, object, error);
  if (CAL_IS_ATTENTION (object))
    return cal_bundle_write_attention (self, object, job, error);
  if (CAL_IS_STIMULI (object))
    return cal_bundle_write_stimuli (self, object, error);
  if (CAL_IS_DECODING (object))
    return cal_bundle_write_decoding (self, object, error);
  if (CAL_IS_TABLE (object))
    return cal_bundle_write_table (self, object, error);
  if (CAL_IS_RDM (object))
    return write_rdm (self, object, error);
  g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "a bundle holds no %s",
               G_OBJECT_TYPE_NAME (object));
  return FALSE;
}

/**
 * cal_bundle_writer_commit:
 *
 * Puts the file in place. Nothing can be added afterwards.
 *
 * Returns: FALSE with @error set, the old file as it was
 */
gboolean
cal_bundle_writer_commit (CalBundleWriter *self, GError **error)
{
  return cal_hdf5_writer_commit (self->writer, error);
}

/* Without cal_bundle_writer_commit(), nothing is left behind. */
void
cal_bundle_writer_free (CalBundleWriter *self)
{
  g_clear_pointer (&self->writer, cal_hdf5_writer_free);
  g_hash_table_unref (self->taken);
  g_hash_table_unref (self->spaces);
  g_free (self->path);
  g_free (self);
}
