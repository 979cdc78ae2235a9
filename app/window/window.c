/* window.c - the study's window: puts its parts together.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/window.h"

#include "app/window/window-private.h"
#include "render/scene/colouring.h"
#include "render/scene/projection.h"
#include "widgets/accessible.h"
#include "widgets/display-panel.h"
#include "widgets/legend-view.h"
#include "widgets/resources.h"
#include "widgets/selection-panel.h"

G_DEFINE_FINAL_TYPE (CalWindow, cal_window, ADW_TYPE_APPLICATION_WINDOW)

/* "Cortex · r", "Cortex · r × noise ceiling" for two maps, with plus signs for three. */
static char *
dup_title (CalScene *scene, CalLayer *layer, const char *name)
{
  CalColouring colouring = cal_colouring_of (scene, layer);
  GString *title = g_string_new ("Cortex · ");

  g_string_append (title, name);
  for (guint n = 1; n < colouring.n_maps; n++)
    g_string_append_printf (title, " %s %s", colouring.n_maps == 2 ? "×" : "+",
                            cal_layer_get_name (colouring.maps[n]));
  return g_string_free (title, FALSE);
}

/**
 * cal_window_update_cortex_title:
 *
 * "Cortex · r", "Cortex · zstat sampled at mid-cortex (mean of 5 depths)"
 */
void
cal_window_update_cortex_title (CalWindow *self)
{
  CalScene *scene = cal_session_get_scene (self->session);
  CalCortex *cortex = cal_scene_get_cortex (scene);
  guint n_left_off = cal_scene_count_left_off_cortex (scene);
  g_autofree char *title = NULL;

  for (guint n = cal_scene_get_n_layers (scene); cortex != NULL && title == NULL && n > 0; n--) {
    CalLayer *layer = cal_scene_get_layer (scene, n - 1);
    CalVolume *volume = cal_layer_get_volume (layer);
    g_autofree char *name = NULL;

    if (cal_layer_get_labels (layer) != NULL || !cal_layer_is_on_cortex (layer))
      continue;
    if (volume != NULL)
      name = cal_projection_dup_name (
          volume, cortex, cal_display_get_state (cal_layer_get_display (layer))->interpolation);
    title = dup_title (scene, layer, name != NULL ? name : cal_layer_get_name (layer));
  }
  if (n_left_off > 0) {
    g_autofree char *whole = g_strdup_printf ("%s · the lowest %u layers are not drawn",
                                              title != NULL ? title : "Cortex", n_left_off);

    gtk_label_set_text (self->cortex_title, whole);
  } else
    gtk_label_set_text (self->cortex_title, title != NULL ? title : "Cortex");
}

/* The topmost layer that is shown and is no region: what a person came for. */
static void
select_result (CalWindow *self)
{
  CalScene *scene = cal_session_get_scene (self->session);

  for (guint n = cal_scene_get_n_layers (scene); n > 0; n--) {
    CalLayer *layer = cal_scene_get_layer (scene, n - 1);

    if (cal_layer_get_labels (layer) == NULL &&
        cal_display_get_state (cal_layer_get_display (layer))->visible) {
      cal_layer_panel_set_selected (self->layer_panel, layer);
      return;
    }
  }
}

static void
adopted_cb (CalWindow *self)
{
  GPtrArray *failures = cal_session_get_failures (self->session);

  cal_window_arrange (self);
  cal_window_open_first_views (self);
  select_result (self);
  if (failures->len > self->n_failures_told)
    cal_window_toast (self, failures->pdata[failures->len - 1]);
  self->n_failures_told = failures->len;
  if (cal_session_get_questions (self->session)->len > 0)
    cal_window_ask_bindings (self);
}

static void
layer_selected_cb (CalWindow *self, GParamSpec *pspec, CalLayerPanel *panel)
{
  g_object_set (self->slice_area, "layer", cal_layer_panel_get_selected (panel), NULL);
  cal_window_update_actions (self);
}

