/* score-area-note.c - what the view of scores says below its charts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/number.h"
#include "widgets/score-area-private.h"

#define N G_GSIZE_FORMAT

static const char *
name_places (const CalScoreTable *table)
{
  return cal_places_is_on_cortex (table->places) ? "vertices" : "voxels";
}

static gboolean
is_mixed (const CalScoreTable *table)
{
  for (guint m = 1; m < table->maps->len; m++)
    if (!cal_score_map_is_like (table->maps->pdata[0], table->maps->pdata[m]))
      return TRUE;
  return FALSE;
}

static char *
dup_region_note (CalScoreArea *self, const CalScoreTable *table, const CalScoreFigures *figures)
{
  guint map = (guint) CLAMP (self->hovered_part, 0, (gint) table->maps->len - 1);
  const CalScoreRegion *region;
  const CalRoiStats *stats;
  g_autofree char *median = NULL, *low = NULL, *high = NULL, *lower = NULL, *upper = NULL,
                  *mean = NULL, *bound = NULL;

  if (self->hovered < 0 || self->hovered >= (gint) table->regions->len)
    return g_strdup_printf (
        "%s · %s",
        figures->has_intervals
            ? "thick: median, with its 95 % bootstrap interval (1000 resamples of places, seed 1)"
            : "thick: median",
        self->shape == CAL_REGION_BOX      ? "box: quartiles, whiskers within 1.5 boxes of it"
        : self->shape == CAL_REGION_VIOLIN ? "width: density (Gaussian kernel, Scott's width)"
                                           : "at most 300 points each");
  region = table->regions->pdata[self->hovered];
  stats = figures->stats + (gsize) self->hovered * table->maps->len + map;
  median = cal_number_format (stats->median);
  low = cal_number_format (stats->median_low);
  high = cal_number_format (stats->median_high);
  lower = cal_number_format (stats->lower_quartile);
  upper = cal_number_format (stats->upper_quartile);
  mean = cal_number_format (stats->mean);
  bound = cal_number_format (figures->bounds[self->hovered]);
  return g_strdup_printf ("%s · %s: n %" N " (%" N
                          " without data), median %s [%s, %s], quartiles %s to %s, mean %s%s%s",
                          region->title, ((CalScoreMap *) table->maps->pdata[map])->name,
                          stats->n_finite, stats->n - stats->n_finite, median, low, high, lower,
                          upper, mean,
                          isfinite (figures->bounds[self->hovered]) ? ", what can be reached " : "",
                          isfinite (figures->bounds[self->hovered]) ? bound : "");
}

static char *
dup_pair_note (const CalScoreTable *table, const CalScoreFigures *figures)
{
  g_autofree char *first = cal_number_format (figures->medians[0]);
  g_autofree char *second = cal_number_format (figures->medians[1]);
  const CalScoreMap *x = table->maps->pdata[0], *y = table->maps->pdata[1];

  if (figures->n_compared == 0)
    return g_strdup_printf ("no place has values of both “%s” and “%s”", x->name, y->name);
  if (is_mixed (table))
    return g_strdup_printf ("%" N " %s · medians %s and %s (triangles) · the two are different "
                            "statistics: which is larger says nothing",
                            figures->n_compared, name_places (table), first, second);
  return g_strdup_printf ("%" N " %s with both · “%s” larger in %" N
                          " (%.1f %%) · medians %s across, %s up "
                          "(triangles) · %" N " left out without data",
                          figures->n_compared, name_places (table), y->name, figures->n_above,
                          100.0 * (double) figures->n_above / (double) figures->n_compared, first,
                          second, table->n_rows - figures->n_compared);
}

static char *
dup_winner_note (CalScoreArea *self, const CalScoreTable *table, const CalScoreFigures *figures)
{
  guint n_parts = table->maps->len + 1;

  if (self->hovered >= 0 && self->hovered <= (gint) table->regions->len) {
    g_autoptr (GString) text = g_string_new (self->region_names[self->hovered]);

    for (guint m = 0; m < n_parts; m++)
      g_string_append_printf (text, "%s %s %" N " (%.1f %%)", m == 0 ? ":" : ",",
                              self->map_names[m],
                              figures->n_won[(gsize) self->hovered * n_parts + m],
                              100.0 * self->won_shares[(gsize) self->hovered * n_parts + m]);
    return g_strdup (text->str);
  }
  return g_strdup_printf ("share of %s where each map is largest · %" N
                          " left out, for a map has no data there · %" N " tied",
                          name_places (table), figures->winner_counts.n_none,
                          figures->winner_counts.n_tied);
}

static char *
dup_ceiling_note (const CalScoreFigures *figures)
{
  g_autofree char *counts = cal_ceiling_counts_dup_sentence (&figures->share_counts);
  g_autofree char *median = cal_number_format (figures->median_share);

  return g_strdup_printf ("median share %s %% · %s", median, counts);
}

/**
 * cal_score_area_dup_note:
 *
 * Returns: (transfer full): what the chart shows, or what is under the pointer
 */
char *
cal_score_area_dup_note (CalScoreArea *self)
{
  const CalScoreFigures *figures = cal_score_area_get_figures (self);
  const CalScoreTable *table;

  if (self->chart == CAL_SCORE_CHART_CURVE && self->curve != NULL)
    return cal_score_area_dup_curve_note (self);
  if (figures == NULL)
    return NULL;
  table = cal_score_board_get_table (self->board);
  switch (figures->chart) {
  case CAL_SCORE_CHART_REGIONS:
    return dup_region_note (self, table, figures);
  case CAL_SCORE_CHART_PAIR:
    return dup_pair_note (table, figures);
  case CAL_SCORE_CHART_WINNER:
    return dup_winner_note (self, table, figures);
  case CAL_SCORE_CHART_CEILING:
    return dup_ceiling_note (figures);
  case CAL_SCORE_CHART_CURVE:
  case CAL_SCORE_CHART_LEADERBOARD:
    break;
  }
  return NULL;
}
