/* region-rdm.c - a region of a layer of responses: its patterns, its RDM.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/region-rdm.h"

#include <math.h>

#include "analysis/rdm-compute.h"
#include "app/session/elements.h"
#include "app/session/rdm-options.h"
#include "model/error.h"

/* Affines are kept in single precision in files. */
#define MOST_MM 1e-3

struct _CalRegionPatterns {
  GObject parent_instance;

  GObject *responses; /* a CalMap or a CalVolume */
  GObject *regions;   /* likewise, on the same elements */
  gint32 key;
  char *name;
  CalStimuli *stimuli;
};

G_DEFINE_FINAL_TYPE (CalRegionPatterns, cal_region_patterns, G_TYPE_OBJECT)

static void
cal_region_patterns_finalize (GObject *object)
{
  CalRegionPatterns *self = CAL_REGION_PATTERNS (object);

  g_clear_object (&self->responses);
  g_clear_object (&self->regions);
  g_clear_object (&self->stimuli);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (cal_region_patterns_parent_class)->finalize (object);
}

static void
cal_region_patterns_class_init (CalRegionPatternsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_region_patterns_finalize;
}

static void
cal_region_patterns_init (CalRegionPatterns *self)
{
}

/**
 * cal_region_patterns_gather:
 * @region: a #CalRegionPatterns
 *
 * Returns: (transfer full): its patterns: a condition a row, an element of the region a column;
 *   where the responses have no data there is no column. NULL with CAL_ERROR_LIMIT if fewer than
 *   two are left
 */
CalArray *
cal_region_patterns_gather (GObject *region, CalJob *job, GError **error)
{
  CalRegionPatterns *self = CAL_REGION_PATTERNS (region);
  g_autoptr (GArray) elements = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize n_frames = cal_elements_count_frames (self->responses), n_values, dims[2];
  g_autoptr (GBytes) bytes = NULL;
  double *values;

  for (gsize e = 0; e < cal_elements_count (self->regions); e++) {
    CalSample key = cal_elements_get (self->regions, e, 0);

    if (key.presence == CAL_VALUE && key.value == self->key &&
        cal_elements_get (self->responses, e, 0).presence != CAL_OUTSIDE)
      g_array_append_val (elements, e);
  }
  dims[0] = n_frames;
  dims[1] = elements->len;
  if (elements->len < 2 || !g_size_checked_mul (&n_values, n_frames, elements->len) ||
      n_values > G_MAXSIZE / sizeof *values || (values = g_try_new (double, n_values)) == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%u elements with responses; expected at least 2", elements->len);
    return NULL;
  }
  bytes = g_bytes_new_take (values, n_values * sizeof *values);
  for (gsize frame = 0; frame < n_frames; frame++) {
    if (!cal_job_check (job, error))
      return NULL;
    for (guint e = 0; e < elements->len; e++)
      *values++ =
          cal_elements_get (self->responses, g_array_index (elements, gsize, e), frame).value;
  }
  return cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);
}

static CalTable *
name_conditions (CalRegionPatterns *self, gsize n_frames)
{
  const char *const *names = CAL_IS_MAP (self->responses)
                                 ? cal_map_get_desc (CAL_MAP (self->responses))->frame_names
                                 : NULL;
  CalTextArrayBuilder *ids;
  g_autoptr (CalTextArray) array = NULL;

  if (names == NULL && (self->stimuli == NULL || cal_stimuli_get_n (self->stimuli) != n_frames))
    return NULL;
  ids = cal_text_array_builder_new ();
  for (gsize n = 0; n < n_frames; n++)
    cal_text_array_builder_add (
        ids, names != NULL ? names[n] : cal_stimuli_get_id (self->stimuli, n), -1);
  array = cal_text_array_builder_end (ids, 1, &n_frames, NULL);
  return cal_table_new ("conditions", n_frames, &(CalColumn){"id", NULL, NULL, array}, 1, NULL);
}

