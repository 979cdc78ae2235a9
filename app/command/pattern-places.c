/* pattern-places.c - patterns, and where in the brain each of their channels lies.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/pattern-places.h"

#include <math.h>
#include <string.h>

#include "app/command/load.h"
#include "model/error.h"
#include "model/memory.h"

const CalOption cal_pattern_places_options[] = {
    {"mask", 0, CAL_OPTION_TEXT, "FILE", .help = "the voxels that are not 0 here"},
    {"surface", 0, CAL_OPTION_TEXTS, "FILE",
     .help = "the cortex of a hemisphere: white, midthickness or pial; both may be given"},
    {"index", 0, CAL_OPTION_TEXTS, "FILE",
     .help = "which vertices the patterns are of: a file of as many entries as vertices, not 0 "
             "where there is a pattern"},
    {"bind", 0, CAL_OPTION_TEXT, "KEY",
     .help = "how channels lie, where more than one way fits; the error names them"},
    {NULL},
};

/* What the person named. */
typedef struct {
  const char *patterns;
  const char *mask;
  const char *const *surfaces;
  const char *const *indexes;
  const char *binding;
  gboolean are_silent; /* none says where the patterns lie, and none must */
} Files;

static double
read_voxel (CalVolume *volume, gsize voxel, gsize frame)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);

  if (desc->inside != NULL && ((const guint8 *) g_bytes_get_data (desc->inside, NULL))[voxel] == 0)
    return (double) NAN;
  return desc->slope * cal_dtype_read (desc->dtype, g_bytes_get_data (desc->voxels, NULL),
                                       frame * cal_volume_get_n_voxels (volume) + voxel) +
         desc->intercept;
}

/* Without a mask, the voxels that say something: finite in every frame, and not always the same. */
static gboolean
varies (CalVolume *volume, gsize voxel)
{
  double first = read_voxel (volume, voxel, 0);
  gboolean differs = FALSE;

  for (gsize frame = 0; frame < cal_volume_get_desc (volume)->n_frames; frame++) {
    double value = read_voxel (volume, voxel, frame);

    if (!isfinite (value))
      return FALSE;
    differs = differs || value != first;
  }
  return differs;
}

/* The voxels that are channels, a row a frame. */
static CalArray *
take_voxels (const CalPatternPlaces *self, CalVolume *volume, gsize n_channels, GError **error)
{
  gsize n_frames = cal_volume_get_desc (volume)->n_frames, dims[2] = {n_frames, n_channels};
  gsize n_values = cal_size_times (n_frames, n_channels);
  double *values = g_try_malloc_n (MAX (n_values, 1), sizeof *values);
  g_autoptr (GBytes) bytes = NULL;

  if (values == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: too large for memory",
                 cal_volume_get_desc (volume)->name);
    return NULL;
  }
  for (gsize frame = 0; frame < n_frames; frame++)
    for (gsize v = 0; v < self->n_places; v++)
      if (self->channel_of_place[v] != CAL_NO_CHANNEL)
        values[frame * n_channels + (gsize) self->channel_of_place[v]] =
            read_voxel (volume, v, frame);
  bytes = g_bytes_new_take (values, n_values * sizeof *values);
  return cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);
}

static gboolean
take_volume (CalPatternPlaces *self, CalVolume *volume, CalVolume *mask, GError **error)
{
  gsize n = cal_volume_get_n_voxels (volume), n_channels = 0;

  if (mask != NULL && !cal_volume_check_grid (volume, mask, error))
    return FALSE;
  self->grid = g_object_ref (volume);
  self->n_places = n;
  self->channel_of_place = g_new (gint32, n);
  for (gsize v = 0; v < n; v++) {
    double value = mask != NULL ? read_voxel (mask, v, 0) : 0.0;
    gboolean is_in = mask != NULL ? value != 0.0 && !isnan (value) : varies (volume, v);

    self->channel_of_place[v] = is_in ? (gint32) n_channels++ : CAL_NO_CHANNEL;
  }
  if (n_channels == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: no voxel is in the mask, or none varies", cal_volume_get_desc (volume)->name);
    return FALSE;
  }
  self->patterns = take_voxels (self, volume, n_channels, error);
  self->sentence =
      g_strdup (mask != NULL ? "the voxels of the mask" : "the voxels that are finite and vary");
  return self->patterns != NULL;
}

