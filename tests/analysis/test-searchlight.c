/* test-searchlight.c - neighbourhoods by brute force, and what a searchlight finds in them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "analysis/mesh-graph.h"
#include "analysis/pair-contrast.h"
#include "analysis/searchlight.h"
#include "model/error.h"

#define N_ROWS 7
#define N_PAIRS (N_ROWS * (N_ROWS - 1) / 2)

static const gsize dims[3] = {6, 5, 4};
/* oblique, and not as wide as high */
static const CalAffine affine = {
    {{2.0, 0.3, 0.0, -10.0}, {-0.4, 2.2, 0.1, 5.0}, {0.0, 0.2, 3.0, 1.0}}};

/* Two thirds of the voxels have a channel, in no order. */
static gint32 *
make_channels (gsize *n_channels)
{
  gsize n = dims[0] * dims[1] * dims[2];
  gint32 *channel_of_voxel = g_new (gint32, n);

  *n_channels = 0;
  for (gsize v = 0; v < n; v++)
    channel_of_voxel[v] = CAL_NO_CHANNEL;
  for (gsize v = 0; v < n; v++)
    if (v * 37 % n % 3 != 0)
      channel_of_voxel[v * 37 % n] = (gint32) (*n_channels)++;
  return channel_of_voxel;
}

static void
get_centre_mm (gsize voxel, double mm[3])
{
  double at[3] = {(double) (voxel % dims[0]), (double) (voxel / dims[0] % dims[1]),
                  (double) (voxel / dims[0] / dims[1])};

  cal_affine_apply (&affine, at, mm);
}

static double
measure_mm (gsize a, gsize b)
{
  double p[3], q[3];

  get_centre_mm (a, p);
  get_centre_mm (b, q);
  return sqrt (pow (p[0] - q[0], 2.0) + pow (p[1] - q[1], 2.0) + pow (p[2] - q[2], 2.0));
}

static void
test_sphere (void)
{
  gsize n_channels, n_voxels = dims[0] * dims[1] * dims[2];
  g_autofree gint32 *channel_of_voxel = make_channels (&n_channels);
  static const double radii[] = {1.0, 3.1, 5.0, 100.0};

  for (guint r = 0; r < G_N_ELEMENTS (radii); r++) {
    g_autoptr (CalNeighbourhood) sphere =
        cal_neighbourhood_new_sphere (dims, &affine, channel_of_voxel, n_channels, radii[r], NULL);
    g_autoptr (CalNeighbourScratch) scratch = cal_neighbour_scratch_new (sphere);

    for (gsize centre = 0; centre < n_voxels; centre++) {
      g_autofree guint8 *seen = g_new0 (guint8, n_channels);
      const guint32 *found;
      gsize n, n_expected = 0;

      if (channel_of_voxel[centre] == CAL_NO_CHANNEL)
        continue;
      n = cal_neighbourhood_find (sphere, scratch, (gsize) channel_of_voxel[centre], &found);
      g_assert_cmpuint (found[0], ==, channel_of_voxel[centre]);
      for (gsize f = 0; f < n; f++)
        g_assert_cmpuint (seen[found[f]]++, ==, 0);
      for (gsize v = 0; v < n_voxels; v++)
        if (channel_of_voxel[v] != CAL_NO_CHANNEL && measure_mm (centre, v) <= radii[r]) {
          g_assert_cmpuint (seen[channel_of_voxel[v]], ==, 1);
          n_expected++;
        }
      g_assert_cmpuint (n, ==, n_expected);
    }
  }
}

/* The six neighbours of a voxel of 2 mm are at the radius itself. */
static void
test_radius_is_inside (void)
{
  static const gsize cube[3] = {3, 3, 3};
  CalAffine millimetres = {{{0.1, 0, 0, 0}, {0, 0.1, 0, 0}, {0, 0, 0.1, 0}}};
  gint32 channels[27];
  g_autoptr (CalNeighbourhood) sphere = NULL;
  g_autoptr (CalNeighbourScratch) scratch = NULL;
  const guint32 *found;

  for (gint32 v = 0; v < 27; v++)
    channels[v] = v;
  sphere = cal_neighbourhood_new_sphere (cube, &millimetres, channels, 27, 0.1, NULL);
  scratch = cal_neighbour_scratch_new (sphere);
  g_assert_cmpuint (cal_neighbourhood_find (sphere, scratch, 13, &found), ==, 7);
  g_assert_cmpuint (cal_neighbourhood_find (sphere, scratch, 0, &found), ==, 4);
}

