/* npy-part.c - a part of the elements of a .npy file, without reading the rest.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/npy-part.h"

#include "io/buffer.h"
#include "model/error.h"

/* Runs between two looks at whether it was cancelled. */
#define RUNS_A_LOOK 4096

/* Elements that lie one after the other, and the dimensions that are stepped through. */
typedef struct {
  guint n_dims;
  guint axes[CAL_ARRAY_MAX_DIMS]; /* in the order of the file, the slowest first */
  gsize strides[CAL_ARRAY_MAX_DIMS];
  gsize start[CAL_ARRAY_MAX_DIMS];
  gsize count[CAL_ARRAY_MAX_DIMS];
  guint n_stepped;
  gsize run;
  gsize n_runs;
} Walk;

static gboolean
choose (
    const CalPart *part, const CalNpyHeader *header, const char *name, Walk *walk, GError **error)
{
  if (part->n_dims > header->n_dims) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: a part of %u dimensions of an array of %u", name, part->n_dims,
                 header->n_dims);
    return FALSE;
  }
  walk->n_dims = header->n_dims;
  for (guint d = 0; d < header->n_dims; d++) {
    gsize length = header->shape[d];

    walk->start[d] = d < part->n_dims ? part->start[d] : 0;
    if (walk->start[d] > length || (walk->start[d] == length && length > 0)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: index %" G_GSIZE_FORMAT " in dimension %u, which has %" G_GSIZE_FORMAT,
                   name, walk->start[d], d, length);
      return FALSE;
    }
    walk->count[d] = length - walk->start[d];
    if (d < part->n_dims)
      walk->count[d] = MIN (walk->count[d], part->count[d]);
  }
  return TRUE;
}

/* How the part lies in the file: a whole dimension goes on where the one within it ends. */
static void
plan (const CalNpyHeader *header, Walk *walk)
{
  gsize stride = 1;
  gboolean is_run = TRUE;

  walk->run = walk->n_runs = 1;
  for (guint k = walk->n_dims; k > 0; k--) {
    guint axis = header->fortran_order ? walk->n_dims - k : k - 1;

    walk->axes[k - 1] = axis;
    walk->strides[k - 1] = stride;
    if (is_run)
      walk->run *= walk->count[axis];
    else {
      walk->n_runs *= walk->count[axis];
      walk->n_stepped = MAX (walk->n_stepped, k);
    }
    is_run = is_run && walk->count[axis] == header->shape[axis];
    stride *= header->shape[axis];
  }
}

/* Where a run begins, in elements. */
static gsize
find_run (const Walk *walk, gsize n)
{
  gsize place = 0;

  for (guint k = walk->n_dims; k > 0; k--) {
    guint axis = walk->axes[k - 1];
    gsize step = 0;

    if (k <= walk->n_stepped) {
      step = n % walk->count[axis];
      n /= walk->count[axis];
    }
    place += (walk->start[axis] + step) * walk->strides[k - 1];
  }
  return place;
}

static gboolean
read_runs (FILE *file,
           const CalNpyHeader *header,
           const Walk *walk,
           guint8 *out,
           const char *name,
           CalJob *job,
           GError **error)
{
  gsize size = walk->run * header->type.size;

  for (gsize n = 0; n < walk->n_runs && size > 0; n++, out += size) {
    gsize from = header->data_offset + find_run (walk, n) * header->type.size;

    if (n % RUNS_A_LOOK == 0) {
      if (!cal_job_check (job, error))
        return FALSE;
      cal_job_report (job, (double) n / (double) walk->n_runs, NULL);
    }
    if (fseeko (file, (off_t) from, SEEK_SET) != 0 || fread (out, 1, size, file) != size) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: ends before byte %" G_GSIZE_FORMAT,
                   name, from + size);
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * cal_npy_part_read:
 * @part: its name does not matter
 * @header: (inout): of numbers; becomes that of the part
 *
 * Returns: (transfer full): the part's elements, as stored; NULL with @error set
 */
GBytes *
cal_npy_part_read (FILE *file,
                   const char *name,
                   const CalPart *part,
                   CalNpyHeader *header,
                   CalJob *job,
                   GError **error)
{
  Walk walk = {0};
  gsize size = header->type.size;
  guint8 *elements;

  if (!choose (part, header, name, &walk, error))
    return NULL;
  plan (header, &walk);
  for (guint d = 0; d < walk.n_dims; d++)
    size *= walk.count[d]; /* no more than all, which was checked */
  elements = cal_buffer_new (size);
  if (elements == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: %" G_GSIZE_FORMAT " bytes do not fit in memory", name, size);
    return NULL;
  }
  if (!read_runs (file, header, &walk, elements, name, job, error)) {
    cal_buffer_free (elements);
    return NULL;
  }
  header->data_size = size;
  for (guint d = 0; d < walk.n_dims; d++)
    header->shape[d] = walk.count[d];
  return cal_buffer_take (elements, size);
}
