/* pickle-tree.c - the tree that a pickle holds, as the datasets of a container.
 *
 * "/parcels[3]" is the fourth element of what the dictionary calls "parcels", "/lh/r" goes through
 * two dictionaries, "/[0]" is the first element of a list; "/parcels[]" is all of them, one after
 * the other, whatever their lengths. A tree may be endless: how deep and how much is looked at has
 * a limit.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/array-vector.h"
#include "io/cells.h"
#include "io/path.h"
#include "io/pickle-value.h"
#include "model/error.h"

#define MAX_DATASETS 10000
#define MAX_DEPTH 16
/* Values that are looked at, one by one, in all. */
#define MAX_LOOKS 50000000

/* What a value makes, and its shape. */
typedef struct {
  CalPickleKind kind; /* CAL_PICKLE_NUMBER or _TEXT if it makes an array; else _NONE */
  CalDtype dtype;
  guint n_dims;
  gsize dims[CAL_ARRAY_MAX_DIMS];
} Form;

static gboolean
are_same (const Form *a, const Form *b)
{
  return a->kind == b->kind && a->kind != CAL_PICKLE_NONE && a->n_dims == b->n_dims &&
         memcmp (a->dims, b->dims, a->n_dims * sizeof *a->dims) == 0;
}

static Form find_form (const CalPickleValue *value, guint depth, gsize *budget);

/* A list of what is all of one form has one dimension more. */
static Form
find_list_form (const CalPickleValue *list, guint depth, gsize *budget)
{
  Form none = {CAL_PICKLE_NONE}, first = none, form = none;
  guint n_own = list->has_shape ? list->n_dims : 1;

  if (list->items->len == 0 || depth == 0)
    return none;
  for (guint n = 0; n < list->items->len; n++) {
    Form here = find_form (list->items->pdata[n], depth - 1, budget);

    if (n == 0)
      first = here;
    if (*budget == 0 || !are_same (&first, &here))
      return none;
    /* Numbers of several types are kept in the widest that Python has. */
    if (here.dtype != first.dtype)
      first.dtype = CAL_DTYPE_FLOAT64;
  }
  if (n_own + first.n_dims > CAL_ARRAY_MAX_DIMS)
    return none;
  form = first;
  form.n_dims = n_own + first.n_dims;
  form.dims[0] = list->items->len;
  if (list->has_shape)
    memcpy (form.dims, list->dims, n_own * sizeof *form.dims);
  memcpy (form.dims + n_own, first.dims, first.n_dims * sizeof *form.dims);
  return form;
}

static Form
find_form (const CalPickleValue *value, guint depth, gsize *budget)
{
  Form form = {CAL_PICKLE_NONE, CAL_DTYPE_FLOAT64, 0, {0}};

  if (*budget == 0)
    return form;
  --*budget;
  if (value->kind == CAL_PICKLE_NUMBER || value->kind == CAL_PICKLE_TEXT)
    form.kind = value->kind;
  else if (value->kind == CAL_PICKLE_ARRAY && (value->array != NULL || value->texts != NULL)) {
    form.kind = value->array != NULL ? CAL_PICKLE_NUMBER : CAL_PICKLE_TEXT;
    form.dtype = value->array != NULL ? cal_array_get_dtype (value->array) : form.dtype;
    form.n_dims = value->n_dims;
    memcpy (form.dims, value->dims, sizeof form.dims);
  } else if (value->kind == CAL_PICKLE_LIST)
    return find_list_form (value, depth, budget);
  return form;
}

static char *
dup_key (const CalPickleValue *key)
{
  gsize size;
  const char *bytes;

  switch (key->kind) {
  case CAL_PICKLE_TEXT:
    return g_strdup (key->text);
  case CAL_PICKLE_NUMBER:
    return g_strdup_printf ("%.15g", key->number);
  case CAL_PICKLE_BYTES:
    bytes = g_bytes_get_data (key->bytes, &size);
    return g_utf8_make_valid (bytes, (gssize) size);
  case CAL_PICKLE_NONE:
  case CAL_PICKLE_LIST:
  case CAL_PICKLE_DICT:
  case CAL_PICKLE_ARRAY:
  case CAL_PICKLE_DTYPE:
  case CAL_PICKLE_STORAGE:
  case CAL_PICKLE_GLOBAL:
  case CAL_PICKLE_MARK:
  default:
    return NULL;
  }
}

