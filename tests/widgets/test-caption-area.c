/* test-caption-area.c - captions at the cursor, found by words, in a table, counted and clustered.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/caption-area.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "analysis/caption-index.h"
#include "app/session/find.h"
#include "app/session/painting.h"
#include "tests/support/window.h"
#include "widgets/caption-list.h"

#define N_VOXELS 12
#define N_RESAMPLES 2

typedef struct {
  CalScene *brain;
  CalRdmScene *rdms;
  CalEncodingScene *scene;
  CalCaptions *captions;
  GtkWidget *area, *window;
} Fixture;

static CalVolume *
new_volume (const char *name, const float *values, const guint8 *inside, CalLabels *labels)
{
  g_autoptr (GBytes) voxels = g_bytes_new (values, N_VOXELS * sizeof *values);
  g_autoptr (GBytes) mask = inside != NULL ? g_bytes_new (inside, N_VOXELS) : NULL;
  g_autoptr (GError) error = NULL;
  CalVolumeDesc desc = {.name = name,
                        .dims = {N_VOXELS, 1, 1},
                        .n_frames = 1,
                        .dtype = CAL_DTYPE_FLOAT32,
                        .voxels = voxels,
                        .inside = mask,
                        .labels = labels,
                        .voxel_to_world = cal_affine_identity ()};
  CalVolume *volume = cal_volume_new (&desc, &error);

  g_assert_no_error (error);
  return volume;
}

/* Voxels 0 to 9 have captions; of these 0 to 4 speak of faces, the others of streets. */
static CalPlaces *
new_places (void)
{
  static const guint8 inside[N_VOXELS] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0};
  static const float zeros[N_VOXELS] = {0};
  g_autoptr (CalVolume) volume = new_volume ("mask", zeros, inside, NULL);

  return cal_places_new_everywhere (G_OBJECT (volume));
}

static void
add_captions (Fixture *f, const char *name, const char *face)
{
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  g_autoptr (CalPlaces) places = new_places ();
  g_autoptr (CalTextArray) texts = NULL;
  g_autoptr (CalArray) scores = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalCaptions) captions = NULL;
  float numbers[10 * N_RESAMPLES];
  gsize dims[2] = {10, N_RESAMPLES};

  for (int r = 0; r < 10; r++) {
    g_autofree char *first =
        r < 5 ? g_strdup_printf ("a %s of person%d", face, r) : g_strdup_printf ("a street, %d", r);

    cal_text_array_builder_add (builder, first, -1);
    cal_text_array_builder_add (builder,
                                r == 0  ? "a \"face\", close"
                                : r < 5 ? "a dog"
                                        : "a street",
                                -1);
    numbers[2 * r] = 0.5f - 0.01f * (float) r;
    numbers[2 * r + 1] = 0.9f;
  }
  texts = cal_text_array_builder_end (g_steal_pointer (&builder), 2, dims, NULL);
  bytes = g_bytes_new (numbers, sizeof numbers);
  scores = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
  captions = cal_captions_new (&(CalCaptionsDesc){.name = name,
                                                  .texts = texts,
                                                  .scores = scores,
                                                  .score_name = "cosine similarity",
                                                  .places = places},
                               NULL);
  if (f->captions == NULL)
    f->captions = captions;
  cal_encoding_scene_add (f->scene, G_OBJECT (captions));
}

static void
add_named (Fixture *f, CalCaptionsOf of, const char *name, const char *id, const char *text)
{
  g_autoptr (CalTextArray) ids = cal_text_array_new_from_strv ((const char *[]){id, NULL});
  g_autoptr (CalTextArray) texts = cal_text_array_new_from_strv ((const char *[]){text, NULL});
  g_autoptr (CalCaptions) captions = cal_captions_new (
      &(CalCaptionsDesc){.name = name, .of = of, .texts = texts, .ids = ids}, NULL);

  cal_encoding_scene_add (f->scene, G_OBJECT (captions));
}