#define ACROSS 9

/* A crumpled sheet. */
static CalSurface *
make_sheet (void)
{
  float vertices[3 * ACROSS * ACROSS];
  guint32 faces[6 * (ACROSS - 1) * (ACROSS - 1)];
  CalSurfaceDesc desc = {.name = "sheet", .surface_to_world = cal_affine_identity ()};
  g_autoptr (GBytes) vertex_bytes = NULL;
  g_autoptr (GBytes) face_bytes = NULL;
  g_autoptr (GError) error = NULL;
  CalSurface *surface;
  gsize n = 0;

  for (int v = 0; v < ACROSS * ACROSS; v++) {
    vertices[3 * v] = (float) (v % ACROSS) + 0.2f * (float) sin (v);
    vertices[3 * v + 1] = (float) (v / ACROSS) + 0.2f * (float) cos (3 * v);
    vertices[3 * v + 2] = (float) sin (1.3 * v);
  }
  for (guint32 y = 0; y + 1 < ACROSS; y++)
    for (guint32 x = 0; x + 1 < ACROSS; x++) {
      guint32 a = y * ACROSS + x,
              corners[6] = {a, a + 1, a + ACROSS, a + 1, a + ACROSS + 1, a + ACROSS};

      for (int k = 0; k < 6; k++)
        faces[n++] = corners[k];
    }
  desc.vertices = vertex_bytes = g_bytes_new (vertices, sizeof vertices);
  desc.faces = face_bytes = g_bytes_new (faces, sizeof faces);
  desc.surface_to_world.m[0][0] = 2.0;
  surface = cal_surface_new (&desc, &error);
  g_assert_no_error (error);
  return surface;
}

/* All shortest ways, by trying every vertex in between. */
static double *
find_all_ways (CalSurface *sheet)
{
  gsize n = cal_surface_get_n_vertices (sheet);
  const guint32 *faces = cal_surface_get_faces (sheet);
  double *ways = g_new (double, n *n);

  for (gsize e = 0; e < n * n; e++)
    ways[e] = e % (n + 1) == 0 ? 0.0 : (double) INFINITY;
  for (gsize f = 0; f < cal_surface_get_n_faces (sheet); f++)
    for (int k = 0; k < 3; k++) {
      guint32 a = faces[3 * f + (gsize) k], b = faces[3 * f + (gsize) (k + 1) % 3];
      double p[3], q[3];

      cal_surface_get_vertex_mm (sheet, a, p);
      cal_surface_get_vertex_mm (sheet, b, q);
      ways[a * n + b] = ways[b * n + a] =
          sqrt (pow (p[0] - q[0], 2.0) + pow (p[1] - q[1], 2.0) + pow (p[2] - q[2], 2.0));
    }
  for (gsize k = 0; k < n; k++)
    for (gsize i = 0; i < n; i++)
      for (gsize j = 0; j < n; j++)
        ways[i * n + j] = fmin (ways[i * n + j], ways[i * n + k] + ways[k * n + j]);
  return ways;
}

static void
test_mesh (void)
{
  g_autoptr (CalSurface) sheet = make_sheet ();
  CalSurface *both[2] = {sheet, sheet};
  gsize n = cal_surface_get_n_vertices (sheet);
  g_autofree double *ways = find_all_ways (sheet);
  CalMeshGraph graph;
  CalMeshWalk walk;

  cal_mesh_graph_init (&graph, both, 2);
  cal_mesh_walk_init (&walk, &graph);
  for (gsize from = 0; from < 2 * n; from += 5) {
    gsize base = from < n ? 0 : n, n_met = 0;
    double last = -1.0, distance;
    guint32 to;

    cal_mesh_walk_begin (&walk, from);
    while (cal_mesh_walk_next (&walk, &to, &distance)) {
      g_assert_cmpfloat (distance, >=, last);
      g_assert_cmpuint (to - base, <, n);
      g_assert_cmpfloat_with_epsilon (distance, ways[(from - base) * n + to - base], 1e-4);
      last = distance;
      n_met++;
    }
    g_assert_cmpuint (n_met, ==, n);
  }
  cal_mesh_walk_clear (&walk);
  cal_mesh_graph_clear (&graph);
}

