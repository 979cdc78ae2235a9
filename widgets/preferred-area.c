/* preferred-area.c - the pictures that a place or region responds to most, and least.
 *
 * Beside them, the pictures that were generated to drive the region, if there are any.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/preferred-area.h"

#include <math.h>

#include "model/number.h"
#include "render/scene/readout.h"
#include "render/vector/picture-rows.h"
#include "render/vector/profile-plot.h"
#include "widgets/choice.h"
#include "widgets/plot-area.h"
#include "widgets/profile.h"
#include "widgets/tooltip.h"

#define MARGIN_PX 16.0
#define MOST_TILES 60
#define PICTURE_PX 288

enum { BAND_TOP, BAND_BOTTOM, BAND_MADE, N_BANDS };

struct _CalPreferredArea {
  GtkWidget parent_instance;

  CalEncodingScene *encoding;
  CalPictures *pictures;
  CalLatestJob *jobs;
  CalPlotArea *plot;
  GtkWidget *canvas;

  CalSeries *series;
  CalProfileBars *bars;
  CalProfile *profile;
  guint *order; /* stimuli with a response, the largest first */
  guint n_ranked;
  char *where;

  GtkWidget *controls;
  GtkDropDown *series_choice, *of_choice;
  gboolean is_showing;
};

static void cal_preferred_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalPreferredArea,
                               cal_preferred_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_preferred_area_view_init))

static const char *
get_region (CalPreferredArea *self)
{
  return cal_selection_get_region (cal_encoding_scene_get_selection (self->encoding));
}

static CalArray *
get_picture (CalPreferredArea *self, CalStimuli *stimuli, gsize n)
{
  const char *source = cal_stimuli_get_picture (stimuli, n);

  return source != NULL && *source != '\0' && self->pictures != NULL
             ? cal_pictures_get (self->pictures, source, PICTURE_PX)
             : NULL;
}

static void
tile_clear (gpointer data)
{
  g_free ((char *) ((CalPictureTile *) data)->text);
}

/* The ranked stimuli from @first on, downwards or upwards. */
static GArray *
make_ranked_tiles (CalPreferredArea *self, gboolean top)
{
  CalStimuli *stimuli = cal_encoding_scene_get_stimuli (self->encoding);
  CalSelection *selection = cal_encoding_scene_get_selection (self->encoding);
  const char *unit = cal_series_get_desc (self->series)->unit;
  GArray *tiles = g_array_new (FALSE, TRUE, sizeof (CalPictureTile));
  /* No picture stands in both bands. */
  guint n = MIN (self->n_ranked / 2 + (top ? self->n_ranked % 2 : 0), MOST_TILES);

  g_array_set_clear_func (tiles, tile_clear);
  for (guint t = 0; t < n; t++) {
    guint bar = self->order[top ? t : self->n_ranked - 1 - t];
    CalPictureTile tile = {.index = bar, .name = self->bars->names[bar]};
    gsize stimulus;

    tile.text = cal_number_format_with_unit (cal_profile_get_means (self->profile)[bar].mean, unit);
    tile.is_marked = cal_selection_has_stimulus (selection, tile.name);
    if (stimuli != NULL && cal_stimuli_find (stimuli, tile.name, &stimulus))
      tile.picture = get_picture (self, stimuli, stimulus);
    g_array_append_val (tiles, tile);
  }
  return tiles;
}

/* Pictures that were made to drive the region. */
static GArray *
make_generated_tiles (CalPreferredArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_decodings (self->encoding);
  GArray *tiles = g_array_new (FALSE, TRUE, sizeof (CalPictureTile));
  const char *region = get_region (self);

  g_array_set_clear_func (tiles, tile_clear);
  for (guint d = 0; region != NULL && d < all->len; d++) {
    CalStimuli *pictures = cal_decoding_get_pictures (all->pdata[d]);

    for (gsize n = 0; n < cal_stimuli_get_n (pictures) && tiles->len < MOST_TILES; n++) {
      CalPictureTile tile = {.index = n, .name = cal_stimuli_get_id (pictures, n)};

      if (!g_str_equal (cal_decoding_get_region (all->pdata[d], n), region))
        continue;
      tile.picture = get_picture (self, pictures, n);
      g_array_append_val (tiles, tile);
    }
  }
  return tiles;
}

