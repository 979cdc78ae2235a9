/* rdm-area-draw.c - the cells of RDMs in OpenGL, all else over them; what is drawn where.
 *
 * Cells are drawn by GL, everything else over them by Cairo, both by the same layout, which a click
 * is read with too.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <adwaita.h>

#include "render/figure/rdm-figure.h"
#include "render/gl/target.h"
#include "render/vector/text.h"
#include "widgets/gl-area.h"
#include "widgets/gl-share.h"
#include "widgets/rdm-area-private.h"
#include "widgets/view.h"

const CalInk *
cal_rdm_area_get_ink (CalRdmArea *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  return cal_ink_get (dark ? CAL_THEME_DARK : CAL_THEME_LIGHT);
}

static gboolean
has_tree (CalRdmArea *self)
{
  for (guint n = 0; n < self->drawings->len; n++) {
    const CalRdmDrawing *drawing = self->drawings->pdata[n];

    if (drawing != NULL && cal_rdm_order_get_tree (drawing->order) != NULL)
      return TRUE;
  }
  return FALSE;
}

/**
 * cal_rdm_area_get_layout:
 * @layout: (out caller-allocates): where everything lies, in device pixels
 */
void
cal_rdm_area_get_layout (CalRdmArea *self, CalRdmLayout *layout)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  gsize n_conditions[CAL_RDM_MAX_PANES];

  for (guint n = 0; n < self->drawings->len; n++) {
    const CalRdmDrawing *drawing = self->drawings->pdata[n];

    n_conditions[n] = drawing != NULL ? cal_rdm_order_get_n (drawing->order) : 2;
  }
  cal_rdm_layout (layout, &self->view, n_conditions, self->drawings->len, has_tree (self),
                  gtk_widget_get_width (GTK_WIDGET (self)) * scale,
                  gtk_widget_get_height (GTK_WIDGET (self)) * scale, scale);
}

/* What lies at a place; nothing where a matrix is not ready. */
CalRdmHit
cal_rdm_area_hit (CalRdmArea *self, double x_px, double y_px)
{
  CalRdmOrder *orders[CAL_RDM_MAX_PANES] = {NULL};
  CalRdmLayout layout;
  CalRdmHit hit;

  for (guint n = 0; n < self->drawings->len; n++) {
    if (self->drawings->pdata[n] == NULL)
      return (CalRdmHit){.part = CAL_RDM_NOWHERE};
    orders[n] = ((CalRdmDrawing *) self->drawings->pdata[n])->order;
  }
  cal_rdm_area_get_layout (self, &layout);
  hit = cal_rdm_layout_hit (&layout, orders, x_px, y_px);
  if (hit.part == CAL_RDM_TREE && cal_rdm_order_get_tree (orders[hit.frame]) == NULL)
    hit.part = CAL_RDM_NOWHERE;
  return hit;
}

static gboolean
render_cb (CalRdmArea *self)
{
  const CalInk *ink = cal_rdm_area_get_ink (self);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  CalRdmLayout layout;
  CalMatrixStyle style;
  float rgba[4];

  for (int c = 0; c < 4; c++)
    rgba[c] = (float) ink->background[c];
  cal_gl_clear (rgba);
  g_clear_error (&self->draw_error);
  if (self->matrix == NULL)
    return TRUE;
  cal_rdm_area_get_layout (self, &layout);
  cal_matrix_style_init (&style, ink == cal_ink_get (CAL_THEME_LIGHT), scale);
  cal_gl_matrix_draw (self->matrix, (const CalRdmDrawing *const *) self->drawings->pdata, &layout,
                      gtk_widget_get_height (GTK_WIDGET (self)) * scale, &style, &self->draw_error);
  return TRUE;
}

static void
realize_cb (CalRdmArea *self)
{
  if (!cal_gl_area_realize (self->gl, self->gl_message))
    return;
  self->matrix =
      cal_gl_matrix_new (cal_gl_share_acquire (gtk_widget_get_display (GTK_WIDGET (self))));
}

static void
unrealize_cb (CalRdmArea *self)
{
  if (self->matrix == NULL)
    return;
  gtk_gl_area_make_current (self->gl);
  g_clear_pointer (&self->matrix, cal_gl_matrix_free);
  cal_gl_share_release (gtk_widget_get_display (GTK_WIDGET (self)));
}