static gboolean
add_surfaces (CalBindingContext *context, const char *const *paths, GError **error)
{
  CalCortexDesc desc = {.name = "surfaces"};
  g_autoptr (GPtrArray) loaded = g_ptr_array_new_with_free_func (g_object_unref);
  CalCortex *cortex;

  for (guint n = 0; paths[n] != NULL; n++) {
    CalSurface *surface =
        cal_load_as (CAL_TYPE_SURFACE, paths[n], "the surface of a hemisphere", error);
    CalHemisphere side;
    CalSurfaceKind kind;

    if (surface == NULL)
      return FALSE;
    g_ptr_array_add (loaded, surface);
    side = cal_surface_get_desc (surface)->hemisphere;
    kind = cal_surface_get_desc (surface)->kind;
    if (kind != CAL_SURFACE_UNKNOWN && !cal_surface_kind_is_anatomical (kind)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE,
                   "%s: millimetres on a surface that is %s are not those of the brain; expected "
                   "white, midthickness or pial",
                   paths[n], cal_surface_kind_get_name (kind));
      return FALSE;
    }
    /* One that does not say which it is may lie in either place. */
    if (side == CAL_HEMISPHERE_UNKNOWN)
      side = CAL_LEFT;
    if (desc.surfaces[side][CAL_SURFACE_WHITE] != NULL) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: a second surface of one hemisphere; expected one of each", paths[n]);
      return FALSE;
    }
    desc.surfaces[side][CAL_SURFACE_WHITE] = surface;
  }
  if (loaded->len == 0)
    return TRUE;
  cortex = cal_cortex_new (&desc, error);
  if (cortex == NULL)
    return FALSE;
  g_ptr_array_add (context->cortices, cortex);
  return TRUE;
}

static CalBinding *
choose_binding (CalVector *vector,
                const CalBindingContext *context,
                const Files *files,
                GError **error)
{
  g_autoptr (GString) tried = g_string_new (NULL);
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autoptr (GPtrArray) matches = cal_binding_find (vector, context, tried);
  CalBinding *chosen = NULL;
  guint n_fitting = 0;

  for (guint m = 0; m < matches->len; m++) {
    const char *key = cal_binding_get_key (matches->pdata[m]);

    if (cal_binding_is_transposed (matches->pdata[m]) ||
        cal_binding_get_rule (matches->pdata[m]) == CAL_BIND_TEMPLATE ||
        (files->binding != NULL && !g_str_equal (files->binding, key)))
      continue;
    g_string_append_printf (keys, "%s%s", keys->len > 0 ? ", " : "", key);
    chosen = matches->pdata[m];
    n_fitting++;
  }
  if (n_fitting == 1)
    return g_object_ref (chosen);
  if (n_fitting > 1)
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: %u bindings fit; choose one with --bind: %s", files->patterns, n_fitting,
                 keys->str);
  else
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: nothing says where its values lie: %s; expected --mask, or --surface",
                 files->patterns, tried->str);
  return NULL;
}

/* A binding is asked for the place of each channel by giving it their numbers. */
static GObject *
bind_numbers (CalBinding *binding, CalVector *vector, GError **error)
{
  CalVectorDesc desc = *cal_vector_get_desc (vector);
  gsize n = cal_vector_get_n_values (vector);
  double *numbers = g_new (double, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (numbers, n * sizeof *numbers);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, error);
  g_autoptr (CalVector) numbered = NULL;

  for (gsize c = 0; c < n; c++)
    numbers[c] = (double) c;
  if (array == NULL)
    return NULL;
  desc.values = array;
  desc.frame_names = NULL;
  desc.labels = NULL;
  numbered = cal_vector_new (&desc, error);
  return numbered != NULL ? cal_binding_apply (binding, numbered, error) : NULL;
}

static void
keep_places (CalPatternPlaces *self, GObject *numbered)
{
  self->n_places = CAL_IS_VOLUME (numbered) ? cal_volume_get_n_voxels (CAL_VOLUME (numbered))
                                            : cal_map_get_n_elements (CAL_MAP (numbered));
  self->channel_of_place = g_new (gint32, self->n_places);
  for (gsize p = 0; p < self->n_places; p++) {
    double number = (double) NAN;

    if (CAL_IS_VOLUME (numbered))
      number = read_voxel (CAL_VOLUME (numbered), p, 0);
    else {
      CalSample sample = cal_map_get_element (CAL_MAP (numbered), p, 0);

      if (sample.presence == CAL_VALUE)
        number = sample.value;
    }
    self->channel_of_place[p] = isnan (number) ? CAL_NO_CHANNEL : (gint32) number;
  }
}

