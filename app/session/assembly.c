/* assembly.c - from loose surfaces to brains: which hemispheres and shapes belong together.
 *
 * Surfaces of one hemisphere belong together when they number the same vertices. Two hemispheres
 * belong together when they come from one folder, those of equal count first.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/assembly.h"

#include <math.h>
#include <string.h>

#include "app/session/underlay.h"

/* One hemisphere: every shape of one vertex numbering. */
typedef struct {
  char *folder;
  CalHemisphere hemisphere;
  gsize n_vertices;
  CalSurface *surfaces[CAL_N_SURFACE_KINDS];
  CalArray *curvature;
  gboolean paired;
} Side;

struct _CalAssembly {
  GPtrArray *sides;
  GPtrArray *remarks;
};

static void
side_free (gpointer data)
{
  Side *side = data;

  g_free (side->folder);
  for (int k = 0; k < CAL_N_SURFACE_KINDS; k++)
    g_clear_object (&side->surfaces[k]);
  g_clear_object (&side->curvature);
  g_free (side);
}

CalAssembly *
cal_assembly_new (void)
{
  CalAssembly *self = g_new0 (CalAssembly, 1);

  self->sides = g_ptr_array_new_with_free_func (side_free);
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
cal_assembly_free (CalAssembly *self)
{
  g_ptr_array_unref (self->sides);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

/* An anatomical surface that lies to one side of the midline can only be of that side. */
static CalHemisphere
find_side_by_place (CalSurface *surface)
{
  double sum_mm = 0.0;
  gsize n = cal_surface_get_n_vertices (surface);

  for (gsize v = 0; v < n; v++) {
    double world_mm[3];

    cal_surface_get_vertex_mm (surface, v, world_mm);
    sum_mm += world_mm[0];
  }
  if (!(fabs (sum_mm) > 5.0 * (double) n))
    return CAL_HEMISPHERE_UNKNOWN;
  return sum_mm < 0.0 ? CAL_LEFT : CAL_RIGHT;
}

static Side *
find_side (CalAssembly *self, const char *folder, CalHemisphere hemisphere, gsize n_vertices)
{
  Side *elsewhere = NULL;

  for (guint n = 0; n < self->sides->len; n++) {
    Side *side = self->sides->pdata[n];

    if (side->hemisphere != hemisphere || side->n_vertices != n_vertices)
      continue;
    if (g_str_equal (side->folder, folder))
      return side;
    elsewhere = side;
  }
  return elsewhere;
}

static Side *
get_side (CalAssembly *self, const char *folder, CalHemisphere hemisphere, gsize n_vertices)
{
  Side *side = find_side (self, folder, hemisphere, n_vertices);

  if (side == NULL) {
    side = g_new0 (Side, 1);
    side->folder = g_strdup (folder);
    side->hemisphere = hemisphere;
    side->n_vertices = n_vertices;
    g_ptr_array_add (self->sides, side);
  }
  return side;
}

/**
 * cal_assembly_add_surface:
 * @path: of its file
 *
 * Takes a surface in. A second one of the same hemisphere, numbering and shape is left alone, with
 * a remark. A surface whose shape is not known is taken for the folded cortex ("white") if it is
 * the only one.
 */
void
cal_assembly_add_surface (CalAssembly *self, const char *path, CalSurface *surface)
{
  const CalSurfaceDesc *desc = cal_surface_get_desc (surface);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *file = g_filename_display_basename (path);
  CalHemisphere hemisphere = desc->hemisphere;
  CalSurfaceKind kind = desc->kind;
  Side *side;

  if (hemisphere != CAL_HEMISPHERE_UNKNOWN && cal_surface_kind_is_anatomical (kind)) {
    CalHemisphere place = find_side_by_place (surface);

    if (place != CAL_HEMISPHERE_UNKNOWN && place != hemisphere)
      g_ptr_array_add (
          self->remarks,
          g_strdup_printf (
              "%s: called %s, but it lies on the %s; are its millimetres LPS, not RAS?", file,
              cal_hemisphere_get_name (hemisphere), cal_hemisphere_get_name (place)));
  }
  if (hemisphere == CAL_HEMISPHERE_UNKNOWN) {
    hemisphere = find_side_by_place (surface);
    g_ptr_array_add (
        self->remarks,
        g_strdup_printf (hemisphere == CAL_HEMISPHERE_UNKNOWN
                             ? "%s: neither the file nor its place says which hemisphere it is; "
                               "shown as the left one"
                             : "%s: taken for the %s hemisphere, since it lies on that side",
                         file, cal_hemisphere_get_name (hemisphere)));
    if (hemisphere == CAL_HEMISPHERE_UNKNOWN)
      hemisphere = CAL_LEFT;
  }
  side = get_side (self, folder, hemisphere, cal_surface_get_n_vertices (surface));
  if (kind == CAL_SURFACE_UNKNOWN) {
    kind = CAL_SURFACE_WHITE;
    g_ptr_array_add (self->remarks,
                     g_strdup_printf ("%s: the file does not say which shape it is; shown as the "
                                      "folded cortex",
                                      file));
  }
  if (side->surfaces[kind] != NULL) {
    g_ptr_array_add (self->remarks,
                     g_strdup_printf ("%s left alone: %s has the same shape (%s, %s)", file,
                                      cal_surface_get_desc (side->surfaces[kind])->name,
                                      cal_hemisphere_get_name (hemisphere),
                                      cal_surface_kind_get_name (kind)));
    return;
  }
  side->surfaces[kind] = g_object_ref (surface);
}

/**
 * cal_name_is_curvature:
 * @name: of a file
 *
 * Returns: whether it is called like FreeSurfer's curvature: "lh.curv", "sub_hemi-L_curv.shape.gii"
 */
gboolean
cal_name_is_curvature (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *lower = g_ascii_strdown (base, -1);
  const char *found = strstr (lower, "curv");

  return found != NULL && (found == lower || !g_ascii_isalpha (found[-1])) &&
         (g_str_has_prefix (found, "curvature") || !g_ascii_isalpha (found[4]));
}

/**
 * cal_assembly_add_curvature:
 * @vector: values called curvature, one a vertex
 *
 * The first one of a hemisphere is its underlay; others are left alone, with a remark.
 *
 * Returns: FALSE for curvature whose surface is not there
 */
gboolean
cal_assembly_add_curvature (CalAssembly *self, const char *path, CalVector *vector)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  g_autofree char *folder = g_path_get_dirname (path);
  Side *side = NULL;

  if (cal_vector_get_n_frames (vector) == 1 && desc->hemisphere != CAL_HEMISPHERE_UNKNOWN)
    side = find_side (self, folder, desc->hemisphere, cal_vector_get_n_values (vector));
  if (side == NULL)
    return FALSE;
  if (side->curvature == NULL)
    side->curvature = g_object_ref (desc->values);
  else {
    g_autofree char *file = g_filename_display_basename (path);

    g_ptr_array_add (self->remarks,
                     g_strdup_printf ("%s left alone: the %s hemisphere has its curvature", file,
                                      cal_hemisphere_get_name (desc->hemisphere)));
  }
  return TRUE;
}

/**
 * cal_assembly_add_gyral_curvature:
 * @vector: values that are positive on gyri
 *
 * As cal_assembly_add_curvature(), with the other sign.
 */
gboolean
cal_assembly_add_gyral_curvature (CalAssembly *self, const char *path, CalVector *vector)
{
  CalVectorDesc desc = *cal_vector_get_desc (vector);
  g_autoptr (CalArray) turned = cal_underlay_turn (desc.values);
  g_autoptr (CalVector) sulcal = NULL;

  desc.values = turned;
  sulcal = cal_vector_new (&desc, NULL);
  return sulcal != NULL && cal_assembly_add_curvature (self, path, sulcal);
}

/* The other hemisphere of the same brain: from the same folder if there is one, of the same count
 * if there is one. */
static Side *
find_partner (CalAssembly *self, Side *left)
{
  Side *best = NULL;
  int best_score = 0;

  for (guint n = 0; n < self->sides->len; n++) {
    Side *side = self->sides->pdata[n];
    gboolean same_folder, same_count;
    int score;

    if (side->paired || side->hemisphere != CAL_RIGHT)
      continue;
    same_folder = g_str_equal (side->folder, left->folder);
    same_count = side->n_vertices == left->n_vertices;
    score = 2 * same_count + same_folder;
    /* Native hemispheres differ in count, but never by a lot. */
    if (!same_count && (!same_folder || side->n_vertices > 2 * left->n_vertices ||
                        left->n_vertices > 2 * side->n_vertices))
      score = 0;
    if (score > best_score) {
      best_score = score;
      best = side;
    }
  }
  return best;
}

/* A brain is called like the folder of its subject: the first that does not only say what kind of
 * files it holds. */
static char *
dup_name (const char *folder)
{
  static const char *const kinds[] = {"surf", "gifti", "surfaces", "anat", "fsaverage_LR32k", NULL};
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *parent = g_path_get_dirname (folder);

  return g_strv_contains (kinds, name) ? g_path_get_basename (parent) : g_steal_pointer (&name);
}

/* The curvature of both sides; what there is to say of it is said once if it is the same. */
static void
make_underlays (const char *name, CalCortexDesc *desc, GPtrArray *remarks)
{
  char *texts[2] = {NULL, NULL};

  for (int h = 0; h < 2; h++) {
    desc->curvature[h] = cal_underlay_make (desc->surfaces[h], desc->curvature[h], &texts[h]);
    if (texts[h] != NULL && (h == 0 || g_strcmp0 (texts[0], texts[1]) != 0))
      g_ptr_array_add (remarks, g_strdup_printf ("%s: %s", name, texts[h]));
  }
  for (int h = 0; h < 2; h++)
    g_free (texts[h]);
}

static CalCortex *
join (Side *left, Side *right, GPtrArray *remarks)
{
  g_autoptr (GError) error = NULL;
  Side *any = left != NULL ? left : right;
  g_autofree char *name = dup_name (any->folder);
  CalCortexDesc desc = {.name = name};
  CalCortex *cortex;

  for (int h = 0; h < 2; h++) {
    Side *side = h == CAL_LEFT ? left : right;

    if (side == NULL)
      continue;
    for (int k = 0; k < CAL_N_SURFACE_KINDS; k++)
      desc.surfaces[h][k] = side->surfaces[k];
    desc.curvature[h] = side->curvature;
    side->paired = TRUE;
  }
  make_underlays (name, &desc, remarks);
  cortex = cal_cortex_new (&desc, &error);
  for (int h = 0; h < 2; h++)
    g_clear_object (&desc.curvature[h]);
  if (cortex == NULL)
    g_ptr_array_add (remarks, g_strdup (error->message));
  return cortex;
}

/**
 * cal_assembly_end:
 * @remarks: (inout): gets a sentence for each thing that was left alone or taken on trust
 *
 * Returns: (transfer full): CalCortex, the largest first
 */
GPtrArray *
cal_assembly_end (CalAssembly *self, GPtrArray *remarks)
{
  GPtrArray *cortices = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint n = 0; n < self->remarks->len; n++)
    g_ptr_array_add (remarks, g_strdup (self->remarks->pdata[n]));
  for (int h = 0; h < 2; h++)
    for (guint n = 0; n < self->sides->len; n++) {
      Side *side = self->sides->pdata[n];
      CalCortex *cortex;

      if (side->paired || side->hemisphere != (CalHemisphere) h)
        continue;
      cortex = h == CAL_LEFT ? join (side, find_partner (self, side), remarks)
                             : join (NULL, side, remarks);
      if (cortex != NULL)
        g_ptr_array_add (cortices, cortex);
    }
  return cortices;
}

