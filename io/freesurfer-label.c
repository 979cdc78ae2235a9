/* freesurfer-label.c - FreeSurfer's regions of one hemisphere (.label, ASCII).
 *
 * A line "#!ascii label ...", a line with the number of vertices, and a line "vertex x y z value"
 * for each. The coordinates are those of some surface and are not needed again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/freesurfer-label.h"

#include <string.h>

#include "io/contents.h"
#include "io/path.h"
#include "io/replace.h"
#include "model/error.h"
#include "model/memory.h"

gboolean
cal_freesurfer_label_sniff (const CalSniff *sniff)
{
  static const char *const signatures[] = {"#!ascii label", "#!ascii, label", "#!ascii , from"};

  for (gsize n = 0; n < G_N_ELEMENTS (signatures); n++) {
    gsize length = strlen (signatures[n]);

    if (sniff->n_head >= length && memcmp (sniff->head, signatures[n], length) == 0)
      return TRUE;
  }
  return FALSE;
}

/* "lh.roi.eba.label" is "roi.eba" of the left hemisphere. */
static char *
get_region_name (const char *path)
{
  g_autofree char *stem = cal_path_dup_stem (path);
  gboolean has_side = g_str_has_prefix (stem, "lh.") || g_str_has_prefix (stem, "rh.");

  return g_strdup (has_side && stem[3] != '\0' ? stem + 3 : stem);
}

/**
 * Rows:
 * @has_values: whether any value is not 0
 */
typedef struct {
  gsize n;
  guint32 *vertices;
  float *values;
  gboolean has_values;
} Rows;

static gboolean
parse_row (const char **text, guint32 *vertex, float *value)
{
  char *end;
  gint64 number = g_ascii_strtoll (*text, &end, 10);

  if (end == *text || number < 0 || number > G_MAXINT32)
    return FALSE;
  *vertex = (guint32) number;
  for (int column = 0; column < 4; column++) {
    double field;

    *text = end;
    field = g_ascii_strtod (*text, &end);
    if (end == *text)
      return FALSE;
    *value = (float) field;
  }
  *text = end;
  return TRUE;
}

static gboolean
parse (const char *text, gsize length, const char *path, Rows *rows, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  char *end;
  gint64 n;

  text += strcspn (text, "\n");
  n = g_ascii_strtoll (text, &end, 10);
  /* A row has at least five digits and five spaces. */
  if (end == text || n <= 0 || (guint64) n > length / 9) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: line 2: not a number of vertices that %" G_GSIZE_FORMAT " bytes can hold",
                 name, length);
    return FALSE;
  }
  text = end;
  rows->n = (gsize) n;
  rows->vertices = g_new (guint32, rows->n);
  rows->values = g_new (float, rows->n);
  for (gsize v = 0; v < rows->n; v++) {
    if (!parse_row (&text, &rows->vertices[v], &rows->values[v])) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: row %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                   " is not a vertex, three coordinates and a value",
                   name, v + 1, rows->n);
      return FALSE;
    }
    rows->has_values |= rows->values[v] != 0.0f;
  }
  return TRUE;
}

static CalVector *
build (CalVectorDesc *desc, CalDtype dtype, gsize n, gpointer values, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, cal_size_times (4, n));
  g_autoptr (CalArray) array = cal_array_new (dtype, 1, &n, bytes, error);

  desc->values = array;
  return array != NULL ? cal_vector_new (desc, error) : NULL;
}

/**
 * cal_freesurfer_label_load:
 *
 * Adds a #CalVector that says 1, named after the file, at the vertices of the region; and, if any
 * of the values in the last column is not 0, a second one of these values.
 */
gboolean
cal_freesurfer_label_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autofree char *name = get_region_name (path);
  g_autofree char *values_name = g_strconcat (name, " value", NULL);
  g_autoptr (GBytes) contents = cal_contents_read (path, error);
  g_autoptr (GBytes) vertices = NULL;
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autofree float *values = NULL;
  CalVectorDesc desc = {
      .name = name,
      .source = path,
      .hemisphere = cal_path_get_hemisphere (path),
      .per_vertex = TRUE,
  };
  Rows rows = {0};
  CalVector *vector;
  gint32 *keys;
  float rgba[4];
  gboolean ok;

  if (contents == NULL)
    return FALSE;
  ok = parse (g_bytes_get_data (contents, NULL), g_bytes_get_size (contents), path, &rows, error);
  vertices = g_bytes_new_take (rows.vertices, cal_size_times (4, rows.n));
  values = rows.values;
  if (!ok)
    return FALSE;
  keys = g_new (gint32, rows.n);
  for (gsize v = 0; v < rows.n; v++)
    keys[v] = 1;
  cal_labels_pick_colour (g_str_hash (name) % 24, rgba);
  cal_labels_builder_add (builder, 1, name, rgba);
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  desc.vertices = vertices;
  desc.labels = labels;
  vector = build (&desc, CAL_DTYPE_INT32, rows.n, keys, error);
  if (vector == NULL)
    return FALSE;
  cal_loaded_add (loaded, vector);
  if (!rows.has_values)
    return TRUE;
  desc.name = values_name;
  desc.labels = NULL;
  vector = build (&desc, CAL_DTYPE_FLOAT32, rows.n, g_steal_pointer (&values), error);
  if (vector != NULL)
    cal_loaded_add (loaded, vector);
  return vector != NULL;
}

/**
 * cal_freesurfer_label_write:
 * @vector: keys of labels, one a vertex of @surface (or naming its vertices)
 * @key: of the region to write
 * @surface: gives the coordinates, in its own millimetres
 * @path: where
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if no vertex has that key or @surface lacks a vertex, or
 *   the file cannot be written
 */
gboolean
cal_freesurfer_label_write (
    CalVector *vector, gint32 key, CalSurface *surface, const char *path, GError **error)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  const guint32 *vertices = desc->vertices != NULL ? g_bytes_get_data (desc->vertices, NULL) : NULL;
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new ("#!ascii label  , from subject  vox2ras=TkReg\n");
  gsize n_rows = 0;

  for (gsize n = 0; n < cal_vector_get_n_values (vector); n++) {
    gsize vertex = vertices != NULL ? vertices[n] : n;
    const float *p;

    if (cal_array_get_value (desc->values, n) != key)
      continue;
    if (vertex >= cal_surface_get_n_vertices (surface)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: vertex %" G_GSIZE_FORMAT ", but the surface has %" G_GSIZE_FORMAT,
                   desc->source, vertex, cal_surface_get_n_vertices (surface));
      return FALSE;
    }
    p = cal_surface_get_vertices (surface) + 3 * vertex;
    g_string_append_printf (rows, "%" G_GSIZE_FORMAT, vertex);
    for (int a = 0; a < 3; a++) {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (rows, "  %s",
                              g_ascii_formatd (number, sizeof number, "%.3f", (double) p[a]));
    }
    g_string_append (rows, " 0.0000000000\n");
    n_rows++;
  }
  if (n_rows == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: no vertex has key %d", desc->source,
                 key);
    return FALSE;
  }
  g_string_append_printf (text, "%" G_GSIZE_FORMAT "\n", n_rows);
  g_string_append_len (text, rows->str, (gssize) rows->len);
  return cal_replace_contents (path, text->str, text->len, error);
}