/* Every second vertex has a channel: the others are walked over, not counted. */
static void
test_surface (void)
{
  g_autoptr (CalSurface) sheet = make_sheet ();
  CalSurface *surfaces[2] = {NULL, sheet};
  gsize n = cal_surface_get_n_vertices (sheet), n_channels = 0;
  g_autofree gint32 *channels = g_new (gint32, n);
  g_autofree double *ways = find_all_ways (sheet);
  g_autoptr (CalNeighbourhood) near_by = NULL;
  g_autoptr (CalNeighbourhood) nearest = NULL;
  g_autoptr (CalNeighbourScratch) scratch = NULL;
  const guint32 *found;

  for (gsize v = 0; v < n; v++)
    channels[v] = v % 2 == 0 ? (gint32) n_channels++ : CAL_NO_CHANNEL;
  near_by = cal_neighbourhood_new_surface (surfaces, channels, n_channels, 4.0, 0, NULL);
  nearest = cal_neighbourhood_new_surface (surfaces, channels, n_channels, 0.0, 9, NULL);
  scratch = cal_neighbour_scratch_new (near_by);
  for (gsize v = 0; v < n; v += 2) {
    gsize n_expected = 0, n_found;

    for (gsize w = 0; w < n; w += 2)
      n_expected += ways[v * n + w] <= 4.0 ? 1 : 0;
    n_found = cal_neighbourhood_find (near_by, scratch, v / 2, &found);
    g_assert_cmpuint (n_found, ==, n_expected);
    for (gsize f = 0; f < n_found; f++)
      g_assert_cmpfloat (ways[v * n + 2 * found[f]], <=, 4.0 + 1e-4);
    g_assert_cmpuint (cal_neighbourhood_find (nearest, scratch, v / 2, &found), ==, 9);
    g_assert_cmpuint (found[0], ==, v / 2);
    for (gsize f = 1; f < 9; f++)
      g_assert_cmpfloat (ways[v * n + 2 * found[f]] + 1e-4, >=, ways[v * n + 2 * found[f - 1]]);
  }
}

