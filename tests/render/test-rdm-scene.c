/* test-rdm-scene.c - the RDMs that are looked at, their order, and the pictures beside them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/error.h"
#include "render/scene/pictures.h"
#include "render/scene/rdm-scene.h"

static CalRdm *
new_rdm (const char *name, const char *const ids[5], const char *const categories[5])
{
  const double values[] = {1, 2, 3, 4, 5, 6};
  const gsize n_pairs = 6;
  g_autoptr (GBytes) bytes = g_bytes_new (values, sizeof values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  g_autoptr (CalTextArray) id = cal_text_array_new_from_strv (ids);
  g_autoptr (CalTextArray) category = cal_text_array_new_from_strv (categories);
  const CalColumn columns[] = {{"id", NULL, NULL, id}, {"category", NULL, NULL, category}};
  g_autoptr (CalTable) table = cal_table_new ("conditions", 4, columns, 2, NULL);
  CalRdmDesc desc = {
      .name = name, .n_conditions = 4, .dissimilarities = array, .conditions = table, .roi = name};

  return cal_rdm_new (&desc, NULL);
}

static const char *const ids[] = {"anna", "house", "bert", "castle", NULL};
static const char *const categories[] = {"face", "place", "face", "place", NULL};

static void
test_a_column_orders_and_groups (void)
{
  g_autoptr (CalRdm) rdm = new_rdm ("FFA", ids, categories);
  const CalColumn *column = cal_table_find_column (cal_rdm_get_desc (rdm)->conditions, "category");
  g_autoptr (CalRdmOrder) order = cal_rdm_order_new_by_column (rdm, column);
  static const char *const expected[] = {"anna", "bert", "house", "castle"};

  for (gsize row = 0; row < 4; row++)
    g_assert_cmpstr (cal_rdm_order_get_id (order, row), ==, expected[row]);
  g_assert_cmpuint (cal_rdm_order_get_n_groups (order), ==, 2);
  g_assert_cmpstr (cal_rdm_order_get_group (order, 1)->name, ==, "place");
  g_assert_cmpuint (cal_rdm_order_get_group (order, 1)->start, ==, 2);
  g_assert_cmpuint (cal_rdm_order_get_group (order, 1)->n, ==, 2);
}

/* The same conditions in another file order show the same rows. */
static void
test_an_order_serves_another_file (void)
{
  static const char *const shuffled[] = {"castle", "bert", "anna", "house", NULL};
  static const char *const other[] = {"castle", "bert", "anna", "cow", NULL};
  g_autoptr (CalRdm) rdm = new_rdm ("FFA", ids, categories);
  g_autoptr (CalRdm) second = new_rdm ("PPA", shuffled, categories);
  g_autoptr (CalRdm) third = new_rdm ("V1", other, categories);
  g_autoptr (CalRdmOrder) order = cal_rdm_order_new_as_in_file (rdm);
  g_autofree guint32 *conditions = cal_rdm_order_dup_conditions (order, second);

  g_assert_cmpuint (conditions[0], ==, 2);
  g_assert_cmpuint (conditions[1], ==, 3);
  g_assert_cmpuint (conditions[2], ==, 1);
  g_assert_cmpuint (conditions[3], ==, 0);
  g_assert_null (cal_rdm_order_dup_conditions (order, third));
}

static void
count_cb (gpointer object, guint *n)
{
  (*n)++;
}

