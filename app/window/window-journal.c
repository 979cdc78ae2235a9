/* window-journal.c - the journal of the window's study, and the offer to restore one.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/window-private.h"
#include "model/text.h"

/**
 * cal_window_set_up_journal:
 *
 * From now on the study is in a journal until it is saved or closed.
 */
void
cal_window_set_up_journal (CalWindow *self)
{
  self->journal = cal_journal_new (self->session);
  g_signal_connect_object (self->journal, "keep", G_CALLBACK (cal_window_keep_views), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->journal, "failed", G_CALLBACK (cal_window_toast), self,
                           G_CONNECT_SWAPPED);
}

/* Whoever answers nothing is asked again at the next start. */
static void
answered_cb (AdwMessageDialog *dialog, const char *response, CalWindow *self)
{
  CalAppendLog *left = g_object_get_data (G_OBJECT (dialog), "left");
  CalSavedSession *saved;
  g_autoptr (GError) error = NULL;

  if (g_str_equal (response, "discard"))
    cal_append_log_remove (left);
  if (!g_str_equal (response, "restore"))
    return;
  saved = cal_journal_parse (left, &error);
  if (saved != NULL)
    cal_window_restore (self, left, saved);
  else
    cal_window_toast (self, error->message);
}

/**
 * cal_window_offer_restore:
 *
 * Asks whether the study of a process that ended unexpectedly should be opened, if there is one.
 */
void
cal_window_offer_restore (CalWindow *self)
{
  g_autoptr (CalAppendLog) left = cal_journal_take_left ();
  g_autoptr (CalSavedSession) saved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL, *shown = NULL, *body = NULL;
  GtkWidget *dialog;

  if (left == NULL)
    return;
  saved = cal_journal_parse (left, &error);
  if (saved == NULL) {
    cal_append_log_remove (left);
    cal_window_toast (self, error->message);
    return;
  }
  name = g_path_get_basename (saved->sources[0] != NULL ? saved->sources[0] : "a study");
  shown = cal_text_dup_shown (name, -1);
  body = g_strdup_printf ("Calcarine ended unexpectedly while “%s” was open and not saved.", shown);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), "Restore the Study?", body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "discard", "_Discard", "restore",
                                    "_Restore", NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "restore");
  g_object_set_data_full (G_OBJECT (dialog), "left", g_steal_pointer (&left),
                          (GDestroyNotify) cal_append_log_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
