/* picture-table.c - which rows of a table, or which captions, tell of which pictures.
 *
 * A name means a picture if it is the stem of its file, or if its number is the one that the stem
 * of only that file ends in: row 7 tells of image_0007.png.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/picture-table.h"
#include "model/memory.h"

#include <math.h>
#include <string.h>

#define N G_GSIZE_FORMAT
/* More names than these are counted. */
#define MOST_NAMED 3

/* "7" of "image_0007"; NULL if it does not end in a digit. */
static char *
dup_number (const char *stem)
{
  const char *at = stem + strlen (stem);

  while (at > stem && g_ascii_isdigit (at[-1]))
    at--;
  while (at[0] == '0' && g_ascii_isdigit (at[1]))
    at++;
  return at[0] != '\0' ? g_strdup (at) : NULL;
}

/* "faces/a.png" is called "a", too. */
static char *
dup_stem (const char *name)
{
  char *stem = g_path_get_basename (name), *dot = strrchr (stem, '.');

  if (dot != NULL && dot > stem && !g_ascii_isdigit (dot[1]))
    *dot = '\0';
  return stem;
}

CalPictureNames *
cal_picture_names_new (CalTextArray *ids)
{
  CalPictureNames *self = g_new0 (CalPictureNames, 1);

  self->ids = g_object_ref (ids);
  self->by_stem = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize n = 0; n < cal_text_array_get_n (ids); n++) {
    const char *stem = cal_text_array_get (ids, n);
    char *number = dup_number (stem);

    g_hash_table_insert (self->by_stem, g_strdup (stem), GSIZE_TO_POINTER (n + 1));
    if (number != NULL) {
      gboolean is_taken = g_hash_table_contains (self->by_number, number);

      g_hash_table_insert (self->by_number, number, GSIZE_TO_POINTER (is_taken ? 0 : n + 1));
    }
  }
  return self;
}

void
cal_picture_names_free (CalPictureNames *self)
{
  g_object_unref (self->ids);
  g_hash_table_unref (self->by_stem);
  g_hash_table_unref (self->by_number);
  g_free (self);
}

/**
 * cal_picture_names_find:
 * @picture: (out)
 *
 * Returns: whether @name means one of the pictures
 */
gboolean
cal_picture_names_find (CalPictureNames *self, const char *name, gsize *picture)
{
  g_autofree char *stem = dup_stem (name), *number = dup_number (stem);
  gsize found = GPOINTER_TO_SIZE (g_hash_table_lookup (self->by_stem, stem));

  if (found == 0 && number != NULL)
    found = GPOINTER_TO_SIZE (g_hash_table_lookup (self->by_number, number));
  *picture = found - 1;
  return found != 0;
}

/**
 * cal_name_list_add:
 * @self: all zero before the first
 */
void
cal_name_list_add (CalNameList *self, const char *name)
{
  if (self->text == NULL)
    self->text = g_string_new (NULL);
  if (self->n < MOST_NAMED)
    g_string_append_printf (self->text, "%s%s", self->n > 0 ? ", " : "", name);
  else if (self->n == MOST_NAMED)
    g_string_append (self->text, ", ...");
  self->n++;
}

/**
 * cal_name_list_end:
 * @what: where they are from
 * @finding: what is said of them
 *
 * Remarks how many there are, and which are the first; nothing if there are none.
 */
void
cal_name_list_end (CalNameList *self, CalFindings *findings, const char *what, const char *finding)
{
  if (self->n > 0)
    cal_findings_remark (findings, "%s: %" N " %s: %s", what, self->n, finding, self->text->str);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
}

/**
 * cal_picture_names_compare:
 * @what: the file that has the names
 *
 * Remarks which names mean no picture, and which pictures are not named.
 */
void
cal_picture_names_compare (CalPictureNames *self,
                           const char *what,
                           CalTextArray *names,
                           CalFindings *findings)
{
  gsize n_pictures = cal_text_array_get_n (self->ids);
  g_autofree gboolean *is_named = g_new0 (gboolean, MAX (n_pictures, 1));
  CalNameList extra = {0}, missing = {0};

  for (gsize n = 0; n < cal_text_array_get_n (names); n++) {
    gsize picture;

    if (cal_picture_names_find (self, cal_text_array_get (names, n), &picture))
      is_named[picture] = TRUE;
    else
      cal_name_list_add (&extra, cal_text_array_get (names, n));
  }
  for (gsize p = 0; p < n_pictures; p++)
    if (!is_named[p])
      cal_name_list_add (&missing, cal_text_array_get (self->ids, p));
  cal_name_list_end (&extra, findings, what, "of its names mean no decoded picture");
  cal_name_list_end (&missing, findings, what, "decoded pictures are not in it");
}

