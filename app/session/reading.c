/* reading.c - everything that opening some paths gives, made off the main thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/reading-private.h"
#include "model/text.h"

G_DEFINE_FINAL_TYPE (CalReading, cal_reading, G_TYPE_OBJECT)

static void
loose_free (gpointer data)
{
  CalLooseVector *loose = data;

  g_free (loose->source);
  g_clear_object (&loose->vector);
  g_free (loose);
}

static void
item_free (gpointer data)
{
  CalReadItem *item = data;

  g_free (item->source);
  g_clear_object (&item->data);
  g_clear_object (&item->cortex);
  g_free (item);
}

static void
question_free (gpointer data)
{
  CalQuestion *question = data;

  g_free (question->source);
  g_clear_object (&question->vector);
  g_clear_pointer (&question->bindings, g_ptr_array_unref);
  g_free (question);
}

static void
cal_reading_finalize (GObject *object)
{
  CalReading *self = CAL_READING (object);

  g_clear_pointer (&self->cortices, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->rdms, g_ptr_array_unref);
  g_clear_pointer (&self->stimuli, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->index_files, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);
  g_clear_pointer (&self->containers, g_ptr_array_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_clear_pointer (&self->failures, g_ptr_array_unref);
  g_clear_pointer (&self->failed, g_ptr_array_unref);
  G_OBJECT_CLASS (cal_reading_parent_class)->finalize (object);
}

static void
cal_reading_class_init (CalReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_reading_finalize;
}

static void
cal_reading_init (CalReading *self)
{
  self->cortices = g_ptr_array_new_with_free_func (g_object_unref);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->rdms = g_ptr_array_new_with_free_func (g_object_unref);
  self->stimuli = g_ptr_array_new_with_free_func (g_object_unref);
  self->tables = g_ptr_array_new_with_free_func (g_object_unref);
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  self->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) cal_findings_free);
  self->index_files = g_ptr_array_new_with_free_func (g_object_unref);
  self->questions = g_ptr_array_new_with_free_func (question_free);
  self->containers = g_ptr_array_new_with_free_func (g_object_unref);
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  self->failures = g_ptr_array_new_with_free_func (g_free);
  self->failed = g_ptr_array_new_with_free_func (g_free);
}

/**
 * cal_read_request_new:
 *
 * Returns: (transfer full): a request with copies of both lists
 */
CalReadRequest *
cal_read_request_new (const char *const *paths, const char *const *binds)
{
  CalReadRequest *self = g_new0 (CalReadRequest, 1);

  self->paths = g_strdupv ((GStrv) (gpointer) paths);
  self->binds = g_strdupv ((GStrv) (gpointer) binds);
  self->cortices = g_ptr_array_new_with_free_func (g_object_unref);
  self->volumes = g_ptr_array_new_with_free_func (g_object_unref);
  self->index_files = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
cal_read_request_free (CalReadRequest *self)
{
  g_strfreev (self->paths);
  g_strfreev (self->binds);
  g_ptr_array_unref (self->cortices);
  g_ptr_array_unref (self->volumes);
  g_ptr_array_unref (self->index_files);
  g_free (self);
}

/**
 * cal_reading_remark:
 *
 * Keeps a sentence about what was taken on trust or left alone.
 */
void
cal_reading_remark (CalReading *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->remarks, cal_text_dup_shown (text, -1));
}

/**
 * cal_reading_fail:
 * @source: (nullable): the path (and dataset) that cannot be read or bound
 * @text: why
 *
 * What is said once is not said again: a file may hold several vectors of one length.
 */
void
cal_reading_fail (CalReading *self, const char *source, const char *text)
{
  g_autofree char *valid = cal_text_dup_shown (text, -1);

  if (source != NULL)
    g_ptr_array_add (self->failed, g_strdup (source));
  if (!g_ptr_array_find_with_equal_func (self->failures, valid, g_str_equal, NULL))
    g_ptr_array_add (self->failures, g_steal_pointer (&valid));
}

