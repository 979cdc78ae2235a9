/* attention-plot.h - a picture with the patches that regions look at, one panel a region.
 *
 * A patch is a rectangle of the model's input. The picture lies at the input's top left; padding is
 * cut off, and the patches at its edge are as much narrower.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "model/attention-weights.h"
#include "model/colormap.h"
#include "render/vector/ink.h"

G_BEGIN_DECLS

#define CAL_ATTENTION_MAX_PANELS 60

/* How weights look at first. */
#define CAL_ATTENTION_COLORMAP "viridis"
#define CAL_ATTENTION_OPACITY 0.7
/* The longer side of a picture that is asked for. */
#define CAL_ATTENTION_PICTURE_PX 1024

/**
 * CalAttentionPlot:
 * @maps: one a panel
 * @n_maps: panels; at most CAL_ATTENTION_MAX_PANELS are drawn
 * @spans: of the tokens
 * @n_spans: how many
 * @picture: (nullable): what was shown
 * @picture_note: (nullable): written where there is no picture
 * @caption: (nullable): of which stimuli, runs and heads the maps are
 * @colormap: of weights; differences have a diverging one of their own
 * @shared: one scale for all maps, else each has its own
 * @smooth: between the middles of patches, instead of patches
 * @fades: low weights are transparent
 * @opacity: of the highest weights, or of all
 * @token: the picked patch, or -1
 * @hovered: the patch under the pointer, or -1
 * @hovered_map: in which panel it is
 * @ink: colours of all that is not data
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  const CalAttentionMap *const *maps;
  guint n_maps;
  const CalAttentionSpan *spans;
  guint n_spans;
  cairo_surface_t *picture;
  const char *picture_note;
  const char *caption;
  const CalColormap *colormap;
  gboolean shared;
  gboolean smooth;
  gboolean fades;
  double opacity;
  gssize token;
  gssize hovered;
  gint hovered_map;
  const CalInk *ink;
  double scale;
} CalAttentionPlot;

/**
 * CalAttentionLayout:
 * @grid: (nullable): the span whose tokens are patches
 * @n_panels: how many are drawn
 * @pictures: of each panel: whole pixels
 * @strips: of each panel: tokens that are no patches, a line a span; no height without any
 * @width_px: the room for all panels
 * @text_px: the room for titles and lines of a panel
 * @foot_px: the lines below a picture
 * @bar_y_px: the colour bar that all share
 * @caption_y_px: the caption's middle
 */
typedef struct {
  const CalAttentionSpan *grid;
  guint n_panels;
  cairo_rectangle_t pictures[CAL_ATTENTION_MAX_PANELS];
  cairo_rectangle_t strips[CAL_ATTENTION_MAX_PANELS];
  double width_px;
  double text_px;
  double foot_px;
  double bar_y_px;
  double caption_y_px;
} CalAttentionLayout;

void cal_attention_plot_lay_out (const CalAttentionPlot *self,
                                 double width_px,
                                 double height_px,
                                 CalAttentionLayout *layout);
gboolean cal_attention_plot_pick (const CalAttentionPlot *self,
                                  const CalAttentionLayout *layout,
                                  double x,
                                  double y,
                                  guint *map,
                                  gsize *token);
gboolean cal_attention_plot_pick_title (
    const CalAttentionPlot *self, const CalAttentionLayout *layout, double x, double y, guint *map);
gboolean cal_attention_plot_get_patch (const CalAttentionLayout *layout,
                                       guint panel,
                                       gsize token,
                                       cairo_rectangle_t *box);
void
cal_attention_plot_get_window (const CalAttentionPlot *self, guint map, double *low, double *high);
void
cal_attention_plot_get_rgba (const CalAttentionPlot *self, guint map, double value, double rgba[4]);
void cal_attention_plot_draw (cairo_t *cr,
                              const CalAttentionPlot *self,
                              const CalAttentionLayout *layout);

G_END_DECLS
