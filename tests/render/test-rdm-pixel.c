/* test-rdm-pixel.c - the pixel drawn at p shows the value picked at p, in every RDM.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "render/gl/matrix.h"
#include "render/gl/offscreen.h"
#include "render/gl/target.h"

#define WIDTH 331
#define HEIGHT 307

typedef struct {
  CalGlOffscreen *gl;
  CalGlCache *cache;
  CalGlMatrix *matrix;
  CalGlTarget *target;
  CalMatrixStyle style;
} Fixture;

static void
set_up (Fixture *f, gconstpointer api)
{
  g_autoptr (GError) error = NULL;

  f->gl = cal_gl_offscreen_new_for_api (GPOINTER_TO_INT (api), &error);
  g_assert_no_error (error);
  f->cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  f->matrix = cal_gl_matrix_new (f->cache);
  f->target = cal_gl_target_new (WIDTH, HEIGHT, 1, &error);
  g_assert_no_error (error);
  cal_matrix_style_init (&f->style, FALSE, 1.0);
}

static void
tear_down (Fixture *f, gconstpointer api)
{
  cal_gl_target_free (f->target);
  cal_gl_matrix_free (f->matrix);
  cal_gl_cache_unref (f->cache);
  cal_gl_offscreen_free (f->gl);
}

/* Numbers from -1 to 3 that repeat nowhere near; every 97th pair has none. */
static CalRdm *
make_rdm (gsize n, guint seed, gboolean has_gaps)
{
  gsize n_pairs = n * (n - 1) / 2;
  double *values = g_new (double, n_pairs);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n_pairs * sizeof *values);
  g_autoptr (CalArray) array = NULL;
  CalRdmDesc desc = {.name = "made", .n_conditions = n, .measure = "made"};
  guint32 state = seed;
  CalRdm *rdm;

  for (gsize p = 0; p < n_pairs; p++) {
    state = state * 1664525u + 1013904223u;
    values[p] = has_gaps && p % 97 == 5 ? (double) NAN : (double) (state >> 8) / 4194304.0 - 1.0;
  }
  array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  desc.dissimilarities = array;
  rdm = cal_rdm_new (&desc, NULL);
  g_assert_nonnull (rdm);
  return rdm;
}

static guint32 *
make_rows (gsize n, gboolean shuffled)
{
  guint32 *rows = g_new (guint32, n);
  guint32 state = 7;

  for (gsize r = 0; r < n; r++)
    rows[r] = (guint32) r;
  for (gsize r = n - 1; shuffled && r > 0; r--) {
    gsize other = (state = state * 1664525u + 1013904223u) % (r + 1);
    guint32 kept = rows[r];

    rows[r] = rows[other];
    rows[other] = kept;
  }
  return rows;
}

static void
set_side (CalRdmSide *side, CalRdm *rdm, gboolean shuffled)
{
  g_autofree guint32 *rows = make_rows (cal_rdm_get_desc (rdm)->n_conditions, shuffled);

  side->rdm = g_object_ref (rdm);
  side->field = cal_rdm_field_new (rdm, rows, NULL, NULL, NULL, NULL);
  side->colours = (CalRdmColours){.colormap = cal_colormap_find ("viridis"), .high = 1.0};
  cal_rdm_field_get_range (side->field, &side->colours.low, &side->colours.high);
}

static CalRdmDrawing *
make_drawing (gsize n, gboolean shuffled, gboolean has_gaps)
{
  CalRdmDrawing *drawing = g_new0 (CalRdmDrawing, 1);
  g_autoptr (CalRdm) rdm = make_rdm (n, 3, has_gaps);

  drawing->n_sides = 1;
  set_side (&drawing->sides[0], rdm, shuffled);
  return drawing;
}

static void
make_layout (CalRdmLayout *layout, const CalRdmDrawing *drawing, const CalRdmView *view)
{
  gsize n = cal_rdm_field_get_n (drawing->sides[0].field, 0);

  *layout = (CalRdmLayout){.n_frames = 1, .scale = 1.0};
  cal_rdm_pane_init (&layout->frames[0].pane, view, n, 17, 9, 290);
}

