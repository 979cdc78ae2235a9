/* attention-shares.c - how a model's queries share out their attention among modalities.
 *
 * The tables that the analysis of routing leaves beside its maps: parcel_modality_attn_raw.npy and
 * _norm.npy (queries x modalities), metadata.json, query_to_parcel.npy.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "io/layouts/attention-file.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "model/error.h"
#include "model/memory.h"

static const struct {
  const char *file;
  const char *name;
  gboolean is_by_token; /* the mean of a token: no share yet */
} tables[] = {
    {"parcel_modality_attn_raw.npy", "share of attention", FALSE},
    {"parcel_modality_attn_norm.npy", "share of attention, by token", TRUE},
};

/* Also made from the maps; they say the same of all queries, or of each head. */
static const char *const others[] = {
    "head_modality_attn_raw.npy",
    "head_modality_attn_norm.npy",
    "parcel_modality_attn_per_head.npy",
    "quality_control.json",
};

/* Each row divided by its sum; one that adds up to nothing is none. */
static CalArray *
share_out (CalArray *means)
{
  gsize dims[] = {cal_array_get_dim (means, 0), cal_array_get_dim (means, 1)};
  gsize n = cal_size_times (dims[0], dims[1]);
  float *shares = g_new (float, MAX (n, 1));
  g_autoptr (GBytes) bytes = g_bytes_new_take (shares, cal_size_times (n, sizeof *shares));

  for (gsize q = 0; q < dims[0]; q++) {
    double sum = 0.0;

    for (gsize s = 0; s < dims[1]; s++)
      sum += cal_array_get_value (means, q * dims[1] + s);
    for (gsize s = 0; s < dims[1]; s++)
      shares[q * dims[1] + s] =
          sum > 0.0 ? (float) (cal_array_get_value (means, q * dims[1] + s) / sum) : NAN;
  }
  return cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
}

static gboolean
add_table (const char *path,
           const char *name,
           gboolean is_by_token,
           GArray *spans,
           CalFindings *findings,
           CalJob *job,
           GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (CalArray) shares = cal_lookup_numbers (path, NULL, job, error);
  g_autoptr (CalTextArray) said = NULL, names = NULL;
  g_autofree CalHemisphere *hemispheres = NULL;
  g_autoptr (CalAttention) attention = NULL;
  GError *failure = NULL;
  CalAttentionDesc desc = {.name = name, .source = path, .n_heads = 1, .n_tokens = 0};
  CalPart *part;

  if (shares == NULL)
    return FALSE;
  if (cal_array_get_n_dims (shares) != 2 || spans->len != cal_array_get_dim (shares, 1)) {
    g_autofree char *shape = cal_array_dup_shape (shares);

    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: shape %s; expected queries x %u modalities, as metadata.json beside it names",
                 path, shape, spans->len);
    return FALSE;
  }
  desc.n_queries = cal_array_get_dim (shares, 0);
  said = cal_attention_read_parcels (folder, desc.n_queries, findings, job, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  cal_attention_name_queries (said, desc.n_queries, &names, &hemispheres, findings);
  desc.query_names = names;
  desc.query_hemispheres = hemispheres;
  desc.spans = (const CalAttentionSpan *) (gpointer) spans->data;
  desc.n_spans = spans->len;
  for (guint s = 0; s < spans->len; s++)
    desc.n_tokens = MAX (desc.n_tokens, desc.spans[s].first_token + desc.spans[s].n_tokens);
  if (is_by_token) {
    CalArray *means = g_steal_pointer (&shares);

    shares = share_out (means);
    g_object_unref (means);
    cal_findings_remark (findings, "%s: the means of a token were divided by their sum", name);
  }
  desc.shares = shares;
  attention = cal_attention_new (&desc, NULL, error);
  if (attention == NULL)
    return FALSE;
  part = cal_findings_add (findings, CAL_ROLE_ATTENTION, name, path);
  part->object = G_OBJECT (g_steal_pointer (&attention));
  part->is_complete = TRUE;
  cal_findings_use (findings, path);
  return TRUE;
}

/**
 * cal_attention_shares_find_in_folder:
 *
 * Recipe of a folder with such tables.
 */
gboolean
cal_attention_shares_find_in_folder (const char *folder,
                                     CalFindings *findings,
                                     CalJob *job,
                                     GError **error)
{
  g_autofree char *base = g_path_get_basename (folder);
  g_autoptr (GArray) spans = cal_attention_spans_new ();

  for (guint n = 0; n < G_N_ELEMENTS (tables); n++) {
    g_autofree char *path = g_build_filename (folder, tables[n].file, NULL);
    g_autofree char *name = g_strdup_printf ("%s: %s", base, tables[n].name);

    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      continue;
    if (spans->len == 0 && !cal_attention_spans_read_beside (spans, folder, findings, error))
      return FALSE;
    if (!add_table (path, name, tables[n].is_by_token, spans, findings, job, error))
      return FALSE;
  }
  if (findings->parts->len == 0)
    return FALSE;
  for (guint n = 0; n < G_N_ELEMENTS (others); n++) {
    g_autofree char *path = g_build_filename (folder, others[n], NULL);

    if (g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
      cal_findings_use (findings, path);
      cal_findings_remark (
          findings, "%s: not shown; it tells the same by head, or of the checks that were made",
          others[n]);
    }
  }
  return TRUE;
}
