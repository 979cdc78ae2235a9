/* summary.c - the range, mean and percentiles of values, and what was not a number.
 *
 * Percentiles are exact order statistics. Elements of one or two bytes are counted by their bits.
 * Others are ranked by the bits of their single-precision value, first the upper half, then the
 * lower half of those that matter: two passes, no copy of the data.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/summary.h"

#include <math.h>
#include <string.h>

#define N_BINS 65536
#define CHUNK 2048

/* Elements first to last of the data; inside repeats in every frame. */
typedef struct {
  CalDtype dtype;
  const guint8 *elements;
  gsize n_per_frame;
  gsize first;
  gsize end;
  const guint8 *inside;
  double slope;
  double intercept;
} Source;

/* A sum that keeps what rounding loses (Neumaier 1974, ZAMM 54:39). */
typedef struct {
  double sum;
  double lost;
} Sum;

static void
sum_add (Sum *self, double value)
{
  double next = self->sum + value;

  self->lost +=
      fabs (self->sum) >= fabs (value) ? (self->sum - next) + value : (value - next) + self->sum;
  self->sum = next;
}

/* The values from element start on, without those outside; moves start. Returns how many. */
static gsize
read_chunk (const Source *source, gsize *start, double values[CHUNK])
{
  gsize n = MIN (source->end - *start, CHUNK), n_kept = 0;
  const guint8 *base = source->elements + *start * cal_dtype_get_size (source->dtype);

  if (source->dtype == CAL_DTYPE_FLOAT32)
    for (gsize i = 0; i < n; i++) {
      float value;

      memcpy (&value, base + i * sizeof value, sizeof value);
      values[i] = source->slope * (double) value + source->intercept;
    }
  else
    for (gsize i = 0; i < n; i++)
      values[i] = source->slope * cal_dtype_read (source->dtype, base, i) + source->intercept;
  if (source->inside != NULL) {
    for (gsize i = 0; i < n; i++)
      if (source->inside[(*start + i) % source->n_per_frame] != 0)
        values[n_kept++] = values[i];
  } else
    n_kept = n;
  *start += n;
  return n_kept;
}

