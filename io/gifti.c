/* gifti.c - GIFTI: surfaces, and values or labels of vertices.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/gifti.h"

#include <math.h>
#include <string.h>

#include "io/gifti-document.h"
#include "io/path.h"
#include "model/error.h"
#include "model/memory.h"

gboolean
cal_gifti_sniff (const CalSniff *sniff)
{
  return memmem (sniff->head, sniff->n_head, "<GIFTI", 6) != NULL ||
         memmem (sniff->head, sniff->n_head, "<!DOCTYPE GIFTI", 15) != NULL;
}

static const char *
get_metadata (const CalGiftiDocument *document, const CalGiftiArray *array, const char *name)
{
  const char *value = g_hash_table_lookup (array->metadata, name);

  return value != NULL ? value : g_hash_table_lookup (document->metadata, name);
}

static CalHemisphere
get_hemisphere (const CalGiftiDocument *document, const CalGiftiArray *array, const char *path)
{
  const char *structure = get_metadata (document, array, "AnatomicalStructurePrimary");

  if (structure == NULL)
    return cal_path_get_hemisphere (path);
  if (g_str_equal (structure, "CortexLeft"))
    return CAL_LEFT;
  return g_str_equal (structure, "CortexRight") ? CAL_RIGHT : CAL_HEMISPHERE_UNKNOWN;
}

/* What the file says goes before what its name hints at. An inflated surface may still name the
 * layer that it was made of, so its shape goes first. */
static CalSurfaceKind
get_kind (const CalGiftiDocument *document, const CalGiftiArray *array, const char *path)
{
  static const struct {
    const char *name;
    CalSurfaceKind kind;
  } kinds[] = {
      {"Pial", CAL_SURFACE_PIAL},
      {"GrayWhite", CAL_SURFACE_WHITE},
      {"MidThickness", CAL_SURFACE_MIDTHICKNESS},
      {"Inflated", CAL_SURFACE_INFLATED},
      {"VeryInflated", CAL_SURFACE_VERY_INFLATED},
      {"Very_Inflated", CAL_SURFACE_VERY_INFLATED},
      {"Spherical", CAL_SURFACE_SPHERE},
      {"Sphere", CAL_SURFACE_SPHERE},
      {"Flat", CAL_SURFACE_FLAT},
  };
  static const char *const keys[] = {"GeometricType", "AnatomicalStructureSecondary"};

  for (gsize k = 0; k < G_N_ELEMENTS (keys); k++) {
    const char *value = get_metadata (document, array, keys[k]);

    for (gsize n = 0; value != NULL && n < G_N_ELEMENTS (kinds); n++)
      if (g_ascii_strcasecmp (value, kinds[n].name) == 0)
        return kinds[n].kind;
  }
  return cal_path_get_kind (path);
}

static gboolean
is_intent (const CalGiftiArray *array, const char *intent)
{
  return g_str_equal (array->intent, intent);
}

static gboolean
check_triples (const CalGiftiArray *array, const char *path, GError **error)
{
  if (array->n_dims == 2 && array->dims[1] == 3)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "%s: %s of %u dimensions, the last of %" G_GSIZE_FORMAT "; expected N by 3", path,
               array->intent, array->n_dims, array->dims[array->n_dims - 1]);
  return FALSE;
}

static GBytes *
dup_vertices (const CalGiftiArray *array)
{
  float *vertices;

  if (array->dtype == CAL_DTYPE_FLOAT32)
    return g_bytes_ref (array->bytes);
  vertices = g_new (float, array->n_elements);
  cal_dtype_read_floats (array->dtype, g_bytes_get_data (array->bytes, NULL), 0, array->n_elements,
                         1.0, 0.0, vertices);
  return g_bytes_new_take (vertices, cal_size_times (array->n_elements, sizeof (float)));
}

