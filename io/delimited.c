/* delimited.c - tables in text files: comma, tab, semicolon or space between the cells.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/delimited.h"

#include <csv.h>
#include <glib/gstdio.h>
#include <string.h>

#include "io/array-vector.h"
#include "io/cells.h"
#include "io/contents.h"
#include "io/path.h"
#include "model/error.h"

#define MAX_SIZE (1024 * 1024 * 1024)
#define MAX_COLUMNS 65536
/* Lines that are looked at to tell what lies between the cells. */
#define N_LINES 20
/* No delimiter: a line is a cell. */
#define NONE '\0'

static gboolean
has_suffix (const char *path, const char *suffix)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *gzipped = g_strconcat (suffix, ".gz", NULL);

  return g_str_has_suffix (lower, suffix) || g_str_has_suffix (lower, gzipped);
}

/**
 * cal_delimited_sniff:
 *
 * Text has no signature: the name says that it is a table, and the first bytes that it is text.
 */
gboolean
cal_delimited_sniff (const CalSniff *sniff)
{
  if (!has_suffix (sniff->path, ".csv") && !has_suffix (sniff->path, ".tsv") &&
      !has_suffix (sniff->path, ".txt"))
    return FALSE;
  for (gsize n = 0; n < sniff->n_head; n++)
    if (sniff->head[n] < ' ' && strchr ("\t\n\r\f", sniff->head[n]) == NULL)
      return FALSE;
  return sniff->n_head > 0 && memchr (sniff->head, 0, sniff->n_head) == NULL;
}

/* How often the sign comes in each of the first lines, outside of quotes; 0 if not equally often.
 */
static guint
count_sign (const char *text, char sign)
{
  guint n = 0, expected = 0, n_lines = 0;
  gboolean is_quoted = FALSE;

  for (; *text != '\0' && n_lines < N_LINES; text++) {
    if (*text == '"')
      is_quoted = !is_quoted;
    else if (*text == sign && !is_quoted)
      n++;
    else if (*text == '\n' && !is_quoted) {
      if (n_lines++ == 0)
        expected = n;
      if (n != expected)
        return 0;
      n = 0;
    }
  }
  return n_lines == 0 ? n : expected;
}

/* "0.1  2 3e-4": at least two numbers and nothing else in the first line. */
static gboolean
is_row_of_numbers (const char *text)
{
  const char *end_of_line = text + strcspn (text, "\r\n");
  guint n = 0;

  while (TRUE) {
    char *end;

    text += strspn (text, " \t");
    if (text >= end_of_line)
      return n > 1;
    g_ascii_strtod (text, &end);
    if (end == text || (!g_ascii_isspace (*end) && *end != '\0'))
      return FALSE;
    text = end;
    n++;
  }
}

/* A table called .csv may have tabs or semicolons. Running text is not to be cut at its commas. */
static char
find_delimiter (const char *path, const char *text)
{
  static const char signs[] = {',', '\t', ';'};
  gboolean is_free = has_suffix (path, ".txt");
  char best = is_free ? NONE : has_suffix (path, ".tsv") ? '\t' : ',';
  guint n_best = 0;

  for (gsize n = 0; n < G_N_ELEMENTS (signs); n++) {
    guint count = is_free && signs[n] != '\t' ? 0 : count_sign (text, signs[n]);

    if (count > n_best) {
      best = signs[n];
      n_best = count;
    }
  }
  return n_best == 0 && is_row_of_numbers (text) ? ' ' : best;
}

/* What goes on while rows are read. */
typedef struct {
  const char *name;
  CalCells *cells;
  GPtrArray *first; /* the cells of the first row, until it is known whether they are names */
  gboolean is_list;
  gboolean has_header;
  guint column;
  gsize row;
  gsize n_short;
  GError *error;
} Reading;

