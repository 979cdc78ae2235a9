/* path.c - what a file's name tells, where its content does not.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/path.h"

#include <string.h>

/**
 * cal_path_dup_stem:
 *
 * Returns: (transfer full): the file's name in UTF-8 without folder and without the suffixes
 *   of a format: "bold" of "sub-01/bold.nii.gz", "lh.pial" of "lh.pial.surf.gii"
 */
char *
cal_path_dup_stem (const char *path)
{
  static const char *const endings[] = {
      ".gz",    ".nii",   ".hdr",  ".img",  ".mgh",     ".mgz",    ".gii",      ".annot",
      ".label", ".shape", ".func", ".surf", ".dscalar", ".dlabel", ".dtseries", ".npy",
      ".csv",   ".tsv",   ".txt",  ".json", ".mat",     ".pkl",    ".pt"};
  g_autofree char *display_name = g_filename_display_basename (path);

  /* Outermost first, so that ".gii.gz" and ".surf.gii" go whole. */
  for (int layer = 0; layer < 3; layer++)
    for (gsize n = 0; n < G_N_ELEMENTS (endings); n++)
      if (g_str_has_suffix (display_name, endings[n]) &&
          strlen (display_name) > strlen (endings[n])) {
        display_name[strlen (display_name) - strlen (endings[n])] = '\0';
        break;
      }
  return g_steal_pointer (&display_name);
}

/* The names in use (lh.pial, S1200.L.very_inflated_MSMAll.32k_fs_LR.surf.gii, pia_lh.gii,
 * infl_left.gii, sub-01_hemi-R_midthickness.surf.gii) are words between dots, dashes and
 * underscores. */
static GStrv
split_name (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return g_strsplit_set (name, "._-", -1);
}

/* Single letters count in capitals only: "S1200.L.flat", not "l". */
static CalHemisphere
hemisphere_of_word (const char *word)
{
  static const char *const left[] = {"lh", "left", NULL}, *const right[] = {"rh", "right", NULL};
  g_autofree char *lower = g_ascii_strdown (word, -1);

  if (g_strv_contains (left, lower) || strcmp (word, "L") == 0)
    return CAL_LEFT;
  if (g_strv_contains (right, lower) || strcmp (word, "R") == 0)
    return CAL_RIGHT;
  return CAL_HEMISPHERE_UNKNOWN;
}

/**
 * cal_path_split_source:
 * @source: a path, or "scores.h5:/r[0:3]": a dataset of a container, after the first colon before
 *   which there is a file
 * @dataset: (out): points into @source; NULL if it names no dataset
 *
 * Returns: (transfer full): the path
 */
char *
cal_path_split_source (const char *source, const char **dataset)
{
  *dataset = NULL;
  if (!g_file_test (source, G_FILE_TEST_EXISTS))
    for (const char *colon = strchr (source, ':'); colon != NULL; colon = strchr (colon + 1, ':')) {
      g_autofree char *path = g_strndup (source, (gsize) (colon - source));

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
        *dataset = colon + 1;
        return g_steal_pointer (&path);
      }
    }
  return g_strdup (source);
}

/**
 * cal_path_get_hemisphere:
 *
 * Returns: the side that the file's name names; unknown if it names none or both
 */
CalHemisphere
cal_path_get_hemisphere (const char *path)
{
  g_auto (GStrv) words = split_name (path);
  CalHemisphere found = CAL_HEMISPHERE_UNKNOWN;

  for (gsize n = 0; words[n] != NULL; n++) {
    CalHemisphere hemisphere = hemisphere_of_word (words[n]);

    if (hemisphere == CAL_HEMISPHERE_UNKNOWN)
      continue;
    if (found != CAL_HEMISPHERE_UNKNOWN && found != hemisphere)
      return CAL_HEMISPHERE_UNKNOWN;
    found = hemisphere;
  }
  return found;
}

/**
 * cal_path_get_kind:
 *
 * Returns: the kind that the file's name names, unknown if none (lh.orig and lh.smoothwm are
 *   stages of the reconstruction, not one of the kinds)
 */
CalSurfaceKind
cal_path_get_kind (const char *path)
{
  static const struct {
    const char *word;
    CalSurfaceKind kind;
  } words_of_kinds[] = {
      {"white", CAL_SURFACE_WHITE},
      {"wm", CAL_SURFACE_WHITE},
      {"midthickness", CAL_SURFACE_MIDTHICKNESS},
      {"central", CAL_SURFACE_MIDTHICKNESS},
      {"graymid", CAL_SURFACE_MIDTHICKNESS},
      {"pial", CAL_SURFACE_PIAL},
      {"pia", CAL_SURFACE_PIAL},
      {"inflated", CAL_SURFACE_INFLATED},
      {"infl", CAL_SURFACE_INFLATED},
      {"veryinflated", CAL_SURFACE_VERY_INFLATED},
      {"vinflated", CAL_SURFACE_VERY_INFLATED},
      {"sphere", CAL_SURFACE_SPHERE},
      {"flat", CAL_SURFACE_FLAT},
  };
  g_auto (GStrv) words = split_name (path);
  gboolean is_very = FALSE;

  for (gsize n = 0; words[n] != NULL; n++) {
    for (gsize k = 0; k < G_N_ELEMENTS (words_of_kinds); k++)
      if (g_ascii_strcasecmp (words[n], words_of_kinds[k].word) == 0)
        return is_very && words_of_kinds[k].kind == CAL_SURFACE_INFLATED ? CAL_SURFACE_VERY_INFLATED
                                                                         : words_of_kinds[k].kind;
    is_very = g_ascii_strcasecmp (words[n], "very") == 0;
  }
  return CAL_SURFACE_UNKNOWN;
}

/**
 * cal_path_make_relative:
 * @folder: (nullable): absolute
 * @to: absolute
 *
 * Returns: (transfer full): the path of @to as seen from @folder; as it is, without a folder
 */
char *
cal_path_make_relative (const char *folder, const char *to)
{
  g_auto (GStrv) from_parts = NULL;
  g_auto (GStrv) to_parts = g_strsplit (to, "/", -1);
  g_autoptr (GString) path = g_string_new (NULL);
  guint shared = 0;

  if (folder == NULL)
    return g_strdup (to);
  from_parts = g_strsplit (folder, "/", -1);
  while (from_parts[shared] != NULL && to_parts[shared] != NULL &&
         g_str_equal (from_parts[shared], to_parts[shared]))
    shared++;
  for (guint n = shared; from_parts[n] != NULL; n++)
    if (*from_parts[n] != '\0')
      g_string_append (path, "../");
  for (guint n = shared; to_parts[n] != NULL; n++)
    g_string_append_printf (path, "%s%s", n > shared ? "/" : "", to_parts[n]);
  return g_strdup (path->len > 0 ? path->str : ".");
}