typedef struct {
  GArray *tiles[N_BANDS];
  CalPictureBand bands[N_BANDS];
  char *headings[N_BANDS];
  guint n;
} Rows;

static void
add_band (Rows *rows, GArray *tiles, char *heading)
{
  guint b = rows->n;

  rows->tiles[b] = tiles;
  rows->headings[b] = heading;
  rows->bands[b] = (CalPictureBand){.heading = heading,
                                    .tiles = (CalPictureTile *) (gpointer) tiles->data,
                                    .n_tiles = tiles->len};
  rows->n++;
}

static void
rows_init (Rows *rows, CalPreferredArea *self, double width, double height)
{
  const cairo_rectangle_t box = {MARGIN_PX, MARGIN_PX, fmax (width - 2.0 * MARGIN_PX, 64.0),
                                 fmax (height - 2.0 * MARGIN_PX, 64.0)};
  GArray *generated = make_generated_tiles (self);

  *rows = (Rows){0};
  add_band (rows, make_ranked_tiles (self, TRUE), g_strdup ("Largest responses"));
  add_band (rows, make_ranked_tiles (self, FALSE), g_strdup ("Smallest responses"));
  add_band (rows, generated, g_strdup_printf ("Made to drive %s", get_region (self)));
  if (generated->len == 0)
    rows->n--;
  cal_picture_rows_lay_out (rows->bands, rows->n, &box, 1.0);
}

static void
rows_clear (Rows *rows)
{
  for (guint b = 0; b < N_BANDS; b++) {
    g_clear_pointer (&rows->tiles[b], g_array_unref);
    g_free (rows->headings[b]);
  }
}

static void
draw (CalPreferredArea *self, cairo_t *cr, double width, double height)
{
  Rows rows;

  cal_ink_set (cr, cal_plot_area_get_ink ()->background);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  if (self->profile == NULL)
    return;
  rows_init (&rows, self, width, height);
  cal_picture_rows_draw (cr, rows.bands, rows.n, cal_plot_area_get_ink (), 1.0);
  rows_clear (&rows);
}

static void
draw_cb (GtkDrawingArea *canvas, cairo_t *cr, int width, int height, gpointer data)
{
  draw (data, cr, width, height);
}