static const char *
name_kind (const CalPickleValue *value)
{
  switch (value->kind) {
  case CAL_PICKLE_NONE:
    return "None";
  case CAL_PICKLE_BYTES:
    return "bytes";
  case CAL_PICKLE_LIST:
    return "list";
  case CAL_PICKLE_DICT:
    return "dict";
  case CAL_PICKLE_NUMBER:
  case CAL_PICKLE_TEXT:
  case CAL_PICKLE_ARRAY:
  case CAL_PICKLE_DTYPE:
  case CAL_PICKLE_STORAGE:
  case CAL_PICKLE_GLOBAL:
  case CAL_PICKLE_MARK:
  default:
    return "object";
  }
}

static void
list_value (
    CalLoaded *loaded, const char *path, const CalPickleValue *value, guint depth, gsize *budget)
{
  Form form = find_form (value, CAL_ARRAY_MAX_DIMS, budget);
  CalDataset dataset = {.path = (char *) path,
                        .n_dims = form.n_dims,
                        .dtype = form.dtype,
                        .is_numeric = form.kind == CAL_PICKLE_NUMBER,
                        .is_text = form.kind == CAL_PICKLE_TEXT};

  if (*budget == 0 || cal_loaded_get_datasets (loaded)->len >= MAX_DATASETS)
    return;
  memcpy (dataset.shape, form.dims, sizeof dataset.shape);
  dataset.type_name = (char *) (form.kind == CAL_PICKLE_NUMBER ? cal_dtype_get_name (form.dtype)
                                : form.kind == CAL_PICKLE_TEXT ? "text"
                                                               : name_kind (value));
  if (depth > 0 && form.kind == CAL_PICKLE_NONE && value->kind == CAL_PICKLE_LIST &&
      value->items->len > 0)
    for (guint n = 0; n < value->items->len; n++) {
      g_autofree char *below = value->has_shape && value->n_dims == 0
                                   ? g_strdup (path)
                                   : g_strdup_printf ("%s[%u]", path[0] != '\0' ? path : "/", n);

      list_value (loaded, below, value->items->pdata[n], depth - 1, budget);
    }
  else if (depth > 0 && value->kind == CAL_PICKLE_DICT && value->items->len > 0)
    for (guint n = 0; n + 1 < value->items->len; n += 2) {
      g_autofree char *key = dup_key (value->items->pdata[n]);
      g_autofree char *below = key != NULL ? g_strconcat (path, "/", key, NULL) : NULL;

      if (below != NULL)
        list_value (loaded, below, value->items->pdata[n + 1], depth - 1, budget);
    }
  else
    cal_loaded_add_dataset (loaded, &dataset);
}

/* What the path reaches from @value on; NULL if there is no such thing. */
static CalPickleValue *
find_value (CalPickleValue *value, const char *path, guint depth)
{
  if (value->kind == CAL_PICKLE_LIST && value->has_shape && value->n_dims == 0 && depth > 0)
    return find_value (value->items->pdata[0], path, depth - 1);
  if (path[0] == '\0' || depth == 0)
    return depth > 0 ? value : NULL;
  if (path[0] == '/' && path[1] == '[')
    path++;
  if (path[0] == '[' && value->kind == CAL_PICKLE_LIST) {
    char *end;
    guint64 n = g_ascii_strtoull (path + 1, &end, 10);

    return end > path + 1 && *end == ']' && n < value->items->len
               ? find_value (value->items->pdata[n], end + 1, depth - 1)
               : NULL;
  }
  for (guint n = 0; path[0] == '/' && value->kind == CAL_PICKLE_DICT && n + 1 < value->items->len;
       n += 2) {
    g_autofree char *key = dup_key (value->items->pdata[n]);
    gsize length = key != NULL ? strlen (key) : 0;

    if (key != NULL && strncmp (path + 1, key, length) == 0 &&
        strchr ("/[", path[1 + length]) != NULL)
      return find_value (value->items->pdata[n + 1], path + 1 + length, depth - 1);
  }
  return NULL;
}

