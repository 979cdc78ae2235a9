/* import-check.c - whether the datasets of a file can be what was said of them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/import-private.h"
#include "io/format.h"

#define N G_GSIZE_FORMAT

G_GNUC_PRINTF (3, 4)
static void
say (CalImportEntry *entry, CalImportState state, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (entry->sentence);
  entry->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  entry->state = state;
}

/* The numbers 0, 1, 2, ... of rows, as something to bind. */
CalVector *
cal_import_number_rows (const CalImportEntry *entry, gsize n_rows, GError **error)
{
  guint32 *rows = g_try_new (guint32, MAX (n_rows, 1));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) values = NULL;

  for (gsize r = 0; rows != NULL && r < n_rows; r++)
    rows[r] = (guint32) r;
  bytes = rows != NULL ? g_bytes_new_take (rows, n_rows * sizeof *rows) : g_bytes_new (NULL, 0);
  values = cal_array_new (CAL_DTYPE_UINT32, 1, &n_rows, bytes, error);
  return values != NULL ? cal_vector_new (&(CalVectorDesc){.name = entry->name,
                                                           .source = entry->source,
                                                           .values = values,
                                                           .hemisphere = entry->hemisphere},
                                          error)
                        : NULL;
}

static GPtrArray *
find_bindings (CalImport *self, const CalImportEntry *entry, gsize n_rows, GString *tried)
{
  CalScene *scene = cal_session_get_scene (self->session);
  g_autoptr (GPtrArray) masks = g_ptr_array_new ();
  const CalBindingContext context = {cal_session_get_cortices (self->session), masks,
                                     self->indices};
  g_autoptr (CalVector) rows = cal_import_number_rows (entry, n_rows, NULL);

  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalVolume *volume = cal_layer_get_volume (cal_scene_get_layer (scene, n));

    /* What a mask has put there is no mask. */
    if (volume != NULL && cal_volume_get_desc (volume)->n_frames <= 1 &&
        cal_volume_get_desc (volume)->binding == NULL)
      g_ptr_array_add (masks, volume);
  }
  return rows != NULL ? cal_binding_find (rows, &context, tried)
                      : g_ptr_array_new_with_free_func (g_object_unref);
}

/* Where so many rows fit: in one place, in several, in none. */
static void
check_rows (CalImport *self, CalImportEntry *entry)
{
  g_autoptr (GString) tried = g_string_new (NULL);
  gsize last = entry->shape[entry->n_dims - 1], first = entry->shape[0], n_rows = last;
  CalBinding *binding;

  entry->rows_first = entry->is_text;
  if (!entry->is_text)
    entry->bindings = find_bindings (self, entry, last, tried);
  if (entry->n_dims == 2 && (entry->bindings == NULL || entry->bindings->len == 0)) {
    g_clear_pointer (&entry->bindings, g_ptr_array_unref);
    entry->bindings = find_bindings (self, entry, first, tried);
    entry->rows_first = entry->bindings->len > 0 || entry->is_text;
  } else if (entry->is_text)
    entry->bindings = find_bindings (self, entry, first, tried);
  if (entry->rows_first)
    n_rows = first;
  binding = cal_import_get_binding (entry);
  if (entry->bindings->len == 0)
    say (entry, CAL_IMPORT_UNFIT, "No place that is open fits: %s",
         tried->len > 0 ? tried->str : "open the surfaces or the mask that it belongs to");
  else if (binding == NULL)
    say (entry, CAL_IMPORT_ASKS, "%" N " values fit %u places: choose where they belong", n_rows,
         entry->bindings->len);
  else
    say (entry, CAL_IMPORT_FITS, "%s%s", cal_binding_get_sentence (binding),
         entry->rows_first && !entry->is_text ? "; a row a place, frames along the columns" : "");
}

/* As many names as frames, stimuli or queries, if a dataset of names was said. */
static gboolean
check_ids (CalImport *self, CalImportEntry *entry, gsize n_expected)
{
  const CalImportEntry *ids = entry->ids != NULL ? cal_import_find (self, entry->ids) : NULL;

  if (entry->ids == NULL)
    return TRUE;
  if (ids == NULL || !ids->is_text || ids->n_dims != 1)
    say (entry, CAL_IMPORT_UNFIT, "%s is no row of texts", entry->ids);
  else if (ids->shape[0] != n_expected)
    say (entry, CAL_IMPORT_UNFIT, "%" N " names in %s; expected %" N, ids->shape[0], entry->ids,
         n_expected);
  else
    return TRUE;
  return FALSE;
}

static void
check_values (CalImport *self, CalImportEntry *entry)
{
  if (!entry->is_numeric || entry->n_dims < 1 || entry->n_dims > 2)
    say (entry, CAL_IMPORT_UNFIT, "It must hold numbers in one or two dimensions");
  else
    check_rows (self, entry);
}

static void
check_series (CalImport *self, CalImportEntry *entry)
{
  if (!entry->is_numeric || entry->n_dims != 2)
    say (entry, CAL_IMPORT_UNFIT, "It must hold numbers in two dimensions: frames × places");
  else {
    check_rows (self, entry);
    if (entry->state != CAL_IMPORT_UNFIT)
      check_ids (self, entry, entry->shape[entry->rows_first ? 1 : 0]);
  }
}

