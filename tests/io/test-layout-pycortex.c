/* test-layout-pycortex.c - regions that were drawn on a flatmap are where they were drawn.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/format.h"
#include "io/gifti.h"
#include "tests/support/layout-files.h"
#include "tests/support/optional-data.h"

/* Each hemisphere is 11 x 11 vertices, 1 mm apart; a millimetre is 100 units of the drawing, whose
 * left half is the left hemisphere, upside down as drawings are. */
#define SIDE 11
#define N_VERTICES (SIDE * SIDE)

#define HEAD                                                                            \
  "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:svg=\"http://www.w3.org/2000/svg\" " \
  "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" width=\"2000\" "      \
  "height=\"1000.0\">\n"

static const char drawing[] = HEAD
    "<defs><clipPath id=\"edgeclip\">"
    "<path id=\"clippath\" d=\"M0 0 L1000 0, 1000 1000, 0 1000Z M1000 0 2000 0 2000 1000Z\"/>"
    "</clipPath></defs>\n"
    "<g inkscape:label=\"rois\"><g inkscape:label=\"shapes\">\n"
    /* Left x 1 2, y 1 2; right x 5 6, y 8 9. */
    "<g inkscape:label=\"V1\"><path d=\"M50,950 H250 V750 H50 z\"/>"
    "<path transform=\"translate(1450,50) scale(2)\" d=\"m0,0h100v100h-100z\"/></g>\n"
    /* Left x 2, y 1: inside V1. */
    "<g inkscape:label=\"V1v\"><path d=\"M150 950 l100 0 0-100-100,0z\"/></g>\n"
    /* Left x 5 6 7 8, y 4 5 6 7 without the four in the middle. */
    "<g inkscape:label=\"ring\"><path d=\"M450,650H850V250H450Z M550,550H750V350H550Z\"/></g>\n"
    /* Right: a circle around x 7, y 3 of 1.2 mm. */
    "<g inkscape:label=\"FFA\"><path d=\"M1580,700a120,120 0 10240,0A120 120 0 1 0 1580 "
    "700z\"/></g>\n"
    /* Right: x 2 3, y 4 and 5 above them; the curve goes up to y 6. */
    "<g inkscape:label=\"PPA\"><path d=\"M1150,620c0-293 200-293 200,0\"/></g>\n"
    "</g><g inkscape:label=\"labels\"/></g>\n"
    "<svg:g inkscape:label=\"sulci\"><svg:g inkscape:label=\"shapes\">"
    "<svg:g inkscape:label=\"STS\"><svg:path d=\"M100,500 400,500\"/></svg:g>"
    "</svg:g></svg:g>\n"
    "<g inkscape:label=\"cutouts\"><g inkscape:label=\"occipital\">"
    "<path d=\"M0,0H900V900H0z\"/></g></g></svg>\n";

static GBytes *
make_faces (void)
{
  GArray *faces = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize size;

  for (guint32 y = 0; y + 1 < SIDE; y++)
    for (guint32 x = 0; x + 1 < SIDE; x++) {
      guint32 v = x + SIDE * y;
      const guint32 pair[6] = {v, v + 1, v + 1 + SIDE, v, v + 1 + SIDE, v + SIDE};

      g_array_append_vals (faces, pair, 6);
    }
  size = faces->len * sizeof (guint32);
  return g_bytes_new_take (g_array_free (faces, FALSE), size);
}

static void
put_flat (TestFolder *folder, CalHemisphere hemisphere, const char *name, float stretch)
{
  g_autofree char *path = layout_files_dup_path (folder, name);
  float vertices[N_VERTICES][3] = {{0}};
  g_autoptr (GBytes) faces = make_faces (), bytes = NULL;
  g_autoptr (CalSurface) surface = NULL;
  g_autoptr (GError) error = NULL;

  for (int v = 0; v < N_VERTICES; v++) {
    vertices[v][0] = (float) (v % SIDE) * stretch + (hemisphere == CAL_LEFT ? 100.0f : -50.0f);
    vertices[v][1] = (float) (v / SIDE) - 7.0f;
  }
  bytes = g_bytes_new (vertices, sizeof vertices);
  surface = cal_surface_new (&(CalSurfaceDesc){.name = name,
                                               .hemisphere = hemisphere,
                                               .kind = CAL_SURFACE_FLAT,
                                               .vertices = bytes,
                                               .faces = faces,
                                               .surface_to_world = cal_affine_identity ()},
                             &error);
  g_assert_no_error (error);
  cal_gifti_write_surface (surface, path, &error);
  g_assert_no_error (error);
}