static void
test_the_scene_tells_what_changed (void)
{
  g_autoptr (CalRdmScene) scene = cal_rdm_scene_new ();
  g_autoptr (CalRdm) first = new_rdm ("FFA", ids, categories);
  g_autoptr (CalRdm) second = new_rdm ("PPA", ids, categories);
  guint n_changes = 0;
  double lower, upper;

  cal_rdm_scene_append (scene, first);
  cal_rdm_scene_append (scene, second);
  g_assert_true (cal_rdm_scene_get_current (scene) == first);
  g_assert_nonnull (cal_rdm_scene_get_order (scene));
  g_assert_true (cal_rdm_scene_find_region (scene, "PPA") == second);

  g_signal_connect (scene, "changed", G_CALLBACK (count_cb), &n_changes);
  cal_rdm_scene_set_transform (scene, CAL_RDM_BY_RANK, 0.8, 0.2);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpint (cal_rdm_scene_get_transform (scene, &lower, &upper), ==, CAL_RDM_BY_RANK);
  g_assert_cmpfloat (lower, ==, 0.2);
  g_assert_cmpfloat (upper, ==, 0.8);
  cal_rdm_scene_set_compared (scene, second);
  cal_rdm_scene_remove (scene, first);
  g_assert_true (cal_rdm_scene_get_current (scene) == second);
  cal_rdm_scene_remove (scene, second);
  g_assert_null (cal_rdm_scene_get_current (scene));
  g_assert_null (cal_rdm_scene_get_compared (scene));
  g_assert_null (cal_rdm_scene_get_order (scene));
}

/* The one after a closed RDM is looked at, or the one before. */
static void
test_a_closed_rdm_gives_its_place_on (void)
{
  g_autoptr (CalRdmScene) scene = cal_rdm_scene_new ();
  g_autoptr (CalRdm) first = new_rdm ("V1", ids, categories);
  g_autoptr (CalRdm) second = new_rdm ("FFA", ids, categories);
  g_autoptr (CalRdm) third = new_rdm ("PPA", ids, categories);

  cal_rdm_scene_append (scene, first);
  cal_rdm_scene_append (scene, second);
  cal_rdm_scene_append (scene, third);
  cal_rdm_scene_set_current (scene, second);
  cal_rdm_scene_remove (scene, second);
  g_assert_true (cal_rdm_scene_get_current (scene) == third);
  cal_rdm_scene_remove (scene, third);
  g_assert_true (cal_rdm_scene_get_current (scene) == first);
  g_assert_cmpuint (cal_rdm_scene_get_n (scene), ==, 1);
}

static gint n_squares; /* how many were read */

static CalArray *
load_square (const char *source, guint max_side_px, CalJob *job, GError **error)
{
  const gsize dims[] = {max_side_px, max_side_px, 4};
  g_autoptr (GBytes) bytes = NULL;

  g_atomic_int_inc (&n_squares);
  if (g_str_equal (source, "broken")) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "broken");
    return NULL;
  }
  bytes = g_bytes_new_take (g_malloc0 (dims[0] * dims[1] * 4), dims[0] * dims[1] * 4);
  return cal_array_new (CAL_DTYPE_UINT8, 3, dims, bytes, error);
}

static void
loaded_cb (CalPictures *pictures, const char *source, guint *n_loaded)
{
  (*n_loaded)++;
}

