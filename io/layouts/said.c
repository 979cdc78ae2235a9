/* said.c - what a container says of one of its datasets, in attributes or datasets beside it.
 *
 * An attribute of the dataset comes before one of its group, that before one of the file; then come
 * datasets of that name in its group and at the top.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/said.h"

#include <math.h>

#include "io/layouts/lookup.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT
/* Whole numbers below it are exact in a double. */
#define MAX_COUNT 9007199254740992.0

/* Where it is said; NULL if it is not. */
static char *
find_place (const CalSaid *self, const char *name)
{
  g_autofree char *group = g_path_get_dirname (self->dataset);
  g_auto (GStrv) places = g_new0 (char *, 6);

  places[0] = g_strdup_printf ("%s@%s", self->dataset, name);
  places[1] = g_strdup_printf ("%s@%s", group, name);
  places[2] = g_strdup_printf ("/@%s", name);
  places[3] = g_build_path ("/", group, name, NULL);
  places[4] = g_strdup_printf ("/%s", name);
  for (char **place = places; *place != NULL; place++)
    if (cal_lookup_dataset (self->loaded, *place) != NULL)
      return g_strdup (*place);
  return NULL;
}

/**
 * cal_said_read_numbers:
 * @numbers: (out caller-allocates): @max_n
 * @n: (out): how many there are; 0 if nothing is said
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if what is said are no numbers, or too many; FALSE with
 *   another error if it cannot be read
 */
gboolean
cal_said_read_numbers (
    const CalSaid *self, const char *name, double *numbers, gsize max_n, gsize *n, GError **error)
{
  const char *path = cal_loaded_get_path (self->loaded);
  g_autofree char *place = find_place (self, name);
  g_autoptr (CalArray) array =
      place != NULL ? cal_lookup_numbers (path, place, self->job, error) : NULL;

  *n = 0;
  if (array == NULL)
    return place == NULL;
  if (cal_array_get_n_elements (array) > max_n) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s:%s: %" N " numbers; expected at most %" N,
                 path, place, cal_array_get_n_elements (array), max_n);
    return FALSE;
  }
  *n = cal_array_get_n_elements (array);
  for (gsize e = 0; e < *n; e++)
    numbers[e] = cal_array_get_value (array, e);
  return TRUE;
}

/**
 * cal_said_read_counts:
 *
 * As cal_said_read_numbers(), but only whole numbers from 0 up.
 */
gboolean
cal_said_read_counts (
    const CalSaid *self, const char *name, gsize *counts, gsize max_n, gsize *n, GError **error)
{
  g_autofree double *numbers = g_new (double, MAX (max_n, 1));

  if (!cal_said_read_numbers (self, name, numbers, max_n, n, error))
    return FALSE;
  for (gsize e = 0; e < *n; e++) {
    if (!(numbers[e] >= 0.0 && numbers[e] < MAX_COUNT && numbers[e] == floor (numbers[e]))) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: \"%s\" of %s is %g; expected a whole number from 0 up",
                   cal_loaded_get_path (self->loaded), name, self->dataset, numbers[e]);
      return FALSE;
    }
    counts[e] = (gsize) numbers[e];
  }
  return TRUE;
}

/**
 * cal_said_read_texts:
 * @names: under which it may be said, ended by NULL: the first that is there counts
 * @texts: (out) (nullable): NULL if nothing is said
 *
 * Returns: FALSE with an error if it cannot be read
 */
gboolean
cal_said_read_texts (const CalSaid *self,
                     const char *const *names,
                     CalTextArray **texts,
                     GError **error)
{
  *texts = NULL;
  for (; *names != NULL; names++) {
    g_autofree char *place = find_place (self, *names);

    if (place != NULL && cal_lookup_dataset (self->loaded, place)->is_text) {
      *texts = cal_lookup_texts (cal_loaded_get_path (self->loaded), place, self->job, error);
      return *texts != NULL;
    }
  }
  return TRUE;
}
