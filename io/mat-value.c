/* mat-value.c - what a path into a MATLAB variable reaches, and the array it makes.
 *
 * A path goes on from a variable: ".field", "[2]", "[3,1]". The field of a struct array is the
 * fields of all its elements, stacked: of 4 x 2 structs with a matrix of 92 x 92 each, an array of
 * 4 x 2 x 92 x 92. Dimensions of length one are dropped from struct and cell arrays, and from what
 * MATLAB calls a row or a column.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/mat-value.h"

#include <string.h>

#include "io/order.h"
#include "model/error.h"

/* Elements of all struct and cell arrays on one way. */
#define MAX_VARIABLES 1000000

void
cal_mat_value_init (CalMatValue *self, matvar_t *variable)
{
  *self = (CalMatValue){.variables = g_ptr_array_new ()};
  g_ptr_array_add (self->variables, variable);
}

void
cal_mat_value_clear (CalMatValue *self)
{
  g_clear_pointer (&self->variables, g_ptr_array_unref);
}

/**
 * cal_mat_value_is:
 *
 * Returns: whether all of it is of that class
 */
gboolean
cal_mat_value_is (const CalMatValue *self, enum matio_classes class)
{
  for (guint n = 0; n < self->variables->len; n++) {
    const matvar_t *variable = self->variables->pdata[n];

    if (variable == NULL || variable->class_type != class)
      return FALSE;
  }
  return self->variables->len > 0;
}

static gboolean
count_elements (const matvar_t *variable, gsize *n)
{
  *n = 1;
  for (int d = 0; d < variable->rank; d++)
    if (!g_size_checked_mul (n, *n, variable->dims[d]))
      return FALSE;
  return TRUE;
}

/* The dimensions that are not of length one; FALSE if there are too many. */
static gboolean
squeeze (const matvar_t *variable, guint *n_dims, gsize *dims)
{
  *n_dims = 0;
  for (int d = 0; d < variable->rank; d++)
    if (variable->dims[d] != 1) {
      if (*n_dims == CAL_ARRAY_MAX_DIMS)
        return FALSE;
      dims[(*n_dims)++] = variable->dims[d];
    }
  return TRUE;
}

/* Whether the struct or cell arrays have all the same dimensions, which are added to @to. */
static gboolean
add_dims (const CalMatValue *self, CalMatValue *to)
{
  gsize dims[CAL_ARRAY_MAX_DIMS], here[CAL_ARRAY_MAX_DIMS];
  guint n_dims, n_here;

  if (!squeeze (self->variables->pdata[0], &n_dims, dims) ||
      self->n_dims + n_dims > CAL_ARRAY_MAX_DIMS)
    return FALSE;
  for (guint n = 1; n < self->variables->len; n++)
    if (!squeeze (self->variables->pdata[n], &n_here, here) || n_here != n_dims ||
        memcmp (dims, here, n_dims * sizeof *dims) != 0)
      return FALSE;
  memcpy (to->dims, self->dims, self->n_dims * sizeof *dims);
  memcpy (to->dims + self->n_dims, dims, n_dims * sizeof *dims);
  to->n_dims = self->n_dims + n_dims;
  return TRUE;
}

/* Where element @n in C order of @variable's dimensions lies in MATLAB's order. */
static gsize
to_matlab_order (const matvar_t *variable, gsize n)
{
  gsize index = 0, stride = 1;

  for (int d = 0; d < variable->rank; d++)
    stride *= variable->dims[d];
  for (int d = variable->rank; d-- > 0;) {
    stride /= variable->dims[d];
    index += n % variable->dims[d] * stride;
    n /= variable->dims[d];
  }
  return index;
}

typedef matvar_t *(*GetElement) (matvar_t *variable, const char *name, gsize index);

static matvar_t *
get_field (matvar_t *variable, const char *name, gsize index)
{
  return Mat_VarGetStructFieldByName (variable, name, index);
}

