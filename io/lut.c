/* lut.c - tables of region names and colours beside atlas volumes.
 *
 * Read are FreeSurfer's colour tables (key name R G B A), FSLeyes' (key r g b name), tables with
 * commas, tabs or semicolons (key, name, colours, or as their first line says), NiiVue's JSON
 * (arrays R, G, B, labels) and JSON objects from key to name.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/lut.h"

#include <math.h>
#include <string.h>

#include "io/contents.h"
#include "io/json.h"
#include "io/path.h"
#include "model/error.h"
#include "model/text.h"

typedef struct {
  gint32 key;
  char *name;
  gboolean has_colour;
  double rgba[4]; /* as written; the last is opacity, 0 to 1 */
} Row;

/* Which column of a delimited table is what; -1 where there is none. */
typedef struct {
  int key;
  int name;
  int rgb[3];
  int hex;
} Columns;

static void
clear_row (gpointer row)
{
  g_free (((Row *) row)->name);
}

static gboolean
parse_number (const char *text, double *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*value);
}

static gboolean
parse_key (const char *text, gint32 *key)
{
  double value;

  if (!parse_number (text, &value) || value != floor (value) || fabs (value) > G_MAXINT32)
    return FALSE;
  *key = (gint32) value;
  return TRUE;
}

static guint
count_numbers (char **words, guint n_words, double *values, guint n_max)
{
  guint n = 0;

  while (n < n_words && n < n_max && parse_number (words[n], &values[n]))
    n++;
  return n;
}

/* "key name R G B A" or "key r g b name": FreeSurfer's A is transparency, 0 is opaque. */
static gboolean
parse_words (const char *line, Row *row)
{
  g_auto (GStrv) raw = g_strsplit_set (line, " \t", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  char **word;
  double values[4] = {0};
  guint n_colours;

  for (char **w = raw; *w != NULL; w++)
    if (**w != '\0')
      g_ptr_array_add (words, *w);
  if (words->len < 2 || !parse_key (g_ptr_array_index (words, 0), &row->key))
    return FALSE;
  word = (char **) words->pdata;
  n_colours = count_numbers (word + 1, words->len - 1, values, 3);
  if (n_colours == 3 && words->len >= 5) {
    g_ptr_array_add (words, NULL);
    row->name = g_strjoinv (" ", (char **) words->pdata + 4);
    row->rgba[3] = 1.0;
  } else if (n_colours == 0) {
    n_colours = count_numbers (word + 2, words->len - 2, values, 4);
    row->name = g_strdup (word[1]);
    row->rgba[3] = 1.0 - values[3] / 255.0;
  } else
    return FALSE;
  row->has_colour = n_colours >= 3;
  for (int c = 0; c < 3; c++)
    row->rgba[c] = values[c];
  return TRUE;
}

/* Fields between delimiters; quotes keep a delimiter from counting, and are dropped. */
static GStrv
split_fields (const char *line, char delimiter)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  g_autoptr (GString) field = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *p = line;; p++) {
    if (*p == '\0' || (*p == delimiter && !quoted)) {
      g_strv_builder_add (fields, g_strstrip (field->str));
      g_string_truncate (field, 0);
      if (*p == '\0')
        return g_strv_builder_end (fields);
    } else if (*p == '"')
      quoted = !quoted;
    else
      g_string_append_c (field, *p);
  }
}

/* Leaves the columns as they are if the line names none that will do. */
static gboolean
parse_heading (char **fields, Columns *columns)
{
  static const char *const keys[] = {"index", "key", "id", "value", "no", "no.", "label_id", NULL};
  static const char *const names[] = {"name", "label", "region", "roi", "label_name", NULL};
  static const char *const colours[3][3] = {
      {"r", "red", NULL}, {"g", "green", NULL}, {"b", "blue", NULL}};
  Columns found = {-1, -1, {-1, -1, -1}, -1};

  for (int n = 0; fields[n] != NULL; n++) {
    g_autofree char *field = g_ascii_strdown (fields[n], -1);

    if (found.key < 0 && g_strv_contains (keys, field))
      found.key = n;
    else if (found.name < 0 && g_strv_contains (names, field))
      found.name = n;
    else if (g_str_equal (field, "color") || g_str_equal (field, "colour"))
      found.hex = n;
    for (int c = 0; c < 3; c++)
      if (g_strv_contains (colours[c], field))
        found.rgb[c] = n;
  }
  if (found.key < 0 || found.name < 0)
    return FALSE;
  *columns = found;
  return TRUE;
}

