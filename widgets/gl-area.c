/* gl-area.c - a place to draw in with OpenGL, and what is seen where there is none.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/gl-area.h"

#include <math.h>

/* What the shaders are written for, the first that the driver has. */
static const struct {
  GdkGLAPI api;
  int major, minor;
} versions[] = {
    {GDK_GL_API_GL, 3, 3},
    {GDK_GL_API_GLES, 3, 2},
};

static GdkGLContext *
create_context_cb (GtkGLArea *area)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (area)));
  g_autoptr (GError) first_error = NULL;

  for (gsize n = 0; n < G_N_ELEMENTS (versions); n++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GdkGLContext) context = gdk_surface_create_gl_context (surface, &error);

    if (context != NULL) {
      gdk_gl_context_set_allowed_apis (context, versions[n].api);
      gdk_gl_context_set_required_version (context, versions[n].major, versions[n].minor);
      if (gdk_gl_context_realize (context, &error))
        return g_steal_pointer (&context);
    }
    if (first_error == NULL)
      first_error = g_steal_pointer (&error);
  }
  gtk_gl_area_set_error (area, first_error);
  return NULL;
}

/**
 * cal_gl_area_new:
 *
 * Returns: (transfer floating): an area with OpenGL 3.3 core, else OpenGL ES 3.2, drawn when asked
 */
GtkWidget *
cal_gl_area_new (void)
{
  GtkWidget *area = gtk_gl_area_new ();

  gtk_gl_area_set_auto_render (GTK_GL_AREA (area), FALSE);
  g_signal_connect (area, "create-context", G_CALLBACK (create_context_cb), NULL);
  return area;
}

/**
 * cal_gl_message_new:
 * @title: what cannot be drawn
 *
 * Returns: (transfer floating): what is seen in place of an area that cannot draw; hidden at first
 */
GtkWidget *
cal_gl_message_new (const char *title)
{
  static const char *const styles[] = {"title-4", "dim-label", "dim-label"};
  const char *const texts[] = {title,
                               "This needs a driver with OpenGL 3.3 or OpenGL ES 3.2. On Debian, "
                               "libgl1-mesa-dri draws in software.",
                               NULL};
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (gsize n = 0; n < G_N_ELEMENTS (texts); n++) {
    GtkWidget *label = gtk_label_new (texts[n]);

    gtk_widget_add_css_class (label, styles[n]);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
    gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_label_set_selectable (GTK_LABEL (gtk_widget_get_last_child (box)), TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (box, FALSE);
  return box;
}

/**
 * cal_gl_message_show:
 * @error: (nullable): why nothing can be drawn; NULL if it can
 */
void
cal_gl_message_show (GtkWidget *message, const GError *error)
{
  if (error != NULL)
    gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (message)), error->message);
  gtk_widget_set_visible (message, error != NULL);
}

/**
 * cal_gl_area_realize:
 * @area: of cal_gl_area_new(), just realized; its context is current afterwards
 * @message: of cal_gl_message_new(): tells if nothing can be drawn
 *
 * Returns: whether there is something to draw with
 */
gboolean
cal_gl_area_realize (GtkGLArea *area, GtkWidget *message)
{
  const GError *error;

  gtk_gl_area_make_current (area);
  error = gtk_gl_area_get_error (area);
  cal_gl_message_show (message, error);
  gtk_widget_set_opacity (GTK_WIDGET (area), error == NULL ? 1.0 : 0.0);
  return error == NULL;
}

/**
 * cal_gl_area_get_pixel:
 * @widget: the pointer is over it
 * @at: one coordinate of the pointer in it
 *
 * The pointer points at a pixel, not at the corner of four. Its place has come through transforms
 * of single precision: a hair below a pixel is that pixel.
 *
 * Returns: the middle of the pixel pointed at, in device pixels
 */
double
cal_gl_area_get_pixel (GtkWidget *widget, double at)
{
  return floor (at * gtk_widget_get_scale_factor (widget) + 1e-3) + 0.5;
}