static void
put_subject (TestFolder *folder, const char *overlays, float stretch)
{
  put_flat (folder, CAL_LEFT, "S1/surfaces/flat_lh.gii", stretch);
  put_flat (folder, CAL_RIGHT, "S1/surfaces/flat_rh.gii", 1.0f);
  layout_files_put_text (folder, "S1/overlays.svg", overlays);
}

/* How many vertices of a hemisphere are in a region. */
static guint
count (CalMap *map, CalHemisphere hemisphere, const char *region)
{
  const CalMapDesc *desc = cal_map_get_desc (map);
  guint n = 0;

  for (gsize v = 0; v < N_VERTICES; v++) {
    gint32 key =
        (gint32) cal_array_get_value (desc->values, v + (hemisphere == CAL_RIGHT ? N_VERTICES : 0));

    n += g_str_equal (cal_labels_find (desc->labels, key)->name, region);
  }
  return n;
}

static gboolean
is_at (CalMap *map, CalHemisphere hemisphere, gsize x, gsize y, const char *region)
{
  const CalMapDesc *desc = cal_map_get_desc (map);
  gsize element = x + SIDE * y + (hemisphere == CAL_RIGHT ? N_VERTICES : 0);
  gint32 key = (gint32) cal_array_get_value (desc->values, element);

  return g_str_equal (cal_labels_find (desc->labels, key)->name, region);
}

static void
check_regions (CalReading *reading)
{
  CalReadItem *item = layout_files_get_item (reading, "rois");
  CalMap *map = CAL_MAP (item->data);

  g_assert_nonnull (item->cortex);
  g_assert_cmpuint (cal_map_get_desc (map)->n_vertices[0], ==, N_VERTICES);
  g_assert_cmpuint (cal_map_get_desc (map)->n_vertices[1], ==, N_VERTICES);
  g_assert_cmpuint (count (map, CAL_LEFT, "V1"), ==, 4);
  g_assert_true (is_at (map, CAL_LEFT, 1, 1, "V1"));
  g_assert_true (is_at (map, CAL_LEFT, 2, 2, "V1"));
  g_assert_cmpuint (count (map, CAL_RIGHT, "V1"), ==, 4);
  g_assert_true (is_at (map, CAL_RIGHT, 5, 8, "V1"));
  g_assert_true (is_at (map, CAL_RIGHT, 6, 9, "V1"));
  g_assert_cmpuint (count (map, CAL_LEFT, "ring"), ==, 12);
  g_assert_true (is_at (map, CAL_LEFT, 5, 4, "ring"));
  g_assert_true (is_at (map, CAL_LEFT, 6, 5, "none"));
  g_assert_cmpuint (count (map, CAL_RIGHT, "FFA"), ==, 5);
  g_assert_true (is_at (map, CAL_RIGHT, 7, 3, "FFA"));
  g_assert_true (is_at (map, CAL_RIGHT, 7, 4, "FFA"));
  g_assert_cmpuint (count (map, CAL_LEFT, "FFA"), ==, 0);
  g_assert_cmpuint (count (map, CAL_RIGHT, "PPA"), ==, 4);
  g_assert_true (is_at (map, CAL_RIGHT, 2, 4, "PPA"));
  g_assert_true (is_at (map, CAL_RIGHT, 3, 5, "PPA"));
}

static void
test_regions (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalMap *map;

  put_subject (folder, drawing, 1.0f);
  reading = layout_files_open (folder, "S1", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 0);
  check_regions (reading);
  /* A region within another hides nothing of it. */
  map = CAL_MAP (layout_files_get_item (reading, "rois 2")->data);
  g_assert_cmpuint (count (map, CAL_LEFT, "V1v"), ==, 1);
  g_assert_true (is_at (map, CAL_LEFT, 2, 1, "V1v"));
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "overlap"));
  /* An open line in "sulci" encloses nothing. */
  map = CAL_MAP (layout_files_get_item (reading, "sulci")->data);
  g_assert_cmpuint (count (map, CAL_LEFT, "STS"), ==, 4);
  for (gsize x = 1; x <= 4; x++)
    g_assert_true (is_at (map, CAL_LEFT, x, 5, "STS"));
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 3);
}

/* The drawing alone brings the surfaces that it is drawn on. */
static void
test_drawing_alone (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_subject (folder, drawing, 1.0f);
  reading = layout_files_open (folder, "S1/overlays.svg", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_cortices (reading)->len, ==, 1);
  check_regions (reading);
}

/* On surfaces of another shape regions would be in wrong places. */
static void
test_other_surfaces (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_subject (folder, drawing, 1.5f);
  reading = layout_files_open (folder, "S1", NULL);
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_cortices (reading)->len, ==, 1);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "other surfaces"));
}

