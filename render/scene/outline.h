/* outline.h - where a plane cuts a surface.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/surface.h"

G_BEGIN_DECLS

/**
 * CalOutlinePoint:
 * @mm: RAS millimetres
 * @begins: whether a line begins here, instead of coming from the point before
 */
typedef struct {
  float mm[3];
  gboolean begins;
} CalOutlinePoint;

typedef struct _CalOutline CalOutline;

CalOutline *cal_outline_new (CalSurface *surface) G_GNUC_WARN_UNUSED_RESULT;
void cal_outline_free (CalOutline *self);
GArray *cal_outline_cut (CalOutline *self, int axis, double at_mm) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalOutline, cal_outline_free)

G_END_DECLS
