/* rdm-strips.c - the distances of all pairs of rows, in strips of the upper triangle.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-strips.h"

#include <math.h>

#include "analysis/blas.h"
#include "analysis/parallel.h"
#include "model/error.h"
#include "model/rdm.h"

/* Few rows make small tiles, so that there are enough of them for all cores. Wide ones are faster:
 * BLAS copies both sides of a product before it multiplies. */
#define SMALL_HEIGHT 128
#define MIDDLE_HEIGHT 256
#define HEIGHT 512
#define FEW_ROWS 512
#define MANY_ROWS 2048
#define WIDTH 1024

/* A distance from products is the small difference of large numbers where two rows nearly agree.
 * Below this share of what they could differ by, it is computed from the differences themselves. */
#define DOUBLE_CANCELLATION 1e-5
#define SINGLE_CANCELLATION 1e-3

/* Rows whose products are summed by one piece of work. */
#define NORM_ROWS 16

/* Rows of one strip against rows that follow it. */
typedef struct {
  gsize strip;
  gsize first;
  gsize n;
} Tile;

/* One call of cal_rdm_strips_add(). */
typedef struct {
  CalRdmStrips *strips;
  const void *left;
  const void *right; /* the same as left unless the product has two sides */
  gsize n_columns;
  double *product;      /* of each row's left with its right */
  double *left_length;  /* of each row */
  double *right_length; /* of each row */
  GArray *tiles;
  CalJob *job;
  double fractions[2];
  gsize n_done; /* atomic */
} Addition;

static gsize
get_height (const CalRdmStrips *self, gsize strip)
{
  return MIN (self->height, self->n - strip * self->height);
}

static gsize
get_size (const CalRdmStrips *self)
{
  return self->is_single ? sizeof (float) : sizeof (double);
}

/**
 * cal_rdm_strips_get_owner:
 *
 * Returns: whose share a strip is. Strips shrink towards the end; dealt to and fro, the shares are
 *   nearly alike
 */
gsize
cal_rdm_strips_get_owner (const CalRdmStrips *self, gsize strip, gsize n_shares)
{
  gsize place = strip % (2 * n_shares);

  return place < n_shares ? place : 2 * n_shares - 1 - place;
}

/**
 * cal_rdm_strips_get_first_pair:
 *
 * Returns: where the strip begins in the condensed triangle
 */
gsize
cal_rdm_strips_get_first_pair (const CalRdmStrips *self, gsize strip)
{
  gsize row = strip * self->height;

  return row + 1 < self->n ? cal_rdm_pair_index (self->n, row, row + 1)
                           : self->n * (self->n - 1) / 2;
}

/**
 * cal_rdm_strips_get_n_pairs:
 *
 * Returns: how many distances the strip has
 */
gsize
cal_rdm_strips_get_n_pairs (const CalRdmStrips *self, gsize strip)
{
  gsize first = cal_rdm_strips_get_first_pair (self, strip);

  return (strip + 1 < self->n_strips ? cal_rdm_strips_get_first_pair (self, strip + 1)
                                     : self->n * (self->n - 1) / 2) -
         first;
}

static gboolean
allocate (CalRdmStrips *self, gsize share, gsize n_shares)
{
  gsize size = get_size (self), n_pairs = self->n * (self->n - 1) / 2;
  gboolean fits = TRUE;

  if (n_shares == 1) {
    self->whole = g_try_malloc0_n (n_pairs, size);
    fits = self->whole != NULL;
  }
  for (gsize s = 0; fits && s < self->n_strips; s++) {
    if (n_shares == 1)
      self->strips[s] = (guint8 *) self->whole + size * cal_rdm_strips_get_first_pair (self, s);
    else if (cal_rdm_strips_get_owner (self, s, n_shares) == share) {
      self->strips[s] = g_try_malloc0_n (MAX (cal_rdm_strips_get_n_pairs (self, s), 1), size);
      fits = self->strips[s] != NULL;
    }
  }
  return fits;
}

/**
 * cal_rdm_strips_init:
 * @n: rows; at least 2
 * @share: which strips are kept here; 0 of 1 are all
 *
 * All distances are 0 then.
 *
 * Returns: FALSE with CAL_ERROR_LIMIT if they do not fit in memory
 */
gboolean
cal_rdm_strips_init (
    CalRdmStrips *self, gsize n, gboolean is_single, gsize share, gsize n_shares, GError **error)
{
  gsize n_pairs, n_bytes;

  *self = (CalRdmStrips){.n = n, .is_single = is_single};
  self->height = n < FEW_ROWS ? SMALL_HEIGHT : n < MANY_ROWS ? MIDDLE_HEIGHT : HEIGHT;
  self->n_strips = (n + self->height - 1) / self->height;
  if (cal_rdm_count_pairs (n, &n_pairs) &&
      g_size_checked_mul (&n_bytes, n_pairs, get_size (self)) && n_bytes < G_MAXSSIZE) {
    self->strips = g_new0 (gpointer, self->n_strips);
    if (allocate (self, share, n_shares))
      return TRUE;
  }
  g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
               "the distances of %" G_GSIZE_FORMAT " conditions do not fit in memory", n);
  cal_rdm_strips_clear (self);
  return FALSE;
}

