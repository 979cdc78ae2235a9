/* neighbourhood.c - which channels lie around a channel: in a sphere, or along the cortex.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/neighbourhood.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/mesh-graph.h"
#include "model/error.h"

#define MAX_OFFSETS 4000000
/* Voxels at the radius itself belong to the sphere, whatever rounding says. */
#define SLACK (1.0 + 1e-9)

typedef struct {
  int step[3];
  double distance_mm;
} Offset;

struct _CalNeighbourhood {
  gsize n_channels;
  gint32 *channel_of_place; /* of each voxel, or vertex */
  guint32 *place_of_channel;
  gsize n_places;
  double radius_mm; /* infinite if only the number counts */
  gsize n_nearest;
  char *sentence;

  gsize dims[3];
  GArray *offsets; /* NULL on a surface */

  CalMeshGraph graph;
};

struct _CalNeighbourScratch {
  GArray *found;
  CalMeshWalk walk;
};

static CalNeighbourhood *
neighbourhood_new (const gint32 *channel_of_place, gsize n_places, gsize n_channels, GError **error)
{
  CalNeighbourhood *self = g_new0 (CalNeighbourhood, 1);
  gsize n_placed = 0;

  self->n_channels = n_channels;
  self->n_places = n_places;
  self->channel_of_place = g_memdup2 (channel_of_place, n_places * sizeof *channel_of_place);
  self->place_of_channel = g_new0 (guint32, n_channels);
  for (gsize p = 0; p < n_places; p++) {
    gint32 channel = channel_of_place[p];

    if (channel == CAL_NO_CHANNEL)
      continue;
    if (channel < 0 || (gsize) channel >= n_channels) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                   "place %" G_GSIZE_FORMAT " holds channel %d of %" G_GSIZE_FORMAT, p, channel,
                   n_channels);
      cal_neighbourhood_free (self);
      return NULL;
    }
    self->place_of_channel[channel] = (guint32) p;
    n_placed++;
  }
  if (n_placed == n_channels)
    return self;
  g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
               "%" G_GSIZE_FORMAT " places hold %" G_GSIZE_FORMAT
               " channels; each must have one place of its own",
               n_placed, n_channels);
  cal_neighbourhood_free (self);
  return NULL;
}

void
cal_neighbourhood_free (CalNeighbourhood *self)
{
  g_free (self->channel_of_place);
  g_free (self->place_of_channel);
  g_free (self->sentence);
  g_clear_pointer (&self->offsets, g_array_unref);
  cal_mesh_graph_clear (&self->graph);
  g_free (self);
}

static int
compare_offsets (const void *a, const void *b)
{
  const Offset *x = a, *y = b;

  if (x->distance_mm != y->distance_mm)
    return x->distance_mm < y->distance_mm ? -1 : 1;
  for (int axis = 2; axis >= 0; axis--)
    if (x->step[axis] != y->step[axis])
      return x->step[axis] < y->step[axis] ? -1 : 1;
  return 0;
}

/* How many voxels along each axis the sphere can reach. */
static gboolean
find_reach (const gsize dims[3], const CalAffine *voxel_to_world, double radius_mm, int reach[3])
{
  CalAffine world_to_voxel;

  if (!cal_affine_invert (voxel_to_world, &world_to_voxel))
    return FALSE;
  for (int axis = 0; axis < 3; axis++) {
    const double *row = world_to_voxel.m[axis];
    double steps = radius_mm * SLACK * sqrt (row[0] * row[0] + row[1] * row[1] + row[2] * row[2]);

    reach[axis] = (int) fmin (floor (steps), (double) (dims[axis] - 1));
  }
  return TRUE;
}

