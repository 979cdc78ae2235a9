/* rdm-work.c - from files of patterns to RDMs: what the command line and the window's dialog do.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/rdm-work.h"

#include "app/session/rdm-options.h"
#include "io/format.h"
#include "io/path.h"
#include "model/error.h"

void
cal_rdm_work_clear (CalRdmWork *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->source, cal_pattern_source_free);
  g_clear_pointer (&self->residuals, cal_pattern_source_free);
  g_clear_object (&self->table);
  cal_rdm_grouping_clear (&self->grouping);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
}

static CalTable *
read_table (const char *source, CalJob *job, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_load_source (source, job, error);
  GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

  if (objects == NULL)
    return NULL;
  if (objects->len == 1 && CAL_IS_TABLE (objects->pdata[0]))
    return g_object_ref (objects->pdata[0]);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: no table; expected a row for each observation", source);
  return NULL;
}

static gboolean
open_residuals (CalRdmWork *self, const CalRdmRequest *request, CalJob *job, GError **error)
{
  self->residuals = cal_pattern_source_open (request->residuals, request->is_transposed,
                                             request->read_block, job, error);
  if (self->residuals == NULL)
    return FALSE;
  if (cal_pattern_source_get_n_channels (self->residuals) ==
      cal_pattern_source_get_n_channels (self->source))
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: %" G_GSIZE_FORMAT " channels; the patterns have %" G_GSIZE_FORMAT,
               request->residuals, cal_pattern_source_get_n_channels (self->residuals),
               cal_pattern_source_get_n_channels (self->source));
  return FALSE;
}

/**
 * cal_rdm_work_open:
 * @self: zeroed; clear it with cal_rdm_work_clear(), whatever comes of this
 * @job: (nullable)
 *
 * Opens the patterns and what tells of them; patterns in HDF5 are read when they are worked on.
 *
 * Returns: FALSE with @error set if something cannot be read, or does not fit together
 */
gboolean
cal_rdm_work_open (CalRdmWork *self, const CalRdmRequest *request, CalJob *job, GError **error)
{
  CalPatterns patterns;

  self->name = g_strdup (request->patterns);
  self->source = cal_pattern_source_open (request->patterns, request->is_transposed,
                                          request->read_block, job, error);
  if (self->source == NULL ||
      (request->residuals != NULL && !open_residuals (self, request, job, error)))
    return FALSE;
  if (request->conditions != NULL) {
    self->table = read_table (request->conditions, job, error);
    if (self->table == NULL)
      return FALSE;
  } else if (cal_pattern_source_get_table (self->source) != NULL)
    self->table = g_object_ref (cal_pattern_source_get_table (self->source));
  cal_pattern_source_choose (self->source, NULL, &patterns);
  if (!cal_rdm_grouping_init (&self->grouping, patterns.n_rows, self->table, request->labels,
                              request->runs, request->leave_out, error))
    return FALSE;
  self->regions = cal_pattern_source_find_regions (self->source, request->roi, error);
  return self->regions != NULL;
}

/**
 * cal_rdm_work_compute:
 * @region: one of @self's
 * @rdm: (out) (transfer full) (nullable): NULL where another process has the result
 * @report: (out caller-allocates): clear it with cal_rdm_report_clear()
 * @job: (nullable): for progress and cancelling
 *
 * Returns: FALSE with @error set, which names the patterns and the region
 */
gboolean
cal_rdm_work_compute (CalRdmWork *self,
                      const CalChannelSet *region,
                      const CalRdmParameters *parameters,
                      CalRdmComputer compute,
                      CalRdm **rdm,
                      CalRdmReport *report,
                      CalJob *job,
                      GError **error)
{
  g_autoptr (CalArray) dissimilarities = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *stem = cal_path_dup_stem (self->name), *maker = NULL;
  CalPatterns patterns, residuals;
  CalRdmDesc desc = {
      .name = region->name != NULL ? region->name : stem,
      .source = self->name,
      .n_conditions = self->grouping.design.n_conditions,
      .conditions = self->grouping.conditions,
      .measure = cal_rdm_measure_get_name (parameters->measure),
      .roi = region->name,
  };

  *rdm = NULL;
  cal_pattern_source_choose (self->source, region, &patterns);
  if (self->residuals != NULL)
    cal_pattern_source_choose (self->residuals, region, &residuals);
  dissimilarities = compute (&patterns, self->residuals != NULL ? &residuals : NULL,
                             &self->grouping.design, parameters, report, job, &failure);
  if (dissimilarities == NULL) {
    if (failure == NULL)
      return TRUE;
    g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%s%s%s: ", self->name,
                                region->name != NULL ? ", " : "",
                                region->name != NULL ? region->name : "");
    return FALSE;
  }
  maker = cal_rdm_dup_maker (parameters, report);
  desc.dissimilarities = dissimilarities;
  desc.made_by = maker;
  *rdm = cal_rdm_new (&desc, error);
  return *rdm != NULL;
}