static cairo_surface_t *
draw (Fixture *f, const CalRdmDrawing *drawing, const CalRdmLayout *layout)
{
  static const float background[] = {1, 0, 1, 1};
  g_autoptr (GError) error = NULL;

  cal_gl_target_begin (f->target, background);
  cal_gl_matrix_draw (f->matrix, &drawing, layout, HEIGHT, &f->style, &error);
  g_assert_no_error (error);
  cal_gl_target_end (f->target);
  return cal_gl_target_read (f->target);
}

static void
get_rgb (cairo_surface_t *picture, int x, int y, int rgb[3])
{
  const guint8 *row = cairo_image_surface_get_data (picture) +
                      (gsize) y * (gsize) cairo_image_surface_get_stride (picture);
  guint32 pixel = ((const guint32 *) (gconstpointer) row)[x];

  for (int c = 0; c < 3; c++)
    rgb[c] = (int) (pixel >> (16 - 8 * c) & 0xff);
}

static gboolean
is_colour (const int rgb[3], const float expected[3])
{
  for (int c = 0; c < 3; c++)
    if (abs (rgb[c] - (int) lrintf (expected[c] * 255.0f)) > 1)
      return FALSE;
  return TRUE;
}

static gboolean
is_right (Fixture *f, const CalRdmDrawing *drawing, const CalRdmPick *pick, const int rgb[3])
{
  const CalRdmColours *colours = &drawing->sides[pick->side].colours;
  float expected[3];

  if (pick->is_diagonal)
    return is_colour (rgb, f->style.diagonal);
  if (!isfinite (pick->shown))
    return is_colour (rgb, f->style.missing) || is_colour (rgb, f->style.missing_stripe);
  cal_rdm_colours_get_rgb (colours, pick->shown, expected);
  return is_colour (rgb, expected);
}

/* Every pixel of the picture; those on the border of two cells may round to either. */
static void
check (Fixture *f, const CalRdmDrawing *drawing, const CalRdmView *view)
{
  CalRdmLayout layout;
  cairo_surface_t *picture;
  guint n_cells = 0, n_wrong = 0;

  make_layout (&layout, drawing, view);
  picture = draw (f, drawing, &layout);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++) {
      CalRdmPick pick;
      int rgb[3];

      get_rgb (picture, x, y, rgb);
      if (!cal_rdm_drawing_pick (drawing, &layout.frames[0].pane, x + 0.5, y + 0.5, &pick)) {
        g_assert_cmpint (rgb[0] << 16 | rgb[1] << 8 | rgb[2], ==, 0xff00ff);
        continue;
      }
      n_cells++;
      n_wrong += !is_right (f, drawing, &pick, rgb);
    }
  cairo_surface_destroy (picture);
  g_assert_cmpuint (n_cells, ==, 290 * 290);
  g_assert_cmpuint (n_wrong, <=, n_cells / 1000);
}

static const CalRdmView views[] = {
    {1.0, {0.5, 0.5}},
    {2.7, {0.31, 0.64}},
    {9.3, {0.93, 0.07}},
    {6.1, {0.42, 0.43}},
};

static void
test_law (Fixture *f, gconstpointer api)
{
  static const gsize sizes[] = {2, 13, 92, 290, 1301};

  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (int shuffled = 0; shuffled < 2; shuffled++) {
      g_autoptr (CalRdmDrawing) drawing = make_drawing (sizes[s], shuffled, TRUE);

      for (gsize v = 0; v < G_N_ELEMENTS (views); v++)
        check (f, drawing, &views[v]);
    }
}

