/* import.c - what the datasets of a file are for: the list, what is kept of it, a preview.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "app/session/import-private.h"
#include "io/format.h"
#include "io/path.h"
#include "io/sidecar.h"
#include "model/error.h"
#include "model/number.h"

/* So many first values are shown. */
#define N_FIRST 5
#define PREVIEW "import"
/* The end of the key of a rule for values x frames. */
#define TRANSPOSED ":transposed"

static void
entry_free (gpointer data)
{
  CalImportEntry *self = data;

  g_free (self->source);
  g_free (self->dataset);
  g_free (self->type_name);
  g_free (self->name);
  g_free (self->binding);
  g_free (self->unit);
  g_free (self->statistic);
  g_free (self->ids);
  g_free (self->sentence);
  g_clear_pointer (&self->bindings, g_ptr_array_unref);
  g_free (self);
}

static CalSeriesAxis
read_axis (const char *name)
{
  for (int a = CAL_AXIS_STIMULI; a <= CAL_AXIS_TIME; a++)
    if (g_strcmp0 (name, cal_series_axis_get_name ((CalSeriesAxis) a)) == 0)
      return (CalSeriesAxis) a;
  return CAL_AXIS_STIMULI;
}

/* What was said of it before. */
static void
recall (CalImportEntry *entry)
{
  g_autofree char *role = cal_sidecar_dup (entry->source, "role");
  g_autofree char *name = cal_sidecar_dup (entry->source, "name");
  g_autofree char *side = cal_sidecar_dup (entry->source, "hemisphere");
  g_autofree char *axis = cal_sidecar_dup (entry->source, "axis");

  entry->role = cal_role_from_name (role);
  if (name != NULL) {
    g_free (entry->name);
    entry->name = g_strdup (name);
  };
  if (side != NULL)
    entry->hemisphere = g_str_equal (side, "left")    ? CAL_LEFT
                        : g_str_equal (side, "right") ? CAL_RIGHT
                                                      : CAL_HEMISPHERE_UNKNOWN;
  entry->axis = read_axis (axis);
  entry->binding = cal_sidecar_dup_binding (entry->source);
  if (entry->binding != NULL && g_str_has_suffix (entry->binding, TRANSPOSED))
    entry->binding[strlen (entry->binding) - strlen (TRANSPOSED)] = '\0';
  entry->unit = cal_sidecar_dup (entry->source, "unit");
  entry->statistic = cal_sidecar_dup (entry->source, "statistic");
  entry->ids = cal_sidecar_dup (entry->source, "ids");
}

static CalImportEntry *
add_entry (CalImport *self, const char *dataset)
{
  CalImportEntry *entry = g_new0 (CalImportEntry, 1);

  entry->source =
      dataset != NULL ? g_strdup_printf ("%s:%s", self->path, dataset) : g_strdup (self->path);
  entry->dataset = g_strdup (dataset);
  entry->name = dataset != NULL ? g_path_get_basename (dataset) : cal_path_dup_stem (self->path);
  entry->hemisphere = cal_path_get_hemisphere (dataset != NULL ? dataset : self->path);
  recall (entry);
  g_ptr_array_add (self->entries, entry);
  return entry;
}

static void
add_dataset (CalImport *self, const CalDataset *dataset)
{
  CalImportEntry *entry = add_entry (self, dataset->path);

  entry->n_dims = dataset->n_dims;
  memcpy (entry->shape, dataset->shape, sizeof entry->shape);
  entry->is_numeric = dataset->is_numeric;
  entry->is_text = dataset->is_text;
  entry->type_name = g_strdup (dataset->type_name);
}

/* The one array of a file that is no container. */
static void
add_object (CalImport *self, GObject *object)
{
  CalArray *array = CAL_IS_ARRAY (object)    ? CAL_ARRAY (object)
                    : CAL_IS_VECTOR (object) ? cal_vector_get_desc (CAL_VECTOR (object))->values
                                             : NULL;
  CalTextArray *texts = CAL_IS_TEXT_ARRAY (object) ? CAL_TEXT_ARRAY (object) : NULL;
  CalImportEntry *entry;

  if (array == NULL && texts == NULL)
    return;
  entry = add_entry (self, NULL);
  entry->n_dims = array != NULL ? cal_array_get_n_dims (array) : cal_text_array_get_n_dims (texts);
  for (guint d = 0; d < entry->n_dims; d++)
    entry->shape[d] =
        array != NULL ? cal_array_get_dim (array, d) : cal_text_array_get_dim (texts, d);
  entry->is_numeric = array != NULL;
  entry->is_text = texts != NULL;
  entry->type_name =
      g_strdup (array != NULL ? cal_dtype_get_name (cal_array_get_dtype (array)) : "text");
}

