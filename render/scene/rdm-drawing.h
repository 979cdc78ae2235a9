/* rdm-drawing.h - one matrix as it is drawn: whose numbers, in which order, in which colours.
 *
 * The upper and the lower triangle may be of two RDMs. Shaders do the same arithmetic.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/colormap.h"
#include "render/scene/rdm-field.h"
#include "render/scene/rdm-view.h"

G_BEGIN_DECLS

/**
 * CalRdmColours:
 * @colormap: the colours
 * @low: what has the first colour
 * @high: what has the last one
 * @transformed: whether numbers first become 0 below @lower, 1 above @upper, and rise evenly
 *   between (the geo-topological transform); equal thresholds are a step
 * @lower: a threshold, in the field's numbers
 * @upper: a threshold, in the field's numbers
 */
typedef struct {
  const CalColormap *colormap;
  double low, high;
  gboolean transformed;
  double lower, upper;
} CalRdmColours;

/**
 * CalRdmSide:
 * @rdm: whose dissimilarities
 * @minus: (nullable): what is taken from them
 * @field: what the colours show: dissimilarities, or their ranks from 0 to 1
 * @colours: how
 * @caption: of the colour bar: the measure
 */
typedef struct {
  CalRdm *rdm;
  CalRdm *minus;
  CalRdmField *field;
  CalRdmColours colours;
  char *caption;
} CalRdmSide;

/**
 * CalRdmDrawing:
 * @sides: the upper triangle, then the lower one
 * @n_sides: 1 if both triangles are of the first
 * @order: of the conditions
 * @title: which RDM
 * @subtitle: measure, conditions, order
 */
typedef struct {
  CalRdmSide sides[2];
  guint n_sides;
  CalRdmOrder *order;
  char *title;
  char *subtitle;
} CalRdmDrawing;

/**
 * CalRdmPick:
 * @row: of level 0
 * @column: of level 0
 * @side: of the drawing
 * @level: 0 if the pixel shows a pair; else the mean of 2^level x 2^level cells
 * @value: what the field has there
 * @shown: what the colour says: transformed if the drawing is
 * @is_diagonal: a condition and itself
 */
typedef struct {
  gsize row, column;
  guint side;
  guint level;
  double value, shown;
  gboolean is_diagonal;
} CalRdmPick;

double cal_rdm_colours_transform (const CalRdmColours *self, double value);
void cal_rdm_colours_get_rgb (const CalRdmColours *self, double shown, float rgb[3]);

gboolean cal_rdm_drawing_pick (
    const CalRdmDrawing *self, const CalRdmPane *pane, double x, double y, CalRdmPick *pick);
void cal_rdm_drawing_pick_cell (
    const CalRdmDrawing *self, const CalRdmPane *pane, gsize row, gsize column, CalRdmPick *pick);
void cal_rdm_drawing_free (CalRdmDrawing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalRdmDrawing, cal_rdm_drawing_free)

G_END_DECLS