/**
 * cal_read_request_names:
 *
 * Returns: whether the person opened this very file, and not a folder that it lies in
 */
gboolean
cal_read_request_names (const CalReadRequest *self, const char *source)
{
  return self->paths != NULL && g_strv_contains ((const char *const *) self->paths, source);
}

/**
 * cal_reading_add_table:
 * @source: the path, and the dataset after a colon
 *
 * Any text is a table of one column: that says nothing, and is left alone.
 */
void
cal_reading_add_table (CalReading *self, const char *source, CalTable *table)
{
  if (cal_table_get_n_columns (table) < 2 || cal_table_get_n_rows (table) < 2) {
    g_autofree char *name = g_filename_display_basename (source);
    g_autofree char *text = g_strdup_printf (
        "%s: text, or a table of %u columns and %" G_GSIZE_FORMAT " rows, with nothing to show",
        name, cal_table_get_n_columns (table), cal_table_get_n_rows (table));

    cal_reading_fail (self, source, text);
    return;
  }
  g_object_set_data_full (G_OBJECT (table), "source", g_strdup (source), g_free);
  g_ptr_array_add (self->tables, g_object_ref (table));
}

/**
 * cal_reading_add_item:
 * @data: a #CalVolume or a #CalMap
 * @cortex: (nullable): the brain a map was bound to
 */
void
cal_reading_add_item (CalReading *self, const char *source, gpointer data, CalCortex *cortex)
{
  CalReadItem *item = g_new0 (CalReadItem, 1);

  item->source = g_strdup (source);
  item->data = g_object_ref (data);
  if (cortex != NULL)
    item->cortex = g_object_ref (cortex);
  g_ptr_array_add (self->items, item);
}

static void
append_all (GPtrArray *to, GPtrArray *from)
{
  for (guint n = 0; from != NULL && n < from->len; n++)
    g_ptr_array_add (to, g_object_ref (from->pdata[n]));
}

/**
 * cal_questions_dup_text:
 * @questions: (element-type CalQuestion)
 *
 * Returns: (transfer full): what is asked, and the answers as the command line takes them; "" if
 *   nothing is
 */
char *
cal_questions_dup_text (GPtrArray *questions)
{
  GString *text = g_string_new (NULL);

  for (guint n = 0; n < questions->len; n++) {
    const CalQuestion *question = questions->pdata[n];
    const char *name = cal_vector_get_desc (question->vector)->name;

    g_string_append_printf (text, "%s%s fits more than one place; say which:", n > 0 ? "\n" : "",
                            question->source);
    for (guint b = 0; b < question->bindings->len; b++)
      g_string_append_printf (text, "\n  --bind '%s=%s'  %s", name,
                              cal_binding_get_key (question->bindings->pdata[b]),
                              cal_binding_get_sentence (question->bindings->pdata[b]));
  }
  return g_string_free (text, FALSE);
}

/**
 * cal_reading_run:
 * @job: (nullable)
 * @request: a #CalReadRequest
 *
 * A #CalJobFunc. A file that cannot be read is a failure of its own, and the rest goes on.
 *
 * Returns: (transfer full): a #CalReading, or NULL if cancelled
 */
GObject *
cal_reading_run (CalJob *job, gpointer request, GError **error)
{
  g_autoptr (CalReading) reading = g_object_new (CAL_TYPE_READING, NULL);
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) loose = g_ptr_array_new_with_free_func (loose_free);
  g_autoptr (GPtrArray) volumes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) cortices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) mappers = g_ptr_array_new_with_free_func (g_object_unref);
  CalBindingContext context = {cortices, volumes, reading->index_files, mappers};
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) targets =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  CalReadWork work = {reading, request,          job,     assembly, loose, volumes, pictures,
                      tables,  reading->layouts, targets, mappers};
  g_autoptr (GPtrArray) found = NULL;

  if (!cal_read_work_read_paths (&work, error))
    return NULL;
  cal_read_work_take_curvature (&work);
  found = cal_assembly_end (assembly, reading->remarks);
  append_all (reading->cortices, found);
  append_all (cortices, found);
  append_all (cortices, work.request->cortices);
  append_all (volumes, work.request->volumes);
  append_all (reading->index_files, work.request->index_files);
  if (!cal_read_work_read_datasets (&work, &context, error))
    return NULL;
  cal_read_work_bind (&work, &context);
  if (!cal_read_work_find_stimuli (&work, error) || !cal_read_work_read_tables (&work, error))
    return NULL;
  for (guint n = 0; n < reading->items->len; n++) {
    CalReadItem *item = reading->items->pdata[n];

    item->summary = cal_data_summarise (item->data);
    item->rank = cal_data_rank (item->data, &item->summary);
    item->named = cal_read_request_names (work.request, item->source);
  }
  return G_OBJECT (g_steal_pointer (&reading));
}