/**
 * cal_import_new:
 * @session: whose brains and masks the datasets may belong to
 * @path: a container, or a file that holds one array
 * @job: (nullable)
 *
 * Returns: (transfer full): what the file holds, with what was said of it before; NULL with @error
 *   set if it cannot be read, or holds no dataset
 */
CalImport *
cal_import_new (CalSession *session, const char *path, CalJob *job, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, job, error);
  g_autoptr (CalImport) self = NULL;

  if (loaded == NULL)
    return NULL;
  self = g_new0 (CalImport, 1);
  self->session = g_object_ref (session);
  self->path = g_strdup (path);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->indices = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint n = 0; n < cal_loaded_get_datasets (loaded)->len; n++) {
    const CalDataset *dataset = cal_loaded_get_datasets (loaded)->pdata[n];

    if (!dataset->is_attribute && (dataset->is_numeric || dataset->is_text))
      add_dataset (self, dataset);
  }
  for (guint n = 0; self->entries->len == 0 && n < cal_loaded_get_objects (loaded)->len; n++)
    add_object (self, cal_loaded_get_objects (loaded)->pdata[n]);
  if (self->entries->len == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: holds no dataset of numbers or texts", path);
    return NULL;
  }
  cal_import_check (self);
  return g_steal_pointer (&self);
}

void
cal_import_free (CalImport *self)
{
  cal_import_end_preview (self);
  g_clear_object (&self->session);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->indices);
  g_free (self->path);
  g_free (self);
}

const char *
cal_import_get_path (CalImport *self)
{
  return self->path;
}

/**
 * cal_import_get_entries:
 *
 * Returns: (transfer none): #CalImportEntry, in the file's order
 */
GPtrArray *
cal_import_get_entries (CalImport *self)
{
  return self->entries;
}

/**
 * cal_import_find:
 * @dataset: (nullable): NULL for a file that is no container
 *
 * Returns: (transfer none) (nullable): the entry
 */
CalImportEntry *
cal_import_find (CalImport *self, const char *dataset)
{
  for (guint n = 0; n < self->entries->len; n++)
    if (g_strcmp0 (((CalImportEntry *) self->entries->pdata[n])->dataset, dataset) == 0)
      return self->entries->pdata[n];
  return NULL;
}

/**
 * cal_import_get_binding:
 *
 * Returns: (transfer none) (nullable): the rule that was chosen, or the only one that fits
 */
CalBinding *
cal_import_get_binding (const CalImportEntry *entry)
{
  for (guint n = 0; entry->bindings != NULL && n < entry->bindings->len; n++)
    if (entry->bindings->len == 1 ||
        g_strcmp0 (cal_binding_get_key (entry->bindings->pdata[n]), entry->binding) == 0)
      return entry->bindings->pdata[n];
  return NULL;
}

/**
 * cal_import_dup_shape:
 *
 * Returns: (transfer full): "float32 · 64 × 7200"
 */
char *
cal_import_dup_shape (const CalImportEntry *entry)
{
  GString *text = g_string_new (entry->type_name);

  for (guint d = 0; d < entry->n_dims; d++)
    g_string_append_printf (text, "%s%" G_GSIZE_FORMAT, d == 0 ? " · " : " × ", entry->shape[d]);
  return g_string_free (text, FALSE);
}

/* "[0, 0:5]": the first row's first ones. */
static char *
dup_first_part (const CalImportEntry *entry)
{
  GString *part = g_string_new (entry->source);

  if (entry->n_dims == 0)
    return g_string_free (part, FALSE);
  if (entry->dataset == NULL)
    g_string_append (part, ":");
  g_string_append_c (part, '[');
  for (guint d = 1; d < entry->n_dims; d++)
    g_string_append (part, "0,");
  g_string_append_printf (part, "0:%d]", N_FIRST);
  return g_string_free (part, FALSE);
}

/**
 * cal_import_dup_first_values:
 *
 * Reads the first few.
 *
 * Returns: (transfer full): "0.25  0.5  nan …", or why they cannot be read
 */
