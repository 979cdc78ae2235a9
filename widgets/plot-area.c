/* plot-area.c - a Cairo drawing with what belongs around it: message, note, progress.
 *
 * A view that has nothing to draw says why and what to do; the note below the drawing says how the
 * numbers came about; a job that takes longer than a moment shows how far it is and can be stopped.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/plot-area.h"

#include <adwaita.h>

#include "render/vector/text.h"
#include "widgets/accessible.h"

/* A job that ends sooner needs no progress bar: it would only flicker. */
#define PATIENCE_MS 400

#define NOTE_PX 24.0

struct _CalPlotArea {
  GtkWidget parent_instance;

  GtkWidget *overlay, *canvas, *message, *message_title, *message_text;
  GtkWidget *foot, *note, *progress, *progress_bar;
  CalLatestJob *jobs;
  CalJob *watched;
  guint patience;
};

G_DEFINE_FINAL_TYPE (CalPlotArea, cal_plot_area, GTK_TYPE_WIDGET)

static void
fraction_cb (CalPlotArea *self)
{
  g_autofree char *message = cal_job_dup_message (self->watched);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar),
                                 cal_job_get_fraction (self->watched));
  gtk_widget_set_tooltip_text (self->progress_bar,
                               message != NULL ? message : cal_job_get_title (self->watched));
}

static gboolean
patience_cb (gpointer data)
{
  CalPlotArea *self = data;

  self->patience = 0;
  gtk_widget_set_visible (self->progress, TRUE);
  gtk_widget_set_visible (self->foot, TRUE);
  return G_SOURCE_REMOVE;
}

static void
running_cb (CalPlotArea *self)
{
  CalJob *job = cal_latest_job_get_running (self->jobs);

  if (self->watched != NULL)
    g_signal_handlers_disconnect_by_data (self->watched, self);
  g_set_object (&self->watched, job);
  if (job != NULL) {
    g_signal_connect_swapped (job, "notify::fraction", G_CALLBACK (fraction_cb), self);
    fraction_cb (self);
    if (self->patience == 0 && !gtk_widget_get_visible (self->progress))
      self->patience = g_timeout_add (PATIENCE_MS, patience_cb, self);
    return;
  }
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_widget_set_visible (self->foot, cal_plot_area_get_note (self)[0] != '\0');
}

static void
cancel_cb (CalPlotArea *self)
{
  cal_latest_job_cancel (self->jobs);
}

static void
cal_plot_area_dispose (GObject *object)
{
  CalPlotArea *self = CAL_PLOT_AREA (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->watched != NULL)
    g_signal_handlers_disconnect_by_data (self->watched, self);
  g_clear_object (&self->watched);
  if (self->jobs != NULL)
    g_signal_handlers_disconnect_by_data (self->jobs, self);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_pointer (&self->foot, gtk_widget_unparent);
  G_OBJECT_CLASS (cal_plot_area_parent_class)->dispose (object);
}

static void
cal_plot_area_class_init (CalPlotAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cal_plot_area_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "plotarea");
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 52);
  return label;
}

static void
make_message (CalPlotArea *self)
{
  self->message = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_halign (self->message, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->message, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (self->message, 16);
  gtk_widget_set_margin_end (self->message, 16);
  self->message_title = new_label ("headline");
  self->message_text = new_label ("dim-label");
  gtk_box_append (GTK_BOX (self->message), self->message_title);
  gtk_box_append (GTK_BOX (self->message), self->message_text);
  gtk_widget_set_visible (self->message, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->message);
}

static void
make_foot (CalPlotArea *self)
{
  GtkWidget *cancel = gtk_button_new_from_icon_name ("process-stop-symbolic");

  self->foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->foot, "plot-foot");
  self->note = gtk_label_new ("");
  gtk_widget_add_css_class (self->note, "secondary");
  gtk_widget_add_css_class (self->note, "numeric");
  gtk_label_set_xalign (GTK_LABEL (self->note), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (self->note), PANGO_ELLIPSIZE_END);
  gtk_label_set_selectable (GTK_LABEL (self->note), TRUE);
  gtk_widget_set_focusable (self->note, FALSE);
  gtk_widget_set_hexpand (self->note, TRUE);
  self->progress = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  self->progress_bar = gtk_progress_bar_new ();
  gtk_widget_set_valign (self->progress_bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->progress_bar, 96, -1);
  gtk_widget_add_css_class (cancel, "flat");
  gtk_widget_add_css_class (cancel, "small");
  gtk_widget_set_tooltip_text (cancel, "Stop");
  cal_accessible_set_name (cancel, "Stop this computation");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  gtk_box_append (GTK_BOX (self->progress), self->progress_bar);
  gtk_box_append (GTK_BOX (self->progress), cancel);
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_box_append (GTK_BOX (self->foot), self->note);
  gtk_box_append (GTK_BOX (self->foot), self->progress);
  gtk_widget_set_visible (self->foot, FALSE);
  gtk_widget_set_parent (self->foot, GTK_WIDGET (self));
}

