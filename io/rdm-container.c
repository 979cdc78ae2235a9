/* rdm-container.c - RDMs among the datasets of a container: HDF5, MATLAB, pickles, .npz.
 *
 * Layouts: rsatoolbox's (/dissimilarities, /pattern_descriptors, /rdm_descriptors), structs with
 * fields RDM and name (the RSA toolbox for MATLAB), Meadows (rdmutv, stimuli), and any square
 * dataset. Datasets of one dimension beside each other, as long as there are conditions and with a
 * text among them, describe the conditions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-container.h"

#include <math.h>
#include <string.h>

#include "io/columns.h"
#include "io/format.h"
#include "io/rdm-conditions.h"
#include "io/rdm-matrix.h"
#include "model/error.h"

/* What nobody asked for is not read whole if it is larger, in bytes. */
#define MAX_UNASKED (1024 * 1024 * 1024)
#define FEWEST_CONDITIONS 3

/* A container being read. */
typedef struct {
  CalLoaded *container;
  CalJob *job;
  GPtrArray *rdms;
} Work;

static const CalDataset *
find_dataset (Work *work, const char *path)
{
  GPtrArray *datasets = cal_loaded_get_datasets (work->container);

  for (guint n = 0; n < datasets->len; n++)
    if (g_str_equal (((CalDataset *) datasets->pdata[n])->path, path))
      return datasets->pdata[n];
  return NULL;
}

static GObject *
read_dataset (Work *work, const char *path, GError **error)
{
  g_autoptr (CalLoaded) loaded =
      cal_format_load (cal_loaded_get_path (work->container), path, work->job, error);
  GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

  if (objects == NULL)
    return NULL;
  if (objects->len != 1) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "%s: holds %u things; expected one", path,
                 objects->len);
    return NULL;
  }
  if (CAL_IS_VECTOR (objects->pdata[0]))
    return g_object_ref (G_OBJECT (cal_vector_get_desc (objects->pdata[0])->values));
  return g_object_ref (objects->pdata[0]);
}

/* The texts there, or NULL. */
static CalTextArray *
read_texts (Work *work, const char *path)
{
  g_autoptr (GObject) object = read_dataset (work, path, NULL);

  return CAL_IS_TEXT_ARRAY (object) ? g_object_ref (CAL_TEXT_ARRAY (object)) : NULL;
}

/* The one text there, as an attribute or a dataset; NULL if there is none. */
static char *
read_text (Work *work, const char *group, const char *name)
{
  g_autofree char *attribute = g_strconcat (group, "/@", name, NULL);
  g_autofree char *dataset = g_strconcat (group, "/", name, NULL);
  g_autoptr (CalTextArray) texts = read_texts (work, attribute);

  if (texts == NULL && find_dataset (work, dataset) != NULL)
    texts = read_texts (work, dataset);
  return texts != NULL && cal_text_array_get_n (texts) == 1
             ? g_strdup (cal_text_array_get (texts, 0))
             : NULL;
}

/* "/conditions/" of "/conditions/image", "/stimuli." of "/stimuli.category". */
static gsize
measure_parent (const char *path)
{
  gsize length = strlen (path);

  while (length > 0 && path[length - 1] != '/' && path[length - 1] != '.')
    length--;
  return length;
}

static gboolean
is_column (const CalDataset *dataset, gsize n)
{
  return !dataset->is_attribute && dataset->n_dims == 1 && dataset->shape[0] == n &&
         (dataset->is_text || dataset->is_numeric);
}

/* A table of the columns of one length beside each other, from below @parent. */
static CalTable *
read_columns (Work *work, const char *parent, gsize n_rows)
{
  GPtrArray *datasets = cal_loaded_get_datasets (work->container);
  g_autoptr (CalColumns) columns = cal_columns_new ();

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    gsize length = measure_parent (dataset->path);
    GObject *object = NULL;

    if (is_column (dataset, n_rows) && length == strlen (parent) &&
        strncmp (dataset->path, parent, length) == 0)
      object = read_dataset (work, dataset->path, NULL);
    if (CAL_IS_ARRAY (object))
      cal_columns_take_numbers (columns, dataset->path + length, CAL_ARRAY (object));
    else if (CAL_IS_TEXT_ARRAY (object))
      cal_columns_take_texts (columns, dataset->path + length, CAL_TEXT_ARRAY (object));
    else
      g_clear_object (&object);
  }
  return cal_columns_get_n (columns) > 0 ? cal_columns_end (columns, "conditions", n_rows, NULL)
                                         : NULL;
}

