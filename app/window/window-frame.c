/* window-frame.c - show a frame of a series on the brain: the person is asked first if that takes
 * reading a gigabyte.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/series-frame.h"
#include "app/window/window-private.h"

typedef struct {
  CalWindow *window;
  CalSeries *series;
  gsize frame;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_object_unref (wanted->window);
  g_object_unref (wanted->series);
  g_free (wanted);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Wanted *wanted = data;
  CalWindow *self = wanted->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) values = cal_job_run_finish (CAL_JOB (source), result, &error);

  /* The window may have been closed meanwhile. */
  if (self->session != NULL) {
    if (self->job == CAL_JOB (source))
      cal_window_show_job (self, NULL);
    if (values != NULL)
      cal_series_frame_paint (cal_session_get_encoding_scene (self->session), wanted->series,
                              wanted->frame, CAL_ARRAY (values), &error);
    if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      cal_window_toast (self, error->message);
  }
  wanted_free (wanted);
}

static void
read_frame (CalWindow *self, CalSeries *series, gsize frame)
{
  Wanted *wanted = g_new0 (Wanted, 1);
  g_autoptr (CalJob) job = cal_series_frame_job (series, frame);

  wanted->window = g_object_ref (self);
  wanted->series = g_object_ref (series);
  wanted->frame = frame;
  cal_window_show_job (self, job);
  cal_job_run_async (job, read_cb, wanted);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, CalWindow *self)
{
  if (g_str_equal (response, "read"))
    read_frame (self, g_object_get_data (G_OBJECT (dialog), "series"),
                GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (dialog), "frame")));
}

/**
 * cal_window_ask_frame:
 *
 * Reads a frame in a job and shows it on the brain; asks first if much of a file has to be read.
 */
void
cal_window_ask_frame (CalWindow *self, CalSeries *series, gsize frame)
{
  g_autofree char *question = cal_series_frame_dup_question (series, frame);
  g_autofree char *name = cal_series_frame_dup_name (series, frame);
  GtkWidget *dialog;

  if (question == NULL) {
    read_frame (self, series, frame);
    return;
  }
  dialog = adw_message_dialog_new (GTK_WINDOW (self), name, question);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", "_Cancel", "read",
                                    "_Read", NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "read",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "read");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "series", g_object_ref (series), g_object_unref);
  g_object_set_data (G_OBJECT (dialog), "frame", GSIZE_TO_POINTER (frame));
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_frame_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);
  const char *source;
  guint64 frame;
  CalSeries *series;

  g_variant_get (parameter, "(&st)", &source, &frame);
  series = cal_series_frame_find_series (cal_session_get_encoding_scene (self->session), source);
  if (series != NULL && frame < cal_series_get_desc (series)->n_frames)
    cal_window_ask_frame (self, series, frame);
}

static void
show_response_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);
  CalSeries *series;
  gsize frame;

  if (cal_series_frame_find_selected (cal_session_get_encoding_scene (self->session), &series,
                                      &frame))
    cal_window_ask_frame (self, series, frame);
}

static void
update_response (CalWindow *self)
{
  CalSeries *series;
  gsize frame;

  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "win.show-response",
      cal_series_frame_find_selected (cal_session_get_encoding_scene (self->session), &series,
                                      &frame));
}

/**
 * cal_window_install_frame_actions:
 *
 * "win.show-frame" with the source of a series and a frame, which views activate, and
 * "win.show-response" to the selected stimulus.
 */
void
cal_window_install_frame_actions (CalWindowClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.show-frame", "(st)",
                                   show_frame_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.show-response", NULL,
                                   show_response_cb);
}

/**
 * cal_window_follow_selection:
 *
 * Greys "win.show-response" out where there is nothing to show.
 */
void
cal_window_follow_selection (CalWindow *self)
{
  CalEncodingScene *encoding = cal_session_get_encoding_scene (self->session);

  g_signal_connect_object (cal_encoding_scene_get_selection (encoding), "changed",
                           G_CALLBACK (update_response), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (encoding, "changed", G_CALLBACK (update_response), self,
                           G_CONNECT_SWAPPED);
  update_response (self);
}
