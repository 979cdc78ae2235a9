/* accessible.c - what widgets say to a person who does not see them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/accessible.h"

#include "render/scene/readout.h"

static void
set_label (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * cal_accessible_set_name:
 *
 * Names @widget, and the button in it that takes the focus if it is a choice or a menu.
 */
void
cal_accessible_set_name (GtkWidget *widget, const char *name)
{
  set_label (widget, name);
  if (GTK_IS_DROP_DOWN (widget) || GTK_IS_MENU_BUTTON (widget))
    set_label (gtk_widget_get_first_child (widget), name);
}

/**
 * cal_accessible_describe_view:
 * @keys: what the keys do in the view, a sentence
 *
 * Tells where the cursor is and which layers are shown, as they are now.
 */
void
cal_accessible_describe_view (GtkWidget *view, CalScene *scene, const char *keys)
{
  g_autofree char *headline = cal_readout_dup_headline (scene);
  g_autofree char *place = cal_readout_dup_place (scene);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_shown = 0;

  for (guint n = cal_scene_get_n_layers (scene); n > 0; n--) {
    CalLayer *layer = cal_scene_get_layer (scene, n - 1);

    if (!cal_display_get_state (cal_layer_get_display (layer))->visible)
      continue;
    g_string_append_printf (
        text, "%s%s", n_shown > 0 ? ", " : "Shown from the top: ", cal_layer_get_name (layer));
    n_shown++;
  }
  g_string_append_printf (text, "%sCursor: %s (%s). %s", n_shown > 0 ? ". " : "", headline, place,
                          keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}
