/* region-stats.c - calcarine region-stats: the values of a map within each region.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/roi-stats.h"
#include "app/command/command.h"
#include "app/command/json-out.h"
#include "app/command/provenance.h"
#include "app/command/value-rows.h"
#include "model/error.h"

static const CalOption options[] = {
    {"resamples", 0, CAL_OPTION_WHOLE, "N", 0, 1000000, "1000",
     .help = "of the places of a region, for the interval of its median; 0: no interval"},
    {"confidence", 0, CAL_OPTION_NUMBER, "SHARE", 0.0, 1.0, "0.95",
     .help = "share of the resampled medians that lie within the interval"},
    {"seed", 0, CAL_OPTION_WHOLE, "N", 0, G_MAXUINT32, "0", .help = "of the resamples"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with sources and parameters"},
    {"csv", 'c', CAL_OPTION_FLAG, .help = "print a row a region and frame, with commas"},
    {NULL},
};

static const CalOption *const tables[] = {options, NULL};

/* No key of a region. */
#define NO_REGION G_MININT32

/* Everything that one run works on. */
typedef struct {
  CalValueRows map;
  CalValueRows atlas;
  gint32 *labels; /* of each place its key, NO_REGION if it lies in none */
  GArray *keys;
  CalRoiBootstrap bootstrap;
  CalRoiStats *stats; /* frames x keys */
} Work;

static void
work_clear (Work *self)
{
  cal_value_rows_clear (&self->map);
  cal_value_rows_clear (&self->atlas);
  g_clear_pointer (&self->labels, g_free);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->stats, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;

  return (x > y) - (x < y);
}

/* What has a name that says so is none; without names, 0 and what is below. */
static gboolean
is_region (const Work *self, gint32 key)
{
  const CalLabel *label =
      self->atlas.labels != NULL ? cal_labels_find (self->atlas.labels, key) : NULL;

  return label != NULL ? !cal_label_is_background (label) : key > 0;
}

static gboolean
read_labels (Work *self, const char *source, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  self->labels = g_new0 (gint32, self->atlas.n_places);
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (gsize place = 0; place < self->atlas.n_places; place++) {
    double value = self->atlas.values[place];
    gint32 key = isnan (value) || !(fabs (value) < G_MAXINT32) ? 0 : (gint32) value;

    if (!isnan (value) && (double) key != value) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: place %" G_GSIZE_FORMAT " has the value %g; expected the key of a region",
                   source, place, value);
      return FALSE;
    }
    self->labels[place] = isnan (value) || !is_region (self, key) ? NO_REGION : key;
    if (self->labels[place] != NO_REGION && g_hash_table_add (seen, GINT_TO_POINTER (key)))
      g_array_append_val (self->keys, key);
  }
  g_array_sort (self->keys, compare_keys);
  return TRUE;
}

static gboolean
compute (Work *self, CalArguments *arguments, GError **error)
{
  const char *const *sources = cal_arguments_get_operands (arguments);

  self->bootstrap = (CalRoiBootstrap){(guint) cal_arguments_get_number (arguments, "resamples"),
                                      cal_arguments_get_number (arguments, "confidence"),
                                      (guint64) cal_arguments_get_number (arguments, "seed")};
  if (!cal_value_rows_init (&self->map, sources[0], error) ||
      !cal_value_rows_init (&self->atlas, sources[1], error) ||
      !cal_value_rows_check_places (&self->map, &self->atlas, error) ||
      !read_labels (self, sources[1], error))
    return FALSE;
  self->stats = g_new (CalRoiStats, MAX (self->map.n_frames * self->keys->len, 1));
  for (gsize frame = 0; frame < self->map.n_frames; frame++)
    cal_roi_stats_compute (self->map.values + frame * self->map.n_places, self->labels,
                           self->map.n_places, (gint32 *) (gpointer) self->keys->data,
                           self->keys->len, &self->bootstrap,
                           self->stats + frame * self->keys->len);
  return TRUE;
}

static char *
dup_region_name (const Work *self, guint region)
{
  gint32 key = g_array_index (self->keys, gint32, region);
  const CalLabel *label =
      self->atlas.labels != NULL ? cal_labels_find (self->atlas.labels, key) : NULL;

  return label != NULL ? g_strdup (label->name) : g_strdup_printf ("%d", key);
}

/* The numbers of a row, under their names. */
static const char *const columns[] = {"min",        "lower_quartile", "median", "upper_quartile",
                                      "max",        "mean",           "sd",     "median_low",
                                      "median_high"};
enum { N_COLUMNS = G_N_ELEMENTS (columns) };

static void
list_numbers (const CalRoiStats *stats, double numbers[N_COLUMNS])
{
  const double listed[] = {
      stats->min,        stats->lower_quartile, stats->median, stats->upper_quartile,
      stats->max,        stats->mean,           stats->sd,     stats->median_low,
      stats->median_high};

  memcpy (numbers, listed, sizeof listed);
}

