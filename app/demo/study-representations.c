/* study-representations.c - the demo's RDMs, and the tables of its conditions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/study-parts.h"
#include "io/hdf5-write.h"
#include "io/rdm-write.h"
#include "io/replace.h"

/* A table as CSV; its texts hold no commas and no quotes. */
static gboolean
write_table (const CalDemoStudy *study, CalTable *table, const char *name, GError **error)
{
  g_autofree char *path = cal_demo_study_dup_path (study, "representations/%s", name);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_columns = cal_table_get_n_columns (table);

  for (guint c = 0; c < n_columns; c++)
    g_string_append_printf (text, "%s%s", c > 0 ? "," : "", cal_table_get_column (table, c)->name);
  g_string_append_c (text, '\n');
  for (gsize row = 0; row < cal_table_get_n_rows (table); row++) {
    for (guint c = 0; c < n_columns; c++) {
      g_autofree char *cell = cal_column_dup_text (cal_table_get_column (table, c), row);

      g_string_append_printf (text, "%s%s", c > 0 ? "," : "", cell);
    }
    g_string_append_c (text, '\n');
  }
  return cal_replace_contents (path, text->str, text->len, error);
}

static gboolean
write_rdms (const CalDemoStudy *study, GPtrArray *rdms, const char *name, GError **error)
{
  g_autofree char *path = cal_demo_study_dup_path (study, "representations/%s", name);

  return cal_rdm_write (path, rdms, error);
}

static gboolean
add_responses (CalHdf5Writer *writer,
               const char *dataset,
               const CalDemoStudy *study,
               const GArray *columns,
               GError **error)
{
  static const char *const statistic[] = {"response", NULL}, *const unit[] = {"z", NULL};
  const CalDemoEncoding *e = study->encoding;
  g_autofree float *values = g_new (float, (gsize) CAL_DEMO_N_STIMULI * columns->len);
  g_autoptr (CalArray) array = NULL;

  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++)
    for (guint c = 0; c < columns->len; c++)
      values[(gsize) i * columns->len + c] =
          e->responses[(gsize) i * e->n_visual + g_array_index (columns, guint32, c)];
  array = cal_demo_array_new (CAL_DTYPE_FLOAT32, values, CAL_DEMO_N_STIMULI, columns->len);
  return cal_hdf5_writer_add (writer, dataset, array, error) &&
         cal_hdf5_writer_set_texts (writer, dataset, "statistic", statistic, error) &&
         cal_hdf5_writer_set_texts (writer, dataset, "unit", unit, error);
}

/* The visual vertices of a hemisphere: the entries of its index file that are not 0. */
static GArray *
list_vertices (const CalDemoStudy *study, guint side)
{
  const CalDemoEncoding *e = study->encoding;
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 k = 0; k < e->n_visual; k++)
    if ((e->visual[k] >= e->n_left) == (side == 1))
      g_array_append_val (columns, k);
  return columns;
}

/* The vertices that own the voxels of the mask, in the order of the file. */
static GArray *
list_voxels (const CalDemoStudy *study)
{
  const CalDemoEncoding *e = study->encoding;
  gsize n = cal_demo_grid_get_n (&study->functional);
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint32 *places = g_new0 (guint32, e->n_elements);

  for (guint32 k = 0; k < e->n_visual; k++)
    places[e->visual[k]] = k;
  for (gsize v = 0; v < n; v++)
    if (cal_demo_study_get_roi (study, study->functional_elements[v]) > 0)
      g_array_append_val (columns, places[study->functional_elements[v]]);
  return columns;
}

/* Responses to the pictures as a searchlight takes them: of each hemisphere, and of the voxels. */
static gboolean
write_responses (const CalDemoStudy *study, GError **error)
{
  g_autofree char *path = cal_demo_study_dup_path (study, "representations/responses.h5");
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, error);
  g_autoptr (GArray) left = list_vertices (study, 0);
  g_autoptr (GArray) right = list_vertices (study, 1);
  g_autoptr (GArray) voxels = list_voxels (study);

  return writer != NULL && add_responses (writer, "/lh", study, left, error) &&
         add_responses (writer, "/rh", study, right, error) &&
         add_responses (writer, "/voxels", study, voxels, error) &&
         cal_hdf5_writer_commit (writer, error);
}

/* Writes representations/. */
gboolean
cal_demo_write_representations (const CalDemoStudy *study, GError **error)
{
  const CalDemoRepresentations *r = study->representations;

  return write_table (study, r->conditions, "conditions.csv", error) &&
         write_table (study, r->concepts, "concepts.csv", error) &&
         write_responses (study, error) && write_rdms (study, r->regions, "rois.h5", error) &&
         write_rdms (study, r->models, "models.h5", error);
}