static GtkWidget *
new_section (const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_add_css_class (label, "section-title");
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  return label;
}

static gboolean
is_something (GBinding *binding, const GValue *layer, GValue *visible, gpointer data)
{
  g_value_set_boolean (visible, g_value_get_object (layer) != NULL);
  return TRUE;
}

static void
build_panels (CalWindow *self)
{
  CalScene *scene = cal_session_get_scene (self->session);
  GtkWidget *display = cal_display_panel_new (scene);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *shown_as = new_section ("SHOWN AS");

  self->layer_panel = CAL_LAYER_PANEL (cal_layer_panel_new (scene));
  self->inspector =
      CAL_INSPECTOR (cal_inspector_new (cal_session_get_encoding_scene (self->session)));
  gtk_box_append (self->left_box, new_section ("LAYERS"));
  gtk_box_append (self->left_box, GTK_WIDGET (self->layer_panel));
  gtk_box_append (self->left_box, shown_as);
  gtk_box_append (self->left_box, display);
  gtk_box_append (GTK_BOX (right), GTK_WIDGET (self->inspector));
  gtk_box_append (GTK_BOX (right),
                  cal_selection_panel_new (cal_session_get_rdm_scene (self->session),
                                           cal_session_get_pictures (self->session)));
  gtk_scrolled_window_set_child (self->right_panel, right);
  g_object_bind_property (self->layer_panel, "selected", display, "layer", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (self->layer_panel, "selected", shown_as, "visible",
                               G_BINDING_SYNC_CREATE, is_something, NULL, NULL, NULL);
  g_signal_connect_object (self->layer_panel, "notify::selected", G_CALLBACK (layer_selected_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
build_views (CalWindow *self)
{
  CalScene *scene = cal_session_get_scene (self->session);
  GtkWidget *slices_legend = cal_legend_view_new (scene, FALSE, TRUE);

  self->cortex_area = CAL_CORTEX_AREA (cal_cortex_area_new (scene));
  self->slice_area = CAL_SLICE_AREA (cal_slice_area_new (scene));
  gtk_widget_set_vexpand (GTK_WIDGET (self->cortex_area), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->slice_area), TRUE);
  gtk_box_append (self->cortex_pane, GTK_WIDGET (self->cortex_area));
  gtk_box_append (self->cortex_pane, cal_legend_view_new (scene, TRUE, FALSE));
  gtk_box_append (self->slices_pane, GTK_WIDGET (self->slice_area));
  /* Beside the cortex, its legend is enough. */
  gtk_box_append (self->slices_pane, slices_legend);
  g_object_bind_property (self->cortex_pane, "visible", slices_legend, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_object_bind_property (adw_style_manager_get_default (), "dark", self->slice_area, "light",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_object_bind_property (scene, "unfolding", self->unfold_adjustment, "value",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  for (int stop = 0; stop <= 4; stop++)
    gtk_scale_add_mark (self->unfold_scale, stop, GTK_POS_BOTTOM, NULL);
}

/* GTK names no button after its picture. */
static void
name_buttons (CalWindow *self)
{
  GtkWidget *recent = gtk_widget_get_last_child (GTK_WIDGET (self->open_button));

  cal_accessible_set_name (GTK_WIDGET (self->menu_button), "Main menu");
  cal_accessible_set_name (recent, "Recent studies");
}

static void
restore_layout (CalWindow *self)
{
  int width, height;

  self->settings = g_settings_new ("org.calcarine.Calcarine");
  g_settings_get (self->settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (self->settings, "changed::show-layers", G_CALLBACK (cal_window_arrange),
                           self, G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "show-inspector", self->right_panel, "visible",
                   G_SETTINGS_BIND_DEFAULT);
  g_object_set (cal_session_get_scene (self->session), "convention",
                g_settings_get_enum (self->settings, "convention"), NULL);
}

static gboolean
cal_window_close_request (GtkWindow *window)
{
  CalWindow *self = CAL_WINDOW (window);
  int width, height;

  if (self->job != NULL)
    cal_job_cancel (self->job);
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set (self->settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  return GTK_WINDOW_CLASS (cal_window_parent_class)->close_request (window);
}

static void
cal_window_dispose (GObject *object)
{
  CalWindow *self = CAL_WINDOW (object);

  g_clear_handle_id (&self->play_id, g_source_remove);
  g_clear_handle_id (&self->memory_id, g_source_remove);
  if (self->job != NULL)
    cal_job_cancel (self->job);
  g_clear_object (&self->job);
  if (self->journal != NULL) {
    cal_journal_discard (self->journal);
    g_object_run_dispose (G_OBJECT (self->journal));
  }
  g_clear_object (&self->journal);
  gtk_widget_dispose_template (GTK_WIDGET (self), CAL_TYPE_WINDOW);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->session_path, g_free);
  G_OBJECT_CLASS (cal_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/calcarine/Calcarine/ui/window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, CalWindow, name)
  BIND (toasts);
  BIND (pages);
  BIND (study_title);
  BIND (study_subtitle);
  BIND (search);
  BIND (open_button);
  BIND (menu_button);
  BIND (left_panel);
  BIND (left_box);
  BIND (right_panel);
  BIND (cortex_pane);
  BIND (cortex_title);
  BIND (unfold_scale);
  BIND (unfold_adjustment);
  BIND (slices_pane);
  BIND (lower_paned);
  BIND (convention);
  BIND (status_pointer);
  BIND (status_jobs);
  BIND (job_label);
  BIND (job_bar);
  BIND (job_cancel);
  BIND (status_memory);
#undef BIND
}

static void
cal_window_class_init (CalWindowClass *klass)
{
  cal_widgets_ensure_resources ();
  G_OBJECT_CLASS (klass)->dispose = cal_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = cal_window_close_request;
  bind_template (GTK_WIDGET_CLASS (klass));
  cal_window_install_actions (klass);
  cal_window_install_import_actions (klass);
  cal_window_install_open_actions (klass);
  cal_window_install_frame_actions (klass);
}

static void
cal_window_init (CalWindow *self)
{
  CalScene *scene;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->session = cal_session_new ();
  scene = cal_session_get_scene (self->session);
  build_panels (self);
  build_views (self);
  cal_window_set_up_views (self);
  name_buttons (self);
  restore_layout (self);
  cal_window_bind_actions (self);
  cal_window_follow_selection (self);
  cal_window_accept_drops (self);
  cal_window_update_recent (self);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed",
                           G_CALLBACK (cal_window_update_recent), self, G_CONNECT_SWAPPED);
  cal_window_set_up_status (self);
  cal_window_set_up_search (self);
  cal_window_set_up_journal (self);
  g_signal_connect_object (self->session, "adopted", G_CALLBACK (adopted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scene, "items-changed", G_CALLBACK (cal_window_arrange), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scene, "changed", G_CALLBACK (cal_window_update_cortex_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_session_get_links (self->session), "failed",
                           G_CALLBACK (cal_window_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_session_get_history (self->session), "changed",
                           G_CALLBACK (cal_window_update_actions), self, G_CONNECT_SWAPPED);
  cal_window_arrange (self);
}

/**
 * cal_window_new:
 *
 * Returns: (transfer full): a window of @application, with nothing open
 */
CalWindow *
cal_window_new (GtkApplication *application)
{
  return g_object_new (CAL_TYPE_WINDOW, "application", application, NULL);
}

/**
 * cal_window_toast:
 *
 * Says something that passes by; text from files is shown as text.
 */
void
cal_window_toast (CalWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, 8);
  adw_toast_set_button_label (toast, "Details");
  adw_toast_set_action_name (toast, "win.messages");
  adw_toast_overlay_add_toast (self->toasts, toast);
}
