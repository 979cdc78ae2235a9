/* algonauts.c - a subject's folder of the Algonauts 2023 challenge, or parts of it.
 *
 * roi_masks/            lh.all-vertices_fsaverage_space.npy: the vertices that are not 0 are those
 *                       of the challenge, in order; lh.CLASS_challenge_space.npy: their regions,
 *                       named by mapping_CLASS.npy, a pickled dictionary
 * training_split/       training_fmri/lh_training_fmri.npy: images x vertices, z-scored in each
 *                       session and averaged; training_images/train-0001_nsd-00013.png
 * test_split/           test_images, test_fmri, noise_ceiling/lh_noise_ceiling.npy
 * encoding_accuracy/    encoding_accuracy_subj01.npy, a pickled dictionary of both hemispheres
 *
 * A row of responses is the image whose name comes at that place when names are sorted.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "io/format.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/layouts/series-part.h"

/* Where files may lie, from the folder that was opened on. */
static const char *const places[] = {
    "",
    "roi_masks",
    "training_split",
    "training_split/training_fmri",
    "training_fmri",
    "test_split",
    "test_split/test_fmri",
    "test_fmri",
    "test_split/noise_ceiling",
    "noise_ceiling",
    "encoding_accuracy",
};

typedef struct {
  CalFindings *findings;
  char *subject;
  char *index_sources[2]; /* of the left and the right challenge vertices */
  CalJob *job;
} Recipe;

/* One kind of file: what its name is, and what is made of it. */
typedef struct {
  const char *pattern;
  gboolean (*take) (Recipe *recipe, const char *path, const GStrv words, GError **error);
} Kind;

static int
side_of (const char *prefix)
{
  return g_str_equal (prefix, "lh") ? 0 : 1;
}

static CalPart *
add_part (Recipe *recipe, CalRole role, const char *prefix, const char *name, const char *source)
{
  g_autofree char *full = g_strdup_printf ("%s %s", recipe->subject, name);
  CalPart *part = cal_findings_add (recipe->findings, role, full, source);

  part->hemisphere = side_of (prefix) == 0 ? CAL_LEFT : CAL_RIGHT;
  part->bind_to = g_strdup (recipe->index_sources[side_of (prefix)]);
  return part;
}

static gboolean
take_index (Recipe *recipe, const char *path, const GStrv words, GError **error)
{
  GObject *index = cal_lookup_object (path, NULL, CAL_TYPE_VECTOR, recipe->job, error);

  if (index == NULL)
    return FALSE;
  add_part (recipe, CAL_ROLE_INDEX, words[1], "challenge vertices", path)->object = index;
  g_free (recipe->index_sources[side_of (words[1])]);
  recipe->index_sources[side_of (words[1])] = g_strdup (path);
  return TRUE;
}

/* {0: "Unknown", 1: "V1v", ...} */
static CalLabels *
read_labels (Recipe *recipe, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalTable) table =
      (CalTable *) cal_lookup_object (path, NULL, CAL_TYPE_TABLE, recipe->job, &error);
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();

  if (table == NULL) {
    cal_findings_remark (recipe->findings, "regions are numbered, not named: %s", error->message);
    return NULL;
  }
  for (gsize r = 0; r < cal_table_get_n_rows (table); r++) {
    g_autofree char *key = cal_column_dup_text (cal_table_get_column (table, 0), r);
    g_autofree char *name = cal_column_dup_text (cal_table_get_column (table, 1), r);
    gint64 number;
    float rgba[4] = {0.0f};

    if (!g_ascii_string_to_signed (key, 10, G_MININT32, G_MAXINT32, &number, NULL))
      continue;
    if (number != 0)
      cal_labels_pick_colour ((guint) r, rgba);
    cal_labels_builder_add (builder, (gint32) number, name, rgba);
  }
  return cal_labels_builder_end (g_steal_pointer (&builder));
}

static gboolean
take_regions (Recipe *recipe, const char *path, const GStrv words, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *mapping = g_strdup_printf ("%s/mapping_%s.npy", folder, words[2]);
  CalPart *part = add_part (recipe, CAL_ROLE_REGIONS, words[1], words[2], path);

  part->labels = read_labels (recipe, mapping);
  cal_findings_use (recipe->findings, mapping);
  return TRUE;
}

