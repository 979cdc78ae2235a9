/* rdm-matrix.c - from arrays of dissimilarities to RDMs, with their symmetry checked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-matrix.h"

#include <math.h>

#include "model/error.h"
#include "model/memory.h"

/* What rounding may leave between two entries that should be equal, as a part of the largest. */
#define ROUNDING_DOUBLE 1e-9
#define ROUNDING_SINGLE 1e-5

/* n of n (n - 1) / 2. */
static gboolean
count_conditions (gsize n_pairs, gsize *n_conditions)
{
  gsize n = (gsize) ((1.0 + sqrt (1.0 + 8.0 * (double) n_pairs)) / 2.0), found;

  *n_conditions = n;
  return n_pairs > 0 && cal_rdm_count_pairs (n, &found) && found == n_pairs;
}

/**
 * cal_rdm_shape_find:
 * @shape: (out)
 *
 * Square matrices, one or stacked in any number of dimensions; else upper triangles, one or a row
 * each.
 *
 * Returns: whether an array of that shape can hold RDMs
 */
gboolean
cal_rdm_shape_find (guint n_dims, const gsize *dims, CalRdmShape *shape)
{
  guint n_outer = n_dims > 0 ? n_dims - 1 : 0;

  *shape = (CalRdmShape){.n_rdms = 1};
  if (n_dims == 0)
    return FALSE;
  shape->is_square = n_dims >= 2 && dims[n_dims - 1] == dims[n_dims - 2];
  if (shape->is_square) {
    n_outer--;
    shape->n_conditions = dims[n_dims - 1];
  } else if (n_dims > 2 || !count_conditions (dims[n_dims - 1], &shape->n_conditions))
    return FALSE;
  for (guint d = 0; d < n_outer; d++)
    if (!g_size_checked_mul (&shape->n_rdms, shape->n_rdms, dims[d]))
      return FALSE;
  return shape->n_conditions >= 2 && shape->n_rdms > 0;
}

static gboolean
is_single (CalDtype dtype)
{
  switch (dtype) {
  case CAL_DTYPE_FLOAT16:
  case CAL_DTYPE_FLOAT32:
  case CAL_DTYPE_BOOL:
  case CAL_DTYPE_INT8:
  case CAL_DTYPE_UINT8:
  case CAL_DTYPE_INT16:
  case CAL_DTYPE_UINT16:
    return TRUE;
  case CAL_DTYPE_INT32:
  case CAL_DTYPE_UINT32:
  case CAL_DTYPE_INT64:
  case CAL_DTYPE_UINT64:
  case CAL_DTYPE_FLOAT64:
  case CAL_DTYPE_FLOAT128:
  case CAL_DTYPE_COMPLEX64:
  case CAL_DTYPE_COMPLEX128:
  case CAL_DTYPE_COMPLEX256:
  case CAL_DTYPE_RGB24:
  case CAL_DTYPE_RGBA32:
  default:
    return FALSE;
  }
}

/* One matrix of the stack. */
typedef struct {
  CalArray *array;
  gsize first;
  gsize n;
} Square;

static double
get_entry (const Square *self, gsize i, gsize j)
{
  return cal_array_get_value (self->array, self->first + i * self->n + j);
}

static gboolean
are_equal (double a, double b, double tolerance)
{
  return (isnan (a) && isnan (b)) || a == b || fabs (a - b) <= tolerance;
}

/* Symmetric. @diagonal is set to what is farthest from 0 on it; 0 if there is but 0 and NaN. */
static gboolean
check_square (const Square *self, double *diagonal, GError **error)
{
  double largest = 0.0, tolerance;

  for (gsize e = 0; e < self->n * self->n; e++) {
    double entry = cal_array_get_value (self->array, self->first + e);

    if (isfinite (entry))
      largest = fmax (largest, fabs (entry));
  }
  tolerance =
      largest * (is_single (cal_array_get_dtype (self->array)) ? ROUNDING_SINGLE : ROUNDING_DOUBLE);
  *diagonal = 0.0;
  for (gsize i = 0; i < self->n; i++) {
    double own = get_entry (self, i, i);

    if (fabs (own) > MAX (tolerance, fabs (*diagonal)))
      *diagonal = own;
    for (gsize j = i + 1; j < self->n; j++) {
      double above = get_entry (self, i, j), below = get_entry (self, j, i);

      if (!are_equal (above, below, tolerance)) {
        g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                     "entry (%" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT
                     ") is %.9g and (%" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT
                     ") is %.9g; an RDM is symmetric",
                     i, j, above, j, i, below);
        return FALSE;
      }
    }
  }
  return TRUE;
}

