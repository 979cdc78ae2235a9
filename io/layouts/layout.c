/* layout.c - the one table of layouts, and what a recipe finds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/layout.h"

#include "io/layouts/recipes.h"

/* In order of trial: those that ask for more names first. */
static const CalLayout layouts[] = {
    {"as the import assistant was told", NULL, cal_sidecar_find},
    {"Calcarine bundle", NULL, cal_bundle_find_parts},
    {"Algonauts 2023 subject", cal_algonauts_find, NULL},
    {"attention maps", cal_attention_maps_find_in_folder, cal_attention_maps_find_in_file},
    {"attention shares", cal_attention_shares_find_in_folder, NULL},
    {"encoding results", cal_encoder_results_find_in_folder, cal_encoder_results_find_in_file},
    {"Natural Scenes Dataset", cal_nsd_find_in_folder, cal_nsd_find_in_file},
    {"whole-brain encoder", NULL, cal_whole_brain_find_in_file},
    {"Brain-Score assembly", NULL, cal_brain_score_find},
    {"BData", NULL, cal_bdata_find},
    {"THINGS-fMRI", cal_things_fmri_find_in_folder, cal_things_fmri_find_in_file},
    {"BraInCoRL results", cal_braincorl_find, NULL},
    {"BrainDiVE", cal_braindive_find_in_folder, cal_braindive_find_in_file},
    {"BrainSCUBA", cal_brainscuba_find, NULL},
    {"MILAN units", cal_milan_find, NULL},
    {"decoded pictures", cal_decoded_find, NULL},
    {"voxelwise mapper", NULL, cal_voxelwise_mapper_find},
    {"concepts", cal_concept_tables_find, NULL},
    {"flat images", cal_flat_images_find, NULL},
    {"MATLAB volumes", NULL, cal_matlab_volumes_find},
    {"pycortex dataset", NULL, cal_pycortex_dataset_find},
    {"pycortex overlays", cal_pycortex_overlays_find_in_folder, cal_pycortex_overlays_find_in_file},
    {"captions", cal_captions_find_in_folder, cal_captions_find_in_file},
    {NULL, NULL, NULL},
};

/**
 * cal_findings_new:
 *
 * Returns: (transfer full): with nothing found
 */
CalFindings *
cal_findings_new (void)
{
  CalFindings *self = g_new0 (CalFindings, 1);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) cal_part_free);
  self->used = g_ptr_array_new_with_free_func (g_free);
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
cal_findings_free (CalFindings *self)
{
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->used);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

/**
 * cal_findings_add:
 *
 * Returns: (transfer none): a new part, to be filled in
 */
CalPart *
cal_findings_add (CalFindings *self, CalRole role, const char *name, const char *source)
{
  CalPart *part = cal_part_new (role, name, source);

  g_ptr_array_add (self->parts, part);
  return part;
}

/**
 * cal_findings_use:
 *
 * Says that a file belongs to the parts, and is not to be read for itself.
 */
void
cal_findings_use (CalFindings *self, const char *path)
{
  g_ptr_array_add (self->used, g_strdup (path));
}

void
cal_findings_remark (CalFindings *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->remarks, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* Gives findings, NULL where it is another layout, NULL with @error where it is broken. */
static CalFindings *
try_layout (
    const CalLayout *layout, const char *folder, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autoptr (CalFindings) findings = cal_findings_new ();
  g_autoptr (GError) failure = NULL;
  gboolean is_found = loaded != NULL ? layout->find_in_file (loaded, findings, job, &failure)
                                     : layout->find_in_folder (folder, findings, job, &failure);

  if (failure != NULL) {
    g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%s: ", layout->name);
    return NULL;
  }
  findings->layout = layout->name;
  return is_found ? g_steal_pointer (&findings) : NULL;
}

/**
 * cal_layouts_find_in_folder:
 *
 * Returns: (transfer full) (nullable): what the first layout that fits found; NULL if none fits, or
 *   with @error set if the folder is of a layout but broken
 */
CalFindings *
cal_layouts_find_in_folder (const char *folder, CalJob *job, GError **error)
{
  GError *failure = NULL;

  for (guint n = 0; layouts[n].name != NULL; n++)
    if (layouts[n].find_in_folder != NULL) {
      CalFindings *findings = try_layout (layouts + n, folder, NULL, job, &failure);

      if (findings != NULL || failure != NULL) {
        if (failure != NULL)
          g_propagate_error (error, failure);
        return findings;
      }
    }
  return NULL;
}

/**
 * cal_layouts_find_in_file:
 * @loaded: what the file holds, as cal_format_load() gives it without a dataset
 *
 * Returns: as cal_layouts_find_in_folder()
 */
CalFindings *
cal_layouts_find_in_file (CalLoaded *loaded, CalJob *job, GError **error)
{
  GError *failure = NULL;

  for (guint n = 0; layouts[n].name != NULL; n++)
    if (layouts[n].find_in_file != NULL) {
      CalFindings *findings = try_layout (layouts + n, NULL, loaded, job, &failure);

      if (findings != NULL || failure != NULL) {
        if (failure != NULL)
          g_propagate_error (error, failure);
        return findings;
      }
    }
  return NULL;
}