/**
 * cal_reading_is_empty:
 *
 * Returns: whether nothing came of it: only failures, or things left alone
 */
gboolean
cal_reading_is_empty (CalReading *self)
{
  return self->cortices->len == 0 && self->items->len == 0 && self->questions->len == 0 &&
         self->containers->len == 0 && self->rdms->len == 0 && self->stimuli->len == 0 &&
         self->tables->len == 0 && self->findings->len == 0;
}

/**
 * cal_reading_get_cortices:
 *
 * Returns: (transfer none): CalCortex that were put together
 */
GPtrArray *
cal_reading_get_cortices (CalReading *self)
{
  return self->cortices;
}

/**
 * cal_reading_get_items:
 *
 * Returns: (transfer none): #CalReadItem, ready to be shown
 */
GPtrArray *
cal_reading_get_items (CalReading *self)
{
  return self->items;
}

/**
 * cal_reading_get_rdms:
 *
 * Returns: (transfer none): CalRdm, in the order of the files
 */
GPtrArray *
cal_reading_get_rdms (CalReading *self)
{
  return self->rdms;
}

/**
 * cal_reading_get_stimuli:
 *
 * Returns: (transfer none): CalStimuli, one for each folder of pictures
 */
GPtrArray *
cal_reading_get_stimuli (CalReading *self)
{
  return self->stimuli;
}

/**
 * cal_reading_get_tables:
 *
 * Returns: (transfer none): CalTable of conditions, stimuli or objects, each with the path of its
 *   file as the object data "source"
 */
GPtrArray *
cal_reading_get_tables (CalReading *self)
{
  return self->tables;
}

/**
 * cal_reading_get_findings:
 *
 * Returns: (transfer none): CalCaptions, CalSeries, CalAttention and CalDecoding
 */
GPtrArray *
cal_reading_get_findings (CalReading *self)
{
  return self->findings;
}

/**
 * cal_reading_get_index_files:
 *
 * Returns: (transfer none): CalVector that say which vertices others speak of, those of the request
 *   first
 */
GPtrArray *
cal_reading_get_index_files (CalReading *self)
{
  return self->index_files;
}

/**
 * cal_reading_get_questions:
 *
 * Returns: (transfer none): #CalQuestion: vectors that more than one rule fits
 */
GPtrArray *
cal_reading_get_questions (CalReading *self)
{
  return self->questions;
}

/**
 * cal_reading_get_containers:
 *
 * Returns: (transfer none): CalLoaded with datasets to choose from
 */
GPtrArray *
cal_reading_get_containers (CalReading *self)
{
  return self->containers;
}

/**
 * cal_reading_get_remarks:
 *
 * Returns: (transfer none): sentences about what was taken on trust or left alone
 */
GPtrArray *
cal_reading_get_remarks (CalReading *self)
{
  return self->remarks;
}

/**
 * cal_reading_get_failures:
 *
 * Returns: (transfer none): sentences about what could not be read or bound
 */
GPtrArray *
cal_reading_get_failures (CalReading *self)
{
  return self->failures;
}

/**
 * cal_reading_get_failed:
 *
 * Returns: (transfer none): the paths (and datasets) that failures are about
 */
GPtrArray *
cal_reading_get_failed (CalReading *self)
{
  return self->failed;
}
