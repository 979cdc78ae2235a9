/* picture-similarity.h - how alike two pictures are, pixel by pixel and in structure.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double cal_picture_correlate (
    const guint8 *a, const guint8 *b, gsize width, gsize height, gsize n_channels);
double cal_picture_get_ssim (
    const guint8 *a, const guint8 *b, gsize width, gsize height, gsize n_channels);

G_END_DECLS