static gboolean
list_offsets (CalNeighbourhood *self, const CalAffine *voxel_to_world, GError **error)
{
  int reach[3];

  if (!find_reach (self->dims, voxel_to_world, self->radius_mm, reach)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE, "the voxels have no size in millimetres");
    return FALSE;
  }
  if ((2.0 * reach[0] + 1.0) * (2.0 * reach[1] + 1.0) * (2.0 * reach[2] + 1.0) > MAX_OFFSETS) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "a sphere of %g mm reaches %d x %d x %d voxels; at most %d together",
                 self->radius_mm, 2 * reach[0] + 1, 2 * reach[1] + 1, 2 * reach[2] + 1,
                 MAX_OFFSETS);
    return FALSE;
  }
  self->offsets = g_array_new (FALSE, FALSE, sizeof (Offset));
  for (int k = -reach[2]; k <= reach[2]; k++)
    for (int j = -reach[1]; j <= reach[1]; j++)
      for (int i = -reach[0]; i <= reach[0]; i++) {
        double step[3] = {i, j, k}, mm[3];
        Offset offset = {.step = {i, j, k}};

        cal_affine_apply_vector (voxel_to_world, step, mm);
        offset.distance_mm = sqrt (mm[0] * mm[0] + mm[1] * mm[1] + mm[2] * mm[2]);
        if (offset.distance_mm <= self->radius_mm * SLACK)
          g_array_append_val (self->offsets, offset);
      }
  qsort (self->offsets->data, self->offsets->len, sizeof (Offset), compare_offsets);
  return TRUE;
}

/**
 * cal_neighbourhood_new_sphere:
 * @dims: voxels along i, j, k
 * @voxel_to_world: whose millimetres the radius is in
 * @channel_of_voxel: i fastest; CAL_NO_CHANNEL where there is none
 * @n_channels: each in one voxel
 * @radius_mm: of the sphere around the centre of a voxel; centres at the radius belong to it
 *
 * Returns: (transfer full): the neighbourhood, or NULL with @error set
 */
CalNeighbourhood *
cal_neighbourhood_new_sphere (const gsize dims[3],
                              const CalAffine *voxel_to_world,
                              const gint32 *channel_of_voxel,
                              gsize n_channels,
                              double radius_mm,
                              GError **error)
{
  g_autoptr (CalNeighbourhood) self =
      neighbourhood_new (channel_of_voxel, dims[0] * dims[1] * dims[2], n_channels, error);

  if (self == NULL)
    return NULL;
  memcpy (self->dims, dims, sizeof self->dims);
  self->radius_mm = radius_mm;
  self->n_nearest = G_MAXSIZE;
  if (!list_offsets (self, voxel_to_world, error))
    return NULL;
  self->sentence =
      g_strdup_printf ("voxels within %g mm (%u in a whole sphere)", radius_mm, self->offsets->len);
  return g_steal_pointer (&self);
}

/**
 * cal_neighbourhood_new_surface:
 * @surfaces: left, right, in millimetres; NULL where a hemisphere is missing
 * @channel_of_element: left, then right; CAL_NO_CHANNEL where a vertex has none
 * @n_channels: each in one vertex
 * @radius_mm: how far along the edges; 0 for no bound
 * @n_nearest: how many channels at most, the centre among them; 0 for no bound
 *
 * Ways go over all vertices, also those without a channel.
 *
 * Returns: (transfer full): the neighbourhood, or NULL with @error set
 */
CalNeighbourhood *
cal_neighbourhood_new_surface (CalSurface *const surfaces[2],
                               const gint32 *channel_of_element,
                               gsize n_channels,
                               double radius_mm,
                               gsize n_nearest,
                               GError **error)
{
  g_autoptr (CalNeighbourhood) self = NULL;
  CalSurface *present[2];
  gsize n_places = 0;
  guint n = 0;

  g_return_val_if_fail (radius_mm > 0.0 || n_nearest > 0, NULL);

  for (guint s = 0; s < 2; s++)
    if (surfaces[s] != NULL) {
      n_places += cal_surface_get_n_vertices (surfaces[s]);
      present[n++] = surfaces[s];
    }
  self = neighbourhood_new (channel_of_element, n_places, n_channels, error);
  if (self == NULL)
    return NULL;
  cal_mesh_graph_init (&self->graph, present, n);
  self->radius_mm = radius_mm > 0.0 ? radius_mm * SLACK : (double) INFINITY;
  self->n_nearest = n_nearest > 0 ? n_nearest : G_MAXSIZE;
  if (n_nearest == 0)
    self->sentence = g_strdup_printf ("vertices within %g mm along the edges", radius_mm);
  else if (radius_mm > 0.0)
    self->sentence =
        g_strdup_printf ("the %" G_GSIZE_FORMAT " nearest vertices within %g mm along the edges",
                         n_nearest, radius_mm);
  else
    self->sentence =
        g_strdup_printf ("the %" G_GSIZE_FORMAT " nearest vertices along the edges", n_nearest);
  return g_steal_pointer (&self);
}

