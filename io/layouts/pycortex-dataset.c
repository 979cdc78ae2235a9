/* pycortex-dataset.c - datasets that pycortex saves: HDF5.
 *
 * /data/NAME        a volume (z, y, x), or one a frame before that; or a value a vertex of both
 *                   hemispheres, left first; or a value a voxel of a mask, x fastest. Attributes:
 *                   "subject", and "mask" where it is of one
 * /views/NAME       eight texts: JSON of the names of data that are seen as NAME, ..., JSON of the
 *                   names of transforms, null for vertices
 * /subjects/...     masks are kept there, and perhaps transforms and surfaces, which are not read
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/json.h"
#include "io/layouts/grid.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT
#define VOXEL_MM 1.0

/* What the views say of a dataset under /data. */
typedef struct {
  char *name;
  gboolean is_of_vertices;
} Seen;

typedef struct {
  CalLoaded *loaded;
  const char *path;
  GHashTable *seen;  /* Seen by the name of the data */
  GHashTable *masks; /* the source of each mask that is a part, by itself */
  CalFindings *findings;
  CalJob *job;
} Recipe;

static void
seen_free (gpointer data)
{
  g_free (((Seen *) data)->name);
  g_free (data);
}

static void
collect_names (JsonNode *node, GPtrArray *names, guint depth)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    g_ptr_array_add (names, g_strdup (json_node_get_string (node)));
  else if (JSON_NODE_HOLDS_ARRAY (node) && depth < 2)
    for (guint n = 0; n < json_array_get_length (json_node_get_array (node)); n++)
      collect_names (json_array_get_element (json_node_get_array (node), n), names, depth + 1);
}

/* Several data of one view are the channels of a colour, or the axes of a square of colours. */
static char *
dup_name (const char *view, guint n, guint n_names)
{
  static const char *const channels[] = {"red", "green", "blue", "alpha"};

  if (n_names == 1)
    return g_strdup (view);
  if (n_names == 3 || n_names == 4)
    return g_strdup_printf ("%s, %s", view, channels[n]);
  return g_strdup_printf ("%s, %u", view, n + 1);
}

/* A view that is not understood costs its name, not the data. */
static void
read_view (Recipe *recipe, const CalDataset *dataset)
{
  const char *view = dataset->path + strlen ("/views/");
  g_autoptr (GError) error = NULL;
  g_autoptr (CalTextArray) texts =
      cal_lookup_texts (recipe->path, dataset->path, recipe->job, &error);
  gsize n_texts = texts != NULL ? cal_text_array_get_n (texts) : 0;
  const char *json = n_texts > 0 ? cal_text_array_get (texts, 0) : "";
  g_autoptr (JsonNode) node =
      texts != NULL ? cal_json_parse (dataset->path, json, strlen (json), &error) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (node != NULL)
    collect_names (node, names, 0);
  if (names->len == 0)
    cal_findings_remark (recipe->findings, "%s: does not say which data it is of%s%s",
                         dataset->path, error != NULL ? ": " : "",
                         error != NULL ? error->message : "");
  for (guint n = 0; n < names->len; n++) {
    g_autofree char *data = g_strconcat ("/data/", names->pdata[n], NULL);
    Seen *seen;

    if (cal_lookup_dataset (recipe->loaded, data) == NULL) {
      cal_findings_remark (recipe->findings, "%s: is of %s, which the file does not have",
                           dataset->path, data);
      continue;
    }
    if (g_hash_table_contains (recipe->seen, names->pdata[n]))
      cal_findings_remark (recipe->findings, "%s: another view of %s, which is given once",
                           dataset->path, data);
    seen = g_new0 (Seen, 1);
    seen->name = dup_name (view, n, names->len);
    seen->is_of_vertices = n_texts >= 8 && g_str_equal (cal_text_array_get (texts, 7), "null");
    g_hash_table_replace (recipe->seen, g_strdup (names->pdata[n]), seen);
  }
}

static char *
dup_attribute (const Recipe *recipe, const CalDataset *dataset, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s@%s", dataset->path, name);

  return cal_lookup_dataset (recipe->loaded, path) != NULL
             ? cal_lookup_dup_text (recipe->path, path, recipe->job)
             : NULL;
}

