/* binding.c - which place on the brain each value of a vector belongs to: every rule that fits.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/binding-private.h"

#include <math.h>
#include <string.h>

#define N G_GSIZE_FORMAT

G_DEFINE_FINAL_TYPE (CalBinding, cal_binding, G_TYPE_OBJECT)

static void
cal_binding_finalize (GObject *object)
{
  CalBinding *self = CAL_BINDING (object);

  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->sentence, g_free);
  g_clear_object (&self->cortex);
  g_clear_object (&self->index);
  g_clear_object (&self->mask);
  g_clear_object (&self->mapper);
  G_OBJECT_CLASS (cal_binding_parent_class)->finalize (object);
}

static void
cal_binding_class_init (CalBindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_binding_finalize;
}

static void
cal_binding_init (CalBinding *self)
{
}

/* One way to read the array, and what has been found for it. */
typedef struct {
  CalVector *vector;
  const CalVectorDesc *desc;
  gsize n_values;
  gboolean transposed;
  const CalBindingContext *context;
  GPtrArray *matches;
  GString *tried;
} Search;

static guint
context_length (GPtrArray *array)
{
  return array != NULL ? array->len : 0;
}

static const char *
place_name (CalHemisphere hemisphere)
{
  return hemisphere == CAL_LEFT    ? "the left hemisphere"
         : hemisphere == CAL_RIGHT ? "the right hemisphere"
                                   : "both hemispheres, left first,";
}

static const char *
place_key (CalHemisphere hemisphere)
{
  return hemisphere == CAL_HEMISPHERE_UNKNOWN ? "both" : cal_hemisphere_get_prefix (hemisphere);
}

G_GNUC_PRINTF (2, 3)
static void
note (Search *search, const char *format, ...)
{
  va_list args;

  if (search->tried == NULL)
    return;
  if (search->tried->len > 0)
    g_string_append (search->tried, "; ");
  va_start (args, format);
  g_string_append_vprintf (search->tried, format, args);
  va_end (args);
}

/* Takes @key and @sentence; a key that is taken already gets a number. */
static CalBinding *
add_match (Search *search, CalBindingRule rule, char *key, char *sentence)
{
  CalBinding *self = g_object_new (CAL_TYPE_BINDING, NULL);
  guint n_same = 0;

  self->rule = rule;
  self->n_values = search->n_values;
  self->transposed = search->transposed;
  self->hemisphere = CAL_HEMISPHERE_UNKNOWN;
  self->key = g_strdup_printf ("%s%s", key, search->transposed ? ":transposed" : "");
  self->sentence = g_strdup_printf (
      "%s%s", sentence, search->transposed ? " (the array is stored as values x frames)" : "");
  for (guint n = 0; n < search->matches->len; n++) {
    CalBinding *other = search->matches->pdata[n];

    n_same += g_str_has_prefix (other->key, self->key) &&
              (other->key[strlen (self->key)] == '\0' || other->key[strlen (self->key)] == '#');
  }
  if (n_same > 0) {
    char *numbered = g_strdup_printf ("%s#%u", self->key, n_same + 1);

    g_free (self->key);
    self->key = numbered;
  }
  g_ptr_array_add (search->matches, self);
  g_free (key);
  g_free (sentence);
  return self;
}

/* Elements of one hemisphere, or of the whole cortex; 0 where part of it is missing. */
static gsize
count_elements (CalCortex *cortex, CalHemisphere hemisphere)
{
  gsize left = cal_cortex_get_n_vertices (cortex, CAL_LEFT);
  gsize right = cal_cortex_get_n_vertices (cortex, CAL_RIGHT);

  return hemisphere == CAL_LEFT    ? left
         : hemisphere == CAL_RIGHT ? right
         : left > 0 && right > 0   ? left + right
                                   : 0;
}

static void
set_cortex (CalBinding *self, CalCortex *cortex, CalHemisphere hemisphere)
{
  self->hemisphere = hemisphere;
  self->cortex = g_object_ref (cortex);
}

/* "lh", or "fsaverage:lh" where several loaded cortices have as many vertices there. */
static char *
dup_cortex_key (Search *search, CalCortex *cortex, CalHemisphere hemisphere)
{
  gsize n = count_elements (cortex, hemisphere);
  guint n_alike = 0;

  for (guint c = 0; c < context_length (search->context->cortices); c++)
    n_alike += count_elements (search->context->cortices->pdata[c], hemisphere) == n;
  return n_alike > 1
             ? g_strdup_printf ("%s:%s", cal_cortex_get_name (cortex), place_key (hemisphere))
             : g_strdup (place_key (hemisphere));
}

