/* bundle.c - our own bundles: one HDF5 file that holds a study (docs/bundle.md).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/bundle-private.h"

#include <string.h>

#include "io/bundle.h"
#include "io/layouts/recipes.h"
#include "io/rdm-bundle.h"
#include "model/error.h"
#include "model/rdm.h"

static GObject *(*const readers[CAL_N_ROLES]) (CalBundleFile *,
                                               const CalBundleItem *,
                                               GError **) = {
    [CAL_ROLE_MAP] = cal_bundle_read_map,
    [CAL_ROLE_CEILING] = cal_bundle_read_map,
    [CAL_ROLE_REGIONS] = cal_bundle_read_map,
    [CAL_ROLE_RESPONSES] = cal_bundle_read_series,
    [CAL_ROLE_PREDICTIONS] = cal_bundle_read_series,
    [CAL_ROLE_WEIGHTS] = cal_bundle_read_series,
    [CAL_ROLE_CAPTIONS] = cal_bundle_read_captions,
    [CAL_ROLE_ATTENTION] = cal_bundle_read_attention,
    [CAL_ROLE_STIMULI] = cal_bundle_read_stimuli,
    [CAL_ROLE_DECODED] = cal_bundle_read_decoding,
    [CAL_ROLE_FEATURES] = cal_bundle_read_features,
    [CAL_ROLE_TABLE] = cal_bundle_read_table,
};

/* "/maps/r" of "/maps/r/values" and of "/maps/r@unit", and its role; NULL for what is not known. */
static char *
dup_item_group (const CalDataset *dataset, CalRole *role)
{
  const char *end = dataset->is_attribute ? strrchr (dataset->path, '@') : NULL;
  gsize length = end != NULL ? (gsize) (end - dataset->path) : strlen (dataset->path);
  g_autofree char *path = g_strndup (dataset->path, length);
  g_auto (GStrv) steps = g_strsplit (path, "/", 4);

  if (g_strv_length (steps) < 3 || steps[0][0] != '\0' || steps[2][0] == '\0')
    return NULL;
  *role = cal_bundle_find_role (steps[1]);
  return readers[*role] != NULL ? g_strdup_printf ("/%s/%s", steps[1], steps[2]) : NULL;
}

/* What cannot be read of a part is said; the other parts are read all the same. */
static void
read_item (CalBundleFile *self, CalRole role, const char *group)
{
  g_autofree char *name = cal_bundle_dup_text (self, group, "name");
  g_autofree char *source = cal_rdm_dataset_dup_source (&self->file, group);
  CalBundleItem item = {role, group, name, source};
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = NULL;
  CalPart *part;

  if (name == NULL)
    item.name = name = g_strdup (strrchr (group, '/') + 1);
  object = readers[role](self, &item, &error);
  if (object == NULL) {
    cal_findings_remark (self->findings, "%s is left out: %s", group, error->message);
    return;
  }
  part = cal_findings_add (self->findings, role, name, source);
  part->object = g_steal_pointer (&object);
  part->is_complete = TRUE;
}

static gboolean
read_rdms (CalBundleFile *self, GError **error)
{
  g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_object_unref);

  self->file.rdms = rdms;
  if (!cal_rdm_bundle_read (&self->file, error))
    return FALSE;
  for (guint n = 0; n < rdms->len; n++) {
    const CalRdmDesc *desc = cal_rdm_get_desc (rdms->pdata[n]);
    CalPart *part = cal_findings_add (self->findings, CAL_ROLE_RDM, desc->name, desc->source);

    part->object = g_object_ref (rdms->pdata[n]);
    part->is_complete = TRUE;
  }
  return TRUE;
}

/**
 * cal_bundle_find_parts:
 * @loaded: lists the datasets of a file
 *
 * The find_in_file of our own bundles.
 */
gboolean
cal_bundle_find_parts (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (GHashTable) spaces =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CalBundleFile self = {{loaded, job, NULL}, findings, spaces};
  GPtrArray *datasets = cal_loaded_get_datasets (loaded);

  if (!cal_rdm_bundle_is (&self.file))
    return FALSE;
  /* It checks the version. */
  if (!read_rdms (&self, error)) {
    g_prefix_error (error, "%s: ", cal_loaded_get_path (loaded));
    return FALSE;
  }
  for (guint n = 0; n < datasets->len; n++) {
    CalRole role;
    g_autofree char *group = dup_item_group (datasets->pdata[n], &role);

    if (group == NULL || g_hash_table_contains (seen, group))
      continue;
    if (!cal_job_check (job, error))
      return FALSE;
    read_item (&self, role, group);
    g_hash_table_add (seen, g_steal_pointer (&group));
  }
  return TRUE;
}
