/* smacof-pass.c - one pass of SMACOF over pairs of points.
 *
 * Eight pairs at a time, in loops of fixed length that compilers turn into vector instructions;
 * sums are kept in eight parts, so that the result is the same with vectors of any width.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/smacof-pass.h"

#include <math.h>
#include <string.h>

#include "analysis/all-widths.h"

#define LANES 8
#define MAX_DIMS 3

typedef struct {
  double pull[MAX_DIMS][LANES];
  double stress[LANES];
  double squares[LANES];
} Sums;

/* Point `here` with eight others; adds what pulls the others to others_pull. */
static inline __attribute__ ((always_inline)) void
add_eight (guint n_dims,
           const double here[MAX_DIMS],
           const double *const others[MAX_DIMS],
           const double *targets,
           double *const others_pull[MAX_DIMS],
           Sums *sums)
{
  double away[MAX_DIMS][LANES], distance[LANES], ratio[LANES];

  for (int l = 0; l < LANES; l++)
    distance[l] = 0.0;
  for (guint c = 0; c < n_dims; c++)
    for (int l = 0; l < LANES; l++) {
      away[c][l] = here[c] - others[c][l];
      distance[l] += away[c][l] * away[c][l];
    }
  for (int l = 0; l < LANES; l++) {
    double target = targets[l];
    gboolean counts = target == target;
    double wanted, difference;

    distance[l] = sqrt (distance[l]);
    wanted = counts ? target : 0.0;
    difference = counts ? distance[l] - wanted : 0.0;
    ratio[l] = distance[l] > 0.0 ? wanted / distance[l] : 0.0;
    sums->stress[l] += difference * difference;
    sums->squares[l] += wanted * wanted;
  }
  for (guint c = 0; c < n_dims; c++)
    for (int l = 0; l < LANES; l++) {
      double pull = ratio[l] * away[c][l];

      sums->pull[c][l] += pull;
      others_pull[c][l] -= pull;
    }
}

/* The last few of a row, made eight. */
static inline __attribute__ ((always_inline)) void
add_rest (guint n_dims,
          const double here[MAX_DIMS],
          const double *const others[MAX_DIMS],
          const double *targets,
          gsize n_rest,
          double *const others_pull[MAX_DIMS],
          Sums *sums)
{
  double padded[MAX_DIMS][LANES] = {{0.0}}, padded_targets[LANES], pull[MAX_DIMS][LANES] = {{0.0}};
  const double *const padded_others[MAX_DIMS] = {padded[0], padded[1], padded[2]};
  double *const padded_pull[MAX_DIMS] = {pull[0], pull[1], pull[2]};

  for (gsize l = 0; l < LANES; l++) {
    padded_targets[l] = l < n_rest ? targets[l] : (double) NAN;
    for (guint c = 0; c < n_dims; c++)
      padded[c][l] = l < n_rest ? others[c][l] : 0.0;
  }
  add_eight (n_dims, here, padded_others, padded_targets, padded_pull, sums);
  for (gsize l = 0; l < n_rest; l++)
    for (guint c = 0; c < n_dims; c++)
      others_pull[c][l] += pull[c][l];
}

static double
add_lanes (const double lanes[LANES])
{
  double sum = 0.0;

  for (int l = 0; l < LANES; l++)
    sum += lanes[l];
  return sum;
}

static inline __attribute__ ((always_inline)) void
pass_rows (CalSmacofPass *self, guint n_dims)
{
  gsize n = self->n;
  Sums sums = {0};

  memset (self->pull, 0, n_dims * n * sizeof *self->pull);
  for (gsize i = self->first; i < self->end; i++) {
    const double *targets = self->targets + i * (2 * n - i - 1) / 2, *others[MAX_DIMS] = {0};
    double here[MAX_DIMS] = {0.0}, *pull[MAX_DIMS] = {0};
    gsize n_others = n - i - 1;

    memset (sums.pull, 0, sizeof sums.pull);
    for (guint c = 0; c < n_dims; c++) {
      here[c] = self->coordinates[c * n + i];
      others[c] = self->coordinates + c * n + i + 1;
      pull[c] = self->pull + c * n + i + 1;
    }
    for (; n_others >= LANES; n_others -= LANES, targets += LANES) {
      add_eight (n_dims, here, others, targets, pull, &sums);
      for (guint c = 0; c < n_dims; c++) {
        others[c] += LANES;
        pull[c] += LANES;
      }
    }
    add_rest (n_dims, here, others, targets, n_others, pull, &sums);
    for (guint c = 0; c < n_dims; c++)
      self->pull[c * n + i] += add_lanes (sums.pull[c]);
  }
  self->stress = add_lanes (sums.stress);
  self->squares = add_lanes (sums.squares);
}

/**
 * cal_smacof_pass:
 *
 * Row i of B(X) X is the sum over j of (target / distance) (x_i - x_j), 0 where two points
 * coincide.
 */
CAL_FOR_ALL_WIDTHS void
cal_smacof_pass (CalSmacofPass *self)
{
  if (self->n_dims == 2)
    pass_rows (self, 2);
  else
    pass_rows (self, 3);
}

/**
 * cal_smacof_measure:
 * @distances: (out): upper triangle of all rows, of which those of @self are set
 */
CAL_FOR_ALL_WIDTHS void
cal_smacof_measure (const CalSmacofPass *self, double *distances)
{
  gsize n = self->n;

  for (gsize i = self->first; i < self->end; i++) {
    double *row = distances + i * (2 * n - i - 1) / 2;

    for (gsize j = i + 1; j < n; j++) {
      double square = 0.0;

      for (guint c = 0; c < self->n_dims; c++) {
        double away = self->coordinates[c * n + i] - self->coordinates[c * n + j];

        square += away * away;
      }
      row[j - i - 1] = sqrt (square);
    }
  }
}