static gboolean
take_vector (
    CalPatternPlaces *self, CalVector *vector, CalVolume *mask, const Files *files, GError **error)
{
  g_autoptr (GPtrArray) cortices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) masks = g_ptr_array_new ();
  g_autoptr (GPtrArray) indexes = g_ptr_array_new_with_free_func (g_object_unref);
  CalBindingContext context = {cortices, masks, indexes};
  g_autoptr (GObject) numbered = NULL;

  if (cal_array_get_n_dims (cal_vector_get_desc (vector)->values) != 2) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: one row of values; expected a row for each condition", files->patterns);
    return FALSE;
  }
  self->vector = g_object_ref (vector);
  self->patterns = g_object_ref (cal_vector_get_desc (vector)->values);
  if (files->are_silent) {
    self->sentence = g_strdup ("values in the order of the patterns");
    return TRUE;
  }
  if (mask != NULL)
    g_ptr_array_add (masks, mask);
  for (guint n = 0; files->indexes[n] != NULL; n++) {
    CalVector *index = cal_load_as (CAL_TYPE_VECTOR, files->indexes[n], "an index file", error);

    if (index == NULL)
      return FALSE;
    g_ptr_array_add (indexes, index);
  }
  if (!add_surfaces (&context, files->surfaces, error))
    return FALSE;
  self->binding = choose_binding (vector, &context, files, error);
  if (self->binding == NULL)
    return FALSE;
  numbered = bind_numbers (self->binding, vector, error);
  if (numbered == NULL)
    return FALSE;
  keep_places (self, numbered);
  if (CAL_IS_VOLUME (numbered))
    self->grid = g_object_ref (CAL_VOLUME (numbered));
  else
    self->cortex = g_object_ref (cal_binding_get_cortex (self->binding));
  self->sentence = g_strdup (cal_binding_get_sentence (self->binding));
  return TRUE;
}

/**
 * cal_pattern_places_init:
 * @self: (out caller-allocates): cleared by cal_pattern_places_clear()
 * @arguments: of a command with cal_pattern_places_options, whose first operand is the patterns
 * @must_bind: whether places are needed; if not, a row of values for each observation with no
 * option that says where they lie has none
 *
 * Reads the patterns and what says where they lie. Nothing is guessed: if several bindings fit,
 * the error names them.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_pattern_places_init (CalPatternPlaces *self,
                         CalArguments *arguments,
                         gboolean must_bind,
                         GError **error)
{
  Files files = {
      .patterns = cal_arguments_get_operands (arguments)[0],
      .mask = cal_arguments_get_text (arguments, "mask"),
      .surfaces = cal_arguments_get_texts (arguments, "surface"),
      .indexes = cal_arguments_get_texts (arguments, "index"),
      .binding = cal_arguments_get_text (arguments, "bind"),
  };
  g_autoptr (GObject) object = cal_load_one (files.patterns, error);
  g_autoptr (CalVolume) mask = NULL;

  files.are_silent = files.mask == NULL && *files.surfaces == NULL && *files.indexes == NULL &&
                     files.binding == NULL && !must_bind;
  if (object == NULL)
    return FALSE;
  if (files.mask != NULL) {
    mask = cal_load_as (CAL_TYPE_VOLUME, files.mask, "a mask", error);
    if (mask == NULL)
      return FALSE;
  }
  if (CAL_IS_VOLUME (object))
    return take_volume (self, CAL_VOLUME (object), mask, error);
  if (CAL_IS_VECTOR (object))
    return take_vector (self, CAL_VECTOR (object), mask, &files, error);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: %s; expected a series of volumes, or a row of values for each condition",
               files.patterns, G_OBJECT_TYPE_NAME (object) + strlen ("Cal"));
  return FALSE;
}

/**
 * cal_pattern_places_read:
 * @source: other patterns of the same channels: volumes on the same grid, or as many values a row
 *
 * Returns: (transfer full): observations x channels; NULL with @error set
 */
CalArray *
cal_pattern_places_read (const CalPatternPlaces *self, const char *source, GError **error)
{
  g_autoptr (GObject) object = cal_load_one (source, error);
  gsize n = cal_pattern_places_get_n_channels (self);
  CalArray *values;

  if (object == NULL)
    return NULL;
  if (CAL_IS_VOLUME (object) && self->vector == NULL)
    return cal_volume_check_grid (self->grid, CAL_VOLUME (object), error)
               ? take_voxels (self, CAL_VOLUME (object), n, error)
               : NULL;
  values = CAL_IS_VECTOR (object) ? cal_vector_get_desc (CAL_VECTOR (object))->values : NULL;
  if (values != NULL && cal_array_get_n_dims (values) == 2 && cal_array_get_dim (values, 1) == n)
    return g_object_ref (values);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: expected %s of %" G_GSIZE_FORMAT " channels, as the first patterns have",
               source, self->vector == NULL ? "volumes" : "rows", n);
  return NULL;
}

void
cal_pattern_places_clear (CalPatternPlaces *self)
{
  g_clear_object (&self->patterns);
  g_clear_pointer (&self->channel_of_place, g_free);
  g_clear_object (&self->grid);
  g_clear_object (&self->cortex);
  g_clear_object (&self->vector);
  g_clear_object (&self->binding);
  g_clear_pointer (&self->sentence, g_free);
}