static void
check_captions (CalImport *self, CalImportEntry *entry)
{
  if (!entry->is_text || entry->n_dims < 1 || entry->n_dims > 2)
    say (entry, CAL_IMPORT_UNFIT, "It must hold texts: places, or places × resamples");
  else
    check_rows (self, entry);
}

static void
check_attention (CalImport *self, CalImportEntry *entry)
{
  guint n = entry->n_dims;

  if (!entry->is_numeric || n < 3 || n > 4 || entry->dataset == NULL)
    say (entry, CAL_IMPORT_UNFIT,
         "It must hold numbers of samples × heads × queries × tokens, in a container");
  else if (check_ids (self, entry, entry->shape[n - 2]))
    say (entry, CAL_IMPORT_FITS, "%" N " samples, %" N " heads, %" N " queries%s, %" N " tokens",
         entry->shape[0], n == 4 ? entry->shape[1] : 1, entry->shape[n - 2],
         entry->ids == NULL ? " without names" : "", entry->shape[n - 1]);
}

static void
check_stimuli (CalImport *self, CalImportEntry *entry)
{
  if (!(entry->is_text && entry->n_dims == 1) && !(entry->is_numeric && entry->n_dims == 4))
    say (entry, CAL_IMPORT_UNFIT,
         "It must hold paths of pictures, or pictures × height × width × 3 numbers");
  else if (check_ids (self, entry, entry->shape[0]))
    say (entry, CAL_IMPORT_FITS, "%" N " pictures", entry->shape[0]);
}

static void
check_index (CalImportEntry *entry)
{
  if (!entry->is_numeric || entry->n_dims != 1)
    say (entry, CAL_IMPORT_UNFIT, "It must hold a whole number a place, in one dimension");
  else
    say (entry, CAL_IMPORT_FITS, "%" N " entries that say where other datasets belong",
         entry->shape[0]);
}

static void
check_rdm (CalImportEntry *entry)
{
  if (!entry->is_numeric || entry->n_dims < 1 || entry->n_dims > 3)
    say (entry, CAL_IMPORT_UNFIT, "It must hold squares, or upper triangles, of numbers");
  else
    say (entry, CAL_IMPORT_FITS, "Squares or upper triangles, as opening it will tell");
}

/* Indices are read: others are bound by them. */
static void
read_indices (CalImport *self)
{
  g_ptr_array_set_size (self->indices, 0);
  for (guint n = 0; n < self->entries->len; n++) {
    const CalImportEntry *entry = self->entries->pdata[n];
    g_autoptr (CalLoaded) loaded = NULL;
    CalVectorDesc desc;
    CalVector *index;

    if (entry->role != CAL_ROLE_INDEX || entry->n_dims != 1)
      continue;
    loaded = cal_format_load_source (entry->source, NULL, NULL);
    if (loaded == NULL || cal_loaded_get_objects (loaded)->len != 1 ||
        !CAL_IS_VECTOR (cal_loaded_get_objects (loaded)->pdata[0]))
      continue;
    desc = *cal_vector_get_desc (cal_loaded_get_objects (loaded)->pdata[0]);
    if (entry->hemisphere != CAL_HEMISPHERE_UNKNOWN)
      desc.hemisphere = entry->hemisphere;
    index = cal_vector_new (&desc, NULL);
    g_object_set_data_full (G_OBJECT (index), "dataset", g_strdup (entry->dataset), g_free);
    g_ptr_array_add (self->indices, index);
  }
}

static void
check_entry (CalImport *self, CalImportEntry *entry)
{
  g_clear_pointer (&entry->bindings, g_ptr_array_unref);
  entry->rows_first = FALSE;
  switch (entry->role) {
  case CAL_ROLE_NONE:
    say (entry, CAL_IMPORT_UNUSED, "Not used");
    break;
  case CAL_ROLE_MAP:
  case CAL_ROLE_CEILING:
  case CAL_ROLE_REGIONS:
    check_values (self, entry);
    break;
  case CAL_ROLE_RESPONSES:
  case CAL_ROLE_PREDICTIONS:
  case CAL_ROLE_WEIGHTS:
    check_series (self, entry);
    break;
  case CAL_ROLE_CAPTIONS:
    check_captions (self, entry);
    break;
  case CAL_ROLE_ATTENTION:
    check_attention (self, entry);
    break;
  case CAL_ROLE_STIMULI:
    check_stimuli (self, entry);
    break;
  case CAL_ROLE_INDEX:
    check_index (entry);
    break;
  case CAL_ROLE_RDM:
    check_rdm (entry);
    break;
  case CAL_ROLE_MASK:
  case CAL_ROLE_DECODED:
  case CAL_ROLE_FEATURES:
  case CAL_ROLE_TABLE:
  case CAL_ROLE_SURFACE:
  default:
    say (entry, CAL_IMPORT_UNFIT, "A single dataset cannot be that");
    break;
  }
}

/**
 * cal_import_check:
 *
 * Finds for every entry whether it can be what was said, and where its rows belong.
 */
void
cal_import_check (CalImport *self)
{
  read_indices (self);
  for (guint n = 0; n < self->entries->len; n++)
    check_entry (self, self->entries->pdata[n]);
}