gsize
cal_neighbourhood_get_n_channels (const CalNeighbourhood *self)
{
  return self->n_channels;
}

/**
 * cal_neighbourhood_get_sentence:
 *
 * Returns: (transfer none): what it is, for a person: "voxels within 8 mm (57 in a whole sphere)"
 */
const char *
cal_neighbourhood_get_sentence (const CalNeighbourhood *self)
{
  return self->sentence;
}

CalNeighbourScratch *
cal_neighbour_scratch_new (const CalNeighbourhood *self)
{
  CalNeighbourScratch *scratch = g_new0 (CalNeighbourScratch, 1);

  scratch->found = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (self->offsets == NULL)
    cal_mesh_walk_init (&scratch->walk, &self->graph);
  return scratch;
}

void
cal_neighbour_scratch_free (CalNeighbourScratch *scratch)
{
  g_array_unref (scratch->found);
  cal_mesh_walk_clear (&scratch->walk);
  g_free (scratch);
}

static void
find_in_sphere (const CalNeighbourhood *self, gsize voxel, GArray *found)
{
  gssize at[3] = {(gssize) (voxel % self->dims[0]),
                  (gssize) (voxel / self->dims[0] % self->dims[1]),
                  (gssize) (voxel / self->dims[0] / self->dims[1])};

  for (guint o = 0; o < self->offsets->len; o++) {
    const Offset *offset = &g_array_index (self->offsets, Offset, o);
    gssize place[3];
    gint32 channel;
    gboolean is_within = TRUE;

    for (int axis = 0; axis < 3; axis++) {
      place[axis] = at[axis] + offset->step[axis];
      is_within = is_within && place[axis] >= 0 && place[axis] < (gssize) self->dims[axis];
    }
    if (!is_within)
      continue;
    channel = self->channel_of_place[((gsize) place[2] * self->dims[1] + (gsize) place[1]) *
                                         self->dims[0] +
                                     (gsize) place[0]];
    if (channel != CAL_NO_CHANNEL)
      g_array_append_val (found, channel);
  }
}

static void
find_on_surface (const CalNeighbourhood *self, gsize element, CalNeighbourScratch *scratch)
{
  guint32 vertex;
  double distance_mm;

  cal_mesh_walk_begin (&scratch->walk, element);
  while (scratch->found->len < self->n_nearest &&
         cal_mesh_walk_next (&scratch->walk, &vertex, &distance_mm) &&
         distance_mm <= self->radius_mm) {
    gint32 channel = self->channel_of_place[vertex];

    if (channel != CAL_NO_CHANNEL)
      g_array_append_val (scratch->found, channel);
  }
}

/**
 * cal_neighbourhood_find:
 * @scratch: of this thread
 * @channel: the centre
 * @found: (out) (transfer none): channels, the nearest first, the centre before all; valid until
 *   @scratch is used again
 *
 * Returns: how many
 */
gsize
cal_neighbourhood_find (const CalNeighbourhood *self,
                        CalNeighbourScratch *scratch,
                        gsize channel,
                        const guint32 **found)
{
  gsize place;

  g_return_val_if_fail (channel < self->n_channels, 0);

  place = self->place_of_channel[channel];
  g_array_set_size (scratch->found, 0);
  if (self->offsets != NULL)
    find_in_sphere (self, place, scratch->found);
  else
    find_on_surface (self, place, scratch);
  *found = (const guint32 *) (void *) scratch->found->data;
  return scratch->found->len;
}
