/* freesurfer-ascii.c - FreeSurfer's ASCII meshes (.asc), as mris_convert writes them.
 *
 * A line "#!ascii version of NAME", a line with the numbers of vertices and triangles, a line
 * "x y z flag" a vertex and "a b c flag" a triangle.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/contents.h"
#include "io/freesurfer-surface.h"
#include "io/path.h"
#include "model/error.h"
#include "model/memory.h"

static const char signature[] = "#!ascii version of";

gboolean
cal_freesurfer_ascii_sniff (const CalSniff *sniff)
{
  return sniff->n_head > sizeof signature &&
         memcmp (sniff->head, signature, sizeof signature - 1) == 0;
}

/* Numbers until n are there; the text ends with NUL. */
static gboolean
read_numbers (const char **text, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++) {
    char *end;

    out[i] = g_ascii_strtod (*text, &end);
    if (end == *text)
      return FALSE;
    *text = end;
  }
  return TRUE;
}

static gboolean
parse (const char *text, gsize length, CalSurfaceDesc *desc, GError **error)
{
  double counts[2], row[4];
  gsize n_vertices, n_faces;
  float *vertices;
  guint32 *faces;

  text += strcspn (text, "\n");
  /* A row has at least four digits and four spaces. */
  if (!read_numbers (&text, 2, counts) || !(counts[0] >= 1 && counts[1] >= 0) ||
      counts[0] + counts[1] > (double) length / 8.0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: line 2 does not give numbers of vertices and triangles that %" G_GSIZE_FORMAT
                 " bytes can hold",
                 desc->name, length);
    return FALSE;
  }
  n_vertices = (gsize) counts[0];
  n_faces = (gsize) counts[1];
  vertices = g_new (float, cal_size_times (3, n_vertices));
  faces = g_new (guint32, cal_size_times (3, n_faces));
  desc->vertices = g_bytes_new_take (vertices, cal_size_times (12, n_vertices));
  desc->faces = g_bytes_new_take (faces, cal_size_times (12, n_faces));
  for (gsize n = 0; n < n_vertices + n_faces; n++) {
    gboolean is_face = n >= n_vertices;

    if (!read_numbers (&text, 4, row) ||
        (is_face &&
         !(row[0] >= 0 && row[0] < (double) n_vertices && row[1] >= 0 &&
           row[1] < (double) n_vertices && row[2] >= 0 && row[2] < (double) n_vertices))) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: row %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " is not %s", desc->name,
                   n + 1, n_vertices + n_faces, is_face ? "a triangle" : "a vertex");
      return FALSE;
    }
    for (gsize a = 0; a < 3; a++)
      if (is_face)
        faces[3 * (n - n_vertices) + a] = (guint32) row[a];
      else
        vertices[3 * n + a] = (float) row[a];
  }
  return TRUE;
}

/**
 * cal_freesurfer_ascii_load:
 *
 * Adds one #CalSurface. Hemisphere and kind are hints of the name.
 */
gboolean
cal_freesurfer_ascii_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autofree char *name = cal_path_dup_stem (path);
  g_autoptr (GBytes) contents = cal_contents_read (path, error);
  g_autoptr (CalSurface) surface = NULL;
  CalSurfaceDesc desc = {
      .name = name,
      .hemisphere = cal_path_get_hemisphere (path),
      .kind = cal_path_get_kind (path),
      .surface_to_world = cal_affine_identity (),
  };

  if (contents == NULL)
    return FALSE;
  if (parse (g_bytes_get_data (contents, NULL), g_bytes_get_size (contents), &desc, error))
    surface = cal_surface_new (&desc, error);
  g_clear_pointer (&desc.vertices, g_bytes_unref);
  g_clear_pointer (&desc.faces, g_bytes_unref);
  if (surface == NULL)
    return FALSE;
  cal_loaded_add (loaded, g_steal_pointer (&surface));
  return TRUE;
}
