/* cortex-buffers.c - what the GPU holds of a cortex and its maps.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/cortex-buffers.h"

#include <epoxy/gl.h>
#include <float.h>
#include <math.h>

/* GL_ARRAY_BUFFER for all: binding an element buffer would change the vertex array in use. */
static void
fill (guint name, const void *data, gsize n_bytes, gsize *counted)
{
  glBindBuffer (GL_ARRAY_BUFFER, name);
  glBufferData (GL_ARRAY_BUFFER, (GLsizeiptr) n_bytes, data, GL_STATIC_DRAW);
  glBindBuffer (GL_ARRAY_BUFFER, 0);
  *counted = n_bytes;
}

typedef struct {
  CalShapes *shapes;
  CalHemisphere hemisphere;
  CalSurfaceKind kind;
} Placing;

static guint64
get_part (const Placing *placing)
{
  return (guint64) placing->hemisphere << 8 | (guint64) placing->kind;
}

/* Four floats a vertex: where it is drawn, and the curvature. */
static gboolean
upload_places (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  const Placing *placing = user_data;
  CalCortex *cortex = CAL_CORTEX (data);
  CalSurface *surface = cal_cortex_get_surface (cortex, placing->hemisphere, placing->kind);
  CalArray *curvature = cal_cortex_get_curvature (cortex, placing->hemisphere);
  const CalAffine *placement =
      cal_shapes_get_placement (placing->shapes, placing->hemisphere, placing->kind);
  const float *vertices = cal_surface_get_vertices (surface);
  gsize n = cal_surface_get_n_vertices (surface);
  g_autofree float *places = g_new (float, MAX (4 * n, 1));

  for (gsize v = 0; v < n; v++) {
    double in[3] = {vertices[3 * v], vertices[3 * v + 1], vertices[3 * v + 2]}, out[3];

    cal_affine_apply (placement, in, out);
    for (gsize a = 0; a < 3; a++)
      places[4 * v + a] = (float) out[a];
    places[4 * v + 3] = curvature != NULL ? (float) cal_array_get_value (curvature, v) : 0.0f;
  }
  fill (name, places, 4 * n * sizeof (float), n_bytes);
  return TRUE;
}

/* Four 16-bit numbers a vertex; the last is its class, not a part of the normal. */
static gboolean
upload_normals (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  const Placing *placing = user_data;
  CalSurface *surface =
      cal_cortex_get_surface (CAL_CORTEX (data), placing->hemisphere, placing->kind);
  const CalAffine *placement =
      cal_shapes_get_placement (placing->shapes, placing->hemisphere, placing->kind);
  g_autoptr (GBytes) bytes = cal_surface_dup_normals (surface);
  const float *normals = g_bytes_get_data (bytes, NULL);
  gsize n = cal_surface_get_n_vertices (surface);
  const guint8 *classes = cal_shapes_get_classes (placing->shapes, placing->hemisphere);
  g_autofree gint16 *packed = g_new0 (gint16, MAX (4 * n, 1));

  for (gsize v = 0; v < n; v++) {
    double in[3] = {normals[3 * v], normals[3 * v + 1], normals[3 * v + 2]}, out[3], length;

    cal_affine_apply_vector (placement, in, out);
    length = sqrt (out[0] * out[0] + out[1] * out[1] + out[2] * out[2]);
    for (gsize a = 0; a < 3 && length > 0.0; a++)
      packed[4 * v + a] = (gint16) lrint (out[a] / length * 32767.0);
    packed[4 * v + 3] = classes[v];
  }
  fill (name, packed, 4 * n * sizeof (gint16), n_bytes);
  return TRUE;
}

static guint
get_placed (CalGlCache *cache,
            CalShapes *shapes,
            CalHemisphere hemisphere,
            CalSurfaceKind kind,
            const char *role,
            CalGlUpload upload,
            GError **error)
{
  Placing placing = {shapes, hemisphere, kind};

  return cal_gl_cache_get (cache, CAL_GL_BUFFER, G_OBJECT (cal_shapes_get_cortex (shapes)), role,
                           get_part (&placing), upload, &placing, error);
}

/**
 * cal_cortex_buffers_get_places:
 *
 * Returns: a buffer of four floats a vertex: its place in drawing space, and its curvature; 0 with
 *   @error set if the GPU cannot hold it, as for all functions here
 */
guint
cal_cortex_buffers_get_places (CalGlCache *cache,
                               CalShapes *shapes,
                               CalHemisphere hemisphere,
                               CalSurfaceKind kind,
                               GError **error)
{
  return get_placed (cache, shapes, hemisphere, kind, "cortex-places", upload_places, error);
}

/**
 * cal_cortex_buffers_get_normals:
 *
 * Returns: a buffer of four 16-bit integers a vertex: its normal times 32767, and its class
 */
guint
cal_cortex_buffers_get_normals (CalGlCache *cache,
                                CalShapes *shapes,
                                CalHemisphere hemisphere,
                                CalSurfaceKind kind,
                                GError **error)
{
  return get_placed (cache, shapes, hemisphere, kind, "cortex-normals", upload_normals, error);
}

typedef struct {
  GBytes *faces;
  const guint8 *classes;
} Facing;

static gboolean
upload_faces (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  const Facing *facing = user_data;
  gsize size;
  const void *faces = g_bytes_get_data (facing->faces, &size);

  fill (name, faces, size, n_bytes);
  return TRUE;
}