static void
append_numbers (const CalPickleValue *value, GByteArray *out, CalDtype dtype)
{
  if (value->kind == CAL_PICKLE_LIST)
    for (guint n = 0; n < value->items->len; n++)
      append_numbers (value->items->pdata[n], out, dtype);
  else if (value->kind == CAL_PICKLE_NUMBER && dtype == CAL_DTYPE_FLOAT64)
    g_byte_array_append (out, (const guint8 *) &value->number, sizeof value->number);
  else if (value->array != NULL && cal_array_get_dtype (value->array) == dtype) {
    gsize size;
    const guint8 *bytes = g_bytes_get_data (cal_array_get_bytes (value->array), &size);

    g_byte_array_append (out, bytes, (guint) size);
  } else if (value->array != NULL)
    for (gsize n = 0; n < cal_array_get_n_elements (value->array); n++) {
      double number = cal_array_get_value (value->array, n);

      g_byte_array_append (out, (const guint8 *) &number, sizeof number);
    }
}

static void
append_texts (const CalPickleValue *value, CalTextArrayBuilder *out)
{
  if (value->kind == CAL_PICKLE_LIST)
    for (guint n = 0; n < value->items->len; n++)
      append_texts (value->items->pdata[n], out);
  else if (value->texts != NULL)
    for (gsize n = 0; n < cal_text_array_get_n (value->texts); n++)
      cal_text_array_builder_add (out, cal_text_array_get (value->texts, n), -1);
  else
    cal_text_array_builder_add (out, value->text, -1);
}

/* An array that is one in the pickle is not copied. */
static CalArray *
make_array (const CalPickleValue *value, const Form *form, GError **error)
{
  GByteArray *numbers;
  g_autoptr (GBytes) bytes = NULL;
  gsize size = cal_dtype_get_size (form->dtype);

  if (value->kind == CAL_PICKLE_ARRAY)
    return g_object_ref (value->array);
  for (guint d = 0; d < form->n_dims; d++)
    if (!g_size_checked_mul (&size, size, form->dims[d]))
      size = G_MAXSIZE;
  if (size > G_MAXINT32) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "a list of more than %d bytes", G_MAXINT32);
    return NULL;
  }
  numbers = g_byte_array_new ();
  append_numbers (value, numbers, form->dtype);
  bytes = g_byte_array_free_to_bytes (numbers);
  return cal_array_new (form->dtype, form->n_dims, form->dims, bytes, error);
}

static gboolean
add_texts (const CalPickleValue *value, const Form *form, CalLoaded *loaded, GError **error)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  CalTextArray *texts;

  append_texts (value, builder);
  texts = cal_text_array_builder_end (builder, form->n_dims, form->dims, error);
  if (texts != NULL)
    cal_loaded_add_texts (loaded, texts);
  return texts != NULL;
}

static gboolean
is_cell (const CalPickleValue *value)
{
  return value->kind == CAL_PICKLE_NUMBER || value->kind == CAL_PICKLE_TEXT;
}

/* {0: "Unknown", 1: "V1v"}: a name and a value a row, as of a JSON file. */
static gboolean
is_dict_of_cells (const CalPickleValue *value)
{
  gboolean is_table = value->kind == CAL_PICKLE_DICT && value->items->len > 0;

  for (guint n = 0; is_table && n + 1 < value->items->len; n += 2)
    is_table = is_cell (value->items->pdata[n]) && is_cell (value->items->pdata[n + 1]);
  return is_table;
}