static matvar_t *
get_cell (matvar_t *variable, const char *name, gsize index)
{
  return Mat_VarGetCell (variable, (int) index);
}

static gboolean
expand (const CalMatValue *self, GetElement get, const char *name, CalMatValue *to)
{
  *to = (CalMatValue){.variables = g_ptr_array_new ()};
  if (!add_dims (self, to))
    return FALSE;
  for (guint v = 0; v < self->variables->len; v++) {
    matvar_t *variable = self->variables->pdata[v];
    gsize n_elements;

    if (!count_elements (variable, &n_elements) || n_elements > MAX_VARIABLES ||
        to->variables->len + n_elements > MAX_VARIABLES)
      return FALSE;
    for (gsize n = 0; n < n_elements; n++) {
      matvar_t *element = get (variable, name, to_matlab_order (variable, n));

      if (element == NULL)
        return FALSE;
      g_ptr_array_add (to->variables, element);
    }
  }
  return TRUE;
}

/**
 * cal_mat_value_get_field:
 * @self: structs
 * @field: (out caller-allocates): clear it also after FALSE
 *
 * Returns: whether all of them have such a field
 */
gboolean
cal_mat_value_get_field (const CalMatValue *self, const char *name, CalMatValue *field)
{
  *field = (CalMatValue){.variables = NULL};
  return cal_mat_value_is (self, MAT_C_STRUCT) && expand (self, get_field, name, field);
}

/**
 * cal_mat_value_get_cells:
 * @self: cell arrays
 * @cells: (out caller-allocates): clear it also after FALSE
 *
 * Returns: whether they are, and all of one shape
 */
gboolean
cal_mat_value_get_cells (const CalMatValue *self, CalMatValue *cells)
{
  *cells = (CalMatValue){.variables = NULL};
  return cal_mat_value_is (self, MAT_C_CELL) && expand (self, get_cell, NULL, cells);
}

/* "3,1]" of dimensions that are not one: the element in MATLAB's order. */
static gboolean
parse_index (const matvar_t *variable, const char **at, gsize *index)
{
  gsize stride = 1;

  *index = 0;
  for (int d = 0; d < variable->rank; d++) {
    char *end;
    guint64 number;

    if (variable->dims[d] == 1)
      continue;
    if (!g_ascii_isdigit (**at))
      return FALSE;
    number = g_ascii_strtoull (*at, &end, 10);
    if (number >= variable->dims[d] || (*end != ',' && *end != ']'))
      return FALSE;
    *index += number * stride;
    stride *= variable->dims[d];
    *at = *end == ',' ? end + 1 : end;
  }
  return *(*at)++ == ']';
}

/* "[2]" of a cell array, or "[2].field" of a struct array; FALSE if there is no such thing. */
static gboolean
pick (const CalMatValue *self, const char **path, CalMatValue *to)
{
  matvar_t *variable = self->variables->pdata[0], *element = NULL;
  const char *at = *path + 1;
  gsize index;

  if (self->variables->len != 1 || !parse_index (variable, &at, &index))
    return FALSE;
  if (variable->class_type == MAT_C_CELL)
    element = get_cell (variable, NULL, index);
  else if (variable->class_type == MAT_C_STRUCT && *at == '.') {
    g_autofree char *name = g_strndup (at + 1, strcspn (at + 1, ".["));

    element = get_field (variable, name, index);
    at += 1 + strlen (name);
  }
  if (element == NULL)
    return FALSE;
  cal_mat_value_init (to, element);
  *path = at;
  return TRUE;
}

/**
 * cal_mat_value_walk:
 * @path: "" or ".field[3,1].other", counted from 0
 * @reached: (out caller-allocates): clear it also after FALSE
 *
 * Returns: FALSE if there is no such thing
 */
