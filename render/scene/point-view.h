/* point-view.h - where the points of an embedding lie on a picture, and which is under a place.
 *
 * The same places are drawn and picked. Pure geometry, from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalPointView:
 * @n_dims: 2, or 3 for a cloud that can be turned
 * @width_px: of the picture
 * @height_px: of the picture
 * @margin_px: kept free at each side when nothing is zoomed
 * @centre: of the cloud, in the unit of the embedding
 * @radius: half of what must fit across and upwards
 * @rotation: rows of the matrix that turns the cloud: right, up, towards the eye
 * @zoom: 1 fits
 * @pan_px: how far the picture was pushed, right and down
 */
typedef struct {
  guint n_dims;
  double width_px;
  double height_px;
  double margin_px;
  double centre[3];
  double radius[2];
  double rotation[3][3];
  double zoom;
  double pan_px[2];
} CalPointView;

/**
 * CalPointPlace:
 * @x_px: of the middle, from the left
 * @y_px: of the middle, from the top
 * @depth: 0 nearest to 1 farthest; 0 in two dimensions
 * @half_px: half the width of its mark; 0 for a point that has no place
 */
typedef struct {
  double x_px;
  double y_px;
  double depth;
  double half_px;
} CalPointPlace;

/**
 * CalMark:
 * @CAL_MARK_DOT: a disc
 * @CAL_MARK_SQUARE: as high as wide: a picture
 */
typedef enum {
  CAL_MARK_DOT,
  CAL_MARK_SQUARE,
} CalMark;

void cal_point_view_init (CalPointView *self, guint n_dims);
void cal_point_view_fit (CalPointView *self, const double *coordinates, gsize n);
void cal_point_view_turn (CalPointView *self, double dx_px, double dy_px);
void cal_point_view_zoom_at (CalPointView *self, double factor, double x_px, double y_px);
void cal_point_view_place (const CalPointView *self,
                           const double *coordinates,
                           gsize n,
                           double half_px,
                           CalPointPlace *places);

guint32 *cal_point_places_dup_order (const CalPointPlace *places,
                                     gsize n) G_GNUC_WARN_UNUSED_RESULT;
gssize cal_point_places_pick (const CalPointPlace *places,
                              const guint32 *order,
                              gsize n,
                              CalMark mark,
                              double x_px,
                              double y_px,
                              double slack_px);
GArray *cal_point_places_find_inside (const CalPointPlace *places,
                                      gsize n,
                                      const double *polygon,
                                      gsize n_corners) G_GNUC_WARN_UNUSED_RESULT;
GArray *cal_point_places_find_hull (const CalPointPlace *places,
                                    const guint32 *members,
                                    gsize n_members) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