static void
show (CalPreferredArea *self)
{
  g_autofree char *text = NULL;
  g_autofree char *note = NULL;

  if (self->series == NULL)
    cal_plot_area_set_message (
        self->plot, "No responses",
        "This view ranks pictures by the response of a place or region. Open measured or predicted "
        "responses to stimuli, and the folder of their pictures.");
  else if (self->profile == NULL) {
    text = g_strdup_printf ("“%s” has responses elsewhere. Click a place, or a region, that it "
                            "covers.",
                            cal_series_get_desc (self->series)->name);
    cal_plot_area_set_message (self->plot, "No responses here", text);
  } else {
    note = g_strdup_printf ("%u of %u stimuli have a response here%s", self->n_ranked,
                            cal_profile_get_n (self->profile),
                            cal_encoding_scene_get_stimuli (self->encoding) == NULL
                                ? "; their pictures are not open"
                                : "");
    cal_plot_area_set_message (self->plot, NULL, NULL);
    cal_plot_area_describe (self->plot, note);
  }
  cal_plot_area_set_note (self->plot, note);
  gtk_widget_queue_draw (self->canvas);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
forget (CalPreferredArea *self)
{
  g_clear_object (&self->profile);
  g_clear_pointer (&self->order, g_free);
  self->n_ranked = 0;
}

static void
rank (CalPreferredArea *self)
{
  guint n = cal_profile_get_n (self->profile);
  g_autofree double *values = g_new (double, MAX (n, 1));

  for (guint b = 0; b < n; b++) {
    values[b] = cal_profile_get_means (self->profile)[b].mean;
    self->n_ranked += !isnan (values[b]);
  }
  self->order = cal_profile_plot_dup_order (values, n, TRUE);
}

static void
done_cb (CalPreferredArea *self, GObject *result)
{
  if (self->bars == NULL || cal_profile_get_n (CAL_PROFILE (result)) != self->bars->n)
    return;
  forget (self);
  self->profile = CAL_PROFILE (g_object_ref (result));
  rank (self);
  show (self);
}

static void
failed_cb (CalPreferredArea *self, GError *error)
{
  cal_plot_area_set_note (self->plot, error->message);
}

static void
read_responses (CalPreferredArea *self)
{
  gboolean of_region = gtk_drop_down_get_selected (self->of_choice) == 1;
  g_autoptr (GArray) rows = NULL;

  g_clear_pointer (&self->where, g_free);
  if (self->series == NULL) {
    forget (self);
    show (self);
    return;
  }
  rows = cal_encoding_scene_find_rows (self->encoding, cal_series_get_desc (self->series)->places,
                                       of_region);
  self->where = of_region
                    ? g_strdup_printf ("mean of %s",
                                       get_region (self) != NULL ? get_region (self) : "no region")
                    : cal_readout_dup_place (cal_encoding_scene_get_scene (self->encoding));
  if (self->bars == NULL)
    self->bars = cal_profile_bars_new (self->series,
                                       cal_encoding_scene_get_rdm_scene (self->encoding), NULL);
  if (rows->len == 0) {
    cal_latest_job_cancel (self->jobs);
    forget (self);
    show (self);
  } else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    cal_latest_job_start (self->jobs, cal_profile_job_new (self->series, self->bars, rows),
                          CAL_LATEST_FOLLOW);
}

static GPtrArray *
list_series (CalPreferredArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_series (self->encoding), *found = g_ptr_array_new ();

  /* What the brain gave comes before what a model says. */
  for (int measured = 1; measured >= 0; measured--)
    for (guint n = 0; n < all->len; n++) {
      const CalSeriesDesc *desc = cal_series_get_desc (all->pdata[n]);

      if (desc->axis == CAL_AXIS_STIMULI && (desc->role == CAL_SERIES_MEASURED) == (measured == 1))
        g_ptr_array_add (found, all->pdata[n]);
    }
  return found;
}

static void
set_series (CalPreferredArea *self, CalSeries *series)
{
  g_set_object (&self->series, series);
  g_clear_pointer (&self->bars, cal_profile_bars_free);
  forget (self);
  read_responses (self);
}

static void
encoding_cb (CalPreferredArea *self)
{
  g_autoptr (GPtrArray) series = list_series (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint n = 0; n < series->len; n++) {
    const CalSeriesDesc *desc = cal_series_get_desc (series->pdata[n]);
    g_autofree char *name =
        g_strdup_printf ("%s, %s", desc->name, cal_series_role_get_name (desc->role));

    gtk_string_list_append (names, name);
    if (series->pdata[n] == (gpointer) self->series)
      selected = n;
  }
  self->is_showing = TRUE;
  gtk_drop_down_set_model (self->series_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->series_choice, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->series_choice), series->len > 1);
  self->is_showing = FALSE;
  set_series (self, series->len > 0 ? series->pdata[selected] : NULL);
}

static void
series_cb (CalPreferredArea *self)
{
  g_autoptr (GPtrArray) series = list_series (self);
  guint n = gtk_drop_down_get_selected (self->series_choice);

  if (!self->is_showing && n < series->len && series->pdata[n] != (gpointer) self->series)
    set_series (self, series->pdata[n]);
}