char *
cal_import_dup_first_values (const CalImportEntry *entry)
{
  g_autofree char *part = dup_first_part (entry);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load_source (part, NULL, &error);
  GString *text = g_string_new (NULL);
  GObject *object = NULL;
  CalArray *array;

  if (loaded != NULL && cal_loaded_get_objects (loaded)->len == 1)
    object = cal_loaded_get_objects (loaded)->pdata[0];
  array = CAL_IS_ARRAY (object)    ? CAL_ARRAY (object)
          : CAL_IS_VECTOR (object) ? cal_vector_get_desc (CAL_VECTOR (object))->values
                                   : NULL;
  for (gsize n = 0; array != NULL && n < MIN (cal_array_get_n_elements (array), N_FIRST); n++) {
    g_autofree char *value = cal_number_format (cal_array_get_value (array, n));

    g_string_append_printf (text, "%s%s", n > 0 ? "   " : "", value);
  }
  for (gsize n = 0; CAL_IS_TEXT_ARRAY (object) &&
                    n < MIN (cal_text_array_get_n (CAL_TEXT_ARRAY (object)), N_FIRST);
       n++)
    g_string_append_printf (text, "%s“%s”", n > 0 ? "   " : "",
                            cal_text_array_get (CAL_TEXT_ARRAY (object), n));
  if (object == NULL && error != NULL)
    g_string_assign (text, error->message);
  else
    g_string_append (text, "   …");
  return g_string_free (text, FALSE);
}

/**
 * cal_import_is_ready:
 * @why_not: (out) (optional) (transfer full): a sentence, if not
 *
 * Returns: whether at least one role was said, and all that were fit one place
 */
gboolean
cal_import_is_ready (CalImport *self, char **why_not)
{
  gboolean is_used = FALSE;

  for (guint n = 0; n < self->entries->len; n++) {
    const CalImportEntry *entry = self->entries->pdata[n];

    is_used |= entry->state == CAL_IMPORT_FITS;
    if (entry->state == CAL_IMPORT_ASKS || entry->state == CAL_IMPORT_UNFIT) {
      if (why_not != NULL)
        *why_not = g_strdup_printf ("%s: %s", entry->name, entry->sentence);
      return FALSE;
    }
  }
  if (!is_used && why_not != NULL)
    *why_not = g_strdup ("Nothing is used yet: say what a dataset is for");
  return is_used;
}

/* What the rows are bound to, as the sidecar names it; "" for surfaces, which must be open. */
static char *
dup_target (CalImport *self, const CalImportEntry *entry)
{
  CalBinding *binding = cal_import_get_binding (entry);
  GObject *target = binding != NULL ? cal_binding_get_target (binding) : NULL;
  CalScene *scene = cal_session_get_scene (self->session);
  g_autofree char *full = g_canonicalize_filename (self->path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);

  if (CAL_IS_VECTOR (target))
    return g_strdup (g_object_get_data (target, "dataset"));
  for (guint n = 0; target != NULL && n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if (G_OBJECT (cal_layer_get_volume (layer)) == target && cal_layer_get_source (layer) != NULL) {
      g_autofree char *source = g_canonicalize_filename (cal_layer_get_source (layer), NULL);

      return cal_path_make_relative (folder, source);
    }
  }
  return g_strdup ("");
}

/* Maps are bound as they are kept; series by the numbers of their rows. */
static gboolean
is_turned_map (const CalImportEntry *entry)
{
  return entry->rows_first && entry->is_numeric &&
         (entry->role == CAL_ROLE_MAP || entry->role == CAL_ROLE_CEILING ||
          entry->role == CAL_ROLE_REGIONS);
}

static gboolean
save_entry (CalImport *self, const CalImportEntry *entry, GError **error)
{
  CalBinding *binding = cal_import_get_binding (entry);
  g_autofree char *target = dup_target (self, entry);
  gboolean is_series = entry->role == CAL_ROLE_RESPONSES || entry->role == CAL_ROLE_PREDICTIONS ||
                       entry->role == CAL_ROLE_WEIGHTS;
  gboolean is_used = entry->role != CAL_ROLE_NONE;
  g_autofree char *key = is_used && binding != NULL
                             ? g_strconcat (cal_binding_get_key (binding),
                                            is_turned_map (entry) ? TRANSPOSED : "", NULL)
                             : g_strdup ("");
  const char *const members[] = {"role",
                                 is_used ? cal_role_get_name (entry->role) : "",
                                 "name",
                                 is_used ? entry->name : "",
                                 "hemisphere",
                                 !is_used                         ? ""
                                 : entry->hemisphere == CAL_LEFT  ? "left"
                                 : entry->hemisphere == CAL_RIGHT ? "right"
                                                                  : "",
                                 "binding",
                                 key,
                                 "bind_to",
                                 is_used && target != NULL ? target : "",
                                 "unit",
                                 is_used && entry->unit != NULL ? entry->unit : "",
                                 "statistic",
                                 is_used && entry->statistic != NULL ? entry->statistic : "",
                                 "axis",
                                 is_series ? cal_series_axis_get_name (entry->axis) : "",
                                 "rows_first",
                                 is_series && entry->rows_first ? "yes" : "",
                                 "ids",
                                 is_used && entry->ids != NULL ? entry->ids : "",
                                 NULL};
  g_autofree char *was_said = cal_sidecar_dup (entry->source, "role");

  return (!is_used && was_said == NULL) || cal_sidecar_keep_all (entry->source, members, error);
}

