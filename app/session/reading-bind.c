/* reading-bind.c - puts the vectors of a reading on the brain, or asks where they belong.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "app/session/item-merge.h"
#include "app/session/reading-private.h"
#include "io/sidecar.h"

/**
 * cal_read_work_find_answer:
 * @source: of the vector
 * @bindings: the rules that fit it
 *
 * Returns: (transfer none) (nullable): the person's answer, or the sidecar's, among the rules
 */
CalBinding *
cal_read_work_find_answer (CalReadWork *work,
                           const char *source,
                           CalVector *vector,
                           GPtrArray *bindings)
{
  const char *name = cal_vector_get_desc (vector)->name;
  g_autofree char *base = g_path_get_basename (source);
  g_autofree char *kept = cal_sidecar_dup_binding (source);

  for (guint n = 0; n < bindings->len; n++) {
    const char *key = cal_binding_get_key (bindings->pdata[n]);

    for (char **bind = work->request->binds; bind != NULL && *bind != NULL; bind++) {
      g_autofree char *by_name = g_strdup_printf ("%s=%s", name, key);
      g_autofree char *by_file = g_strdup_printf ("%s=%s", base, key);

      if (g_str_equal (*bind, key) || g_str_equal (*bind, by_name) || g_str_equal (*bind, by_file))
        return bindings->pdata[n];
    }
    if (g_strcmp0 (kept, key) == 0)
      return bindings->pdata[n];
  }
  return NULL;
}

/* A file that says which vertices others speak of: it holds one whole number from 0 up for each
 * place, and is called "index" or, as by Algonauts, "all-vertices". Its content alone does not tell
 * it from a mask or from counts. */
static gboolean
is_index_file (const CalLooseVector *loose)
{
  CalArray *values = cal_vector_get_desc (loose->vector)->values;
  g_autofree char *base = g_path_get_basename (loose->source);

  if (!g_regex_match_simple ("(^|[._-])(index|indices|all-vertices)([._-]|$)", base,
                             G_REGEX_CASELESS, 0) ||
      cal_vector_get_n_frames (loose->vector) != 1)
    return FALSE;
  for (gsize e = 0; e < cal_array_get_n_elements (values); e++) {
    double value = cal_array_get_value (values, e);

    if (!(value >= 0.0) || value != floor (value))
      return FALSE;
  }
  return TRUE;
}

static void
bind_one (CalReadWork *work, CalLooseVector *loose, const CalBindingContext *context)
{
  CalReading *reading = work->reading;
  g_autoptr (GString) tried = g_string_new (NULL);
  g_autoptr (GPtrArray) bindings = cal_binding_find (loose->vector, context, tried);
  g_autofree char *base = g_path_get_basename (loose->source);
  CalBinding *binding = NULL;

  if (bindings->len == 0) {
    {
      g_autofree char *text =
          g_strdup_printf ("%s: nothing binds it to the brain: %s", base, tried->str);

      cal_reading_fail (reading, loose->source, text);
    }
    return;
  }
  binding = bindings->len == 1
                ? bindings->pdata[0]
                : cal_read_work_find_answer (work, loose->source, loose->vector, bindings);
  if (binding == NULL) {
    CalQuestion *question = g_new0 (CalQuestion, 1);

    question->source = g_strdup (loose->source);
    question->vector = g_object_ref (loose->vector);
    question->bindings = g_ptr_array_ref (bindings);
    g_ptr_array_add (reading->questions, question);
  } else if (cal_binding_get_rule (binding) == CAL_BIND_TEMPLATE) {
    const char *sentence = cal_binding_get_sentence (binding);

    if (cal_read_request_names (work->request, loose->source)) {
      g_autofree char *text = g_strdup_printf ("%s: %s", base, sentence);

      cal_reading_fail (reading, loose->source, text);
    } else
      cal_reading_remark (reading, "%s: %s", base, sentence);
  } else {
    g_autoptr (GError) error = NULL;
    g_autoptr (GObject) data = cal_binding_apply (binding, loose->vector, &error);

    if (data == NULL)
      cal_reading_fail (reading, loose->source, error->message);
    else
      cal_reading_add_item (reading, loose->source, data, cal_binding_get_cortex (binding));
  }
}

/* A file that is opened again says what it says once. */
static void
add_index (GPtrArray *index_files, CalVector *index)
{
  const char *source = cal_vector_get_desc (index)->source;

  for (guint n = 0; n < index_files->len; n++)
    if (g_strcmp0 (cal_vector_get_desc (index_files->pdata[n])->source, source) == 0) {
      g_ptr_array_remove_index (index_files, n);
      break;
    }
  g_ptr_array_add (index_files, g_object_ref (index));
}

/* What layouts found binds the files beside them, too. */
static void
add_found_indices (CalReadWork *work, CalBindingContext *context)
{
  for (guint f = 0; f < work->findings->len; f++) {
    GPtrArray *parts = ((CalFindings *) work->findings->pdata[f])->parts;

    for (guint n = 0; n < parts->len; n++) {
      const CalPart *part = parts->pdata[n];
      GObject *target = g_hash_table_lookup (work->targets, part->source);

      if (target == part->object && CAL_IS_VECTOR (target))
        add_index (context->index_files, CAL_VECTOR (target));
    }
  }
}

/**
 * cal_read_work_bind:
 *
 * Makes maps and volumes of the loose vectors; what several rules fit becomes a question.
 */
void
cal_read_work_bind (CalReadWork *work, CalBindingContext *context)
{
  for (guint n = 0; n < work->loose->len; n++) {
    CalLooseVector *loose = work->loose->pdata[n];

    if (is_index_file (loose))
      add_index (context->index_files, loose->vector);
  }
  add_found_indices (work, context);
  cal_read_work_bind_parts (work, context);
  for (guint n = 0; n < work->loose->len; n++) {
    CalLooseVector *loose = work->loose->pdata[n];

    if (!is_index_file (loose))
      bind_one (work, loose, context);
  }
  cal_items_join_halves (work->reading->items);
  cal_items_drop_repeated (work->reading->items, work->reading->remarks);
}
