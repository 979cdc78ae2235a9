/* region-plot.h - the values of each region: boxes, violins or points, of one map or several.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalRegionShape:
 * @CAL_REGION_BOX: quartiles and the median in a box, whiskers to the last value within 1.5 times
 *   the box's length (Tukey)
 * @CAL_REGION_VIOLIN: the density of the values, with the quartiles
 * @CAL_REGION_POINTS: values as points, spread as their density; many are thinned evenly
 */
typedef enum {
  CAL_REGION_BOX,
  CAL_REGION_VIOLIN,
  CAL_REGION_POINTS,
} CalRegionShape;

/* Of more values only so many are drawn as points. */
#define CAL_REGION_MOST_POINTS 300

/**
 * CalRegionValues:
 * @values: those of a map in a region; NaN is no value
 * @n: how many
 * @n_finite: those that are numbers
 * @quartiles: least value, lower quartile, median, upper quartile, largest value
 * @interval: of the median; NaN where it is not known
 * @densities: at as many places, evenly from the least value to the largest
 * @n_densities: how many
 */
typedef struct {
  const double *values;
  gsize n;
  gsize n_finite;
  double quartiles[5];
  double interval[2];
  const double *densities;
  guint n_densities;
} CalRegionValues;

/**
 * CalRegionPlot:
 * @n_regions: rows
 * @n_maps: in each row, one below the other
 * @regions: names of the rows
 * @maps: names of the maps, for the legend
 * @values: n_regions x n_maps
 * @bounds: (nullable): what can be reached in each region; NaN for none
 * @bound_name: (nullable): what that is
 * @shape: how they are drawn
 * @order: the regions as they are shown, from the top
 * @first: place in @order of the topmost one
 * @picked: the region that is marked, or -1
 * @hovered: the region under the pointer, or -1
 * @title: what the values are, with their unit
 * @box: where it is drawn
 * @ink: colours of all that is not data
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  guint n_regions;
  guint n_maps;
  const char *const *regions;
  const char *const *maps;
  const CalRegionValues *values;
  const double *bounds;
  const char *bound_name;
  CalRegionShape shape;
  const guint *order;
  guint first;
  gint picked;
  gint hovered;
  const char *title;
  cairo_rectangle_t box;
  const CalInk *ink;
  double scale;
} CalRegionPlot;

guint cal_region_plot_count_rows (const CalRegionPlot *self);
gboolean
cal_region_plot_pick (const CalRegionPlot *self, double x, double y, guint *region, guint *map);
void cal_region_plot_get_place (
    const CalRegionPlot *self, guint shown, guint map, double value, double *x, double *y);
void cal_region_plot_draw (cairo_t *cr, const CalRegionPlot *self);

G_END_DECLS
