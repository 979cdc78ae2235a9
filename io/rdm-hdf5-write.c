/* rdm-hdf5-write.c - RDMs into HDF5: a file of rsatoolbox's, or a bundle.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-hdf5-write.h"

#include <string.h>

#include "model/error.h"
#include "model/memory.h"

/* rsatoolbox reads a row an RDM, of 64 bits. */
static gboolean
add_pairs (CalHdf5Writer *writer, const char *group, GPtrArray *rdms, GError **error)
{
  gsize n_pairs = cal_rdm_get_n_pairs (rdms->pdata[0]), dims[2] = {rdms->len, n_pairs}, n;
  g_autofree double *pairs = NULL;
  g_autofree char *dataset = g_strconcat (group, "/dissimilarities", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;

  if (g_size_checked_mul (&n, rdms->len, n_pairs))
    pairs = g_try_new (double, n);
  if (pairs == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%u times %" G_GSIZE_FORMAT " pairs do not fit in memory", rdms->len, n_pairs);
    return FALSE;
  }
  for (guint r = 0; r < rdms->len; r++)
    for (gsize pair = 0; pair < n_pairs; pair++)
      pairs[r * n_pairs + pair] = cal_rdm_get_pair (rdms->pdata[r], pair);
  bytes = g_bytes_new_take (g_steal_pointer (&pairs), cal_size_times (n, sizeof (double)));
  array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);
  return array != NULL && cal_hdf5_writer_add (writer, dataset, array, error);
}

static const char *
get_roi (const CalRdmDesc *desc)
{
  return desc->roi;
}

static const char *
get_subject (const CalRdmDesc *desc)
{
  return desc->subject;
}

static const char *
get_name (const CalRdmDesc *desc)
{
  return desc->name;
}