/* Voxels 0 to 5 are called FFA: the last of them speaks of streets. */
static void
add_regions (Fixture *f)
{
  static const float values[N_VOXELS] = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (CalVolume) volume = NULL;
  g_autoptr (CalLayer) layer = NULL;

  cal_labels_builder_add (builder, 0, "unknown", (float[4]){0});
  cal_labels_builder_add (builder, 1, "FFA", (float[4]){1, 0, 0, 1});
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  volume = new_volume ("regions", values, NULL, labels);
  layer = cal_layer_new ("regions", "regions.nii", G_OBJECT (volume));
  cal_scene_append (f->brain, layer);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->captions = NULL;
  f->brain = cal_scene_new ();
  f->rdms = cal_rdm_scene_new ();
  f->scene = cal_encoding_scene_new (f->brain, f->rdms);
  cal_painting_follow (f->scene);
  add_regions (f);
  add_captions (f, "BrainSCUBA", "face");
  f->area = cal_caption_area_new (f->scene);
  f->window = cal_test_window_show (f->area, 760, 480);
  while (!cal_caption_index_is_ready (cal_caption_index_of (f->captions)))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer area = f->area;

  g_object_add_weak_pointer (G_OBJECT (f->area), &area);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cal_test_window_settle ();
  g_assert_null (area);
  g_assert_finalize_object (f->scene);
  g_assert_finalize_object (f->rdms);
  g_assert_finalize_object (f->brain);
}

static void
assert_says (Fixture *f, const char *text, gboolean says)
{
  g_autofree char *all = NULL;

  cal_test_window_settle ();
  all = cal_caption_area_dup_text (CAL_CAPTION_AREA (f->area));
  if ((strstr (all, text) != NULL) != says)
    g_error ("“%s” %s in: %s", text, says ? "is not" : "is", all);
}

/* The caption with the best score comes first, though it is the second resample. */
static void
test_cursor (Fixture *f, gconstpointer data)
{
  g_autofree char *all = NULL;

  cal_scene_move_to_mm (f->brain, (double[]){3.0, 0.0, 0.0});
  assert_says (f, "a face of person3", TRUE);
  assert_says (f, "agreement of 2 captions 0.00", TRUE);
  assert_says (f, "voxel 3 0 0", TRUE);
  all = cal_caption_area_dup_text (CAL_CAPTION_AREA (f->area));
  g_assert_true (strstr (all, "a dog") < strstr (all, "a face of person3"));
  cal_scene_move_to_mm (f->brain, (double[]){11.0, 0.0, 0.0});
  assert_says (f, "they cover 10 voxels; the nearest, voxel 9 0 0, is 2.0 mm away", TRUE);
}

