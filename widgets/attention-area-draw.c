/* attention-area-draw.c - the picture of the attention view: panels, and the list beside them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/labels.h"
#include "model/number.h"
#include "render/vector/picture.h"
#include "render/vector/text.h"
#include "widgets/attention-area-private.h"

#define MARGIN_PX 12.0
#define LIST_PX 250.0
#define NARROW_PX 420.0
#define RULE_PX 20.0
#define MAX_PARTS 16

static gboolean
is_listed (CalAttentionArea *self)
{
  return self->titles->len > 0;
}

/* Where the list lies: at the right, or below the maps where the view is narrow; @width and @height
 * become what it leaves. */
static cairo_rectangle_t
take_list_box (CalAttentionArea *self, double *width, double *height)
{
  cairo_rectangle_t box = {0.0, 0.0, *width, *height};

  if (!is_listed (self) || cal_attention_area_has_shares (self))
    return box;
  if (*width >= NARROW_PX || *width > *height) {
    box.width = fmin (LIST_PX, 0.45 * *width);
    *width -= box.width;
    box.x = *width;
  } else {
    box.height = 0.4 * *height;
    *height -= box.height;
    box.y = *height;
  }
  return box;
}

/* The picture that maps lie on: of the stimulus that they are of. */
static const char *
find_source (CalAttentionArea *self)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (self->attention);
  CalStimuli *stimuli = cal_encoding_scene_get_stimuli (self->scene);
  const char *const *ids = cal_selection_get_stimuli (self->selection, NULL);
  const char *id = NULL;
  gsize n;

  if (self->samples->len == 1 && desc->sample_ids != NULL)
    id = cal_text_array_get (desc->sample_ids, g_array_index (self->samples, gsize, 0));
  else if (desc->sample_ids == NULL)
    id = ids[0];
  return stimuli != NULL && id != NULL && cal_stimuli_find (stimuli, id, &n)
             ? cal_stimuli_get_picture (stimuli, n)
             : NULL;
}

/**
 * cal_attention_area_find_picture:
 *
 * Takes the picture that maps lie on, if it has been read; it is asked for if not.
 */
void
cal_attention_area_find_picture (CalAttentionArea *self)
{
  const char *source = self->attention != NULL ? find_source (self) : NULL;
  CalArray *picture;

  if (source != NULL && source[0] == '\0')
    source = NULL;
  if (g_strcmp0 (source, self->picture_source) == 0 && (self->picture != NULL || source == NULL))
    return;
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_free (self->picture_source);
  self->picture_source = g_strdup (source);
  picture = source != NULL && self->pictures != NULL
                ? cal_pictures_get (self->pictures, source, CAL_ATTENTION_PICTURE_PX)
                : NULL;
  if (picture != NULL)
    self->picture = cal_picture_to_surface (picture);
}

static const char *
get_picture_note (CalAttentionArea *self)
{
  if (self->samples->len > 1)
    return "the mean of several pictures";
  if (self->picture_source == NULL)
    return "no picture of it is open";
  return self->pictures != NULL ? cal_pictures_get_failure (self->pictures, self->picture_source)
                                : NULL;
}

/**
 * cal_attention_area_lay_out:
 * @width: of the view
 * @height: of the view
 * @plot: (out caller-allocates): without a caption
 * @layout: (out caller-allocates): where its panels lie
 */
void
cal_attention_area_lay_out (CalAttentionArea *self,
                            double width,
                            double height,
                            CalAttentionPlot *plot,
                            CalAttentionLayout *layout)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (self->attention);

  *plot = (CalAttentionPlot){
      .maps = (const CalAttentionMap *const *) self->maps->pdata,
      .n_maps = self->maps->len,
      .spans = desc->spans,
      .n_spans = desc->n_spans,
      .picture = self->picture,
      .picture_note = get_picture_note (self),
      .caption = "",
      .colormap = self->colormap,
      .shared = self->shared || self->maps->len == 1,
      .smooth = self->smooth,
      .fades = self->fades,
      .opacity = self->opacity,
      .token = self->token,
      .hovered = self->hovered,
      .hovered_map = self->hovered_map,
      .ink = cal_plot_area_get_ink (),
      .scale = 1.0,
  };
  take_list_box (self, &width, &height);
  cal_attention_plot_lay_out (plot, width, height, layout);
}

static gssize
find_picked_row (CalAttentionArea *self)
{
  gsize query = self->queries->len > 0 ? g_array_index (self->queries, gsize, 0) : G_MAXSIZE;

  for (gsize n = 0; n < self->ranked->len; n++)
    if (g_array_index (self->ranked, gsize, n) == query)
      return (gssize) n;
  return -1;
}

/* One colour a modality. */
static const double (*get_part_colours (void))[3]
{
  static double colours[MAX_PARTS][3];

  for (guint p = 0; p < MAX_PARTS; p++) {
    float rgba[4];

    cal_labels_pick_colour (p, rgba);
    for (int c = 0; c < 3; c++)
      colours[p][c] = (double) rgba[c];
  }
  return (const double (*)[3]) colours;
}