static void
test_places_refused (void)
{
  static const gsize line[3] = {3, 1, 1};
  static const gint32 twice[3] = {0, 0, 1}, missing[3] = {0, -1, -1}, beyond[3] = {0, 1, 5};
  const gint32 *const wrong[] = {twice, missing, beyond};
  CalAffine flat = {{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 0, 0}}};
  static const gint32 right[3] = {0, 1, 2};
  g_autoptr (GError) error = NULL;

  for (guint w = 0; w < 3; w++) {
    g_assert_null (cal_neighbourhood_new_sphere (line, &affine, wrong[w], 2, 3, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
    g_clear_error (&error);
  }
  g_assert_null (cal_neighbourhood_new_sphere (line, &flat, right, 3, 3.0, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_SPACE);
}

static CalArray *
make_patterns (gsize n_channels)
{
  gsize shape[2] = {N_ROWS, n_channels};
  double *values = g_new (double, N_ROWS *n_channels);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize e = 0; e < N_ROWS * n_channels; e++)
    values[e] = g_rand_double_range (random, -1.0, 1.0);
  bytes = g_bytes_new_take (values, N_ROWS * n_channels * sizeof *values);
  return cal_array_new (CAL_DTYPE_FLOAT64, 2, shape, bytes, NULL);
}

static CalRdm *
make_model (const char *const *ids, const double *values)
{
  gsize n_pairs = N_PAIRS;
  g_autoptr (GBytes) bytes = g_bytes_new (values, N_PAIRS * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  g_autoptr (CalTextArray) texts = NULL;
  g_autoptr (CalTable) table = NULL;
  CalRdmDesc desc = {.name = "model", .n_conditions = N_ROWS, .dissimilarities = array};

  if (ids != NULL) {
    CalColumn column = {.name = "id"};

    column.texts = texts = cal_text_array_new_from_strv (ids);
    desc.conditions = table = cal_table_new ("conditions", N_ROWS, &column, 1, NULL);
  }
  return cal_rdm_new (&desc, NULL);
}

static void
fill_model (double values[N_PAIRS])
{
  for (gsize p = 0; p < N_PAIRS; p++)
    values[p] = sin (5.0 * (double) p) + 1.5;
}

/* 1 - Pearson's r of two rows over some channels, as it is defined. */
static double
correlate (CalArray *patterns, gsize a, gsize b, const guint32 *channels, gsize n)
{
  gsize n_channels = cal_array_get_dim (patterns, 1);
  double mean_a = 0.0, mean_b = 0.0, ab = 0.0, aa = 0.0, bb = 0.0;

  for (gsize c = 0; c < n; c++) {
    mean_a += cal_array_get_value (patterns, a * n_channels + channels[c]) / (double) n;
    mean_b += cal_array_get_value (patterns, b * n_channels + channels[c]) / (double) n;
  }
  for (gsize c = 0; c < n; c++) {
    double x = cal_array_get_value (patterns, a * n_channels + channels[c]) - mean_a;
    double y = cal_array_get_value (patterns, b * n_channels + channels[c]) - mean_b;

    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return 1.0 - ab / sqrt (aa * bb);
}

static double
expect (CalArray *patterns, const guint32 *channels, gsize n, const double *model)
{
  double rdm[N_PAIRS], similarity;
  gsize p = 0;

  for (gsize i = 0; i < N_ROWS; i++)
    for (gsize j = i + 1; j < N_ROWS; j++)
      rdm[p++] = correlate (patterns, i, j, channels, n);
  g_assert_true (cal_rdm_compare (CAL_RDM_SPEARMAN, rdm, model, N_ROWS, &similarity, NULL));
  return similarity;
}

typedef struct {
  CalRdmDesign design;
  CalRdmParameters parameters;
  CalSearchlightDesc desc;
} Setup;

static void
setup_init (Setup *setup, CalArray *patterns, CalRdm *const *models)
{
  memset (setup, 0, sizeof *setup);
  setup->design.n_conditions = N_ROWS;
  cal_rdm_parameters_init (&setup->parameters, CAL_RDM_CORRELATION);
  setup->desc = (CalSearchlightDesc){.patterns = patterns,
                                     .design = &setup->design,
                                     .parameters = &setup->parameters,
                                     .method = CAL_RDM_SPEARMAN,
                                     .models = models,
                                     .n_models = 1,
                                     .min_channels = 2};
}

static void
test_searchlight (void)
{
  gsize n_channels;
  g_autofree gint32 *channel_of_voxel = make_channels (&n_channels);
  g_autoptr (CalArray) patterns = make_patterns (n_channels);
  g_autoptr (CalNeighbourhood) sphere =
      cal_neighbourhood_new_sphere (dims, &affine, channel_of_voxel, n_channels, 3.1, NULL);
  g_autoptr (CalNeighbourScratch) scratch = cal_neighbour_scratch_new (sphere);
  double model[N_PAIRS];
  g_autoptr (CalRdm) rdm = NULL;
  g_autoptr (CalSearchlight) searchlight = NULL;
  g_autofree double *found = g_new (double, n_channels);
  g_autofree double *share = g_new (double, n_channels);
  CalSearchlightReport report;
  Setup setup;

  fill_model (model);
  rdm = make_model (NULL, model);
  setup_init (&setup, patterns, &rdm);
  searchlight = cal_searchlight_new (&setup.desc, NULL);
  g_assert_true (
      cal_searchlight_run (searchlight, sphere, 0, n_channels, found, &report, NULL, NULL));
  for (gsize c = 0; c < n_channels; c++) {
    const guint32 *channels;
    gsize n = cal_neighbourhood_find (sphere, scratch, c, &channels);

    g_assert_cmpuint (n, >=, 2);
    if (n > 2)
      g_assert_cmpfloat_with_epsilon (found[c], expect (patterns, channels, n, model), 1e-9);
  }
  g_assert_cmpuint (report.n_undefined, ==, 0);
  g_assert_cmpuint (report.n_places, ==, n_channels);
  /* shared out to two processes, the same bytes */
  g_assert_true (cal_searchlight_run (searchlight, sphere, 0, 30, share, &report, NULL, NULL));
  g_assert_true (cal_searchlight_run (searchlight, sphere, 30, n_channels - 30, share + 30, &report,
                                      NULL, NULL));
  g_assert_cmpmem (share, n_channels * sizeof *share, found, n_channels * sizeof *found);
}

/* A channel that is not a number belongs to nobody; where nothing varies there is no number. */
static void
test_undefined (void)
{
  static const gsize line[3] = {12, 1, 1};
  CalAffine millimetres = cal_affine_identity ();
  gint32 channels[12];
  double values[N_ROWS * 12], model[N_PAIRS], found[12];
  gsize shape[2] = {N_ROWS, 12};
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) patterns = NULL;
  g_autoptr (CalNeighbourhood) sphere = NULL;
  g_autoptr (CalSearchlight) searchlight = NULL;
  g_autoptr (CalRdm) rdm = NULL;
  static const guint32 first[] = {0, 1, 2}, after[] = {4, 5};
  CalSearchlightReport report;
  Setup setup;

  for (gint32 c = 0; c < 12; c++) {
    channels[c] = c;
    for (gsize r = 0; r < N_ROWS; r++)
      values[r * 12 + (gsize) c] = c == 3 && r == 2 ? (double) NAN
                                   : c >= 8         ? 1.0
                                                    : sin ((double) (c + 1) * (double) (r * r + 1));
  }
  bytes = g_bytes_new (values, sizeof values);
  patterns = cal_array_new (CAL_DTYPE_FLOAT64, 2, shape, bytes, NULL);
  sphere = cal_neighbourhood_new_sphere (line, &millimetres, channels, 12, 2.0, NULL);
  fill_model (model);
  rdm = make_model (NULL, model);
  setup_init (&setup, patterns, &rdm);
  searchlight = cal_searchlight_new (&setup.desc, NULL);
  g_assert_true (cal_searchlight_run (searchlight, sphere, 0, 12, found, &report, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (found[0], expect (patterns, first, 3, model), 1e-9);
  g_assert_true (isnan (found[3]));
  g_assert_true (isnan (found[10]));
  g_assert_true (isnan (found[11]));
  g_assert_cmpuint (report.n_dropped, ==, 1);
  g_assert_cmpuint (report.n_undefined, ==, 3);
  g_assert_cmpuint (report.n_channels_most, ==, 5);
  g_assert_true (cal_searchlight_compare (searchlight, after, 2, found, NULL));
  g_assert_false (isnan (found[0]));
}

static void
test_parcels (void)
{
  g_autoptr (CalArray) patterns = make_patterns (10);
  static const gint32 parcels[10] = {7, 0, 7, -2, 7, -2, -2, 0, 7, 5};
  static const guint32 seven[] = {0, 2, 4, 8}, two[] = {3, 5, 6};
  double model[N_PAIRS], found[10];
  g_autoptr (CalRdm) rdm = NULL;
  g_autoptr (CalSearchlight) searchlight = NULL;
  CalSearchlightReport report;
  Setup setup;

  fill_model (model);
  rdm = make_model (NULL, model);
  setup_init (&setup, patterns, &rdm);
  searchlight = cal_searchlight_new (&setup.desc, NULL);
  g_assert_true (cal_searchlight_run_parcels (searchlight, parcels, 0, found, &report, NULL, NULL));
  for (guint c = 0; c < 10; c++)
    if (parcels[c] == 7)
      g_assert_cmpfloat_with_epsilon (found[c], expect (patterns, seven, 4, model), 1e-9);
    else if (parcels[c] == -2)
      g_assert_cmpfloat_with_epsilon (found[c], expect (patterns, two, 3, model), 1e-9);
    else
      g_assert_true (isnan (found[c]));
  g_assert_cmpuint (report.n_places, ==, 3);
  g_assert_cmpuint (report.n_undefined, ==, 1);
}

/* A model in another order is matched by the names of conditions. */
static void
test_names (void)
{
  static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", NULL};
  static const char *const turned[] = {"g", "f", "e", "d", "c", "b", "a", NULL};
  static const char *const others[] = {"a", "b", "c", "d", "e", "f", "h", NULL};
  g_autoptr (CalArray) patterns = make_patterns (6);
  static const guint32 all[] = {0, 1, 2, 3, 4, 5};
  double model[N_PAIRS], turned_model[N_PAIRS], found;
  CalRdm *rdm;
  CalSearchlight *searchlight;
  g_autoptr (GError) error = NULL;
  Setup setup;

  fill_model (model);
  for (gsize i = 0; i < N_ROWS; i++)
    for (gsize j = i + 1; j < N_ROWS; j++)
      turned_model[cal_rdm_pair_index (N_ROWS, N_ROWS - 1 - i, N_ROWS - 1 - j)] =
          model[cal_rdm_pair_index (N_ROWS, i, j)];
  rdm = make_model (turned, turned_model);
  setup_init (&setup, patterns, &rdm);
  setup.design.names = names;
  searchlight = cal_searchlight_new (&setup.desc, NULL);
  g_assert_true (cal_searchlight_compare (searchlight, all, 6, &found, NULL));
  g_assert_cmpfloat_with_epsilon (found, expect (patterns, all, 6, model), 1e-9);
  cal_searchlight_free (searchlight);
  g_object_unref (rdm);
  rdm = make_model (others, model);
  g_assert_null (cal_searchlight_new (&setup.desc, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "\"g\""));
  g_object_unref (rdm);
}

static GObject *
run_cancelled (CalJob *job, gpointer data, GError **error)
{
  Setup *setup = data;
  g_autoptr (CalSearchlight) searchlight = cal_searchlight_new (&setup->desc, error);
  g_autofree gint32 *parcels = g_new (gint32, cal_array_get_dim (setup->desc.patterns, 1));
  g_autofree double *found = g_new (double, cal_array_get_dim (setup->desc.patterns, 1));
  CalSearchlightReport report;

  for (gsize c = 0; c < cal_array_get_dim (setup->desc.patterns, 1); c++)
    parcels[c] = (gint32) c;
  cal_job_cancel (job);
  g_assert_false (
      cal_searchlight_run_parcels (searchlight, parcels, -1, found, &report, job, error));
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (CalArray) patterns = make_patterns (10);
  double model[N_PAIRS];
  g_autoptr (CalRdm) rdm = NULL;
  g_autoptr (CalJob) job = NULL;
  g_autoptr (GError) error = NULL;
  Setup setup;

  fill_model (model);
  rdm = make_model (NULL, model);
  setup_init (&setup, patterns, &rdm);
  job = cal_job_new ("Searching", run_cancelled, &setup, NULL);
  g_assert_null (cal_job_run (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The parts of the squared distance add up to it. */
static void
test_pair_contrast (void)
{
  static const double values[] = {1, 2, NAN, 4, 4, 0, 1, 4.5, 1, 2, 3, 4};
  gsize shape[2] = {3, 4};
  g_autoptr (GBytes) bytes = g_bytes_new (values, sizeof values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 2, shape, bytes, NULL);
  g_auto (CalPairContrast) contrast = {0};
  g_auto (CalPairContrast) none = {0};
  g_auto (CalPairContrast) missing = {0};
  g_autoptr (GError) error = NULL;

  g_assert_true (cal_pair_contrast_init (&contrast, array, 0, 1, NULL));
  g_assert_cmpfloat (contrast.difference[0], ==, -3.0);
  g_assert_cmpfloat (contrast.difference[1], ==, 2.0);
  g_assert_true (isnan (contrast.difference[2]));
  g_assert_cmpfloat (contrast.squared_distance, ==, 13.25);
  g_assert_cmpuint (contrast.n_used, ==, 3);
  g_assert_cmpfloat (contrast.share[0], ==, 9.0 / 13.25);
  g_assert_cmpfloat_with_epsilon (contrast.share[0] + contrast.share[1] + contrast.share[3], 1.0,
                                  1e-15);
  g_assert_true (cal_pair_contrast_init (&none, array, 2, 2, NULL));
  g_assert_cmpfloat (none.share[1], ==, 0.0);
  g_assert_false (cal_pair_contrast_init (&missing, array, 0, 3, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/searchlight/sphere", test_sphere);
  g_test_add_func ("/searchlight/radius-is-inside", test_radius_is_inside);
  g_test_add_func ("/searchlight/mesh", test_mesh);
  g_test_add_func ("/searchlight/surface", test_surface);
  g_test_add_func ("/searchlight/places-refused", test_places_refused);
  g_test_add_func ("/searchlight/as-defined", test_searchlight);
  g_test_add_func ("/searchlight/undefined", test_undefined);
  g_test_add_func ("/searchlight/parcels", test_parcels);
  g_test_add_func ("/searchlight/names", test_names);
  g_test_add_func ("/searchlight/cancel", test_cancel);
  g_test_add_func ("/searchlight/pair-contrast", test_pair_contrast);
  return g_test_run ();
}