static void
test_two_methods (Fixture *f, gconstpointer data)
{
  add_captions (f, "LaVCa", "visage");
  add_captions (f, "LaVCa keywords", "head");
  add_named (f, CAL_CAPTIONS_OF_REGIONS, "summary", "FFA", "faces of people");
  cal_scene_move_to_mm (f->brain, (double[]){1.0, 0.0, 0.0});
  assert_says (f, "a face of person1", TRUE);
  assert_says (f, "a visage of person1", TRUE);
  assert_says (f, "keywords: a head of person1, a dog", TRUE);
  assert_says (f, "faces of people", TRUE);
  cal_scene_move_to_mm (f->brain, (double[]){8.0, 0.0, 0.0});
  assert_says (f, "faces of people", FALSE);
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_label (child, text);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Words that only the decoded caption has are marked, those of the seen one are not. */
static void
test_stimulus (Fixture *f, gconstpointer data)
{
  const char *label;

  add_named (f, CAL_CAPTIONS_OF_STIMULI, "decoded", "dog-01", "a cat on grass <b>");
  add_named (f, CAL_CAPTIONS_OF_STIMULI, "COCO", "dog-01", "a dog on grass");
  cal_selection_set_stimuli (cal_encoding_scene_get_selection (f->scene),
                             (const char *const[]){"dog-01", NULL});
  assert_says (f, "STIMULUS dog-01", TRUE);
  label = gtk_label_get_label (GTK_LABEL (find_label (f->area, "a cat on grass <b>")));
  g_assert_cmpstr (label, ==, "a <b><u>cat</u></b> on grass &lt;<b><u>b</u></b>&gt;");
  label = gtk_label_get_label (GTK_LABEL (find_label (f->area, "a dog on grass")));
  g_assert_cmpstr (label, ==, "a dog on grass");
}

static CalSample
get_painted (Fixture *f, const char *id, gsize voxel)
{
  CalLayer *layer = cal_scene_find_layer (f->brain, id);

  g_assert_nonnull (layer);
  return cal_volume_get_voxel (cal_layer_get_volume (layer), (gssize[]){(gssize) voxel, 0, 0}, 0);
}

/* Typing lights the places whose captions match, by the share of them. */
static void
test_search (Fixture *f, gconstpointer data)
{
  CalCaptionArea *area = CAL_CAPTION_AREA (f->area);
  g_autofree char *title = NULL;

  cal_caption_area_set_query (area, "fac");
  g_assert_cmpstr (cal_caption_area_get_count (area), ==, "5 of 10 voxels · 50 %");
  g_assert_cmpfloat (get_painted (f, "painted:captions", 0).value, ==, 1.0);
  g_assert_cmpfloat (get_painted (f, "painted:captions", 4).value, ==, 0.5);
  g_assert_cmpfloat (get_painted (f, "painted:captions", 5).value, ==, 0.0);
  g_assert_cmpint (get_painted (f, "painted:captions", 10).presence, ==, CAL_OUTSIDE);
  g_assert_nonnull (find_label (f->area, "FFA 5 of 6"));
  title = cal_view_dup_title (CAL_VIEW (area));
  g_assert_cmpstr (title, ==, "BrainSCUBA · “fac” · 5 voxels");
  cal_caption_area_set_query (area, "\"* OR (");
  g_assert_cmpstr (cal_caption_area_get_count (area), ==, "0 of 10 voxels · 0 %");
  cal_caption_area_set_query (area, "");
  g_assert_cmpstr (cal_caption_area_get_count (area), ==, "10 voxels with 2 captions each");
  g_assert_null (cal_scene_find_layer (f->brain, "painted:captions"));
}

static void
assert_first (GListModel *list, CalCaptionColumn column, const char *expected)
{
  g_autoptr (CalCaption) first = g_list_model_get_item (list, 0);
  g_autofree char *text = cal_caption_dup_text (first, column);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_table (Fixture *f, gconstpointer data)
{
  CalCaptionArea *area = CAL_CAPTION_AREA (f->area);
  CalCaptionList *list = CAL_CAPTION_LIST (cal_caption_area_get_list (area));
  g_autofree char *csv = NULL;

  cal_caption_area_set_page (area, CAL_CAPTION_PAGE_TABLE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 20);
  cal_caption_area_set_query (area, "face");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 6);
  assert_first (G_LIST_MODEL (list), CAL_CAPTION_TEXT, "a face of person0");
  assert_first (G_LIST_MODEL (list), CAL_CAPTION_REGION, "FFA");
  cal_caption_list_sort (list, CAL_CAPTION_SCORE, TRUE);
  assert_first (G_LIST_MODEL (list), CAL_CAPTION_SCORE, "0.900");
  csv = cal_caption_list_dup_csv (list);
  g_assert_true (g_str_has_prefix (csv, "place,resample,caption,score,agreement,region\n"
                                        "voxel 0 0 0,2,\"a \"\"face\"\", close\",0.900,"));
  cal_caption_list_sort (list, CAL_CAPTION_TEXT, TRUE);
  assert_first (G_LIST_MODEL (list), CAL_CAPTION_TEXT, "a face of person4");
  cal_caption_area_set_query (area, "");
  cal_caption_list_sort (list, CAL_CAPTION_REGION, TRUE);
  assert_first (G_LIST_MODEL (list), CAL_CAPTION_REGION, "FFA");
  cal_caption_list_sort (list, CAL_CAPTION_AGREEMENT, FALSE);
  assert_first (G_LIST_MODEL (list), CAL_CAPTION_AGREEMENT, "0.000");
}

/* The search bar finds captions, those of most places first, at the place of the best score. */
static void
test_find (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) places = cal_find_places (f->brain, "nobody", 5);
  const CalPlace *first;
  double mm[3];

  cal_find_captions (f->scene, "street", 5, places);
  g_assert_cmpuint (places->len, ==, 5);
  first = places->pdata[0];
  g_assert_cmpstr (first->title, ==, "caption: a street");
  g_assert_cmpstr (first->detail, ==, "5 places · BrainSCUBA");
  cal_scene_go_to (f->brain, places->pdata[1]);
  g_assert_true (cal_cursor_get_position (cal_scene_get_cursor (f->brain), mm));
  g_assert_cmpfloat (mm[0], ==, 5.0);
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_type (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* A head that is clicked sorts, clicked again the other way; a line that is activated goes there.
 */
static void
test_table_is_used (Fixture *f, gconstpointer data)
{
  GListModel *list = cal_caption_area_get_list (CAL_CAPTION_AREA (f->area));
  GtkWidget *table;
  GListModel *columns;
  g_autoptr (GtkColumnViewColumn) score = NULL;
  double mm[3];

  cal_caption_area_set_page (CAL_CAPTION_AREA (f->area), CAL_CAPTION_PAGE_TABLE);
  table = find_type (f->area, GTK_TYPE_COLUMN_VIEW);
  columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (table));
  score = g_list_model_get_item (columns, CAL_CAPTION_SCORE);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (table), score, GTK_SORT_ASCENDING);
  assert_first (list, CAL_CAPTION_SCORE, "0.410");
  g_signal_emit_by_name (table, "activate", 0);
  g_assert_true (cal_cursor_get_position (cal_scene_get_cursor (f->brain), mm));
  g_assert_cmpfloat (mm[0], ==, 9.0);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (table), score, GTK_SORT_DESCENDING);
  assert_first (list, CAL_CAPTION_SCORE, "0.900");
}