/* "sulc.shape", "rois.label": what GIFTI's names say of the kind of file. */
static void
strip_kind (char *name)
{
  static const char *const kinds[] = {".shape", ".label", ".func", ".surf"};

  for (gsize n = 0; n < G_N_ELEMENTS (kinds); n++)
    if (g_str_has_suffix (name, kinds[n]) && strlen (name) > strlen (kinds[n]))
      name[strlen (name) - strlen (kinds[n])] = '\0';
}

/**
 * cal_name_strip_hemisphere:
 * @name: "lh.thickness", "sub-01_hemi-L_thickness", "S1.R.curv", "rh_noise_ceiling"
 *
 * Returns: (transfer full): the name without what says left or right; two files that differ only
 *   there are the two halves of one map
 */
char *
cal_name_strip_hemisphere (const char *name)
{
  static GRegex *regex;
  g_autofree char *stripped = NULL;

  if (g_once_init_enter (&regex)) {
    GRegex *compiled =
        g_regex_new ("(^|(?<=[._ -]))(hemi-?[LR]|[lr]h|[LR]|left|right)($|[._ -])", 0, 0, NULL);

    g_once_init_leave (&regex, compiled);
  }
  stripped = g_regex_replace (regex, name, -1, 0, "", 0, NULL);
  if (stripped == NULL || *stripped == '\0')
    return g_strdup (name);
  strip_kind (stripped);
  while (g_str_has_suffix (stripped, ".") || g_str_has_suffix (stripped, "_"))
    stripped[strlen (stripped) - 1] = '\0';
  return g_steal_pointer (&stripped);
}
