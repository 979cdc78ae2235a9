/* json-table.c - tables, lists and dictionaries in JSON files.
 *
 * What is a table: a list of values, of rows, or of objects; an object of values (a name and a
 * value a row), of objects or of lists. Lists of one length that is larger than their number are
 * columns, others are rows: {"image": [...], "score": [...]} against {"0": ["a caption", ...]}.
 * Lists of lists within a list are rows that say which of them they are of: [[["a caption", 0.3],
 * ["another", 0.2]], ...]. Any other object is a container of what it holds: "/captions",
 * "/model/name".
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/json-table.h"

#include <math.h>
#include <string.h>

#include "io/cells.h"
#include "io/json.h"
#include "io/path.h"
#include "model/error.h"

#define MAX_COLUMNS 65536
#define MAX_DATASETS 10000

/**
 * cal_json_table_sniff:
 *
 * By name, and that it begins as JSON of more than one value does.
 */
gboolean
cal_json_table_sniff (const CalSniff *sniff)
{
  g_autofree char *lower = g_ascii_strdown (sniff->path, -1);
  gsize n = 0;

  if (sniff->is_gzip || !g_str_has_suffix (lower, ".json"))
    return FALSE;
  while (n < sniff->n_head && g_ascii_isspace (sniff->head[n]))
    n++;
  return n < sniff->n_head && (sniff->head[n] == '{' || sniff->head[n] == '[');
}

/* json-glib's own iterators know no order (1.6), or end badly. */
typedef struct {
  JsonObject *object;
  GList *names;
  GList *next;
} Members;

static void
members_clear (Members *self)
{
  g_clear_pointer (&self->names, g_list_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Members, members_clear)

static void
members_init (Members *self, JsonObject *object)
{
  self->object = object;
  self->names = self->next = json_object_get_members (object);
}

/* The next member in the file's order; FALSE after the last. */
static gboolean
members_next (Members *self, const char **name, JsonNode **node)
{
  if (self->next == NULL)
    return FALSE;
  if (name != NULL)
    *name = self->next->data;
  *node = json_object_get_member (self->object, self->next->data);
  self->next = self->next->next;
  return TRUE;
}

static gboolean
is_cell (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node);
}

static gboolean
is_list_of_cells (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint n = 0; array != NULL && n < json_array_get_length (array); n++)
    if (!is_cell (json_array_get_element (array, n)))
      return FALSE;
  return array != NULL;
}

static gboolean
is_object_of_cells (JsonNode *node)
{
  g_auto (Members) members = {NULL};
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *member;

  if (object == NULL)
    return FALSE;
  members_init (&members, object);
  while (members_next (&members, NULL, &member))
    if (!is_cell (member))
      return FALSE;
  return TRUE;
}

/* A list of lists, of which none is empty. */
static gboolean
is_list_of_lists (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint n = 0; array != NULL && n < json_array_get_length (array); n++) {
    JsonNode *row = json_array_get_element (array, n);

    if (!is_list_of_cells (row) || json_array_get_length (json_node_get_array (row)) == 0)
      return FALSE;
  }
  return array != NULL && json_array_get_length (array) > 0;
}

static gboolean
is_empty_list (JsonNode *node)
{
  return JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 0;
}

typedef enum {
  NO_TABLE,
  CELLS,   /* one column, or a name and a value */
  LISTS,   /* a list a row, or a column */
  OBJECTS, /* an object a row */
  NESTED,  /* a list of rows */
} Shape;

static Shape
shape_of (JsonNode *node)
{
  return is_cell (node)              ? CELLS
         : is_list_of_cells (node)   ? LISTS
         : is_object_of_cells (node) ? OBJECTS
         : is_list_of_lists (node)   ? NESTED
                                     : NO_TABLE;
}

/* What both are; a list may also have no rows in it. */
static Shape
join_shapes (Shape shape, JsonNode *next)
{
  Shape here = shape_of (next);

  if (shape == NESTED && is_empty_list (next))
    return NESTED;
  return here == shape ? shape : NO_TABLE;
}

/* What every element or member is, if they are all alike and there is one. */
static Shape
find_shape (JsonNode *root)
{
  g_auto (Members) members = {NULL};
  JsonNode *member;
  Shape shape = NO_TABLE;
  gboolean is_first = TRUE;

  if (JSON_NODE_HOLDS_ARRAY (root)) {
    JsonArray *array = json_node_get_array (root);

    for (guint n = 0; n < json_array_get_length (array); n++) {
      JsonNode *element = json_array_get_element (array, n);

      shape = n == 0 ? shape_of (element) : join_shapes (shape, element);
      if (shape == NO_TABLE)
        return NO_TABLE;
    }
    return shape;
  }
  members_init (&members, json_node_get_object (root));
  while (members_next (&members, NULL, &member)) {
    shape = is_first ? shape_of (member) : join_shapes (shape, member);
    if (shape == NO_TABLE)
      return NO_TABLE;
    is_first = FALSE;
  }
  return shape;
}