/* An int32 below 0 is a vertex beyond any, which cal_surface_new() refuses. */
static GBytes *
dup_faces (const CalGiftiArray *array, const char *path, GError **error)
{
  const void *elements = g_bytes_get_data (array->bytes, NULL);
  guint32 *faces;

  if (array->dtype == CAL_DTYPE_INT32 || array->dtype == CAL_DTYPE_UINT32)
    return g_bytes_ref (array->bytes);
  faces = g_new (guint32, array->n_elements);
  for (gsize n = 0; n < array->n_elements; n++) {
    double corner = cal_dtype_read (array->dtype, elements, n);

    if (!(corner >= 0.0 && corner <= G_MAXINT32 && corner == floor (corner))) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: triangle %" G_GSIZE_FORMAT " names vertex %g", path, n / 3, corner);
      g_free (faces);
      return NULL;
    }
    faces[n] = (guint32) corner;
  }
  return g_bytes_new_take (faces, cal_size_times (array->n_elements, sizeof (guint32)));
}

static CalSurface *
build_surface (const CalGiftiDocument *document,
               const CalGiftiArray *points,
               const CalGiftiArray *triangles,
               const char *path,
               GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  g_autofree char *name = cal_path_dup_stem (path);
  g_autoptr (GBytes) vertices = NULL;
  g_autoptr (GBytes) faces = NULL;
  CalSurfaceDesc desc = {
      .name = name,
      .hemisphere = get_hemisphere (document, points, path),
      .kind = get_kind (document, points, path),
      .surface_to_world = points->to_world,
  };

  if (!check_triples (points, display_name, error) ||
      !check_triples (triangles, display_name, error))
    return NULL;
  vertices = dup_vertices (points);
  faces = dup_faces (triangles, display_name, error);
  if (faces == NULL)
    return NULL;
  desc.vertices = vertices;
  desc.faces = faces;
  return cal_surface_new (&desc, error);
}

static gboolean
add_surface (const CalGiftiDocument *document, const char *path, CalLoaded *loaded, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  const CalGiftiArray *points = NULL, *triangles = NULL;
  guint n_points = 0, n_triangles = 0;
  CalSurface *surface;

  for (guint n = 0; n < document->arrays->len; n++) {
    const CalGiftiArray *array = document->arrays->pdata[n];

    if (is_intent (array, "POINTSET")) {
      points = array;
      n_points++;
    } else if (is_intent (array, "TRIANGLE")) {
      triangles = array;
      n_triangles++;
    }
  }
  if (n_points == 0 && n_triangles == 0)
    return TRUE;
  if (n_points != 1 || n_triangles != 1) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %u arrays of points and %u of triangles; a surface has one of each",
                 display_name, n_points, n_triangles);
    return FALSE;
  }
  surface = build_surface (document, points, triangles, path, error);
  if (surface == NULL)
    return FALSE;
  cal_loaded_add (loaded, surface);
  return TRUE;
}

static const char *
get_statistic (const CalGiftiArray *array)
{
  static const char *const names[][2] = {{"CORREL", "r"}, {"TTEST", "t"},  {"FTEST", "F"},
                                         {"ZSCORE", "z"}, {"CHISQ", "χ²"}, {"PVAL", "p"}};

  for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
    if (is_intent (array, names[n][0]))
      return names[n][1];
  return NULL;
}

/* Columns of an N x k array become frames, as do equal arrays that follow each other. */
static GBytes *
join_frames (GPtrArray *arrays, gsize n_values, gsize n_columns, GError **error)
{
  const CalGiftiArray *first = arrays->pdata[0];
  gsize size = cal_dtype_get_size (first->dtype);
  guint8 *out;

  if (arrays->len == 1 && n_columns == 1)
    return g_bytes_ref (first->bytes);
  out = cal_memory_allocate (arrays->len, first->n_bytes, error);
  if (out == NULL)
    return NULL;
  for (guint n = 0; n < arrays->len; n++) {
    const CalGiftiArray *array = arrays->pdata[n];
    const guint8 *in = g_bytes_get_data (array->bytes, NULL);

    for (gsize c = 0; c < n_columns; c++)
      for (gsize v = 0; v < n_values; v++)
        memcpy (out + ((n * n_columns + c) * n_values + v) * size, in + (v * n_columns + c) * size,
                size);
  }
  return g_bytes_new_take (out, cal_size_times (arrays->len, first->n_bytes));
}