static gboolean
add_table (const CalPickleValue *dict, const char *name, CalLoaded *loaded, GError **error)
{
  g_autoptr (CalCells) cells = cal_cells_new ();
  guint names = cal_cells_add_column (cells, "name"),
        values = cal_cells_add_column (cells, "value");
  gsize n_replaced;
  CalTable *table;

  for (guint n = 0; n + 1 < dict->items->len; n += 2) {
    g_autofree char *key = dup_key (dict->items->pdata[n]);
    const CalPickleValue *value = dict->items->pdata[n + 1];

    cal_cells_add_text (cells, names, key);
    if (value->kind == CAL_PICKLE_NUMBER)
      cal_cells_add_number (cells, values, value->number);
    else
      cal_cells_add_text (cells, values, value->text);
  }
  table = cal_cells_end (cells, name, &n_replaced, error);
  if (table != NULL)
    cal_loaded_add (loaded, table);
  return table != NULL;
}

/* The numbers of a list of arrays of any lengths, one after the other. */
static gboolean
add_flat (CalPickleValue *list, const char *dataset, CalLoaded *loaded, GError **error)
{
  GByteArray *numbers = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  gsize n;

  for (guint i = 0; i < list->items->len; i++) {
    const CalPickleValue *item = list->items->pdata[i];

    if (item->array == NULL)
      continue;
    if (cal_array_get_n_elements (item->array) > (G_MAXINT32 - numbers->len) / sizeof (double)) {
      g_byte_array_unref (numbers);
      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "lists of more than %d bytes", G_MAXINT32);
      return FALSE;
    }
    append_numbers (item, numbers, CAL_DTYPE_FLOAT64);
  }
  n = numbers->len / sizeof (double);
  bytes = g_byte_array_free_to_bytes (numbers);
  array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, error);
  return array != NULL && cal_array_vector_add (loaded, dataset, array, NULL, NULL, error);
}

/**
 * cal_pickle_add_value:
 * @root: of a pickle
 * @dataset: (nullable): a path into it, see above
 * @loaded: gets what is there: an array, or a table of a dictionary of single values; and the list
 *   of what there is, if it is no one array and no path was given
 *
 * Returns: FALSE with @error set, with no file name in it
 */
gboolean
cal_pickle_add_value (CalPickleValue *root, const char *dataset, CalLoaded *loaded, GError **error)
{
  CalPickleValue *value = find_value (root, dataset != NULL ? dataset : "", MAX_DEPTH);
  gsize budget = MAX_LOOKS;
  Form form;
  g_autoptr (CalArray) array = NULL;

  if (dataset != NULL && g_str_has_suffix (dataset, "[]")) {
    g_autofree char *path = g_strndup (dataset, strlen (dataset) - 2);

    value = find_value (root, strcmp (path, "/") == 0 ? "" : path, MAX_DEPTH);
    if (value != NULL && value->kind == CAL_PICKLE_LIST)
      return add_flat (value, dataset, loaded, error);
  }
  if (value == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "no \"%s\" in the pickle",
                 dataset != NULL ? dataset : "");
    return FALSE;
  }
  form = find_form (value, CAL_ARRAY_MAX_DIMS, &budget);
  if (form.kind == CAL_PICKLE_TEXT)
    return add_texts (value, &form, loaded, error);
  if (form.kind == CAL_PICKLE_NUMBER) {
    array = make_array (value, &form, error);
    return array != NULL &&
           cal_array_vector_add (loaded, dataset != NULL ? dataset : "", array, NULL, NULL, error);
  }
  if (is_dict_of_cells (value)) {
    g_autofree char *stem = cal_path_dup_stem (cal_loaded_get_path (loaded));

    if (!add_table (value, dataset != NULL ? dataset : stem, loaded, error))
      return FALSE;
    if (dataset != NULL)
      return TRUE;
  }
  if (dataset != NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "\"%s\" is a %s; expected numbers or texts, all of one shape", dataset,
                 name_kind (value));
    return FALSE;
  }
  list_value (loaded, "", value, MAX_DEPTH, &budget);
  if (cal_loaded_get_datasets (loaded)->len >= MAX_DATASETS)
    cal_loaded_warn (loaded, "only the first %d values are listed", MAX_DATASETS);
  if (budget == 0)
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "a pickle of lists within lists with more than %d values", MAX_LOOKS);
  return budget > 0;
}