/* The first row names the columns unless a number is in it. Lists have no names. */
static void
begin (Reading *self)
{
  GPtrArray *first = g_steal_pointer (&self->first);

  self->has_header = !self->is_list;
  for (guint n = 0; n < first->len; n++) {
    double number;

    if (((char *) first->pdata[n])[0] != '\0' && cal_cell_parse_number (first->pdata[n], &number))
      self->has_header = FALSE;
  }
  for (guint n = 0; n < first->len; n++) {
    g_autofree char *number = g_strdup_printf ("%u", n + 1);
    const char *cell = first->pdata[n];

    cal_cells_add_column (self->cells, self->has_header && cell[0] != '\0' ? cell : number);
    if (!self->has_header)
      cal_cells_add (self->cells, n, cell, -1);
  }
  g_ptr_array_unref (first);
}

static void
cell_cb (void *text, size_t length, void *data)
{
  Reading *self = data;

  if (self->error != NULL)
    return;
  if (self->first != NULL && self->first->len < MAX_COLUMNS)
    g_ptr_array_add (self->first, g_strndup (text, length));
  else if (self->first == NULL && self->column < cal_cells_get_n_columns (self->cells))
    cal_cells_add (self->cells, self->column, text, (gssize) length);
  /* A row may end with a delimiter that begins nothing. */
  else if (length > 0 || self->first != NULL)
    g_set_error (&self->error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: row %" G_GSIZE_FORMAT " has more than %u cells, as the first one has",
                 self->name, self->row + 1,
                 self->first != NULL ? MAX_COLUMNS : cal_cells_get_n_columns (self->cells));
  self->column++;
}

static void
row_cb (int end, void *data)
{
  Reading *self = data;

  if (self->error != NULL)
    return;
  if (self->first != NULL)
    begin (self);
  else if (self->column < cal_cells_get_n_columns (self->cells)) {
    self->n_short++;
    for (guint n = self->column; n < cal_cells_get_n_columns (self->cells); n++)
      cal_cells_add (self->cells, n, "", 0);
  }
  self->column = 0;
  self->row++;
}

static void
read_lines (Reading *self, const char *text)
{
  while (*text != '\0') {
    gsize length = strcspn (text, "\n");
    gsize used = length > 0 && text[length - 1] == '\r' ? length - 1 : length;

    cell_cb ((void *) text, used, self);
    row_cb ('\n', self);
    text += length + (text[length] == '\n' ? 1 : 0);
  }
}

/* One space between two numbers, none at either end of a line. Returns the new length. */
static gsize
squeeze_spaces (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++) {
    gboolean is_space = *from == ' ' || *from == '\t';

    if (is_space && (to == text || to[-1] == ' ' || to[-1] == '\n'))
      continue;
    if ((*from == '\n' || *from == '\r') && to > text && to[-1] == ' ')
      to--;
    *to++ = is_space ? ' ' : *from;
  }
  *to = '\0';
  return (gsize) (to - text);
}

static void
read_rows (Reading *self, const char *text, char delimiter)
{
  struct csv_parser parser;
  g_autofree char *squeezed = delimiter == ' ' ? g_strdup (text) : NULL;
  gsize length = squeezed != NULL ? squeeze_spaces (squeezed) : strlen (text);

  if (csv_init (&parser, 0) != 0)
    g_error ("no memory for a parser of tables");
  csv_set_delim (&parser, (unsigned char) delimiter);
  if (csv_parse (&parser, squeezed != NULL ? squeezed : text, length, cell_cb, row_cb, self) !=
          length ||
      csv_fini (&parser, cell_cb, row_cb, self) != 0)
    if (self->error == NULL)
      g_set_error (&self->error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: row %" G_GSIZE_FORMAT ": %s",
                   self->name, self->row + 1, csv_strerror (csv_error (&parser)));
  csv_free (&parser);
}

/* What is said of a table besides its columns. */
typedef struct {
  char delimiter;
  gboolean has_header;
  gsize n_short;
  gsize n_replaced;
} Said;

