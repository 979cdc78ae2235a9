/* rdm-view.h - which part of an RDM is seen, and where its rows and columns lie.
 *
 * One view serves all panes that are zoomed together: it speaks of shares of the matrix, not of
 * rows. A pane is a square of pixels; the map from pixel to cell is the one that draws.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/rdm-order.h"

G_BEGIN_DECLS

#define CAL_RDM_MAX_PANES 16

/**
 * CalRdmView:
 * @zoom: 1 shows the whole matrix
 * @middle: which share of the columns and of the rows lies in the middle, 0 to 1
 */
typedef struct {
  double zoom;
  double middle[2];
} CalRdmView;

/**
 * CalRdmPane:
 * @n: rows of the matrix
 * @x_px: left edge, in pixels of the picture
 * @y_px: top edge
 * @size_px: of the square
 * @first: the column at the left edge and the row at the top edge, and parts of one
 * @px_per_cell: size of a cell
 */
typedef struct {
  gsize n;
  int x_px, y_px, size_px;
  double first[2];
  double px_per_cell;
} CalRdmPane;

/**
 * CalRdmFrame:
 * @x_px: left edge of all that belongs to one matrix
 * @y_px: top edge
 * @width_px: of it
 * @height_px: of it
 * @title_px: height of the line of text at its top; 0 if there is none
 * @strip_px: room for names above the matrix (0) and left of it (1)
 * @tree_px: width of the dendrogram right of the matrix; 0 if there is none
 * @foot_px: height of the colour bar below the matrix; 0 if there is none
 * @pane: the matrix
 */
typedef struct {
  int x_px, y_px, width_px, height_px;
  int title_px, strip_px[2], tree_px, foot_px;
  CalRdmPane pane;
} CalRdmFrame;

/**
 * CalRdmLayout:
 * @frames: side by side, row by row
 * @n_frames: at most CAL_RDM_MAX_PANES
 * @scale: pixels to one at 96 dots an inch
 */
typedef struct {
  CalRdmFrame frames[CAL_RDM_MAX_PANES];
  guint n_frames;
  double scale;
} CalRdmLayout;

/**
 * CalRdmPart:
 * @CAL_RDM_NOWHERE: on none of them
 * @CAL_RDM_CELL: on the matrix
 * @CAL_RDM_ROW: on a name left of it
 * @CAL_RDM_COLUMN: on a name above it
 * @CAL_RDM_ROW_GROUP: on a group's name left of it
 * @CAL_RDM_COLUMN_GROUP: on a group's name above it
 * @CAL_RDM_TREE: on the dendrogram
 */
typedef enum {
  CAL_RDM_NOWHERE,
  CAL_RDM_CELL,
  CAL_RDM_ROW,
  CAL_RDM_COLUMN,
  CAL_RDM_ROW_GROUP,
  CAL_RDM_COLUMN_GROUP,
  CAL_RDM_TREE,
} CalRdmPart;

/**
 * CalRdmHit:
 * @part: what lies there
 * @frame: of which matrix
 * @row: of a cell, a row or the dendrogram
 * @column: of a cell or column
 * @group: of the order
 * @depth: on the dendrogram: 0 at the leaves, 1 at the root
 */
typedef struct {
  CalRdmPart part;
  guint frame;
  gsize row, column;
  guint group;
  double depth;
} CalRdmHit;

void cal_rdm_view_init (CalRdmView *self);
void
cal_rdm_view_zoom_at (CalRdmView *self, const CalRdmPane *pane, double x, double y, double factor);
void cal_rdm_view_pan (CalRdmView *self, const CalRdmPane *pane, double dx, double dy);
void cal_rdm_view_reveal (CalRdmView *self, const CalRdmPane *pane, gsize row, gsize column);

void cal_rdm_pane_init (
    CalRdmPane *self, const CalRdmView *view, gsize n, int x_px, int y_px, int size_px);
double cal_rdm_pane_get_px (const CalRdmPane *self, int axis, double cell);
gboolean cal_rdm_pane_find_along (const CalRdmPane *self, int axis, double px, gsize *cell);
gboolean
cal_rdm_pane_find_cell (const CalRdmPane *self, double x, double y, gsize *row, gsize *column);
void cal_rdm_pane_get_visible (const CalRdmPane *self, int axis, gsize *first, gsize *end);
guint cal_rdm_pane_get_level (const CalRdmPane *self);

void cal_rdm_layout (CalRdmLayout *self,
                     const CalRdmView *view,
                     const gsize *n_conditions,
                     guint n_frames,
                     gboolean has_tree,
                     int width_px,
                     int height_px,
                     double scale);
gboolean cal_rdm_layout_names_rows (const CalRdmLayout *self, guint frame);
CalRdmHit
cal_rdm_layout_hit (const CalRdmLayout *self, CalRdmOrder *const *orders, double x, double y);

G_END_DECLS
