/* freesurfer-annot.c - FreeSurfer's parcellations of a hemisphere (.annot).
 *
 * Big-endian: number of vertices; vertex and annotation by turns; then the colour table. An
 * annotation is red + 256 green + 65536 blue of its label. Table version 1 begins with its number
 * of rows, version 2 with -2. As in nibabel 5.0, a label's key is its row, and annotation 0 means
 * no label, even if a row is black. The fourth component of a colour is its transparency.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/freesurfer-annot.h"

#include <math.h>
#include <string.h>

#include "io/binary.h"
#include "io/path.h"
#include "io/replace.h"
#include "model/error.h"
#include "model/memory.h"

enum { TAG_COLOUR_TABLE = 1 };

/* No signature: the vertices come in order, which no other format does by chance. */
gboolean
cal_freesurfer_annot_sniff (const CalSniff *sniff)
{
  guint32 n_vertices = sniff->n_head >= 12 ? cal_binary_uint32_at (sniff->head) : 0;
  gsize n_seen = (sniff->n_head - MIN (sniff->n_head, 4)) / 8;

  if (n_vertices == 0 || n_vertices > G_MAXINT32 || (n_vertices < 2 && sniff->n_head < 20))
    return FALSE;
  for (gsize v = 0; v < MIN (n_seen, n_vertices); v++)
    if (cal_binary_uint32_at (sniff->head + 4 + 8 * v) != v)
      return FALSE;
  return n_vertices <= n_seen ? sniff->n_head >= 4 + 8 * (gsize) n_vertices : n_seen >= 2;
}

/**
 * Table:
 * @key_of_annotation: annotation to row + 1
 */
typedef struct {
  CalLabelsBuilder *labels;
  GHashTable *key_of_annotation;
} Table;

static gboolean
read_row (CalBinary *file, gint32 key, Table *table, GError **error)
{
  g_autofree char *name = NULL;
  const guint8 *text, *colour;
  guint32 rgbt[4];
  gint32 length;
  gpointer annotation;
  float rgba[4];

  if (!cal_binary_take_int32 (file, &length, "length of a label's name", error))
    return FALSE;
  text = cal_binary_take (file, length >= 0 ? (gsize) length : G_MAXSIZE, 1,
                          "letters of a label's name", error);
  if (text == NULL)
    return FALSE;
  colour = cal_binary_take (file, 4, 4, "components of a label's colour", error);
  if (colour == NULL)
    return FALSE;
  name = g_strndup ((const char *) text, (gsize) length);
  for (int c = 0; c < 4; c++) {
    rgbt[c] = cal_binary_uint32_at (colour + 4 * c);
    if (rgbt[c] > 255) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: byte %" G_GSIZE_FORMAT
                   ": colour component %d of label %d is %d; expected 0 "
                   "to 255",
                   file->file, file->offset, c, key, (gint32) rgbt[c]);
      return FALSE;
    }
    rgba[c] = (float) (c < 3 ? rgbt[c] : 255 - rgbt[c]) / 255.0f;
  }
  annotation = GUINT_TO_POINTER (rgbt[0] | rgbt[1] << 8 | rgbt[2] << 16);
  if (!g_hash_table_contains (table->key_of_annotation, annotation))
    g_hash_table_insert (table->key_of_annotation, annotation, GINT_TO_POINTER (key + 1));
  cal_labels_builder_add (table->labels, key, name, rgba);
  return TRUE;
}

