/* whole-brain-encoder.c - results and parcels of the whole-brain transformer encoder.
 *
 * SPLIT_corr_avg.npy       a pickled dictionary {lh, rh}: r of each vertex of fsaverage
 * SPLIT_activations.npy    {out: {lh, rh}}: predicted responses, images x vertices; img_paths may
 *                          name the images
 * lh_labels_s01.pt, .npy   a list of parcels, each a list of vertex numbers, which together are all
 *                          vertices of the hemisphere; or one number a vertex: its parcel
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/format.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/layouts/series-part.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT
#define MOST_PARCELS 100000

typedef struct {
  CalFindings *findings;
  const char *path;
  CalLoaded *loaded; /* what the file holds */
  char *folder;      /* its name */
  CalJob *job;
} Recipe;

static CalPart *
add_part (Recipe *recipe, CalRole role, const char *what, const char *dataset, CalHemisphere side)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", recipe->folder, what);
  g_autofree char *source =
      dataset != NULL ? cal_lookup_dup_source (recipe->loaded, dataset) : g_strdup (recipe->path);
  CalPart *part = cal_findings_add (recipe->findings, role, name, source);

  part->hemisphere = side;
  return part;
}

static gboolean
take_scores (Recipe *recipe, const char *split)
{
  g_autofree char *what = g_strdup_printf ("%s r of mean responses", split);
  gboolean is_found = FALSE;

  for (int h = 0; h < 2; h++) {
    const char *dataset = h == 0 ? "/lh" : "/rh";
    const CalDataset *found = cal_lookup_dataset (recipe->loaded, dataset);

    if (found == NULL || !found->is_numeric || found->n_dims != 1)
      continue;
    add_part (recipe, CAL_ROLE_MAP, what, dataset, h == 0 ? CAL_LEFT : CAL_RIGHT)->statistic =
        g_strdup ("r");
    is_found = TRUE;
  }
  return is_found;
}

/* The stems of the images that were shown to the model, if the file names as many. */
static CalTextArray *
name_images (Recipe *recipe, gsize n_frames)
{
  g_autoptr (CalTextArray) texts = cal_lookup_texts (recipe->path, "/img_paths", recipe->job, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  if (texts == NULL || cal_text_array_get_n (texts) != n_frames)
    return NULL;
  for (gsize n = 0; n < n_frames; n++)
    g_ptr_array_add (paths, (gpointer) cal_text_array_get (texts, n));
  return cal_listing_make_stems (paths);
}

static gboolean
take_activations (Recipe *recipe, const char *split, GError **error)
{
  g_autofree char *what = g_strdup_printf ("predicted %s responses", split);
  gboolean is_found = FALSE;

  for (int h = 0; h < 2; h++) {
    const char *dataset = h == 0 ? "/out/lh" : "/out/rh";
    CalPart *part;

    if (cal_lookup_dataset (recipe->loaded, dataset) == NULL)
      continue;
    part = add_part (recipe, CAL_ROLE_PREDICTIONS, what, dataset, h == 0 ? CAL_LEFT : CAL_RIGHT);
    if (!cal_series_part_fill (part, recipe->path, dataset, FALSE, recipe->job, error))
      return FALSE;
    part->axis = CAL_AXIS_STIMULI;
    part->frame_ids = name_images (recipe, part->n_frames);
    is_found = TRUE;
  }
  return is_found;
}

/* How many vertices each parcel of the list has; nothing if the file is no list of parcels. */
static GArray *
measure_parcels (Recipe *recipe, char **list)
{
  GPtrArray *datasets = cal_loaded_get_datasets (recipe->loaded);
  GArray *lengths = g_array_new (FALSE, FALSE, sizeof (gsize));

  *list = NULL;
  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_auto (GStrv) words = cal_listing_match (dataset->path, "(/parcels|/)\\[\\d+\\]");

    if (words == NULL || !dataset->is_numeric || dataset->n_dims != 1)
      continue;
    if (*list == NULL)
      *list = g_strdup (words[1]);
    g_array_append_val (lengths, dataset->shape[0]);
  }
  return lengths;
}

