/* reading.c - everything that opening some paths gives, made off the main thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/reading.h"

#include <math.h>
#include <string.h>

#include "analysis/label-image.h"
#include "app/session/assembly.h"
#include "app/session/item-merge.h"
#include "io/folder.h"
#include "io/format.h"
#include "io/lut.h"
#include "io/sidecar.h"
#include "model/error.h"

struct _CalReading {
  GObject parent_instance;

  GPtrArray *cortices;
  GPtrArray *items;
  GPtrArray *questions;
  GPtrArray *containers;
  GPtrArray *remarks;
  GPtrArray *failures;
  GPtrArray *failed;
};

G_DEFINE_FINAL_TYPE (CalReading, cal_reading, G_TYPE_OBJECT)

/* A vector on its way to the brain. */
typedef struct {
  char *source;
  CalVector *vector;
} Loose;

/* What goes on while paths are read. */
typedef struct {
  CalReading *reading;
  const CalReadRequest *request;
  CalJob *job;
  CalAssembly *assembly;
  GPtrArray *loose;
  GPtrArray *volumes; /* of this reading: masks */
} Work;

static void
loose_free (gpointer data)
{
  Loose *loose = data;

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
  g_clear_pointer (&self->questions, g_ptr_array_unref);
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
  return self;
}

void
cal_read_request_free (CalReadRequest *self)
{
  g_strfreev (self->paths);
  g_strfreev (self->binds);
  g_ptr_array_unref (self->cortices);
  g_ptr_array_unref (self->volumes);
  g_free (self);
}

static void G_GNUC_PRINTF (2, 3) add_text (GPtrArray *texts, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (texts, g_utf8_make_valid (text, -1));
}

/* What is said once is not said again: a file may hold several vectors of one length. */
static void
add_failure (CalReading *self, const char *source, char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_free (text);
  g_ptr_array_add (self->failed, g_strdup (source));
  if (!g_ptr_array_find_with_equal_func (self->failures, valid, g_str_equal, NULL))
    g_ptr_array_add (self->failures, g_steal_pointer (&valid));
}

/* Whether the person opened this very file, and not a folder that it lies in. */
static gboolean
is_named (const CalReadRequest *request, const char *source)
{
  return request->paths != NULL && g_strv_contains ((const char *const *) request->paths, source);
}

static void
add_item (CalReading *self, const char *source, gpointer data, CalCortex *cortex)
{
  CalReadItem *item = g_new0 (CalReadItem, 1);

  item->source = g_strdup (source);
  item->data = g_object_ref (data);
  if (cortex != NULL)
    item->cortex = g_object_ref (cortex);
  g_ptr_array_add (self->items, item);
}

static void
add_loose (Work *work, const char *source, CalVector *vector)
{
  Loose *loose = g_new0 (Loose, 1);

  loose->source = g_strdup (source);
  loose->vector = g_object_ref (vector);
  g_ptr_array_add (work->loose, loose);
}

/* Region numbers without a table of names are their own names. */
static CalVolume *
number_regions (Work *work, const char *file, CalVolume *volume)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (GArray) keys = NULL;
  g_autoptr (CalLabels) labels = NULL;
  CalVolume *numbered;

  if (cal_volume_get_desc (volume)->statistic == NULL)
    keys = cal_label_image_find_keys (volume);
  if (keys == NULL)
    return g_object_ref (volume);
  for (guint n = 0; n < keys->len; n++) {
    gint32 key = g_array_index (keys, gint32, n);
    g_autofree char *name = g_strdup_printf ("%d", key);
    float rgba[4];

    cal_labels_pick_colour (n, rgba);
    cal_labels_builder_add (builder, key, name, rgba);
  }
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  numbered = cal_lut_attach (labels, volume, NULL);
  if (numbered == NULL)
    return g_object_ref (volume);
  add_text (work->reading->remarks,
            "%s: whole numbers in patches are taken for %u regions; no table beside it names them",
            file, keys->len);
  return numbered;
}

