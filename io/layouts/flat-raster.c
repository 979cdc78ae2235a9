/* flat-raster.c - surfaces of a flatmap that is known as a picture only.
 *
 * A vertex a pixel of the map, a triangle wherever three of them meet: so it is seen, picked and
 * outlined like any other surface.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/flat-raster.h"

#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

static gboolean
has_pixel (const CalFlatRaster *raster, gsize x, gsize y)
{
  return raster->mask[x * raster->n_y + y] != 0;
}

/* The hemispheres lie side by side: between them is the column with the fewest pixels, of several
 * the one nearest to the middle. It is the right one's first. */
static gsize
find_middle (const CalFlatRaster *raster)
{
  gsize middle = raster->n_x / 2, best = middle, fewest = G_MAXSIZE;

  for (gsize d = 0; d <= raster->n_x / 4; d++)
    for (int side = 0; side < 2; side++) {
      gsize x = side == 0 ? middle - d : middle + d, n = 0;

      if (x >= raster->n_x)
        continue;
      for (gsize y = 0; y < raster->n_y; y++)
        n += has_pixel (raster, x, y);
      if (n < fewest) {
        fewest = n;
        best = x;
      }
    }
  return best;
}

/* The triangles of four pixels, if at least three are on the map: counter-clockwise. */
static void
add_faces (GArray *faces, const guint32 corners[4])
{
  guint missing = 4;

  for (guint c = 0; c < 4; c++)
    if (corners[c] == G_MAXUINT32) {
      if (missing != 4)
        return;
      missing = c;
    }
  for (guint first = 0; first < 4; first++) {
    const guint32 face[3] = {corners[first], corners[(first + 1) % 4], corners[(first + 2) % 4]};

    if (missing == 4 ? first % 2 == 0 : first == (missing + 1) % 4)
      g_array_append_vals (faces, face, 3);
  }
}

static CalSurface *
make_surface (const CalFlatRaster *raster,
              CalHemisphere hemisphere,
              gsize first_x,
              gsize end_x,
              GError **error)
{
  g_autoptr (GArray) vertices = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr (GArray) faces = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint32 *numbers =
      g_new (guint32, MAX (cal_size_times (end_x - first_x, raster->n_y), 1));
  g_autoptr (GBytes) vertex_bytes = NULL, face_bytes = NULL;
  guint32 n = 0;

  for (gsize x = first_x; x < end_x; x++)
    for (gsize y = 0; y < raster->n_y; y++) {
      const float place[3] = {(float) x, (float) y, 0.0f};

      numbers[(x - first_x) * raster->n_y + y] = has_pixel (raster, x, y) ? n++ : G_MAXUINT32;
      if (has_pixel (raster, x, y))
        g_array_append_vals (vertices, place, 3);
    }
  for (gsize x = 0; x + 1 < end_x - first_x; x++)
    for (gsize y = 0; y + 1 < raster->n_y; y++) {
      const guint32 *here = numbers + x * raster->n_y + y, *right = here + raster->n_y;

      add_faces (faces, (const guint32[4]){here[0], right[0], right[1], here[1]});
    }
  vertex_bytes = g_bytes_new (vertices->data, cal_size_times (vertices->len, sizeof (float)));
  face_bytes = g_bytes_new (faces->data, cal_size_times (faces->len, sizeof (guint32)));
  return cal_surface_new (&(CalSurfaceDesc){.name = raster->name,
                                            .hemisphere = hemisphere,
                                            .kind = CAL_SURFACE_FLAT,
                                            .vertices = vertex_bytes,
                                            .faces = face_bytes,
                                            .surface_to_world = cal_affine_identity ()},
                          error);
}

/**
 * cal_flat_raster_make:
 * @surfaces: (out): left and right, each a vertex a pixel in the order of the mask: the left one's
 *   are all before the right one's; a pixel is a millimetre wide
 *
 * Returns: FALSE with CAL_ERROR_LIMIT if the picture is too large, or as cal_surface_new()
 */
gboolean
cal_flat_raster_make (const CalFlatRaster *raster, CalSurface *surfaces[2], GError **error)
{
  gsize n, middle;

  surfaces[0] = surfaces[1] = NULL;
  if (!g_size_checked_mul (&n, raster->n_x, raster->n_y) || n > G_MAXINT32) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: %" N " x %" N " pixels are too many",
                 raster->name, raster->n_x, raster->n_y);
    return FALSE;
  }
  middle = find_middle (raster);
  surfaces[0] = make_surface (raster, CAL_LEFT, 0, middle, error);
  surfaces[1] =
      surfaces[0] != NULL ? make_surface (raster, CAL_RIGHT, middle, raster->n_x, error) : NULL;
  if (surfaces[1] == NULL)
    g_clear_object (&surfaces[0]);
  return surfaces[1] != NULL;
}