/* A ranked picture at that place; NULL for none, and for those that were generated. */
static const char *
pick (CalPreferredArea *self, double x, double y)
{
  const char *id = NULL;
  Rows rows;

  if (self->profile == NULL)
    return NULL;
  rows_init (&rows, self, gtk_widget_get_width (self->canvas),
             gtk_widget_get_height (self->canvas));
  for (guint b = 0; b < BAND_MADE && id == NULL; b++)
    for (guint t = 0; t < rows.bands[b].n_shown && id == NULL; t++) {
      const cairo_rectangle_t *box = &rows.bands[b].tiles[t].box;

      if (x >= box->x && y >= box->y && x < box->x + box->width && y < box->y + box->height)
        id = self->bars->names[rows.bands[b].tiles[t].index];
    }
  rows_clear (&rows);
  return id;
}

static void
pressed_cb (CalPreferredArea *self, int n_press, double x, double y)
{
  const char *ids[] = {pick (self, x, y), NULL};

  gtk_widget_grab_focus (self->canvas);
  if (ids[0] != NULL)
    cal_selection_set_stimuli (cal_encoding_scene_get_selection (self->encoding), ids);
}

static gboolean
tooltip_cb (
    GtkWidget *canvas, int x, int y, gboolean keyboard, GtkTooltip *tooltip, CalPreferredArea *self)
{
  const char *id = keyboard ? NULL : pick (self, x, y);

  cal_tooltip_set_text_at (tooltip, x, y, id);
  return id != NULL;
}

static char *
cal_preferred_area_dup_title (CalView *view)
{
  CalPreferredArea *self = CAL_PREFERRED_AREA (view);

  if (self->series == NULL || self->where == NULL)
    return g_strdup ("Preferred images");
  return g_strdup_printf ("Preferred images · %s · %s", cal_series_get_desc (self->series)->name,
                          self->where);
}

static void
cal_preferred_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalPreferredArea *self = CAL_PREFERRED_AREA (view);

  cal_plot_area_draw_note (self->plot, cr, width, &height);
  draw (self, cr, width, height);
}

static GtkWidget *
cal_preferred_area_get_controls (CalView *view)
{
  return CAL_PREFERRED_AREA (view)->controls;
}

static void
cal_preferred_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_preferred_area_dup_title;
  iface->draw = cal_preferred_area_draw_figure;
  iface->get_controls = cal_preferred_area_get_controls;
}

static void
cal_preferred_area_dispose (GObject *object)
{
  CalPreferredArea *self = CAL_PREFERRED_AREA (object);

  if (self->jobs != NULL) {
    CalScene *scene = cal_encoding_scene_get_scene (self->encoding);

    g_signal_handlers_disconnect_by_data (self->jobs, self);
    cal_latest_job_cancel (self->jobs);
    g_signal_handlers_disconnect_by_data (self->encoding, self);
    g_signal_handlers_disconnect_by_data (cal_encoding_scene_get_selection (self->encoding), self);
    g_signal_handlers_disconnect_by_data (cal_encoding_scene_get_rdm_scene (self->encoding), self);
    g_signal_handlers_disconnect_by_data (cal_scene_get_cursor (scene), self);
    g_signal_handlers_disconnect_by_data (self->series_choice, self);
    g_signal_handlers_disconnect_by_data (self->of_choice, self);
    if (self->pictures != NULL)
      g_signal_handlers_disconnect_by_data (self->pictures, self->canvas);
  }
  if (self->plot != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->plot));
  self->plot = NULL;
  forget (self);
  g_clear_pointer (&self->bars, cal_profile_bars_free);
  g_clear_pointer (&self->where, g_free);
  g_clear_object (&self->controls);
  g_clear_object (&self->jobs);
  g_clear_object (&self->series);
  g_clear_object (&self->pictures);
  g_clear_object (&self->encoding);
  G_OBJECT_CLASS (cal_preferred_area_parent_class)->dispose (object);
}