/* A volume of whole numbers may have a table of names beside it. */
static CalVolume *
name_regions (Work *work, const char *path, CalVolume *volume)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  g_autofree char *table = NULL, *name = NULL, *table_name = NULL;
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (GError) error = NULL;
  CalVolume *named;

  if (desc->labels != NULL || desc->frames_in_file > 1 || desc->n_frames > 1)
    return g_object_ref (volume);
  name = g_filename_display_basename (path);
  labels = cal_lut_find (path, &table);
  if (labels == NULL)
    return number_regions (work, name, volume);
  table_name = g_filename_display_basename (table);
  named = cal_lut_attach (labels, volume, &error);
  add_text (work->reading->remarks, "%s: names of regions %s %s", name,
            named != NULL ? "from" : "not taken from", table_name);
  return named != NULL ? named : g_object_ref (volume);
}

/* Sorts what one file gave. Curvature waits with the vectors until every surface is known. */
static void
sort_objects (Work *work, const char *source, CalLoaded *loaded)
{
  GPtrArray *objects = cal_loaded_get_objects (loaded);
  GPtrArray *warnings = cal_loaded_get_warnings (loaded);
  g_autofree char *name = g_filename_display_basename (cal_loaded_get_path (loaded));

  for (guint n = 0; n < warnings->len; n++)
    add_text (work->reading->remarks, "%s: %s", name, (const char *) warnings->pdata[n]);
  for (guint n = 0; n < objects->len; n++) {
    gpointer object = objects->pdata[n];

    if (CAL_IS_SURFACE (object))
      cal_assembly_add_surface (work->assembly, cal_loaded_get_path (loaded), object);
    else if (CAL_IS_VECTOR (object))
      add_loose (work, source, object);
    else if (CAL_IS_VOLUME (object)) {
      g_autoptr (CalVolume) volume = name_regions (work, source, object);

      g_ptr_array_add (work->volumes, g_object_ref (volume));
      add_item (work->reading, source, volume, NULL);
    } else if (CAL_IS_ARRAY (object)) {
      g_autofree char *shape = cal_array_dup_shape (object);

      add_failure (work->reading, source,
                   g_strdup_printf ("%s: an array of shape %s says neither where its values are "
                                    "nor how they lie in space; choose a part of one or two "
                                    "dimensions, or save it as NIfTI",
                                    source, shape));
    } else
      add_text (work->reading->remarks, "%s: holds %s; nothing of it belongs on the brain", name,
                CAL_IS_TABLE (object) ? "a table" : "texts");
  }
  if (cal_loaded_get_datasets (loaded)->len > 0)
    g_ptr_array_add (work->reading->containers, g_object_ref (loaded));
}

/* Reads one file; what is wrong with it is kept as a failure, and the rest goes on. */
static gboolean
read_file (Work *work, const char *source, GError **error)
{
  g_autofree char *name = g_filename_display_basename (source);
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalLoaded) loaded = NULL;

  cal_job_report (work->job, 0.0, name);
  loaded = cal_format_load_source (source, work->job, &failure);
  if (loaded != NULL)
    sort_objects (work, source, loaded);
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  } else
    add_failure (work->reading, source, g_strdup (failure->message));
  return cal_job_check (work->job, error);
}

static gboolean
read_folder (Work *work, const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalFolder) folder = cal_folder_scan (path, work->job, &failure);
  GPtrArray *files, *left_alone;

  if (folder == NULL) {
    if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
    add_text (work->reading->failures, "%s", failure->message);
    return TRUE;
  }
  files = cal_folder_get_files (folder);
  left_alone = cal_folder_get_left_alone (folder);
  for (guint n = 0; n < files->len; n++)
    if (!read_file (work, files->pdata[n], error))
      return FALSE;
  for (guint n = 0; n < left_alone->len; n++)
    add_text (work->reading->remarks, "left alone: %s", (const char *) left_alone->pdata[n]);
  return TRUE;
}