/* What went wrong, or what one is waiting for, in the corner. */
static void
draw_note (CalRdmArea *self, cairo_t *cr, const CalInk *ink, double scale)
{
  const char *note = self->draw_error != NULL ? self->draw_error->message
                     : self->failure != NULL  ? self->failure
                     : cal_rdm_store_get_failure (self->store) != NULL
                         ? cal_rdm_store_get_failure (self->store)
                     : self->cluster_job != NULL ? "Clustering…"
                                                 : NULL;
  CalTextStyle style = {
      .size_px = CAL_TEXT_LABEL_PX * scale,
      .max_width_px = (gtk_widget_get_width (GTK_WIDGET (self)) - 24.0) * scale,
  };

  if (note == NULL)
    return;
  for (int c = 0; c < 4; c++) {
    style.rgba[c] = ink->text[c];
    style.halo_rgba[c] = ink->halo[c];
  }
  cal_text_draw (cr, &style, note, 12.0 * scale, 6.0 * scale);
}

/* Everything but the cells. */
void
cal_rdm_area_draw_overlay (CalRdmArea *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double scale = gtk_widget_get_scale_factor (widget);
  const CalInk *ink = cal_rdm_area_get_ink (self);
  CalRdmLayout layout;
  CalRdmOverlay overlay = {.drawings = (const CalRdmDrawing *const *) self->drawings->pdata,
                           .layout = &layout,
                           .pictures = self->thumbnails ? self->pictures : NULL,
                           .hover = self->hover.part == CAL_RDM_CELL ? &self->hover : NULL,
                           .ink = ink};
  cairo_t *cr;

  overlay.stimuli = cal_rdm_scene_get_stimuli (self->scene);
  overlay.selection = cal_rdm_scene_get_selection (self->scene);
  cal_rdm_area_get_layout (self, &layout);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_scale (cr, 1.0 / scale, 1.0 / scale);
  cal_rdm_overlay_draw (cr, &overlay);
  draw_note (self, cr, ink, scale);
  if (self->drag == CAL_RDM_DRAG_NONE)
    cal_rdm_area_draw_card (self, cr, &layout);
  cairo_destroy (cr);
}

/* How it is drawn in a figure. */
void
cal_rdm_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalRdmArea *self = CAL_RDM_AREA (view);
  const CalInk *ink = cal_rdm_area_get_ink (self);
  CalRdmFigure figure = {
      .drawings = (const CalRdmDrawing *const *) self->drawings->pdata,
      .n_drawings = self->drawings->len,
      .view = self->view,
      .pictures = self->thumbnails ? self->pictures : NULL,
      .theme = ink == cal_ink_get (CAL_THEME_LIGHT) ? CAL_THEME_LIGHT : CAL_THEME_DARK,
      .scale = 1.0,
  };
  g_autoptr (GError) error = NULL;

  if (self->scene == NULL)
    return;
  figure.stimuli = cal_rdm_scene_get_stimuli (self->scene);
  figure.selection = cal_rdm_scene_get_selection (self->scene);
  if (!cal_rdm_figure_draw (&figure, cr, width, height, &error)) {
    CalTextStyle style = {.size_px = CAL_TEXT_LABEL_PX, .max_width_px = width - 24.0};

    for (int c = 0; c < 4; c++)
      style.rgba[c] = ink->text[c];
    cal_text_draw (cr, &style, error->message, 12.0, 12.0);
  }
}

/* What is drawn into, and what is seen where nothing can be. */
void
cal_rdm_area_init_drawing (CalRdmArea *self)
{
  GtkWidget *gl = cal_gl_area_new ();

  self->gl = GTK_GL_AREA (gl);
  gtk_widget_set_can_target (gl, FALSE);
  gtk_widget_set_parent (gl, GTK_WIDGET (self));
  self->gl_message = cal_gl_message_new ("RDMs cannot be drawn here");
  gtk_widget_set_parent (self->gl_message, GTK_WIDGET (self));
  g_signal_connect_swapped (gl, "realize", G_CALLBACK (realize_cb), self);
  g_signal_connect_swapped (gl, "unrealize", G_CALLBACK (unrealize_cb), self);
  g_signal_connect_object (gl, "render", G_CALLBACK (render_cb), self, G_CONNECT_SWAPPED);
}
