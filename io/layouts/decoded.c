/* decoded.c - folders of decoded pictures, with what was seen, metrics and captions.
 *
 * MindEye, MindBridge, BrainFLORA and others leave folders called "recons", "decoded",
 * "reconstruction_png_full/fmri/sub-01" or the like, with a picture a stimulus; beside them perhaps
 * a folder of the stimuli, a table of metrics (tabs under .csv, too) and JSON files of captions by
 * the names of the pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/format.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/picture-table.h"
#include "io/layouts/recipes.h"

#define N G_GSIZE_FORMAT
#define MAX_DEPTH 3

#define DECODED "recon|decod|generat|enhanced"
#define SEEN \
  "^(stim|stimuli|seen|gt|ground_?truth|originals?|targets?|test_images|reference|images)$"

typedef struct {
  CalFindings *findings;
  const char *folder;
  GPtrArray *names;
  CalStimuli *seen; /* (nullable) */
  CalJob *job;
} Recipe;

/* Folders with pictures, this one or further down. */
static void
find_leaves (GPtrArray *leaves, const char *folder, guint depth)
{
  g_autoptr (GPtrArray) pictures = cal_listing_find_pictures (folder);
  g_autoptr (GPtrArray) names = cal_listing_new (folder);

  if (pictures->len > 0)
    g_ptr_array_add (leaves, g_strdup (folder));
  for (guint n = 0; depth < MAX_DEPTH && n < names->len; n++) {
    g_autofree char *path = g_build_filename (folder, names->pdata[n], NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
      find_leaves (leaves, path, depth + 1);
  }
}

/* "fmri/sub-01" of the folder that was opened on; its own name if there is nothing more. */
static char *
dup_name (Recipe *recipe, const char *leaf)
{
  const char *relative = leaf + strlen (recipe->folder);

  while (*relative == G_DIR_SEPARATOR)
    relative++;
  return *relative != '\0' ? g_filename_display_name (relative)
                           : cal_listing_dup_ancestor (leaf, 0);
}

static gboolean
take_seen (Recipe *recipe, GError **error)
{
  for (guint n = 0; n < recipe->names->len; n++) {
    const char *name = recipe->names->pdata[n];
    g_autofree char *path = g_build_filename (recipe->folder, name, NULL);
    g_autoptr (GPtrArray) pictures = NULL;

    if (!cal_listing_says (name, SEEN) || !g_file_test (path, G_FILE_TEST_IS_DIR))
      continue;
    pictures = cal_listing_find_pictures (path);
    if (pictures->len == 0)
      continue;
    recipe->seen = cal_listing_make_stimuli (name, pictures, NULL, error);
    if (recipe->seen == NULL)
      return FALSE;
    cal_findings_add (recipe->findings, CAL_ROLE_STIMULI, name, path)->object =
        g_object_ref (G_OBJECT (recipe->seen));
    cal_findings_use (recipe->findings, path);
    return TRUE;
  }
  return TRUE;
}

/* Of each decoded picture the stimulus: by its stem, or by the number that it ends in. */
static CalTextArray *
find_seen (Recipe *recipe, const char *name, CalTextArray *ids)
{
  g_autoptr (GStrvBuilder) stems = g_strv_builder_new (), found = g_strv_builder_new ();
  g_auto (GStrv) seen_stems = NULL, found_ids = NULL;
  g_autoptr (CalTextArray) seen_ids = NULL;
  g_autoptr (CalPictureNames) names = NULL;
  CalNameList lost = {0};

  if (recipe->seen == NULL)
    return g_object_ref (ids);
  for (gsize n = 0; n < cal_stimuli_get_n (recipe->seen); n++)
    g_strv_builder_add (stems, cal_stimuli_get_id (recipe->seen, n));
  seen_stems = g_strv_builder_end (stems);
  seen_ids = cal_text_array_new_from_strv ((const char *const *) seen_stems);
  names = cal_picture_names_new (seen_ids);
  for (gsize n = 0; n < cal_text_array_get_n (ids); n++) {
    const char *id = cal_text_array_get (ids, n);
    gsize picture;
    gboolean is_found = cal_picture_names_find (names, id, &picture);

    g_strv_builder_add (found, is_found ? cal_text_array_get (seen_ids, picture) : "");
    if (!is_found)
      cal_name_list_add (&lost, id);
  }
  cal_name_list_end (&lost, recipe->findings, name, "decoded pictures are called like no seen one");
  found_ids = g_strv_builder_end (found);
  return cal_text_array_new_from_strv ((const char *const *) found_ids);
}

/* The first table, beside the pictures or in the folder that was opened, that tells of them. */
static CalTable *
find_table (Recipe *recipe, const char *leaf, CalPictureNames *pictures, GError **error)
{
  const char *folders[] = {leaf, recipe->folder};

  for (gsize f = 0; f < G_N_ELEMENTS (folders); f++) {
    g_autoptr (GPtrArray) names = cal_listing_new (folders[f]);

    for (guint n = 0; n < names->len; n++) {
      g_autofree char *path = g_build_filename (folders[f], names->pdata[n], NULL);
      g_autoptr (CalTable) table = NULL;
      g_autoptr (GError) failure = NULL;
      CalTable *arranged;

      if (!cal_listing_says (names->pdata[n], "\\.(csv|tsv)$"))
        continue;
      table = (CalTable *) cal_lookup_object (path, NULL, CAL_TYPE_TABLE, recipe->job, NULL);
      arranged = table != NULL
                     ? cal_picture_names_arrange (pictures, table, recipe->findings, &failure)
                     : NULL;
      if (failure != NULL) {
        g_propagate_error (error, g_steal_pointer (&failure));
        return NULL;
      }
      if (arranged != NULL) {
        cal_findings_use (recipe->findings, path);
        return arranged;
      }
    }
  }
  return NULL;
}

/* Captions by the names of pictures. */
static void
take_captions (Recipe *recipe, const char *leaf, CalPictureNames *pictures)
{
  const char *folders[] = {leaf, recipe->folder};
  gsize n_folders = g_str_equal (leaf, recipe->folder) ? 1 : 2;

  for (gsize f = 0; f < n_folders; f++) {
    g_autoptr (GPtrArray) names = cal_listing_new (folders[f]);

    for (guint n = 0; n < names->len; n++) {
      g_autofree char *path = g_build_filename (folders[f], names->pdata[n], NULL);
      g_autoptr (CalFindings) found = cal_findings_new ();
      g_autoptr (CalLoaded) loaded = NULL;
      CalPart *part;

      if (!cal_listing_says (names->pdata[n], "\\.json$") ||
          g_ptr_array_find_with_equal_func (recipe->findings->used, path, g_str_equal, NULL))
        continue;
      loaded = cal_format_load (path, NULL, recipe->job, NULL);
      if (loaded == NULL || !cal_captions_find_in_file (loaded, found, recipe->job, NULL))
        continue;
      part = found->parts->pdata[0];
      if (part->role != CAL_ROLE_CAPTIONS || part->ids == NULL)
        continue;
      part->of = CAL_CAPTIONS_OF_STIMULI;
      cal_picture_names_compare (pictures, part->name, part->ids, recipe->findings);
      g_ptr_array_extend_and_steal (recipe->findings->parts, g_ptr_array_ref (found->parts));
      cal_findings_use (recipe->findings, path);
    }
  }
}

static gboolean
take_leaf (Recipe *recipe, const char *leaf, GError **error)
{
  g_autoptr (GPtrArray) paths = cal_listing_find_pictures (leaf);
  g_autofree char *name = dup_name (recipe, leaf);
  g_autoptr (CalTextArray) ids = cal_listing_make_stems (paths), seen = NULL;
  g_autoptr (CalPictureNames) names = cal_picture_names_new (ids);
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalTable) table = find_table (recipe, leaf, names, &failure);
  g_autoptr (CalStimuli) pictures = NULL;
  CalDecoding *decoding;

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  pictures = cal_listing_make_stimuli (name, paths, table, error);
  if (pictures == NULL)
    return FALSE;
  seen = find_seen (recipe, name, ids);
  decoding = cal_decoding_new (name, pictures, seen, NULL, error);
  if (decoding == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_DECODED, name, leaf)->object = G_OBJECT (decoding);
  take_captions (recipe, leaf, names);
  for (guint n = 0; n < paths->len; n++)
    cal_findings_use (recipe->findings, paths->pdata[n]);
  return TRUE;
}

/**
 * cal_decoded_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_decoded_find (const char *folder, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (GPtrArray) names = cal_listing_new (folder);
  g_autoptr (GPtrArray) leaves = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *own_name = cal_listing_dup_ancestor (folder, 0);
  Recipe recipe = {findings, folder, names, NULL, job};
  gboolean sound;

  for (guint n = 0; n < names->len; n++) {
    g_autofree char *path = g_build_filename (folder, names->pdata[n], NULL);

    if (cal_listing_says (names->pdata[n], DECODED) && g_file_test (path, G_FILE_TEST_IS_DIR))
      find_leaves (leaves, path, 0);
  }
  if (leaves->len == 0 && cal_listing_says (own_name, DECODED))
    find_leaves (leaves, folder, 0);
  if (leaves->len == 0)
    return FALSE;
  sound = take_seen (&recipe, error);
  for (guint n = 0; sound && n < leaves->len; n++)
    sound = take_leaf (&recipe, leaves->pdata[n], error);
  g_clear_object (&recipe.seen);
  return sound;
}