/* Whether what two files say of the hemisphere can both be true of this place. */
static gboolean
hemisphere_fits (CalHemisphere said, CalHemisphere place)
{
  return said == CAL_HEMISPHERE_UNKNOWN || said == place;
}

static gboolean
find_surfaces (Search *search)
{
  gboolean found = FALSE;

  for (guint c = 0; c < context_length (search->context->cortices); c++) {
    CalCortex *cortex = search->context->cortices->pdata[c];

    for (int h = CAL_LEFT; h <= CAL_HEMISPHERE_UNKNOWN; h++) {
      gsize n = count_elements (cortex, (CalHemisphere) h);
      g_autofree char *key = NULL;

      if (n == 0)
        continue;
      if (n != search->n_values || !hemisphere_fits (search->desc->hemisphere, (CalHemisphere) h)) {
        note (search, "%s of %s: %" N " vertices%s", place_name ((CalHemisphere) h),
              cal_cortex_get_name (cortex), n,
              n == search->n_values ? ", but the file is of another hemisphere" : "");
        continue;
      }
      key = dup_cortex_key (search, cortex, (CalHemisphere) h);
      set_cortex (add_match (search, CAL_BIND_SURFACES, g_strconcat ("surfaces:", key, NULL),
                             g_strdup_printf ("%" N " values: one for each vertex of %s of %s", n,
                                              place_name ((CalHemisphere) h),
                                              cal_cortex_get_name (cortex))),
                  cortex, (CalHemisphere) h);
      found = TRUE;
    }
  }
  return found;
}

/* A template that is not loaded can be named, not drawn. */
static void
find_template (Search *search, gsize n_vertices, const char *how)
{
  gboolean halves = FALSE;
  const char *name = cal_template_find (n_vertices);

  if (name == NULL && search->desc->hemisphere == CAL_HEMISPHERE_UNKNOWN && n_vertices % 2 == 0) {
    name = cal_template_find (n_vertices / 2);
    halves = TRUE;
  }
  if (name == NULL)
    return;
  add_match (search, CAL_BIND_TEMPLATE, g_strdup_printf ("template:%s", name),
             g_strdup_printf ("%s: %s of %s, which is not loaded: open its surfaces to draw it",
                              how, halves ? "both hemispheres" : "one hemisphere", name));
}

static guint32
max_vertex (GBytes *vertices)
{
  gsize size;
  const guint32 *v = g_bytes_get_data (vertices, &size);
  guint32 max = 0;

  for (gsize n = 0; n < size / sizeof *v; n++)
    max = MAX (max, v[n]);
  return max;
}

static void
find_file_vertices (Search *search)
{
  const CalVectorDesc *desc = search->desc;
  guint32 max = max_vertex (desc->vertices);
  gboolean found = FALSE;

  for (guint c = 0; c < context_length (search->context->cortices); c++) {
    CalCortex *cortex = search->context->cortices->pdata[c];

    /* A file that numbers the whole cortex through (CIFTI) says of how many. */
    for (int h = CAL_LEFT; h <= (desc->n_vertices != 0 ? CAL_HEMISPHERE_UNKNOWN : CAL_RIGHT); h++) {
      gsize n = count_elements (cortex, (CalHemisphere) h);
      g_autofree char *key = NULL;

      if (n == 0 || !hemisphere_fits (desc->hemisphere, (CalHemisphere) h))
        continue;
      if (max >= n || (desc->n_vertices != 0 && desc->n_vertices != n)) {
        note (search, "%s of %s: %" N " vertices, where the file names vertex %u%s",
              place_name ((CalHemisphere) h), cal_cortex_get_name (cortex), n, max,
              desc->n_vertices != 0 ? " of another mesh" : "");
        continue;
      }
      key = dup_cortex_key (search, cortex, (CalHemisphere) h);
      set_cortex (add_match (search, CAL_BIND_FILE_VERTICES, g_strconcat ("file:", key, NULL),
                             g_strdup_printf ("%" N " values at the vertices that the file names, "
                                              "on %s of %s (%" N " vertices)",
                                              search->n_values, place_name ((CalHemisphere) h),
                                              cal_cortex_get_name (cortex), n)),
                  cortex, (CalHemisphere) h);
      found = TRUE;
    }
  }
  if (!found && desc->n_vertices != 0) {
    g_autofree char *how =
        g_strdup_printf ("%" N " values at the vertices that the file names", search->n_values);

    find_template (search, desc->n_vertices, how);
  }
}