/* C order of z, y, x is i fastest. */
static CalVolume *
make_volume (Recipe *recipe, const CalDataset *dataset, const char *name, GError **error)
{
  g_autoptr (CalArray) array = cal_lookup_numbers (recipe->path, dataset->path, recipe->job, error);
  guint n_dims = array != NULL ? cal_array_get_n_dims (array) : 0;
  CalVolumeDesc desc = {.name = name, .n_frames = 1};

  if (array == NULL)
    return NULL;
  /* The file may have changed since it was listed. */
  if (n_dims != dataset->n_dims) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s:%s: %u dimensions; expected %u, as listed",
                 recipe->path, dataset->path, n_dims, dataset->n_dims);
    return NULL;
  }
  for (guint a = 0; a < 3; a++)
    desc.dims[a] = cal_array_get_dim (array, n_dims - 1 - a);
  if (n_dims == 4)
    desc.n_frames = cal_array_get_dim (array, 0);
  desc.dtype = cal_array_get_dtype (array);
  desc.voxels = cal_array_get_bytes (array);
  cal_grid_find_affine (&desc, name, VOXEL_MM, recipe->findings, recipe->path, recipe->job);
  return cal_volume_new (&desc, error);
}

static gboolean
take_volume (Recipe *recipe, const CalDataset *dataset, const char *name, GError **error)
{
  g_autofree char *source = cal_lookup_dup_source (recipe->loaded, dataset->path);
  CalVolume *volume;

  /* Older versions keep red, green and blue last, which no shape tells from slices. */
  if (dataset->n_dims == 4 && dataset->dtype == CAL_DTYPE_UINT8 &&
      (dataset->shape[3] == 3 || dataset->shape[3] == 4)) {
    cal_findings_remark (recipe->findings, "%s: colours of voxels; left alone", name);
    return TRUE;
  }
  volume = make_volume (recipe, dataset, name, error);
  if (volume == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_MAP, name, source)->object = G_OBJECT (volume);
  return TRUE;
}

/* Adds a mask once; takes @volume. */
static void
add_mask (Recipe *recipe, const char *name, const char *source, CalVolume *volume)
{
  cal_findings_add (recipe->findings, CAL_ROLE_MASK, name, source)->object = G_OBJECT (volume);
  g_hash_table_add (recipe->masks, g_strdup (source));
}

/* A mask that was given as an array is in the file. */
static char *
find_mask_inside (Recipe *recipe, const char *subject, const char *mask, GError **error)
{
  g_autofree char *start = g_strdup_printf ("/subjects/%s/transforms/", subject);
  g_autofree char *end = g_strdup_printf ("/masks/%s", mask);
  GPtrArray *datasets = cal_loaded_get_datasets (recipe->loaded);

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_autofree char *source = cal_lookup_dup_source (recipe->loaded, dataset->path);
    CalVolume *volume;

    if (dataset->is_attribute || !dataset->is_numeric || dataset->n_dims != 3 ||
        !g_str_has_prefix (dataset->path, start) || !g_str_has_suffix (dataset->path, end))
      continue;
    if (g_hash_table_contains (recipe->masks, source))
      return g_steal_pointer (&source);
    volume = make_volume (recipe, dataset, mask, error);
    if (volume == NULL)
      return NULL;
    add_mask (recipe, mask, source, volume);
    return g_steal_pointer (&source);
  }
  return NULL;
}

/* One of the subject's own is a file of pycortex's, which may lie beside. */
static char *
find_mask_beside (Recipe *recipe, const char *mask)
{
  static const char *const forms[] = {"mask_%s.nii.gz", "mask_%s.nii", "%s.nii.gz", "%s.nii"};
  g_autofree char *folder = g_path_get_dirname (recipe->path);

  if (strchr (mask, G_DIR_SEPARATOR) != NULL)
    return NULL;
  for (gsize n = 0; n < G_N_ELEMENTS (forms); n++) {
    g_auto (GStrv) around = g_strsplit (forms[n], "%s", 2);
    g_autofree char *file = g_strconcat (around[0], mask, around[1], NULL);
    g_autofree char *path = g_build_filename (folder, file, NULL);
    GObject *volume;

    if (g_hash_table_contains (recipe->masks, path))
      return g_steal_pointer (&path);
    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      continue;
    volume = cal_lookup_object (path, NULL, CAL_TYPE_VOLUME, recipe->job, NULL);
    if (volume == NULL)
      continue;
    add_mask (recipe, file, path, CAL_VOLUME (volume));
    return g_steal_pointer (&path);
  }
  return NULL;
}