/* How many cells of a column mean pictures, each another. */
static gsize
count_matches (CalPictureNames *self, CalTable *table, guint column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (gsize r = 0; r < cal_table_get_n_rows (table); r++) {
    g_autofree char *name = cal_column_dup_text (cal_table_get_column (table, column), r);
    gsize picture;

    if (cal_picture_names_find (self, name, &picture))
      g_hash_table_add (seen, GSIZE_TO_POINTER (picture + 1));
  }
  return g_hash_table_size (seen);
}

static CalTextArray *
dup_column (CalTable *table, guint column)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (gsize r = 0; r < cal_table_get_n_rows (table); r++) {
    g_autofree char *name = cal_column_dup_text (cal_table_get_column (table, column), r);

    g_strv_builder_add (builder, name);
  }
  names = g_strv_builder_end (builder);
  return cal_text_array_new_from_strv ((const char *const *) names);
}

/* A column with the row of each picture; nothing where there is no row. */
static CalColumn
arrange_column (
    const CalColumn *column, const gsize *rows, gsize n, GPtrArray *kept, GError **error)
{
  CalColumn arranged = {.name = column->name, .unit = column->unit};

  if (column->texts != NULL) {
    g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
    g_auto (GStrv) texts = NULL;

    for (gsize p = 0; p < n; p++)
      g_strv_builder_add (builder,
                          rows[p] != G_MAXSIZE ? cal_text_array_get (column->texts, rows[p]) : "");
    texts = g_strv_builder_end (builder);
    arranged.texts = cal_text_array_new_from_strv ((const char *const *) texts);
    g_ptr_array_add (kept, arranged.texts);
  } else {
    double *numbers = g_new (double, MAX (n, 1));
    g_autoptr (GBytes) bytes = g_bytes_new_take (numbers, cal_size_times (n, sizeof *numbers));

    for (gsize p = 0; p < n; p++)
      numbers[p] = rows[p] != G_MAXSIZE ? cal_column_get_number (column, rows[p]) : NAN;
    arranged.numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, error);
    if (arranged.numbers != NULL)
      g_ptr_array_add (kept, arranged.numbers);
  }
  return arranged;
}

static CalTable *
arrange (CalPictureNames *self, CalTable *table, guint names, GError **error)
{
  gsize n = cal_text_array_get_n (self->ids);
  g_autofree gsize *rows = g_new (gsize, MAX (n, 1));
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree CalColumn *columns = g_new0 (CalColumn, cal_table_get_n_columns (table));

  for (gsize p = 0; p < n; p++)
    rows[p] = G_MAXSIZE;
  for (gsize r = 0; r < cal_table_get_n_rows (table); r++) {
    g_autofree char *name = cal_column_dup_text (cal_table_get_column (table, names), r);
    gsize picture;

    if (cal_picture_names_find (self, name, &picture) && rows[picture] == G_MAXSIZE)
      rows[picture] = r;
  }
  for (guint c = 0; c < cal_table_get_n_columns (table); c++) {
    columns[c] = arrange_column (cal_table_get_column (table, c), rows, n, kept, error);
    if (columns[c].texts == NULL && columns[c].numbers == NULL)
      return NULL;
  }
  return cal_table_new (cal_table_get_name (table), n, columns, cal_table_get_n_columns (table),
                        error);
}

/**
 * cal_picture_names_arrange:
 * @table: of items in any order
 *
 * Finds the column that names pictures, and remarks what is missing or left over.
 *
 * Returns: (transfer full): the table with a row a picture; NULL if none of its columns names half
 *   of the pictures, or with @error set
 */
CalTable *
cal_picture_names_arrange (CalPictureNames *self,
                           CalTable *table,
                           CalFindings *findings,
                           GError **error)
{
  guint best = 0;
  gsize n_best = 0;
  g_autoptr (CalTextArray) names = NULL;

  for (guint c = 0; c < cal_table_get_n_columns (table); c++) {
    gsize n = count_matches (self, table, c);

    if (n > n_best) {
      best = c;
      n_best = n;
    }
  }
  if (n_best == 0 || 2 * n_best < cal_text_array_get_n (self->ids))
    return NULL;
  names = dup_column (table, best);
  cal_picture_names_compare (self, cal_table_get_name (table), names, findings);
  return arrange (self, table, best, error);
}