static CalTable *
parse (const char *path, const char *text, Said *said, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  g_autofree char *stem = cal_path_dup_stem (path);
  g_autoptr (CalCells) cells = cal_cells_new ();
  Reading reading = {.name = display_name, .cells = cells};

  said->delimiter = find_delimiter (path, text);
  reading.is_list = said->delimiter == NONE;
  reading.first = g_ptr_array_new_with_free_func (g_free);
  if (reading.is_list)
    read_lines (&reading, text);
  else
    read_rows (&reading, text, said->delimiter);
  g_clear_pointer (&reading.first, g_ptr_array_unref);
  if (reading.error == NULL && cal_cells_get_n_columns (cells) == 0)
    g_set_error (&reading.error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: holds no rows", display_name);
  if (reading.error != NULL) {
    g_propagate_error (error, reading.error);
    return NULL;
  }
  said->has_header = reading.has_header;
  said->n_short = reading.n_short;
  return cal_cells_end (cells, stem, &said->n_replaced, error);
}

static CalTable *
read_file (const char *path, Said *said, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  g_autoptr (GBytes) bytes = NULL;
  GStatBuf status;
  const char *text;
  gsize size;

  if (g_stat (path, &status) == 0 && status.st_size > MAX_SIZE) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: %" G_GINT64_FORMAT " bytes of text; expected at most %d", display_name,
                 (gint64) status.st_size, MAX_SIZE);
    return NULL;
  }
  bytes = cal_contents_read (path, error);
  if (bytes == NULL)
    return NULL;
  /* A NUL follows the last byte. */
  text = g_bytes_get_data (bytes, &size);
  if (memchr (text, 0, size) != NULL || size > MAX_SIZE) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: is no text: it holds a NUL",
                 display_name);
    return NULL;
  }
  return parse (path, g_str_has_prefix (text, "\357\273\277") ? text + 3 : text, said, error);
}

/* Nothing but numbers in one column is what programs write of a map. */
static gboolean
is_vector (CalTable *table, const Said *said)
{
  return cal_table_get_n_columns (table) == 1 && !said->has_header &&
         cal_table_get_column (table, 0)->numbers != NULL;
}

/**
 * cal_delimited_load:
 *
 * A load function of #CalFormat. Gives a #CalTable; a #CalVector if it is one column of numbers.
 *
 * A column is of numbers if every cell that is not empty reads as one. The first row names the
 * columns unless a number is in it; without names they are called "1", "2" and so on. A .txt file
 * is a list of lines, unless it has tabs, or is a matrix of numbers.
 */
gboolean
cal_delimited_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  Said said = {NONE};
  g_autoptr (CalTable) table = read_file (path, &said, error);

  if (table == NULL)
    return FALSE;
  if (dataset != NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: a text file holds one table, not one called \"%s\"", path, dataset);
    return FALSE;
  }
  cal_loaded_add_detail (loaded, "delimiter", "%s",
                         said.delimiter == NONE   ? "none"
                         : said.delimiter == '\t' ? "tab"
                         : said.delimiter == ';'  ? "semicolon"
                         : said.delimiter == ' '  ? "space"
                                                  : "comma");
  cal_loaded_add_detail (loaded, "header", "%s", said.has_header ? "the first row" : "none");
  if (said.n_short > 0)
    cal_loaded_warn (loaded,
                     "%" G_GSIZE_FORMAT " rows have fewer cells than the first; the rest "
                     "is taken as empty",
                     said.n_short);
  if (said.n_replaced > 0)
    cal_loaded_warn (
        loaded, "%" G_GSIZE_FORMAT " cells are not UTF-8; what is not was replaced by \357\277\275",
        said.n_replaced);
  if (is_vector (table, &said))
    return cal_array_vector_add (loaded, "", cal_table_get_column (table, 0)->numbers, NULL, NULL,
                                 error);
  cal_loaded_add (loaded, g_steal_pointer (&table));
  return TRUE;
}