static void
wait_for (guint *n_loaded, guint n)
{
  while (*n_loaded < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_pictures_stay_within_their_budget (void)
{
  g_autoptr (CalPictures) pictures = cal_pictures_new (load_square, 3 * 16 * 16 * 4);
  guint n_loaded = 0;

  g_signal_connect (pictures, "loaded", G_CALLBACK (loaded_cb), &n_loaded);
  for (int n = 0; n < 10; n++) {
    g_autofree char *source = g_strdup_printf ("%d", n);

    g_assert_null (cal_pictures_get (pictures, source, 16));
  }
  wait_for (&n_loaded, 10);
  g_assert_cmpuint (cal_pictures_get_bytes (pictures), ==, 3 * 16 * 16 * 4);
  g_assert_null (cal_pictures_get (pictures, "broken", 16));
  wait_for (&n_loaded, 11);
  g_assert_cmpstr (cal_pictures_get_failure (pictures, "broken"), ==, "broken");
  g_assert_null (cal_pictures_get (pictures, "broken", 16));
}

static void
test_a_larger_picture_replaces_the_smaller (void)
{
  g_autoptr (CalPictures) pictures = cal_pictures_new (load_square, 1 << 20);
  guint n_loaded = 0;
  CalArray *picture;

  g_signal_connect (pictures, "loaded", G_CALLBACK (loaded_cb), &n_loaded);
  cal_pictures_get (pictures, "cat", 8);
  wait_for (&n_loaded, 1);
  picture = cal_pictures_get (pictures, "cat", 32);
  g_assert_cmpuint (cal_array_get_dim (picture, 0), ==, 8);
  wait_for (&n_loaded, 2);
  g_assert_cmpuint (cal_array_get_dim (cal_pictures_get (pictures, "cat", 8), 0), ==, 32);
  g_assert_cmpuint (cal_pictures_get_bytes (pictures), ==, 32 * 32 * 4);
}

/* What has scrolled by is not read; who else waits for it is told, and may ask again. */
static void
test_a_forgotten_picture_is_not_read (void)
{
  g_autoptr (CalPictures) pictures = cal_pictures_new (load_square, 1 << 20);
  static const char *const sources[] = {"first", "second", "third", "fourth"};
  guint n_told = 0;
  gint n_before = g_atomic_int_get (&n_squares);

  g_signal_connect (pictures, "loaded", G_CALLBACK (loaded_cb), &n_told);
  for (gsize n = 0; n < G_N_ELEMENTS (sources); n++)
    cal_pictures_get (pictures, sources[n], 16);
  cal_pictures_forget (pictures, "unknown");
  cal_pictures_forget (pictures, "first"); /* its reading has begun */
  g_assert_cmpuint (n_told, ==, 0);
  cal_pictures_forget (pictures, "third");
  g_assert_cmpuint (n_told, ==, 1);
  wait_for (&n_told, 4);
  g_assert_cmpint (g_atomic_int_get (&n_squares) - n_before, ==, 3);
  g_assert_nonnull (cal_pictures_get (pictures, "first", 16));
  g_assert_null (cal_pictures_get (pictures, "third", 16));
  wait_for (&n_told, 5);
  g_assert_nonnull (cal_pictures_get (pictures, "third", 16));
}

/* By distance, thresholds are those of measured RDMs together, or of models together. */
static void
test_a_pool_is_of_one_kind (void)
{
  g_autoptr (CalRdmScene) scene = cal_rdm_scene_new ();
  g_autoptr (CalRdm) first = new_rdm ("FFA", ids, categories);
  g_autoptr (CalRdm) model = new_rdm ("animacy", ids, categories);
  g_autoptr (CalRdm) second = new_rdm ("PPA", ids, categories);
  g_autoptr (GPtrArray) pool = NULL;
  g_autoptr (GPtrArray) models = NULL;

  cal_rdm_scene_append (scene, first);
  cal_rdm_scene_append (scene, model);
  cal_rdm_scene_append (scene, second);
  cal_rdm_scene_set_is_model (scene, model, TRUE);
  pool = cal_rdm_scene_dup_pool (scene, second);
  models = cal_rdm_scene_dup_pool (scene, model);
  g_assert_cmpuint (pool->len, ==, 2);
  g_assert_true (pool->pdata[0] == second);
  g_assert_true (pool->pdata[1] == first);
  g_assert_cmpuint (models->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rdm-order/column-orders-and-groups", test_a_column_orders_and_groups);
  g_test_add_func ("/rdm-order/serves-another-file", test_an_order_serves_another_file);
  g_test_add_func ("/rdm-scene/tells-what-changed", test_the_scene_tells_what_changed);
  g_test_add_func ("/rdm-scene/closed-gives-its-place-on", test_a_closed_rdm_gives_its_place_on);
  g_test_add_func ("/pictures/stay-within-their-budget", test_pictures_stay_within_their_budget);
  g_test_add_func ("/pictures/larger-replaces-smaller", test_a_larger_picture_replaces_the_smaller);
  g_test_add_func ("/pictures/forgotten-is-not-read", test_a_forgotten_picture_is_not_read);
  g_test_add_func ("/rdm-scene/a-pool-is-of-one-kind", test_a_pool_is_of_one_kind);
  return g_test_run ();
}
