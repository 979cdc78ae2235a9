/* attention-figure-export.c - attention to a picture as a figure, with no view to draw it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/attention-figure-export.h"

#include <string.h>

#include "analysis/attention-map.h"
#include "io/thumbnail.h"
#include "model/error.h"
#include "render/vector/attention-plot.h"
#include "render/vector/picture.h"

/* What is drawn. */
typedef struct {
  const CalFigure *figure;
  CalAttention *attention;
  GArray *queries; /* gsize */
  gsize sample;
  CalAttentionWeights *weights;
  GPtrArray *maps;
  cairo_surface_t *picture;
  const char *picture_note;
  char *caption;
} Page;

static void
page_clear (Page *self)
{
  g_array_unref (self->queries);
  g_ptr_array_unref (self->maps);
  g_clear_object (&self->weights);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_free (self->caption);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static gboolean
find_attention (Page *page, CalEncodingScene *scene, GError **error)
{
  GPtrArray *open = cal_encoding_scene_get_attentions (scene);
  const char *name = page->figure->attention;
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint n = 0; n < open->len && page->attention == NULL; n++) {
    const CalAttentionDesc *desc = cal_attention_get_desc (open->pdata[n]);

    if (desc->n_samples > 0 && (name == NULL || g_str_equal (desc->name, name)))
      page->attention = open->pdata[n];
    g_string_append_printf (names, "%s\"%s\"", n > 0 ? ", " : "", desc->name);
  }
  if (page->attention == NULL && names->len == 0)
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "a figure of attention needs maps; none are open");
  else if (page->attention == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "--attention %s: expected maps that are open: of %s",
                 name != NULL ? name : "(the first)", names->str);
  return page->attention != NULL;
}

/* "FFA", "lh.FFA" or "lh FFA". */
static gboolean
add_region (Page *page, const char *text)
{
  g_autofree char *title = g_strdup (text);
  g_autoptr (GArray) found =
      cal_attention_find_queries (page->attention, text, CAL_HEMISPHERE_UNKNOWN);
  gsize query;

  if (strlen (title) > 3 && (g_str_has_prefix (title, "lh.") || g_str_has_prefix (title, "rh.")))
    title[2] = ' ';
  if (found->len == 0 && cal_attention_find_query_title (page->attention, title, &query))
    g_array_append_val (found, query);
  g_array_append_vals (page->queries, found->data, found->len);
  return found->len > 0;
}

static gboolean
find_queries (Page *page, GError **error)
{
  g_auto (GStrv) names =
      page->figure->regions != NULL ? g_strsplit (page->figure->regions, ",", -1) : NULL;
  gsize first = 0;

  for (char **name = names; name != NULL && *name != NULL; name++)
    if (!add_region (page, g_strstrip (*name))) {
      g_autofree char *title = cal_attention_dup_query_title (page->attention, 0);

      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "--regions %s: no region of this attention; its first is \"%s\"", *name, title);
      return FALSE;
    }
  if (names == NULL)
    g_array_append_val (page->queries, first);
  if (page->figure->difference && page->queries->len < 2) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "--difference: expected two --regions");
    return FALSE;
  }
  return TRUE;
}

static gboolean
find_sample (Page *page, GError **error)
{
  const char *stimulus = page->figure->stimulus;

  if (stimulus == NULL || cal_attention_find_sample (page->attention, stimulus, &page->sample))
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "--stimulus %s: \"%s\" has no map of it",
               stimulus, cal_attention_get_desc (page->attention)->name);
  return FALSE;
}

/* Where there is none the maps are drawn on their own. */
static void
load_picture (Page *page, CalStimuli *stimuli)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (page->attention);
  const char *id = desc->sample_ids != NULL ? cal_text_array_get (desc->sample_ids, page->sample)
                                            : page->figure->stimulus;
  const char *source = NULL;
  g_autoptr (CalArray) picture = NULL;
  gsize n;

  if (stimuli != NULL && id != NULL && cal_stimuli_find (stimuli, id, &n))
    source = cal_stimuli_get_picture (stimuli, n);
  if (source != NULL && source[0] != '\0')
    picture = cal_thumbnail_load (source, CAL_ATTENTION_PICTURE_PX, NULL, NULL);
  if (picture != NULL)
    page->picture = cal_picture_to_surface (picture);
  else
    page->picture_note = source != NULL ? "its picture cannot be read" : "no picture of it is open";
}