static gboolean
add_rdm_descriptors (CalHdf5Writer *writer, const char *group, GPtrArray *rdms, GError **error)
{
  static const struct {
    const char *path;
    const char *(*get) (const CalRdmDesc *desc);
  } descriptors[] = {{"/rdm_descriptors/name", get_name},
                     {"/rdm_descriptors/roi", get_roi},
                     {"/rdm_descriptors/subject", get_subject}};

  for (gsize d = 0; d < G_N_ELEMENTS (descriptors); d++) {
    CalTextArrayBuilder *builder = cal_text_array_builder_new ();
    g_autoptr (CalTextArray) texts = NULL;
    g_autofree char *path = g_strconcat (group, descriptors[d].path, NULL);
    gsize n = rdms->len;
    gboolean is_known = FALSE;

    for (guint r = 0; r < rdms->len; r++) {
      const char *text = descriptors[d].get (cal_rdm_get_desc (rdms->pdata[r]));

      is_known |= text != NULL;
      cal_text_array_builder_add (builder, text != NULL ? text : "", -1);
    }
    texts = cal_text_array_builder_end (builder, 1, &n, error);
    if (texts == NULL || (is_known && !cal_hdf5_writer_add_texts (writer, path, texts, error)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_pattern_descriptors (CalHdf5Writer *writer, const char *group, CalRdm *rdm, GError **error)
{
  CalTable *conditions = cal_rdm_get_desc (rdm)->conditions;
  guint n_columns = conditions != NULL ? cal_table_get_n_columns (conditions) : 0;
  g_autofree char *patterns = g_strconcat (group, "/pattern_descriptors", NULL);

  for (guint n = 0; n < n_columns; n++) {
    const CalColumn *column = cal_table_get_column (conditions, n);
    g_autofree char *name = g_strdelimit (g_strdup (column->name), "/", '_');
    g_autofree char *path = g_strconcat (patterns, "/", name, NULL);

    if (!(column->numbers != NULL ? cal_hdf5_writer_add (writer, path, column->numbers, error)
                                  : cal_hdf5_writer_add_texts (writer, path, column->texts, error)))
      return FALSE;
  }
  return n_columns > 0 || cal_hdf5_writer_add_group (writer, patterns, error);
}

/* The measure that all have; NULL if there is none, or they differ. */
static const char *
find_measure (GPtrArray *rdms)
{
  const char *measure = cal_rdm_get_desc (rdms->pdata[0])->measure;

  for (guint r = 1; r < rdms->len; r++)
    if (g_strcmp0 (measure, cal_rdm_get_desc (rdms->pdata[r])->measure) != 0)
      return NULL;
  return measure;
}

static gboolean
set_text (CalHdf5Writer *writer,
          const char *object,
          const char *attribute,
          const char *text,
          GError **error)
{
  return text == NULL ||
         cal_hdf5_writer_set_texts (writer, object, attribute, (const char *[]){text, NULL}, error);
}

/* The layout of rsatoolbox (io/hdf5.py) in @group, "" for the root: what is None there is an empty
 * dataset. */
static gboolean
add_rdms (CalHdf5Writer *writer, const char *group, GPtrArray *rdms, GError **error)
{
  const char *object = group[0] != '\0' ? group : "/";
  const char *measure = find_measure (rdms);
  g_autofree char *no_measure = g_strconcat (group, "/dissimilarity_measure", NULL);
  g_autofree char *descriptors = g_strconcat (group, "/descriptors", NULL);

  return set_text (writer, object, "rsatoolbox_version", "0.0.1", error) &&
         set_text (writer, object, "dissimilarity_measure", measure, error) &&
         (measure != NULL || cal_hdf5_writer_add_empty (writer, no_measure, error)) &&
         cal_hdf5_writer_add_group (writer, descriptors, error) &&
         set_text (writer, descriptors, "made_by", cal_rdm_get_desc (rdms->pdata[0])->made_by,
                   error) &&
         add_pairs (writer, group, rdms, error) &&
         add_rdm_descriptors (writer, group, rdms, error) &&
         add_pattern_descriptors (writer, group, rdms->pdata[0], error);
}

/**
 * cal_rdm_write_rsatoolbox:
 * @rdms: (element-type CalRdm): at least one; of the same conditions in the same order
 *
 * Returns: FALSE with @error set; the file is then as it was
 */
gboolean
cal_rdm_write_rsatoolbox (const char *path, GPtrArray *rdms, GError **error)
{
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, error);

  return writer != NULL && add_rdms (writer, "", rdms, error) &&
         cal_hdf5_writer_commit (writer, error);
}

/* As the RDM is called, once, and one group deep; the name itself is with the RDM. */
static char *
dup_group (const char *name, GHashTable *taken)
{
  g_autofree char *own = g_strdelimit (g_strdup (name), "/", '_');
  const char *base = own[strspn (own, ".")] != '\0' ? own : "RDM";
  GString *group = g_string_new (NULL);

  g_string_printf (group, "/rdms/%s", base);
  for (guint n = 2; g_hash_table_contains (taken, group->str); n++)
    g_string_printf (group, "/rdms/%s %u", base, n);
  g_hash_table_add (taken, g_strdup (group->str));
  return g_string_free (group, FALSE);
}

/**
 * cal_rdm_write_bundle_group:
 * @group: "/rdms/FFA", not there yet
 *
 * Returns: FALSE with @error set if it cannot be written
 */
gboolean
cal_rdm_write_bundle_group (CalHdf5Writer *writer, const char *group, CalRdm *rdm, GError **error)
{
  const CalRdmDesc *desc = cal_rdm_get_desc (rdm);
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();

  g_ptr_array_add (alone, rdm);
  return cal_hdf5_writer_add_group (writer, group, error) &&
         set_text (writer, group, "measure", desc->measure, error) &&
         set_text (writer, group, "made_by", desc->made_by, error) &&
         set_text (writer, group, "roi", desc->roi, error) &&
         set_text (writer, group, "subject", desc->subject, error) &&
         cal_hdf5_writer_set_integer (writer, group, "is_model", desc->is_model ? 1 : 0, error) &&
         add_rdms (writer, group, alone, error);
}

/**
 * cal_rdm_write_bundle:
 * @path: of a file that is not there
 * @rdms: (element-type CalRdm): at least one; they may be of different conditions
 *
 * Each has a group of its own (docs/bundle.md).
 *
 * Returns: FALSE with @error set; there is no file then
 */
gboolean
cal_rdm_write_bundle (const char *path, GPtrArray *rdms, GError **error)
{
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, error);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (writer == NULL || !cal_hdf5_writer_set_integer (writer, "/", "calcarine_bundle", 1, error))
    return FALSE;
  for (guint r = 0; r < rdms->len; r++) {
    g_autofree char *group = dup_group (cal_rdm_get_desc (rdms->pdata[r])->name, taken);

    if (!cal_rdm_write_bundle_group (writer, group, rdms->pdata[r], error))
      return FALSE;
  }
  return cal_hdf5_writer_commit (writer, error);
}
