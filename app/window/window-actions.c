/* window-actions.c - what the keys, menus and the palette do.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "app/session/default-display.h"
#include "app/session/properties.h"
#include "app/window/commands.h"
#include "app/window/window-private.h"

/* Settings of the scene that are on or off. */
static const char *const scene_switches[] = {"show-letters", "show-crosshair", "show-outlines",
                                             "show-colour-bar", "show-curvature"};

static CalScene *
get_scene (CalWindow *self)
{
  return cal_session_get_scene (self->session);
}

static CalLayer *
get_selected (CalWindow *self)
{
  return cal_layer_panel_get_selected (self->layer_panel);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cal_history_undo (cal_session_get_history (CAL_WINDOW (widget)->session));
}

static void
redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cal_history_redo (cal_session_get_history (CAL_WINDOW (widget)->session));
}

static void
copy_inspector_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);
  g_autofree char *text = cal_inspector_dup_text (self->inspector);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new ("Copied"));
}

static void
view_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  int preset;

  if (cal_enum_find (CAL_TYPE_VIEW_PRESET, g_variant_get_string (parameter, NULL), &preset))
    cal_cortex_area_set_preset (CAL_WINDOW (widget)->cortex_area, (CalViewPreset) preset);
}

static void
montage_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  int montage;

  if (cal_enum_find (CAL_TYPE_MONTAGE, g_variant_get_string (parameter, NULL), &montage))
    cal_cortex_area_set_montage (CAL_WINDOW (widget)->cortex_area, (CalMontage) montage);
}

static void
reset_views_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cal_cortex_area_reset (CAL_WINDOW (widget)->cortex_area);
  cal_slice_area_fit (CAL_WINDOW (widget)->slice_area);
}

static void
unfolding_cb (double unfolding, gpointer data)
{
  g_object_set (data, "unfolding", unfolding, NULL);
}

/* Goes there in a fifth of a second, or at once if the desktop wants no motion. */
static void
unfold_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalScene *scene = get_scene (CAL_WINDOW (widget));
  g_autoptr (AdwAnimation) animation = NULL;
  double unfolding;

  g_object_get (scene, "unfolding", &unfolding, NULL);
  animation = adw_timed_animation_new (
      widget, unfolding, g_variant_get_double (parameter), 200,
      adw_callback_animation_target_new (unfolding_cb, g_object_ref (scene), g_object_unref));
  adw_animation_play (animation);
}

static void
slice_mode_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  int mode;

  if (cal_enum_find (CAL_TYPE_SLICE_MODE, g_variant_get_string (parameter, NULL), &mode))
    g_object_set (CAL_WINDOW (widget)->slice_area, "mode", mode, NULL);
}

/* Shows one plane alone, or again all three. */
static void
plane_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);
  CalSliceLayout layout;
  gboolean alone = TRUE;
  int plane;

  if (!cal_enum_find (CAL_TYPE_PLANE, g_variant_get_string (parameter, NULL), &plane))
    return;
  cal_slice_area_get_layout (self->slice_area, &layout);
  for (int p = 0; p < 3; p++)
    alone &= layout.hidden[p] == (p != plane);
  for (int p = 0; p < 3; p++)
    layout.hidden[p] = !alone && p != plane;
  cal_slice_area_set_layout (self->slice_area, &layout);
}

static void
interpolate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalLayer *layer = get_selected (CAL_WINDOW (widget));
  CalDisplay *display = cal_layer_get_display (layer);
  gboolean nearest = cal_display_get_state (display)->interpolation == CAL_NEAREST;

  g_object_set (display, "interpolation", nearest ? CAL_LINEAR : CAL_NEAREST, NULL);
}

static void
toggle_layer_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalDisplay *display = cal_layer_get_display (get_selected (CAL_WINDOW (widget)));

  g_object_set (display, "visible", !cal_display_get_state (display)->visible, NULL);
}

static guint
find_position (CalScene *scene, CalLayer *layer)
{
  guint n = 0;

  while (n < cal_scene_get_n_layers (scene) && cal_scene_get_layer (scene, n) != layer)
    n++;
  return n;
}

