/* freesurfer-morph.c - FreeSurfer's maps of one value a vertex: curv, old curv, paint (.w).
 *
 * All big-endian. curv: ff ff ff, three int32 (vertices, faces, values a vertex), floats. Old curv:
 * two three-byte counts, then int16 hundredths. Paint: int16 latency, a three-byte count, then
 * three-byte vertex and float by turns; the mesh's size is not said.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/freesurfer-morph.h"

#include "io/binary.h"
#include "io/path.h"
#include "io/replace.h"
#include "model/error.h"
#include "model/memory.h"

enum { MAGIC = 0xffffff };

typedef enum { CURV, OLD_CURV, PAINT, NOT_MORPH } Kind;

/* The old kinds have no signature: the counts must make the file's size exactly. */
static Kind
find_kind (const guint8 *head, gsize n_head, guint64 size)
{
  if (n_head >= 15 && cal_binary_uint24_at (head) == MAGIC && head[3] < 0x80 &&
      cal_binary_uint32_at (head + 11) >= 1 && cal_binary_uint32_at (head + 11) < 0x10000)
    return CURV;
  if (n_head >= 8 && size == 6 + 2 * (guint64) cal_binary_uint24_at (head))
    return OLD_CURV;
  if (n_head >= 12 && size == 5 + 7 * (guint64) cal_binary_uint24_at (head + 2))
    return PAINT;
  return NOT_MORPH;
}

gboolean
cal_freesurfer_morph_sniff (const CalSniff *sniff)
{
  return find_kind (sniff->head, sniff->n_head, sniff->is_gzip ? 0 : sniff->file_size) != NOT_MORPH;
}

/* n_frames x n_vertices; the file has the values of one vertex together. */
static CalArray *
read_curv (CalBinary *file, GError **error)
{
  gint32 n_vertices, n_faces, n_frames;
  const guint8 *p;
  gsize dims[2], n;
  float *values;
  g_autoptr (GBytes) bytes = NULL;

  file->offset = 3;
  if (!cal_binary_take_int32 (file, &n_vertices, "number of vertices", error) ||
      !cal_binary_take_int32 (file, &n_faces, "number of triangles", error) ||
      !cal_binary_take_int32 (file, &n_frames, "number of values a vertex", error))
    return NULL;
  if (n_vertices <= 0 || n_frames <= 0 ||
      !g_size_checked_mul (&n, (gsize) n_vertices, (gsize) n_frames)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %d vertices with %d values each",
                 file->file, n_vertices, n_frames);
    return NULL;
  }
  p = cal_binary_take (file, n, 4, "values", error);
  if (p == NULL)
    return NULL;
  values = g_new (float, n);
  for (gsize v = 0; v < (gsize) n_vertices; v++)
    for (gsize f = 0; f < (gsize) n_frames; f++)
      values[f * (gsize) n_vertices + v] = cal_binary_float_at (p + 4 * (v * (gsize) n_frames + f));
  bytes = g_bytes_new_take (values, cal_size_times (4, n));
  dims[0] = (gsize) n_frames;
  dims[1] = (gsize) n_vertices;
  return cal_array_new (CAL_DTYPE_FLOAT32, n_frames > 1 ? 2 : 1, n_frames > 1 ? dims : dims + 1,
                        bytes, error);
}

static CalArray *
read_old_curv (CalBinary *file, GError **error)
{
  gsize n = cal_binary_uint24_at (file->data);
  const guint8 *p;
  float *values;
  g_autoptr (GBytes) bytes = NULL;

  file->offset = 6;
  p = cal_binary_take (file, n, 2, "values", error);
  if (p == NULL)
    return NULL;
  values = g_new (float, n);
  for (gsize v = 0; v < n; v++)
    values[v] = (float) (gint16) (p[2 * v] << 8 | p[2 * v + 1]) / 100.0f;
  bytes = g_bytes_new_take (values, cal_size_times (4, n));
  return cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, error);
}

static CalArray *
read_paint (CalBinary *file, GBytes **vertices, GError **error)
{
  gsize n = cal_binary_uint24_at (file->data + 2);
  const guint8 *p;
  float *values;
  guint32 *places;
  g_autoptr (GBytes) bytes = NULL;

  file->offset = 5;
  p = cal_binary_take (file, n, 7, "vertices with values", error);
  if (p == NULL)
    return NULL;
  values = g_new (float, n);
  places = g_new (guint32, n);
  for (gsize v = 0; v < n; v++) {
    places[v] = cal_binary_uint24_at (p + 7 * v);
    values[v] = cal_binary_float_at (p + 7 * v + 3);
  }
  bytes = g_bytes_new_take (values, cal_size_times (4, n));
  *vertices = g_bytes_new_take (places, cal_size_times (4, n));
  return cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, error);
}

/**
 * cal_freesurfer_morph_load:
 *
 * Adds one #CalVector of a value a vertex; that of a paint file names its vertices.
 */
gboolean
cal_freesurfer_morph_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  static const char *const layouts[] = {"curv", "old curv, in hundredths", "paint (.w)"};
  g_auto (CalBinary) file = {0};
  g_autofree char *name = cal_path_dup_stem (path);
  g_autoptr (CalArray) values = NULL;
  g_autoptr (GBytes) vertices = NULL;
  CalVector *vector;
  CalVectorDesc desc = {
      .name = name,
      .source = path,
      .hemisphere = cal_path_get_hemisphere (path),
      .per_vertex = TRUE,
  };
  Kind kind;

  if (!cal_binary_open (&file, path, error))
    return FALSE;
  kind = find_kind (file.data, file.size, file.size);
  if (kind == NOT_MORPH) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" G_GSIZE_FORMAT " bytes are not what its counts of vertices need",
                 file.file, file.size);
    return FALSE;
  }
  values = kind == CURV       ? read_curv (&file, error)
           : kind == OLD_CURV ? read_old_curv (&file, error)
                              : read_paint (&file, &vertices, error);
  if (values == NULL)
    return FALSE;
  desc.values = values;
  desc.vertices = vertices;
  vector = cal_vector_new (&desc, error);
  if (vector == NULL)
    return FALSE;
  cal_loaded_add_detail (loaded, "Layout", "%s", layouts[kind]);
  cal_loaded_add (loaded, vector);
  return TRUE;
}

/**
 * cal_freesurfer_morph_write:
 * @vector: one value a vertex, in any number of frames; stored in single precision
 * @path: where
 *
 * Writes a curv file. The number of triangles is written as 0; no known reader uses it.
 *
 * Returns: FALSE with CAL_ERROR_BINDING if the vector names its own vertices, or the file cannot be
 *   written
 */
gboolean
cal_freesurfer_morph_write (CalVector *vector, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  gsize n_values = cal_vector_get_n_values (vector), n_frames = cal_vector_get_n_frames (vector);

  if (desc->vertices != NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: has values for some vertices only; a curv file has one for each",
                 desc->source);
    return FALSE;
  }
  cal_binary_append_uint24 (bytes, MAGIC);
  cal_binary_append_uint32 (bytes, (guint32) n_values);
  cal_binary_append_uint32 (bytes, 0);
  cal_binary_append_uint32 (bytes, (guint32) n_frames);
  for (gsize v = 0; v < n_values; v++)
    for (gsize f = 0; f < n_frames; f++)
      cal_binary_append_float (bytes, (float) cal_array_get_value (desc->values, f * n_values + v));
  return cal_replace_contents (path, bytes->data, bytes->len, error);
}
