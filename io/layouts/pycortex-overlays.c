/* pycortex-overlays.c - regions that were drawn on pycortex's flatmap.
 *
 * SUBJECT/overlays.svg              layers "rois", "sulci", ..., drawn on both flat hemispheres
 * SUBJECT/surfaces/flat_lh.gii      which the drawing is of, the left one on the left
 *
 * The drawing is as wide and as high as both flat surfaces beside each other, the left one's
 * rightmost vertex where the right one's leftmost is. A region is the vertices inside its outline;
 * of a layer's regions those that overlap are in maps of their own, and nothing hides another. What
 * is in "sulci" and is not closed is a line: the vertices no further from it than half an edge is
 * long.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/format.h"
#include "io/layouts/flat-drawing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/svg.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

/* Regions of a layer that do not overlap: a number a vertex. */
typedef struct {
  char *layer;
  gint32 *keys[2];
  CalLabelsBuilder *labels;
  gint32 n_labels;
} Sheet;

typedef struct {
  const char *path;
  CalFlatDrawing *flat;
  GPtrArray *sheets;
  guint8 *inside[2];
  CalFindings *findings;
} Recipe;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  g_free (self->layer);
  g_free (self->keys[0]);
  g_free (self->keys[1]);
  g_clear_pointer (&self->labels, cal_labels_builder_free);
  g_free (self);
}

static gboolean
has_room (const Recipe *recipe, const Sheet *sheet)
{
  for (int h = 0; h < 2; h++)
    for (gsize v = 0; v < recipe->flat->n[h]; v++)
      if (recipe->inside[h][v] && sheet->keys[h][v] != 0)
        return FALSE;
  return TRUE;
}

static Sheet *
find_sheet (Recipe *recipe, const char *layer)
{
  const float none[4] = {0};
  Sheet *sheet;

  for (guint n = 0; n < recipe->sheets->len; n++) {
    sheet = recipe->sheets->pdata[n];
    if (g_str_equal (sheet->layer, layer) && has_room (recipe, sheet))
      return sheet;
  }
  sheet = g_new0 (Sheet, 1);
  sheet->layer = g_strdup (layer);
  for (int h = 0; h < 2; h++)
    sheet->keys[h] = g_new0 (gint32, MAX (recipe->flat->n[h], 1));
  sheet->labels = cal_labels_builder_new ();
  cal_labels_builder_add (sheet->labels, 0, "none", none);
  g_ptr_array_add (recipe->sheets, sheet);
  return sheet;
}

/* All lines of a shape that have not been taken yet; what they enclose becomes a region. */
static void
take_shape (Recipe *recipe, gsize first, gboolean *is_taken)
{
  const CalFlatDrawing *flat = recipe->flat;
  const CalFlatLine *line = flat->lines + first;
  gsize n_inside = 0;
  Sheet *sheet;
  float rgba[4];

  for (int h = 0; h < 2; h++)
    memset (recipe->inside[h], 0, flat->n[h]);
  for (gsize n = first; n < flat->n_lines; n++) {
    const CalFlatLine *other = flat->lines + n;

    if (is_taken[n] || !g_str_equal (other->layer, line->layer) ||
        !g_str_equal (other->shape, line->shape))
      continue;
    if (g_str_equal (line->layer, "sulci") && !other->is_closed) {
      cal_flat_drawing_mark_along (flat, n, recipe->inside);
      is_taken[n] = TRUE;
    } else
      cal_flat_drawing_mark_inside (flat, n, recipe->inside, is_taken);
  }
  for (int h = 0; h < 2; h++)
    for (gsize v = 0; v < flat->n[h]; v++)
      n_inside += recipe->inside[h][v];
  if (n_inside == 0) {
    cal_findings_remark (recipe->findings, "%s of %s encloses no vertex", line->shape, line->layer);
    return;
  }
  sheet = find_sheet (recipe, line->layer);
  cal_labels_pick_colour ((guint) sheet->n_labels, rgba);
  cal_labels_builder_add (sheet->labels, ++sheet->n_labels, line->shape, rgba);
  for (int h = 0; h < 2; h++)
    for (gsize v = 0; v < flat->n[h]; v++)
      if (recipe->inside[h][v])
        sheet->keys[h][v] = sheet->n_labels;
}

static gboolean
add_half (Recipe *recipe,
          Sheet *sheet,
          CalHemisphere hemisphere,
          const char *name,
          CalLabels *labels,
          GError **error)
{
  const gsize n = recipe->flat->n[hemisphere];
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&sheet->keys[hemisphere]),
                                               cal_size_times (n, sizeof (gint32)));
  g_autoptr (CalArray) keys = cal_array_new (CAL_DTYPE_INT32, 1, &n, bytes, error);
  g_autofree char *source = g_strdup_printf ("%s:%s", recipe->path, name);
  CalVector *vector = keys != NULL ? cal_vector_new (&(CalVectorDesc){.name = name,
                                                                      .source = source,
                                                                      .values = keys,
                                                                      .hemisphere = hemisphere,
                                                                      .labels = labels,
                                                                      .per_vertex = TRUE},
                                                     error)
                                   : NULL;
  CalPart *part;

  if (vector == NULL)
    return FALSE;
  part = cal_findings_add (recipe->findings, CAL_ROLE_REGIONS, name, source);
  part->object = G_OBJECT (vector);
  part->hemisphere = hemisphere;
  part->labels = g_object_ref (labels);
  return TRUE;
}