/* A window, thresholds and colours as uniforms; equal thresholds are a step. */
static void
test_transform (Fixture *f, gconstpointer api)
{
  static const double thresholds[][2] = {{-0.3, 1.9}, {0.7, 0.7}, {-1.0, 3.0}, {2.0, 2.5}};
  g_autoptr (CalRdmDrawing) drawing = make_drawing (151, TRUE, TRUE);
  CalRdmColours *colours = &drawing->sides[0].colours;
  CalRdmLayout layout;
  guint64 uploaded;

  make_layout (&layout, drawing, &views[0]);
  cairo_surface_destroy (draw (f, drawing, &layout));
  uploaded = cal_gl_cache_get_bytes_uploaded (f->cache);
  colours->transformed = TRUE;
  colours->low = 0.0;
  colours->high = 1.0;
  for (gsize t = 0; t < G_N_ELEMENTS (thresholds); t++) {
    colours->lower = thresholds[t][0];
    colours->upper = thresholds[t][1];
    check (f, drawing, &views[t]);
  }
  colours->transformed = FALSE;
  colours->low = 0.2;
  colours->high = 0.9;
  colours->colormap = cal_colormap_find ("bone");
  check (f, drawing, &views[0]);
  g_assert_cmpuint (cal_gl_cache_get_bytes_uploaded (f->cache), ==, uploaded);
}

static void
test_triangles (Fixture *f, gconstpointer api)
{
  g_autoptr (CalRdmDrawing) drawing = make_drawing (700, FALSE, FALSE);
  g_autoptr (CalRdm) other = make_rdm (700, 99, TRUE);

  drawing->n_sides = 2;
  set_side (&drawing->sides[1], other, TRUE);
  drawing->sides[1].colours.high = 1.5;
  for (gsize v = 0; v < G_N_ELEMENTS (views); v++)
    check (f, drawing, &views[v]);
}

/* The level that is drawn is the one whose cells are pixels or larger, and it alone is sent. */
static void
test_uploads (Fixture *f, gconstpointer api)
{
  g_autoptr (CalRdmDrawing) drawing = make_drawing (2000, FALSE, FALSE);
  CalRdmLayout layout;
  guint64 uploaded;

  make_layout (&layout, drawing, &views[0]);
  g_assert_cmpuint (cal_rdm_pane_get_level (&layout.frames[0].pane), ==, 3);
  cairo_surface_destroy (draw (f, drawing, &layout));
  g_assert_cmpuint (cal_gl_matrix_get_n_draws (f->matrix), ==, 1);
  g_assert_cmpuint (cal_gl_cache_get_bytes_held (f->cache), ==, 250 * 250 * 4);
  uploaded = cal_gl_cache_get_bytes_uploaded (f->cache);
  make_layout (&layout, drawing, &(CalRdmView){10.0, {0.1, 0.9}});
  cairo_surface_destroy (draw (f, drawing, &layout));
  g_assert_cmpuint (cal_gl_cache_get_bytes_uploaded (f->cache) - uploaded, ==, 512 * 464 * 4);
  /* The same tile, on the other side of the diagonal. */
  make_layout (&layout, drawing, &(CalRdmView){10.0, {0.9, 0.1}});
  uploaded = cal_gl_cache_get_bytes_uploaded (f->cache);
  cairo_surface_destroy (draw (f, drawing, &layout));
  g_assert_cmpuint (cal_gl_cache_get_bytes_uploaded (f->cache), ==, uploaded);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*func) (Fixture *f, gconstpointer api);
  } tests[] = {
      {"law", test_law},
      {"transform", test_transform},
      {"triangles", test_triangles},
      {"uploads", test_uploads},
  };

  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("DISPLAY");
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++) {
    g_autofree char *desktop = g_strdup_printf ("/rdm-pixel/desktop/%s", tests[n].name);
    g_autofree char *es = g_strdup_printf ("/rdm-pixel/es/%s", tests[n].name);

    g_test_add (desktop, Fixture, GINT_TO_POINTER (CAL_GL_DESKTOP), set_up, tests[n].func,
                tear_down);
    g_test_add (es, Fixture, GINT_TO_POINTER (CAL_GL_ES), set_up, tests[n].func, tear_down);
  }
  return g_test_run ();
}