/**
 * cal_import_save:
 *
 * Keeps what was said in the sidecar beside the file; opening the file again then gives it.
 *
 * Returns: FALSE with CAL_ERROR_BINDING if something does not fit, or fits several places; else
 * with
 *   @error as cal_sidecar_keep_all()
 */
gboolean
cal_import_save (CalImport *self, GError **error)
{
  g_autofree char *why_not = NULL;

  cal_import_check (self);
  if (!cal_import_is_ready (self, &why_not)) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_BINDING, why_not);
    return FALSE;
  }
  for (guint n = 0; n < self->entries->len; n++)
    if (!save_entry (self, self->entries->pdata[n], error))
      return FALSE;
  return TRUE;
}

/* The first frame's numbers; of texts, the numbers of the rows. */
static CalArray *
read_frame (const CalImportEntry *entry, gsize n_rows, GError **error)
{
  g_autofree char *part =
      entry->n_dims < 2 ? g_strdup (entry->source)
      : entry->rows_first
          ? g_strdup_printf ("%s%s[:,0]", entry->source, entry->dataset == NULL ? ":" : "")
          : g_strdup_printf ("%s%s[0]", entry->source, entry->dataset == NULL ? ":" : "");
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint32 *rows;

  if (entry->is_numeric) {
    loaded = cal_format_load_source (part, NULL, error);
    if (loaded == NULL)
      return NULL;
    if (cal_loaded_get_objects (loaded)->len == 1 &&
        CAL_IS_VECTOR (cal_loaded_get_objects (loaded)->pdata[0]))
      return g_object_ref (cal_vector_get_desc (cal_loaded_get_objects (loaded)->pdata[0])->values);
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: is no row of numbers", part);
    return NULL;
  }
  rows = g_new (guint32, MAX (n_rows, 1));
  for (guint32 r = 0; r < n_rows; r++)
    rows[r] = r;
  bytes = g_bytes_new_take (rows, n_rows * sizeof *rows);
  return cal_array_new (CAL_DTYPE_UINT32, 1, &n_rows, bytes, error);
}

/**
 * cal_import_preview:
 *
 * Paints the first frame on the brain, where the entry's rule puts it.
 *
 * Returns: FALSE with @error set if it has no place yet, or cannot be read
 */
gboolean
cal_import_preview (CalImport *self, const CalImportEntry *entry, GError **error)
{
  CalBinding *binding = cal_import_get_binding (entry);
  gsize n_rows =
      entry->shape[entry->rows_first || entry->is_text || entry->n_dims == 0 ? 0
                                                                             : entry->n_dims - 1];
  g_autoptr (CalVector) rows = NULL;
  g_autoptr (CalArray) numbers = NULL;
  g_autoptr (GObject) data = NULL;
  g_autoptr (CalPlaces) places = NULL;

  if (binding == NULL || cal_binding_get_rule (binding) == CAL_BIND_TEMPLATE) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING, "%s: has no place on the brain yet",
                 entry->name);
    return FALSE;
  }
  rows = cal_import_number_rows (entry, n_rows, error);
  data = rows != NULL ? cal_binding_apply (binding, rows, error) : NULL;
  places = data != NULL ? cal_places_new (data, n_rows, error) : NULL;
  numbers = places != NULL ? read_frame (entry, n_rows, error) : NULL;
  return numbers != NULL &&
         cal_encoding_scene_paint (cal_session_get_encoding_scene (self->session), PREVIEW, places,
                                   &(CalPaint){.name = entry->name,
                                               .values = numbers,
                                               .unit = entry->unit,
                                               .statistic = entry->statistic},
                                   error);
}

/**
 * cal_import_end_preview:
 *
 * Takes the preview away, if there is one.
 */
void
cal_import_end_preview (CalImport *self)
{
  cal_encoding_scene_unpaint (cal_session_get_encoding_scene (self->session), PREVIEW);
}