static void
cal_preferred_area_class_init (CalPreferredAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cal_preferred_area_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "preferredarea");
}

static void
cal_preferred_area_init (CalPreferredArea *self)
{
}

static void
init_controls (CalPreferredArea *self)
{
  self->controls = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  self->series_choice = cal_choice_new (GTK_BOX (self->controls), (const char *const[]){NULL},
                                        "By which responses pictures are ranked");
  self->of_choice =
      cal_choice_new (GTK_BOX (self->controls), (const char *const[]){"Place", "Region", NULL},
                      "Of the place at the cursor, or of its region");
  gtk_drop_down_set_selected (self->of_choice, 1);
  g_signal_connect_swapped (self->series_choice, "notify::selected", G_CALLBACK (series_cb), self);
  g_signal_connect_swapped (self->of_choice, "notify::selected", G_CALLBACK (read_responses), self);
}

static void
init_input (CalPreferredArea *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (self->canvas, TRUE);
  g_signal_connect (self->canvas, "query-tooltip", G_CALLBACK (tooltip_cb), self);
}

/**
 * cal_preferred_area_new:
 * @encoding: whose responses rank the pictures
 * @pictures: (nullable): of the stimuli
 *
 * Returns: (transfer floating): the view, which follows cursor and selection
 */
GtkWidget *
cal_preferred_area_new (CalEncodingScene *encoding, CalPictures *pictures)
{
  CalPreferredArea *self = g_object_new (CAL_TYPE_PREFERRED_AREA, NULL);
  CalScene *scene = cal_encoding_scene_get_scene (encoding);

  self->encoding = g_object_ref (encoding);
  g_set_object (&self->pictures, pictures);
  self->jobs = cal_latest_job_new ();
  self->plot = CAL_PLOT_AREA (cal_plot_area_new ("Preferred pictures", self->jobs));
  self->canvas = cal_plot_area_get_canvas (self->plot);
  gtk_widget_set_parent (GTK_WIDGET (self->plot), GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  init_input (self);
  init_controls (self);
  g_signal_connect_swapped (self->jobs, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (self->jobs, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (encoding, "changed", G_CALLBACK (encoding_cb), self);
  g_signal_connect_swapped (cal_encoding_scene_get_rdm_scene (encoding), "notify::stimuli",
                            G_CALLBACK (encoding_cb), self);
  g_signal_connect_swapped (cal_scene_get_cursor (scene), "moved", G_CALLBACK (read_responses),
                            self);
  g_signal_connect_swapped (cal_encoding_scene_get_selection (encoding), "changed",
                            G_CALLBACK (read_responses), self);
  g_signal_connect (self, "map", G_CALLBACK (read_responses), NULL);
  if (pictures != NULL)
    g_signal_connect_swapped (pictures, "loaded", G_CALLBACK (gtk_widget_queue_draw), self->canvas);
  encoding_cb (self);
  return GTK_WIDGET (self);
}

/**
 * cal_preferred_area_get_tile:
 * @top: of those with the largest responses; else of the smallest
 * @nth: from 0
 * @x: (out): in the canvas: its middle
 * @y: (out)
 *
 * Returns: (transfer none) (nullable): the id of the stimulus there
 */
const char *
cal_preferred_area_get_tile (CalPreferredArea *self, gboolean top, guint nth, double *x, double *y)
{
  guint band = top ? BAND_TOP : BAND_BOTTOM;
  const char *id = NULL;
  Rows rows;

  if (self->profile == NULL)
    return NULL;
  rows_init (&rows, self, gtk_widget_get_width (self->canvas),
             gtk_widget_get_height (self->canvas));
  if (nth < rows.bands[band].n_shown) {
    const CalPictureTile *tile = rows.bands[band].tiles + nth;

    id = self->bars->names[tile->index];
    *x = tile->box.x + 0.5 * tile->box.width;
    *y = tile->box.y + 0.5 * tile->box.height;
  }
  rows_clear (&rows);
  return id;
}