static gboolean
bind_to_mask (Recipe *recipe, CalPart *part, const char *subject, const char *mask, GError **error)
{
  GError *failure = NULL;

  part->bind_to = find_mask_inside (recipe, subject, mask, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (part->bind_to == NULL)
    part->bind_to = find_mask_beside (recipe, mask);
  if (part->bind_to != NULL)
    part->bind_key = g_strdup ("mask-fortran");
  else
    part->needs = g_strdup_printf (
        "pycortex's mask \"%s\" of %s, i fastest; it is a file of its own", mask, subject);
  return TRUE;
}

static gboolean
take_vector (Recipe *recipe,
             const CalDataset *dataset,
             const char *name,
             const Seen *seen,
             const char *subject,
             GError **error)
{
  g_autofree char *source = cal_lookup_dup_source (recipe->loaded, dataset->path);
  g_autofree char *mask = dup_attribute (recipe, dataset, "mask");
  g_autoptr (CalArray) values =
      cal_lookup_numbers (recipe->path, dataset->path, recipe->job, error);
  g_autoptr (CalVector) vector = NULL;
  CalPart *part;

  if (values == NULL)
    return FALSE;
  vector = cal_vector_new (
      &(CalVectorDesc){.name = name,
                       .source = source,
                       .values = values,
                       .hemisphere = CAL_HEMISPHERE_UNKNOWN,
                       .per_vertex = mask == NULL && seen != NULL && seen->is_of_vertices},
      error);
  if (vector == NULL)
    return FALSE;
  part = cal_findings_add (recipe->findings, CAL_ROLE_MAP, name, source);
  part->object = (GObject *) g_steal_pointer (&vector);
  if (mask != NULL)
    return bind_to_mask (recipe, part, subject, mask, error);
  part->needs = g_strdup_printf ("both surfaces of %s", subject);
  return TRUE;
}

static gboolean
take_data (Recipe *recipe, const CalDataset *dataset, const char *subject, GError **error)
{
  const char *own = dataset->path + strlen ("/data/");
  const Seen *seen = g_hash_table_lookup (recipe->seen, own);
  const char *name = seen != NULL ? seen->name : own;

  if (!dataset->is_numeric || dataset->n_dims < 1 || dataset->n_dims > 4) {
    cal_findings_remark (recipe->findings, "%s: %s of %u dimensions; left alone", name,
                         dataset->type_name, dataset->n_dims);
    return TRUE;
  }
  return dataset->n_dims > 2 ? take_volume (recipe, dataset, name, error)
                             : take_vector (recipe, dataset, name, seen, subject, error);
}

static gboolean
take (Recipe *recipe, gboolean *is_found, GError **error)
{
  GPtrArray *datasets = cal_loaded_get_datasets (recipe->loaded);
  gsize n_left = 0;

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];

    if (!dataset->is_attribute && dataset->is_text && dataset->n_dims == 1 &&
        g_str_has_prefix (dataset->path, "/views/"))
      read_view (recipe, dataset);
    else if (!dataset->is_attribute && g_str_has_prefix (dataset->path, "/subjects/") &&
             strstr (dataset->path, "/masks/") == NULL)
      n_left++;
  }
  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_autofree char *subject = NULL;

    if (dataset->is_attribute || !g_str_has_prefix (dataset->path, "/data/") ||
        (subject = dup_attribute (recipe, dataset, "subject")) == NULL)
      continue;
    *is_found = TRUE;
    if (!take_data (recipe, dataset, subject, error))
      return FALSE;
  }
  if (n_left > 0)
    cal_findings_remark (recipe->findings,
                         "/subjects: %" N
                         " surfaces, transforms or drawings are not read: open the "
                         "subject's surfaces",
                         n_left);
  return TRUE;
}

/* Whether a dataset under /data says of which subject it is. */
static gboolean
is_of_pycortex (CalLoaded *loaded)
{
  GPtrArray *datasets = cal_loaded_get_datasets (loaded);

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];

    if (dataset->is_attribute && dataset->is_text && g_str_has_prefix (dataset->path, "/data/") &&
        g_str_has_suffix (dataset->path, "@subject"))
      return TRUE;
  }
  return FALSE;
}

/**
 * cal_pycortex_dataset_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_pycortex_dataset_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, seen_free);
  g_autoptr (GHashTable) masks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Recipe recipe = {loaded, cal_loaded_get_path (loaded), seen, masks, findings, job};
  gboolean is_found = FALSE;

  return g_str_equal (cal_loaded_get_kind (loaded), "HDF5") && is_of_pycortex (loaded) &&
         take (&recipe, &is_found, error) && is_found;
}
