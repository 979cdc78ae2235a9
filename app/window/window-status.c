/* window-status.c - the status line: pointer, convention, running job, memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <stdio.h>
#include <unistd.h>

#include "app/window/window-private.h"
#include "io/process-memory.h"
#include "render/scene/readout.h"

static const char *
get_convention (CalScene *scene)
{
  CalConvention convention;

  g_object_get (scene, "convention", &convention, NULL);
  return convention == CAL_RADIOLOGICAL ? "radiological" : "neurological";
}

/* The value of the layer a person most likely means: the selected one. */
static char *
dup_value (CalWindow *self, CalSample sample)
{
  CalLayer *layer = cal_layer_panel_get_selected (self->layer_panel);
  g_autofree char *value = NULL;

  if (layer == NULL)
    return g_strdup ("");
  value = cal_readout_dup_value (layer, sample);
  return g_strdup_printf (" · %s %s", cal_layer_get_name (layer), value);
}

static void
show_pointer (CalWindow *self, const char *place, const char *value)
{
  g_autofree char *text = g_strdup_printf (
      "%s%s%s%s", get_convention (cal_session_get_scene (self->session)),
      place != NULL ? " · pointer: " : "", place != NULL ? place : "", value != NULL ? value : "");

  gtk_label_set_text (self->status_pointer, text);
}

static void
slice_hovered_cb (CalWindow *self, const double *position_mm)
{
  CalLayer *layer = cal_layer_panel_get_selected (self->layer_panel);
  g_autofree char *place = NULL, *value = NULL;

  if (position_mm == NULL) {
    show_pointer (self, NULL, NULL);
    return;
  }
  place = g_strdup_printf ("%.1f %.1f %.1f mm", position_mm[0], position_mm[1], position_mm[2]);
  if (layer != NULL)
    value = dup_value (
        self, cal_scene_sample_at_mm (cal_session_get_scene (self->session), layer, position_mm));
  show_pointer (self, place, value);
}

static void
cortex_hovered_cb (CalWindow *self, guint hemisphere, guint64 vertex)
{
  CalLayer *layer = cal_layer_panel_get_selected (self->layer_panel);
  g_autofree char *place = NULL, *value = NULL;

  if (hemisphere == CAL_HEMISPHERE_UNKNOWN) {
    show_pointer (self, NULL, NULL);
    return;
  }
  place = g_strdup_printf ("%s %" G_GUINT64_FORMAT,
                           cal_hemisphere_get_prefix ((CalHemisphere) hemisphere), vertex);
  if (layer != NULL)
    value =
        dup_value (self, cal_scene_sample_at_vertex (cal_session_get_scene (self->session), layer,
                                                     (CalHemisphere) hemisphere, (gsize) vertex));
  show_pointer (self, place, value);
}

static void
convention_cb (CalWindow *self)
{
  gtk_label_set_text (self->convention, get_convention (cal_session_get_scene (self->session)));
  show_pointer (self, NULL, NULL);
}

/* Resident memory of this process, as the system counts it. */
static gboolean
show_memory (gpointer data)
{
  CalWindow *self = data;
  g_autofree char *text = NULL, *used = NULL, *all = NULL;

  used = g_format_size_full (cal_process_memory (), G_FORMAT_SIZE_IEC_UNITS);
  all = g_format_size_full ((guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE),
                            G_FORMAT_SIZE_IEC_UNITS);
  text = g_strdup_printf ("%s of %s", used, all);
  gtk_label_set_text (self->status_memory, text);
  return G_SOURCE_CONTINUE;
}

static void
job_fraction_cb (CalWindow *self)
{
  g_autofree char *message = NULL, *text = NULL;

  if (self->job == NULL)
    return;
  message = cal_job_dup_message (self->job);
  text = g_strdup_printf ("%s%s%s", cal_job_get_title (self->job), message != NULL ? " · " : "",
                          message != NULL ? message : "");
  gtk_label_set_text (self->job_label, text);
  gtk_progress_bar_set_fraction (self->job_bar, cal_job_get_fraction (self->job));
}

static void
cancel_cb (CalWindow *self)
{
  if (self->job != NULL)
    cal_job_cancel (self->job);
}

/**
 * cal_window_show_job:
 * @job: (nullable): the job whose progress is shown; NULL for none
 */
void
cal_window_show_job (CalWindow *self, CalJob *job)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_set_object (&self->job, job);
  gtk_widget_set_visible (GTK_WIDGET (self->status_jobs), job != NULL);
  if (job == NULL)
    return;
  g_signal_connect_object (job, "notify::fraction", G_CALLBACK (job_fraction_cb), self,
                           G_CONNECT_SWAPPED);
  job_fraction_cb (self);
}

void
cal_window_set_up_status (CalWindow *self)
{
  CalScene *scene = cal_session_get_scene (self->session);

  g_signal_connect_object (self->slice_area, "hovered", G_CALLBACK (slice_hovered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cortex_area, "hover", G_CALLBACK (cortex_hovered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scene, "notify::convention", G_CALLBACK (convention_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job_cancel, "clicked", G_CALLBACK (cancel_cb), self,
                           G_CONNECT_SWAPPED);
  convention_cb (self);
  show_memory (self);
  self->memory_id = g_timeout_add_seconds (2, show_memory, self);
}