/* Words of the region at the cursor; a click searches for one. */
static void
test_words (Fixture *f, gconstpointer data)
{
  CalCaptionArea *area = CAL_CAPTION_AREA (f->area);
  const char *word;
  double x, y;

  cal_caption_area_set_page (area, CAL_CAPTION_PAGE_WORDS);
  cal_scene_move_to_mm (f->brain, (double[]){1.0, 0.0, 0.0});
  cal_test_window_settle ();
  while (!cal_caption_area_get_word (area, 0, &word, &x, &y))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (word, ==, "face");
  if (!cal_test_can_point ())
    return;
  cal_test_point (f->area, x, y, "click 1");
  g_assert_cmpstr (cal_caption_area_get_count (area), ==, "5 of 10 voxels · 50 %");
  cal_test_point (f->area, x, y, "key Down key Return");
  g_assert_cmpstr (cal_caption_area_get_count (area), !=, "5 of 10 voxels · 50 %");
}

/* A view that is opened when the cursor is in a region already counts there. */
static void
test_words_from_the_start (Fixture *f, gconstpointer data)
{
  const char *word;
  double x, y;
  GtkWidget *later;

  cal_scene_move_to_mm (f->brain, (double[]){1.0, 0.0, 0.0});
  later = g_object_ref_sink (cal_caption_area_new (f->scene));
  cal_caption_area_set_page (CAL_CAPTION_AREA (later), CAL_CAPTION_PAGE_WORDS);
  while (!cal_caption_area_get_word (CAL_CAPTION_AREA (later), 0, &word, &x, &y))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (word, ==, "face");
  g_object_unref (later);
}

