/* leaderboard-subject.c - a subject of a leaderboard: its correlations and noise ceilings.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/leaderboard-subject.h"

#include <math.h>
#include <string.h>

#include "analysis/score.h"
#include "app/command/load.h"
#include "app/session/pattern-source.h"
#include "io/layouts/layout.h"
#include "model/error.h"
#include "model/vector.h"

static void
part_clear (gpointer data)
{
  CalLeaderboardPart *part = data;

  g_free (part->source);
  g_free (part->predicted);
  g_free (part->ceiling_source);
  g_free (part->r);
  g_free (part->ceilings);
}

static double *
read_values (const char *source, gsize *n, GError **error)
{
  g_autoptr (CalVector) vector = cal_load_as (CAL_TYPE_VECTOR, source, "a value a vertex", error);
  CalArray *array = vector != NULL ? cal_vector_get_desc (vector)->values : NULL;
  double *values;

  if (array == NULL)
    return NULL;
  *n = cal_array_get_n_elements (array);
  values = g_new (double, MAX (*n, 1));
  for (gsize i = 0; i < *n; i++)
    values[i] = cal_array_get_value (array, i);
  return values;
}

/* Ceilings of the other unit would make every score wrong. */
static gboolean
check_ceilings (const CalLeaderboardPart *part, CalCeilingUnit unit, GError **error)
{
  double most = unit == CAL_CEILING_PERCENT ? 100.0 : 1.0, largest = 0.0;
  gsize at = 0;

  for (gsize i = 0; i < part->n; i++)
    if (part->ceilings[i] < 0.0 || part->ceilings[i] > largest) {
      at = i;
      largest = part->ceilings[i];
      if (largest < 0.0)
        break;
    }
  if (largest >= 0.0 && largest <= most && (unit == CAL_CEILING_PROPORTION || largest > 1.0))
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: the ceiling of vertex %" G_GSIZE_FORMAT
               " is %g; expected 0 to %g, or another --ceiling-unit",
               part->ceiling_source, at, largest, most);
  return FALSE;
}

static gboolean
read_ceilings (CalLeaderboardPart *part, CalCeilingUnit unit, GError **error)
{
  gsize n_ceilings = 0;

  part->ceilings = read_values (part->ceiling_source, &n_ceilings, error);
  if (part->ceilings == NULL)
    return FALSE;
  if (n_ceilings != part->n) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE,
                 "%s: %" G_GSIZE_FORMAT " ceilings; expected %" G_GSIZE_FORMAT
                 " as %s has vertices",
                 part->ceiling_source, n_ceilings, part->n, part->source);
    return FALSE;
  }
  return check_ceilings (part, unit, error);
}

/* Correlates test responses with what was predicted of them. */
static gboolean
correlate (CalLeaderboardPart *part, GError **error)
{
  g_autoptr (CalPatternSource) measured =
      cal_pattern_source_open (part->source, FALSE, NULL, NULL, error);
  g_autoptr (CalPatternSource) predicted =
      measured != NULL ? cal_pattern_source_open (part->predicted, FALSE, NULL, NULL, error) : NULL;
  CalPatterns patterns[2];
  g_autofree CalScore *scores = NULL;

  if (predicted == NULL)
    return FALSE;
  cal_pattern_source_choose (measured, NULL, &patterns[0]);
  cal_pattern_source_choose (predicted, NULL, &patterns[1]);
  part->n = patterns[0].n_channels;
  scores = g_new (CalScore, part->n);
  part->r = g_new (double, part->n);
  if (!cal_score_compute (&patterns[0], &patterns[1], scores, NULL, error)) {
    g_prefix_error (error, "%s: ", part->predicted);
    return FALSE;
  }
  for (gsize i = 0; i < part->n; i++)
    part->r[i] = scores[i].r;
  return TRUE;
}

/* Of one hemisphere of a folder, what a layout has found; a second of a kind is not chosen from. */
typedef struct {
  const CalPart *responses;
  const CalPart *predictions;
  const CalPart *ceiling;
  const CalPart *squares;
  const CalPart *ceiling_of_squares;
} Found;

static gboolean
keep (const CalPart **kept, const CalPart *part, GError **error)
{
  if (*kept == NULL) {
    *kept = part;
    return TRUE;
  }
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s and %s are both \"%s\"; name one: MAP@CEILING", (*kept)->source, part->source,
               part->name);
  return FALSE;
}

static gboolean
find_parts (const CalFindings *findings, CalHemisphere hemisphere, Found *found, GError **error)
{
  for (guint n = 0; n < findings->parts->len; n++) {
    const CalPart *part = findings->parts->pdata[n];
    const CalPart **kept = NULL;

    if (part->hemisphere != hemisphere)
      continue;
    if (part->role == CAL_ROLE_RESPONSES && g_str_has_suffix (part->name, "test responses"))
      kept = &found->responses;
    else if (part->role == CAL_ROLE_PREDICTIONS && g_str_has_suffix (part->name, "test responses"))
      kept = &found->predictions;
    else if (part->role == CAL_ROLE_CEILING && g_str_has_suffix (part->name, "of the score"))
      kept = &found->ceiling_of_squares;
    else if (part->role == CAL_ROLE_CEILING)
      kept = &found->ceiling;
    else if (part->role == CAL_ROLE_MAP && g_strcmp0 (part->statistic, "r²") == 0)
      kept = &found->squares;
    if (kept != NULL && !keep (kept, part, error))
      return FALSE;
  }
  return TRUE;
}

