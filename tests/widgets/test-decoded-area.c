/* test-decoded-area.c - seen beside decoded: grouped, sorted, selected; words that differ.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/decoded-area.h"

#include <adwaita.h>
#include <math.h>

#include "tests/support/window.h"
#include "tests/widgets/small-encoding.h"
#include "tests/widgets/small-rdm.h"

typedef struct {
  SmallEncoding small;
  CalSelection *selection;
  CalPictures *pictures;
  GtkWidget *view, *window;
  CalDecodedArea *area;
} Fixture;

static CalArray *
load_nothing (const char *source, guint max_side_px, CalJob *job, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: no picture", source);
  return NULL;
}

/* Two pictures of s2, one each of s0 and s4; one of nothing that was seen. */
static void
add_decoding (Fixture *f)
{
  const char *const ids[] = {"a", "b", "c", "d", "e", NULL};
  const char *const seen[] = {"s2", "s0", "s2", "s4", "", NULL};
  const double ssim[] = {0.2, 0.5, 0.4, NAN, 0.9};
  gsize n = 5;
  g_autoptr (GBytes) bytes = g_bytes_new (ssim, sizeof ssim);
  g_autoptr (CalArray) numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
  g_autoptr (CalTextArray) id_texts = cal_text_array_new_from_strv (ids);
  g_autoptr (CalTextArray) seen_texts = cal_text_array_new_from_strv (seen);
  const CalColumn columns[] = {{.name = "id", .texts = id_texts},
                               {.name = "SSIM", .numbers = numbers}};
  g_autoptr (CalTable) table = cal_table_new ("metrics", n, columns, 2, NULL);
  g_autoptr (CalStimuli) pictures = cal_stimuli_new ("decoded", id_texts, id_texts, table, NULL);
  g_autoptr (CalDecoding) decoding = cal_decoding_new ("decoded", pictures, seen_texts, NULL, NULL);

  cal_encoding_scene_add (f->small.encoding, G_OBJECT (decoding));
}

static const char *
get_seen (Fixture *f, guint n)
{
  return cal_decoded_item_get_seen (cal_decoded_area_get_item (f->area, n));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  small_encoding_init (&f->small);
  f->selection = cal_encoding_scene_get_selection (f->small.encoding);
  f->pictures = cal_pictures_new (load_nothing, 1 << 20);
  f->view = cal_decoded_area_new (f->small.encoding, f->pictures);
  f->area = CAL_DECODED_AREA (f->view);
  f->window = cal_test_window_show (f->view, 640, 480);
  add_decoding (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer view = f->view;

  g_object_add_weak_pointer (G_OBJECT (f->view), &view);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cal_test_window_settle ();
  g_assert_null (view);
  g_clear_object (&f->pictures);
  small_encoding_clear (&f->small);
}

static void
test_groups (Fixture *f, gconstpointer data)
{
  CalDecodedItem *item = cal_decoded_area_get_item (f->area, 0);

  g_assert_cmpuint (cal_decoded_area_get_n (f->area), ==, 3);
  g_assert_cmpstr (cal_decoded_item_get_seen (item), ==, "s2");
  g_assert_cmpuint (cal_decoded_item_get_n (item), ==, 2);
  g_assert_cmpstr (cal_decoded_item_get_picture (item, 1), ==, "c");
}

/* s0 0.5, s2 (0.2 + 0.4) / 2 = 0.3; s4 has none and is last, upwards. */
static void
test_sort (Fixture *f, gconstpointer data)
{
  cal_decoded_area_sort (f->area, "SSIM", FALSE);
  g_assert_cmpstr (get_seen (f, 0), ==, "s2");
  g_assert_cmpstr (get_seen (f, 1), ==, "s0");
  g_assert_cmpstr (get_seen (f, 2), ==, "s4");
  cal_decoded_area_sort (f->area, "SSIM", TRUE);
  g_assert_cmpstr (get_seen (f, 1), ==, "s0");
  cal_decoded_area_sort (f->area, NULL, FALSE);
  g_assert_cmpstr (get_seen (f, 0), ==, "s2");
}

static void
test_drawing (Fixture *f, gconstpointer data)
{
  g_autofree char *title = cal_view_dup_title (CAL_VIEW (f->view));

  g_assert_cmpstr (title, ==, "Seen and decoded · decoded · 3 stimuli");
  small_rdm_check_drawing (f->view, 400, 400);
}

static void
test_words (Fixture *f, gconstpointer data)
{
  g_autofree char *marked = cal_caption_dup_marked ("a black cat & dog", "a cat and a dog");
  g_autofree char *alone = cal_caption_dup_marked ("<b>", NULL);

  g_assert_cmpstr (marked, ==, "a <u>black</u> cat &amp; dog");
  g_assert_cmpstr (alone, ==, "&lt;b&gt;");
}

int
main (int argc, char **argv)
{
  if (g_getenv ("DISPLAY") == NULL) {
    g_print ("1..0 # SKIP there is no display\n");
    return 0;
  }
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/decoded-area/groups", Fixture, NULL, set_up, test_groups, tear_down);
  g_test_add ("/decoded-area/sort", Fixture, NULL, set_up, test_sort, tear_down);
  g_test_add ("/decoded-area/drawing", Fixture, NULL, set_up, test_drawing, tear_down);
  g_test_add ("/decoded-area/words", Fixture, NULL, set_up, test_words, tear_down);
  return g_test_run ();
}
