/* study-captions.c - the demo's captions as JSON, in the order of the visual vertices.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/study-parts.h"
#include "io/replace.h"

/* Writes encoding/captions.json, a list of the best captions, and encoding/resamples.json, for each
 * vertex all captions with their scores. */
gboolean
cal_demo_write_captions (const CalDemoStudy *study, GError **error)
{
  guint n = study->encoding->n_visual;
  g_autoptr (GString) best = g_string_new ("[\n");
  g_autoptr (GString) all = g_string_new ("[\n");
  g_autofree char *best_path = cal_demo_study_dup_path (study, "encoding/captions.json");
  g_autofree char *all_path = cal_demo_study_dup_path (study, "encoding/resamples.json");

  for (guint k = 0; k < n; k++) {
    const CalDemoCaption *own = study->captions + k * CAL_DEMO_N_RESAMPLES;
    const char *end = k + 1 < n ? ",\n" : "\n";

    g_string_append_printf (best, "\"%s\"%s", own->text, end);
    g_string_append_c (all, '[');
    for (guint i = 0; i < CAL_DEMO_N_RESAMPLES; i++) {
      char score[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (score, sizeof score, "%.3f", own[i].score);
      g_string_append_printf (all, "%s[\"%s\",%s]", i == 0 ? "" : ",", own[i].text, score);
    }
    g_string_append_printf (all, "]%s", end);
  }
  g_string_append (best, "]\n");
  g_string_append (all, "]\n");
  return cal_replace_contents (best_path, best->str, best->len, error) &&
         cal_replace_contents (all_path, all->str, all->len, error);
}
