/* rsa-area-controls.c - the controls of the RSA view: comparator, which RDMs are models,
 * resamples.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/accessible.h"
#include "widgets/rsa-area-private.h"

static const char *const bootstraps[] = {"No intervals", "Resample conditions", "Resample subjects",
                                         "Resample both", NULL};

static void
options_cb (CalRsaArea *self)
{
  guint n_resamples = (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->resamples));

  if (self->is_showing)
    return;
  self->options.method = (CalRdmMethod) gtk_drop_down_get_selected (self->method);
  self->options.bootstrap = (CalRsaBootstrap) gtk_drop_down_get_selected (self->bootstrap);
  self->options.n_bootstrap = self->options.n_permutations = n_resamples;
  cal_rsa_area_compute (self);
}

static void
model_cb (GtkCheckButton *check, CalRsaArea *self)
{
  CalRdm *rdm = g_object_get_data (G_OBJECT (check), "rdm");

  if (!self->is_showing)
    cal_rdm_scene_set_is_model (self->scene, rdm, gtk_check_button_get_active (check));
}

/**
 * cal_rsa_area_show_models:
 *
 * A check button for each RDM that is open.
 */
void
cal_rsa_area_show_models (CalRsaArea *self)
{
  GtkWidget *child;
  guint n = 0;

  self->is_showing = TRUE;
  for (child = gtk_widget_get_first_child (self->models); child != NULL;
       child = gtk_widget_get_next_sibling (child), n++) {
    CalRdm *rdm = g_object_get_data (G_OBJECT (child), "rdm");

    if (n >= cal_rdm_scene_get_n (self->scene) || rdm != cal_rdm_scene_get (self->scene, n))
      break;
    gtk_check_button_set_active (GTK_CHECK_BUTTON (child),
                                 cal_rdm_scene_is_model (self->scene, rdm));
  }
  while (child != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);

    gtk_box_remove (GTK_BOX (self->models), child);
    child = next;
  }
  for (; n < cal_rdm_scene_get_n (self->scene); n++) {
    CalRdm *rdm = cal_rdm_scene_get (self->scene, n);
    GtkWidget *check = gtk_check_button_new_with_label (cal_rdm_get_desc (rdm)->name);

    g_object_set_data_full (G_OBJECT (check), "rdm", g_object_ref (rdm), g_object_unref);
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                 cal_rdm_scene_is_model (self->scene, rdm));
    g_signal_connect (check, "toggled", G_CALLBACK (model_cb), self);
    gtk_box_append (GTK_BOX (self->models), check);
  }
  self->is_showing = FALSE;
}

/**
 * cal_rsa_area_show_options:
 *
 * Makes the controls show what is so.
 */
void
cal_rsa_area_show_options (CalRsaArea *self)
{
  self->is_showing = TRUE;
  gtk_drop_down_set_selected (self->method, self->options.method);
  gtk_drop_down_set_selected (self->bootstrap, self->options.bootstrap);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->resamples), self->options.n_bootstrap);
  self->is_showing = FALSE;
}

static GtkWidget *
new_models_menu (CalRsaArea *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->models = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->models);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), "Models");
  gtk_widget_set_tooltip_text (button, "Which RDMs are models; all others are data");
  cal_accessible_set_name (button, "Which RDMs are models");
  return button;
}

static GtkWidget *
new_more_menu (CalRsaArea *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  GtkBox *row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));

  self->bootstrap = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (bootstraps));
  self->resamples = gtk_spin_button_new_with_range (100.0, 10000.0, 100.0);
  cal_accessible_set_name (GTK_WIDGET (self->bootstrap), "What is resampled for the intervals");
  cal_accessible_set_name (self->resamples, "Resamples and permutations");
  gtk_box_append (box, GTK_WIDGET (self->bootstrap));
  gtk_box_append (row, gtk_label_new ("Resamples"));
  gtk_box_append (row, self->resamples);
  gtk_box_append (box, GTK_WIDGET (row));
  return cal_view_new_menu ("RSA options", "Intervals and resamples", GTK_WIDGET (box));
}

/**
 * cal_rsa_area_init_controls:
 *
 * Makes the controls, which the pane shows.
 */
void
cal_rsa_area_init_controls (CalRsaArea *self)
{
  const char *names[CAL_RDM_N_METHODS + 1] = {NULL};

  for (guint method = 0; method < CAL_RDM_N_METHODS; method++)
    names[method] = cal_rdm_comparator_get ((CalRdmMethod) method)->name;
  self->controls = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  self->method = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  cal_accessible_set_name (GTK_WIDGET (self->method), "How RDMs are compared");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->method), "How RDMs are compared");
  gtk_box_append (GTK_BOX (self->controls), GTK_WIDGET (self->method));
  gtk_box_append (GTK_BOX (self->controls), new_models_menu (self));
  gtk_box_append (GTK_BOX (self->controls), new_more_menu (self));
  cal_rsa_area_show_options (self);
  cal_rsa_area_show_models (self);
  g_signal_connect_swapped (self->method, "notify::selected", G_CALLBACK (options_cb), self);
  g_signal_connect_swapped (self->bootstrap, "notify::selected", G_CALLBACK (options_cb), self);
  g_signal_connect_swapped (self->resamples, "value-changed", G_CALLBACK (options_cb), self);
}

/**
 * cal_rsa_area_stop_controls:
 *
 * The controls may live longer than the view: they say nothing any more.
 */
void
cal_rsa_area_stop_controls (CalRsaArea *self)
{
  g_signal_handlers_disconnect_by_data (self->method, self);
  g_signal_handlers_disconnect_by_data (self->bootstrap, self);
  g_signal_handlers_disconnect_by_data (self->resamples, self);
  for (GtkWidget *child = gtk_widget_get_first_child (self->models); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_signal_handlers_disconnect_by_data (child, self);
}