void
cal_rdm_strips_clear (CalRdmStrips *self)
{
  for (gsize s = 0; self->whole == NULL && self->strips != NULL && s < self->n_strips; s++)
    g_free (self->strips[s]);
  g_clear_pointer (&self->strips, g_free);
  g_clear_pointer (&self->whole, g_free);
}

static double
get_value (const CalRdmStrips *strips, const void *rows, gsize index)
{
  return strips->is_single ? (double) ((const float *) rows)[index]
                           : ((const double *) rows)[index];
}

static double
dot (const Addition *work, const void *a, const void *b, gsize row)
{
  blasint n = (blasint) work->n_columns;
  gsize first = row * work->n_columns;

  return work->strips->is_single
             ? cblas_dsdot (n, (const float *) a + first, 1, (const float *) b + first, 1)
             : cblas_ddot (n, (const double *) a + first, 1, (const double *) b + first, 1);
}

static void
measure_rows (gsize piece, gpointer data)
{
  Addition *work = data;
  gsize end = MIN ((piece + 1) * NORM_ROWS, work->strips->n);

  for (gsize i = piece * NORM_ROWS; i < end; i++) {
    work->product[i] = dot (work, work->left, work->right, i);
    work->left_length[i] = work->right_length[i] = sqrt (fabs (work->product[i]));
    if (work->left != work->right) {
      work->left_length[i] = sqrt (dot (work, work->left, work->left, i));
      work->right_length[i] = sqrt (dot (work, work->right, work->right, i));
    }
  }
}

/* The products of the rows of @a from @i with those of @b from @j. */
static void
multiply (const Addition *work,
          const void *a,
          const void *b,
          gsize i,
          gsize n_i,
          gsize j,
          gsize n_j,
          void *products)
{
  blasint k = (blasint) work->n_columns, m = (blasint) n_i, n = (blasint) n_j;

  if (work->strips->is_single) {
    const float *from = (const float *) a + i * work->n_columns;
    const float *to = (const float *) b + j * work->n_columns;

    if (from == to)
      cblas_ssyrk (CblasRowMajor, CblasUpper, CblasNoTrans, m, k, 1.0f, from, k, 0.0f, products, n);
    else
      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1.0f, from, k, to, k, 0.0f,
                   products, n);
  } else {
    const double *from = (const double *) a + i * work->n_columns;
    const double *to = (const double *) b + j * work->n_columns;

    if (from == to)
      cblas_dsyrk (CblasRowMajor, CblasUpper, CblasNoTrans, m, k, 1.0, from, k, 0.0, products, n);
    else
      cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1.0, from, k, to, k, 0.0,
                   products, n);
  }
}

/* The sum over columns of the left difference times the right difference. */
static double
compute_directly (const Addition *work, gsize i, gsize j)
{
  gsize a = i * work->n_columns, b = j * work->n_columns;
  double sum = 0.0;

  for (gsize c = 0; c < work->n_columns; c++)
    sum += (get_value (work->strips, work->left, a + c) -
            get_value (work->strips, work->left, b + c)) *
           (get_value (work->strips, work->right, a + c) -
            get_value (work->strips, work->right, b + c));
  return sum;
}

/* Adds the distances of row @i to those of the rows @first to @end. */
static void
add_row (const Addition *work,
         gsize i,
         gsize first,
         gsize end,
         const void *forth,
         const void *back,
         gsize place,
         void *distances)
{
  const CalRdmStrips *strips = work->strips;
  double share = strips->is_single ? SINGLE_CANCELLATION : DOUBLE_CANCELLATION;

  for (gsize j = first; j < end; j++) {
    gsize k = place + j - first;
    double most = (work->left_length[i] + work->left_length[j]) *
                  (work->right_length[i] + work->right_length[j]);
    double d = work->product[i] + work->product[j] - get_value (strips, forth, k) -
               get_value (strips, back, k);

    if (fabs (d) < share * most)
      d = compute_directly (work, i, j);
    if (strips->is_single)
      ((float *) distances)[j - first] += (float) d;
    else
      ((double *) distances)[j - first] += d;
  }
}