static gboolean
parse_hex (const char *text, double rgba[4])
{
  guint64 colour;

  if (text[0] != '#' || strlen (text) != 7 ||
      !g_ascii_string_to_unsigned (text + 1, 16, 0, 0xffffff, &colour, NULL))
    return FALSE;
  for (int c = 0; c < 3; c++)
    rgba[c] = (double) (colour >> (16 - 8 * c) & 0xff);
  return TRUE;
}

static gboolean
parse_fields (char **fields, const Columns *columns, Row *row)
{
  int n_fields = (int) g_strv_length (fields);

  if (columns->key >= n_fields || columns->name >= n_fields ||
      !parse_key (fields[columns->key], &row->key))
    return FALSE;
  row->name = g_strdup (fields[columns->name]);
  row->rgba[3] = 1.0;
  if (columns->hex >= 0 && columns->hex < n_fields)
    row->has_colour = parse_hex (fields[columns->hex], row->rgba);
  else {
    row->has_colour = TRUE;
    for (int c = 0; c < 3; c++)
      row->has_colour &= columns->rgb[c] >= 0 && columns->rgb[c] < n_fields &&
                         parse_number (fields[columns->rgb[c]], &row->rgba[c]);
  }
  return TRUE;
}

static char
find_delimiter (const char *line)
{
  return strchr (line, ',') != NULL    ? ','
         : strchr (line, ';') != NULL  ? ';'
         : strchr (line, '\t') != NULL ? '\t'
                                       : ' ';
}

/* The first line of a table decides between words and fields, and may name the columns. */
static gboolean
parse_lines (
    char **lines, const char *display_name, gboolean is_delimited, GArray *rows, GError **error)
{
  Columns columns = {0, 1, {2, 3, 4}, -1};
  char delimiter = '\0';

  for (guint n = 0; lines[n] != NULL; n++) {
    const char *line = g_strstrip (lines[n]);
    Row row = {0};
    gboolean ok, is_first = delimiter == '\0';

    if (*line == '\0' || *line == '#')
      continue;
    if (is_first)
      delimiter = is_delimited ? find_delimiter (line) : ' ';
    if (delimiter == ' ')
      ok = parse_words (line, &row);
    else {
      g_auto (GStrv) fields = split_fields (line, delimiter);
      gint32 key;

      if (is_first && !parse_key (fields[0], &key) && parse_heading (fields, &columns))
        continue;
      ok = parse_fields (fields, &columns, &row);
    }
    if (!ok) {
      g_set_error (
          error, CAL_ERROR, CAL_ERROR_FORMAT,
          "%s: line %u: found \"%.60s\"; expected a label number, a name and maybe a colour",
          display_name, n + 1, line);
      return FALSE;
    }
    g_array_append_val (rows, row);
  }
  return TRUE;
}

static gboolean
parse_text (const char *path, const char *display_name, GArray *rows, GError **error)
{
  g_autoptr (GBytes) bytes = cal_contents_read (path, error);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize size;
  const char *data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  if (size > 0 && memchr (data, '\0', size) != NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: not a text", display_name);
    return FALSE;
  }
  text = g_utf8_make_valid (size > 0 ? data : "", (gssize) size);
  lines = g_strsplit_set (text, "\r\n", -1);
  /* FreeSurfer's tables may be set with tabs, so only these names are read as fields. */
  return parse_lines (lines, display_name,
                      g_str_has_suffix (path, ".csv") || g_str_has_suffix (path, ".tsv"), rows,
                      error);
}

static double
get_element (JsonObject *object, const char *member, guint n, gboolean *has)
{
  JsonNode *node = json_object_get_member (object, member);
  JsonNode *element;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) <= n) {
    *has = FALSE;
    return 0.0;
  }
  element = json_array_get_element (json_node_get_array (node), n);
  *has &= JSON_NODE_HOLDS_VALUE (element);
  return JSON_NODE_HOLDS_VALUE (element) ? json_node_get_double (element) : 0.0;
}

