/* layout-files.c - small folders as encoding models write them, and what opening them gives.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/layout-files.h"

#include <math.h>
#include <string.h>

#include "io/freesurfer-surface.h"
#include "io/npy.h"
#include "tests/support/bundle-copy.h"
#include "tests/support/small-files.h"

/* 25 rings of 40 vertices between two poles. */
#define RINGS 25
#define AROUND 40

G_STATIC_ASSERT (RINGS *AROUND + 2 == TOY_SPHERE_VERTICES);

/* The path of a file below the folder, whose own folder is made. */
char *
layout_files_dup_path (TestFolder *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  return g_steal_pointer (&path);
}

static void
add_face (GArray *faces, guint32 a, guint32 b, guint32 c)
{
  const guint32 face[3] = {a, b, c};

  g_array_append_vals (faces, face, 3);
}

static GBytes *
make_faces (void)
{
  GArray *faces = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 south = TOY_SPHERE_VERTICES - 1;
  gsize size;

  for (guint32 a = 0; a < AROUND; a++) {
    guint32 next = (a + 1) % AROUND, last = 1 + (RINGS - 1) * AROUND;

    add_face (faces, 0, 1 + a, 1 + next);
    add_face (faces, south, last + next, last + a);
    for (guint32 r = 0; r + 1 < RINGS; r++) {
      guint32 here = 1 + r * AROUND, below = here + AROUND;

      add_face (faces, here + a, below + a, below + next);
      add_face (faces, here + a, below + next, here + next);
    }
  }
  size = faces->len * sizeof (guint32);
  return g_bytes_new_take (g_array_free (faces, FALSE), size);
}

/* A FreeSurfer surface of 1,002 vertices: vertex 0 on top, then ring by ring. */
void
layout_files_put_sphere (TestFolder *folder, const char *name)
{
  g_autofree char *path = layout_files_dup_path (folder, name);
  float (*vertices)[3] = g_malloc0 (TOY_SPHERE_VERTICES * sizeof *vertices);
  g_autoptr (GBytes) vertex_bytes =
      g_bytes_new_take (vertices, TOY_SPHERE_VERTICES * sizeof *vertices);
  g_autoptr (GBytes) faces = make_faces ();
  gboolean is_left = strstr (name, "lh.") != NULL;
  CalSurfaceDesc desc = {.name = name,
                         .hemisphere = is_left ? CAL_LEFT : CAL_RIGHT,
                         .kind = CAL_SURFACE_WHITE,
                         .vertices = vertex_bytes,
                         .faces = faces,
                         .surface_to_world = {{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}}};
  g_autoptr (CalSurface) surface = NULL;
  g_autoptr (GError) error = NULL;

  for (guint v = 0; v < TOY_SPHERE_VERTICES; v++) {
    guint ring = v == 0 ? 0 : v == TOY_SPHERE_VERTICES - 1 ? RINGS + 1 : 1 + (v - 1) / AROUND;
    double down = G_PI * ring / (RINGS + 1), round = 2.0 * G_PI * ((v - 1) % AROUND) / AROUND;

    vertices[v][0] = (float) (40.0 * sin (down) * cos (round)) + (is_left ? -45.0f : 45.0f);
    vertices[v][1] = (float) (40.0 * sin (down) * sin (round));
    vertices[v][2] = (float) (40.0 * cos (down));
  }
  surface = cal_surface_new (&desc, &error);
  g_assert_no_error (error);
  cal_freesurfer_surface_write (surface, path, &error);
  g_assert_no_error (error);
}

void
layout_files_put_npy (TestFolder *folder,
                      const char *name,
                      CalDtype dtype,
                      guint n_dims,
                      const gsize *dims,
                      gconstpointer values)
{
  g_autofree char *path = layout_files_dup_path (folder, name);
  gsize size = cal_dtype_get_size (dtype);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  g_autoptr (GError) error = NULL;

  for (guint d = 0; d < n_dims; d++)
    size *= dims[d];
  bytes = g_bytes_new (values, size);
  array = cal_array_new (dtype, n_dims, dims, bytes, &error);
  g_assert_no_error (error);
  cal_npy_write (path, array, &error);
  g_assert_no_error (error);
}

void
layout_files_put_floats (TestFolder *folder, const char *name, const float *values, gsize n_values)
{
  layout_files_put_npy (folder, name, CAL_DTYPE_FLOAT32, 1, &n_values, values);
}

/* A PNG of one pixel. */
void
layout_files_put_picture (TestFolder *folder, const char *name)
{
  static const guint8 png[] = {0x89, 'P', 'N', 'G',  '\r', '\n', 0x1a, '\n', 0,    0, 0, 13,
                               'I',  'H', 'D', 'R',  0,    0,    0,    1,    0,    0, 0, 1,
                               8,    0,   0,   0,    0,    0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0,
                               10,   'I', 'D', 'A',  'T',  0x78, 0x9c, 0x63, 0x60, 0, 0, 0,
                               2,    0,   1,   0x48, 0xaf, 0xa4, 0x71, 0,    0,    0, 0, 'I',
                               'E',  'N', 'D', 0xae, 0x42, 0x60, 0x82};
  g_autofree char *path = layout_files_dup_path (folder, name);

  g_assert_true (g_file_set_contents (path, (const char *) png, sizeof png, NULL));
}