static void
test_broken (TestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *text, *says;
  } cases[] = {
      {HEAD "<g><path d=\"M0 0L5 inf\"/></g></svg>", "path"},
      {HEAD "<g><path d=\"L0 0 5 5\"/></g></svg>", "path"},
      {HEAD "<g><path d=\"M0 0L5 5 5\"/></g></svg>", "path"},
      {HEAD "<g><path d=\"M0 0X5 5\"/></g></svg>", "path"},
      {HEAD "<g><path d=\"M0 0z5 5\"/></g></svg>", "path"},
      {HEAD "<g transform=\"explode(3)\"/></svg>", "explode"},
      {HEAD "<g>", "svg"},
      {"<svg xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"/>", "size"},
      {"<a xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"><svg/></a>", "<a>"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *path = layout_files_dup_path (folder, "overlays.svg");
    g_autoptr (CalLoaded) loaded = NULL;
    g_autoptr (GError) error = NULL;

    layout_files_put_text (folder, "overlays.svg", cases[n].text);
    loaded = cal_format_parse (path, NULL, NULL, &error);
    g_assert_nonnull (error);
    g_test_message ("%s", error->message);
    g_assert_null (loaded);
    g_assert_nonnull (strstr (error->message, "overlays.svg"));
    g_assert_nonnull (strstr (error->message, cases[n].says));
  }
}

/* A real drawing and the surfaces that it is of. It has no regions: its own outlines of the
 * hemispheres are put in as regions, each of which must hold its own hemisphere and nothing of the
 * other. */
static char *
add_outlines (const char *text)
{
  static const char mark[] = "id=\"clippath\" d=\"";
  const char *outline = strstr (text, mark), *shapes = strstr (text, "id=\"rois_shapes\"");
  const char *end = strstr (shapes, "/>");
  g_autofree char *data = NULL;
  const char *second;

  g_assert_nonnull (outline);
  g_assert_nonnull (end);
  outline += strlen (mark);
  data = g_strndup (outline, (gsize) (strchr (outline, '"') - outline));
  second = strchr (data + 1, 'M');
  g_assert_nonnull (second);
  return g_strdup_printf ("%.*s><g inkscape:label=\"first\"><path d=\"%.*s\"/></g>"
                          "<g inkscape:label=\"second\"><path d=\"%s\"/></g></g>%s",
                          (int) (end - text), text, (int) (second - data), data, second, end + 2);
}

static void
test_real (TestFolder *folder, gconstpointer data)
{
  static const char *const surfaces[] = {"surfaces/flat_lh.gii", "surfaces/flat_rh.gii"};
  g_autofree char *real = cal_optional_data_find ("surfaces/pycortex_hcp32k/overlays.svg");
  g_autofree char *text = NULL, *outlined = NULL, *path = NULL;
  g_autoptr (CalReading) reading = NULL;
  const CalMapDesc *desc;
  gsize counts[2][3] = {{0}};

  if (real == NULL)
    return;
  for (gsize n = 0; n < G_N_ELEMENTS (surfaces); n++) {
    g_autofree char *parent = g_path_get_dirname (real);
    g_autofree char *from = g_build_filename (parent, surfaces[n], NULL);
    g_autofree char *to = layout_files_dup_path (folder, surfaces[n]);
    g_autofree char *surface = NULL;
    gsize length;

    g_assert_true (g_file_get_contents (from, &surface, &length, NULL));
    g_assert_true (g_file_set_contents (to, surface, (gssize) length, NULL));
  }
  g_assert_true (g_file_get_contents (real, &text, NULL, NULL));
  outlined = add_outlines (text);
  layout_files_put_text (folder, "overlays.svg", outlined);
  reading = layout_files_open (folder, "", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  desc = cal_map_get_desc (CAL_MAP (layout_files_get_item (reading, "rois")->data));
  for (gsize v = 0; v < desc->n_vertices[0] + desc->n_vertices[1]; v++)
    counts[v >= desc->n_vertices[0]][(gsize) cal_array_get_value (desc->values, v)]++;
  /* 29,871 and 29,827 vertices are on the map; only those of the rim lie on the outline itself. */
  g_assert_cmpuint (counts[0][1], ==, 0);
  g_assert_cmpuint (counts[1][2], ==, 0);
  g_assert_cmpuint (counts[0][2], <=, 29871);
  g_assert_cmpuint (counts[0][2], >=, 29871 - 800);
  g_assert_cmpuint (counts[1][1], <=, 29827);
  g_assert_cmpuint (counts[1][1], >=, 29827 - 800);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/layout-pycortex/regions", test_regions},
      {"/layout-pycortex/drawing-alone", test_drawing_alone},
      {"/layout-pycortex/other-surfaces", test_other_surfaces},
      {"/layout-pycortex/broken", test_broken},
      {"/layout-pycortex/real", test_real},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].run,
                test_folder_tear_down);
  return g_test_run ();
}