/* The panel lists the topmost first: "below" in it is earlier in drawing order. */
static void
select_neighbour (CalWindow *self, int step)
{
  CalScene *scene = get_scene (self);
  guint at = find_position (scene, get_selected (self));
  CalLayer *layer = cal_scene_get_layer (scene, at + (guint) step);

  if (layer != NULL)
    cal_layer_panel_set_selected (self->layer_panel, layer);
}

static void
next_layer_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  select_neighbour (CAL_WINDOW (widget), -1);
}

static void
previous_layer_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  select_neighbour (CAL_WINDOW (widget), 1);
}

static void
move_selected (CalWindow *self, int step)
{
  CalScene *scene = get_scene (self);
  CalLayer *layer = get_selected (self);
  guint at = find_position (scene, layer);

  if (step > 0 || at > 0)
    cal_scene_move_layer (scene, layer, at + (guint) step);
  cal_layer_panel_set_selected (self->layer_panel, layer);
}

static void
lower_layer_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_selected (CAL_WINDOW (widget), -1);
}

static void
raise_layer_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_selected (CAL_WINDOW (widget), 1);
}

static void
remove_layer_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);

  cal_scene_remove (get_scene (self), get_selected (self));
}

static void
reset_display_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);
  CalLayer *layer = get_selected (self);
  CalSummary summary;

  /* The key is Escape: what was picked in a legend comes back first. */
  if (cal_scene_clear_picks (get_scene (self)))
    return;
  summary = cal_data_summarise (cal_layer_get_data (layer));
  g_object_set (cal_layer_get_display (layer), "threshold-mode", CAL_THRESHOLD_NONE, "opacity", 1.0,
                "opacity-by", NULL, "threshold-by", NULL, "colour-mode", CAL_COLOUR_ONE_MAP, NULL);
  cal_layer_pick_display (layer, &summary, find_position (get_scene (self), layer) == 0);
}

static void
step_frame (CalWindow *self, int step)
{
  CalLayer *layer = get_selected (self);
  gsize n_frames = cal_layer_get_n_frames (layer);
  CalDisplay *display = cal_layer_get_display (layer);
  gsize frame = cal_display_get_state (display)->frame;

  if (n_frames > 1)
    g_object_set (display, "frame", (guint) ((frame + n_frames + (gsize) step) % n_frames), NULL);
}

static void
next_frame_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step_frame (CAL_WINDOW (widget), 1);
}

static void
previous_frame_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step_frame (CAL_WINDOW (widget), -1);
}

static gboolean
play_cb (gpointer data)
{
  CalWindow *self = data;

  if (get_selected (self) == NULL) {
    self->play_id = 0;
    return G_SOURCE_REMOVE;
  }
  step_frame (self, 1);
  return G_SOURCE_CONTINUE;
}

static void
toggle_play_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);

  if (self->play_id != 0)
    g_clear_handle_id (&self->play_id, g_source_remove);
  else if (cal_layer_get_n_frames (get_selected (self)) > 1)
    self->play_id = g_timeout_add (125, play_cb, self);
}

static void
fullscreen_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (CAL_WINDOW (widget)->search));
}

static void
open_view_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cal_window_open_view (CAL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
export_view_to_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cal_window_export_view_to (CAL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_pair_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (!cal_links_show_pair (cal_session_get_links (self->session), &error))
    cal_window_toast (self, error->message);
}

static void
close_view_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);

  for (guint n = 0; n < cal_view_dock_get_n (self->dock); n++)
    if (cal_view_dock_get_view (self->dock, n) == cal_view_dock_get_active (self->dock)) {
      cal_view_dock_close (self->dock, n);
      return;
    }
}

static void
enlarge_view_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);
  gboolean enlarged;

  g_object_get (self->dock, "enlarged", &enlarged, NULL);
  g_object_set (self->dock, "enlarged", !enlarged, NULL);
}

/* Actions that only call a function of the window. */
#define CALLER(name, function)                                                  \
  static void name (GtkWidget *widget, const char *action, GVariant *parameter) \
  {                                                                             \
    function (CAL_WINDOW (widget));                                             \
  }