static CalRdm *
compute_rdm (CalRegionPatterns *self, CalJob *job, GError **error)
{
  g_autoptr (CalArray) array = cal_region_patterns_gather (G_OBJECT (self), job, error);
  g_auto (CalRdmReport) report = {0};
  g_autoptr (CalArray) dissimilarities = NULL;
  g_autoptr (CalTable) conditions = NULL;
  g_autofree char *made_by = NULL;
  CalPatterns patterns;
  CalRdmParameters parameters;
  CalRdmDesign design = {0};
  CalRdmDesc desc;

  if (array == NULL || !cal_patterns_init_array (&patterns, array, error))
    return NULL;
  design.n_conditions = cal_array_get_dim (array, 0);
  cal_rdm_parameters_init (&parameters, CAL_RDM_CORRELATION);
  dissimilarities = cal_rdm_compute (&patterns, NULL, &design, &parameters, &report, job, error);
  if (dissimilarities == NULL)
    return NULL;
  conditions = name_conditions (self, design.n_conditions);
  made_by = cal_rdm_dup_maker (&parameters, &report);
  desc = (CalRdmDesc){.name = self->name,
                      .n_conditions = design.n_conditions,
                      .dissimilarities = dissimilarities,
                      .conditions = conditions,
                      .measure = cal_rdm_measure_get_name (CAL_RDM_CORRELATION),
                      .roi = self->name,
                      .made_by = made_by};
  return cal_rdm_new (&desc, error);
}

static GObject *
compute (CalJob *job, gpointer input, GError **error)
{
  CalRegionPatterns *self = input;
  CalRdm *rdm = compute_rdm (self, job, error);

  if (rdm == NULL)
    g_prefix_error (error, "No RDM of %s: ", self->name);
  return (GObject *) rdm;
}

/* Both on the same vertices, or on the same grid. */
static gboolean
share_elements (GObject *a, GObject *b)
{
  const CalVolumeDesc *first, *second;

  if (CAL_IS_MAP (a) != CAL_IS_MAP (b) || cal_elements_count (a) != cal_elements_count (b))
    return FALSE;
  if (CAL_IS_MAP (a))
    return cal_map_get_desc (CAL_MAP (a))->n_vertices[0] ==
           cal_map_get_desc (CAL_MAP (b))->n_vertices[0];
  first = cal_volume_get_desc (CAL_VOLUME (a));
  second = cal_volume_get_desc (CAL_VOLUME (b));
  for (int d = 0; d < 3; d++)
    if (first->dims[d] != second->dims[d])
      return FALSE;
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 4; column++)
      if (fabs (first->voxel_to_world.m[row][column] - second->voxel_to_world.m[row][column]) >
          MOST_MM)
        return FALSE;
  return TRUE;
}

/**
 * cal_region_patterns_new:
 * @responses: a layer with a frame for each condition
 * @regions: the layer that @label is of
 * @stimuli: (nullable): names the frames of volumes, if there are as many
 *
 * Returns: (transfer full) (nullable): the region; NULL if the two layers are not on the same
 *   vertices or voxels
 */
CalRegionPatterns *
cal_region_patterns_new (CalLayer *responses,
                         CalLayer *regions,
                         const CalLabel *label,
                         CalStimuli *stimuli)
{
  CalRegionPatterns *self;

  if (!share_elements (cal_layer_get_data (responses), cal_layer_get_data (regions)))
    return NULL;
  self = g_object_new (CAL_TYPE_REGION_PATTERNS, NULL);
  self->responses = g_object_ref (cal_layer_get_data (responses));
  self->regions = g_object_ref (cal_layer_get_data (regions));
  self->key = label->key;
  self->name = g_strdup (label->name);
  self->stimuli = stimuli != NULL ? g_object_ref (stimuli) : NULL;
  return self;
}

/**
 * cal_region_rdm_job:
 *
 * Returns: (transfer full): the job that gives the region's correlation RDM
 */
CalJob *
cal_region_rdm_job (CalRegionPatterns *self)
{
  g_autofree char *title = g_strdup_printf ("RDM of %s", self->name);

  return cal_job_new (title, compute, g_object_ref (self), g_object_unref);
}