/* NiiVue: arrays, one entry a label; I gives the keys, else they count from 0. */
static void
parse_arrays (JsonObject *object, JsonArray *labels, GArray *rows)
{
  static const char *const members[3] = {"R", "G", "B"};

  for (guint n = 0; n < json_array_get_length (labels); n++) {
    JsonNode *label = json_array_get_element (labels, n);
    gboolean has_key = TRUE;
    double key = get_element (object, "I", n, &has_key);
    Row row = {.key = has_key && fabs (key) <= G_MAXINT32 ? (gint32) key : (gint32) n,
               .has_colour = TRUE,
               .rgba = {0, 0, 0, 1}};

    if (!JSON_NODE_HOLDS_VALUE (label) || json_node_get_value_type (label) != G_TYPE_STRING)
      continue;
    row.name = json_node_dup_string (label);
    for (int c = 0; c < 3; c++)
      row.rgba[c] = get_element (object, members[c], n, &row.has_colour);
    g_array_append_val (rows, row);
  }
}

/* {"1": "name"}, or {"1": {"label": "name"}} */
static void
parse_members (JsonObject *object, GArray *rows)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node)) {
    Row row = {0};

    if (!parse_key (member, &row.key))
      continue;
    if (JSON_NODE_HOLDS_OBJECT (node))
      node = json_object_get_member (json_node_get_object (node), "label");
    if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
        json_node_get_value_type (node) != G_TYPE_STRING)
      continue;
    row.name = json_node_dup_string (node);
    row.rgba[3] = 1.0;
    g_array_append_val (rows, row);
  }
}

static gboolean
parse_json (const char *path, const char *display_name, GArray *rows, GError **error)
{
  g_autoptr (JsonNode) root = cal_json_read (path, error);
  JsonObject *object;
  JsonNode *labels;

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: expected a JSON object of labels",
                 display_name);
    return FALSE;
  }
  object = json_node_get_object (root);
  labels = json_object_get_member (object, "labels");
  if (labels != NULL && JSON_NODE_HOLDS_ARRAY (labels)) {
    parse_arrays (object, json_node_get_array (labels), rows);
    return TRUE;
  }
  for (int n = 0; n < 2; n++) {
    JsonNode *inner = json_object_get_member (object, n == 0 ? "rois" : "labels");

    if (inner != NULL && JSON_NODE_HOLDS_OBJECT (inner))
      object = json_node_get_object (inner);
  }
  parse_members (object, rows);
  return TRUE;
}

/* Colours are from 0 to 255, or to 1 if no component is larger. A label without one gets one; only
 * 0, the background by custom, stays clear. */
static CalLabels *
build_labels (const GArray *rows)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  double largest = 0.0, scale;

  for (guint n = 0; n < rows->len; n++)
    for (int c = 0; c < 3; c++)
      largest = MAX (largest, g_array_index (rows, Row, n).rgba[c]);
  scale = largest > 1.0 ? 255.0 : 1.0;
  for (guint n = 0; n < rows->len; n++) {
    const Row *row = &g_array_index (rows, Row, n);
    float rgba[4] = {0};

    if (row->has_colour) {
      for (int c = 0; c < 3; c++)
        rgba[c] = (float) CLAMP (row->rgba[c] / scale, 0.0, 1.0);
      rgba[3] = (float) CLAMP (row->rgba[3], 0.0, 1.0);
    } else if (row->key != 0)
      cal_labels_pick_colour (n, rgba);
    cal_labels_builder_add (builder, row->key, row->name, rgba);
  }
  return cal_labels_builder_end (g_steal_pointer (&builder));
}

/**
 * cal_lut_parse:
 * @path: ending in .json for JSON, in .csv or .tsv for fields; else words between spaces
 *
 * In this process; everyone but the reader process calls cal_lut_read().
 *
 * Returns: (transfer full): the table; or NULL with CAL_ERROR_FORMAT naming the line, or
 * G_FILE_ERROR
 */
CalLabels *
cal_lut_parse (const char *path, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gboolean ok;

  g_array_set_clear_func (rows, clear_row);
  ok = g_str_has_suffix (path, ".json") ? parse_json (path, display_name, rows, error)
                                        : parse_text (path, display_name, rows, error);
  if (ok && rows->len == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: no label in it", display_name);
    return NULL;
  }
  if (!ok)
    cal_text_show_error (error);
  return ok ? build_labels (rows) : NULL;
}