gboolean
cal_mat_value_walk (const CalMatValue *self, const char *path, CalMatValue *reached)
{
  *reached = *self;
  reached->variables = g_ptr_array_copy (self->variables, NULL, NULL);
  while (*path != '\0') {
    g_auto (CalMatValue) from = *reached;

    *reached = (CalMatValue){.variables = NULL};
    if (*path == '.') {
      g_autofree char *name = g_strndup (path + 1, strcspn (path + 1, ".["));

      if (!cal_mat_value_get_field (&from, name, reached))
        return FALSE;
      path += 1 + strlen (name);
    } else if (*path != '[' || !pick (&from, &path, reached))
      return FALSE;
  }
  return TRUE;
}

static gboolean
find_dtype (const matvar_t *variable, CalDtype *dtype)
{
  static const CalDtype dtypes[] = {
      [MAT_C_DOUBLE] = CAL_DTYPE_FLOAT64, [MAT_C_SINGLE] = CAL_DTYPE_FLOAT32,
      [MAT_C_INT8] = CAL_DTYPE_INT8,      [MAT_C_UINT8] = CAL_DTYPE_UINT8,
      [MAT_C_INT16] = CAL_DTYPE_INT16,    [MAT_C_UINT16] = CAL_DTYPE_UINT16,
      [MAT_C_INT32] = CAL_DTYPE_INT32,    [MAT_C_UINT32] = CAL_DTYPE_UINT32,
      [MAT_C_INT64] = CAL_DTYPE_INT64,    [MAT_C_UINT64] = CAL_DTYPE_UINT64,
  };

  if (variable->class_type < MAT_C_DOUBLE || variable->class_type > MAT_C_UINT64)
    return FALSE;
  *dtype = dtypes[variable->class_type];
  if (variable->isComplex && *dtype != CAL_DTYPE_FLOAT32 && *dtype != CAL_DTYPE_FLOAT64)
    return FALSE;
  if (variable->isComplex)
    *dtype = *dtype == CAL_DTYPE_FLOAT32 ? CAL_DTYPE_COMPLEX64 : CAL_DTYPE_COMPLEX128;
  else if (variable->isLogical && *dtype == CAL_DTYPE_UINT8)
    *dtype = CAL_DTYPE_BOOL;
  return TRUE;
}

/* The dimensions of one of the arrays: none of a number, one of a row or a column. */
static gboolean
find_dims (const matvar_t *variable, guint *n_dims, gsize *dims)
{
  if (variable->rank == 2 && (variable->dims[0] == 1 || variable->dims[1] == 1))
    return squeeze (variable, n_dims, dims);
  /* A damaged variable may have none, and nowhere to read them from. */
  if (variable->rank < 1 || variable->rank > CAL_ARRAY_MAX_DIMS || variable->dims == NULL)
    return FALSE;
  *n_dims = (guint) variable->rank;
  memcpy (dims, variable->dims, *n_dims * sizeof *dims);
  return TRUE;
}

/* Numbers of one type and shape. */
static gboolean
describe_numbers (const CalMatValue *self, CalDataset *dataset)
{
  guint n_dims, n_here;
  gsize dims[CAL_ARRAY_MAX_DIMS], here[CAL_ARRAY_MAX_DIMS];
  CalDtype dtype, other;

  if (!find_dtype (self->variables->pdata[0], &dtype) ||
      !find_dims (self->variables->pdata[0], &n_dims, dims) ||
      self->n_dims + n_dims > CAL_ARRAY_MAX_DIMS)
    return FALSE;
  for (guint n = 1; n < self->variables->len; n++)
    if (!find_dtype (self->variables->pdata[n], &other) || other != dtype ||
        !find_dims (self->variables->pdata[n], &n_here, here) || n_here != n_dims ||
        memcmp (dims, here, n_dims * sizeof *dims) != 0)
      return FALSE;
  memcpy (dataset->shape, self->dims, self->n_dims * sizeof *dims);
  memcpy (dataset->shape + self->n_dims, dims, n_dims * sizeof *dims);
  dataset->n_dims = self->n_dims + n_dims;
  dataset->dtype = dtype;
  dataset->is_numeric = TRUE;
  dataset->type_name = (char *) cal_dtype_get_name (dtype);
  return TRUE;
}