CALLER (palette_cb, cal_window_show_palette)
CALLER (shortcuts_cb, cal_window_show_shortcuts)
CALLER (preferences_cb, cal_window_show_preferences)
CALLER (data_cb, cal_window_show_datasets)
CALLER (messages_cb, cal_window_show_messages)
CALLER (export_view_cb, cal_window_export_view)
CALLER (compute_rdms_cb, cal_window_ask_rdms)
CALLER (figure_cb, cal_window_export_figure)
CALLER (copy_command_cb, cal_window_copy_figure_command)
#undef CALLER

void
cal_window_install_actions (CalWindowClass *klass)
{
  static const struct {
    const char *name, *parameter;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
      {"win.undo", NULL, undo_cb},
      {"win.redo", NULL, redo_cb},
      {"win.copy-inspector", NULL, copy_inspector_cb},
      {"win.open-view", "s", open_view_cb},
      {"win.compute-rdms", NULL, compute_rdms_cb},
      {"win.show-pair", NULL, show_pair_cb},
      {"win.export-view", NULL, export_view_cb},
      {"win.export-view-to", "s", export_view_to_cb},
      {"win.close-view", NULL, close_view_cb},
      {"win.enlarge-view", NULL, enlarge_view_cb},
      {"win.view", "s", view_cb},
      {"win.montage", "s", montage_cb},
      {"win.reset-views", NULL, reset_views_cb},
      {"win.unfold", "d", unfold_cb},
      {"win.slice-mode", "s", slice_mode_cb},
      {"win.plane", "s", plane_cb},
      {"win.interpolate", NULL, interpolate_cb},
      {"win.toggle-layer", NULL, toggle_layer_cb},
      {"win.next-layer", NULL, next_layer_cb},
      {"win.previous-layer", NULL, previous_layer_cb},
      {"win.lower-layer", NULL, lower_layer_cb},
      {"win.raise-layer", NULL, raise_layer_cb},
      {"win.remove-layer", NULL, remove_layer_cb},
      {"win.reset-display", NULL, reset_display_cb},
      {"win.play", NULL, toggle_play_cb},
      {"win.next-frame", NULL, next_frame_cb},
      {"win.previous-frame", NULL, previous_frame_cb},
      {"win.fullscreen", NULL, fullscreen_cb},
      {"win.search", NULL, search_cb},
      {"win.palette", NULL, palette_cb},
      {"win.shortcuts", NULL, shortcuts_cb},
      {"win.preferences", NULL, preferences_cb},
      {"win.data", NULL, data_cb},
      {"win.messages", NULL, messages_cb},
      {"win.figure", NULL, figure_cb},
      {"win.copy-command", NULL, copy_command_cb},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (actions); n++)
    gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), actions[n].name,
                                     actions[n].parameter, actions[n].activate);
}

static void
set_radiological_cb (GSimpleAction *action, GVariant *state, CalWindow *self)
{
  g_object_set (get_scene (self), "convention",
                g_variant_get_boolean (state) ? CAL_RADIOLOGICAL : CAL_NEUROLOGICAL, NULL);
  g_simple_action_set_state (action, state);
}

static void
convention_cb (CalScene *scene, GParamSpec *pspec, GSimpleAction *action)
{
  CalConvention convention;

  g_object_get (scene, "convention", &convention, NULL);
  g_simple_action_set_state (action, g_variant_new_boolean (convention == CAL_RADIOLOGICAL));
}

/* Single keys must reach an entry that is typed in: they are looked at on the way up, after the
 * focused widget. */