static void
add_tile (gsize piece, gpointer data)
{
  Addition *work = data;
  CalRdmStrips *strips = work->strips;
  const Tile *tile = &g_array_index (work->tiles, Tile, piece);
  gsize first_i = tile->strip * strips->height, first_j = tile->first;
  gsize n_i = get_height (strips, tile->strip), n_j = tile->n;
  gsize size = get_size (strips), start = cal_rdm_strips_get_first_pair (strips, tile->strip);
  g_autofree void *forth = NULL, *back = NULL;

  if (!cal_job_check (work->job, NULL))
    return;
  forth = g_malloc (n_i * n_j * size);
  multiply (work, work->left, work->right, first_i, n_i, first_j, n_j, forth);
  if (work->left != work->right) {
    back = g_malloc (n_i * n_j * size);
    multiply (work, work->right, work->left, first_i, n_i, first_j, n_j, back);
  }
  for (gsize i = first_i; i < first_i + n_i; i++) {
    gsize j = MAX (first_j, i + 1);

    if (j < first_j + n_j)
      add_row (work, i, j, first_j + n_j, forth, back != NULL ? back : forth,
               (i - first_i) * n_j + j - first_j,
               (guint8 *) strips->strips[tile->strip] +
                   size * (cal_rdm_pair_index (strips->n, i, j) - start));
  }
  cal_job_report (work->job,
                  work->fractions[0] + (work->fractions[1] - work->fractions[0]) *
                                           (double) (g_atomic_pointer_add (&work->n_done, 1) + 1) /
                                           work->tiles->len,
                  NULL);
}

/* What is right of each strip's triangle, then the triangles, which are less work. */
static void
list_tiles (const CalRdmStrips *self, GArray *tiles)
{
  for (gsize s = 0; s < self->n_strips; s++)
    for (gsize j = (s + 1) * self->height; self->strips[s] != NULL && j < self->n; j += WIDTH) {
      Tile tile = {s, j, MIN (WIDTH, self->n - j)};

      g_array_append_val (tiles, tile);
    }
  for (gsize s = 0; s < self->n_strips; s++)
    if (self->strips[s] != NULL) {
      Tile tile = {s, s * self->height, get_height (self, s)};

      g_array_append_val (tiles, tile);
    }
}

/**
 * cal_rdm_strips_add:
 * @left: n x @n_columns, row by row, of the strips' precision
 * @right: (nullable): as many; NULL is @left
 * @job: (nullable): is told how far it is, and may stop it
 * @fractions: of the job, before and after
 *
 * Adds to the distance of each pair the sum over columns of the difference on the left times the
 * difference on the right: with one side, the squared Euclidean distance. Columns may come in any
 * number of calls.
 *
 * Returns: FALSE with G_IO_ERROR_CANCELLED if it was stopped; the distances are of no use then
 */
gboolean
cal_rdm_strips_add (CalRdmStrips *self,
                    const void *left,
                    const void *right,
                    gsize n_columns,
                    CalJob *job,
                    const double fractions[2],
                    GError **error)
{
  g_autofree double *numbers = g_new (double, 3 * self->n);
  g_autoptr (GArray) tiles = g_array_new (FALSE, FALSE, sizeof (Tile));
  Addition work = {.strips = self,
                   .left = left,
                   .right = right != NULL ? right : left,
                   .n_columns = n_columns,
                   .product = numbers,
                   .left_length = numbers + self->n,
                   .right_length = numbers + 2 * self->n,
                   .tiles = tiles,
                   .job = job,
                   .fractions = {fractions[0], fractions[1]}};

  g_return_val_if_fail (n_columns <= G_MAXINT, FALSE);

  if (n_columns == 0)
    return cal_job_check (job, error);
  cal_blas_prepare ();
  list_tiles (self, tiles);
  cal_parallel_run ((self->n + NORM_ROWS - 1) / NORM_ROWS, measure_rows, &work);
  cal_parallel_run (tiles->len, add_tile, &work);
  return cal_job_check (job, error);
}

typedef struct {
  CalRdmStrips *strips;
  double scale;
  gboolean takes_root;
  const guint8 *is_undefined;
} Finish;

static double
finish_distance (const Finish *work, double sum, gboolean is_undefined)
{
  if (is_undefined)
    return (double) NAN;
  return work->takes_root ? sqrt (sum * work->scale) : sum * work->scale;
}

static void
finish_strip (gsize strip, gpointer data)
{
  const Finish *work = data;
  CalRdmStrips *strips = work->strips;
  gsize first = strip * strips->height, end = first + get_height (strips, strip), k = 0;

  if (strips->strips[strip] == NULL)
    return;
  for (gsize i = first; i < end; i++)
    for (gsize j = i + 1; j < strips->n; j++, k++) {
      gboolean is_undefined =
          work->is_undefined != NULL && (work->is_undefined[i] || work->is_undefined[j]);

      if (strips->is_single) {
        float *distance = (float *) strips->strips[strip] + k;

        *distance = (float) finish_distance (work, *distance, is_undefined);
      } else {
        double *distance = (double *) strips->strips[strip] + k;

        *distance = finish_distance (work, *distance, is_undefined);
      }
    }
}

/**
 * cal_rdm_strips_finish:
 * @scale: every sum is multiplied by it
 * @takes_root: whether the distance is the root of that
 * @is_undefined: (nullable): a byte a row; where it is not 0, the row's distances are NaN
 */
void
cal_rdm_strips_finish (CalRdmStrips *self,
                       double scale,
                       gboolean takes_root,
                       const guint8 *is_undefined)
{
  Finish work = {self, scale, takes_root, is_undefined};

  cal_parallel_run (self->n_strips, finish_strip, &work);
}