/* A text each; or the rows of one matrix of characters. */
static gboolean
describe_texts (const CalMatValue *self, CalDataset *dataset)
{
  const matvar_t *first = self->variables->pdata[0];

  if (!cal_mat_value_is (self, MAT_C_CHAR))
    return FALSE;
  for (guint n = 0; n < self->variables->len; n++) {
    const matvar_t *text = self->variables->pdata[n];

    if (text->rank != 2 || (text->dims[0] > 1 && self->variables->len > 1))
      return FALSE;
  }
  dataset->n_dims = self->n_dims;
  memcpy (dataset->shape, self->dims, self->n_dims * sizeof *self->dims);
  if (self->n_dims == 0 && first->dims[0] != 1)
    dataset->shape[dataset->n_dims++] = first->dims[0];
  dataset->is_text = TRUE;
  dataset->type_name = (char *) "text";
  return TRUE;
}

/**
 * cal_mat_value_describe:
 * @dataset: (out): but for the path; the name of its type is not owned
 *
 * Returns: whether it makes one array
 */
gboolean
cal_mat_value_describe (const CalMatValue *self, CalDataset *dataset)
{
  g_auto (CalMatValue) cells = {.variables = NULL};

  if (cal_mat_value_is (self, MAT_C_CELL))
    return cal_mat_value_get_cells (self, &cells) && cells.variables->len > 0 &&
           !cal_mat_value_is (&cells, MAT_C_CELL) && cal_mat_value_describe (&cells, dataset);
  return self->variables->len > 0 && self->variables->pdata[0] != NULL &&
         (describe_texts (self, dataset) || describe_numbers (self, dataset));
}

/* Real and imaginary parts side by side. */
static void
join_complex (const mat_complex_split_t *split, gsize part_size, gsize n, guint8 *out)
{
  for (gsize e = 0; e < n; e++) {
    memcpy (out + 2 * e * part_size, (const guint8 *) split->Re + e * part_size, part_size);
    memcpy (out + (2 * e + 1) * part_size, (const guint8 *) split->Im + e * part_size, part_size);
  }
}

static gboolean
copy_numbers (const matvar_t *variable, const CalDataset *dataset, gsize size, guint8 *out)
{
  gsize element_size = cal_dtype_get_size (dataset->dtype), n = size / element_size;
  gsize part_size = variable->isComplex ? element_size / 2 : element_size;
  const mat_complex_split_t *split = variable->data;
  g_autofree guint8 *joined = NULL;

  if (size == 0)
    return TRUE;
  if (variable->data == NULL || Mat_SizeOf (variable->data_type) != part_size ||
      variable->nbytes < n * part_size || (variable->isComplex && (!split->Re || !split->Im)))
    return FALSE;
  if (variable->isComplex) {
    joined = g_malloc (size);
    join_complex (split, part_size, n, joined);
  }
  cal_order_from_fortran (joined != NULL ? joined : variable->data, element_size,
                          (guint) variable->rank, variable->dims, out);
  return TRUE;
}

/**
 * cal_mat_value_make_array:
 * @self: what cal_mat_value_describe() says is numbers, read with its data
 *
 * Returns: (transfer full): the last dimension fastest; NULL with @error set
 */
