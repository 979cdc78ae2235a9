/* attention-layout.c - where the panels of attention lie, and which patch is where in them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "render/vector/attention-plot.h"

/* In pixels at 96 dots an inch. */
#define MARGIN 12.0
#define GAP 12.0
#define TITLE 20.0
#define LINE 15.0
#define STRIP 16.0
#define SPAN_NAME 52.0
#define SPAN_SHARE 44.0
#define OWN_BAR 34.0
#define SHARED_BAR 36.0
#define CAPTION 18.0
#define MAX_STRIP_WIDTH 520.0

/* Height and width of the picture, and of all patches, in the same measure. */
typedef struct {
  double picture[2];
  double patches[2];
} Extent;

static Extent
measure (const CalAttentionSpan *grid)
{
  Extent extent;

  for (int d = 0; d < 2; d++) {
    double patch = grid->patch_px[d] > 0 ? (double) grid->patch_px[d] : 1.0;

    extent.patches[d] = patch * (double) grid->grid[d];
    extent.picture[d] = grid->picture_px[d] > 0 ? (double) grid->picture_px[d] : extent.patches[d];
  }
  return extent;
}

static const CalAttentionSpan *
find_grid (const CalAttentionPlot *self)
{
  for (guint n = 0; n < self->n_spans; n++)
    if (self->spans[n].grid[0] > 0)
      return self->spans + n;
  return NULL;
}

static guint
count_strips (const CalAttentionPlot *self)
{
  guint n = 0;

  for (guint s = 0; s < self->n_spans; s++)
    n += self->spans[s].grid[0] == 0;
  return n;
}

/* The lines of text below a picture. */
static double
measure_foot (const CalAttentionPlot *self)
{
  guint n_lines = find_grid (self) != NULL ? 2 : 1;
  double bar = !self->shared && self->n_maps > 1 ? OWN_BAR : 0.0;

  for (guint m = 0; m < self->n_maps; m++)
    if (self->maps[m]->on_padding > 0.0)
      n_lines = 3;
  return (n_lines * LINE + bar) * self->scale;
}

/* The columns that make pictures largest, and how wide these are. */
static guint
find_columns (
    guint n, double width, double height, double around, double aspect, double gap, double *picture)
{
  guint best = 1;

  *picture = 1.0;
  for (guint columns = 1; columns <= n; columns++) {
    guint rows = (n + columns - 1) / columns;
    double by_width = (width - gap * (columns - 1)) / columns;
    double by_height = ((height - gap * (rows - 1)) / rows - around) * aspect;
    double fits = floor (fmin (by_width, by_height));

    if (fits > *picture) {
      *picture = fits;
      best = columns;
    }
  }
  return best;
}

/**
 * cal_attention_plot_lay_out:
 * @layout: (out caller-allocates): where everything lies in a picture of that size
 */
void
cal_attention_plot_lay_out (const CalAttentionPlot *self,
                            double width_px,
                            double height_px,
                            CalAttentionLayout *layout)
{
  double s = self->scale, below = (SHARED_BAR + (self->caption != NULL ? CAPTION : 0.0)) * s;
  double width = fmax (width_px - 2.0 * MARGIN * s, 16.0);
  double height, strips = count_strips (self) * STRIP * s, around, aspect = 1.0, side, step[2];
  guint columns;

  if (!self->shared && self->n_maps > 1)
    below -= SHARED_BAR * s;
  height = fmax (height_px - 2.0 * MARGIN * s - below, 16.0);
  *layout = (CalAttentionLayout){.grid = find_grid (self),
                                 .n_panels = MIN (self->n_maps, CAL_ATTENTION_MAX_PANELS),
                                 .width_px = width,
                                 .foot_px = measure_foot (self),
                                 .caption_y_px = height_px - (0.5 * CAPTION + 0.5 * MARGIN) * s,
                                 .bar_y_px = height_px - 0.5 * MARGIN * s - below};
  if (layout->n_panels == 0)
    return;
  around = TITLE * s + layout->foot_px + strips;
  if (layout->grid != NULL) {
    Extent extent = measure (layout->grid);

    aspect = extent.picture[1] / extent.picture[0];
    columns = find_columns (layout->n_panels, width, height, around, aspect, GAP * s, &side);
  } else {
    columns = (guint) CLAMP (width / (MAX_STRIP_WIDTH * s), 1.0, (double) layout->n_panels);
    side = floor ((width - GAP * s * (columns - 1)) / columns);
  }
  step[0] = fmin ((width + GAP * s) / columns, side + 6.0 * GAP * s);
  layout->text_px = columns == 1 ? width : step[0] - GAP * s;
  step[1] = (layout->grid != NULL ? rint (side / aspect) : 0.0) + around + GAP * s;
  for (guint p = 0; p < layout->n_panels; p++) {
    double x = rint (MARGIN * s + (p % columns) * step[0]);
    double y = rint (MARGIN * s + TITLE * s + (p / columns) * step[1]);
    double tall = layout->grid != NULL ? fmax (rint (side / aspect), 1.0) : 0.0;

    layout->pictures[p] = (cairo_rectangle_t){x, y, side, tall};
    layout->strips[p] =
        (cairo_rectangle_t){x + SPAN_NAME * s, y + tall + layout->foot_px,
                            fmax (side - (SPAN_NAME + SPAN_SHARE) * s, 1.0), strips};
    if (layout->grid == NULL)
      layout->strips[p].y = y;
  }
}

