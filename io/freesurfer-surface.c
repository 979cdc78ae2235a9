/* freesurfer-surface.c - FreeSurfer's binary meshes: triangles and old quadrangles.
 *
 * Big-endian: three magic bytes; then for triangles a comment, two counts, float coordinates and
 * int32 corners. Quadrangle files (before 1999) count in three bytes; a quadrangle is cut as
 * nibabel.freesurfer.read_geometry cuts it, by the parity of its first corner. Checked against
 * nibabel 5.0.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/freesurfer-surface.h"

#include "io/binary.h"
#include "io/freesurfer-geometry.h"
#include "io/path.h"
#include "io/replace.h"
#include "model/error.h"
#include "model/memory.h"

enum { MAGIC_TRIANGLES = 0xfffffe, MAGIC_QUADS = 0xffffff, MAGIC_FLOAT_QUADS = 0xfffffd };

/* Old quadrangle files share their magic with maps ("curv"): only the size tells. */
static gboolean
is_quad_size (const CalSniff *sniff, guint32 bytes_per_vertex)
{
  guint64 n_vertices = cal_binary_uint24_at (sniff->head + 3);
  guint64 n_quads = cal_binary_uint24_at (sniff->head + 6);

  return !sniff->is_gzip && n_vertices > 0 &&
         sniff->file_size == 9 + bytes_per_vertex * n_vertices + 12 * n_quads;
}

gboolean
cal_freesurfer_surface_sniff (const CalSniff *sniff)
{
  guint32 magic = sniff->n_head >= 9 ? cal_binary_uint24_at (sniff->head) : 0;

  return magic == MAGIC_TRIANGLES || (magic == MAGIC_QUADS && is_quad_size (sniff, 6)) ||
         (magic == MAGIC_FLOAT_QUADS && is_quad_size (sniff, 12));
}

static gboolean
read_triangles (CalBinary *file, CalSurfaceDesc *desc, char **comment, GError **error)
{
  gint32 n_vertices, n_faces;
  const guint8 *vertices, *faces;
  gpointer words;

  if (!cal_binary_take_line (file, comment, "comment", error))
    return FALSE;
  if (cal_binary_get_rest (file) > 0 && file->data[file->offset] == '\n')
    file->offset++;
  if (!cal_binary_take_int32 (file, &n_vertices, "number of vertices", error) ||
      !cal_binary_take_int32 (file, &n_faces, "number of triangles", error))
    return FALSE;
  if (n_vertices <= 0 || n_faces < 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %d vertices and %d triangles", file->file,
                 n_vertices, n_faces);
    return FALSE;
  }
  vertices = cal_binary_take (file, (gsize) n_vertices, 12, "vertices", error);
  if (vertices == NULL)
    return FALSE;
  faces = cal_binary_take (file, (gsize) n_faces, 12, "triangles", error);
  if (faces == NULL)
    return FALSE;
  words = g_malloc (cal_size_times (12, (gsize) n_vertices));
  cal_binary_swap_words (vertices, 3 * (gsize) n_vertices, words);
  desc->vertices = g_bytes_new_take (words, cal_size_times (12, (gsize) n_vertices));
  words = g_malloc (cal_size_times (12, (gsize) n_faces));
  cal_binary_swap_words (faces, 3 * (gsize) n_faces, words);
  desc->faces = g_bytes_new_take (words, cal_size_times (12, (gsize) n_faces));
  return TRUE;
}

static gboolean
read_quads (CalBinary *file, gboolean is_float, CalSurfaceDesc *desc, GError **error)
{
  static const guint8 cuts[2][6] = {{0, 1, 3, 2, 3, 1}, {0, 1, 2, 0, 2, 3}};
  guint32 n_vertices, n_quads;
  const guint8 *coordinates, *quads;
  float *vertices;
  guint32 *faces;

  if (!cal_binary_take_uint24 (file, &n_vertices, "number of vertices", error) ||
      !cal_binary_take_uint24 (file, &n_quads, "number of quadrangles", error))
    return FALSE;
  coordinates = cal_binary_take (file, n_vertices, is_float ? 12 : 6, "vertices", error);
  if (coordinates == NULL)
    return FALSE;
  quads = cal_binary_take (file, n_quads, 12, "quadrangles", error);
  if (quads == NULL)
    return FALSE;
  vertices = g_new (float, cal_size_times (3, (gsize) n_vertices));
  for (gsize n = 0; n < 3 * (gsize) n_vertices; n++) {
    const guint8 *p = coordinates + n * (is_float ? 4 : 2);

    vertices[n] = is_float ? cal_binary_float_at (p) : (float) (gint16) (p[0] << 8 | p[1]) / 100.0f;
  }
  faces = g_new (guint32, cal_size_times (6, (gsize) n_quads));
  for (gsize q = 0; q < n_quads; q++) {
    const guint8 *corners = quads + 12 * q;
    const guint8 *cut = cuts[cal_binary_uint24_at (corners) % 2];

    for (gsize n = 0; n < 6; n++)
      faces[6 * q + n] = cal_binary_uint24_at (corners + 3 * cut[n]);
  }
  desc->vertices = g_bytes_new_take (vertices, cal_size_times (12, (gsize) n_vertices));
  desc->faces = g_bytes_new_take (faces, cal_size_times (24, (gsize) n_quads));
  return TRUE;
}

