/* look.c - looks at everything that a reader made: memory, numbers, texts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "model/text.h"
#include "tests/fuzz/fuzz.h"

/* A sum that no compiler leaves out: it reads every byte. */
static volatile double looked_at;

/* The sum of all numbers that were looked at since it was asked last. */
double
fuzz_take_sum (void)
{
  double sum = looked_at;

  looked_at = 0.0;
  return sum;
}

void
fuzz_look_at_text (const char *text)
{
  g_autofree char *shown = cal_text_dup_shown (text, -1);

  if (g_strcmp0 (text, shown) != 0)
    g_error ("text that is not fit to be shown: %s", shown);
}

void
fuzz_look_at_outcome (gboolean succeeded, const GError *error)
{
  if (succeeded != (error == NULL))
    g_error ("%s, yet %s", succeeded ? "succeeded" : "failed",
             error != NULL ? error->message : "no error");
  if (error != NULL && error->message[0] == '\0')
    g_error ("an error that says nothing");
  if (error != NULL)
    fuzz_look_at_text (error->message);
}

void
fuzz_look_at_labels (CalLabels *labels)
{
  for (guint n = 0; labels != NULL && n < cal_labels_get_n (labels); n++) {
    const CalLabel *label = cal_labels_get_nth (labels, n);

    fuzz_look_at_text (label->name);
    g_assert_nonnull (cal_labels_find (labels, label->key));
    for (int c = 0; c < 4; c++)
      looked_at += (double) label->rgba[c];
  }
}

static void
look_at_bytes (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize n = 0; n < size; n++)
    looked_at += data[n];
}

static void
look_at_volume (CalVolume *volume)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  gsize n = g_bytes_get_size (desc->voxels) / cal_dtype_get_size (desc->dtype);
  double low_mm[3], high_mm[3];

  fuzz_look_at_text (desc->name);
  fuzz_look_at_text (desc->unit);
  fuzz_look_at_text (desc->statistic);
  fuzz_look_at_text (desc->affine_source);
  fuzz_look_at_labels (desc->labels);
  g_assert_cmpuint (n, ==, cal_volume_get_n_voxels (volume) * MAX (desc->n_frames, 1));
  for (gsize i = 0; i < n; i++)
    looked_at += cal_dtype_read (desc->dtype, g_bytes_get_data (desc->voxels, NULL), i);
  cal_volume_get_bounds (volume, low_mm, high_mm);
  for (int i = 0; i < 2; i++)
    looked_at += (double) cal_volume_sample (volume, i == 0 ? low_mm : high_mm, 0,
                                             i == 0 ? CAL_NEAREST : CAL_LINEAR)
                     .value;
}

static void
look_at_surface (CalSurface *surface)
{
  g_autoptr (GBytes) normals = cal_surface_dup_normals (surface);
  const guint32 *faces = cal_surface_get_faces (surface);
  double low_mm[3], high_mm[3];

  fuzz_look_at_text (cal_surface_get_desc (surface)->name);
  look_at_bytes (cal_surface_get_desc (surface)->vertices);
  look_at_bytes (normals);
  for (gsize n = 0; n < 3 * cal_surface_get_n_faces (surface); n++)
    g_assert_cmpuint (faces[n], <, cal_surface_get_n_vertices (surface));
  cal_surface_get_bounds (surface, low_mm, high_mm);
}

static void
look_at_vector (CalVector *vector)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);

  fuzz_look_at_text (desc->name);
  fuzz_look_at_text (desc->unit);
  fuzz_look_at_text (desc->statistic);
  fuzz_look_at_labels (desc->labels);
  for (gsize n = 0; desc->frame_names != NULL && n < cal_vector_get_n_frames (vector); n++)
    fuzz_look_at_text (desc->frame_names[n]);
  for (gsize n = 0; n < cal_array_get_n_elements (desc->values); n++)
    looked_at += cal_array_get_value (desc->values, n);
  if (desc->vertices != NULL) {
    look_at_bytes (desc->vertices);
    g_assert_cmpuint (g_bytes_get_size (desc->vertices), ==, 4 * cal_vector_get_n_values (vector));
  }
}

static void
look_at_array (CalArray *array)
{
  for (gsize n = 0; n < cal_array_get_n_elements (array); n++)
    looked_at += cal_array_get_value (array, n);
}

/* Texts are data: they keep their line ends. */
static void
look_at_texts (CalTextArray *texts)
{
  for (gsize n = 0; n < cal_text_array_get_n (texts); n++)
    g_assert_true (g_utf8_validate (cal_text_array_get (texts, n), -1, NULL));
}

static void
look_at_table (CalTable *table)
{
  fuzz_look_at_text (cal_table_get_name (table));
  for (guint n = 0; n < cal_table_get_n_columns (table); n++) {
    const CalColumn *column = cal_table_get_column (table, n);
    g_autoptr (CalLevels) levels G_GNUC_UNUSED = cal_column_find_levels (column);

    fuzz_look_at_text (column->name);
    fuzz_look_at_text (column->unit);
    if (column->numbers != NULL)
      look_at_array (column->numbers);
    else
      look_at_texts (column->texts);
  }
}

static void
look_at_object (gpointer object)
{
  if (CAL_IS_VOLUME (object))
    look_at_volume (object);
  else if (CAL_IS_SURFACE (object))
    look_at_surface (object);
  else if (CAL_IS_VECTOR (object))
    look_at_vector (object);
  else if (CAL_IS_ARRAY (object))
    look_at_array (object);
  else if (CAL_IS_TEXT_ARRAY (object))
    look_at_texts (object);
  else
    look_at_table (object);
}

void
fuzz_look_at_loaded (CalLoaded *loaded)
{
  GPtrArray *objects = cal_loaded_get_objects (loaded), *texts;

  for (guint n = 0; n < objects->len; n++)
    look_at_object (objects->pdata[n]);
  for (guint n = 0; n < cal_loaded_get_datasets (loaded)->len; n++) {
    const CalDataset *dataset = cal_loaded_get_datasets (loaded)->pdata[n];

    g_assert_true (g_utf8_validate (dataset->path, -1, NULL));
    fuzz_look_at_text (dataset->type_name);
  }
  texts = cal_loaded_get_warnings (loaded);
  for (guint n = 0; n < texts->len; n++)
    fuzz_look_at_text (texts->pdata[n]);
  texts = cal_loaded_get_details (loaded);
  for (guint n = 0; n < texts->len; n++)
    fuzz_look_at_text (texts->pdata[n]);
}