/* Mostly the same regions again, on all vertices of fsaverage. */
static gboolean
take_more_regions (Recipe *recipe, const char *path, const GStrv words, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *same =
      g_strdup_printf ("%s/%s.%s_challenge_space.npy", folder, words[1], words[2]);
  CalPart *part;

  if (g_str_equal (words[2], "all-vertices") || g_file_test (same, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!take_regions (recipe, path, words, error))
    return FALSE;
  part = recipe->findings->parts->pdata[recipe->findings->parts->len - 1];
  g_clear_pointer (&part->bind_to, g_free);
  return TRUE;
}

static gboolean
take_responses (Recipe *recipe, const char *path, const GStrv words, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path), *split = g_path_get_dirname (folder);
  g_autofree char *images = g_strdup_printf ("%s/%s_images", split, words[2]);
  g_autofree char *name = g_strdup_printf ("%s responses", words[2]);
  g_autoptr (GPtrArray) pictures = cal_listing_find_pictures (images);
  CalPart *part = add_part (recipe, CAL_ROLE_RESPONSES, words[1], name, path);

  if (!cal_series_part_fill (part, path, NULL, FALSE, recipe->job, error))
    return FALSE;
  cal_series_part_take_stems (part, pictures);
  if (part->frame_ids == NULL)
    cal_findings_remark (recipe->findings,
                         "%s_%s_fmri: %" G_GSIZE_FORMAT
                         " rows, but %u pictures in %s_images: its stimuli have no names",
                         words[1], words[2], part->n_frames, pictures->len, words[2]);
  part->unit = g_strdup ("z");
  return TRUE;
}

static gboolean
take_predictions (Recipe *recipe, const char *path, const GStrv words, GError **error)
{
  CalPart *part =
      add_part (recipe, CAL_ROLE_PREDICTIONS, words[1], "predicted test responses", path);

  part->axis = CAL_AXIS_STIMULI;
  return cal_series_part_fill (part, path, NULL, FALSE, recipe->job, error);
}

/* The organisers' ceilings are proportions; others have written NSD's percent in their place. */
static const char *
find_unit (CalArray *ceilings)
{
  for (gsize e = 0; e < cal_array_get_n_elements (ceilings); e++)
    if (cal_array_get_value (ceilings, e) > 1.0)
      return "%";
  return "proportion of variance";
}

static gboolean
take_ceiling (Recipe *recipe, const char *path, const GStrv words, GError **error)
{
  GObject *object = cal_lookup_object (path, NULL, CAL_TYPE_VECTOR, recipe->job, error);
  CalPart *part;

  if (object == NULL)
    return FALSE;
  part = add_part (recipe, CAL_ROLE_CEILING, words[1], "noise ceiling", path);
  part->object = object;
  part->statistic = g_strdup ("noise ceiling");
  part->unit = g_strdup (find_unit (cal_vector_get_desc (CAL_VECTOR (object))->values));
  return TRUE;
}

static gboolean
take_accuracy (Recipe *recipe, const char *path, const GStrv words, GError **error)
{
  static const struct {
    const char *key, *name, *statistic, *unit;
    CalRole role;
  } kinds[] = {
      {"r2", "r²", "r²", NULL, CAL_ROLE_MAP},
      {"noise_ceiling", "noise ceiling of the score", "noise ceiling", "proportion of variance",
       CAL_ROLE_CEILING},
      {"noise_normalized_encoding", "share of the noise ceiling", "share of the noise ceiling", "%",
       CAL_ROLE_MAP},
  };
  g_autoptr (CalLoaded) listed = cal_format_load (path, NULL, recipe->job, error);

  if (listed == NULL)
    return FALSE;
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (int h = 0; h < 2; h++) {
      const char *prefix = h == 0 ? "lh" : "rh";
      g_autofree char *dataset = g_strdup_printf ("/%s_%s", prefix, kinds[k].key);
      g_autofree char *source = cal_lookup_dup_source (listed, dataset);
      CalPart *part;

      if (cal_lookup_dataset (listed, dataset) == NULL)
        continue;
      part = add_part (recipe, kinds[k].role, prefix, kinds[k].name, source);
      part->statistic = g_strdup (kinds[k].statistic);
      part->unit = g_strdup (kinds[k].unit);
    }
  cal_findings_remark (recipe->findings,
                       "encoding_accuracy_subj%s: negative r count as 0, ceilings of 0 as 1e-14, "
                       "shares above 100 %% as 100: so the organisers' program writes them",
                       words[1]);
  return TRUE;
}

static const Kind index_kind = {"(lh|rh)\\.all-vertices_fsaverage_space\\.npy", take_index};

static const Kind kinds[] = {
    {"(lh|rh)\\.(.+)_challenge_space\\.npy", take_regions},
    {"(lh|rh)\\.(.+)_fsaverage_space\\.npy", take_more_regions},
    {"(lh|rh)_(training|test)_fmri\\.npy", take_responses},
    {"(lh|rh)_(?:pred_test|test_synthetic_fmri)\\.npy", take_predictions},
    {"(lh|rh)_noise_ceiling\\.npy", take_ceiling},
    {"encoding_accuracy_subj(\\d+)\\.npy", take_accuracy},
};