/* Whether the numbers are different whole ones below @n. */
static gboolean
is_vertex_list (CalArray *list, gsize n)
{
  g_autofree guint8 *seen = g_malloc0 (n);

  for (gsize e = 0; e < cal_array_get_n_elements (list); e++) {
    double value = cal_array_get_value (list, e);

    if (!(value >= 0.0 && value < (double) n) || value != floor (value) || seen[(gsize) value])
      return FALSE;
    seen[(gsize) value] = 1;
  }
  return TRUE;
}

static gsize
count_nonzero (CalArray *array)
{
  gsize count = 0;

  for (gsize e = 0; e < cal_array_get_n_elements (array); e++) {
    double value = cal_array_get_value (array, e);

    count += value != 0.0 && !isnan (value);
  }
  return count;
}

static void
add_index_match (Search *search, CalVector *index, gboolean is_list, CalCortex *cortex, int h)
{
  const char *file = cal_vector_get_desc (index)->name;
  g_autofree char *key = dup_cortex_key (search, cortex, (CalHemisphere) h);
  /* The file says where; only where it does not is the place part of the key. */
  gboolean place_known =
      cal_vector_get_desc (index)->hemisphere == (CalHemisphere) h || h == CAL_HEMISPHERE_UNKNOWN;
  CalBinding *self;

  self = add_match (
      search, CAL_BIND_INDEX_FILE,
      place_known && strchr (key, ':') == NULL ? g_strdup_printf ("index:%s", file)
                                               : g_strdup_printf ("index:%s:%s", file, key),
      g_strdup_printf ("%" N " values at the %s of %s, in order, on %s of %s (%" N " vertices)",
                       search->n_values, is_list ? "vertex numbers" : "non-zero entries", file,
                       place_name ((CalHemisphere) h), cal_cortex_get_name (cortex),
                       count_elements (cortex, (CalHemisphere) h)));
  set_cortex (self, cortex, (CalHemisphere) h);
  self->index = g_object_ref (index);
  self->index_is_list = is_list;
}

static void
find_index_file (Search *search, CalVector *index)
{
  const CalVectorDesc *desc = cal_vector_get_desc (index);
  gsize length = cal_vector_get_n_values (index), n_nonzero;
  gboolean meshed = FALSE;

  if (cal_vector_get_n_frames (index) != 1)
    return;
  n_nonzero = count_nonzero (desc->values);
  for (guint c = 0; c < context_length (search->context->cortices); c++) {
    CalCortex *cortex = search->context->cortices->pdata[c];

    for (int h = CAL_LEFT; h <= CAL_HEMISPHERE_UNKNOWN; h++) {
      gsize n = count_elements (cortex, (CalHemisphere) h);

      if (n == 0 || !hemisphere_fits (desc->hemisphere, (CalHemisphere) h) ||
          !hemisphere_fits (search->desc->hemisphere, (CalHemisphere) h))
        continue;
      meshed |= length == n;
      if (length == n && n_nonzero == search->n_values)
        add_index_match (search, index, FALSE, cortex, h);
      else if (length == search->n_values && is_vertex_list (desc->values, n))
        add_index_match (search, index, TRUE, cortex, h);
      else if (length == n)
        note (search, "index file %s: %" N " non-zero entries", desc->name, n_nonzero);
    }
  }
  if (!meshed && n_nonzero == search->n_values && length > n_nonzero &&
      (search->desc->hemisphere == CAL_HEMISPHERE_UNKNOWN ||
       hemisphere_fits (desc->hemisphere, search->desc->hemisphere))) {
    g_autofree char *how =
        g_strdup_printf ("%" N " values at the non-zero entries of %s", n_nonzero, desc->name);

    find_template (search, length, how);
  } else if (!meshed)
    note (search, "index file %s: %" N " entries, %" N " of them not zero, for no loaded surface",
          desc->name, length, n_nonzero);
}

/* Calls visit with each non-zero voxel's place in the volume, in C or Fortran order. */
void
cal_binding_visit_mask (CalVolume *mask, gboolean c_order, CalMaskVisit visit, gpointer user_data)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (mask);
  const guint8 *voxels = g_bytes_get_data (desc->voxels, NULL);
  int fast = c_order ? 2 : 0, slow = c_order ? 0 : 2;
  gsize stride[3] = {1, desc->dims[0], desc->dims[0] * desc->dims[1]};

  for (gsize s = 0; s < desc->dims[slow]; s++)
    for (gsize j = 0; j < desc->dims[1]; j++)
      for (gsize f = 0; f < desc->dims[fast]; f++) {
        gsize voxel = s * stride[slow] + j * stride[1] + f * stride[fast];
        double value = desc->slope * cal_dtype_read (desc->dtype, voxels, voxel) + desc->intercept;

        if (value != 0.0 && !isnan (value))
          visit (voxel, user_data);
      }
}

