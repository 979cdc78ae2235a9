/* outcomes.c - how reading many files goes, damaged ones among them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/outcomes.h"

#include <stdio.h>

#include "io/folder.h"
#include "io/format-load.h"

#define MIB (1024.0 * 1024.0)
#define MOST_VALUES (64 * 1024 * 1024)

static void
take_worse (CalReaderReport *all, const CalReaderReport *one)
{
  all->outcome = MAX (all->outcome, one->outcome);
  all->seconds = MAX (all->seconds, one->seconds);
  all->processor_s = MAX (all->processor_s, one->processor_s);
  all->peak_bytes = MAX (all->peak_bytes, one->peak_bytes);
}

/* Opening a file takes no values; those of a giant dataset take what the person asks for. */
static gboolean
is_large (const CalDataset *dataset)
{
  gsize size = dataset->is_numeric ? cal_dtype_get_size (dataset->dtype) : 1;
  gboolean fits = TRUE;

  for (guint d = 0; d < dataset->n_dims; d++)
    fits = fits && g_size_checked_mul (&size, size, dataset->shape[d]);
  return !fits || size > MOST_VALUES;
}

/* Opens the file, and if it is a container each of its datasets; what is worst and takes most is
 * told. */
static CalReaderReport
try_file (const char *path, char **why)
{
  CalReaderReport all = {CAL_OUTCOME_OPENED}, one;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load_reported (path, NULL, NULL, &one, &error);
  GPtrArray *datasets = loaded != NULL ? cal_loaded_get_datasets (loaded) : NULL;

  take_worse (&all, &one);
  *why = error != NULL ? g_strdup (error->message) : NULL;
  for (guint n = 0; datasets != NULL && n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_autoptr (GError) failure = NULL;
    g_autoptr (CalLoaded) values = NULL;

    if ((!dataset->is_numeric && !dataset->is_text) || is_large (dataset))
      continue;
    values = cal_format_load_reported (path, dataset->path, NULL, &one, &failure);
    if (one.outcome > all.outcome) {
      g_free (*why);
      *why = g_strdup (failure->message);
    }
    take_worse (&all, &one);
  }
  return all;
}

/**
 * cal_print_outcomes:
 * @paths: files, and folders with all that is below them
 *
 * Datasets of up to 64 MiB are read. Prints a line a file, and then how many files had which
 * outcome. Seconds and memory are those of the longest and the largest of the requests about a
 * file.
 */
void
cal_print_outcomes (const char *const *paths)
{
  guint counts[CAL_N_OUTCOMES] = {0}, n_files = 0;
  CalReaderReport worst = {CAL_OUTCOME_OPENED};

  fprintf (stdout, "%-10s %8s %8s %8s  %s\n", "outcome", "seconds", "cpu s", "MiB", "file");
  for (guint p = 0; paths[p] != NULL; p++) {
    g_autoptr (GPtrArray) files = cal_folder_dup_files (paths[p]);

    for (guint n = 0; n < files->len; n++) {
      g_autofree char *name = g_filename_display_name (files->pdata[n]), *why = NULL;
      CalReaderReport report = try_file (files->pdata[n], &why);

      fprintf (stdout, "%-10s %8.3f %8.3f %8.1f  %s\n", cal_outcome_get_name (report.outcome),
               report.seconds, report.processor_s, (double) report.peak_bytes / MIB,
               why != NULL ? why : name);
      counts[report.outcome]++;
      n_files++;
      take_worse (&worst, &report);
    }
  }
  fprintf (stdout, "%u files:", n_files);
  for (guint o = 0; o < CAL_N_OUTCOMES; o++)
    fprintf (stdout, "%s %u %s", o > 0 ? "," : "", counts[o],
             cal_outcome_get_name ((CalOutcome) o));
  fprintf (stdout, "; at most %.3f s (%.3f s of the processor) and %.1f MiB\n", worst.seconds,
           worst.processor_s, (double) worst.peak_bytes / MIB);
}
