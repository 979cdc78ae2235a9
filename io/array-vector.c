/* array-vector.c - from an array in a file, or a part of it, to a vector.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/array-vector.h"

#include <string.h>

#include "io/path.h"
#include "io/sidecar.h"
#include "model/error.h"

/* "5", "2:7", "2:", ":7" or ":". */
static gboolean
parse_range (const char *text, guint64 *start, guint64 *count, gboolean *is_single)
{
  const char *colon = strchr (text, ':');
  g_autofree char *first = g_strndup (text, colon != NULL ? (gsize) (colon - text) : strlen (text));
  guint64 end = G_MAXUINT64;

  *start = 0;
  *is_single = colon == NULL;
  if ((*is_single || first[0] != '\0') &&
      !g_ascii_string_to_unsigned (first, 10, 0, G_MAXINT64, start, NULL))
    return FALSE;
  if (*is_single)
    end = *start + 1;
  else if (colon[1] != '\0' &&
           !g_ascii_string_to_unsigned (colon + 1, 10, *start + 1, G_MAXINT64, &end, NULL))
    return FALSE;
  *count = end == G_MAXUINT64 ? G_MAXUINT64 : end - *start;
  return TRUE;
}

/**
 * cal_part_parse:
 * @text: "/betas", or a part as numpy writes it: "/betas[0:10]", "/betas[:,5]"; "[0:10]" is a part
 *   of what has no name
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if what is between the brackets makes no sense
 */
gboolean
cal_part_parse (const char *text, CalPart *part, GError **error)
{
  const char *bracket = g_str_has_suffix (text, "]") ? strrchr (text, '[') : NULL;
  gsize length = bracket != NULL ? (gsize) (bracket - text) : strlen (text);
  gboolean sound = (length > 0 || bracket != NULL) && length < sizeof part->name;

  memset (part, 0, sizeof *part);
  if (sound)
    memcpy (part->name, text, length);
  if (sound && bracket != NULL) {
    g_autofree char *inside = g_strndup (bracket + 1, strlen (bracket) - 2);
    g_auto (GStrv) ranges = g_strsplit (inside, ",", -1);

    part->n_dims = g_strv_length (ranges);
    sound = part->n_dims > 0 && part->n_dims <= CAL_ARRAY_MAX_DIMS;
    for (guint d = 0; sound && d < part->n_dims; d++)
      sound = parse_range (g_strstrip (ranges[d]), &part->start[d], &part->count[d],
                           &part->is_single[d]);
  }
  if (!sound)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "no part of a dataset: \"%s\"; expected NAME or NAME[0:10] or NAME[:,5]", text);
  return sound;
}

/**
 * cal_part_drop_dims:
 * @array: (inout): what was read; the dimensions that were one number are dropped
 */
gboolean
cal_part_drop_dims (const CalPart *part, CalArray **array, GError **error)
{
  gsize dims[CAL_ARRAY_MAX_DIMS];
  guint n_dims = 0;
  CalArray *flat;

  if (part->n_dims == 0)
    return TRUE;
  for (guint d = 0; d < cal_array_get_n_dims (*array); d++)
    if (d >= part->n_dims || !part->is_single[d])
      dims[n_dims++] = cal_array_get_dim (*array, d);
  flat = cal_array_new (cal_array_get_dtype (*array), n_dims, dims, cal_array_get_bytes (*array),
                        error);
  if (flat == NULL)
    return FALSE;
  g_object_unref (*array);
  *array = flat;
  return TRUE;
}

/**
 * cal_part_drop_text_dims:
 * @texts: (inout): as cal_part_drop_dims() does it with numbers
 */
gboolean
cal_part_drop_text_dims (const CalPart *part, CalTextArray **texts, GError **error)
{
  gsize dims[CAL_ARRAY_MAX_DIMS];
  guint n_dims = 0;
  CalTextArray *flat;

  if (part->n_dims == 0)
    return TRUE;
  for (guint d = 0; d < cal_text_array_get_n_dims (*texts); d++)
    if (d >= part->n_dims || !part->is_single[d])
      dims[n_dims++] = cal_text_array_get_dim (*texts, d);
  flat = cal_text_array_new (n_dims, dims, cal_text_array_get_starts (*texts),
                             cal_text_array_get_texts (*texts), error);
  if (flat == NULL)
    return FALSE;
  g_object_unref (*texts);
  *texts = flat;
  return TRUE;
}

/* "/subj01/lh/r" names a hemisphere as "lh.r" does. */
static CalHemisphere
find_hemisphere (const char *path, const char *dataset)
{
  g_autofree char *words = g_strdelimit (g_strdup (dataset), "/", '.');
  CalHemisphere hemisphere = cal_path_get_hemisphere (words);

  return hemisphere != CAL_HEMISPHERE_UNKNOWN ? hemisphere : cal_path_get_hemisphere (path);
}

/**
 * cal_array_vector_add:
 * @loaded: gets a #CalVector; a #CalArray if it is of no, or of more than two dimensions, and so
 *   says neither where its values are nor how they lie in space
 * @dataset: "" if the file is no container
 * @unit: (nullable): what the file says; a sidecar has the last word
 * @statistic: (nullable): likewise
 *
 * Returns: FALSE with @error set if the vector cannot be made
 */
gboolean
cal_array_vector_add (CalLoaded *loaded,
                      const char *dataset,
                      CalArray *array,
                      const char *unit,
                      const char *statistic,
                      GError **error)
{
  const char *path = cal_loaded_get_path (loaded);
  g_autofree char *source =
      dataset[0] != '\0' ? g_strdup_printf ("%s:%s", path, dataset) : g_strdup (path);
  g_autofree char *name = dataset[0] != '\0' && dataset[0] != '[' ? g_path_get_basename (dataset)
                                                                  : cal_path_dup_stem (path);
  g_autofree char *own_unit = cal_sidecar_dup (source, "unit");
  g_autofree char *own_statistic = cal_sidecar_dup (source, "statistic");
  guint n_dims = cal_array_get_n_dims (array);
  g_autoptr (CalVector) vector = NULL;

  if (n_dims < 1 || n_dims > 2) {
    cal_loaded_add (loaded, g_object_ref (array));
    return TRUE;
  }
  if (unit != NULL && unit[0] == '\0')
    unit = NULL;
  if (statistic != NULL && statistic[0] == '\0')
    statistic = NULL;
  vector = cal_vector_new (
      &(CalVectorDesc){.name = name,
                       .source = source,
                       .values = array,
                       .hemisphere = find_hemisphere (path, dataset),
                       .unit = own_unit != NULL ? own_unit : unit,
                       .statistic = own_statistic != NULL ? own_statistic : statistic},
      error);
  if (vector == NULL)
    return FALSE;
  cal_loaded_add (loaded, g_steal_pointer (&vector));
  return TRUE;
}