/* The conditions: the first group with a text of each. */
static CalTable *
find_conditions (Work *work, gsize n_conditions)
{
  GPtrArray *datasets = cal_loaded_get_datasets (work->container);

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_autofree char *parent = g_strndup (dataset->path, measure_parent (dataset->path));
    g_autoptr (CalTable) table = NULL;

    if (!is_column (dataset, n_conditions) || !dataset->is_text)
      continue;
    table = read_columns (work, parent, n_conditions);
    if (table != NULL)
      return cal_rdm_conditions_identify (table);
  }
  return NULL;
}

static char *
dup_source (Work *work, const char *path)
{
  return g_strdup_printf ("%s:%s", cal_loaded_get_path (work->container), path);
}

/* "name", or what the texts of the RDM say but for its number: "subject 2, roi V1". */
static CalTextArray *
make_rsatoolbox_names (CalTable *descriptors)
{
  CalTextArrayBuilder *names = cal_text_array_builder_new ();
  gsize n_rows = cal_table_get_n_rows (descriptors);
  const CalColumn *name = cal_table_find_column (descriptors, "name");
  gboolean has_words = FALSE;

  for (gsize row = 0; row < n_rows; row++) {
    g_autoptr (GString) text = g_string_new (NULL);

    for (guint n = 0; name == NULL && n < cal_table_get_n_columns (descriptors); n++) {
      const CalColumn *column = cal_table_get_column (descriptors, n);
      g_autofree char *cell = cal_column_dup_text (column, row);

      if (g_str_equal (column->name, "index"))
        continue;
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", column->name, cell);
    }
    if (name != NULL) {
      g_autofree char *cell = cal_column_dup_text (name, row);

      g_string_append (text, cell);
    }
    has_words |= text->len > 0;
    cal_text_array_builder_add (names, text->str, (gssize) text->len);
  }
  if (!has_words) {
    cal_text_array_builder_free (names);
    return NULL;
  }
  return cal_text_array_builder_end (names, 1, &n_rows, NULL);
}

/* Gives the RDMs from @first on the region and the subject that they are of. */
static gboolean
name_places (Work *work, guint first, CalTable *descriptors, GError **error)
{
  const CalColumn *roi = cal_table_find_column (descriptors, "roi");
  const CalColumn *subject = cal_table_find_column (descriptors, "subject");

  for (guint n = first; n < work->rdms->len; n++) {
    CalRdmDesc desc = *cal_rdm_get_desc (work->rdms->pdata[n]);
    g_autofree char *roi_text = roi != NULL ? cal_column_dup_text (roi, n - first) : NULL;
    g_autofree char *subject_text =
        subject != NULL ? cal_column_dup_text (subject, n - first) : NULL;
    CalRdm *rdm;

    desc.roi = roi_text;
    desc.subject = subject_text;
    rdm = cal_rdm_new (&desc, error);
    if (rdm == NULL)
      return FALSE;
    g_object_unref (work->rdms->pdata[n]);
    work->rdms->pdata[n] = rdm;
  }
  return TRUE;
}

static gboolean
contains (const char *text, const char *word)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, word) != NULL;
}

/* Only names tell what is measured from what is thought. */
static gboolean
is_of_models (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return contains (base, "model");
}

/* rsatoolbox (io/hdf5.py): upper triangles and what is known of them and of the conditions. */
static gboolean
read_rsatoolbox (Work *work, const CalDataset *dataset, GError **error)
{
  g_autofree char *group =
      g_strndup (dataset->path, strlen (dataset->path) - strlen ("/dissimilarities"));
  g_autofree char *patterns = g_strconcat (group, "/pattern_descriptors/", NULL);
  g_autofree char *of_rdms = g_strconcat (group, "/rdm_descriptors/", NULL);
  g_autofree char *measure = read_text (work, group, "dissimilarity_measure");
  g_autofree char *source = dup_source (work, dataset->path);
  g_autoptr (GObject) pairs = read_dataset (work, dataset->path, error);
  g_autoptr (CalTable) conditions = NULL, identified = NULL, descriptors = NULL;
  g_autoptr (CalTextArray) names = NULL;
  CalRdmDesc desc = {.name = "RDM",
                     .source = source,
                     .measure = measure,
                     .is_model = is_of_models (cal_loaded_get_path (work->container))};
  guint first = work->rdms->len;
  CalRdmShape shape;

  if (!CAL_IS_ARRAY (pairs) || !cal_rdm_shape_find (dataset->n_dims, dataset->shape, &shape)) {
    if (pairs != NULL)
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: no upper triangles", dataset->path);
    return FALSE;
  }
  conditions = read_columns (work, patterns, shape.n_conditions);
  identified = conditions != NULL ? cal_rdm_conditions_identify (conditions) : NULL;
  descriptors = read_columns (work, of_rdms, shape.n_rdms);
  names = descriptors != NULL ? make_rsatoolbox_names (descriptors) : NULL;
  desc.conditions = identified;
  return cal_rdm_matrix_add (CAL_ARRAY (pairs), &desc, names, work->rdms, error) &&
         (descriptors == NULL || name_places (work, first, descriptors, error));
}

