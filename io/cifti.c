/* cifti.c - CIFTI-2: values of cortical vertices and of voxels in one file.
 *
 * A CIFTI-2 file is a NIfTI-2 file whose matrix lies in dimensions 5 (along a row) and 6. Read are
 * matrices of maps (scalars, series, labels) by places (brain models or parcels).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/cifti.h"

#include <string.h>

#include "io/cifti-document.h"
#include "io/nifti-header.h"
#include "io/path.h"
#include "io/voxels.h"
#include "model/error.h"
#include "model/memory.h"

/* Voxels of all maps, as a full grid, beyond which they are left out with a warning. */
#define MAX_GRID_BYTES ((gsize) 1 << 30)

/**
 * Matrix:
 * @maps: the axis of maps
 * @places: the axis of places
 * @elements: a row of maps for each index of @places
 */
typedef struct {
  const char *path;
  const CalCiftiAxis *maps;
  const CalCiftiAxis *places;
  const CalNiftiHeader *header;
  GBytes *elements;
} Matrix;

gboolean
cal_cifti_sniff (const CalSniff *sniff)
{
  gint32 intent_code;

  return cal_nifti_sniff (sniff->head, sniff->n_head, &intent_code) == CAL_NIFTI_2 &&
         intent_code >= 3000 && intent_code < 3100;
}

static gboolean
is_place_axis (const CalCiftiAxis *axis)
{
  return axis->kind == CAL_CIFTI_BRAIN_MODELS || axis->kind == CAL_CIFTI_PARCELS;
}

/* What the matrix is called when it is not one of maps. */
static gboolean
check_axes (const CalCiftiDocument *document,
            const CalNiftiHeader *header,
            const char *name,
            GError **error)
{
  const CalCiftiAxis *row = &document->axes[0], *column = &document->axes[1];

  if (row->kind == CAL_CIFTI_NO_AXIS || column->kind == CAL_CIFTI_NO_AXIS) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: its XML does not describe both dimensions of the matrix", name);
    return FALSE;
  }
  if (is_place_axis (row) || !is_place_axis (column)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: a %s; read are dscalar, dlabel, dtseries and their parcellated kinds", name,
                 is_place_axis (row) && is_place_axis (column)
                     ? "connectivity matrix (dconn, pconn)"
                     : "matrix that is not of maps by places");
    return FALSE;
  }
  if (header->n_dims < 6 || header->dims[4] != row->length || header->dims[5] != column->length ||
      header->n_elements != row->length * column->length || header->n_elements == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the header says a matrix of %" G_GSIZE_FORMAT " by %" G_GSIZE_FORMAT
                 ", its XML %" G_GSIZE_FORMAT " by %" G_GSIZE_FORMAT,
                 name, header->dims[4], header->dims[5], row->length, column->length);
    return FALSE;
  }
  return TRUE;
}

static CalDtype
get_dtype (const Matrix *matrix)
{
  gboolean is_scaled = matrix->header->slope != 1.0 || matrix->header->intercept != 0.0;

  return is_scaled ? CAL_DTYPE_FLOAT32 : matrix->header->dtype;
}

/* One value of the matrix, as it is stored, or scaled to a float. */
static void
copy_value (const Matrix *matrix, gsize map, gsize index, guint8 *out)
{
  const CalNiftiHeader *header = matrix->header;
  const guint8 *elements = g_bytes_get_data (matrix->elements, NULL);
  gsize n = index * matrix->maps->length + map, size = cal_dtype_get_size (header->dtype);

  if (get_dtype (matrix) == header->dtype) {
    memcpy (out, elements + n * size, size);
  } else {
    float value;

    cal_dtype_read_floats (header->dtype, elements, n, 1, header->slope, header->intercept, &value);
    memcpy (out, &value, sizeof value);
  }
}

static char *
get_map_name (const Matrix *matrix, gsize map)
{
  g_autofree char *stem = cal_path_dup_stem (matrix->path);
  const char *name = map < matrix->maps->names->len ? matrix->maps->names->pdata[map] : "";

  return *name != '\0' ? g_strdup_printf ("%s: %s", stem, name) : g_strdup (stem);
}

static gboolean
is_cortical (const CalCiftiPlace *place)
{
  return place->hemisphere != CAL_HEMISPHERE_UNKNOWN;
}

