/* picture-cell.c - one picture of a gallery, with its name.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/picture-cell.h"

#define SIDE 88

struct _CalPictureCell {
  GtkWidget parent_instance;

  CalPictures *pictures;
  char *source;
  GtkWidget *column;
  GtkPicture *picture;
  GtkLabel *name;
};

G_DEFINE_FINAL_TYPE (CalPictureCell, cal_picture_cell, GTK_TYPE_WIDGET)

static void
update (CalPictureCell *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  CalArray *pixels = self->source != NULL
                         ? cal_pictures_get (self->pictures, self->source, (guint) (SIDE * scale))
                         : NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (pixels != NULL)
    texture = gdk_memory_texture_new (
        (int) cal_array_get_dim (pixels, 1), (int) cal_array_get_dim (pixels, 0),
        GDK_MEMORY_R8G8B8A8, cal_array_get_bytes (pixels), cal_array_get_dim (pixels, 1) * 4);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  if (self->source != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                                 cal_pictures_get_failure (self->pictures, self->source));
}

static void
loaded_cb (CalPictureCell *self, const char *source)
{
  if (g_strcmp0 (source, self->source) == 0)
    update (self);
}

/**
 * cal_picture_cell_show:
 * @name: under the picture
 * @source: (nullable): where the picture lies
 */
void
cal_picture_cell_show (CalPictureCell *self, const char *name, const char *source)
{
  g_autofree char *before = g_steal_pointer (&self->source);

  self->source = g_strdup (source);
  if (before != NULL && g_strcmp0 (before, source) != 0)
    cal_pictures_forget (self->pictures, before);
  gtk_label_set_text (self->name, name);
  gtk_picture_set_alternative_text (self->picture, name);
  update (self);
}

static void
cal_picture_cell_dispose (GObject *object)
{
  CalPictureCell *self = CAL_PICTURE_CELL (object);
  g_autofree char *source = g_steal_pointer (&self->source);

  if (source != NULL)
    cal_pictures_forget (self->pictures, source);
  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_object (&self->pictures);
  G_OBJECT_CLASS (cal_picture_cell_parent_class)->dispose (object);
}

static void
cal_picture_cell_class_init (CalPictureCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_picture_cell_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "picture-cell");
}

static void
cal_picture_cell_init (CalPictureCell *self)
{
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_picture_set_can_shrink (self->picture, TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), SIDE, SIDE);
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (self->name, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "secondary");
  gtk_box_append (GTK_BOX (self->column), GTK_WIDGET (self->picture));
  gtk_box_append (GTK_BOX (self->column), GTK_WIDGET (self->name));
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
}

/**
 * cal_picture_cell_new:
 * @pictures: where the picture comes from
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
cal_picture_cell_new (CalPictures *pictures)
{
  CalPictureCell *self = g_object_new (CAL_TYPE_PICTURE_CELL, NULL);

  self->pictures = g_object_ref (pictures);
  g_signal_connect_object (pictures, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