void
layout_files_put_text (TestFolder *folder, const char *name, const char *text)
{
  g_autofree char *path = layout_files_dup_path (folder, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

void
layout_files_put_volume (TestFolder *folder,
                         const char *name,
                         const gsize dims[3],
                         const float *values)
{
  g_autofree char *path = layout_files_dup_path (folder, name);

  small_files_write_volume (path, dims, values);
}

/* The vertex that the n-th challenge vertex is: each third one. */
gsize
layout_files_get_vertex (CalHemisphere hemisphere, gsize n)
{
  return 3 * n + (hemisphere == CAL_LEFT ? 1 : 2);
}

/* As Algonauts says which vertices of the toy sphere the challenge is about; one entry is 2. */
void
layout_files_put_index (TestFolder *folder, const char *where, CalHemisphere hemisphere, gsize n)
{
  const char *prefix = cal_hemisphere_get_prefix (hemisphere);
  g_autofree char *name = g_strdup_printf ("%s/%s.all-vertices_fsaverage_space.npy", where, prefix);
  gint32 index[TOY_SPHERE_VERTICES] = {0};
  gsize length = TOY_SPHERE_VERTICES;

  for (gsize i = 0; i < n; i++)
    index[layout_files_get_vertex (hemisphere, i)] = i == 4 ? 2 : 1;
  layout_files_put_npy (folder, name, CAL_DTYPE_INT32, 1, &length, index);
}

/* Opens files and folders of the folder ("" is all of it) as a session does; what that gives must
 * be the same out of a bundle. */
CalReading *
layout_files_open (TestFolder *folder, const char *first, ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;
  g_autoptr (CalReadRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  CalReading *reading;
  va_list names;

  va_start (names, first);
  for (const char *name = first; name != NULL; name = va_arg (names, const char *)) {
    g_autofree char *path =
        name[0] != '\0' ? g_build_filename (folder->folder, name, NULL) : g_strdup (folder->folder);

    g_strv_builder_add (builder, path);
  }
  va_end (names);
  paths = g_strv_builder_end (builder);
  request = cal_read_request_new ((const char *const *) paths, NULL);
  reading = (CalReading *) cal_reading_run (NULL, request, &error);
  g_assert_no_error (error);
  for (guint n = 0; n < cal_reading_get_failures (reading)->len; n++)
    g_test_message ("failure: %s", (char *) cal_reading_get_failures (reading)->pdata[n]);
  for (guint n = 0; n < cal_reading_get_remarks (reading)->len; n++)
    g_test_message ("remark: %s", (char *) cal_reading_get_remarks (reading)->pdata[n]);
  bundle_copy_check (reading);
  return reading;
}

/* The map or volume of that name, of which there is one. */
CalReadItem *
layout_files_get_item (CalReading *reading, const char *name)
{
  GPtrArray *items = cal_reading_get_items (reading);
  CalReadItem *found = NULL;

  for (guint n = 0; n < items->len; n++) {
    CalReadItem *item = items->pdata[n];
    const char *its = CAL_IS_MAP (item->data) ? cal_map_get_desc (CAL_MAP (item->data))->name
                                              : cal_volume_get_desc (CAL_VOLUME (item->data))->name;

    g_test_message ("item: %s", its);
    if (g_strcmp0 (its, name) == 0) {
      g_assert_null (found);
      found = item;
    }
  }
  g_assert_nonnull (found);
  return found;
}

static const char *
name_finding (gpointer finding)
{
  return CAL_IS_SERIES (finding)     ? cal_series_get_desc (finding)->name
         : CAL_IS_CAPTIONS (finding) ? cal_captions_get_desc (finding)->name
         : CAL_IS_DECODING (finding) ? cal_decoding_get_name (finding)
                                     : "?";
}

/* The series, captions or decoding of that name, of which there is one. */
gpointer
layout_files_get_finding (CalReading *reading, GType type, const char *name)
{
  GPtrArray *findings = cal_reading_get_findings (reading);
  gpointer found = NULL;

  for (guint n = 0; n < findings->len; n++) {
    g_test_message ("finding: %s %s", G_OBJECT_TYPE_NAME (findings->pdata[n]),
                    name_finding (findings->pdata[n]));
    if (G_TYPE_CHECK_INSTANCE_TYPE (findings->pdata[n], type) &&
        g_strcmp0 (name_finding (findings->pdata[n]), name) == 0) {
      g_assert_null (found);
      found = findings->pdata[n];
    }
  }
  g_assert_nonnull (found);
  return found;
}

CalStimuli *
layout_files_get_stimuli (CalReading *reading, const char *name)
{
  GPtrArray *stimuli = cal_reading_get_stimuli (reading);

  for (guint n = 0; n < stimuli->len; n++)
    if (g_strcmp0 (cal_stimuli_get_name (stimuli->pdata[n]), name) == 0)
      return stimuli->pdata[n];
  g_assert_not_reached ();
}

/* Whether one of the sentences has those words. */
gboolean
layout_files_says (GPtrArray *sentences, const char *words)
{
  for (guint n = 0; n < sentences->len; n++)
    if (strstr (sentences->pdata[n], words) != NULL)
      return TRUE;
  return FALSE;
}