/* Left and right together are numbered through, left first, as model/cortex.h numbers elements. */
static CalVector *
build_vector (const Matrix *matrix, gsize first_map, gsize n_maps, gsize n_values, GError **error)
{
  const CalCiftiAxis *axis = matrix->places;
  g_autofree char *stem = cal_path_dup_stem (matrix->path);
  g_autofree char *map_name = get_map_name (matrix, first_map);
  g_auto (GStrv) frame_names = NULL;
  gboolean is_left = axis->n_vertices[CAL_LEFT] > 0, is_right = axis->n_vertices[CAL_RIGHT] > 0;
  gsize size = cal_dtype_get_size (get_dtype (matrix)), dims[2] = {n_maps, n_values}, n = 0;
  gsize n_bytes = cal_size_times (cal_size_times (n_maps, n_values), size);
  guint8 *values = cal_memory_allocate (n_bytes, 1, error);
  guint32 *vertices = g_new (guint32, n_values);
  g_autoptr (GBytes) value_bytes = g_bytes_new_take (values, values != NULL ? n_bytes : 0);
  g_autoptr (GBytes) vertex_bytes = g_bytes_new_take (vertices, cal_size_times (4, n_values));
  g_autoptr (CalArray) array = NULL;
  CalVectorDesc desc = {
      .name = n_maps == 1 ? map_name : stem,
      .source = matrix->path,
      .hemisphere = is_left && is_right ? CAL_HEMISPHERE_UNKNOWN
                    : is_left           ? CAL_LEFT
                                        : CAL_RIGHT,
      .vertices = vertex_bytes,
      .n_vertices = axis->n_vertices[CAL_LEFT] + axis->n_vertices[CAL_RIGHT],
      .frame_step = matrix->maps->is_seconds ? matrix->maps->step : 0.0,
      .labels = first_map < matrix->maps->labels->len && matrix->maps->kind == CAL_CIFTI_LABELS
                    ? matrix->maps->labels->pdata[first_map]
                    : NULL,
      .per_vertex = TRUE,
  };

  if (values == NULL)
    return NULL;
  for (guint p = 0; p < axis->places->len; p++) {
    const CalCiftiPlace *place = &g_array_index (axis->places, CalCiftiPlace, p);

    if (!is_cortical (place))
      continue;
    vertices[n] = place->vertex;
    if (place->hemisphere == CAL_RIGHT)
      vertices[n] += (guint32) axis->n_vertices[CAL_LEFT];
    for (gsize m = 0; m < n_maps; m++)
      copy_value (matrix, first_map + m, place->index, values + (m * n_values + n) * size);
    n++;
  }
  array = cal_array_new (get_dtype (matrix), n_maps > 1 ? 2 : 1, n_maps > 1 ? dims : dims + 1,
                         value_bytes, error);
  if (array == NULL)
    return NULL;
  if (n_maps == matrix->maps->length && matrix->maps->names->len == n_maps) {
    g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

    for (gsize m = 0; m < n_maps; m++)
      g_strv_builder_add (builder, matrix->maps->names->pdata[m]);
    frame_names = g_strv_builder_end (builder);
  }
  desc.values = array;
  desc.frame_names = (const char *const *) frame_names;
  return cal_vector_new (&desc, error);
}

static CalVolume *
build_volume (const Matrix *matrix, gsize first_map, gsize n_maps, gsize n_voxels, GError **error)
{
  const CalCiftiAxis *axis = matrix->places;
  g_autofree char *stem = cal_path_dup_stem (matrix->path);
  g_autofree char *map_name = get_map_name (matrix, first_map);
  gsize size = cal_dtype_get_size (get_dtype (matrix));
  gsize n_bytes = cal_size_times (cal_size_times (n_maps, n_voxels), size);
  guint8 *voxels = cal_memory_allocate_zeroed (n_bytes, 1, error);
  guint8 *inside = voxels != NULL ? cal_memory_allocate_zeroed (n_voxels, 1, error) : NULL;
  g_autoptr (GBytes) voxel_bytes = g_bytes_new_take (voxels, voxels != NULL ? n_bytes : 0);
  g_autoptr (GBytes) inside_bytes = g_bytes_new_take (inside, inside != NULL ? n_voxels : 0);
  CalVolumeDesc desc = {
      .name = n_maps == 1 ? map_name : stem,
      .dims = {axis->dims[0], axis->dims[1], axis->dims[2]},
      .n_frames = n_maps,
      .frame_step = matrix->maps->is_seconds ? matrix->maps->step : 0.0,
      .dtype = get_dtype (matrix),
      .voxels = voxel_bytes,
      .inside = inside_bytes,
      .voxel_to_world = axis->voxel_to_world,
      .affine_source = "CIFTI",
      .labels = first_map < matrix->maps->labels->len && matrix->maps->kind == CAL_CIFTI_LABELS
                    ? matrix->maps->labels->pdata[first_map]
                    : NULL,
  };

  if (inside == NULL)
    return NULL;
  for (guint p = 0; p < axis->places->len; p++) {
    const CalCiftiPlace *place = &g_array_index (axis->places, CalCiftiPlace, p);
    gsize voxel = place->voxel[0] +
                  axis->dims[0] * (place->voxel[1] + axis->dims[1] * (gsize) place->voxel[2]);

    if (is_cortical (place))
      continue;
    inside[voxel] = 1;
    for (gsize m = 0; m < n_maps; m++)
      copy_value (matrix, first_map + m, place->index, voxels + (m * n_voxels + voxel) * size);
  }
  return cal_volume_new (&desc, error);
}

