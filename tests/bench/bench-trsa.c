/* bench-trsa.c - how long a frame takes while l and u are dragged, and when the points follow.
 *
 * What the main thread does in a frame of 900 x 640 pixels: map the ranked dissimilarities, find
 * the strongest edges, draw the histogram, 3,000 edges and all points. The points themselves come
 * from a job. The baseline of the same run: the transform from the dissimilarities themselves,
 * ranks and all, and every edge sorted.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "analysis/embed.h"
#include "analysis/trsa.h"
#include "render/scene/kept-edges.h"
#include "render/vector/edge-plot.h"
#include "render/vector/embedding-plot.h"
#include "render/vector/trsa-plot.h"
#include "widgets/trsa-field.h"

#define WIDTH 900
#define HEIGHT 640
#define N_FRAMES 21
#define N_EMBEDDINGS 3
#define MAX_EDGES 3000

/* Of this thread alone, for the machine may do other things. Embeddings use all cores: those are
 * timed by the clock. */
static gint64
now_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static CalRdm *
make_rdm (gsize n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autofree double *places = g_new (double, 6 * n);
  gsize n_pairs = n * (n - 1) / 2, p = 0;
  double *values = g_new (double, n_pairs);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n_pairs * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  CalRdmDesc desc = {.name = "random", .n_conditions = n, .dissimilarities = array};

  for (gsize k = 0; k < 6 * n; k++)
    places[k] = g_rand_double (rand);
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++) {
      double square = 0.0;

      for (int d = 0; d < 6; d++)
        square += pow (places[6 * i + d] - places[6 * j + d], 2.0);
      values[p++] = sqrt (square);
    }
  return cal_rdm_new (&desc, NULL);
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
get_median (double *times_ms, gsize n)
{
  qsort (times_ms, n, sizeof *times_ms, compare);
  return times_ms[n / 2];
}

static void
draw_frame (CalTrsaField *field,
            CalEmbedding *embedding,
            cairo_surface_t *surface,
            double lower,
            double upper)
{
  const CalEmbeddingDesc *desc = cal_embedding_get_desc (embedding);
  g_autofree CalPointPlace *places = g_new (CalPointPlace, desc->n_points);
  g_autofree guint32 *order = NULL;
  g_autoptr (GArray) edges = NULL;
  gsize n_kept;
  CalPointView view;
  CalRaster raster;
  const CalInk *ink = cal_ink_get (CAL_THEME_DARK);
  CalEmbeddingPlot points = {.n = desc->n_points, .hovered = -1, .ink = ink, .scale = 1.0};
  CalTrsaPlot histogram = {.lower = lower,
                           .upper = upper,
                           .held = 0,
                           .box = {32.0, 40.0, 380.0, 220.0},
                           .ink = ink,
                           .scale = 1.0};
  cairo_t *cr = cairo_create (surface);

  cal_trsa_field_transform (field, lower, upper);
  edges = cal_kept_edges_find (cal_trsa_field_get_transformed (field), desc->n_points, MAX_EDGES,
                               &n_kept);
  cal_ink_set (cr, ink->background);
  cairo_paint (cr);
  cal_point_view_init (&view, desc->n_dims);
  view.width_px = WIDTH;
  view.height_px = HEIGHT;
  cal_point_view_fit (&view, cal_embedding_get_points (embedding), desc->n_points);
  cal_point_view_place (&view, cal_embedding_get_points (embedding), desc->n_points, 3.0, places);
  order = cal_point_places_dup_order (places, desc->n_points);
  cairo_surface_flush (surface);
  cal_raster_init (&raster, surface, 1.0);
  cal_edge_plot_draw (cr, edges, places, ink, 1.0, &raster);
  points.places = places;
  points.order = order;
  points.raster = &raster;
  cal_embedding_plot_draw (cr, &points);
  cairo_surface_mark_dirty (surface);
  histogram.sorted = cal_trsa_field_get_sorted (field, &histogram.n);
  histogram.transformed = cal_trsa_field_get_curve (field);
  cal_trsa_plot_draw (cr, &histogram);
  cairo_destroy (cr);
}

static double
time_baseline (CalRdm *rdm, double lower, double upper)
{
  CalTrsaOptions options = {.scale = CAL_TRSA_BY_RANK, .lower = lower, .upper = upper};
  gint64 begin = now_us ();
  g_autoptr (GPtrArray) transformed = cal_trsa_transform (&rdm, 1, &options, NULL);
  gsize n_pairs = cal_rdm_get_n_pairs (rdm);
  g_autofree double *sorted = g_memdup2 (
      g_bytes_get_data (
          cal_array_get_bytes (cal_rdm_get_desc (transformed->pdata[0])->dissimilarities), NULL),
      n_pairs * sizeof *sorted);

  qsort (sorted, n_pairs, sizeof *sorted, compare);
  return (double) (now_us () - begin) / 1e3;
}

static double
time_embedding (CalRdm *rdm, CalEmbedding **embedding)
{
  double times_ms[N_EMBEDDINGS];

  for (int k = 0; k < N_EMBEDDINGS; k++) {
    CalTrsaOptions options = {.scale = CAL_TRSA_BY_RANK, .lower = 0.1 + 0.01 * k, .upper = 0.8};
    CalEmbedOptions embed = CAL_EMBED_DEFAULTS;
    gint64 begin = g_get_monotonic_time ();
    g_autoptr (GPtrArray) transformed = cal_trsa_transform (&rdm, 1, &options, NULL);
    g_autoptr (CalEmbedding) next =
        cal_embed_rdm (transformed->pdata[0], &embed, *embedding, NULL, NULL);

    times_ms[k] = (double) (g_get_monotonic_time () - begin) / 1e3;
    g_set_object (embedding, next);
  }
  return get_median (times_ms, N_EMBEDDINGS);
}

static void
measure (gsize n)
{
  g_autoptr (CalRdm) rdm = make_rdm (n);
  g_autoptr (GPtrArray) pool = g_ptr_array_new ();
  g_autoptr (CalJob) job = NULL;
  g_autoptr (CalTrsaField) field = NULL;
  g_autoptr (CalEmbedding) embedding = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  double frames_ms[N_FRAMES], baselines_ms[N_EMBEDDINGS], embedding_ms, frame_ms, baseline_ms;

  g_ptr_array_add (pool, rdm);
  job = cal_trsa_field_job_new (pool, FALSE);
  field = CAL_TRSA_FIELD (cal_job_run (job, NULL));
  embedding_ms = time_embedding (rdm, &embedding);
  for (int k = 0; k < N_FRAMES; k++) {
    gint64 begin = now_us ();

    draw_frame (field, embedding, surface, 0.02 * k, 0.5 + 0.02 * k);
    frames_ms[k] = (double) (now_us () - begin) / 1e3;
  }
  for (int k = 0; k < N_EMBEDDINGS; k++)
    baselines_ms[k] = time_baseline (rdm, 0.02 * k, 0.5 + 0.02 * k);
  frame_ms = get_median (frames_ms, N_FRAMES);
  baseline_ms = get_median (baselines_ms, N_EMBEDDINGS);
  g_print ("{\"benchmark\": \"tRSA drag\", \"conditions\": %" G_GSIZE_FORMAT
           ", \"frame_ms\": %.2f, \"points_follow_ms\": %.1f, \"baseline_ms\": %.2f, "
           "\"ratio\": %.3f}\n",
           n, frame_ms, embedding_ms, baseline_ms, frame_ms / baseline_ms);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  measure (92);
  measure (1000);
  return 0;
}
