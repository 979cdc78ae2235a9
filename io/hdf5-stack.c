/* hdf5-stack.c - datasets of one length as the rows of one array, in the reader process.
 *
 * Some keep a dataset for each stimulus. "*" is all of them in the order of their names, and "*_gt"
 * those whose names end so; the first dimension of "*_gt[0:10,5]" counts datasets. A star stands
 * for any text within a name. What has not one dimension is passed over.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/buffer.h"
#include "io/hdf5-private.h"
#include "model/error.h"

typedef struct {
  GPatternSpec *pattern;
  GPtrArray *names;
} Search;

static herr_t
visit (hid_t group, const char *name, const H5L_info_t *info, void *data)
{
  Search *search = data;

  if (info->type == H5L_TYPE_HARD &&
      g_pattern_spec_match (search->pattern, strlen (name), name, NULL))
    g_ptr_array_add (search->names, g_strdup (name));
  return 0;
}

/* The names of the pattern's group that match, sorted; NULL with @error if there is no group. */
static GPtrArray *
find_names (hid_t file, const char *group_path, const char *pattern, GError **error)
{
  hid_t access = cal_hdf5_link_access (H5P_GROUP_ACCESS);
  hid_t group = H5Gopen2 (file, group_path[0] != '\0' ? group_path : "/", access);
  Search search = {g_pattern_spec_new (pattern), g_ptr_array_new_with_free_func (g_free)};

  H5Pclose (access);
  if (group >= 0) {
    H5Literate (group, H5_INDEX_NAME, H5_ITER_INC, NULL, visit, &search);
    H5Gclose (group);
  }
  H5Eclear2 (H5E_DEFAULT);
  g_pattern_spec_free (search.pattern);
  if (group < 0 || search.names->len == 0) {
    g_ptr_array_unref (search.names);
    cal_hdf5_fail (CAL_ERROR_ARGUMENT, error, "no dataset matches \"%s/%s\"", group_path, pattern);
    return NULL;
  }
  return search.names;
}

/* What has been read: rows of one length and type. */
typedef struct {
  guint64 first_row;
  guint64 most_rows;
  GVariant *start; /* of each row */
  GVariant *count;
  guint64 max_bytes;
  GByteArray *elements;
  CalDtype dtype;
  gsize length;
  gsize n_seen;
  gsize n_rows;
} Stack;

/* The first dimension of what is asked for counts rows, the second what is in them. */
static void
stack_init (Stack *self, GVariant *start, GVariant *count)
{
  gsize n_starts, n_counts;
  const guint64 *starts = g_variant_get_fixed_array (start, &n_starts, sizeof (guint64));
  const guint64 *counts = g_variant_get_fixed_array (count, &n_counts, sizeof (guint64));
  gsize n_inner = n_starts > 1 && n_counts == n_starts ? n_starts - 1 : 0;

  *self = (Stack){.most_rows = G_MAXUINT64,
                  .max_bytes = cal_buffer_get_budget (),
                  .elements = g_byte_array_new ()};
  if (n_starts > 0 && n_counts == n_starts) {
    self->first_row = starts[0];
    self->most_rows = counts[0];
  }
  self->start = g_variant_ref_sink (g_variant_new_fixed_array (
      G_VARIANT_TYPE_UINT64, n_inner > 0 ? starts + 1 : NULL, n_inner, sizeof *starts));
  self->count = g_variant_ref_sink (g_variant_new_fixed_array (
      G_VARIANT_TYPE_UINT64, n_inner > 0 ? counts + 1 : NULL, n_inner, sizeof *counts));
}

static gboolean
keep_row (Stack *self, CalHdf5Part *part, const char *name, GError **error)
{
  guint old = self->elements->len;

  if (self->n_rows > 0 && (self->length != part->n_elements || self->dtype != part->type.dtype))
    return cal_hdf5_fail (CAL_ERROR_FORMAT, error,
                          "%s has %" G_GSIZE_FORMAT
                          " numbers of %s, those before it %" G_GSIZE_FORMAT " of %s",
                          name, part->n_elements, cal_dtype_get_name (part->type.dtype),
                          self->length, cal_dtype_get_name (self->dtype));
  if (part->n_bytes > G_MAXINT32 - old || part->n_bytes + old > self->max_bytes)
    return cal_hdf5_fail (CAL_ERROR_LIMIT, error,
                          "more values than the %" G_GUINT64_FORMAT
                          " bytes of memory they may take; ask for a part",
                          MIN (self->max_bytes, (guint64) G_MAXINT32));
  self->length = part->n_elements;
  self->dtype = part->type.dtype;
  g_byte_array_set_size (self->elements, old + (guint) part->n_bytes);
  self->n_rows++;
  return TRUE;
}

static void
report_nothing (double fraction, gpointer user_data)
{
}

static gboolean
read_row (Stack *self, hid_t file, const char *name, GError **error)
{
  g_auto (CalHdf5Part) part = {.object = -1};
  g_autoptr (GError) failure = NULL;
  guint old = self->elements->len;

  if (!cal_hdf5_part_open (&part, file, name, self->start, self->count, self->max_bytes,
                           &failure)) {
    /* Not of one dimension, or a group: it is no row. */
    if (part.object < 0 || part.n_dims != 1)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (part.n_dims != 1 || part.type.kind != CAL_HDF5_NUMBERS || part.is_attribute ||
      self->n_seen++ < self->first_row)
    return TRUE;
  return keep_row (self, &part, name, error) &&
         (part.n_bytes == 0 ||
          cal_hdf5_part_read (&part, self->elements->data + old, report_nothing, NULL, error));
}

/**
 * cal_hdf5_stack_read:
 * @pattern: see above, with no part
 * @start: (type at): a number for each dimension, or none
 * @count: as many
 *
 * Returns: (transfer full): datasets x numbers; NULL with @error set, with no file name in it
 */
CalArray *
cal_hdf5_stack_read (hid_t file,
                     const char *pattern,
                     GVariant *start,
                     GVariant *count,
                     CalHdf5Progress progress,
                     gpointer user_data,
                     GError **error)
{
  const char *slash = strrchr (pattern, '/');
  g_autofree char *group =
      slash != NULL ? g_strndup (pattern, (gsize) (slash - pattern)) : g_strdup ("");
  g_autoptr (GPtrArray) names =
      find_names (file, group, slash != NULL ? slash + 1 : pattern, error);
  g_autoptr (GBytes) bytes = NULL;
  gboolean sound = names != NULL;
  Stack stack;

  stack_init (&stack, start, count);
  for (guint n = 0; sound && n < names->len && stack.n_rows < stack.most_rows; n++) {
    g_autofree char *name = g_strdup_printf ("%s/%s", group, (char *) names->pdata[n]);

    sound = read_row (&stack, file, name, error);
    if (n % 64 == 0)
      progress ((double) n / names->len, user_data);
  }
  bytes = g_byte_array_free_to_bytes (stack.elements);
  g_variant_unref (stack.start);
  g_variant_unref (stack.count);
  if (sound && stack.n_rows == 0)
    sound = cal_hdf5_fail (CAL_ERROR_ARGUMENT, error, "no dataset of one dimension matches \"%s\"",
                           pattern);
  return sound ? cal_array_new (stack.dtype, 2, (gsize[]){stack.n_rows, stack.length}, bytes, error)
               : NULL;
}