/* From test responses and predictions, or from the organisers' dictionary of r². */
static gboolean
read_hemisphere (CalLeaderboardPart *part,
                 const char *folder,
                 const Found *found,
                 CalCeilingUnit unit,
                 GError **error)
{
  gboolean can_correlate =
      found->responses != NULL && found->predictions != NULL && found->ceiling != NULL;
  gboolean has_squares = found->squares != NULL && found->ceiling_of_squares != NULL;

  if (can_correlate == has_squares) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: %s; expected test responses, predictions and noise ceilings of both "
                 "hemispheres, or encoding_accuracy_subjNN.npy; else name them: MAP@CEILING",
                 folder, has_squares ? "both predictions and an accuracy" : "no scores");
    return FALSE;
  }
  if (has_squares) {
    part->source = g_strdup (found->squares->source);
    part->ceiling_source = g_strdup (found->ceiling_of_squares->source);
    part->r = read_values (part->source, &part->n, error);
    for (gsize i = 0; part->r != NULL && i < part->n; i++)
      part->r[i] = sqrt (part->r[i]);
    return part->r != NULL && read_ceilings (part, unit, error);
  }
  part->source = g_strdup (found->responses->source);
  part->predicted = g_strdup (found->predictions->source);
  part->ceiling_source = g_strdup (found->ceiling->source);
  return correlate (part, error) && read_ceilings (part, unit, error);
}

static gboolean
read_folder (CalLeaderboardSubject *self, const char *folder, CalCeilingUnit unit, GError **error)
{
  g_autoptr (CalFindings) findings = cal_layouts_find_in_folder (folder, NULL, error);

  if (findings == NULL) {
    if (error != NULL && *error == NULL)
      g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                   "%s: no layout of files that is known; name them: MAP@CEILING", folder);
    return FALSE;
  }
  for (int side = 0; side < 2; side++) {
    Found found = {0};

    g_array_set_size (self->parts, (guint) side + 1);
    if (!find_parts (findings, (CalHemisphere) side, &found, error) ||
        !read_hemisphere (&g_array_index (self->parts, CalLeaderboardPart, side), folder, &found,
                          unit, error))
      return FALSE;
  }
  return TRUE;
}

/* MAP@CEILING */
static gboolean
read_part (CalLeaderboardPart *part, const char *text, CalCeilingUnit unit, GError **error)
{
  const char *at = strrchr (text, '@');

  if (at == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "\"%s\"; expected MAP@CEILING, or a folder",
                 text);
    return FALSE;
  }
  part->source = g_strndup (text, (gsize) (at - text));
  part->ceiling_source = g_strdup (at + 1);
  part->r = read_values (part->source, &part->n, error);
  return part->r != NULL && read_ceilings (part, unit, error);
}

static gboolean
read_parts (CalLeaderboardSubject *self, const char *list, CalCeilingUnit unit, GError **error)
{
  g_auto (GStrv) texts = g_strsplit (list, ",", -1);

  for (guint n = 0; texts[n] != NULL; n++) {
    g_array_set_size (self->parts, n + 1);
    if (!read_part (&g_array_index (self->parts, CalLeaderboardPart, n), texts[n], unit, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * cal_leaderboard_subject_init:
 * @self: (out caller-allocates): cleared by cal_leaderboard_subject_clear(), also after an error
 * @operand: [NAME=]FOLDER or [NAME=]MAP@CEILING[,MAP@CEILING...]
 * @number: its name if it has none
 * @unit: of the ceilings
 *
 * Reads correlations and ceilings, and scores them. A folder is one that a layout knows: with test
 * responses, predictions and ceilings, or with a dictionary of r² and ceilings.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_leaderboard_subject_init (CalLeaderboardSubject *self,
                              const char *operand,
                              guint number,
                              CalCeilingUnit unit,
                              GError **error)
{
  const char *equals = strchr (operand, '=');
  const char *what = equals != NULL ? equals + 1 : operand;
  gboolean is_folder = g_file_test (what, G_FILE_TEST_IS_DIR);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (CalAlgonautsPart));

  *self = (CalLeaderboardSubject){
      .name = equals != NULL ? g_strndup (operand, (gsize) (equals - operand))
              : is_folder    ? g_path_get_basename (what)
                             : g_strdup_printf ("%u", number),
      .parts = g_array_new (FALSE, TRUE, sizeof (CalLeaderboardPart)),
  };
  g_array_set_clear_func (self->parts, part_clear);
  if (is_folder ? !read_folder (self, what, unit, error) : !read_parts (self, what, unit, error))
    return FALSE;
  for (guint n = 0; n < self->parts->len; n++) {
    const CalLeaderboardPart *part = &g_array_index (self->parts, CalLeaderboardPart, n);
    CalAlgonautsPart scored = {part->r, part->ceilings, part->n};

    g_array_append_val (parts, scored);
  }
  self->score = cal_algonauts_score ((CalAlgonautsPart *) (gpointer) parts->data, parts->len, unit);
  return TRUE;
}

void
cal_leaderboard_subject_clear (CalLeaderboardSubject *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->parts, g_array_unref);
}
