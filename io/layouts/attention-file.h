/* attention-file.h - what one file of attention maps says of itself.
 *
 * The routing layout: "attn_maps" of samples x heads x queries x tokens, with attributes and files
 * beside it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/layout.h"

G_BEGIN_DECLS

/**
 * CalAttentionFile:
 * @path: of the file
 * @dataset: "/attn_maps"
 * @run_names: (nullable): of the maps' first axis, if they have one of runs
 * @n_dims: of the maps
 * @has_samples: whether they have an axis of samples
 * @n_samples: 1 without one
 * @n_heads: stored ones
 * @n_queries: how many
 * @n_tokens: how many
 * @names: of the queries: regions
 * @hemispheres: (nullable): of the queries
 * @ids: (nullable): of the samples
 * @spans: (element-type CalAttentionSpan): of the tokens
 */
typedef struct {
  char *path;
  char *dataset;
  GStrv run_names;
  guint n_dims;
  gboolean has_samples;
  gsize n_samples;
  gsize n_heads;
  gsize n_queries;
  gsize n_tokens;
  CalTextArray *names;
  CalHemisphere *hemispheres;
  CalTextArray *ids;
  GArray *spans;
} CalAttentionFile;

const CalDataset *cal_attention_file_find_maps (CalLoaded *loaded, guint nth);
CalAttentionFile *cal_attention_file_read (CalLoaded *loaded,
                                           const CalDataset *maps,
                                           CalFindings *findings,
                                           CalJob *job,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_attention_file_free (CalAttentionFile *self);

GArray *cal_attention_spans_new (void) G_GNUC_WARN_UNUSED_RESULT;
CalAttentionSpan *
cal_attention_spans_add (GArray *spans, const char *name, gsize first_token, gsize n_tokens);
gboolean cal_attention_spans_read_beside (GArray *spans,
                                          const char *folder,
                                          CalFindings *findings,
                                          GError **error);

CalTextArray *cal_attention_read_parcels (
    const char *folder, gsize n_queries, CalFindings *findings, CalJob *job, GError **error);
gboolean cal_attention_name_queries (CalTextArray *said,
                                     gsize n_queries,
                                     CalTextArray **names,
                                     CalHemisphere **hemispheres,
                                     CalFindings *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalAttentionFile, cal_attention_file_free)

G_END_DECLS