/* The upper triangle, in single precision if that holds every value. */
static CalArray *
copy_pairs (CalArray *array, const CalRdmShape *shape, gsize rdm, GError **error)
{
  gboolean single = is_single (cal_array_get_dtype (array));
  gsize n = shape->n_conditions, n_pairs = n * (n - 1) / 2, pair = 0;
  gsize first = rdm * (shape->is_square ? n * n : n_pairs);
  g_autofree void *out = g_try_malloc_n (n_pairs, single ? sizeof (float) : sizeof (double));
  g_autoptr (GBytes) bytes = NULL;

  if (out == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%" G_GSIZE_FORMAT " pairs do not fit in memory", n_pairs);
    return NULL;
  }
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++, pair++) {
      double value = cal_array_get_value (array, first + (shape->is_square ? i * n + j : pair));

      if (single)
        ((float *) out)[pair] = (float) value;
      else
        ((double *) out)[pair] = value;
    }
  bytes = g_bytes_new_take (g_steal_pointer (&out),
                            cal_size_times (n_pairs, single ? sizeof (float) : sizeof (double)));
  return cal_array_new (single ? CAL_DTYPE_FLOAT32 : CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, error);
}

/* "sessions[3,1]" of a stack of 4 x 2. */
static char *
dup_name (CalArray *array, const CalRdmShape *shape, const char *name, gsize rdm)
{
  guint n_outer = cal_array_get_n_dims (array) - (shape->is_square ? 2 : 1);
  g_autoptr (GString) index = g_string_new ("]");

  if (shape->n_rdms == 1)
    return g_strdup (name);
  for (guint d = n_outer; d-- > 0;) {
    gsize length = cal_array_get_dim (array, d);
    g_autofree char *number =
        g_strdup_printf ("%" G_GSIZE_FORMAT "%s", rdm % length, index->len > 1 ? "," : "");

    g_string_prepend (index, number);
    rdm /= length;
  }
  return g_strdup_printf ("%s[%s", name, index->str);
}

/**
 * cal_rdm_matrix_add:
 * @array: of a shape that cal_rdm_shape_find() knows
 * @desc: what is known of all its RDMs
 * @names: (nullable): a name each; else they are called after @desc and their place in @array
 * @rdms: (element-type CalRdm): gets them
 *
 * Entries above the diagonal are taken; those below must be equal but for rounding. A diagonal of
 * other than 0 and NaN is told of in made_by.
 *
 * Returns: FALSE with CAL_ERROR_FORMAT, with no file name in it, if one is no RDM
 */
gboolean
cal_rdm_matrix_add (
    CalArray *array, const CalRdmDesc *desc, CalTextArray *names, GPtrArray *rdms, GError **error)
{
  gsize dims[CAL_ARRAY_MAX_DIMS];
  CalRdmShape shape;

  for (guint d = 0; d < cal_array_get_n_dims (array); d++)
    dims[d] = cal_array_get_dim (array, d);
  if (!cal_rdm_shape_find (cal_array_get_n_dims (array), dims, &shape)) {
    g_autofree char *text = cal_array_dup_shape (array);

    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "an array of shape %s is no RDM; expected n x n, or the n (n - 1) / 2 pairs of an "
                 "upper triangle, one RDM or several",
                 text);
    return FALSE;
  }
  for (gsize n = 0; n < shape.n_rdms; n++) {
    Square square = {array, n * shape.n_conditions * shape.n_conditions, shape.n_conditions};
    g_autofree char *name = names != NULL && cal_text_array_get_n (names) == shape.n_rdms
                                ? g_strdup (cal_text_array_get (names, n))
                                : dup_name (array, &shape, desc->name, n);
    CalRdmDesc own = *desc;
    g_autoptr (CalArray) pairs = NULL;
    g_autofree char *note = NULL;
    double diagonal = 0.0;
    CalRdm *rdm;

    if (shape.is_square && !check_square (&square, &diagonal, error)) {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
    if (diagonal != 0.0) {
      note = g_strdup_printf (
          CAL_RDM_ODD_DIAGONAL " %g: it may hold similarities, of which more is nearer", diagonal);
      own.made_by = note;
    }
    pairs = copy_pairs (array, &shape, n, error);
    if (pairs == NULL)
      return FALSE;
    own.name = name;
    own.n_conditions = shape.n_conditions;
    own.dissimilarities = pairs;
    rdm = cal_rdm_new (&own, error);
    if (rdm == NULL)
      return FALSE;
    g_ptr_array_add (rdms, rdm);
  }
  return TRUE;
}

/* A dissimilarity that is neither 0 nor NaN. */
static gboolean
has_value (CalRdm *rdm)
{
  for (gsize pair = 0; pair < cal_rdm_get_n_pairs (rdm); pair++) {
    double value = cal_rdm_get_pair (rdm, pair);

    if (!isnan (value) && value != 0.0)
      return TRUE;
  }
  return FALSE;
}

/**
 * cal_rdm_matrix_is_plausible:
 * @rdms: (element-type CalRdm)
 *
 * Returns: whether those from @first on look like RDMs even if nobody says so: none has another
 *   diagonal than 0 and NaN, and one says anything
 */
gboolean
cal_rdm_matrix_is_plausible (GPtrArray *rdms, guint first)
{
  gboolean has_any = FALSE;

  for (guint n = first; n < rdms->len; n++) {
    const char *made_by = cal_rdm_get_desc (rdms->pdata[n])->made_by;

    if (made_by != NULL && g_str_has_prefix (made_by, CAL_RDM_ODD_DIAGONAL))
      return FALSE;
    has_any = has_any || has_value (rdms->pdata[n]);
  }
  return has_any;
}