/* Bits that sort as unsigned numbers the way floats sort. */
static guint32
float_to_key (double value)
{
  float single = (float) value;
  guint32 bits;

  memcpy (&bits, &single, sizeof bits);
  return (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u;
}

static double
key_to_double (guint32 key)
{
  guint32 bits = (key & 0x80000000u) != 0 ? key & 0x7fffffffu : ~key;
  float single;

  memcpy (&single, &bits, sizeof single);
  return (double) single;
}

/* The bin of the value that has rank others before it, and its rank within that bin. */
static guint
find_bin (const gsize *bins, gsize *rank)
{
  guint bin = 0;

  while (bin < N_BINS - 1 && *rank >= bins[bin])
    *rank -= bins[bin++];
  return bin;
}

/* The order statistics on both sides of the two percentiles; numpy's "linear" puts the percentile
 * between them. */
static void
set_ranks (gsize n, gsize ranks[4], double parts[2])
{
  for (int p = 0; p < 2; p++) {
    double place = (p == 0 ? 0.01 : 0.99) * (double) (n - 1);
    gsize below = (gsize) floor (place);

    ranks[2 * p] = below;
    ranks[2 * p + 1] = MIN (below + 1, n - 1);
    parts[p] = place - (double) below;
  }
}

static void
set_percentiles (CalSummary *summary, const double ordered[4], const double parts[2])
{
  summary->percentile_1 = ordered[0] + parts[0] * (ordered[1] - ordered[0]);
  summary->percentile_99 = ordered[2] + parts[1] * (ordered[3] - ordered[2]);
  /* Single precision may round beyond the range. */
  summary->percentile_1 = CLAMP (summary->percentile_1, summary->min, summary->max);
  summary->percentile_99 = CLAMP (summary->percentile_99, summary->min, summary->max);
}

static void
add_chunk (CalSummary *summary, Sum *total, gsize *bins, const double *values, gsize n)
{
  double sums[4] = {0.0};
  gsize n_finite = 0;

  for (gsize i = 0; i < n; i++) {
    double value = values[i];

    if (!isfinite (value)) {
      summary->n_nan += isnan (value) ? 1 : 0;
      summary->n_infinite += isnan (value) ? 0 : 1;
      continue;
    }
    summary->min = value < summary->min ? value : summary->min;
    summary->max = value > summary->max ? value : summary->max;
    sums[i & 3] += value;
    n_finite++;
    bins[float_to_key (value) >> 16]++;
  }
  summary->n_finite += n_finite;
  for (int s = 0; s < 4; s++)
    sum_add (total, sums[s]);
}

static void
rank_by_bits (const Source *source, const gsize *bins, CalSummary *summary)
{
  gsize ranks[4];
  guint upper[4];
  double parts[2], ordered[4], values[CHUNK];
  g_autofree gsize *lower = g_new0 (gsize, 4 * N_BINS);

  set_ranks (summary->n_finite, ranks, parts);
  for (int r = 0; r < 4; r++)
    upper[r] = find_bin (bins, &ranks[r]);
  for (gsize start = source->first; start < source->end;) {
    gsize n = read_chunk (source, &start, values);

    for (gsize i = 0; i < n; i++) {
      guint32 key = float_to_key (values[i]);

      if (!isfinite (values[i]))
        continue;
      for (int r = 0; r < 4; r++)
        if (key >> 16 == upper[r])
          lower[r * N_BINS + (key & 0xffff)]++;
    }
  }
  for (int r = 0; r < 4; r++) {
    guint bin = find_bin (lower + r * N_BINS, &ranks[r]);

    ordered[r] = key_to_double ((guint32) upper[r] << 16 | bin);
  }
  set_percentiles (summary, ordered, parts);
}

static void
summarise_wide (const Source *source, CalSummary *summary)
{
  g_autofree gsize *bins = g_new0 (gsize, N_BINS);
  double values[CHUNK];
  Sum total = {0.0, 0.0};

  summary->min = (double) INFINITY;
  summary->max = (double) -INFINITY;
  for (gsize start = source->first; start < source->end;) {
    gsize n = read_chunk (source, &start, values);

    add_chunk (summary, &total, bins, values, n);
  }
  if (summary->n_finite == 0)
    return;
  /* What was lost of an overflowing sum is not a number. */
  summary->mean =
      (isfinite (total.sum) ? total.sum + total.lost : total.sum) / (double) summary->n_finite;
  rank_by_bits (source, bins, summary);
}

/* One or two bytes as a bin that sorts like the number. */
static guint
element_to_bin (CalDtype dtype, const guint8 *elements, gsize index)
{
  if (dtype == CAL_DTYPE_UINT8)
    return elements[index];
  if (dtype == CAL_DTYPE_INT8)
    return (guint) ((gint8) elements[index] + 128);
  if (dtype == CAL_DTYPE_INT16) {
    gint16 value;

    memcpy (&value, elements + 2 * index, sizeof value);
    return (guint) (value + 32768);
  } else {
    guint16 value;

    memcpy (&value, elements + 2 * index, sizeof value);
    return value;
  }
}

static void
summarise_narrow (const Source *source, CalSummary *summary)
{
  double zero = source->dtype == CAL_DTYPE_INT8    ? 128.0
                : source->dtype == CAL_DTYPE_INT16 ? 32768.0
                                                   : 0.0;
  gsize n_bins = cal_dtype_get_size (source->dtype) == 1 ? 256 : N_BINS;
  g_autofree gsize *bins = g_new0 (gsize, N_BINS);
  gsize ranks[4];
  double parts[2], ordered[4];
  guint first = 0, last = (guint) n_bins - 1;
  Sum total = {0.0, 0.0};

#define VALUE(bin) (source->slope * ((double) (bin) -zero) + source->intercept)
  if (source->inside == NULL) {
    for (gsize i = source->first; i < source->end; i++)
      bins[element_to_bin (source->dtype, source->elements, i)]++;
    summary->n_finite = source->end - source->first;
  } else
    for (gsize i = source->first; i < source->end; i++)
      if (source->inside[i % source->n_per_frame] != 0) {
        bins[element_to_bin (source->dtype, source->elements, i)]++;
        summary->n_finite++;
      }
  if (summary->n_finite == 0)
    return;
  while (bins[first] == 0)
    first++;
  while (bins[last] == 0)
    last--;
  for (guint bin = first; bin <= last; bin++)
    sum_add (&total, VALUE (bin) * (double) bins[bin]);
  summary->mean = (total.sum + total.lost) / (double) summary->n_finite;
  summary->min = MIN (VALUE (first), VALUE (last));
  summary->max = MAX (VALUE (first), VALUE (last));
  set_ranks (summary->n_finite, ranks, parts);
  for (int r = 0; r < 4; r++) {
    gsize rank = source->slope < 0.0 ? summary->n_finite - 1 - ranks[r] : ranks[r];

    ordered[r] = VALUE (find_bin (bins, &rank));
  }
#undef VALUE
  set_percentiles (summary, ordered, parts);
}

static CalSummary
summarise (Source *source, gsize n_frames, gsize frame)
{
  CalSummary summary = {
      .min = (double) NAN,
      .max = (double) NAN,
      .mean = (double) NAN,
      .percentile_1 = (double) NAN,
      .percentile_99 = (double) NAN,
  };
  gsize n;

  if (frame == CAL_SUMMARY_ALL_FRAMES) {
    source->end = n_frames * source->n_per_frame;
  } else if (frame < n_frames) {
    source->first = frame * source->n_per_frame;
    source->end = source->first + source->n_per_frame;
  }
  n = source->end - source->first;
  if (isfinite (source->slope) && isfinite (source->intercept) &&
      (source->dtype == CAL_DTYPE_UINT8 || source->dtype == CAL_DTYPE_INT8 ||
       source->dtype == CAL_DTYPE_UINT16 || source->dtype == CAL_DTYPE_INT16))
    summarise_narrow (source, &summary);
  else
    summarise_wide (source, &summary);
  if (summary.n_finite == 0)
    summary.min = summary.max = (double) NAN;
  summary.n_outside = n - summary.n_finite - summary.n_nan - summary.n_infinite;
  return summary;
}

/**
 * cal_summary_of_volume:
 * @frame: from 0, or CAL_SUMMARY_ALL_FRAMES
 *
 * Values are slope * voxel + intercept, as everywhere. Infinite values and NaN are counted, and
 * left out of everything else. A percentile lies between two order statistics, as numpy's "linear"
 * has it; for voxels wider than two bytes these are rounded to single precision.
 *
 * From any thread.
 *
 * Returns: the summary; of nothing if there is no such frame
 */
CalSummary
cal_summary_of_volume (CalVolume *volume, gsize frame)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  Source source = {
      .dtype = desc->dtype,
      .elements = g_bytes_get_data (desc->voxels, NULL),
      .n_per_frame = cal_volume_get_n_voxels (volume),
      .inside = desc->inside != NULL ? g_bytes_get_data (desc->inside, NULL) : NULL,
      .slope = desc->slope,
      .intercept = desc->intercept,
  };

  return summarise (&source, desc->n_frames, frame);
}