/* What the RDMs of "/RDMs.RDM" or "/Models[2].RDM" are called: their structs' field "name". */
static CalTextArray *
find_names (Work *work, const char *path)
{
  gsize length = measure_parent (path);
  g_autofree char *name = NULL;

  if (length == 0 || path[length - 1] != '.')
    return NULL;
  name = g_strdup_printf ("%.*sname", (int) length, path);
  return read_texts (work, name);
}

/* A matrix of distances may be that of fibres: unasked, something must speak of RDMs. */
static gboolean
has_hint (Work *work)
{
  static const char *const hints[] = {"rdm", "rsa", "dissimilar", "stimuli"};
  GPtrArray *datasets = cal_loaded_get_datasets (work->container);
  g_autofree char *name = g_path_get_basename (cal_loaded_get_path (work->container));

  for (gsize h = 0; h < G_N_ELEMENTS (hints); h++) {
    if (contains (name, hints[h]))
      return TRUE;
    for (guint n = 0; n < datasets->len; n++)
      if (contains (((CalDataset *) datasets->pdata[n])->path, hints[h]))
        return TRUE;
  }
  return FALSE;
}

static gboolean
is_candidate (const CalDataset *dataset, gboolean is_asked)
{
  CalRdmShape shape;
  gsize size = cal_dtype_get_size (dataset->dtype);
  gboolean fits = TRUE;

  if (!dataset->is_numeric || dataset->is_attribute ||
      !cal_rdm_shape_find (dataset->n_dims, dataset->shape, &shape) ||
      shape.n_conditions < FEWEST_CONDITIONS)
    return FALSE;
  for (guint d = 0; d < dataset->n_dims; d++)
    fits = fits && g_size_checked_mul (&size, size, dataset->shape[d]);
  if (!fits || (!is_asked && size > MAX_UNASKED))
    return FALSE;
  return shape.is_square || contains (dataset->path + measure_parent (dataset->path), "rdm");
}

/* What turns out to be no RDM is passed over. */
static gboolean
read_candidate (Work *work, const CalDataset *dataset, CalTable *conditions, GError **error)
{
  g_autofree char *source = dup_source (work, dataset->path);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GObject) object = read_dataset (work, dataset->path, &failure);
  g_autoptr (CalTextArray) names = NULL;
  guint first = work->rdms->len;
  CalRdmDesc desc = {.name = dataset->path + measure_parent (dataset->path),
                     .source = source,
                     .conditions = conditions,
                     .is_model = contains (dataset->path, "model") ||
                                 is_of_models (cal_loaded_get_path (work->container))};

  if (CAL_IS_ARRAY (object)) {
    names = find_names (work, dataset->path);
    if (!cal_rdm_matrix_add (CAL_ARRAY (object), &desc, names, work->rdms, &failure) ||
        !cal_rdm_matrix_is_plausible (work->rdms, first))
      g_ptr_array_set_size (work->rdms, (int) first);
  }
  return cal_job_check (work->job, error);
}

/**
 * cal_rdm_container_read:
 * @container: lists its datasets
 * @is_asked: the person says that there are RDMs in it
 * @rdms: (element-type CalRdm): gets them
 *
 * Returns: FALSE with @error set, with no file name in it, if what should be RDMs is not, or if
 *   cancelled
 */
gboolean
cal_rdm_container_read (
    CalLoaded *container, gboolean is_asked, GPtrArray *rdms, CalJob *job, GError **error)
{
  Work work = {container, job, rdms};
  GPtrArray *datasets = cal_loaded_get_datasets (container);
  g_autoptr (CalTable) conditions = NULL;
  gsize n_conditions = 0;

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];

    if (g_str_has_suffix (dataset->path, "/dissimilarities") && dataset->is_numeric)
      return read_rsatoolbox (&work, dataset, error);
  }
  if (!is_asked && !has_hint (&work))
    return TRUE;
  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    CalRdmShape shape;

    if (!is_candidate (dataset, is_asked))
      continue;
    cal_rdm_shape_find (dataset->n_dims, dataset->shape, &shape);
    if (shape.n_conditions != n_conditions) {
      g_clear_object (&conditions);
      conditions = find_conditions (&work, shape.n_conditions);
      n_conditions = shape.n_conditions;
    }
    if (!read_candidate (&work, dataset, conditions, error))
      return FALSE;
  }
  return TRUE;
}