CalArray *
cal_mat_value_make_array (const CalMatValue *self, GError **error)
{
  g_auto (CalMatValue) cells = {.variables = NULL};
  CalDataset dataset = {.path = NULL};
  gsize size, each;
  g_autofree guint8 *out = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (cal_mat_value_get_cells (self, &cells))
    return cal_mat_value_make_array (&cells, error);
  if (!describe_numbers (self, &dataset))
    return NULL;
  size = cal_dtype_get_size (dataset.dtype);
  for (guint d = 0; d < dataset.n_dims; d++)
    if (!g_size_checked_mul (&size, size, dataset.shape[d]))
      size = G_MAXSIZE;
  out = size < G_MAXSSIZE ? g_try_malloc (MAX (size, 1)) : NULL;
  if (out == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%" G_GSIZE_FORMAT " bytes do not fit in memory", size);
    return NULL;
  }
  each = size / self->variables->len;
  for (guint n = 0; n < self->variables->len; n++)
    if (!copy_numbers (self->variables->pdata[n], &dataset, each, out + n * each)) {
      g_set_error_literal (error, CAL_ERROR, CAL_ERROR_FORMAT, "its values are damaged");
      return NULL;
    }
  bytes = g_bytes_new_take (g_steal_pointer (&out), size);
  return cal_array_new (dataset.dtype, dataset.n_dims, dataset.shape, bytes, error);
}

/* Characters @row, @row + stride, ... of units of one, two or four bytes; UTF-8 where the file says
 * so, else a character a unit, or UTF-16. */
static char *
dup_row (const matvar_t *text, gsize row)
{
  gsize unit = Mat_SizeOf (text->data_type), stride = text->dims[0], n = text->dims[1];
  g_autoptr (GString) utf8 = g_string_new (NULL);
  g_autoptr (GArray) utf16 = g_array_new (TRUE, TRUE, sizeof (gunichar2));

  /* In UTF-8 a character may take several bytes; only of one row is it clear which. */
  if (text->data_type == MAT_T_UTF8 && stride == 1)
    return g_strndup (text->data, text->nbytes);
  if (unit == 0 || unit > 4 || text->nbytes / unit / MAX (stride, 1) < n)
    return NULL;
  for (gsize c = 0; c < n; c++) {
    const guint8 *at = (const guint8 *) text->data + (row + c * stride) * unit;
    guint32 wide;
    gunichar2 narrow;

    if (unit == 4) {
      memcpy (&wide, at, 4);
      g_string_append_unichar (utf8, g_unichar_validate (wide) ? wide : 0xfffd);
    } else if (unit == 2) {
      memcpy (&narrow, at, 2);
      g_array_append_val (utf16, narrow);
    } else
      g_string_append_unichar (utf8, *at);
  }
  if (unit == 2)
    return g_utf16_to_utf8 ((const gunichar2 *) (void *) utf16->data, utf16->len, NULL, NULL, NULL);
  return g_string_free (g_steal_pointer (&utf8), FALSE);
}

/**
 * cal_mat_value_make_texts:
 * @self: what cal_mat_value_describe() says is texts, read with its data
 *
 * Spaces at the end of a row only fill up its matrix, and are cut.
 *
 * Returns: (transfer full): the texts, or NULL with @error set
 */
CalTextArray *
cal_mat_value_make_texts (const CalMatValue *self, GError **error)
{
  g_auto (CalMatValue) cells = {.variables = NULL};
  g_autoptr (CalTextArrayBuilder) builder = NULL;
  CalDataset dataset = {.path = NULL};

  if (cal_mat_value_get_cells (self, &cells))
    return cal_mat_value_make_texts (&cells, error);
  if (!describe_texts (self, &dataset))
    return NULL;
  builder = cal_text_array_builder_new ();
  for (guint n = 0; n < self->variables->len; n++) {
    const matvar_t *text = self->variables->pdata[n];
    gsize n_rows = text->dims[0] == 0 && self->n_dims > 0 ? 1 : text->dims[0];

    for (gsize row = 0; row < n_rows; row++) {
      g_autofree char *utf8 =
          text->data == NULL || text->dims[1] == 0 ? g_strdup ("") : dup_row (text, row);

      if (utf8 == NULL) {
        g_set_error_literal (error, CAL_ERROR, CAL_ERROR_FORMAT, "its text is damaged");
        return NULL;
      }
      cal_text_array_builder_add (builder, g_strchomp (utf8), -1);
    }
  }
  return cal_text_array_builder_end (g_steal_pointer (&builder), dataset.n_dims, dataset.shape,
                                     error);
}
