/* affine.h - maps between three-dimensional spaces, in double precision.
 *
 * World space is RAS millimetres: +x right, +y anterior, +z superior. Voxel space counts voxels
 * from 0; integer coordinates are voxel centres, so a voxel spans -0.5 to +0.5.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalAffine:
 * @m: rows of the upper 3 x 4 part; the last row is 0 0 0 1
 */
typedef struct {
  double m[3][4];
} CalAffine;

CalAffine cal_affine_identity (void);
CalAffine cal_affine_compose (const CalAffine *second, const CalAffine *first);
gboolean cal_affine_invert (const CalAffine *self, CalAffine *inverse);
void cal_affine_apply (const CalAffine *self, const double in[3], double out[3]);
void cal_affine_apply_vector (const CalAffine *self, const double in[3], double out[3]);
double cal_affine_determinant (const CalAffine *self);
gboolean cal_affine_is_finite (const CalAffine *self);
void cal_affine_to_gl (const CalAffine *self, float columns[16]);
void cal_affine_get_voxel_size (const CalAffine *self, double size_mm[3]);
void cal_affine_get_orientation (const CalAffine *self, char letters[4]);

G_END_DECLS