static gboolean
read_table (CalBinary *file, Table *table, GError **error)
{
  gint32 tag = 0, version = 0, n_rows, length, index;

  if (!cal_binary_take_int32 (file, &tag, "tag of the colour table", error))
    return FALSE;
  if (tag != TAG_COLOUR_TABLE) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: byte %" G_GSIZE_FORMAT ": tag %d; expected the colour table's, %d",
                 file->file, file->offset - 4, tag, TAG_COLOUR_TABLE);
    return FALSE;
  }
  if (!cal_binary_take_int32 (file, &version, "version of the colour table", error))
    return FALSE;
  if (version < 0 && version != -2) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: colour table of version %d; expected -2, or a number of rows", file->file,
                 version);
    return FALSE;
  }
  n_rows = version;
  if (version == -2 && !cal_binary_take_int32 (file, &n_rows, "size of the colour table", error))
    return FALSE;
  if (!cal_binary_take_int32 (file, &length, "length of the table's name", error) ||
      cal_binary_take (file, length >= 0 ? (gsize) length : G_MAXSIZE, 1,
                       "letters of the table's name", error) == NULL)
    return FALSE;
  if (version == -2 && !cal_binary_take_int32 (file, &n_rows, "number of labels", error))
    return FALSE;
  for (gint32 row = 0; row < n_rows; row++) {
    if (version == -2 && !cal_binary_take_int32 (file, &index, "index of a label", error))
      return FALSE;
    if (!read_row (file, row, table, error))
      return FALSE;
  }
  return TRUE;
}

/* The annotations become keys, in place. */
static gboolean
find_keys (CalBinary *file,
           const guint8 *pairs,
           gsize n_vertices,
           GHashTable *key_of_annotation,
           gint32 *keys,
           gsize *n_strange,
           GError **error)
{
  guint32 known_annotation = 0;
  gint32 known_key = -1;

  for (gsize n = 0; n < n_vertices; n++)
    keys[n] = -1;
  for (gsize n = 0; n < n_vertices; n++) {
    guint32 vertex = cal_binary_uint32_at (pairs + 8 * n);
    guint32 annotation = cal_binary_uint32_at (pairs + 8 * n + 4);

    if (vertex >= n_vertices) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: byte %" G_GSIZE_FORMAT ": vertex %u of %" G_GSIZE_FORMAT, file->file,
                   4 + 8 * n, vertex, n_vertices);
      return FALSE;
    }
    if (annotation == 0)
      continue;
    /* Neighbours mostly have the same label. */
    if (annotation != known_annotation) {
      known_annotation = annotation;
      known_key =
          GPOINTER_TO_INT (g_hash_table_lookup (key_of_annotation, GUINT_TO_POINTER (annotation))) -
          1;
    }
    keys[vertex] = known_key;
    *n_strange += known_key < 0;
  }
  return TRUE;
}

static CalVector *
load (CalBinary *file, const char *path, Table *table, CalLoaded *loaded, GError **error)
{
  g_autofree char *name = cal_path_dup_stem (path);
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (CalArray) array = NULL;
  g_autoptr (GBytes) bytes = NULL;
  CalVectorDesc desc = {
      .name = name,
      .source = path,
      .hemisphere = cal_path_get_hemisphere (path),
      .per_vertex = TRUE,
  };
  const guint8 *pairs;
  gint32 count, *keys;
  gsize n_vertices, n_strange = 0;

  if (!cal_binary_take_int32 (file, &count, "number of vertices", error))
    return NULL;
  n_vertices = count >= 0 ? (gsize) count : G_MAXSIZE;
  pairs = cal_binary_take (file, n_vertices, 8, "vertices with annotations", error);
  if (pairs == NULL || !read_table (file, table, error))
    return NULL;
  keys = g_new (gint32, n_vertices);
  bytes = g_bytes_new_take (keys, cal_size_times (4, n_vertices));
  if (!find_keys (file, pairs, n_vertices, table->key_of_annotation, keys, &n_strange, error))
    return NULL;
  if (n_strange > 0)
    cal_loaded_warn (loaded,
                     "%" G_GSIZE_FORMAT " vertices have a colour that is not in the table; they "
                     "are left without a label",
                     n_strange);
  array = cal_array_new (CAL_DTYPE_INT32, 1, &n_vertices, bytes, error);
  if (array == NULL)
    return NULL;
  labels = cal_labels_builder_end (g_steal_pointer (&table->labels));
  desc.values = array;
  desc.labels = labels;
  return cal_vector_new (&desc, error);
}

/**
 * cal_freesurfer_annot_load:
 *
 * Adds one #CalVector of int32: the row of each vertex's label in the table, -1 where there is none
 * (colour 0, or one that the table lacks, which is warned about).
 */
