/* study-volumes.c - the demo's volumes: T1, regions, the block experiment.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/anatomy.h"
#include "app/demo/study-parts.h"
#include "io/nifti.h"
#include "io/replace.h"
#include "model/volume.h"

/* Takes voxels over. */
static gboolean
write_volume (const CalDemoStudy *study,
              const char *name,
              const CalDemoGrid *grid,
              CalDtype dtype,
              void *voxels,
              gsize n_frames,
              CalLabels *labels,
              GError **error)
{
  gsize size = cal_demo_grid_get_n (grid) * MAX (n_frames, 1) * cal_dtype_get_size (dtype);
  g_autoptr (GBytes) bytes = g_bytes_new_take (voxels, size);
  g_autofree char *path = cal_demo_study_dup_path (study, "%s", name);
  g_autofree char *base = g_path_get_basename (name);
  CalVolumeDesc desc = {.name = base,
                        .dims = {grid->dims[0], grid->dims[1], grid->dims[2]},
                        .n_frames = n_frames,
                        .frame_step = n_frames > 0 ? CAL_DEMO_FRAME_SECONDS : 0,
                        .dtype = dtype,
                        .voxels = bytes,
                        .voxel_to_world = cal_demo_grid_get_affine (grid),
                        .affine_source = "sform",
                        .labels = labels};
  g_autoptr (CalVolume) volume = cal_volume_new (&desc, error);

  return volume != NULL && cal_nifti_write (volume, path, error);
}

/* The region of each voxel, or with any TRUE whether it is in one. */
static guint8 *
regions_new (const CalDemoStudy *study,
             const CalDemoGrid *grid,
             const gint32 *elements,
             gboolean any)
{
  gsize n = cal_demo_grid_get_n (grid);
  guint8 *regions = g_new (guint8, n);

  for (gsize i = 0; i < n; i++) {
    guint8 roi = cal_demo_study_get_roi (study, elements[i]);

    regions[i] = any ? roi > 0 : roi;
  }
  return regions;
}

/* Names and colours of the label volume, as FreeSurfer writes colour tables. */
static gboolean
write_colour_table (const CalDemoStudy *study, GError **error)
{
  g_autofree char *path = cal_demo_study_dup_path (study, "label/rois.ctab");
  g_autoptr (GString) table = g_string_new ("0 Unknown 0 0 0 0\n");

  for (guint n = 0; n < CAL_DEMO_N_ROIS; n++) {
    const CalDemoRoi *roi = cal_demo_roi_get (n);

    g_string_append_printf (table, "%u %s %u %u %u 0\n", n + 1, roi->name, roi->rgb[0], roi->rgb[1],
                            roi->rgb[2]);
  }
  return cal_replace_contents (path, table->str, table->len, error);
}

/* Writes anat/ and the label volume, which is on the grid of the T1. */
gboolean
cal_demo_write_anatomy (const CalDemoStudy *study, GError **error)
{
  const CalDemoGrid *grid = &study->anatomy;
  g_autoptr (CalLabels) labels = cal_demo_study_dup_labels ();

  return write_volume (study, "anat/T1.nii.gz", grid, CAL_DTYPE_UINT8,
                       cal_demo_anatomy_new (grid, study->hemispheres), 0, NULL, error) &&
         write_volume (study, "label/rois.nii.gz", grid, CAL_DTYPE_UINT8,
                       regions_new (study, grid, study->anatomy_elements, FALSE), 0, labels,
                       error) &&
         write_colour_table (study, error);
}

/* Writes func/. */
gboolean
cal_demo_write_functional (const CalDemoStudy *study, GError **error)
{
  const CalDemoGrid *grid = &study->functional;
  g_autoptr (GString) events = g_string_new ("onset\tduration\ttrial_type\n");
  g_autofree char *path = cal_demo_study_dup_path (study, "func/events.tsv");

  for (guint b = 0; b < CAL_DEMO_N_BLOCKS; b++)
    g_string_append_printf (events, "%g\t%g\t%s\n",
                            cal_demo_block_get_start (b) * CAL_DEMO_FRAME_SECONDS,
                            CAL_DEMO_BLOCK_FRAMES * CAL_DEMO_FRAME_SECONDS,
                            cal_demo_category_get_name (cal_demo_block_get_category (b)));
  return write_volume (study, "func/bold.nii.gz", grid, CAL_DTYPE_INT16,
                       g_memdup2 (study->bold, cal_demo_grid_get_n (grid) * CAL_DEMO_N_FRAMES *
                                                   sizeof *study->bold),
                       CAL_DEMO_N_FRAMES, NULL, error) &&
         write_volume (study, "func/visual_mask.nii.gz", grid, CAL_DTYPE_UINT8,
                       regions_new (study, grid, study->functional_elements, TRUE), 0, NULL,
                       error) &&
         cal_replace_contents (path, events->str, events->len, error);
}
