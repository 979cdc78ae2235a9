/* study-responses.c - the demo's responses to each picture, on the cortex.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/study-parts.h"
#include "io/gifti.h"
#include "model/vector.h"

/* The visual elements of one hemisphere, in its own numbering, and where each is among all. */
static void
choose_elements (const CalDemoEncoding *encoding,
                 CalHemisphere hemisphere,
                 GArray *vertices,
                 GArray *columns)
{
  guint32 first = hemisphere == CAL_RIGHT ? encoding->n_left : 0;
  guint32 end = hemisphere == CAL_RIGHT ? encoding->n_elements : encoding->n_left;

  for (guint32 n = 0; n < encoding->n_visual; n++)
    if (encoding->visual[n] >= first && encoding->visual[n] < end) {
      guint32 vertex = encoding->visual[n] - first;

      g_array_append_val (vertices, vertex);
      g_array_append_val (columns, n);
    }
}

static gboolean
write_hemisphere (const CalDemoStudy *study,
                  CalHemisphere hemisphere,
                  const char *const *names,
                  GError **error)
{
  const CalDemoEncoding *e = study->encoding;
  g_autofree char *path = cal_demo_study_dup_path (study, "encoding/%s.responses.func.gii",
                                                   cal_hemisphere_get_prefix (hemisphere));
  g_autoptr (GArray) vertices = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (CalArray) values = NULL;
  g_autoptr (GBytes) vertex_bytes = NULL;
  g_autoptr (CalVector) vector = NULL;
  g_autofree float *kept = NULL;
  CalVectorDesc desc;

  choose_elements (e, hemisphere, vertices, columns);
  kept = g_new (float, (gsize) CAL_DEMO_N_STIMULI * columns->len);
  for (gsize s = 0; s < CAL_DEMO_N_STIMULI; s++)
    for (gsize n = 0; n < columns->len; n++)
      kept[s * columns->len + n] =
          e->responses[s * e->n_visual + g_array_index (columns, guint32, n)];
  values = cal_demo_array_new (CAL_DTYPE_FLOAT32, kept, CAL_DEMO_N_STIMULI, columns->len);
  vertex_bytes = g_bytes_new (vertices->data, vertices->len * sizeof (guint32));
  desc = (CalVectorDesc){
      .name = "responses",
      .source = path,
      .values = values,
      .hemisphere = hemisphere,
      .vertices = vertex_bytes,
      .n_vertices = hemisphere == CAL_RIGHT ? e->n_elements - e->n_left : e->n_left,
      .frame_names = names,
      .statistic = "response",
      .per_vertex = TRUE,
  };
  vector = cal_vector_new (&desc, error);
  return vector != NULL && cal_gifti_write_vector (vector, path, error);
}

/**
 * cal_demo_write_responses:
 *
 * Writes the standardised response of each visual vertex to each picture: a frame a picture, named
 * as its file.
 *
 * Returns: FALSE with @error set if a file cannot be written
 */
gboolean
cal_demo_write_responses (const CalDemoStudy *study, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (CAL_DEMO_N_STIMULI, g_free, TRUE);

  for (guint s = 0; s < CAL_DEMO_N_STIMULI; s++)
    g_ptr_array_add (names, cal_demo_stimulus_dup_file (s, study->stimuli[s].category));
  return write_hemisphere (study, CAL_LEFT, (const char *const *) names->pdata, error) &&
         write_hemisphere (study, CAL_RIGHT, (const char *const *) names->pdata, error);
}