static gboolean
make_page (Page *page, CalEncodingScene *scene, GError **error)
{
  CalAttentionPick pick = {CAL_ATTENTION_MEAN, CAL_ATTENTION_MEAN, &page->sample, 1};
  const gsize *queries;

  if (!find_attention (page, scene, error) || !find_queries (page, error) ||
      !find_sample (page, error))
    return FALSE;
  page->weights = cal_attention_weights_read (page->attention, &pick, NULL, error);
  if (page->weights == NULL)
    return FALSE;
  queries = (const gsize *) (gpointer) page->queries->data;
  if (page->figure->difference)
    g_ptr_array_add (page->maps,
                     cal_attention_map_new_difference (page->weights, queries[0], queries[1]));
  else
    for (guint n = 0; n < MIN (page->queries->len, CAL_ATTENTION_MAX_PANELS); n++)
      g_ptr_array_add (page->maps, cal_attention_map_new (page->weights, queries[n]));
  page->caption = cal_attention_dup_pick_text (page->attention, &pick);
  load_picture (page, cal_encoding_scene_get_stimuli (scene));
  return TRUE;
}

static gboolean
draw_page (cairo_t *cairo, gpointer data, GError **error)
{
  const Page *page = data;
  const CalFigure *figure = page->figure;
  const CalAttentionDesc *desc = cal_attention_get_desc (page->attention);
  int top = cal_figure_measure_title (figure);
  double scale = figure->dpi / 96.0;
  CalAttentionLayout layout;
  CalAttentionPlot plot = {.maps = (const CalAttentionMap *const *) page->maps->pdata,
                           .n_maps = page->maps->len,
                           .spans = desc->spans,
                           .n_spans = desc->n_spans,
                           .picture = page->picture,
                           .picture_note = page->picture_note,
                           .caption = page->caption,
                           .colormap = cal_colormap_find (CAL_ATTENTION_COLORMAP),
                           .shared = figure->shared_scale || page->maps->len == 1,
                           .smooth = figure->smooth,
                           .fades = TRUE,
                           .opacity = CAL_ATTENTION_OPACITY,
                           .token = -1,
                           .hovered = -1,
                           .ink = cal_ink_get (figure->theme),
                           .scale = 1.0};

  if (figure->background[3] > 0.0) {
    cal_ink_set (cairo, figure->background);
    cairo_paint (cairo);
  }
  cal_figure_draw_title (figure, cairo);
  cairo_translate (cairo, 0.0, top);
  cairo_scale (cairo, scale, scale);
  cal_attention_plot_lay_out (&plot, figure->width_px / scale,
                              MAX (figure->height_px - top, 1) / scale, &layout);
  cal_attention_plot_draw (cairo, &plot, &layout);
  return TRUE;
}

/**
 * cal_attention_figure_export:
 * @figure: which regions' attention to which stimulus, how large, on what
 * @provenance: (nullable): how the figure was made, kept in the file
 *
 * What a view of attention shows of it at first: the mean of runs and heads. Main thread.
 *
 * Returns: (transfer full): the file's content; NULL with CAL_ERROR_ARGUMENT if there is no such
 *   attention, region or map, or with another error if it cannot be read or drawn
 */
GBytes *
cal_attention_figure_export (const CalFigure *figure,
                             CalEncodingScene *scene,
                             CalFigureFormat format,
                             const char *provenance,
                             GError **error)
{
  g_auto (Page)
      page = {.figure = figure,
              .queries = g_array_new (FALSE, FALSE, sizeof (gsize)),
              .maps = g_ptr_array_new_with_free_func ((GDestroyNotify) cal_attention_map_free)};
  CalDrawing drawing = {figure->width_px, figure->height_px, figure->dpi, draw_page, &page};

  if (!figure->colour_bar) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "--no-colour-bar: the colours of attention say nothing without it");
    return NULL;
  }
  if (!make_page (&page, scene, error))
    return NULL;
  return cal_drawing_export (&drawing, format, provenance, error);
}