/* The parcel of each vertex. */
static CalArray *
assign_vertices (Recipe *recipe, CalArray *vertices, GArray *lengths, GError **error)
{
  gsize n = cal_array_get_n_elements (vertices), first = 0;
  gint32 *parcels = g_new (gint32, MAX (n, 1));
  g_autoptr (GBytes) bytes = g_bytes_new_take (parcels, cal_size_times (n, sizeof *parcels));

  for (gsize v = 0; v < n; v++)
    parcels[v] = -1;
  for (guint p = 0; p < lengths->len; first += g_array_index (lengths, gsize, p++))
    for (gsize e = first; e < first + g_array_index (lengths, gsize, p); e++) {
      double vertex = e < n ? cal_array_get_value (vertices, e) : NAN;

      if (!(vertex >= 0.0 && vertex < (double) n) || parcels[(gsize) vertex] != -1) {
        g_set_error (
            error, CAL_ERROR, CAL_ERROR_FORMAT,
            "%s: parcel %u has the vertex %g, which %s; expected each of %" N
            " vertices in one parcel",
            recipe->path, p, vertex,
            vertex >= 0.0 && vertex < (double) n ? "another parcel has, too" : "there is not", n);
        return NULL;
      }
      parcels[(gsize) vertex] = (gint32) p;
    }
  return cal_array_new (CAL_DTYPE_INT32, 1, &n, bytes, error);
}

/* The number of each parcel as its name. */
static CalLabels *
number_parcels (CalArray *parcels)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  double last = -1.0;

  for (gsize e = 0; e < cal_array_get_n_elements (parcels); e++)
    last = fmax (last, cal_array_get_value (parcels, e));
  for (gint32 p = 0; p <= last && p < MOST_PARCELS; p++) {
    g_autofree char *name = g_strdup_printf ("parcel %d", p);
    float rgba[4];

    cal_labels_pick_colour ((guint) p, rgba);
    cal_labels_builder_add (builder, p, name, rgba);
  }
  return cal_labels_builder_end (g_steal_pointer (&builder));
}

static gboolean
are_parcels (CalArray *numbers)
{
  for (gsize e = 0; e < cal_array_get_n_elements (numbers); e++) {
    double number = cal_array_get_value (numbers, e);

    if (!(number >= -1.0 && number < MOST_PARCELS) || number != floor (number))
      return FALSE;
  }
  return cal_array_get_n_elements (numbers) > 0;
}

static gboolean
take_parcels (Recipe *recipe, const char *prefix, const char *subject, GError **error)
{
  CalHemisphere side = g_str_equal (prefix, "lh") ? CAL_LEFT : CAL_RIGHT;
  g_autofree char *list = NULL, *what = g_strdup_printf ("parcels %s", subject);
  g_autoptr (GArray) lengths = measure_parcels (recipe, &list);
  g_autofree char *all = list != NULL ? g_strconcat (list, "[]", NULL) : NULL;
  g_autoptr (CalArray) numbers = cal_lookup_numbers (recipe->path, all, recipe->job, error);
  g_autoptr (CalArray) parcels = NULL;
  CalPart *part;

  if (numbers == NULL)
    return FALSE;
  if (lengths->len > 0)
    parcels = assign_vertices (recipe, numbers, lengths, error);
  else if (cal_array_get_n_dims (numbers) == 1 && are_parcels (numbers))
    parcels = g_object_ref (numbers);
  if (parcels == NULL)
    return FALSE;
  part = add_part (recipe, CAL_ROLE_REGIONS, what, NULL, side);
  part->labels = number_parcels (parcels);
  part->object = (GObject *) cal_vector_new (
      &(CalVectorDesc){
          .name = part->name, .source = recipe->path, .values = parcels, .hemisphere = side},
      error);
  return part->object != NULL;
}

/**
 * cal_whole_brain_find_in_file:
 *
 * Of #CalLayout.
 */
gboolean
cal_whole_brain_find_in_file (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  const char *path = cal_loaded_get_path (loaded);
  g_autofree char *name = g_filename_display_basename (path), *parent = g_path_get_dirname (path);
  g_auto (GStrv) scores = cal_listing_match (name, "(.+)_corr_avg\\.npy");
  g_auto (GStrv) activations = cal_listing_match (name, "(.+)_activations\\.npy");
  g_auto (GStrv) parcels =
      cal_listing_match (name, "(?:(lh|rh)_)labels_(s(?:ubj)?\\d+)\\.(?:npy|pt)");
  Recipe recipe = {findings, path, loaded, cal_listing_dup_ancestor (parent, 0), job};
  gboolean is_found = FALSE;

  if (scores != NULL)
    is_found = take_scores (&recipe, scores[1]);
  else if (activations != NULL)
    is_found = take_activations (&recipe, activations[1], error);
  else if (parcels != NULL)
    is_found = take_parcels (&recipe, parcels[1], parcels[2], error);
  if (is_found)
    cal_findings_use (findings, path);
  g_free (recipe.folder);
  return is_found;
}