static void
add_cell (CalCells *cells, guint column, JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    cal_cells_add (cells, column, "", 0);
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    cal_cells_add_text (cells, column, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    cal_cells_add_number (cells, column, json_node_get_boolean (node) ? 1.0 : 0.0);
  else
    cal_cells_add_number (cells, column, json_node_get_double (node));
}

/* Rows of one kind, with their names if they are members of an object. */
typedef struct {
  CalCells *cells;
  GHashTable *columns;
  gboolean has_names;
  gboolean is_full; /* there were more columns than a table may have */
  gsize n_rows;
} Rows;

/* The column of that name, new ones empty in the rows before. */
static gboolean
find_column (Rows *self, const char *name, guint *column)
{
  gpointer found;

  if (g_hash_table_lookup_extended (self->columns, name, NULL, &found)) {
    *column = GPOINTER_TO_UINT (found);
    return TRUE;
  }
  if (cal_cells_get_n_columns (self->cells) == MAX_COLUMNS) {
    self->is_full = TRUE;
    return FALSE;
  }
  *column = cal_cells_add_column (self->cells, name);
  g_hash_table_insert (self->columns, g_strdup (name), GUINT_TO_POINTER (*column));
  return TRUE;
}

static void
fill_to (Rows *self, guint column, gsize n_rows)
{
  while (cal_cells_count (self->cells, column) < n_rows)
    cal_cells_add (self->cells, column, "", 0);
}

static void
put (Rows *self, const char *name, JsonNode *node)
{
  guint column;

  if (!find_column (self, name, &column))
    return;
  fill_to (self, column, self->n_rows);
  add_cell (self->cells, column, node);
}

static void
add_row (Rows *self, const char *name, JsonNode *node, Shape shape)
{
  g_auto (Members) members = {NULL};

  if (self->has_names)
    cal_cells_add_text (self->cells, 0, name);
  if (shape == CELLS)
    put (self, self->has_names ? "value" : "1", node);
  else if (shape == LISTS) {
    JsonArray *array = json_node_get_array (node);

    for (guint n = 0; n < json_array_get_length (array); n++) {
      g_autofree char *number = g_strdup_printf ("%u", n + 1);

      put (self, number, json_array_get_element (array, n));
    }
  } else {
    const char *member_name;
    JsonNode *member;

    members_init (&members, json_node_get_object (node));
    while (members_next (&members, &member_name, &member))
      put (self, member_name, member);
  }
  self->n_rows++;
}

/* The rows of one list, each with its name or number. */
static void
add_nested (Rows *self, const char *name, guint number, JsonNode *node)
{
  JsonArray *array = json_node_get_array (node);
  gboolean has_names = self->has_names;

  /* The first column is filled here. */
  self->has_names = FALSE;
  for (guint n = 0; n < json_array_get_length (array); n++) {
    if (name != NULL)
      cal_cells_add_text (self->cells, 0, name);
    else
      cal_cells_add_number (self->cells, 0, number);
    add_row (self, NULL, json_array_get_element (array, n), LISTS);
  }
  self->has_names = has_names;
}

static void
add_rows (Rows *self, JsonNode *root, Shape shape)
{
  g_auto (Members) members = {NULL};
  const char *name;
  JsonNode *member;

  if (JSON_NODE_HOLDS_ARRAY (root)) {
    JsonArray *array = json_node_get_array (root);

    if (shape == NESTED)
      cal_cells_add_column (self->cells, "row");
    for (guint n = 0; n < json_array_get_length (array); n++)
      if (shape == NESTED)
        add_nested (self, NULL, n, json_array_get_element (array, n));
      else
        add_row (self, NULL, json_array_get_element (array, n), shape);
    return;
  }
  self->has_names = TRUE;
  cal_cells_add_column (self->cells, "name");
  members_init (&members, json_node_get_object (root));
  while (members_next (&members, &name, &member))
    if (shape == NESTED)
      add_nested (self, name, 0, member);
    else
      add_row (self, name, member, shape);
}

/* {"image": [...], "score": [...]}: lists of one length, longer than they are many. */
static gboolean
are_columns (JsonNode *root)
{
  g_auto (Members) members = {NULL};
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *member;
  guint length = 0;
  gboolean is_first = TRUE;

  if (object == NULL)
    return FALSE;
  members_init (&members, object);
  while (members_next (&members, NULL, &member)) {
    guint here = json_array_get_length (json_node_get_array (member));

    if (!is_first && here != length)
      return FALSE;
    length = here;
    is_first = FALSE;
  }
  return length > json_object_get_size (object);
}

static void
add_columns (CalCells *cells, JsonObject *object)
{
  g_auto (Members) members = {NULL};
  const char *name;
  JsonNode *member;

  members_init (&members, object);
  while (members_next (&members, &name, &member)) {
    JsonArray *array = json_node_get_array (member);
    guint column = cal_cells_add_column (cells, name);

    for (guint n = 0; n < json_array_get_length (array); n++)
      add_cell (cells, column, json_array_get_element (array, n));
  }
}

static CalTable *
make_table (JsonNode *root, Shape shape, const char *name, GError **error)
{
  g_autoptr (CalCells) cells = cal_cells_new ();
  Rows rows = {.cells = cells};
  gsize n_replaced;

  if (shape == LISTS && are_columns (root)) {
    add_columns (cells, json_node_get_object (root));
    return cal_cells_end (cells, name, &n_replaced, error);
  }
  rows.columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_rows (&rows, root, shape);
  for (guint n = 0; n < cal_cells_get_n_columns (cells); n++)
    fill_to (&rows, n, rows.n_rows);
  g_hash_table_unref (rows.columns);
  if (rows.is_full) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "more than %d columns", MAX_COLUMNS);
    return NULL;
  }
  return cal_cells_end (cells, name, &n_replaced, error);
}

