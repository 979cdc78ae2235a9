/* attention-spans.c - which tokens are patches of a picture, and which belong to a modality.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/json.h"
#include "io/layouts/attention-file.h"
#include "model/error.h"

#define MAX_SPANS 64

static void
clear_span (gpointer data)
{
  g_free ((char *) ((CalAttentionSpan *) data)->name);
}

/**
 * cal_attention_spans_new:
 *
 * Returns: (transfer full) (element-type CalAttentionSpan): none yet
 */
GArray *
cal_attention_spans_new (void)
{
  GArray *spans = g_array_new (FALSE, TRUE, sizeof (CalAttentionSpan));

  g_array_set_clear_func (spans, clear_span);
  return spans;
}

/**
 * cal_attention_spans_add:
 *
 * Returns: (transfer none): a span that is no grid, until the next is added
 */
CalAttentionSpan *
cal_attention_spans_add (GArray *spans, const char *name, gsize first_token, gsize n_tokens)
{
  CalAttentionSpan span = {
      .name = g_strdup (name), .first_token = first_token, .n_tokens = n_tokens};

  g_array_append_val (spans, span);
  return &g_array_index (spans, CalAttentionSpan, spans->len - 1);
}

/* [0, 3216] of "video": [0, 3216]. */
static gboolean
read_range (JsonObject *ranges, const char *name, gsize range[2])
{
  JsonArray *array = cal_json_get_array (ranges, name);

  for (guint n = 0; n < 2; n++) {
    JsonNode *node = array != NULL && json_array_get_length (array) == 2
                         ? json_array_get_element (array, n)
                         : NULL;
    gint64 value = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : -1;

    if (value < 0)
      return FALSE;
    range[n] = (gsize) value;
  }
  return range[1] > range[0];
}

/* In the order of tokens. */
static int
compare_spans (gconstpointer a, gconstpointer b)
{
  gsize first = ((const CalAttentionSpan *) a)->first_token;
  gsize second = ((const CalAttentionSpan *) b)->first_token;

  return (first > second) - (first < second);
}

/**
 * cal_attention_spans_read_beside:
 * @spans: (inout): gets the spans
 * @folder: in which a metadata.json may lie
 *
 * "modality_token_ranges" of metadata.json: which tokens are of which modality, by its name.
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if there is one that makes no sense; TRUE with no spans if
 *   there is none
 */
gboolean
cal_attention_spans_read_beside (GArray *spans,
                                 const char *folder,
                                 CalFindings *findings,
                                 GError **error)
{
  g_autofree char *path = g_build_filename (folder, "metadata.json", NULL);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GList) names = NULL;
  JsonObject *ranges;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  root = cal_json_read (path, error);
  if (root == NULL)
    return FALSE;
  ranges = JSON_NODE_HOLDS_OBJECT (root)
               ? cal_json_get_object (json_node_get_object (root), "modality_token_ranges")
               : NULL;
  if (ranges == NULL)
    return TRUE;
  names = json_object_get_members (ranges);
  for (GList *name = names; name != NULL; name = name->next) {
    gsize range[2];

    if (spans->len >= MAX_SPANS || !read_range (ranges, name->data, range)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: modality_token_ranges: \"%s\"; expected [FIRST, END] of at most %d "
                   "modalities",
                   path, (const char *) name->data, MAX_SPANS);
      return FALSE;
    }
    cal_attention_spans_add (spans, name->data, range[0], range[1] - range[0]);
  }
  g_array_sort (spans, compare_spans);
  cal_findings_use (findings, path);
  return TRUE;
}