/* Maps with tables of their own become objects of their own; others are the frames of one. */
static gboolean
add_objects (const Matrix *matrix, CalLoaded *loaded, GError **error)
{
  const CalCiftiAxis *axis = matrix->places;
  gsize n_maps = matrix->maps->kind == CAL_CIFTI_LABELS ? 1 : matrix->maps->length;
  gsize n_cortical = 0,
        n_voxels = cal_size_times (cal_size_times (axis->dims[0], axis->dims[1]), axis->dims[2]);
  gboolean has_voxels;

  for (guint p = 0; p < axis->places->len; p++)
    n_cortical += is_cortical (&g_array_index (axis->places, CalCiftiPlace, p));
  has_voxels = n_cortical < axis->places->len;
  if (axis->n_other > 0)
    cal_loaded_warn (loaded,
                     "%" G_GSIZE_FORMAT " vertices of structures other than the cortex "
                     "were left out",
                     axis->n_other);
  if (has_voxels &&
      n_voxels > MAX_GRID_BYTES / matrix->maps->length / cal_dtype_get_size (get_dtype (matrix))) {
    cal_loaded_warn (loaded,
                     "the voxels were left out: %" G_GSIZE_FORMAT " maps of %" G_GSIZE_FORMAT
                     " voxels would take more than a gigabyte",
                     matrix->maps->length, n_voxels);
    has_voxels = FALSE;
  }
  for (gsize map = 0; map < matrix->maps->length; map += n_maps) {
    if (n_cortical > 0) {
      CalVector *vector = build_vector (matrix, map, n_maps, n_cortical, error);

      if (vector == NULL)
        return FALSE;
      cal_loaded_add (loaded, vector);
    }
    if (has_voxels) {
      CalVolume *volume = build_volume (matrix, map, n_maps, n_voxels, error);

      if (volume == NULL)
        return FALSE;
      cal_loaded_add (loaded, volume);
    }
  }
  return TRUE;
}

static void
add_details (const Matrix *matrix, CalLoaded *loaded)
{
  static const char *const kinds[] = {"none",    "brain models", "parcels",
                                      "scalars", "series",       "labels"};
  const CalCiftiAxis *places = matrix->places;

  cal_loaded_add_detail (loaded, "Matrix", "%" G_GSIZE_FORMAT " %s x %" G_GSIZE_FORMAT " of %s",
                         matrix->maps->length, kinds[matrix->maps->kind], places->length,
                         kinds[places->kind]);
  cal_loaded_add_detail (loaded, "Cortex",
                         "%" G_GSIZE_FORMAT " left and %" G_GSIZE_FORMAT " right vertices",
                         places->n_vertices[CAL_LEFT], places->n_vertices[CAL_RIGHT]);
}

static CalCiftiDocument *
read_document (const CalNiftiHeader *header, const char *name, GError **error)
{
  GBytes *extension = cal_nifti_header_find_extension (header, CAL_NIFTI_EXTENSION_CIFTI);
  CalCiftiDocument *document;
  gsize length;
  const char *xml;

  if (extension == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the header says CIFTI, but there is no CIFTI extension", name);
    return NULL;
  }
  xml = g_bytes_get_data (extension, &length);
  document = cal_cifti_document_parse (xml, length, error);
  if (document == NULL)
    g_prefix_error (error, "%s: CIFTI extension: ", name);
  return document;
}

/**
 * cal_cifti_load:
 *
 * Adds a #CalVector of the cortex, whose vertices are those that the file names (with both
 * hemispheres numbered through, left first, of as many as both surfaces have), and a #CalVolume of
 * the voxels, outside of which it says nothing. Scalars and series are frames; each map of labels
 * is a vector and a volume of its own. The values of a parcel are given to each of its places.
 *
 * Returns: FALSE with CAL_ERROR_FORMAT, CAL_ERROR_LIMIT, or CAL_ERROR_UNSUPPORTED for CIFTI-1 and
 *   for connectivity matrices
 */
gboolean
cal_cifti_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autoptr (CalGzip) file = cal_gzip_open (path, error);
  /* What the header lacks of a volume's place is no news in a CIFTI file. */
  g_autoptr (CalLoaded) remarks = cal_loaded_new (path, "CIFTI-2");
  g_autoptr (CalNiftiHeader) header = NULL;
  g_autoptr (CalCiftiDocument) document = NULL;
  g_autoptr (GBytes) elements = NULL;
  Matrix matrix = {.path = path};
  const char *name;

  if (file == NULL)
    return FALSE;
  name = cal_gzip_get_display_name (file);
  header = cal_nifti_header_read (file, remarks, error);
  if (header == NULL)
    return FALSE;
  document = read_document (header, name, error);
  if (document == NULL || !check_axes (document, header, name, error))
    return FALSE;
  if (header->is_pair || header->voxel_offset < cal_gzip_get_position (file)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the matrix does not follow the header in the same file", name);
    return FALSE;
  }
  if (!cal_gzip_skip (file, header->voxel_offset - cal_gzip_get_position (file), error))
    return FALSE;
  elements =
      cal_voxels_read (file, header->dtype, header->n_elements, header->is_swapped, job, error);
  if (elements == NULL)
    return FALSE;
  matrix.maps = &document->axes[0];
  matrix.places = &document->axes[1];
  matrix.header = header;
  matrix.elements = elements;
  add_details (&matrix, loaded);
  return add_objects (&matrix, loaded, error);
}
