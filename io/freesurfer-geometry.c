/* freesurfer-geometry.c - where a FreeSurfer surface lies in the scanner: the footer's volume.
 *
 * Vertices are in "tkregister" millimetres: the volume they were made from, with its centre at 0
 * and its axes taken as left, inferior, anterior. The footer tells the true direction of these axes
 * (xras, yras, zras) and the place of the centre (cras). So
 *   world = [xras yras zras] [-1 0 0; 0 0 -1; 0 1 0] vertex + cras,
 * which for a conformed volume is the translation by cras alone (FreeSurfer's wiki,
 * "CoordinateSystems"; utils/transform.cpp, TkrRAS2Scanner).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/freesurfer-geometry.h"

#include <math.h>
#include <string.h>

#include "model/error.h"

/* Tags of FreeSurfer's include/tags.h. */
enum { TAG_USE_REAL_RAS = 2, TAG_SURFACE_GEOMETRY = 20 };

/* Columns are the axes that tkregister assumes; the matrix is orthogonal: its inverse is its
 * transpose. */
static const double tkregister_axes[3][3] = {{-1, 0, 0}, {0, 0, 1}, {0, -1, 0}};

/**
 * Geometry:
 * @columns: xras, yras, zras, cras
 */
typedef struct {
  gboolean is_valid;
  double columns[4][3];
} Geometry;

static gboolean
parse_three (const char *text, double out[3])
{
  for (int a = 0; a < 3; a++) {
    char *end;

    out[a] = g_ascii_strtod (text, &end);
    if (end == text || !isfinite (out[a]))
      return FALSE;
    text = end;
  }
  return TRUE;
}

/* The eight lines "key = values" behind the tag. */
static gboolean
read_lines (CalBinary *file, Geometry *geometry, GError **error)
{
  static const char *const keys[] = {"xras", "yras", "zras", "cras"};

  for (int n = 0; n < 8; n++) {
    g_autofree char *line = NULL;
    const char *value;

    if (!cal_binary_take_line (file, &line, "volume geometry", error))
      return FALSE;
    value = strchr (line, '=');
    value = value != NULL ? value + 1 : "";
    if (g_str_has_prefix (line, "valid"))
      geometry->is_valid = g_ascii_strtoll (value, NULL, 10) != 0;
    for (int k = 0; k < 4; k++)
      if (g_str_has_prefix (line, keys[k]) && !parse_three (value, geometry->columns[k])) {
        g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                     "%s: volume geometry: “%s” is not three numbers", file->file, line);
        return FALSE;
      }
  }
  return TRUE;
}

static CalAffine
geometry_to_affine (const Geometry *geometry)
{
  CalAffine affine;

  for (int r = 0; r < 3; r++) {
    for (int c = 0; c < 3; c++) {
      affine.m[r][c] = 0.0;
      for (int k = 0; k < 3; k++)
        affine.m[r][c] += geometry->columns[k][r] * tkregister_axes[c][k];
    }
    affine.m[r][3] = geometry->columns[3][r];
  }
  return affine;
}

/**
 * cal_freesurfer_geometry_read:
 * @file: behind the faces
 * @surface_to_world: (out caller-allocates): identity if the footer does not tell
 * @is_known: (out): whether the footer tells
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if the footer ends early or its directions are no frame
 */
gboolean
cal_freesurfer_geometry_read (CalBinary *file,
                              CalAffine *surface_to_world,
                              gboolean *is_known,
                              GError **error)
{
  gint32 tag = 0, use_real_ras = 0;

  *surface_to_world = cal_affine_identity ();
  *is_known = FALSE;
  while (cal_binary_get_rest (file) >= 4) {
    if (!cal_binary_take_int32 (file, &tag, "tag", error))
      return FALSE;
    if (tag == TAG_USE_REAL_RAS) {
      if (!cal_binary_take_int32 (file, &use_real_ras, "flag of real RAS", error))
        return FALSE;
    } else if (tag == TAG_SURFACE_GEOMETRY) {
      Geometry geometry = {0};
      CalAffine affine;

      if (!read_lines (file, &geometry, error))
        return FALSE;
      if (!geometry.is_valid)
        continue;
      affine = geometry_to_affine (&geometry);
      if (fabs (cal_affine_determinant (&affine)) < 1e-6) {
        g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                     "%s: volume geometry: xras, yras and zras do not span space", file->file);
        return FALSE;
      }
      *is_known = TRUE;
      if (use_real_ras == 0)
        *surface_to_world = affine;
    } else
      /* Other tags bear nothing about the mesh and come later. */
      break;
  }
  return TRUE;
}

/**
 * cal_freesurfer_geometry_append:
 * @bytes: the footer is added to these
 * @path: for the message
 * @surface_to_world: a rotation (maybe a mirror) and a translation
 *
 * Returns: FALSE with CAL_ERROR_UNSUPPORTED if the map also scales or shears, which the footer
 *   cannot say
 */
gboolean
cal_freesurfer_geometry_append (GByteArray *bytes,
                                const char *path,
                                const CalAffine *surface_to_world,
                                GError **error)
{
  static const char *const keys[] = {"xras  ", "yras  ", "zras  ", "cras  "};
  g_autoptr (GString) text = g_string_new ("valid = 1  # volume info valid\nfilename = \n"
                                           "volume = 256 256 256\nvoxelsize = 1 1 1\n");
  double columns[4][3] = {{0}};

  for (int r = 0; r < 3; r++) {
    for (int c = 0; c < 3; c++) {
      double dot = 0.0;

      for (int k = 0; k < 3; k++)
        dot += surface_to_world->m[r][k] * surface_to_world->m[c][k];
      if (fabs (dot - (r == c)) > 1e-4) {
        g_autofree char *name = g_filename_display_name (path);

        g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                     "%s: the surface is scaled or sheared on its way to the world; a FreeSurfer "
                     "surface can only say a rotation and a shift",
                     name);
        return FALSE;
      }
      for (int k = 0; k < 3; k++)
        columns[k][r] += surface_to_world->m[r][c] * tkregister_axes[c][k];
    }
    columns[3][r] = surface_to_world->m[r][3];
  }
  for (int k = 0; k < 4; k++) {
    g_string_append_printf (text, "%s =", keys[k]);
    for (int a = 0; a < 3; a++) {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text, " %s",
                              g_ascii_dtostr (number, sizeof number, columns[k][a] + 0.0));
    }
    g_string_append_c (text, '\n');
  }
  cal_binary_append_uint32 (bytes, TAG_USE_REAL_RAS);
  cal_binary_append_uint32 (bytes, 0);
  cal_binary_append_uint32 (bytes, TAG_SURFACE_GEOMETRY);
  g_byte_array_append (bytes, (const guint8 *) text->str, (guint) text->len);
  return TRUE;
}
