/* study-encoding.c - the demo's encoding result as bare arrays, with indices and a mask.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/study-parts.h"
#include "io/hdf5-write.h"
#include "io/npy.h"
#include "io/sidecar.h"

/* Adds n_rows x n_columns floats (n_columns alone if n_rows is 0), with what they are. */
static gboolean
add (CalHdf5Writer *writer,
     const char *dataset,
     const float *values,
     gsize n_rows,
     gsize n_columns,
     const char *statistic,
     const char *unit,
     GError **error)
{
  g_autoptr (CalArray) array = cal_demo_array_new (CAL_DTYPE_FLOAT32, values, n_rows, n_columns);
  const char *statistics[] = {statistic, NULL};
  const char *units[] = {unit, NULL};

  return cal_hdf5_writer_add (writer, dataset, array, error) &&
         cal_hdf5_writer_set_texts (writer, dataset, "statistic", statistics, error) &&
         (unit == NULL || cal_hdf5_writer_set_texts (writer, dataset, "unit", units, error));
}

/* For each hemisphere an index file as in the Algonauts challenge: not 0 where a vertex is visual.
 */
static gboolean
write_visual_index (const CalDemoStudy *study, guint side, GError **error)
{
  const CalDemoEncoding *e = study->encoding;
  guint n = study->hemispheres[side]->mesh->n_vertices;
  g_autofree gint32 *space = g_new0 (gint32, n);
  g_autofree char *path =
      cal_demo_study_dup_path (study, "encoding/%s.visual_index.npy", side == 0 ? "lh" : "rh");
  g_autoptr (CalArray) array = NULL;

  for (guint k = 0; k < e->n_visual; k++)
    if ((e->visual[k] >= e->n_left) == (side == 1))
      space[e->visual[k] - (side == 1 ? e->n_left : 0)] = 1;
  array = cal_demo_array_new (CAL_DTYPE_INT32, space, 0, n);
  return cal_npy_write (path, array, error);
}

/* The values of the vertices that own the voxels of the mask, in the order of the file. */
static float *
pick_voxels (const CalDemoStudy *study, const float *values, gsize *n_picked)
{
  gsize n = cal_demo_grid_get_n (&study->functional);
  float *picked = g_new (float, n);

  *n_picked = 0;
  for (gsize i = 0; i < n; i++)
    if (cal_demo_study_get_roi (study, study->functional_elements[i]) > 0)
      picked[(*n_picked)++] = values[study->functional_elements[i]];
  return picked;
}

/* The order of the voxels, as a person would have said it: two orders fit. */
static gboolean
keep_voxel_order (const char *path, GError **error)
{
  static const char *const datasets[] = {"/r", "/noise_ceiling"};

  for (gsize n = 0; n < G_N_ELEMENTS (datasets); n++) {
    g_autofree char *source = g_strconcat (path, ":", datasets[n], NULL);

    if (!cal_sidecar_keep_binding (source, "mask-fortran:visual_mask", error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_voxels (const CalDemoStudy *study, GError **error)
{
  g_autofree char *path = cal_demo_study_dup_path (study, "encoding/voxels.h5");
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, error);
  gsize n;
  g_autofree float *r = pick_voxels (study, study->encoding->r, &n);
  g_autofree float *ceiling = pick_voxels (study, study->encoding->ceiling, &n);

  return writer != NULL && add (writer, "/r", r, 0, n, "r", NULL, error) &&
         add (writer, "/noise_ceiling", ceiling, 0, n, "noise ceiling", "%", error) &&
         cal_hdf5_writer_commit (writer, error) && keep_voxel_order (path, error);
}

/* Responses region by region, each pictures x vertices. */
static gboolean
write_patterns (const CalDemoStudy *study, GError **error)
{
  const CalDemoEncoding *e = study->encoding;
  g_autofree char *path = cal_demo_study_dup_path (study, "encoding/patterns.h5");
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, error);
  g_autofree float *pattern = g_new (float, (gsize) e->n_visual *CAL_DEMO_N_STIMULI);

  if (writer == NULL)
    return FALSE;
  for (guint side = 0; side < 2; side++)
    for (guint roi = 0; roi < CAL_DEMO_N_ROIS; roi++) {
      g_autofree char *dataset =
          g_strdup_printf ("/%s/%s", side == 0 ? "lh" : "rh", cal_demo_roi_get (roi)->name);
      gsize n = 0;
      gsize filled = 0;

      for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++)
        for (guint k = 0; k < e->n_visual; k++)
          if ((e->visual[k] >= e->n_left) == (side == 1) &&
              cal_demo_study_get_roi (study, (gint32) e->visual[k]) == roi + 1) {
            pattern[filled++] = e->responses[(gsize) i * e->n_visual + k];
            n += i == 0;
          }
      if (n > 0 && !add (writer, dataset, pattern, CAL_DEMO_N_STIMULI, n, "response", "z", error))
        return FALSE;
    }
  return cal_hdf5_writer_commit (writer, error);
}

/* Writes the arrays of encoding/. */
gboolean
cal_demo_write_encoding (const CalDemoStudy *study, GError **error)
{
  return write_visual_index (study, 0, error) && write_visual_index (study, 1, error) &&
         write_voxels (study, error) && write_patterns (study, error);
}
