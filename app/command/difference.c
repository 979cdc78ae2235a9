/* difference.c - how far two pictures, or the data of two files, are from each other.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/difference.h"

#include <math.h>

#include "model/surface.h"
#include "model/vector.h"
#include "model/volume.h"

/* Matrices that agree to this put every voxel of a head within a micrometre. */
#define AFFINE_TOLERANCE 1e-4

/* Says what is wrong; the first reason is kept. */
static void G_GNUC_PRINTF (2, 3) give_reason (CalDifference *self, const char *format, ...)
{
  va_list arguments;

  if (self->reason != NULL)
    return;
  va_start (arguments, format);
  self->reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

static void
add_pair (CalDifference *self, gsize index, double a, double b, double tolerance)
{
  double distance = fabs (a - b);

  self->n++;
  if (isnan (a) != isnan (b) || isinf (a) != isinf (b) || (isinf (a) && a != b)) {
    self->n_differing++;
    return;
  }
  if (!isfinite (distance))
    return;
  self->mean += (distance - self->mean) / (double) self->n;
  self->n_differing += distance > tolerance ? 1 : 0;
  if (distance > self->largest) {
    self->largest = distance;
    self->largest_at = index;
  }
}

/**
 * cal_difference_of_pixels:
 * @a: red, green, blue and opacity of each pixel
 * @b: as many
 * @tolerance: a share of full scale
 *
 * The distance of two pixels is that of the channel that differs most, from 0 to 1. What two
 * transparent pixels hide is not compared.
 */
void
cal_difference_of_pixels (
    CalDifference *self, const guint8 *a, const guint8 *b, gsize n_pixels, double tolerance)
{
  for (gsize p = 0; p < n_pixels; p++) {
    int largest = 0;

    if (a[4 * p + 3] != 0 || b[4 * p + 3] != 0)
      for (gsize c = 0; c < 4; c++)
        largest = MAX (largest, ABS (a[4 * p + c] - b[4 * p + c]));
    add_pair (self, p, largest / 255.0, 0.0, tolerance);
  }
}

/* The region's name; empty for the background, and for keys that the table does not have. */
static const char *
name_region (CalLabels *labels, double key)
{
  const CalLabel *label = fabs (key) <= G_MAXINT32 ? cal_labels_find (labels, (gint32) key) : NULL;

  return label == NULL || cal_label_is_background (label) ? "" : label->name;
}

/* Formats number their regions in their own ways: values that are keys are compared by name. */
static void
add_values (CalDifference *self,
            gsize index,
            double a,
            double b,
            CalLabels *a_labels,
            CalLabels *b_labels,
            double tolerance)
{
  if (a_labels != NULL && b_labels != NULL && isfinite (a) && isfinite (b))
    add_pair (self, index,
              g_str_equal (name_region (a_labels, a), name_region (b_labels, b)) ? 0.0 : 1.0, 0.0,
              0.0);
  else
    add_pair (self, index, a, b, tolerance);
}

static void
compare_labels (CalDifference *self, CalLabels *a, CalLabels *b)
{
  if ((a == NULL) != (b == NULL))
    give_reason (self, "only one of them has labels");
}

static void
compare_volumes (CalDifference *self, CalVolume *a, CalVolume *b, double tolerance)
{
  const CalVolumeDesc *x = cal_volume_get_desc (a), *y = cal_volume_get_desc (b);
  gsize n = cal_volume_get_n_voxels (a) * x->n_frames;
  const void *x_voxels = g_bytes_get_data (x->voxels, NULL);
  const void *y_voxels = g_bytes_get_data (y->voxels, NULL);
  double furthest = 0.0;

  for (int d = 0; d < 3; d++)
    if (x->dims[d] != y->dims[d])
      give_reason (self, "%" G_GSIZE_FORMAT " and %" G_GSIZE_FORMAT " voxels along %c", x->dims[d],
                   y->dims[d], 'i' + d);
  if (x->n_frames != y->n_frames)
    give_reason (self, "%" G_GSIZE_FORMAT " and %" G_GSIZE_FORMAT " frames", x->n_frames,
                 y->n_frames);
  if (self->reason != NULL)
    return;
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 4; c++)
      furthest = fmax (furthest, fabs (x->voxel_to_world.m[r][c] - y->voxel_to_world.m[r][c]));
  if (furthest > AFFINE_TOLERANCE)
    give_reason (self, "the voxel-to-world matrices (%s, %s) differ by %g", x->affine_source,
                 y->affine_source, furthest);
  compare_labels (self, x->labels, y->labels);
  for (gsize v = 0; v < n; v++)
    add_values (self, v, x->slope * cal_dtype_read (x->dtype, x_voxels, v) + x->intercept,
                y->slope * cal_dtype_read (y->dtype, y_voxels, v) + y->intercept, x->labels,
                y->labels, tolerance);
}