static void
cal_plot_area_init (CalPlotArea *self)
{
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->overlay = gtk_overlay_new ();
  self->canvas =
      g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_widget_add_css_class (self->canvas, "plot");
  gtk_widget_set_focusable (self->canvas, TRUE);
  gtk_widget_set_hexpand (self->canvas, TRUE);
  gtk_widget_set_vexpand (self->canvas, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->canvas);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  make_message (self);
  make_foot (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self->canvas, G_CONNECT_SWAPPED);
}

/**
 * cal_plot_area_new:
 * @name: of the drawing, for a person who does not see it
 * @jobs: (nullable): whose progress is shown
 *
 * Returns: (transfer floating): with an empty canvas
 */
GtkWidget *
cal_plot_area_new (const char *name, CalLatestJob *jobs)
{
  CalPlotArea *self = g_object_new (CAL_TYPE_PLOT_AREA, NULL);

  cal_accessible_set_name (self->canvas, name);
  if (jobs != NULL) {
    self->jobs = g_object_ref (jobs);
    g_signal_connect_swapped (jobs, "notify::running", G_CALLBACK (running_cb), self);
  }
  return GTK_WIDGET (self);
}

/**
 * cal_plot_area_get_canvas:
 *
 * Returns: (transfer none): the GtkDrawingArea, which takes the focus
 */
GtkWidget *
cal_plot_area_get_canvas (CalPlotArea *self)
{
  return self->canvas;
}

/**
 * cal_plot_area_set_message:
 * @title: (nullable): what there is not; NULL where there is something to draw
 * @text: (nullable): why, and the next step
 */
void
cal_plot_area_set_message (CalPlotArea *self, const char *title, const char *text)
{
  gtk_widget_set_visible (self->message, title != NULL);
  gtk_label_set_text (GTK_LABEL (self->message_title), title != NULL ? title : "");
  gtk_label_set_text (GTK_LABEL (self->message_text), text != NULL ? text : "");
  gtk_widget_queue_draw (self->canvas);
}

/**
 * cal_plot_area_set_note:
 * @note: (nullable): a line below the drawing
 */
void
cal_plot_area_set_note (CalPlotArea *self, const char *note)
{
  gtk_label_set_text (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_tooltip_text (self->note, note);
  gtk_widget_set_visible (self->foot, note != NULL || gtk_widget_get_visible (self->progress));
}

/**
 * cal_plot_area_get_note:
 *
 * Returns: (transfer none): the line below the drawing, "" for none
 */
const char *
cal_plot_area_get_note (CalPlotArea *self)
{
  return gtk_label_get_text (GTK_LABEL (self->note));
}

/**
 * cal_plot_area_describe:
 * @description: what is drawn and what the keys do, in sentences
 */
void
cal_plot_area_describe (CalPlotArea *self, const char *description)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/**
 * cal_plot_area_get_ink:
 *
 * Returns: (transfer none): the colours of the desktop's style
 */
const CalInk *
cal_plot_area_get_ink (void)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  return cal_ink_get (dark ? CAL_THEME_DARK : CAL_THEME_LIGHT);
}

/**
 * cal_plot_area_draw_note:
 * @height_px: (inout): of the picture; less what the note takes at its lower edge
 *
 * Fills the background and draws the note: for a figure, which has no label under it.
 */
void
cal_plot_area_draw_note (CalPlotArea *self, cairo_t *cr, double width_px, double *height_px)
{
  const CalInk *ink = cal_plot_area_get_ink ();
  CalTextStyle style = {
      .size_px = CAL_TEXT_SMALL_PX, .align_y = 0.5, .max_width_px = width_px - 24.0};

  cal_ink_set (cr, ink->background);
  cairo_rectangle (cr, 0.0, 0.0, width_px, *height_px);
  cairo_fill (cr);
  if (cal_plot_area_get_note (self)[0] == '\0' || *height_px < 4.0 * NOTE_PX)
    return;
  for (int c = 0; c < 4; c++)
    style.rgba[c] = ink->secondary[c];
  cal_text_draw (cr, &style, cal_plot_area_get_note (self), 12.0, *height_px - 0.5 * NOTE_PX);
  *height_px -= NOTE_PX;
}
