/* layer-card.c - one layer in the panel: name, kind, colour bar, whether it is shown.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/layer-card.h"

#include <string.h>

#include "model/number.h"
#include "widgets/colour-strip.h"
#include "widgets/resources.h"

struct _CalLayerCard {
  GtkBox parent_instance;

  CalLayer *layer;
  GtkLabel *name;
  GtkLabel *kind;
  GtkToggleButton *eye;
  GtkWidget *scale;
  CalColourStrip *strip;
  GtkLabel *low;
  GtkLabel *high;
};

G_DEFINE_FINAL_TYPE (CalLayerCard, cal_layer_card, GTK_TYPE_BOX)

/* "r · encoding.h5", "regions · 12 named · lh.rois.annot" */
static char *
describe (CalLayer *layer)
{
  GString *text = g_string_new (NULL);
  CalLabels *labels = cal_layer_get_labels (layer);
  CalVolume *volume = cal_layer_get_volume (layer);
  const char *statistic = cal_layer_get_statistic (layer), *unit = cal_layer_get_unit (layer);
  gsize n_frames = cal_layer_get_n_frames (layer);
  g_autofree char *path = g_strdup (cal_layer_get_source (layer));
  g_autofree char *file = NULL;

  if (labels != NULL)
    g_string_append_printf (text, "regions · %u named", cal_labels_get_n (labels));
  else if (statistic != NULL)
    g_string_append (text, statistic);
  else
    g_string_append (text, volume != NULL ? "volume" : "map");
  if (unit != NULL && g_strcmp0 (unit, statistic) != 0)
    g_string_append_printf (text, " · %s", unit);
  if (volume != NULL) {
    const CalVolumeDesc *desc = cal_volume_get_desc (volume);

    g_string_append_printf (text, " · %" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT,
                            desc->dims[0], desc->dims[1], desc->dims[2]);
    if (desc->frames_in_file > n_frames)
      g_string_append_printf (text, " · reading frame 1 of %" G_GSIZE_FORMAT, desc->frames_in_file);
  }
  if (n_frames > 1)
    g_string_append_printf (text, " · %" G_GSIZE_FORMAT " frames", n_frames);
  if (path != NULL) {
    if (strchr (path, ':') != NULL)
      *strchr (path, ':') = '\0';
    file = g_path_get_basename (path);
    g_string_append_printf (text, " · %s", file);
  }
  return g_string_free (text, FALSE);
}

static void
update_cb (CalLayerCard *self)
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (self->layer));
  g_autofree char *kind = describe (self->layer);
  g_autofree char *low = cal_number_format (state->window_low);
  g_autofree char *high = cal_number_format (state->window_high);

  gtk_label_set_text (self->name, cal_layer_get_name (self->layer));
  gtk_label_set_text (self->kind, kind);
  gtk_label_set_text (self->low, low);
  gtk_label_set_text (self->high, high);
  gtk_widget_set_visible (self->scale, cal_layer_get_labels (self->layer) == NULL);
  gtk_button_set_icon_name (GTK_BUTTON (self->eye),
                            state->visible ? "view-reveal-symbolic" : "view-conceal-symbolic");
  if (state->visible)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "hidden-layer");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "hidden-layer");
}

static void
cal_layer_card_dispose (GObject *object)
{
  CalLayerCard *self = CAL_LAYER_CARD (object);

  if (self->layer != NULL) {
    g_signal_handlers_disconnect_by_data (self->layer, self);
    g_signal_handlers_disconnect_by_data (cal_layer_get_display (self->layer), self);
  }
  g_clear_object (&self->layer);
  gtk_widget_dispose_template (GTK_WIDGET (self), CAL_TYPE_LAYER_CARD);
  G_OBJECT_CLASS (cal_layer_card_parent_class)->dispose (object);
}

static void
cal_layer_card_class_init (CalLayerCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  cal_widgets_ensure_resources ();
  g_type_ensure (CAL_TYPE_COLOUR_STRIP);
  G_OBJECT_CLASS (klass)->dispose = cal_layer_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/calcarine/Calcarine/ui/layer-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CalLayerCard, name);
  gtk_widget_class_bind_template_child (widget_class, CalLayerCard, kind);
  gtk_widget_class_bind_template_child (widget_class, CalLayerCard, eye);
  gtk_widget_class_bind_template_child (widget_class, CalLayerCard, scale);
  gtk_widget_class_bind_template_child (widget_class, CalLayerCard, strip);
  gtk_widget_class_bind_template_child (widget_class, CalLayerCard, low);
  gtk_widget_class_bind_template_child (widget_class, CalLayerCard, high);
}

static void
cal_layer_card_init (CalLayerCard *self)
{
  GtkWidget *scale[3];

  gtk_widget_init_template (GTK_WIDGET (self));
  scale[0] = gtk_widget_get_parent (GTK_WIDGET (self->low));
  scale[1] = GTK_WIDGET (self->low);
  scale[2] = GTK_WIDGET (self->high);
  /* Colours go from left to right in every language. */
  for (gsize n = 0; n < G_N_ELEMENTS (scale); n++)
    gtk_widget_set_direction (scale[n], GTK_TEXT_DIR_LTR);
}

/**
 * cal_layer_card_new:
 *
 * Returns: (transfer floating): the card of @layer, which follows it
 */
GtkWidget *
cal_layer_card_new (CalLayer *layer)
{
  CalLayerCard *self = g_object_new (CAL_TYPE_LAYER_CARD, NULL);
  g_autofree char *tooltip = NULL, *eye_name = NULL;

  self->layer = g_object_ref (layer);
  cal_colour_strip_set_layer (self->strip, layer);
  g_object_bind_property (cal_layer_get_display (layer), "visible", self->eye, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_swapped (layer, "notify", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (cal_layer_get_display (layer), "notify", G_CALLBACK (update_cb), self);
  tooltip = g_strdup_printf (
      "%s\n%s%s%s", cal_layer_get_name (layer),
      cal_layer_get_source (layer) != NULL ? cal_layer_get_source (layer) : "computed here",
      cal_layer_get_binding (layer) != NULL ? "\n" : "",
      cal_layer_get_binding (layer) != NULL ? cal_layer_get_binding (layer) : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), tooltip);
  eye_name = g_strdup_printf ("Show %s", cal_layer_get_name (layer));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->eye), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  eye_name, -1);
  update_cb (self);
  return GTK_WIDGET (self);
}

CalLayer *
cal_layer_card_get_layer (CalLayerCard *self)
{
  return self->layer;
}