typedef struct {
  gsize count;
  gsize last;
  gboolean rises;
} MaskOrder;

static void
follow_order (gsize voxel, gpointer user_data)
{
  MaskOrder *order = user_data;

  order->rises &= order->count == 0 || voxel > order->last;
  order->last = voxel;
  order->count++;
}

static void
add_mask_match (
    Search *search, CalVolume *mask, CalBindingRule rule, const char *key, const char *order)
{
  const char *file = cal_volume_get_desc (mask)->name;

  add_match (search, rule, g_strdup_printf ("%s:%s", key, file),
             g_strdup_printf ("%" N " values: one for each non-zero voxel of %s, %s",
                              search->n_values, file, order))
      ->mask = g_object_ref (mask);
}

/* How many voxels are in the mask, and whether they come in the same order in C and Fortran order.
 * Counted once for each volume: it does not change, and every vector asks. */
static gsize
count_mask (CalVolume *mask, gboolean *same_order)
{
  GQuark quark = g_quark_from_static_string ("cal-binding-mask");
  gsize packed = GPOINTER_TO_SIZE (g_object_get_qdata (G_OBJECT (mask), quark));

  if (packed == 0) {
    MaskOrder order = {0, 0, TRUE};

    /* Places that rise in C order too are the same in either order. */
    cal_binding_visit_mask (mask, TRUE, follow_order, &order);
    packed = (order.count + 1) * 2 + (order.rises ? 1 : 0);
    g_object_set_qdata (G_OBJECT (mask), quark, GSIZE_TO_POINTER (packed));
  }
  *same_order = packed % 2 == 1;
  return packed / 2 - 1;
}

static void
find_mask (Search *search, CalVolume *mask)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (mask);
  gboolean same_order;
  gsize count;

  if (desc->n_frames != 1)
    return;
  count = count_mask (mask, &same_order);
  if (count != search->n_values) {
    note (search, "mask %s: %" N " voxels", desc->name, count);
    return;
  }
  if (same_order) {
    add_mask_match (search, mask, CAL_BIND_MASK_FORTRAN, "mask", "the same in C and Fortran order");
    return;
  }
  add_mask_match (search, mask, CAL_BIND_MASK_C, "mask-c", "in C order (k fastest, as in numpy)");
  add_mask_match (search, mask, CAL_BIND_MASK_FORTRAN, "mask-fortran",
                  "in Fortran order (i fastest, as in the file)");
}

/* A mapper is for any cortex with as many vertices on each side. */
static void
find_mapper (Search *search, CalMapper *mapper)
{
  const CalMapperDesc *desc = cal_mapper_get_desc (mapper);
  gboolean is_found = FALSE;

  if (desc->n_voxels != search->n_values) {
    note (search, "mapper %s: %" N " voxels", desc->name, desc->n_voxels);
    return;
  }
  for (guint c = 0; !is_found && c < context_length (search->context->cortices); c++) {
    CalCortex *cortex = search->context->cortices->pdata[c];
    CalBinding *self;

    if (cal_cortex_get_n_vertices (cortex, CAL_LEFT) != desc->n_vertices[0] ||
        cal_cortex_get_n_vertices (cortex, CAL_RIGHT) != desc->n_vertices[1])
      continue;
    self = add_match (search, CAL_BIND_MAPPER, g_strdup_printf ("mapper:%s", desc->name),
                      g_strdup_printf ("%" N " values: one for each voxel of the mapper %s, which "
                                       "weighs them into the vertices of %s",
                                       search->n_values, desc->name, cal_cortex_get_name (cortex)));
    set_cortex (self, cortex, CAL_HEMISPHERE_UNKNOWN);
    self->mapper = g_object_ref (mapper);
    is_found = TRUE;
  }
  if (!is_found)
    note (search, "mapper %s: no loaded surfaces have its %" N " + %" N " vertices", desc->name,
          desc->n_vertices[0], desc->n_vertices[1]);
}