/* Names of the arrays, if any has one and each is one frame. */
static GStrv
dup_frame_names (GPtrArray *arrays, gsize n_columns)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean any = FALSE;

  for (guint n = 0; n < arrays->len; n++) {
    const CalGiftiArray *array = arrays->pdata[n];
    const char *name = g_hash_table_lookup (array->metadata, "Name");

    any |= name != NULL;
    g_strv_builder_add (builder, name != NULL ? name : "");
  }
  return any && n_columns == 1 ? g_strv_builder_end (builder) : NULL;
}

static CalVector *
build_vector (const CalGiftiDocument *document, GPtrArray *arrays, const char *path, GError **error)
{
  const CalGiftiArray *first = arrays->pdata[0];
  g_autofree char *name = cal_path_dup_stem (path);
  gsize n_values = first->dims[0], n_columns = first->n_elements / n_values;
  gsize dims[2] = {arrays->len * n_columns, n_values};
  g_autoptr (GBytes) bytes = join_frames (arrays, n_values, n_columns, error);
  g_auto (GStrv) frame_names = dup_frame_names (arrays, n_columns);
  g_autoptr (CalArray) values = bytes != NULL
                                    ? cal_array_new (first->dtype, dims[0] > 1 ? 2 : 1,
                                                     dims[0] > 1 ? dims : dims + 1, bytes, error)
                                    : NULL;
  CalVectorDesc desc = {
      .name = name,
      .source = path,
      .values = values,
      .hemisphere = get_hemisphere (document, first, path),
      .frame_names = (const char *const *) frame_names,
      .labels = is_intent (first, "LABEL") ? document->labels : NULL,
      .statistic = get_statistic (first),
      .per_vertex = TRUE,
  };

  return values != NULL ? cal_vector_new (&desc, error) : NULL;
}

static gboolean
is_next_frame (const CalGiftiArray *first, const CalGiftiArray *next)
{
  return first->dtype == next->dtype && first->n_elements == next->n_elements &&
         first->dims[0] == next->dims[0] && g_str_equal (first->intent, next->intent);
}

/* Arrays in a row that are alike become one vector; one that differs begins another. */
static gboolean
add_vectors (const CalGiftiDocument *document, const char *path, CalLoaded *loaded, GError **error)
{
  g_autoptr (GPtrArray) alike = g_ptr_array_new ();

  for (guint n = 0; n <= document->arrays->len; n++) {
    CalGiftiArray *array = n < document->arrays->len ? document->arrays->pdata[n] : NULL;

    if (array != NULL && (is_intent (array, "POINTSET") || is_intent (array, "TRIANGLE")))
      continue;
    if (alike->len > 0 && (array == NULL || !is_next_frame (alike->pdata[0], array))) {
      CalVector *vector = build_vector (document, alike, path, error);

      if (vector == NULL)
        return FALSE;
      cal_loaded_add (loaded, vector);
      g_ptr_array_set_size (alike, 0);
    }
    if (array != NULL)
      g_ptr_array_add (alike, array);
  }
  return TRUE;
}

/**
 * cal_gifti_load:
 *
 * Adds a #CalSurface if there are points and triangles, its vertices as the file has them and
 * surface_to_world from the coordinate transform to a world space; and a #CalVector for every run
 * of alike arrays of values. What file and arrays say of hemisphere and kind goes before the name.
 */
gboolean
cal_gifti_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autoptr (CalGiftiDocument) document = cal_gifti_document_read (path, job, error);

  if (document == NULL)
    return FALSE;
  if (document->arrays->len == 0) {
    g_autofree char *name = g_filename_display_name (path);

    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: no DataArray", name);
    return FALSE;
  }
  return add_surface (document, path, loaded, error) && add_vectors (document, path, loaded, error);
}
