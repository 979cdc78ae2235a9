/* legend-view.c - the colour bars of what a view shows, below it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/legend-view.h"

#include <adwaita.h>
#include <math.h>

#include "render/figure/legend.h"

#define MARGIN_PX 12.0

struct _CalLegendView {
  GtkWidget parent_instance;

  CalScene *scene;
  gboolean on_cortex;
  gboolean on_slices;
};

G_DEFINE_FINAL_TYPE (CalLegendView, cal_legend_view, GTK_TYPE_WIDGET)

static CalLegend *
make_legend (CalLegendView *self, double width_px)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  return cal_legend_new (self->scene, self->on_cortex, self->on_slices,
                         cal_ink_get (dark ? CAL_THEME_DARK : CAL_THEME_LIGHT),
                         width_px - 2.0 * MARGIN_PX, 1.0);
}

static gboolean
is_shown (CalLegendView *self)
{
  gboolean shown;

  g_object_get (self->scene, "show-colour-bar", &shown, NULL);
  return shown;
}

static void
cal_legend_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CalLegendView *self = CAL_LEGEND_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (CalLegend) legend = NULL;
  cairo_t *cr;

  if (!is_shown (self) || width < 4 * (int) MARGIN_PX)
    return;
  legend = make_legend (self, width);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cal_legend_draw (legend, cr, MARGIN_PX, MARGIN_PX / 2.0);
  cairo_destroy (cr);
}

static void
cal_legend_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  CalLegendView *self = CAL_LEGEND_VIEW (widget);
  g_autoptr (CalLegend) legend = NULL;
  double height;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL || !is_shown (self))
    return;
  legend = make_legend (self, for_size > 0 ? for_size : 640.0);
  height = cal_legend_get_height (legend);
  if (height > 0.0)
    *minimum = *natural = (int) ceil (height + MARGIN_PX);
}

static GtkSizeRequestMode
cal_legend_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cal_legend_view_dispose (GObject *object)
{
  g_clear_object (&CAL_LEGEND_VIEW (object)->scene);
  G_OBJECT_CLASS (cal_legend_view_parent_class)->dispose (object);
}

static void
cal_legend_view_class_init (CalLegendViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cal_legend_view_dispose;
  widget_class->snapshot = cal_legend_view_snapshot;
  widget_class->measure = cal_legend_view_measure;
  widget_class->get_request_mode = cal_legend_view_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cal_legend_view_init (CalLegendView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Colour bars", -1);
}

/**
 * cal_legend_view_new:
 * @on_cortex: whether it explains a view of the cortex
 * @on_slices: whether it explains slices
 *
 * Returns: (transfer floating): the bars, which follow the scene
 */
GtkWidget *
cal_legend_view_new (CalScene *scene, gboolean on_cortex, gboolean on_slices)
{
  CalLegendView *self = g_object_new (CAL_TYPE_LEGEND_VIEW, NULL);

  self->scene = g_object_ref (scene);
  self->on_cortex = on_cortex;
  self->on_slices = on_slices;
  /* A display changes the picture; layers coming and going change the height too. */
  g_signal_connect_object (scene, "changed", G_CALLBACK (gtk_widget_queue_resize), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
