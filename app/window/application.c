/* application.c - the program as the desktop sees it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/application.h"

#include "app/window/window.h"
#include "widgets/resources.h"

struct _CalApplication {
  AdwApplication parent_instance;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (CalApplication, cal_application, ADW_TYPE_APPLICATION)

static void
cal_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL) {
    gtk_window_present (window);
    return;
  }
  window = GTK_WINDOW (cal_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
  cal_window_offer_restore (CAL_WINDOW (window));
}

static void
cal_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  CalWindow *window = cal_window_new (GTK_APPLICATION (application));
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (int n = 0; n < n_files; n++)
    if (g_file_peek_path (files[n]) != NULL)
      g_ptr_array_add (paths, g_file_get_path (files[n]));
  g_ptr_array_add (paths, NULL);
  /* Files are read while the window is put together. */
  cal_window_open (window, (const char *const *) paths->pdata);
  gtk_window_present (GTK_WINDOW (window));
}

static void
style_cb (CalApplication *self)
{
  static const AdwColorScheme schemes[] = {ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                           ADW_COLOR_SCHEME_FORCE_DARK};
  int style = g_settings_get_enum (self->settings, "style");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (style, 0, 2)]);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const authors[] = {"The Calcarine authors", NULL};

  gtk_show_about_dialog (gtk_application_get_active_window (GTK_APPLICATION (data)), "program-name",
                         "Calcarine", "version", CALCARINE_VERSION, "logo-icon-name",
                         "org.calcarine.Calcarine", "comments",
                         "Puts what encoding models write back on the brain", "authors", authors,
                         "license-type", GTK_LICENSE_BSD_3, NULL);
}

static void
cal_application_startup (GApplication *application)
{
  CalApplication *self = CAL_APPLICATION (application);
  static const GActionEntry actions[] = {{.name = "about", .activate = about_cb}};

  /* The style sheets must be there before the parent looks for them. */
  cal_widgets_ensure_resources ();
  G_APPLICATION_CLASS (cal_application_parent_class)->startup (application);
  g_set_application_name ("Calcarine");
  gtk_window_set_default_icon_name ("org.calcarine.Calcarine");
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  self->settings = g_settings_new ("org.calcarine.Calcarine");
  g_signal_connect_object (self->settings, "changed::style", G_CALLBACK (style_cb), self,
                           G_CONNECT_SWAPPED);
  style_cb (self);
}

static void
cal_application_finalize (GObject *object)
{
  g_clear_object (&CAL_APPLICATION (object)->settings);
  G_OBJECT_CLASS (cal_application_parent_class)->finalize (object);
}

static void
cal_application_class_init (CalApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_application_finalize;
  G_APPLICATION_CLASS (klass)->activate = cal_application_activate;
  G_APPLICATION_CLASS (klass)->open = cal_application_open;
  G_APPLICATION_CLASS (klass)->startup = cal_application_startup;
}

static void
cal_application_init (CalApplication *self)
{
}

/**
 * cal_application_new:
 *
 * Each start is a process of its own: a study that crashes takes no other one along.
 *
 * Returns: (transfer full): the application
 */
CalApplication *
cal_application_new (void)
{
  return g_object_new (CAL_TYPE_APPLICATION, "application-id", "org.calcarine.Calcarine", "flags",
                       G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE, "resource-base-path",
                       "/org/calcarine/Calcarine", NULL);
}
