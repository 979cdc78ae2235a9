/* rdm-container.c - RDMs among the datasets of a container: HDF5, MATLAB, pickles, .npz.
 *
 * Layouts: bundles (io/rdm-bundle.h), rsatoolbox's (io/rdm-rsatoolbox.h), structs with
 * fields RDM and name (the RSA toolbox for MATLAB), Meadows (rdmutv, stimuli), and any square
 * dataset. Datasets of one dimension beside each other, as long as there are conditions and with a
 * text among them, describe the conditions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-container.h"

#include <string.h>

#include "io/rdm-bundle.h"
#include "io/rdm-conditions.h"
#include "io/rdm-dataset.h"
#include "io/rdm-matrix.h"
#include "io/rdm-rsatoolbox.h"

/* What nobody asked for is not read whole if it is larger, in bytes. */
#define MAX_UNASKED (1024 * 1024 * 1024)
#define FEWEST_CONDITIONS 3

/* The conditions: the first group with a text of each. */
static CalTable *
find_conditions (CalRdmContainer *self, gsize n_conditions)
{
  GPtrArray *datasets = cal_loaded_get_datasets (self->container);

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_autofree char *parent =
        g_strndup (dataset->path, cal_rdm_dataset_measure_parent (dataset->path));
    g_autoptr (CalTable) table = NULL;

    if (!cal_rdm_dataset_is_column (dataset, n_conditions) || !dataset->is_text)
      continue;
    table = cal_rdm_dataset_read_columns (self, parent, "conditions", n_conditions);
    if (table != NULL)
      return cal_rdm_conditions_identify (table);
  }
  return NULL;
}

static gboolean
read_rsatoolbox (CalRdmContainer *self, const CalDataset *dataset, GError **error)
{
  g_autofree char *group = cal_rdm_rsatoolbox_dup_group (dataset);
  g_autofree char *measure = cal_rdm_dataset_read_text (self, group, "dissimilarity_measure");
  CalRdmDesc desc = {.name = "RDM",
                     .measure = measure,
                     .is_model =
                         cal_rdm_dataset_is_of_models (cal_loaded_get_path (self->container))};

  return cal_rdm_rsatoolbox_read (self, dataset, &desc, error);
}

/* What the RDMs of "/RDMs.RDM" or "/Models[2].RDM" are called: their structs' field "name". */
static CalTextArray *
find_names (CalRdmContainer *self, const char *path)
{
  gsize length = cal_rdm_dataset_measure_parent (path);
  g_autofree char *name = NULL;

  if (length == 0 || path[length - 1] != '.')
    return NULL;
  name = g_strdup_printf ("%.*sname", (int) length, path);
  return cal_rdm_dataset_read_texts (self, name);
}

/* A matrix of distances may be that of fibres: unasked, something must speak of RDMs. */
static gboolean
has_hint (CalRdmContainer *self)
{
  static const char *const hints[] = {"rdm", "rsa", "dissimilar", "stimuli"};
  GPtrArray *datasets = cal_loaded_get_datasets (self->container);
  g_autofree char *name = g_path_get_basename (cal_loaded_get_path (self->container));

  for (gsize h = 0; h < G_N_ELEMENTS (hints); h++) {
    if (cal_rdm_dataset_contains (name, hints[h]))
      return TRUE;
    for (guint n = 0; n < datasets->len; n++)
      if (cal_rdm_dataset_contains (((CalDataset *) datasets->pdata[n])->path, hints[h]))
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
  return shape.is_square ||
         cal_rdm_dataset_contains (dataset->path + cal_rdm_dataset_measure_parent (dataset->path),
                                   "rdm");
}

/* What turns out to be no RDM is passed over. */
static gboolean
read_candidate (CalRdmContainer *self,
                const CalDataset *dataset,
                CalTable *conditions,
                GError **error)
{
  g_autofree char *source = cal_rdm_dataset_dup_source (self, dataset->path);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GObject) object = cal_rdm_dataset_read (self, dataset->path, &failure);
  g_autoptr (CalTextArray) names = NULL;
  guint first = self->rdms->len;
  CalRdmDesc desc = {.name = dataset->path + cal_rdm_dataset_measure_parent (dataset->path),
                     .source = source,
                     .conditions = conditions,
                     .is_model =
                         cal_rdm_dataset_contains (dataset->path, "model") ||
                         cal_rdm_dataset_is_of_models (cal_loaded_get_path (self->container))};

  if (CAL_IS_ARRAY (object)) {
    names = find_names (self, dataset->path);
    if (!cal_rdm_matrix_add (CAL_ARRAY (object), &desc, names, self->rdms, &failure) ||
        !cal_rdm_matrix_is_plausible (self->rdms, first))
      g_ptr_array_set_size (self->rdms, (int) first);
  }
  return cal_job_check (self->job, error);
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
  CalRdmContainer self = {container, job, rdms};
  GPtrArray *datasets = cal_loaded_get_datasets (container);
  g_autoptr (CalTable) conditions = NULL;
  gsize n_conditions = 0;

  if (cal_rdm_bundle_is (&self))
    return cal_rdm_bundle_read (&self, error);
  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];

    if (cal_rdm_rsatoolbox_is (dataset))
      return read_rsatoolbox (&self, dataset, error);
  }
  if (!is_asked && !has_hint (&self))
    return TRUE;
  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    CalRdmShape shape;

    if (!is_candidate (dataset, is_asked))
      continue;
    cal_rdm_shape_find (dataset->n_dims, dataset->shape, &shape);
    if (shape.n_conditions != n_conditions) {
      g_clear_object (&conditions);
      conditions = find_conditions (&self, shape.n_conditions);
      n_conditions = shape.n_conditions;
    }
    if (!read_candidate (&self, dataset, conditions, error))
      return FALSE;
  }
  return TRUE;
}
