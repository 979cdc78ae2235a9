/* seeds-blocks.c - sound blocks, as the reader process leaves them in shared memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <unistd.h>

#include "io/loaded-block.h"
#include "tests/fuzz/fuzz.h"

static GBytes *
sixteen (void)
{
  static const guint8 bytes[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

  return g_bytes_new_static (bytes, sizeof bytes);
}

static CalLabels *
make_labels (void)
{
  CalLabelsBuilder *builder = cal_labels_builder_new ();

  cal_labels_builder_add (builder, 17, "V1", (const float[]){0.2f, 0.4f, 1.0f, 1.0f});
  return cal_labels_builder_end (builder);
}

static void
add_volume (CalLoaded *loaded)
{
  g_autoptr (GBytes) voxels = sixteen ();
  g_autoptr (CalLabels) labels = make_labels ();

  cal_loaded_add (loaded, cal_volume_new (&(CalVolumeDesc){.name = "volume",
                                                           .dims = {2, 2, 2},
                                                           .n_frames = 2,
                                                           .dtype = CAL_DTYPE_UINT8,
                                                           .voxels = voxels,
                                                           .voxel_to_world = cal_affine_identity (),
                                                           .affine_source = "sform",
                                                           .labels = labels},
                                          NULL));
}

static void
add_vector (CalLoaded *loaded)
{
  g_autoptr (GBytes) bytes = sixteen ();
  g_autoptr (CalArray) values = cal_array_new (CAL_DTYPE_UINT16, 2, (gsize[]){2, 4}, bytes, NULL);
  g_autoptr (GBytes) vertices = g_bytes_new ((const guint32[]){0, 2, 4, 6}, 16);

  cal_loaded_add (
      loaded, cal_vector_new (&(CalVectorDesc){.name = "vector",
                                               .source = "scores.h5:/r",
                                               .values = values,
                                               .hemisphere = CAL_LEFT,
                                               .vertices = vertices,
                                               .n_vertices = 7,
                                               .frame_names = (const char *const[]){"a", "b", NULL},
                                               .unit = "%"},
                              NULL));
}

static void
add_others (CalLoaded *loaded)
{
  g_autoptr (GBytes) vertices = g_bytes_new ((const float[9]){0, 0, 0, 1, 0, 0, 0, 1, 0}, 36);
  g_autoptr (GBytes) faces = g_bytes_new ((const guint32[]){0, 1, 2}, 12);
  g_autoptr (CalTextArray) texts =
      cal_text_array_new_from_strv ((const char *const[]){"face", "house", NULL});
  const CalColumn column = {"condition", NULL, NULL, texts};

  cal_loaded_add (loaded,
                  cal_surface_new (&(CalSurfaceDesc){.name = "surface",
                                                     .vertices = vertices,
                                                     .faces = faces,
                                                     .surface_to_world = cal_affine_identity ()},
                                   NULL));
  cal_loaded_add (loaded, cal_table_new ("table", 2, &column, 1, NULL));
  cal_loaded_add (loaded, g_object_ref (texts));
}

static void
put_block (const char *folder, const char *name, CalLoaded *loaded)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (CalArena) arena = cal_arena_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  int fd;

  g_assert_true (cal_loaded_write_block (loaded, arena, NULL));
  fd = cal_arena_seal (arena, NULL);
  bytes = cal_arena_map (fd, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  close (fd);
}

void
fuzz_seed_block (const char *folder)
{
  static void (*const add[]) (CalLoaded *) = {add_volume, add_vector, add_others};

  for (gsize n = 0; n < G_N_ELEMENTS (add); n++) {
    g_autoptr (CalLoaded) loaded = cal_loaded_new ("file", "kind");
    g_autofree char *name = g_strdup_printf ("%" G_GSIZE_FORMAT, n);

    add[n](loaded);
    cal_loaded_add_dataset (loaded, &(CalDataset){.path = (char *) "/r",
                                                  .n_dims = 1,
                                                  .shape = {4},
                                                  .is_numeric = TRUE,
                                                  .type_name = (char *) "float32"});
    cal_loaded_warn (loaded, "a warning");
    cal_loaded_add_detail (loaded, "key", "%s", "text");
    put_block (folder, name, loaded);
  }
}
