/* window-rdm.c - computing RDMs from patterns in files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/rdm-options.h"
#include "app/session/rdm-work.h"
#include "app/window/option-rows.h"
#include "app/window/window-private.h"
#include "io/loaded.h"

static const CalOption patterns_option = {
    "patterns",
    0,
    CAL_OPTION_TEXT,
    "PATTERNS",
    .title = "Patterns (a file, or FILE:DATASET)",
    .help = "a row for each observation, a column for each channel"};

/* What the job works with; it outlives the dialog. */
typedef struct {
  GHashTable *texts; /* option's name -> text */
  CalRdmParameters parameters;
} RdmInput;

static void
rdm_input_free (gpointer data)
{
  RdmInput *input = data;

  g_hash_table_unref (input->texts);
  g_free (input);
}

static GObject *
compute_in_thread (CalJob *job, gpointer data, GError **error)
{
  RdmInput *input = data;
  const CalRdmRequest request = {
      .patterns = g_hash_table_lookup (input->texts, "patterns"),
      .is_transposed = g_hash_table_contains (input->texts, "transpose"),
      .residuals = g_hash_table_lookup (input->texts, "residuals"),
      .conditions = g_hash_table_lookup (input->texts, "conditions"),
      .labels = g_hash_table_lookup (input->texts, "labels"),
      .runs = g_hash_table_lookup (input->texts, "runs"),
      .roi = g_hash_table_lookup (input->texts, "roi"),
  };
  g_auto (CalRdmWork) work = {0};
  g_autoptr (GListStore) rdms = g_list_store_new (CAL_TYPE_RDM);

  if (!cal_rdm_work_open (&work, &request, job, error))
    return NULL;
  for (guint n = 0; n < work.regions->len; n++) {
    g_auto (CalRdmReport) report = {0};
    g_autoptr (CalRdm) rdm = NULL;

    if (!cal_rdm_work_compute (&work, work.regions->pdata[n], &input->parameters, cal_rdm_compute,
                               &rdm, &report, job, error))
      return NULL;
    g_list_store_append (rdms, rdm);
  }
  return G_OBJECT (g_steal_pointer (&rdms));
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CalWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) rdms = cal_job_run_finish (CAL_JOB (source), result, &error);
  CalRdmScene *scene;

  /* The window may have been closed meanwhile. */
  if (self->session == NULL)
    return;
  if (self->job == CAL_JOB (source))
    cal_window_show_job (self, NULL);
  if (rdms == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      cal_window_toast (self, error->message);
    return;
  }
  scene = cal_session_get_rdm_scene (self->session);
  for (guint n = 0; n < g_list_model_get_n_items (G_LIST_MODEL (rdms)); n++) {
    g_autoptr (CalRdm) rdm = g_list_model_get_item (G_LIST_MODEL (rdms), n);

    cal_rdm_scene_append (scene, rdm);
    if (n == 0)
      cal_rdm_scene_set_current (scene, rdm);
  }
  cal_window_open_view (self, "rdm");
}

/**
 * cal_window_compute_rdms:
 * @texts: (element-type utf8 utf8): what is typed, by the name of the option
 *
 * Computes in a job; the RDMs join those that are open.
 */
void
cal_window_compute_rdms (CalWindow *self, GHashTable *texts)
{
  RdmInput *input = g_new0 (RdmInput, 1);
  g_autoptr (CalJob) job = NULL;

  input->texts = g_hash_table_ref (texts);
  cal_rdm_set_option (&input->parameters, "distance", "correlation");
  for (const CalOption *option = cal_rdm_options; option->name != NULL; option++) {
    const char *text = g_hash_table_lookup (texts, option->name);

    if (text == NULL && option->initial != NULL)
      text = option->initial;
    if (text != NULL)
      cal_rdm_set_option (&input->parameters, option->name, text);
  }
  job = cal_job_new ("Computing RDMs", compute_in_thread, input, rdm_input_free);
  cal_window_show_job (self, job);
  cal_job_run_async (job, computed_cb, g_object_ref (self));
}

/* A choice with no value of its own is what the distance makes it, until another is chosen. */
static gboolean
is_left_alone (const CalOptionRow *row)
{
  return row->option->type == CAL_OPTION_CHOICE && row->option->initial == NULL &&
         adw_combo_row_get_selected (ADW_COMBO_ROW (row->control)) == 0;
}

static void
compute_cb (CalOptionDialog *dialog)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint n = 0; n < dialog->rows->len; n++) {
    const CalOptionRow *row = &g_array_index (dialog->rows, CalOptionRow, n);
    char *text = is_left_alone (row) ? NULL : cal_option_row_dup_text (row);

    if (text != NULL)
      g_hash_table_insert (texts, (gpointer) row->option->name, text);
  }
  if (!g_hash_table_contains (texts, "patterns")) {
    gtk_widget_add_css_class (g_array_index (dialog->rows, CalOptionRow, 0).control, "error");
    return;
  }
  cal_window_compute_rdms (CAL_WINDOW (gtk_window_get_transient_for (dialog->window)), texts);
  gtk_window_destroy (dialog->window);
}

/* A dataset of two dimensions that is open already is the likeliest. */
static char *
guess_patterns (CalSession *session)
{
  GPtrArray *containers = cal_session_get_containers (session);

  for (guint c = 0; c < containers->len; c++) {
    GPtrArray *datasets = cal_loaded_get_datasets (containers->pdata[c]);

    for (guint n = 0; n < datasets->len; n++) {
      const CalDataset *dataset = datasets->pdata[n];

      if (dataset->is_numeric && dataset->n_dims == 2)
        return g_strdup_printf ("%s:%s", cal_loaded_get_path (containers->pdata[c]), dataset->path);
    }
  }
  return NULL;
}

/**
 * cal_window_ask_rdms:
 *
 * Asks from which patterns RDMs are to be computed, and how.
 */
void
cal_window_ask_rdms (CalWindow *self)
{
  CalOptionDialog *dialog = cal_option_dialog_new (GTK_WINDOW (self), "Compute RDMs", "Compute");
  g_autofree char *patterns = guess_patterns (self->session);

  cal_option_dialog_add (dialog, &patterns_option, patterns);
  for (const CalOption *option = cal_rdm_source_options; option->name != NULL; option++)
    cal_option_dialog_add (dialog, option, option->initial);
  for (const CalOption *option = cal_rdm_options; option->name != NULL; option++)
    cal_option_dialog_add (dialog, option, option->initial);
  g_signal_connect_swapped (dialog->accept, "clicked", G_CALLBACK (compute_cb), dialog);
  gtk_window_present (dialog->window);
}