/* Every file of a kind, wherever it may lie. */
static gboolean
take_kind (Recipe *recipe, const char *folder, const Kind *kind, GError **error)
{
  for (gsize p = 0; p < G_N_ELEMENTS (places); p++) {
    g_autofree char *place = g_build_filename (folder, places[p], NULL);
    g_autoptr (GPtrArray) names = cal_listing_new (place);

    for (guint n = 0; n < names->len; n++) {
      g_auto (GStrv) words = cal_listing_match (names->pdata[n], kind->pattern);
      g_autofree char *path = g_build_filename (place, names->pdata[n], NULL);

      if (words == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      if (!kind->take (recipe, path, words, error))
        return FALSE;
      cal_findings_use (recipe->findings, path);
    }
  }
  return TRUE;
}

static gboolean
take_pictures (Recipe *recipe, const char *folder, GError **error)
{
  static const char *const sets[][2] = {
      {"training_split/training_images", "training images"},
      {"training_images", "training images"},
      {"test_split/test_images", "test images"},
      {"test_images", "test images"},
  };

  for (gsize s = 0; s < G_N_ELEMENTS (sets); s++) {
    g_autofree char *path = g_build_filename (folder, sets[s][0], NULL);
    g_autoptr (GPtrArray) pictures = cal_listing_find_pictures (path);
    g_autofree char *name = g_strdup_printf ("%s %s", recipe->subject, sets[s][1]);
    CalStimuli *stimuli;

    if (pictures->len == 0)
      continue;
    stimuli = cal_listing_make_stimuli (name, pictures, NULL, error);
    if (stimuli == NULL)
      return FALSE;
    cal_findings_add (recipe->findings, CAL_ROLE_STIMULI, name, path)->object = G_OBJECT (stimuli);
    cal_findings_use (recipe->findings, path);
  }
  return TRUE;
}

/* The folder itself or one above is called subj01. */
static char *
dup_subject (const char *folder)
{
  for (guint n = 0; n < 4; n++) {
    g_autofree char *name = cal_listing_dup_ancestor (folder, n);
    g_auto (GStrv) words = cal_listing_match (name, "subj?[-_]?\\d+");

    if (words != NULL)
      return g_steal_pointer (&name);
  }
  return g_strdup ("Algonauts");
}

/* Whether the folder has something that only this layout has. */
static gboolean
is_of_layout (const char *folder)
{
  static const char *const marks[] = {
      "(lh|rh)\\.all-vertices_fsaverage_space\\.npy",
      "(lh|rh)\\..+_challenge_space\\.npy",
      "(lh|rh)_(training|test)_fmri\\.npy",
      "encoding_accuracy_subj\\d+\\.npy",
  };

  for (gsize p = 0; p < G_N_ELEMENTS (places); p++) {
    g_autofree char *place = g_build_filename (folder, places[p], NULL);
    g_autoptr (GPtrArray) names = cal_listing_new (place);

    for (guint n = 0; n < names->len; n++)
      for (gsize m = 0; m < G_N_ELEMENTS (marks); m++) {
        g_auto (GStrv) words = cal_listing_match (names->pdata[n], marks[m]);

        if (words != NULL)
          return TRUE;
      }
  }
  return FALSE;
}

static void
tell_what_is_missing (Recipe *recipe)
{
  for (int h = 0; h < 2; h++)
    for (guint n = 0; n < recipe->findings->parts->len; n++) {
      const CalPart *part = recipe->findings->parts->pdata[n];

      if (part->bind_to != NULL || part->role == CAL_ROLE_STIMULI || part->role == CAL_ROLE_INDEX ||
          part->hemisphere != (h == 0 ? CAL_LEFT : CAL_RIGHT))
        continue;
      cal_findings_remark (recipe->findings,
                           "no %s.all-vertices_fsaverage_space.npy: what says on which vertices of "
                           "fsaverage the values of this hemisphere lie is missing",
                           h == 0 ? "lh" : "rh");
      break;
    }
}

/**
 * cal_algonauts_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_algonauts_find (const char *folder, CalFindings *findings, CalJob *job, GError **error)
{
  Recipe recipe = {.findings = findings, .job = job};
  gboolean sound;

  if (!is_of_layout (folder))
    return FALSE;
  recipe.subject = dup_subject (folder);
  sound = take_kind (&recipe, folder, &index_kind, error);
  for (gsize k = 0; sound && k < G_N_ELEMENTS (kinds); k++)
    sound = take_kind (&recipe, folder, kinds + k, error);
  sound = sound && take_pictures (&recipe, folder, error);
  if (sound)
    tell_what_is_missing (&recipe);
  g_free (recipe.index_sources[0]);
  g_free (recipe.index_sources[1]);
  g_free (recipe.subject);
  return sound;
}