static gboolean
read_paths (Work *work, GError **error)
{
  for (char **path = work->request->paths; path != NULL && *path != NULL; path++) {
    gboolean is_folder = g_file_test (*path, G_FILE_TEST_IS_DIR);

    if (!(is_folder ? read_folder (work, *path, error) : read_file (work, *path, error)))
      return FALSE;
  }
  return TRUE;
}

/* Curvature becomes the underlay of its surfaces and leaves the list. */
static void
take_curvature (Work *work)
{
  for (guint n = 0; n < work->loose->len;) {
    Loose *loose = work->loose->pdata[n];

    if (cal_name_is_curvature (loose->source) &&
        cal_assembly_add_curvature (work->assembly, loose->source, loose->vector))
      g_ptr_array_remove_index (work->loose, n);
    else
      n++;
  }
}

/* pycortex keeps the curvature of both sides in one archive; positive is a gyrus there. */
static void
take_curvature_archives (Work *work)
{
  static const char *const sides[] = {"left", "right"};
  GPtrArray *containers = work->reading->containers;

  for (guint c = 0; c < containers->len;) {
    const char *path = cal_loaded_get_path (containers->pdata[c]);
    g_autofree char *name = g_filename_display_basename (path);
    guint n_taken = 0;

    for (guint s = 0; cal_name_is_curvature (path) && s < G_N_ELEMENTS (sides); s++) {
      g_autoptr (CalLoaded) loaded = cal_format_load (path, sides[s], work->job, NULL);
      GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

      if (objects != NULL && objects->len == 1 && CAL_IS_VECTOR (objects->pdata[0]))
        n_taken += cal_assembly_add_gyral_curvature (work->assembly, path, objects->pdata[0]);
    }
    if (n_taken > 0) {
      add_text (work->reading->remarks, "%s: counts gyri as positive, as pycortex does", name);
      g_ptr_array_remove_index (containers, c);
    } else
      c++;
  }
}

/* Datasets of a container that was opened as a whole: those of one dimension that some rule
 * binds. Larger ones are read when the person asks. */
static gboolean
read_datasets (Work *work, const CalBindingContext *context, GError **error)
{
  GPtrArray *containers = work->reading->containers;

  for (guint c = 0; c < containers->len; c++) {
    CalLoaded *container = containers->pdata[c];
    GPtrArray *datasets = cal_loaded_get_datasets (container);
    const char *path = cal_loaded_get_path (container);
    g_autofree char *name = g_filename_display_basename (path);
    const char *first = NULL;
    guint n_datasets = 0, n_left = 0;

    if (cal_loaded_get_objects (container)->len > 0)
      continue;
    for (guint n = 0; n < datasets->len; n++) {
      const CalDataset *dataset = datasets->pdata[n];
      g_autofree char *source = g_strdup_printf ("%s:%s", path, dataset->path);
      g_autoptr (CalLoaded) loaded = NULL;

      if (dataset->is_attribute)
        continue;
      if (n_datasets++ == 0)
        first = dataset->path;
      if (dataset->n_dims != 1 || !dataset->is_numeric ||
          !cal_binding_fits_length (dataset->shape[0], context)) {
        n_left++;
        continue;
      }
      loaded = cal_format_load (path, dataset->path, work->job, NULL);
      if (loaded == NULL || cal_loaded_get_objects (loaded)->len != 1 ||
          !CAL_IS_VECTOR (cal_loaded_get_objects (loaded)->pdata[0])) {
        n_left++;
        continue;
      }
      add_loose (work, source, cal_loaded_get_objects (loaded)->pdata[0]);
      if (!cal_job_check (work->job, error))
        return FALSE;
    }
    if (n_left > 0)
      add_text (work->reading->remarks,
                "%s: %u of %u datasets were not read; choose one by name, as in %s:%s", name,
                n_left, n_datasets, name, first);
  }
  return TRUE;
}