static void
print_json (const Work *self, CalArguments *arguments)
{
  g_autoptr (JsonObject) object = cal_provenance_new ("region-stats", arguments, tables);
  JsonArray *array = json_array_new ();

  cal_provenance_add_source (object, "map", cal_arguments_get_operands (arguments)[0]);
  cal_provenance_add_source (object, "regions", cal_arguments_get_operands (arguments)[1]);
  cal_json_set_text (object, "statistic", self->map.statistic);
  cal_json_set_text (object, "unit", self->map.unit);
  for (gsize row = 0; row < self->map.n_frames * self->keys->len; row++) {
    const CalRoiStats *stats = &self->stats[row];
    JsonObject *entry = json_object_new ();
    g_autofree char *name = dup_region_name (self, (guint) (row % self->keys->len));
    double numbers[N_COLUMNS];

    list_numbers (stats, numbers);
    json_object_set_string_member (entry, "region", name);
    json_object_set_int_member (entry, "key",
                                g_array_index (self->keys, gint32, row % self->keys->len));
    json_object_set_int_member (entry, "frame", (gint64) (row / self->keys->len));
    json_object_set_int_member (entry, "n", (gint64) stats->n);
    json_object_set_int_member (entry, "n_finite", (gint64) stats->n_finite);
    for (int c = 0; c < N_COLUMNS; c++)
      cal_json_set_number (entry, columns[c], numbers[c]);
    json_array_add_object_element (array, entry);
  }
  json_object_set_array_member (object, "regions", array);
  cal_json_print (object);
}

/* A field as CSV has it: in quotes, those within doubled. */
static void
print_quoted (const char *text)
{
  fputc ('"', stdout);
  for (; *text != '\0'; text++) {
    if (*text == '"')
      fputc ('"', stdout);
    fputc (*text, stdout);
  }
  fputc ('"', stdout);
}

static void
print_csv (const Work *self)
{
  fputs ("region,key,frame,n,n_finite", stdout);
  for (int c = 0; c < N_COLUMNS; c++)
    fprintf (stdout, ",%s", columns[c]);
  fputc ('\n', stdout);
  for (gsize row = 0; row < self->map.n_frames * self->keys->len; row++) {
    guint region = (guint) (row % self->keys->len);
    g_autofree char *name = dup_region_name (self, region);
    double numbers[N_COLUMNS];

    list_numbers (&self->stats[row], numbers);
    print_quoted (name);
    fprintf (stdout, ",%d,%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT,
             g_array_index (self->keys, gint32, region), row / self->keys->len, self->stats[row].n,
             self->stats[row].n_finite);
    for (int c = 0; c < N_COLUMNS; c++)
      if (isfinite (numbers[c]))
        fprintf (stdout, ",%.9g", numbers[c]);
      else
        fputc (',', stdout);
    fputc ('\n', stdout);
  }
}

static void
print_table (const Work *self)
{
  glong width = 6;

  for (guint region = 0; region < self->keys->len; region++) {
    g_autofree char *name = dup_region_name (self, region);

    width = MAX (width, g_utf8_strlen (name, -1));
  }
  fprintf (stdout, "%-*s %6s %6s %10s %10s %21s %10s %10s\n", (int) width, "region", "frame", "n",
           "quartile", "median", "interval", "quartile", "mean");
  for (gsize row = 0; row < self->map.n_frames * self->keys->len; row++) {
    const CalRoiStats *stats = &self->stats[row];
    g_autofree char *name = dup_region_name (self, (guint) (row % self->keys->len));

    fprintf (stdout, "%s%*s", name, (int) (width - g_utf8_strlen (name, -1)), "");
    fprintf (stdout,
             " %6" G_GSIZE_FORMAT " %6" G_GSIZE_FORMAT
             " %10.4g %10.4g %10.4g %10.4g %10.4g %10.4g\n",
             row / self->keys->len, stats->n_finite, stats->lower_quartile, stats->median,
             stats->median_low, stats->median_high, stats->upper_quartile, stats->mean);
  }
}

static int
run (CalArguments *arguments)
{
  g_auto (Work) work = {0};
  g_autoptr (GError) error = NULL;

  if (!compute (&work, arguments, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  if (cal_arguments_has (arguments, "json"))
    print_json (&work, arguments);
  else if (cal_arguments_has (arguments, "csv"))
    print_csv (&work);
  else
    print_table (&work);
  return 0;
}

static char *
dup_details (void)
{
  return g_strdup ("MAP and REGIONS are volumes on one grid, or as many values each: of vertices, "
                   "or of channels.\n"
                   "Background and unnamed keys of 0 and below are no region. n counts places with "
                   "a finite value; the "
                   "interval is between\n"
                   "percentiles of the medians of resampled places. Neighbouring places are not "
                   "independent:\nthe interval is of the region, not of the population.");
}

const CalCommand cal_command_region_stats = {
    .name = "region-stats",
    .operands = "MAP REGIONS",
    .summary = "Describe a map's values in each region: median, quartiles, interval.",
    .dup_details = dup_details,
    .options = tables,
    .min_operands = 2,
    .max_operands = 2,
    .run = run,
};