gsize
cal_pattern_places_get_n_channels (const CalPatternPlaces *self)
{
  return cal_array_get_dim (self->patterns, 1);
}

/* The key of each place or channel, whichever the labels have. */
static gboolean
read_key (const CalPatternPlaces *self, GObject *labels, gsize place, gsize channel, gint32 *key)
{
  double value;

  if (CAL_IS_VOLUME (labels))
    value = read_voxel (CAL_VOLUME (labels), place, 0);
  else {
    CalVector *vector = CAL_VECTOR (labels);
    gboolean by_channel =
        cal_vector_get_n_values (vector) == cal_pattern_places_get_n_channels (self);

    value =
        cal_array_get_value (cal_vector_get_desc (vector)->values, by_channel ? channel : place);
  }
  *key = isnan (value) || fabs (value) > G_MAXINT32 ? 0 : (gint32) value;
  return isnan (value) || (double) *key == value;
}

/**
 * cal_pattern_places_read_parcels:
 * @source: labels on the grid of the patterns; or a value a channel, or a vertex
 *
 * Returns: (transfer full): each channel's key; 0 is no parcel; NULL with @error set
 */
gint32 *
cal_pattern_places_read_parcels (const CalPatternPlaces *self, const char *source, GError **error)
{
  g_autoptr (GObject) labels = cal_load_one (source, error);
  g_autofree gint32 *keys = g_new0 (gint32, cal_pattern_places_get_n_channels (self));
  gboolean fits;

  if (labels == NULL)
    return NULL;
  if (CAL_IS_VOLUME (labels) && self->grid != NULL) {
    if (!cal_volume_check_grid (self->grid, CAL_VOLUME (labels), error))
      return NULL;
    fits = TRUE;
  } else
    fits =
        CAL_IS_VECTOR (labels) && (cal_vector_get_n_values (CAL_VECTOR (labels)) ==
                                       cal_pattern_places_get_n_channels (self) ||
                                   cal_vector_get_n_values (CAL_VECTOR (labels)) == self->n_places);
  if (!fits) {
    g_set_error (
        error, CAL_ERROR, CAL_ERROR_SPACE,
        "%s: expected labels on the grid of the patterns, or a key for each of %" G_GSIZE_FORMAT
        " channels or %" G_GSIZE_FORMAT " places",
        source, cal_pattern_places_get_n_channels (self), self->n_places);
    return NULL;
  }
  for (gsize p = 0; p < self->n_places; p++) {
    gint32 channel = self->channel_of_place[p];

    if (channel != CAL_NO_CHANNEL && !read_key (self, labels, p, (gsize) channel, &keys[channel])) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: place %" G_GSIZE_FORMAT
                   " has a value that is no whole number, so it is no key",
                   source, p);
      return NULL;
    }
  }
  return g_steal_pointer (&keys);
}

/**
 * cal_pattern_places_read_map:
 * @source: a map on the grid of the patterns; or a value a channel, or a vertex
 *
 * Returns: (transfer full): each channel's value; NULL with @error set
 */
double *
cal_pattern_places_read_map (const CalPatternPlaces *self, const char *source, GError **error)
{
  g_autoptr (GObject) map = cal_load_one (source, error);
  gsize n = cal_pattern_places_get_n_channels (self);
  double *values;
  CalArray *array;

  if (map == NULL)
    return NULL;
  array = CAL_IS_VECTOR (map) ? cal_vector_get_desc (CAL_VECTOR (map))->values : NULL;
  if (CAL_IS_VOLUME (map) && self->grid != NULL) {
    if (!cal_volume_check_grid (self->grid, CAL_VOLUME (map), error))
      return NULL;
  } else if (array == NULL || (cal_array_get_n_elements (array) != n &&
                               cal_array_get_n_elements (array) != self->n_places)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE,
                 "%s: expected a map on the grid of the patterns, or a value for each of "
                 "%" G_GSIZE_FORMAT " channels or %" G_GSIZE_FORMAT " places",
                 source, n, self->n_places);
    return NULL;
  }
  values = g_new (double, n);
  if (array != NULL && cal_array_get_n_elements (array) == n) {
    for (gsize c = 0; c < n; c++)
      values[c] = cal_array_get_value (array, c);
    return values;
  }
  for (gsize p = 0; p < self->n_places; p++)
    if (self->channel_of_place[p] != CAL_NO_CHANNEL)
      values[self->channel_of_place[p]] =
          array != NULL ? cal_array_get_value (array, p) : read_voxel (CAL_VOLUME (map), p, 0);
  return values;
}
