/* affine.c - maps between three-dimensional spaces, in double precision.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/affine.h"

#include <math.h>
#include <string.h>

/**
 * cal_affine_identity:
 *
 * Returns: the map that changes nothing
 */
CalAffine
cal_affine_identity (void)
{
  return (CalAffine){{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}};
}

/**
 * cal_affine_compose:
 * @second: applied last
 * @first: applied first
 *
 * Returns: the map x -> @second (@first (x))
 */
CalAffine
cal_affine_compose (const CalAffine *second, const CalAffine *first)
{
  CalAffine out;

  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 4; c++) {
      out.m[r][c] = c == 3 ? second->m[r][3] : 0.0;
      for (int k = 0; k < 3; k++)
        out.m[r][c] += second->m[r][k] * first->m[k][c];
    }
  return out;
}

/**
 * cal_affine_determinant:
 *
 * Returns: the determinant of the linear part: negative if the map mirrors
 */
double
cal_affine_determinant (const CalAffine *self)
{
  const double (*m)[4] = self->m;

  return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
         m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
         m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

/**
 * cal_affine_invert:
 * @inverse: (out): untouched when there is none
 *
 * Returns: FALSE if the map is singular or not finite
 */
gboolean
cal_affine_invert (const CalAffine *self, CalAffine *inverse)
{
  const double (*m)[4] = self->m;
  double det = cal_affine_determinant (self);
  CalAffine out;

  if (!isfinite (det) || det == 0.0 || !isfinite (1.0 / det))
    return FALSE;
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 3; c++) {
      int r1 = (c + 1) % 3, r2 = (c + 2) % 3, c1 = (r + 1) % 3, c2 = (r + 2) % 3;

      out.m[r][c] = (m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]) / det;
    }
  for (int r = 0; r < 3; r++)
    out.m[r][3] = -(out.m[r][0] * m[0][3] + out.m[r][1] * m[1][3] + out.m[r][2] * m[2][3]);
  *inverse = out;
  return TRUE;
}

/**
 * cal_affine_apply:
 * @in: a point
 * @out: (out caller-allocates): may be @in
 */
void
cal_affine_apply (const CalAffine *self, const double in[3], double out[3])
{
  double p[3] = {in[0], in[1], in[2]};

  for (int r = 0; r < 3; r++)
    out[r] = self->m[r][0] * p[0] + self->m[r][1] * p[1] + self->m[r][2] * p[2] + self->m[r][3];
}

/**
 * cal_affine_apply_vector:
 * @in: a direction: no translation
 * @out: (out caller-allocates): may be @in
 */
void
cal_affine_apply_vector (const CalAffine *self, const double in[3], double out[3])
{
  double p[3] = {in[0], in[1], in[2]};

  for (int r = 0; r < 3; r++)
    out[r] = self->m[r][0] * p[0] + self->m[r][1] * p[1] + self->m[r][2] * p[2];
}

/**
 * cal_affine_is_finite:
 *
 * Returns: whether every coefficient is a finite number
 */
gboolean
cal_affine_is_finite (const CalAffine *self)
{
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 4; c++)
      if (!isfinite (self->m[r][c]))
        return FALSE;
  return TRUE;
}

/**
 * cal_affine_to_gl:
 * @columns: (out caller-allocates): the 4 x 4 matrix, column by column
 */
void
cal_affine_to_gl (const CalAffine *self, float columns[16])
{
  for (int c = 0; c < 4; c++) {
    for (int r = 0; r < 3; r++)
      columns[4 * c + r] = (float) self->m[r][c];
    columns[4 * c + 3] = c == 3 ? 1.0f : 0.0f;
  }
}

/**
 * cal_affine_get_voxel_size:
 * @self: a voxel-to-world map
 * @size_mm: (out caller-allocates): the length of a step along each voxel axis
 */
void
cal_affine_get_voxel_size (const CalAffine *self, double size_mm[3])
{
  for (int c = 0; c < 3; c++)
    size_mm[c] = sqrt (self->m[0][c] * self->m[0][c] + self->m[1][c] * self->m[1][c] +
                       self->m[2][c] * self->m[2][c]);
}

/**
 * cal_affine_get_orientation:
 * @self: a voxel-to-world map
 * @letters: (out caller-allocates): where each voxel axis points ("RAS"), NUL-terminated
 *
 * Each world axis is used once, the clearest first, as nibabel's aff2axcodes does.
 */
void
cal_affine_get_orientation (const CalAffine *self, char letters[4])
{
  static const char names[3][2] = {{'L', 'R'}, {'P', 'A'}, {'I', 'S'}};
  gboolean world_used[3] = {FALSE}, voxel_used[3] = {FALSE};
  double size_mm[3];

  cal_affine_get_voxel_size (self, size_mm);
  memcpy (letters, "???", 4);
  for (int n = 0; n < 3; n++) {
    double best = -1.0;
    int row = -1, column = -1;

    for (int r = 0; r < 3; r++)
      for (int c = 0; c < 3; c++)
        if (!world_used[r] && !voxel_used[c] && size_mm[c] > 0.0 &&
            fabs (self->m[r][c]) / size_mm[c] > best) {
          best = fabs (self->m[r][c]) / size_mm[c];
          row = r;
          column = c;
        }
    if (row < 0)
      return;
    world_used[row] = voxel_used[column] = TRUE;
    letters[column] = names[row][self->m[row][column] > 0.0];
  }
}