gboolean
cal_freesurfer_annot_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_auto (CalBinary) file = {0};
  Table table = {0};
  CalVector *vector = NULL;

  if (!cal_binary_open (&file, path, error))
    return FALSE;
  table.labels = cal_labels_builder_new ();
  table.key_of_annotation = g_hash_table_new (NULL, NULL);
  vector = load (&file, path, &table, loaded, error);
  g_clear_pointer (&table.labels, cal_labels_builder_free);
  g_hash_table_unref (table.key_of_annotation);
  if (vector == NULL)
    return FALSE;
  cal_loaded_add (loaded, vector);
  return TRUE;
}

static guint32
quantise (float component)
{
  return (guint32) lrintf (CLAMP (component, 0.0f, 1.0f) * 255.0f);
}

static guint32
get_annotation (const CalLabel *label)
{
  return quantise (label->rgba[0]) | quantise (label->rgba[1]) << 8 |
         quantise (label->rgba[2]) << 16;
}

/* The colour is all that tells two labels apart. */
static gboolean
check_colours (CalLabels *labels, const char *source, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint n = 0; n < cal_labels_get_n (labels); n++) {
    const CalLabel *label = cal_labels_get_nth (labels, n), *other;
    gpointer annotation = GUINT_TO_POINTER (get_annotation (label));

    if (annotation == NULL && !cal_label_is_background (label)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                   "%s: label “%s” is black, which in an annot file means no label", source,
                   label->name);
      return FALSE;
    }
    other = g_hash_table_lookup (seen, annotation);
    if (other != NULL) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                   "%s: labels “%s” and “%s” have the same colour, by which alone an annot file "
                   "tells them apart",
                   source, other->name, label->name);
      return FALSE;
    }
    g_hash_table_insert (seen, annotation, (gpointer) label);
  }
  return TRUE;
}

static void
append_text (GByteArray *bytes, const char *text)
{
  cal_binary_append_uint32 (bytes, (guint32) strlen (text) + 1);
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text) + 1);
}

/**
 * cal_freesurfer_annot_write:
 * @vector: keys of its labels, one a vertex; keys without a label are written as no label
 * @path: where
 *
 * Writes a table of version 2, its rows in the labels' order; a reader takes the row for the key.
 *
 * Returns: FALSE with CAL_ERROR_UNSUPPORTED if annot cannot say it: no labels, several frames, two
 *   labels of one colour, a black label
 */
gboolean
cal_freesurfer_annot_write (CalVector *vector, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  gsize n_values = cal_vector_get_n_values (vector);
  guint n_labels;

  if (desc->labels == NULL || desc->vertices != NULL || cal_vector_get_n_frames (vector) != 1) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: an annot file holds one frame of labels, one for each vertex", desc->source);
    return FALSE;
  }
  if (!check_colours (desc->labels, desc->source, error))
    return FALSE;
  cal_binary_append_uint32 (bytes, (guint32) n_values);
  for (gsize v = 0; v < n_values; v++) {
    double key = cal_array_get_value (desc->values, v);
    const CalLabel *label = key >= G_MININT32 && key <= G_MAXINT32
                                ? cal_labels_find (desc->labels, (gint32) key)
                                : NULL;

    cal_binary_append_uint32 (bytes, (guint32) v);
    cal_binary_append_uint32 (bytes, label != NULL ? get_annotation (label) : 0);
  }
  n_labels = cal_labels_get_n (desc->labels);
  cal_binary_append_uint32 (bytes, TAG_COLOUR_TABLE);
  cal_binary_append_uint32 (bytes, (guint32) -2);
  cal_binary_append_uint32 (bytes, n_labels);
  append_text (bytes, "Calcarine");
  cal_binary_append_uint32 (bytes, n_labels);
  for (guint n = 0; n < n_labels; n++) {
    const CalLabel *label = cal_labels_get_nth (desc->labels, n);

    cal_binary_append_uint32 (bytes, n);
    append_text (bytes, label->name);
    for (int c = 0; c < 3; c++)
      cal_binary_append_uint32 (bytes, quantise (label->rgba[c]));
    cal_binary_append_uint32 (bytes, 255 - quantise (label->rgba[3]));
  }
  return cal_replace_contents (path, bytes->data, bytes->len, error);
}
