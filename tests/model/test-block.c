/* test-block.c - blocks come out as they went in, and broken ones not at all.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/block.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "model/error.h"

static const char *const words[] = {"face", "", "Häuser", NULL};

static CalArray *
make_array (void)
{
  gint16 values[6] = {1, -2, 3, -4, 5, -6};
  g_autoptr (GBytes) bytes = g_bytes_new (values, sizeof values);

  return cal_array_new (CAL_DTYPE_INT16, 2, (gsize[]){3, 2}, bytes, NULL);
}

/* Floats that already lie in the arena. */
static CalArray *
make_shared_array (CalArena *arena, gsize n, float **values)
{
  g_autoptr (GBytes) bytes = NULL;

  *values = cal_arena_alloc (arena, n * sizeof **values);
  for (gsize i = 0; i < n; i++)
    (*values)[i] = (float) i / 2.0f;
  bytes = g_bytes_new_static (*values, n * sizeof **values);
  return cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
}

/* The bytes of a block with an array, texts, nothing, and floats. */
static GBytes *
make_block (gsize n_floats)
{
  g_autoptr (CalArena) arena = cal_arena_new (NULL);
  g_autoptr (CalBlockBuilder) builder = cal_block_builder_new ();
  g_autoptr (CalArray) array = make_array ();
  g_autoptr (CalTextArray) texts = cal_text_array_new_from_strv (words);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  float *values;
  g_autoptr (CalArray) floats = make_shared_array (arena, n_floats, &values);
  g_autoptr (GError) error = NULL;
  guint64 size_before = cal_arena_get_size (arena);
  GBytes *bytes;
  int fd;

  cal_block_builder_add_array (builder, "array", array);
  cal_block_builder_add_texts (builder, "texts", texts);
  cal_block_builder_add_bytes (builder, "nothing", nothing);
  cal_block_builder_add_array (builder, "floats", floats);
  g_assert_true (
      cal_block_builder_write (builder, g_variant_new ("(si)", "what", 7), arena, &error));
  g_assert_no_error (error);
  /* The floats stay where they are. */
  g_assert_cmpuint (cal_arena_get_size (arena) - size_before, <, 16384);
  fd = cal_arena_seal (arena, &error);
  g_assert_no_error (error);
  bytes = cal_arena_map (fd, &error);
  g_assert_no_error (error);
  close (fd);
  return bytes;
}

static void
test_round_trip (void)
{
  g_autoptr (GBytes) bytes = make_block (100000);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalBlock) block = cal_block_new (bytes, &error);
  g_autoptr (CalTextArray) texts = NULL;
  CalArray *array, *floats;
  const char *what;
  int number;

  g_assert_no_error (error);
  g_variant_get (cal_block_get_description (block), "(&si)", &what, &number);
  g_assert_cmpstr (what, ==, "what");
  g_assert_cmpint (number, ==, 7);
  array = cal_block_find_array (block, "array");
  g_assert_cmpint (cal_array_get_dtype (array), ==, CAL_DTYPE_INT16);
  g_assert_cmpuint (cal_array_get_n_dims (array), ==, 2);
  g_assert_cmpuint (cal_array_get_dim (array, 0), ==, 3);
  for (gsize n = 0; n < 6; n++)
    g_assert_cmpfloat (cal_array_get_value (array, n), ==,
                       (double) (n % 2 == 0 ? 1 : -1) * (double) (n + 1));
  floats = cal_block_find_array (block, "floats");
  g_assert_cmpfloat (cal_array_get_value (floats, 99999), ==, 49999.5);
  g_assert_cmpuint (GPOINTER_TO_SIZE (g_bytes_get_data (cal_array_get_bytes (floats), NULL)) % 64,
                    ==, 0);
  g_assert_cmpuint (g_bytes_get_size (cal_block_find_bytes (block, "nothing")), ==, 0);
  texts = cal_block_dup_texts (block, "texts");
  g_assert_cmpuint (cal_text_array_get_n (texts), ==, 3);
  for (gsize n = 0; n < 3; n++)
    g_assert_cmpstr (cal_text_array_get (texts, n), ==, words[n]);
  g_assert_null (cal_block_find_array (block, "other"));
  g_assert_null (cal_block_dup_texts (block, "array"));
}