/* The person's answer, or the sidecar's, among the rules that fit. */
static CalBinding *
find_answer (Work *work, const Loose *loose, GPtrArray *bindings)
{
  const char *name = cal_vector_get_desc (loose->vector)->name;
  g_autofree char *base = g_path_get_basename (loose->source);
  g_autofree char *kept = cal_sidecar_dup_binding (loose->source);

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
is_index_file (const Loose *loose)
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
bind_one (Work *work, Loose *loose, const CalBindingContext *context)
{
  CalReading *reading = work->reading;
  g_autoptr (GString) tried = g_string_new (NULL);
  g_autoptr (GPtrArray) bindings = cal_binding_find (loose->vector, context, tried);
  g_autofree char *base = g_path_get_basename (loose->source);
  CalBinding *binding = NULL;

  if (bindings->len == 0) {
    add_failure (reading, loose->source,
                 g_strdup_printf ("%s: nothing binds it to the brain: %s", base, tried->str));
    return;
  }
  binding = bindings->len == 1 ? bindings->pdata[0] : find_answer (work, loose, bindings);
  if (binding == NULL) {
    CalQuestion *question = g_new0 (CalQuestion, 1);

    question->source = g_strdup (loose->source);
    question->vector = g_object_ref (loose->vector);
    question->bindings = g_ptr_array_ref (bindings);
    g_ptr_array_add (reading->questions, question);
  } else if (cal_binding_get_rule (binding) == CAL_BIND_TEMPLATE) {
    const char *sentence = cal_binding_get_sentence (binding);

    if (is_named (work->request, loose->source))
      add_failure (reading, loose->source, g_strdup_printf ("%s: %s", base, sentence));
    else
      add_text (reading->remarks, "%s: %s", base, sentence);
  } else {
    g_autoptr (GError) error = NULL;
    g_autoptr (GObject) data = cal_binding_apply (binding, loose->vector, &error);

    if (data == NULL)
      add_failure (reading, loose->source, g_strdup (error->message));
    else
      add_item (reading, loose->source, data, cal_binding_get_cortex (binding));
  }
}

static void
bind_all (Work *work, CalBindingContext *context)
{
  for (guint n = 0; n < work->loose->len; n++) {
    Loose *loose = work->loose->pdata[n];

    if (is_index_file (loose))
      g_ptr_array_add (context->index_files, g_object_ref (loose->vector));
  }
  for (guint n = 0; n < work->loose->len; n++) {
    Loose *loose = work->loose->pdata[n];

    if (!is_index_file (loose))
      bind_one (work, loose, context);
  }
  cal_items_join_halves (work->reading->items);
  cal_items_drop_repeated (work->reading->items, work->reading->remarks);
}

static void
append_all (GPtrArray *to, GPtrArray *from)
{
  for (guint n = 0; from != NULL && n < from->len; n++)
    g_ptr_array_add (to, g_object_ref (from->pdata[n]));
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
  g_autoptr (GPtrArray) index_files = g_ptr_array_new_with_free_func (g_object_unref);
  CalBindingContext context = {cortices, volumes, index_files};
  Work work = {reading, request, job, assembly, loose, volumes};
  g_autoptr (GPtrArray) found = NULL;

  if (!read_paths (&work, error))
    return NULL;
  take_curvature (&work);
  take_curvature_archives (&work);
  found = cal_assembly_end (assembly, reading->remarks);
  append_all (reading->cortices, found);
  append_all (cortices, found);
  append_all (cortices, work.request->cortices);
  append_all (volumes, work.request->volumes);
  if (!read_datasets (&work, &context, error))
    return NULL;
  bind_all (&work, &context);
  for (guint n = 0; n < reading->items->len; n++) {
    CalReadItem *item = reading->items->pdata[n];

    item->summary = cal_data_summarise (item->data);
    item->rank = cal_data_rank (item->data, &item->summary);
    item->named = is_named (work.request, item->source);
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
         self->containers->len == 0;
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