static void
find_one_way (Search *search)
{
  if (search->desc->vertices != NULL) {
    find_file_vertices (search);
    return;
  }
  if (!find_surfaces (search)) {
    g_autofree char *how = g_strdup_printf ("%" N " values", search->n_values);

    find_template (search, search->n_values, how);
  }
  for (guint n = 0; n < context_length (search->context->index_files); n++)
    if (search->context->index_files->pdata[n] != (gpointer) search->vector)
      find_index_file (search, search->context->index_files->pdata[n]);
  if (!search->desc->per_vertex)
    for (guint n = 0; n < context_length (search->context->masks); n++)
      find_mask (search, search->context->masks->pdata[n]);
  if (!search->desc->per_vertex && search->desc->hemisphere == CAL_HEMISPHERE_UNKNOWN)
    for (guint n = 0; n < context_length (search->context->mappers); n++)
      find_mapper (search, search->context->mappers->pdata[n]);
}

/**
 * cal_binding_find:
 * @context: what is at hand; any of its lists may be NULL
 * @tried: (nullable): how many values there are and what did not fit are appended, with the lengths
 *
 * An array of two dimensions is tried both ways round, unless the file says which is which.
 *
 * Returns: (transfer full) (element-type CalBinding): every rule that fits; may be empty
 */
GPtrArray *
cal_binding_find (CalVector *vector, const CalBindingContext *context, GString *tried)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  Search search = {vector, desc,    cal_vector_get_n_values (vector),
                   FALSE,  context, g_ptr_array_new_with_free_func (g_object_unref),
                   tried};

  note (&search, "%" N " values", search.n_values);
  find_one_way (&search);
  if (cal_array_get_n_dims (desc->values) == 2 && desc->vertices == NULL && !desc->per_vertex &&
      desc->frame_names == NULL) {
    search.transposed = TRUE;
    search.n_values = cal_vector_get_n_frames (vector);
    note (&search, "or %" N " values in each column", search.n_values);
    search.tried = NULL;
    find_one_way (&search);
  }
  return search.matches;
}

/**
 * cal_binding_fits_length:
 * @n_values: of a vector that has not been read
 *
 * Returns: whether the count alone may fit a rule that can be drawn
 */
gboolean
cal_binding_fits_length (gsize n_values, const CalBindingContext *context)
{
  for (guint c = 0; c < context_length (context->cortices); c++)
    for (int h = CAL_LEFT; h <= CAL_HEMISPHERE_UNKNOWN; h++) {
      gsize n = count_elements (context->cortices->pdata[c], (CalHemisphere) h);

      if (n != 0 && n == n_values)
        return TRUE;
    }
  for (guint n = 0; n < context_length (context->index_files); n++)
    if (cal_vector_get_n_values (context->index_files->pdata[n]) == n_values ||
        count_nonzero (cal_vector_get_desc (context->index_files->pdata[n])->values) == n_values)
      return TRUE;
  for (guint n = 0; n < context_length (context->masks); n++) {
    gboolean rises;

    if (count_mask (context->masks->pdata[n], &rises) == n_values)
      return TRUE;
  }
  for (guint n = 0; n < context_length (context->mappers); n++)
    if (cal_mapper_get_desc (context->mappers->pdata[n])->n_voxels == n_values)
      return TRUE;
  return FALSE;
}

CalBindingRule
cal_binding_get_rule (CalBinding *self)
{
  return self->rule;
}

/**
 * cal_binding_get_cortex:
 *
 * Returns: (transfer none) (nullable): the cortex that the values belong to; NULL for a mask, and
 *   for a template that is not loaded
 */
CalCortex *
cal_binding_get_cortex (CalBinding *self)
{
  return self->cortex;
}

/**
 * cal_binding_get_key:
 *
 * Returns: a short name that stays the same from run to run: "surfaces:lh",
 *   "index:lh.all-vertices_fsaverage_space.npy", "mask-c:roi.nii.gz"
 */
const char *
cal_binding_get_key (CalBinding *self)
{
  return self->key;
}

/**
 * cal_binding_get_target:
 *
 * Returns: (transfer none) (nullable): the mask (a CalVolume) or the index (a CalVector) that says
 *   where the values belong
 */
GObject *
cal_binding_get_target (CalBinding *self)
{
  return self->mask != NULL    ? G_OBJECT (self->mask)
         : self->index != NULL ? G_OBJECT (self->index)
                               : NULL;
}

/**
 * cal_binding_get_sentence:
 *
 * Returns: the rule, the counts and the files, for the person
 */
const char *
cal_binding_get_sentence (CalBinding *self)
{
  return self->sentence;
}

/**
 * cal_binding_is_transposed:
 *
 * Returns: whether the rule reads the array as values x frames
 */
gboolean
cal_binding_is_transposed (CalBinding *self)
{
  return self->transposed;
}
