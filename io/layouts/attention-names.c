/* attention-names.c - which region each query reads out.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/layouts/attention-file.h"
#include "io/layouts/lookup.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT

/* The regions of the transformer encoder on one hemisphere: masks stacked in the order of the
 * atlases, what lies in none of them at the end. Row 25 * hemisphere + j is names[j]. */
static const char *const atlas_names[] = {
    "V1v",       "V1d",       "V2v",       "V2d",        "V3v", "V3d",   "hV4",
    "EBA",       "FBA-1",     "FBA-2",     "mTL-bodies", "OFA", "FFA-1", "FFA-2",
    "mTL-faces", "aTL-faces", "OPA",       "PPA",        "RSC", "OWFA",  "VWFA-1",
    "VWFA-2",    "mfs-words", "mTL-words", "unassigned",
};

/* "lh.FFA-1" is FFA-1 of the left hemisphere. */
static CalHemisphere
split_name (const char *text, const char **region)
{
  static const struct {
    const char *prefix;
    CalHemisphere hemisphere;
  } prefixes[] = {{"lh", CAL_LEFT}, {"rh", CAL_RIGHT}};

  for (guint n = 0; n < G_N_ELEMENTS (prefixes); n++)
    if (g_str_has_prefix (text, prefixes[n].prefix) && text[2] != '\0' &&
        strchr (".:_/ -", text[2]) != NULL && text[3] != '\0') {
      *region = text + 3;
      return prefixes[n].hemisphere;
    }
  *region = text;
  return CAL_HEMISPHERE_UNKNOWN;
}

/* One hemisphere's names for both, left first. */
static void
name_halves (CalTextArrayBuilder *builder,
             CalHemisphere *hemispheres,
             const char *const *half,
             gsize n_half)
{
  for (gsize q = 0; q < 2 * n_half; q++) {
    cal_text_array_builder_add (builder, half[q % n_half], -1);
    hemispheres[q] = q < n_half ? CAL_LEFT : CAL_RIGHT;
  }
}

static gboolean
name_one_by_one (CalTextArrayBuilder *builder,
                 CalHemisphere *hemispheres,
                 CalTextArray *said,
                 gsize n_queries)
{
  gboolean has_sides = FALSE;

  for (gsize q = 0; q < n_queries; q++) {
    const char *region;

    hemispheres[q] = split_name (cal_text_array_get (said, q), &region);
    has_sides |= hemispheres[q] != CAL_HEMISPHERE_UNKNOWN;
    cal_text_array_builder_add (builder, region, -1);
  }
  return has_sides;
}

/**
 * cal_attention_name_queries:
 * @said: (nullable): names that the file says: a name a query, or those of one hemisphere
 * @names: (out): of the regions
 * @hemispheres: (out) (nullable): of the queries
 *
 * Where no names are said, 50 queries are those of the transformer encoder, and others are known by
 * their number; both with a remark.
 *
 * Returns: FALSE if @said are neither as many as the queries nor half as many
 */
gboolean
cal_attention_name_queries (CalTextArray *said,
                            gsize n_queries,
                            CalTextArray **names,
                            CalHemisphere **hemispheres,
                            CalFindings *findings)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  g_autofree CalHemisphere *sides = g_new0 (CalHemisphere, n_queries + 1);
  gsize n_said = said != NULL ? cal_text_array_get_n (said) : 0;
  gboolean has_sides = TRUE;

  if (n_said == n_queries && said != NULL)
    has_sides = name_one_by_one (builder, sides, said, n_queries);
  else if (n_said > 0 && n_said * 2 == n_queries) {
    g_autofree const char **half = g_new (const char *, n_said);

    for (gsize j = 0; j < n_said; j++)
      half[j] = cal_text_array_get (said, j);
    name_halves (builder, sides, half, n_said);
    cal_findings_remark (findings,
                         "%" N " names for %" N " queries: row %" N
                         " x hemisphere + j was taken for "
                         "name j, left first",
                         n_said, n_queries, n_said);
  } else if (said != NULL) {
    cal_text_array_builder_free (builder);
    return FALSE;
  } else if (n_queries == 2 * G_N_ELEMENTS (atlas_names)) {
    name_halves (builder, sides, atlas_names, G_N_ELEMENTS (atlas_names));
    cal_findings_remark (findings,
                         "no names of queries: 50 of them were taken for the transformer encoder's "
                         "24 regions and \"unassigned\", left hemisphere first");
  } else {
    has_sides = FALSE;
    for (gsize q = 0; q < n_queries; q++) {
      g_autofree char *name = g_strdup_printf ("query %" N, q + 1);

      cal_text_array_builder_add (builder, name, -1);
    }
    cal_findings_remark (findings, "no names of queries: they are known by their row only and are "
                                   "not linked to the brain");
  }
  *names = cal_text_array_builder_end (builder, 1, &n_queries, NULL);
  *hemispheres = has_sides ? g_steal_pointer (&sides) : NULL;
  return TRUE;
}

/**
 * cal_attention_read_parcels:
 * @folder: in which query_to_parcel.npy may lie: a parcel's number a query
 *
 * Returns: (transfer full) (nullable): the numbers as texts; NULL with an error if they are not as
 *   many as queries, NULL without one if there is no such file
 */
CalTextArray *
cal_attention_read_parcels (
    const char *folder, gsize n_queries, CalFindings *findings, CalJob *job, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "query_to_parcel.npy", NULL);
  g_autoptr (CalArray) values = NULL;
  CalTextArrayBuilder *builder;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  values = cal_lookup_numbers (path, NULL, job, error);
  if (values == NULL)
    return NULL;
  if (cal_array_get_n_elements (values) != n_queries) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " parcels; expected one for each of %" N " queries", path,
                 cal_array_get_n_elements (values), n_queries);
    return NULL;
  }
  builder = cal_text_array_builder_new ();
  for (gsize q = 0; q < n_queries; q++) {
    g_autofree char *name = g_strdup_printf ("%.15g", cal_array_get_value (values, q));

    cal_text_array_builder_add (builder, name, -1);
  }
  cal_findings_use (findings, path);
  return cal_text_array_builder_end (builder, 1, &n_queries, error);
}