static gboolean
add_sheets (Recipe *recipe, GError **error)
{
  for (guint n = 0; n < recipe->sheets->len; n++) {
    Sheet *sheet = recipe->sheets->pdata[n];
    g_autoptr (CalLabels) labels = cal_labels_builder_end (g_steal_pointer (&sheet->labels));
    g_autofree char *name = NULL;
    guint nth = 1;

    for (guint m = 0; m < n; m++)
      nth += g_str_equal (((Sheet *) recipe->sheets->pdata[m])->layer, sheet->layer);
    name = nth == 1 ? g_strdup (sheet->layer) : g_strdup_printf ("%s %u", sheet->layer, nth);
    if (nth == 2)
      cal_findings_remark (recipe->findings, "regions of %s that overlap others are in \"%s\"",
                           sheet->layer, name);
    if (!add_half (recipe, sheet, CAL_LEFT, name, labels, error) ||
        !add_half (recipe, sheet, CAL_RIGHT, name, labels, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
take_drawing (Recipe *recipe, GError **error)
{
  const CalFlatDrawing *flat = recipe->flat;
  g_autofree gboolean *is_taken = g_new0 (gboolean, MAX (flat->n_lines, 1));

  for (gsize n = 0; n < flat->n_lines; n++) {
    const char *layer = flat->lines[n].layer;

    /* What lies in no layer is the outline, and cutouts are windows on the map. */
    if (!is_taken[n] && layer[0] != '\0' && flat->lines[n].shape[0] != '\0' &&
        !g_str_equal (layer, "cutouts") && !g_str_equal (layer, "data"))
      take_shape (recipe, n, is_taken);
  }
  if (recipe->sheets->len == 0)
    cal_findings_remark (recipe->findings, "no region is drawn in overlays.svg");
  return add_sheets (recipe, error);
}

static gboolean
take (CalLoaded *loaded, CalSurface *surfaces[2], CalFindings *findings, GError **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (sheet_free);
  g_autoptr (CalFlatDrawing) flat = cal_flat_drawing_new (loaded, surfaces, findings, error);
  Recipe recipe = {.path = cal_loaded_get_path (loaded), .sheets = sheets, .findings = findings};
  gboolean is_taken;

  if (flat == NULL)
    return FALSE;
  recipe.flat = flat;
  for (int h = 0; h < 2; h++)
    recipe.inside[h] = g_malloc (MAX (flat->n[h], 1));
  is_taken = take_drawing (&recipe, error);
  g_free (recipe.inside[0]);
  g_free (recipe.inside[1]);
  return is_taken;
}

/* The flat surfaces beside the drawing; FALSE with no error if there are none. */
static gboolean
find_surfaces (
    const char *folder, char *paths[2], CalSurface *surfaces[2], CalJob *job, GError **error)
{
  static const char *const places[] = {"surfaces", "."};

  for (gsize p = 0; p < G_N_ELEMENTS (places); p++) {
    for (int h = 0; h < 2; h++) {
      const char *file = h == 0 ? "flat_lh.gii" : "flat_rh.gii";

      g_free (paths[h]);
      paths[h] = p == 0 ? g_build_filename (folder, places[p], file, NULL)
                        : g_build_filename (folder, file, NULL);
    }
    if (!g_file_test (paths[0], G_FILE_TEST_IS_REGULAR) ||
        !g_file_test (paths[1], G_FILE_TEST_IS_REGULAR))
      continue;
    for (int h = 0; h < 2; h++) {
      surfaces[h] = (CalSurface *) cal_lookup_object (paths[h], NULL, CAL_TYPE_SURFACE, job, error);
      if (surfaces[h] == NULL)
        return FALSE;
    }
    return TRUE;
  }
  return FALSE;
}

static gboolean
find (const char *folder, CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "overlays.svg", NULL);
  g_autoptr (CalLoaded) drawing = loaded != NULL ? g_object_ref (loaded) : NULL;
  CalSurface *surfaces[2] = {NULL, NULL};
  char *paths[2] = {NULL, NULL};
  gboolean is_found = find_surfaces (folder, paths, surfaces, job, error);

  if (is_found && drawing == NULL)
    drawing = cal_format_load (path, NULL, job, error);
  is_found = is_found && drawing != NULL && take (drawing, surfaces, findings, error);
  for (int h = 0; h < 2; h++) {
    /* A drawing that is opened alone brings what it is drawn on. */
    if (is_found && loaded != NULL)
      cal_findings_add (findings, CAL_ROLE_SURFACE, h == 0 ? "left" : "right", paths[h])->object =
          g_object_ref (G_OBJECT (surfaces[h]));
    g_clear_object (&surfaces[h]);
    g_free (paths[h]);
  }
  if (is_found)
    cal_findings_use (findings, path);
  return is_found;
}

/**
 * cal_pycortex_overlays_find_in_file:
 *
 * Of #CalLayout.
 */
gboolean
cal_pycortex_overlays_find_in_file (CalLoaded *loaded,
                                    CalFindings *findings,
                                    CalJob *job,
                                    GError **error)
{
  g_autofree char *folder = g_path_get_dirname (cal_loaded_get_path (loaded));

  return g_str_equal (cal_loaded_get_kind (loaded), "SVG drawing") &&
         find (folder, loaded, findings, job, error);
}

/**
 * cal_pycortex_overlays_find_in_folder:
 *
 * Of #CalLayout.
 */
gboolean
cal_pycortex_overlays_find_in_folder (const char *folder,
                                      CalFindings *findings,
                                      CalJob *job,
                                      GError **error)
{
  g_autofree char *path = g_build_filename (folder, "overlays.svg", NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) && find (folder, NULL, findings, job, error);
}