static void
compare_vectors (CalDifference *self, CalVector *a, CalVector *b, double tolerance)
{
  const CalVectorDesc *x = cal_vector_get_desc (a), *y = cal_vector_get_desc (b);
  gsize n = cal_array_get_n_elements (x->values);

  if (cal_vector_get_n_values (a) != cal_vector_get_n_values (b) ||
      cal_vector_get_n_frames (a) != cal_vector_get_n_frames (b)) {
    g_autofree char *x_shape = cal_array_dup_shape (x->values);
    g_autofree char *y_shape = cal_array_dup_shape (y->values);

    give_reason (self, "shapes %s and %s", x_shape, y_shape);
    return;
  }
  if (x->vertices != NULL && y->vertices != NULL && !g_bytes_equal (x->vertices, y->vertices))
    give_reason (self, "the values belong to different vertices");
  compare_labels (self, x->labels, y->labels);
  for (gsize v = 0; v < n; v++)
    add_values (self, v, cal_array_get_value (x->values, v), cal_array_get_value (y->values, v),
                x->labels, y->labels, tolerance);
}

static void
compare_surfaces (CalDifference *self, CalSurface *a, CalSurface *b, double tolerance)
{
  gsize n = cal_surface_get_n_vertices (a);

  if (n != cal_surface_get_n_vertices (b)) {
    give_reason (self, "%" G_GSIZE_FORMAT " and %" G_GSIZE_FORMAT " vertices", n,
                 cal_surface_get_n_vertices (b));
    return;
  }
  if (!g_bytes_equal (cal_surface_get_desc (a)->faces, cal_surface_get_desc (b)->faces))
    give_reason (self, "the triangles differ");
  for (gsize v = 0; v < n; v++) {
    double p[3], q[3];

    cal_surface_get_vertex_mm (a, v, p);
    cal_surface_get_vertex_mm (b, v, q);
    add_pair (self, v, hypot (hypot (p[0] - q[0], p[1] - q[1]), p[2] - q[2]), 0.0, tolerance);
  }
}

/**
 * cal_difference_of_objects:
 * @a: a CalVolume, CalVector or CalSurface
 * @b: another
 * @tolerance: in the unit of the data; millimetres for surfaces
 *
 * Compares values, where they are missing, and what gives them their meaning: the matrix of a
 * volume, the labels, the triangles of a surface.
 */
void
cal_difference_of_objects (CalDifference *self, GObject *a, GObject *b, double tolerance)
{
  if (CAL_IS_VOLUME (a) && CAL_IS_VOLUME (b))
    compare_volumes (self, CAL_VOLUME (a), CAL_VOLUME (b), tolerance);
  else if (CAL_IS_VECTOR (a) && CAL_IS_VECTOR (b))
    compare_vectors (self, CAL_VECTOR (a), CAL_VECTOR (b), tolerance);
  else if (CAL_IS_SURFACE (a) && CAL_IS_SURFACE (b))
    compare_surfaces (self, CAL_SURFACE (a), CAL_SURFACE (b), tolerance);
  else if (G_OBJECT_TYPE (a) == G_OBJECT_TYPE (b))
    give_reason (self, "what holds no place on the brain is not compared");
  else
    give_reason (self, "one holds a %s, the other a %s", G_OBJECT_TYPE_NAME (a) + 3,
                 G_OBJECT_TYPE_NAME (b) + 3);
}

/**
 * cal_difference_is_none:
 *
 * Returns: whether the two are the same within the tolerance
 */
gboolean
cal_difference_is_none (const CalDifference *self)
{
  return self->reason == NULL && self->n_differing == 0;
}

void
cal_difference_clear (CalDifference *self)
{
  g_clear_pointer (&self->reason, g_free);
}
