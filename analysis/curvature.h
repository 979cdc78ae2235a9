/* curvature.h - how a surface bends.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void cal_curvature_compute (const float *points,
                            gsize n_vertices,
                            const guint32 *faces,
                            gsize n_faces,
                            guint n_smoothing_steps,
                            float *curvature);
double cal_curvature_agreement (const float *curvature, const float *other, gsize n);

G_END_DECLS