/**
 * cal_attention_plot_get_patch:
 * @token: any
 * @box: (out caller-allocates): what of the patch lies on the picture
 *
 * Returns: FALSE if the token is no patch, or all of it is padding
 */
gboolean
cal_attention_plot_get_patch (const CalAttentionLayout *layout,
                              guint panel,
                              gsize token,
                              cairo_rectangle_t *box)
{
  const CalAttentionSpan *grid = layout->grid;
  const cairo_rectangle_t *picture = &layout->pictures[panel];
  gsize place;
  Extent extent;
  double cell[2];

  if (grid == NULL || token < grid->first_token || token - grid->first_token >= grid->n_tokens)
    return FALSE;
  place = token - grid->first_token;
  extent = measure (grid);
  cell[0] = picture->height / extent.picture[0] * extent.patches[0] / (double) grid->grid[0];
  cell[1] = picture->width / extent.picture[1] * extent.patches[1] / (double) grid->grid[1];
  box->x = picture->x + cell[1] * (double) (place % grid->grid[1]);
  box->y = picture->y + cell[0] * (double) (place / grid->grid[1]);
  box->width = fmin (cell[1], picture->x + picture->width - box->x);
  box->height = fmin (cell[0], picture->y + picture->height - box->y);
  return box->width > 1e-9 && box->height > 1e-9;
}

/* Which token of the panel's strips is at x, y: the one in the middle of those under a pixel. */
static gboolean
pick_strip (const CalAttentionPlot *self,
            const CalAttentionLayout *layout,
            guint panel,
            double x,
            double y,
            gsize *token)
{
  const cairo_rectangle_t *box = &layout->strips[panel];
  guint n_strips = count_strips (self), line = 0;

  if (x < box->x || x >= box->x + box->width || y < box->y || y >= box->y + box->height)
    return FALSE;
  for (guint s = 0; s < self->n_spans; s++) {
    const CalAttentionSpan *span = self->spans + s;

    if (span->grid[0] > 0)
      continue;
    if (line++ == (guint) ((y - box->y) / box->height * n_strips)) {
      *token =
          span->first_token +
          MIN ((gsize) ((x - box->x) / box->width * (double) span->n_tokens), span->n_tokens - 1);
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * cal_attention_plot_pick:
 * @map: (out): whose panel is at x, y
 * @token: (out): which patch
 *
 * Returns: whether there is a patch
 */
gboolean
cal_attention_plot_pick (const CalAttentionPlot *self,
                         const CalAttentionLayout *layout,
                         double x,
                         double y,
                         guint *map,
                         gsize *token)
{
  for (guint p = 0; p < layout->n_panels; p++) {
    const cairo_rectangle_t *picture = &layout->pictures[p];
    cairo_rectangle_t first;
    gsize row, column;

    *map = p;
    if (pick_strip (self, layout, p, x, y, token))
      return TRUE;
    if (layout->grid == NULL || x < picture->x || x >= picture->x + picture->width ||
        y < picture->y || y >= picture->y + picture->height ||
        !cal_attention_plot_get_patch (layout, p, layout->grid->first_token, &first))
      continue;
    row = MIN ((gsize) ((y - picture->y) / first.height), layout->grid->grid[0] - 1);
    column = MIN ((gsize) ((x - picture->x) / first.width), layout->grid->grid[1] - 1);
    *token = layout->grid->first_token + row * layout->grid->grid[1] + column;
    return TRUE;
  }
  return FALSE;
}

/**
 * cal_attention_plot_pick_title:
 * @map: (out): whose title is at x, y
 *
 * Returns: whether there is one
 */
gboolean
cal_attention_plot_pick_title (
    const CalAttentionPlot *self, const CalAttentionLayout *layout, double x, double y, guint *map)
{
  for (guint p = 0; p < layout->n_panels; p++) {
    const cairo_rectangle_t *picture = &layout->pictures[p];

    *map = p;
    if (x >= picture->x && x < picture->x + picture->width && y < picture->y &&
        y >= picture->y - TITLE * self->scale)
      return TRUE;
  }
  return FALSE;
}