static void
list_node (CalLoaded *loaded, const char *path, JsonNode *node)
{
  g_auto (Members) members = {NULL};
  Shape shape = is_cell (node) ? NO_TABLE : find_shape (node);
  const char *name;
  JsonNode *member;

  if (cal_loaded_get_datasets (loaded)->len >= MAX_DATASETS)
    return;
  if (is_cell (node) || shape != NO_TABLE || JSON_NODE_HOLDS_ARRAY (node)) {
    CalDataset dataset = {.path = (char *) path,
                          .is_text = is_cell (node),
                          .type_name = (char *) (is_cell (node)      ? "text"
                                                 : shape == NO_TABLE ? "list"
                                                                     : "table")};

    if (!is_cell (node)) {
      dataset.n_dims = 1;
      dataset.shape[0] = JSON_NODE_HOLDS_ARRAY (node)
                             ? json_array_get_length (json_node_get_array (node))
                             : json_object_get_size (json_node_get_object (node));
    }
    cal_loaded_add_dataset (loaded, &dataset);
    return;
  }
  members_init (&members, json_node_get_object (node));
  while (members_next (&members, &name, &member)) {
    g_autofree char *member_path = g_strconcat (path, "/", name, NULL);

    list_node (loaded, member_path, member);
  }
}

/* The node that "/model/name" is the path of; names may hold a slash themselves. */
static JsonNode *
find_node (JsonNode *node, const char *path)
{
  g_auto (Members) members = {NULL};
  const char *name;
  JsonNode *member, *found = NULL;

  if (path[0] == '\0')
    return node;
  if (path[0] != '/' || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  members_init (&members, json_node_get_object (node));
  while (found == NULL && members_next (&members, &name, &member))
    if (g_str_has_prefix (path + 1, name))
      found = find_node (member, path + 1 + strlen (name));
  return found;
}

static gboolean
load_node (JsonNode *node, const char *name, CalLoaded *loaded, GError **error)
{
  Shape shape;
  CalTable *table;

  if (is_cell (node)) {
    g_autoptr (CalCells) cells = cal_cells_new ();
    gsize n_replaced;

    add_cell (cells, cal_cells_add_column (cells, name), node);
    table = cal_cells_end (cells, name, &n_replaced, error);
  } else {
    shape = find_shape (node);
    if (shape == NO_TABLE) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                   "%s: is no table; expected values, rows or objects that are all alike", name);
      return FALSE;
    }
    table = make_table (node, shape, name, error);
  }
  if (table != NULL)
    cal_loaded_add (loaded, table);
  return table != NULL;
}

/**
 * cal_json_table_load:
 * @dataset: (nullable): the path of a member, "/captions"
 *
 * A load function of #CalFormat. Gives a #CalTable, or lists what the file holds.
 */
gboolean
cal_json_table_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autoptr (JsonNode) root = cal_json_read (path, error);
  g_autofree char *stem = cal_path_dup_stem (path), *display_name = g_filename_display_name (path);
  JsonNode *node;

  if (root == NULL)
    return FALSE;
  if (dataset == NULL && (is_cell (root) || find_shape (root) != NO_TABLE))
    return load_node (root, stem, loaded, error);
  if (dataset == NULL) {
    list_node (loaded, "", root);
    return TRUE;
  }
  node = find_node (root, dataset);
  if (node == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: no member \"%s\"", display_name,
                 dataset);
    return FALSE;
  }
  return load_node (node, dataset, loaded, error);
}