static void
test_clusters (Fixture *f, gconstpointer data)
{
  CalCaptionArea *area = CAL_CAPTION_AREA (f->area);
  GtkWidget *spin, *button;

  cal_caption_area_set_page (area, CAL_CAPTION_PAGE_CLUSTERS);
  cal_caption_area_set_query (area, "street");
  spin = find_type (f->area, GTK_TYPE_SPIN_BUTTON);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 2);
  button = gtk_widget_get_ancestor (find_label (f->area, "Colour the cortex"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  while (cal_caption_area_get_n_clusters (area) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (cal_caption_area_get_n_clusters (area), ==, 2);
  g_assert_null (cal_scene_find_layer (f->brain, "painted:captions"));
  g_assert_cmpfloat (get_painted (f, "painted:caption-clusters", 0).value, ==,
                     get_painted (f, "painted:caption-clusters", 4).value);
  g_assert_cmpfloat (get_painted (f, "painted:caption-clusters", 0).value, !=,
                     get_painted (f, "painted:caption-clusters", 9).value);
  g_assert_cmpint (get_painted (f, "painted:caption-clusters", 11).presence, ==, CAL_OUTSIDE);
}

/* What is on screen is on paper: each page, and the view before anything is open. */
static void
test_drawing (Fixture *f, gconstpointer data)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 760, 480);

  cal_scene_move_to_mm (f->brain, (double[]){1.0, 0.0, 0.0});
  for (guint p = 0; p < CAL_CAPTION_N_PAGES; p++) {
    cairo_t *cr = cairo_create (surface);
    const guchar *pixels;
    gsize n_drawn = 0;

    cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
    cairo_paint (cr);
    cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
    cal_caption_area_set_page (CAL_CAPTION_AREA (f->area), (CalCaptionPage) p);
    cal_test_window_settle ();
    cal_view_draw (CAL_VIEW (f->area), cr, 760, 480);
    cairo_destroy (cr);
    cairo_surface_flush (surface);
    pixels = cairo_image_surface_get_data (surface);
    for (gsize i = 0; i < 760 * 480; i++)
      n_drawn += pixels[4 * i + 3] != 0;
    g_assert_cmpuint (n_drawn, >, 500);
  }
  cairo_surface_destroy (surface);
}

static void
test_nothing_open (Fixture *f, gconstpointer data)
{
  g_autofree char *title = NULL;

  cal_caption_area_set_query (CAL_CAPTION_AREA (f->area), "face");
  cal_encoding_scene_clear (f->scene);
  title = cal_view_dup_title (CAL_VIEW (f->area));
  g_assert_cmpstr (title, ==, "Captions");
  cal_caption_area_set_query (CAL_CAPTION_AREA (f->area), "dog");
  cal_test_window_settle ();
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
      {"/caption-area/cursor", test_cursor},
      {"/caption-area/two-methods", test_two_methods},
      {"/caption-area/stimulus", test_stimulus},
      {"/caption-area/search", test_search},
      {"/caption-area/find", test_find},
      {"/caption-area/table", test_table},
      {"/caption-area/table-is-used", test_table_is_used},
      {"/caption-area/words", test_words},
      {"/caption-area/words-from-the-start", test_words_from_the_start},
      {"/caption-area/clusters", test_clusters},
      {"/caption-area/drawing", test_drawing},
      {"/caption-area/nothing-open", test_nothing_open},
  };

  if (g_getenv ("DISPLAY") == NULL) {
    g_print ("1..0 # SKIP there is no display\n");
    return 0;
  }
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].path, Fixture, NULL, set_up, tests[n].func, tear_down);
  return g_test_run ();
}