/**
 * cal_attention_area_fill_list:
 * @list: (out caller-allocates): what every query has at the picked patch, or its shares
 *
 * Returns: FALSE if there is no list
 */
gboolean
cal_attention_area_fill_list (CalAttentionArea *self, double width, double height, CalBarList *list)
{
  static const double accent[1][3] = {{0.24, 0.55, 0.90}};
  gboolean has_shares = cal_attention_area_has_shares (self);
  cairo_rectangle_t room = take_list_box (self, &width, &height);

  if (!is_listed (self))
    return FALSE;
  *list = (CalBarList){
      .heading = has_shares ? "Share of attention" : "At this patch",
      .n_rows = self->titles->len,
      .names = (const char *const *) self->titles->pdata,
      .n_parts = 1,
      .part_colours = accent,
      .values = self->values,
      .top = self->values[0],
      .first = self->first_row,
      .picked = find_picked_row (self),
      .picked_part = -1,
      .box = {room.x + MARGIN_PX, room.y + MARGIN_PX, fmax (room.width - 2.0 * MARGIN_PX, 1.0),
              fmax (room.height - 2.0 * MARGIN_PX - RULE_PX, 1.0)},
      .ink = cal_plot_area_get_ink (),
      .scale = 1.0,
  };
  if (has_shares) {
    const CalAttentionDesc *desc = cal_attention_get_desc (self->attention);
    static const char *names[MAX_PARTS];

    list->n_parts = MIN (desc->n_spans, MAX_PARTS);
    for (guint p = 0; p < list->n_parts; p++)
      names[p] = desc->spans[p].name;
    list->part_names = names;
    list->part_colours = get_part_colours ();
    list->top = 1.0;
    list->unit = "%";
    list->picked_part = self->part;
  }
  return TRUE;
}

/**
 * cal_attention_area_dup_readout:
 *
 * Returns: (transfer full) (nullable): what is under the pointer: region, patch and weight
 */
char *
cal_attention_area_dup_readout (CalAttentionArea *self)
{
  const CalAttentionSpan *grid;
  const CalAttentionMap *map;
  g_autofree char *value = NULL;
  gsize token;

  if (self->hovered < 0 || self->hovered_map >= (gint) self->maps->len)
    return NULL;
  grid = cal_attention_find_grid (self->attention);
  map = self->maps->pdata[self->hovered_map];
  token = (gsize) self->hovered;
  value = cal_number_format ((double) map->values[token]);
  if (grid != NULL && token >= grid->first_token && token - grid->first_token < grid->n_tokens)
    return g_strdup_printf ("%s: row %" G_GSIZE_FORMAT ", column %" G_GSIZE_FORMAT ": %s %s",
                            map->title, (token - grid->first_token) / grid->grid[1] + 1,
                            (token - grid->first_token) % grid->grid[1] + 1,
                            map->is_difference ? "difference" : "weight", value);
  return g_strdup_printf ("%s: token %" G_GSIZE_FORMAT ": weight %s", map->title, token + 1, value);
}

static void
draw_line (cairo_t *cr, const CalInk *ink, const char *text, double x, double y, double width)
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX, .max_width_px = width, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = ink->secondary[c];
  cal_text_draw (cr, &style, text, x, y);
}

static char *
dup_caption (CalAttentionArea *self, gboolean is_figure)
{
  CalAttentionPick pick = {self->run, self->head, (const gsize *) (gpointer) self->samples->data,
                           self->samples->len};
  char *readout = is_figure ? NULL : cal_attention_area_dup_readout (self);

  return readout != NULL ? readout : cal_attention_dup_pick_text (self->attention, &pick);
}

/**
 * cal_attention_area_draw:
 * @is_figure: without what belongs to the pointer
 *
 * Draws all of the view but its note.
 */
void
cal_attention_area_draw (
    CalAttentionArea *self, cairo_t *cr, double width, double height, gboolean is_figure)
{
  const CalInk *ink = cal_plot_area_get_ink ();
  CalBarList list;

  cal_ink_set (cr, ink->background);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  if (self->attention == NULL)
    return;
  if (self->maps->len > 0) {
    g_autofree char *caption = dup_caption (self, is_figure);
    CalAttentionLayout layout;
    CalAttentionPlot plot;

    cal_attention_area_find_picture (self);
    cal_attention_area_lay_out (self, width, height, &plot, &layout);
    plot.caption = caption;
    if (is_figure)
      plot.hovered = -1;
    cal_attention_plot_draw (cr, &plot, &layout);
  }
  if (!cal_attention_area_fill_list (self, width, height, &list))
    return;
  cal_bar_list_draw (cr, &list);
  if (self->rule != NULL)
    draw_line (cr, ink, self->rule, list.box.x, height - MARGIN_PX - 0.5 * RULE_PX, list.box.width);
}