/* The values outlive the block that they lie in. */
static void
test_lifetime (void)
{
  GBytes *bytes = make_block (1000);
  CalBlock *block = cal_block_new (bytes, NULL);
  g_autoptr (CalArray) floats = g_object_ref (cal_block_find_array (block, "floats"));

  g_object_unref (block);
  g_bytes_unref (bytes);
  g_assert_cmpfloat (cal_array_get_value (floats, 999), ==, 499.5);
}

/* Everything that can be asked of a block is asked. */
static void
look_at (CalBlock *block)
{
  static const char *const names[] = {"array", "texts", "texts.starts", "nothing", "floats"};

  g_free (g_variant_print (cal_block_get_description (block), TRUE));
  for (gsize n = 0; n < G_N_ELEMENTS (names); n++) {
    CalArray *array = cal_block_find_array (block, names[n]);
    g_autoptr (CalTextArray) texts = cal_block_dup_texts (block, names[n]);

    for (gsize e = 0; array != NULL && e < cal_array_get_n_elements (array); e++)
      cal_array_get_value (array, e);
    for (gsize t = 0; texts != NULL && t < cal_text_array_get_n (texts); t++)
      g_assert_true (g_utf8_validate (cal_text_array_get (texts, t), -1, NULL));
  }
}

static void
test_hostile (void)
{
  g_autoptr (GBytes) whole = make_block (16);
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);
  guint n_refused = 0;

  for (gsize length = 0; length < size; length += length < 64 ? 1 : 509) {
    g_autoptr (GBytes) cut = g_bytes_new (data, length);
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_block_new (cut, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  }
  for (gsize at = 0; at < size; at++) {
    g_autofree guint8 *copy = NULL;
    g_autoptr (GBytes) spoilt = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CalBlock) block = NULL;

    /* Between the arrays there are only zeros that mean nothing. */
    if (at > 64 && data[at] == 0 && at % 61 != 0)
      continue;
    copy = g_memdup2 (data, size);
    copy[at] ^= (guint8) (1u << at % 8);
    spoilt = g_bytes_new (copy, size);
    block = cal_block_new (spoilt, &error);
    if (block != NULL)
      look_at (block);
    else
      n_refused++;
    g_assert_true ((block == NULL) == (error != NULL));
  }
  g_assert_cmpuint (n_refused, >, 50);
}

/* What somebody could still change or cut short is not mapped. */
static void
test_seals (void)
{
  int open_fd = memfd_create ("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  g_autoptr (CalArena) arena = cal_arena_new (NULL);
  g_autoptr (GError) error = NULL;
  int fd;

  g_assert_cmpint (ftruncate (open_fd, 4096), ==, 0);
  g_assert_null (cal_arena_map (open_fd, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  close (open_fd);
  fd = cal_arena_seal (arena, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, 0), ==, -1);
  g_assert_cmpint (pwrite (fd, "x", 1, 0), ==, -1);
  g_assert_true (mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED);
  close (fd);
}

static void
test_free (void)
{
  g_autoptr (CalArena) arena = cal_arena_new (NULL);
  guint8 *first = cal_arena_alloc (arena, 10000), *second = cal_arena_alloc (arena, 10000);
  guint64 offset = 0;
  int other;

  memset (first, 1, 10000);
  memset (second, 2, 10000);
  g_assert_true (cal_arena_free (arena, first));
  g_assert_false (cal_arena_free (arena, first));
  g_assert_false (cal_arena_free (arena, &other));
  g_assert_true (cal_arena_find (arena, second + 100, 9900, &offset));
  g_assert_cmpuint (offset % 4096, ==, 100);
  g_assert_false (cal_arena_find (arena, second + 100, 100000, &offset));
  g_assert_cmpuint (second[9999], ==, 2);
  g_assert_null (cal_arena_alloc (arena, G_MAXSIZE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/block/round-trip", test_round_trip);
  g_test_add_func ("/block/lifetime", test_lifetime);
  g_test_add_func ("/block/hostile", test_hostile);
  g_test_add_func ("/arena/seals", test_seals);
  g_test_add_func ("/arena/free", test_free);
  return g_test_run ();
}