static gboolean
load (CalBinary *file, CalSurfaceDesc *desc, CalLoaded *loaded, GError **error)
{
  g_autofree char *comment = NULL;
  g_autoptr (CalSurface) surface = NULL;
  gboolean is_known;
  guint32 magic;

  if (!cal_binary_take_uint24 (file, &magic, "signature", error))
    return FALSE;
  if (magic == MAGIC_TRIANGLES) {
    if (!read_triangles (file, desc, &comment, error) ||
        !cal_freesurfer_geometry_read (file, &desc->surface_to_world, &is_known, error))
      return FALSE;
    cal_loaded_add_detail (loaded, "Comment", "%s", comment);
    cal_loaded_add_detail (loaded, "Place in the scanner", "%s",
                           is_known ? "volume geometry of the footer"
                                    : "not said; taken as RAS millimetres");
  } else if (!read_quads (file, magic == MAGIC_FLOAT_QUADS, desc, error))
    return FALSE;
  surface = cal_surface_new (desc, error);
  if (surface == NULL)
    return FALSE;
  cal_loaded_add (loaded, g_steal_pointer (&surface));
  return TRUE;
}

/**
 * cal_freesurfer_surface_load:
 *
 * Adds one #CalSurface whose vertices are the file's ("tkregister") millimetres and whose
 * surface_to_world comes from the footer. Hemisphere and kind are hints of the name.
 */
gboolean
cal_freesurfer_surface_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_auto (CalBinary) file = {0};
  g_autofree char *name = cal_path_dup_stem (path);
  CalSurfaceDesc desc = {
      .name = name,
      .hemisphere = cal_path_get_hemisphere (path),
      .kind = cal_path_get_kind (path),
      .surface_to_world = cal_affine_identity (),
  };
  gboolean ok = cal_binary_open (&file, path, error) && load (&file, &desc, loaded, error);

  g_clear_pointer (&desc.vertices, g_bytes_unref);
  g_clear_pointer (&desc.faces, g_bytes_unref);
  return ok;
}

/**
 * cal_freesurfer_surface_write:
 * @surface: hemisphere and kind are not stored: give them in the name ("lh.pial")
 * @path: where
 *
 * Writes a triangle file. A surface that needs a map to the world gets the footer that says it.
 */
gboolean
cal_freesurfer_surface_write (CalSurface *surface, const char *path, GError **error)
{
  static const char comment[] = "created by Calcarine\n\n";
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const CalSurfaceDesc *desc = cal_surface_get_desc (surface);
  gsize n_vertices = cal_surface_get_n_vertices (surface);
  gsize n_faces = cal_surface_get_n_faces (surface);
  const float *vertices = cal_surface_get_vertices (surface);
  const guint32 *faces = cal_surface_get_faces (surface);
  CalAffine identity = cal_affine_identity ();

  cal_binary_append_uint24 (bytes, MAGIC_TRIANGLES);
  g_byte_array_append (bytes, (const guint8 *) comment, sizeof comment - 1);
  cal_binary_append_uint32 (bytes, (guint32) n_vertices);
  cal_binary_append_uint32 (bytes, (guint32) n_faces);
  for (gsize n = 0; n < 3 * n_vertices; n++)
    cal_binary_append_float (bytes, vertices[n]);
  for (gsize n = 0; n < 3 * n_faces; n++)
    cal_binary_append_uint32 (bytes, faces[n]);
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 4; c++)
      if (desc->surface_to_world.m[r][c] != identity.m[r][c]) {
        if (!cal_freesurfer_geometry_append (bytes, path, &desc->surface_to_world, error))
          return FALSE;
        return cal_replace_contents (path, bytes->data, bytes->len, error);
      }
  return cal_replace_contents (path, bytes->data, bytes->len, error);
}