/* Four guint32 a triangle: its corners, with the class in the upper four bits, and nothing. */
static gboolean
upload_records (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  const Facing *facing = user_data;
  gsize size;
  const guint32 *faces = g_bytes_get_data (facing->faces, &size);
  gsize n = size / (3 * sizeof (guint32));
  g_autofree guint32 *records = g_new0 (guint32, MAX (4 * n, 1));

  for (gsize f = 0; f < n; f++)
    for (gsize c = 0; c < 3; c++) {
      guint32 vertex = faces[3 * f + c];

      records[4 * f + c] = vertex | (guint32) facing->classes[vertex] << 28;
    }
  fill (name, records, 4 * n * sizeof (guint32), n_bytes);
  return TRUE;
}

/**
 * cal_cortex_buffers_get_faces:
 * @coarse: (nullable): fewer triangles instead of all
 * @flat: those of the flat surface, or those of all others
 * @records: (out): a buffer for corners.glsl of four guint32 a triangle
 * @n_faces: (out): how many triangles
 *
 * Returns: a buffer of three guint32 a triangle
 */
guint
cal_cortex_buffers_get_faces (CalGlCache *cache,
                              CalShapes *shapes,
                              CalCoarse *coarse,
                              CalHemisphere hemisphere,
                              gboolean flat,
                              guint *records,
                              gsize *n_faces,
                              GError **error)
{
  GObject *data = coarse != NULL ? G_OBJECT (coarse) : G_OBJECT (cal_shapes_get_cortex (shapes));
  guint64 part = (guint64) hemisphere << 1 | (flat ? 1 : 0);
  Facing facing = {coarse != NULL ? cal_coarse_get_faces (coarse, hemisphere, flat)
                                  : cal_shapes_get_faces (shapes, hemisphere, flat),
                   cal_shapes_get_classes (shapes, hemisphere)};

  *n_faces = g_bytes_get_size (facing.faces) / (3 * sizeof (guint32));
  *records = cal_gl_cache_get (cache, CAL_GL_BUFFER, data, "cortex-face-records", part,
                               upload_records, &facing, error);
  if (*records == 0)
    return 0;
  return cal_gl_cache_get (cache, CAL_GL_BUFFER, data, "cortex-faces", part, upload_faces, &facing,
                           error);
}

/* From a value to the row of its label; -1 for what has no colour of its own. */
static GHashTable *
index_labels (CalLabels *labels)
{
  GHashTable *rows = g_hash_table_new (NULL, NULL);

  for (guint n = 0; n < cal_labels_get_n (labels); n++) {
    const CalLabel *label = cal_labels_get_nth (labels, n);

    if (!cal_label_is_background (label))
      g_hash_table_insert (rows, GINT_TO_POINTER (label->key), GUINT_TO_POINTER (n + 1));
  }
  return rows;
}

static float
encode (CalSample sample, GHashTable *rows)
{
  if (sample.presence == CAL_OUTSIDE)
    return INFINITY;
  if (sample.presence == CAL_NO_DATA)
    return NAN;
  if (rows != NULL) {
    gboolean whole = fabs (sample.value) <= G_MAXINT32 && sample.value == floor (sample.value);
    gint32 key = whole ? (gint32) sample.value : 0;

    return whole
               ? (float) GPOINTER_TO_INT (g_hash_table_lookup (rows, GINT_TO_POINTER (key))) - 1.0f
               : -1.0f;
  }
  return (float) CLAMP (sample.value, -(double) FLT_MAX, (double) FLT_MAX);
}

static gboolean
upload_values (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  CalMap *map = CAL_MAP (data);
  CalLabels *labels = cal_map_get_desc (map)->labels;
  g_autoptr (GHashTable) rows = labels != NULL ? index_labels (labels) : NULL;
  gsize n = cal_map_get_n_elements (map);
  g_autofree float *values = g_new (float, MAX (n, 1));

  for (gsize e = 0; e < n; e++)
    values[e] = encode (cal_map_get_element (map, e, part), rows);
  fill (name, values, n * sizeof (float), n_bytes);
  return TRUE;
}

/**
 * cal_cortex_buffers_get_values:
 *
 * Returns: a buffer of a float an element: its value, NaN where there is no data, +infinity
 * outside. Infinite values become the largest finite ones: they take the ends of the colour map.
 * Values of a map with labels become rows of cal_cortex_buffers_get_colours(), or -1
 */
guint
cal_cortex_buffers_get_values (CalGlCache *cache, CalMap *map, guint frame, GError **error)
{
  return cal_gl_cache_get (cache, CAL_GL_BUFFER, G_OBJECT (map), "cortex-values", frame,
                           upload_values, NULL, error);
}

static gboolean
upload_colours (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  CalLabels *labels = CAL_LABELS (data);
  guint n = cal_labels_get_n (labels);
  g_autofree float *rgba = g_new0 (float, 4 * MAX (n, 1));

  for (guint row = 0; row < n; row++)
    for (guint c = 0; c < 4; c++)
      rgba[4 * row + c] = cal_labels_get_nth (labels, row)->rgba[c];
  fill (name, rgba, 4 * MAX (n, 1) * sizeof (float), n_bytes);
  return TRUE;
}

/**
 * cal_cortex_buffers_get_colours:
 *
 * Returns: a buffer of four floats a label, in the table's order
 */
guint
cal_cortex_buffers_get_colours (CalGlCache *cache, CalLabels *labels, GError **error)
{
  return cal_gl_cache_get (cache, CAL_GL_BUFFER, G_OBJECT (labels), "label-colours", 0,
                           upload_colours, NULL, error);
}
