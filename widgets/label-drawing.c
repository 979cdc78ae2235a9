/* label-drawing.c - the labels of a widget as a drawing, for figures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/label-drawing.h"

/* What a style shows paler ("opacity") is paler in the drawing, too. */
static void
draw_label (GtkWidget *root, GtkLabel *label, cairo_t *cr)
{
  double x, y;
  int offset_x, offset_y;
  GdkRGBA colour;

  if (!gtk_widget_translate_coordinates (GTK_WIDGET (label), root, 0.0, 0.0, &x, &y))
    return;
  gtk_label_get_layout_offsets (label, &offset_x, &offset_y);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (label)), &colour);
  if (gtk_widget_has_css_class (GTK_WIDGET (label), "secondary"))
    colour.alpha *= 0.62f;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_move_to (cr, x + offset_x, y + offset_y);
  pango_cairo_show_layout (cr, gtk_label_get_layout (label));
}

static void
draw_children (GtkWidget *root, GtkWidget *widget, cairo_t *cr)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    draw_label (root, GTK_LABEL (widget), cr);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    draw_children (root, child, cr);
}

/**
 * cal_widget_draw_labels:
 * @width: of the drawing, which the widget's width fills
 * @height: what is below it is cut off
 *
 * Draws every label that is on screen where it is, as letters.
 */
void
cal_widget_draw_labels (GtkWidget *widget, cairo_t *cr, double width, double height)
{
  double scale = width / MAX (1, gtk_widget_get_width (widget));

  cairo_save (cr);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_clip (cr);
  cairo_scale (cr, scale, scale);
  draw_children (widget, widget, cr);
  cairo_restore (cr);
}