static void
add_shortcuts (CalWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  gsize n_commands;
  const CalCommand *commands = cal_commands_list (&n_commands);

  for (gsize n = 0; n < n_commands; n++) {
    g_auto (GStrv) accelerators =
        g_strsplit (commands[n].accelerators != NULL ? commands[n].accelerators : "", " ", -1);
    g_autofree char *name = NULL;
    g_autoptr (GVariant) target = NULL;

    if (!g_action_parse_detailed_name (commands[n].action, &name, &target, NULL))
      g_return_if_reached ();
    for (char **accelerator = accelerators; *accelerator != NULL; accelerator++) {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (*accelerator),
                                                gtk_named_action_new (name));

      gtk_shortcut_set_arguments (shortcut, target);
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
update_pair_action (CalWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-pair",
                                 cal_links_can_show_pair (cal_session_get_links (self->session)));
}

/**
 * cal_window_bind_actions:
 *
 * Connects what follows the scene and the settings, and the keys.
 */
void
cal_window_bind_actions (CalWindow *self)
{
  CalScene *scene = get_scene (self);
  CalRdmScene *rdm_scene = cal_session_get_rdm_scene (self->session);
  GActionMap *map = G_ACTION_MAP (self);
  g_autoptr (GSimpleAction) radiological =
      g_simple_action_new_stateful ("radiological", NULL, g_variant_new_boolean (FALSE));
  g_autoptr (GAction) layers = g_settings_create_action (self->settings, "show-layers");
  g_autoptr (GAction) inspector = g_settings_create_action (self->settings, "show-inspector");

  for (gsize n = 0; n < G_N_ELEMENTS (scene_switches); n++) {
    g_autoptr (GPropertyAction) action =
        g_property_action_new (scene_switches[n], scene, scene_switches[n]);

    g_action_map_add_action (map, G_ACTION (action));
  }
  g_signal_connect (radiological, "change-state", G_CALLBACK (set_radiological_cb), self);
  g_signal_connect_object (scene, "notify::convention", G_CALLBACK (convention_cb), radiological,
                           0);
  convention_cb (scene, NULL, radiological);
  g_action_map_add_action (map, G_ACTION (radiological));
  g_action_map_add_action (map, layers);
  g_action_map_add_action (map, inspector);
  g_signal_connect_object (cal_rdm_scene_get_selection (rdm_scene), "changed",
                           G_CALLBACK (update_pair_action), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_scene, "notify::current", G_CALLBACK (update_pair_action), self,
                           G_CONNECT_SWAPPED);
  add_shortcuts (self);
}

/**
 * cal_window_update_actions:
 *
 * Greys out what cannot be done now.
 */
void
cal_window_update_actions (CalWindow *self)
{
  static const char *const of_layer[] = {
      "win.interpolate", "win.toggle-layer", "win.next-layer",    "win.previous-layer",
      "win.lower-layer", "win.raise-layer",  "win.remove-layer",  "win.reset-display",
      "win.play",        "win.next-frame",   "win.previous-frame"};
  static const char *const of_study[] = {"win.figure",       "win.copy-command",
                                         "win.save-session", "win.save-session-as",
                                         "win.reset-views",  "win.close-study"};
  static const char *const of_cortex[] = {"win.view", "win.montage", "win.unfold"};
  GtkWidget *widget = GTK_WIDGET (self);
  CalHistory *history = cal_session_get_history (self->session);
  CalScene *scene = get_scene (self);
  gboolean has_cortex = cal_scene_get_cortex (scene) != NULL;
  gboolean has_study = !cal_session_is_empty (self->session);
  gboolean has_view = self->dock != NULL && cal_view_dock_get_n (self->dock) > 0;

  if (self->layer_panel == NULL)
    return;
  for (gsize n = 0; n < G_N_ELEMENTS (of_layer); n++)
    gtk_widget_action_set_enabled (widget, of_layer[n], get_selected (self) != NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (of_study); n++)
    gtk_widget_action_set_enabled (widget, of_study[n], has_study);
  for (gsize n = 0; n < G_N_ELEMENTS (of_cortex); n++)
    gtk_widget_action_set_enabled (widget, of_cortex[n], has_cortex);
  gtk_widget_action_set_enabled (widget, "win.open-view", has_study);
  gtk_widget_action_set_enabled (widget, "win.close-view", has_view);
  gtk_widget_action_set_enabled (widget, "win.export-view", has_view);
  gtk_widget_action_set_enabled (widget, "win.enlarge-view", has_view);
  gtk_widget_action_set_enabled (widget, "win.data",
                                 cal_session_get_containers (self->session)->len > 0);
  update_pair_action (self);
  gtk_widget_action_set_enabled (widget, "win.undo", cal_history_can_undo (history));
  gtk_widget_action_set_enabled (widget, "win.redo", cal_history_can_redo (history));
}
