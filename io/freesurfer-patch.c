/* freesurfer-patch.c - FreeSurfer's cut and flattened surfaces (.patch.3d, .patch.flat).
 *
 * Big-endian: -1, number of vertices, then for each its number plus one (negative on the border)
 * and three floats. The file has no triangles: they are those of a whole surface of the same
 * hemisphere beside it whose three corners are in the patch (utils/mrisurf_io.cpp, MRISreadPatch).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/freesurfer-patch.h"

#include <string.h>

#include "io/binary.h"
#include "io/freesurfer-surface.h"
#include "io/path.h"
#include "model/error.h"
#include "model/memory.h"

gboolean
cal_freesurfer_patch_sniff (const CalSniff *sniff)
{
  return sniff->n_head >= 24 && cal_binary_uint32_at (sniff->head) == G_MAXUINT32 &&
         cal_binary_uint32_at (sniff->head + 4) - 1 < G_MAXINT32;
}

/* The first whole surface of the hemisphere that lies beside the patch. */
static CalSurface *
find_whole (const char *path, CalLoaded *loaded, GError **error)
{
  static const char *const kinds[] = {"smoothwm", "white", "orig", "inflated", "sphere", "pial"};
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *display_name = g_filename_display_name (path);
  CalHemisphere hemisphere = cal_path_get_hemisphere (path);

  for (gsize n = 0; n < G_N_ELEMENTS (kinds) && hemisphere != CAL_HEMISPHERE_UNKNOWN; n++) {
    g_autofree char *name =
        g_strdup_printf ("%s.%s", cal_hemisphere_get_prefix (hemisphere), kinds[n]);
    g_autofree char *whole_path = g_build_filename (folder, name, NULL);
    g_autoptr (CalLoaded) whole = cal_loaded_new (whole_path, "FreeSurfer surface");

    if (!g_file_test (whole_path, G_FILE_TEST_IS_REGULAR))
      continue;
    if (!cal_freesurfer_surface_load (whole_path, NULL, whole, NULL, error))
      return NULL;
    cal_loaded_add_detail (loaded, "Triangles", "of %s, which lies beside it", name);
    return g_object_ref (cal_loaded_get_objects (whole)->pdata[0]);
  }
  g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
               "%s: a patch has no triangles of its own; expected a whole surface beside it, like "
               "lh.white, of the hemisphere that the patch's name begins with",
               display_name);
  return NULL;
}

/* Places of the patch's vertices among @n_vertices; others stay at 0 and unmarked. */
static gboolean
read_vertices (CalBinary *file, gsize n_vertices, float *vertices, guint8 *in_patch, GError **error)
{
  gint32 mark, n;
  const guint8 *p;

  if (!cal_binary_take_int32 (file, &mark, "signature", error) ||
      !cal_binary_take_int32 (file, &n, "number of vertices", error))
    return FALSE;
  p = cal_binary_take (file, n > 0 ? (gsize) n : G_MAXSIZE, 16, "vertices", error);
  if (p == NULL)
    return FALSE;
  for (gsize i = 0; i < (gsize) n; i++, p += 16) {
    gint32 number = (gint32) cal_binary_uint32_at (p);
    gsize vertex = (gsize) ABS ((gint64) number) - 1;

    if (vertex >= n_vertices) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: byte %" G_GSIZE_FORMAT
                   ": vertex %d, but the whole surface has %" G_GSIZE_FORMAT,
                   file->file, 8 + 16 * i, number, n_vertices);
      return FALSE;
    }
    in_patch[vertex] = 1;
    for (gsize a = 0; a < 3; a++)
      vertices[3 * vertex + a] = cal_binary_float_at (p + 4 + 4 * a);
  }
  return TRUE;
}

static GBytes *
select_faces (CalSurface *whole, const guint8 *in_patch)
{
  const guint32 *faces = cal_surface_get_faces (whole);
  guint32 *kept = g_new (guint32, cal_size_times (3, cal_surface_get_n_faces (whole)));
  gsize n_kept = 0;

  for (gsize f = 0; f < cal_surface_get_n_faces (whole); f++) {
    const guint32 *corners = faces + 3 * f;

    if (in_patch[corners[0]] && in_patch[corners[1]] && in_patch[corners[2]])
      memcpy (kept + 3 * n_kept++, corners, 12);
  }
  return g_bytes_new_take (kept, cal_size_times (12, n_kept));
}

static gboolean
is_flat (const float *vertices, gsize n_vertices)
{
  for (gsize v = 0; v < n_vertices; v++)
    if (vertices[3 * v + 2] != 0.0f)
      return FALSE;
  return TRUE;
}

/**
 * cal_freesurfer_patch_load:
 *
 * Adds one #CalSurface of as many vertices as the whole surface beside the file has; those that are
 * not in the patch are at 0 and have no triangle. It is flat if all its heights are 0, otherwise
 * what its name hints at.
 *
 * Returns: FALSE with CAL_ERROR_UNSUPPORTED if no whole surface lies beside the file, or
 *   CAL_ERROR_FORMAT
 */
gboolean
cal_freesurfer_patch_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_auto (CalBinary) file = {0};
  g_autoptr (CalSurface) whole = NULL;
  g_autoptr (GBytes) vertex_bytes = NULL;
  g_autoptr (GBytes) faces = NULL;
  g_autofree guint8 *in_patch = NULL;
  g_autofree char *name = cal_path_dup_stem (path);
  CalSurfaceDesc desc = {.name = name, .surface_to_world = cal_affine_identity ()};
  CalSurface *surface;
  float *vertices;
  gsize n_vertices;

  if (!cal_binary_open (&file, path, error))
    return FALSE;
  whole = find_whole (path, loaded, error);
  if (whole == NULL)
    return FALSE;
  n_vertices = cal_surface_get_n_vertices (whole);
  vertices = g_new0 (float, cal_size_times (3, n_vertices));
  in_patch = g_malloc0 (n_vertices);
  vertex_bytes = g_bytes_new_take (vertices, cal_size_times (12, n_vertices));
  if (!read_vertices (&file, n_vertices, vertices, in_patch, error))
    return FALSE;
  faces = select_faces (whole, in_patch);
  desc.hemisphere = cal_surface_get_desc (whole)->hemisphere;
  desc.kind = is_flat (vertices, n_vertices) ? CAL_SURFACE_FLAT : cal_path_get_kind (path);
  desc.vertices = vertex_bytes;
  desc.faces = faces;
  surface = cal_surface_new (&desc, error);
  if (surface == NULL)
    return FALSE;
  cal_loaded_add (loaded, surface);
  return TRUE;
}