/**
 * cal_summary_of_map:
 * @frame: from 0, or CAL_SUMMARY_ALL_FRAMES
 *
 * Returns: as cal_summary_of_volume(), of both hemispheres
 */
CalSummary
cal_summary_of_map (CalMap *map, gsize frame)
{
  const CalMapDesc *desc = cal_map_get_desc (map);
  Source source = {
      .dtype = cal_array_get_dtype (desc->values),
      .elements = g_bytes_get_data (cal_array_get_bytes (desc->values), NULL),
      .n_per_frame = cal_map_get_n_elements (map),
      .inside = desc->inside != NULL ? g_bytes_get_data (desc->inside, NULL) : NULL,
      .slope = 1.0,
  };

  return summarise (&source, cal_map_get_n_frames (map), frame);
}

/**
 * cal_summary_of_vector:
 * @frame: from 0, or CAL_SUMMARY_ALL_FRAMES
 *
 * Returns: as cal_summary_of_volume()
 */
CalSummary
cal_summary_of_vector (CalVector *vector, gsize frame)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  Source source = {
      .dtype = cal_array_get_dtype (desc->values),
      .elements = g_bytes_get_data (cal_array_get_bytes (desc->values), NULL),
      .n_per_frame = cal_vector_get_n_values (vector),
      .slope = 1.0,
  };

  return summarise (&source, cal_vector_get_n_frames (vector), frame);
}
