/* profile.c - what a place (or region) gives for each feature, condition or category.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/profile.h"

#include <math.h>

#include "model/memory.h"

/* More categories are ids, not categories. */
#define MAX_LEVELS 64

struct _CalProfile {
  GObject parent_instance;

  guint n;
  CalGroupMean *means;
};

G_DEFINE_FINAL_TYPE (CalProfile, cal_profile, G_TYPE_OBJECT)

static void
cal_profile_finalize (GObject *object)
{
  g_free (CAL_PROFILE (object)->means);
  G_OBJECT_CLASS (cal_profile_parent_class)->finalize (object);
}

static void
cal_profile_class_init (CalProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_profile_finalize;
}

static void
cal_profile_init (CalProfile *self)
{
}

static char *
dup_frame_name (const CalSeriesDesc *desc, gsize frame)
{
  return desc->frame_ids != NULL ? g_strdup (cal_text_array_get (desc->frame_ids, frame))
                                 : g_strdup_printf ("%" G_GSIZE_FORMAT, frame + 1);
}

/* A bar for each name: repeats of a stimulus share one. */
static CalProfileBars *
make_plain_bars (const CalSeriesDesc *desc)
{
  CalProfileBars *self = g_new0 (CalProfileBars, 1);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new ();

  self->groups = g_new (guint32, desc->n_frames);
  for (gsize f = 0; f < desc->n_frames; f++) {
    char *name = dup_frame_name (desc, f);
    gpointer bar;

    if (g_hash_table_lookup_extended (known, name, NULL, &bar)) {
      self->groups[f] = GPOINTER_TO_UINT (bar);
      g_free (name);
      continue;
    }
    self->groups[f] = names->len;
    g_hash_table_insert (known, name, GUINT_TO_POINTER (names->len));
    g_ptr_array_add (names, name);
  }
  self->n = names->len;
  g_ptr_array_add (names, NULL);
  self->names = (GStrv) g_ptr_array_free (names, FALSE);
  return self;
}

/* The row of a table that tells of each stimulus. */
static GHashTable *
index_rows (CalTable *table, CalStimuli *stimuli)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize r = 0; r < cal_table_get_n_rows (table); r++) {
    char *id = cal_table_dup_row_id (table, r);
    gsize stimulus;

    if (stimuli != NULL && cal_stimuli_find (stimuli, id, &stimulus)) {
      g_free (id);
      id = g_strdup (cal_stimuli_get_id (stimuli, stimulus));
    }
    g_hash_table_insert (rows, id, GSIZE_TO_POINTER (r));
  }
  return rows;
}

static gboolean
find_row (GHashTable *rows, CalStimuli *stimuli, const CalSeriesDesc *desc, gsize frame, gsize *row)
{
  g_autofree char *id = dup_frame_name (desc, frame);
  gpointer found;
  gsize stimulus;

  if (stimuli != NULL && cal_stimuli_find (stimuli, id, &stimulus)) {
    g_free (id);
    id = g_strdup (cal_stimuli_get_id (stimuli, stimulus));
  }
  if (!g_hash_table_lookup_extended (rows, id, NULL, &found))
    return FALSE;
  *row = GPOINTER_TO_SIZE (found);
  return TRUE;
}

static gboolean
is_category (const CalColumn *column, const CalLevels *levels, gsize n_rows)
{
  if (levels->n < 2 || levels->n > MAX_LEVELS || levels->n >= n_rows)
    return FALSE;
  /* Numbers that are not whole are measures. */
  for (gsize r = 0; column->numbers != NULL && r < n_rows; r++) {
    double value = cal_column_get_number (column, r);

    if (!isnan (value) && value != rint (value))
      return FALSE;
  }
  return TRUE;
}

/* Tables whose rows are the stimuli of the series. */
static gboolean
tells_of (CalTable *table, CalSeries *series, CalStimuli *stimuli)
{
  g_autoptr (GHashTable) rows = index_rows (table, stimuli);
  gsize row;

  return find_row (rows, stimuli, cal_series_get_desc (series), 0, &row);
}

static void
add_columns (GPtrArray *columns, CalTable *table, gboolean of_texts)
{
  for (guint c = 0; c < cal_table_get_n_columns (table); c++) {
    const CalColumn *column = cal_table_get_column (table, c);
    g_autoptr (CalLevels) levels = NULL;

    if ((column->texts != NULL) != of_texts)
      continue;
    levels = cal_column_find_levels (column);
    if (is_category (column, levels, cal_table_get_n_rows (table)) &&
        !g_ptr_array_find_with_equal_func (columns, column->name, g_str_equal, NULL))
      g_ptr_array_add (columns, g_strdup (column->name));
  }
}

/**
 * cal_profile_dup_columns:
 * @scene: holds the stimuli and the tables that tell of them
 *
 * Returns: (transfer full): columns that tell categories: of few values, each of several stimuli,
 *   texts first; empty for a series that is not over stimuli
 */
GStrv
cal_profile_dup_columns (CalSeries *series, CalRdmScene *scene)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (int of_texts = 1; of_texts >= 0; of_texts--)
    for (guint t = 0; cal_series_get_desc (series)->axis == CAL_AXIS_STIMULI &&
                      t < cal_rdm_scene_get_n_tables (scene);
         t++)
      if (tells_of (cal_rdm_scene_get_table (scene, t), series, cal_rdm_scene_get_stimuli (scene)))
        add_columns (columns, cal_rdm_scene_get_table (scene, t), of_texts);
  g_ptr_array_add (columns, NULL);
  return (GStrv) g_ptr_array_free (columns, FALSE);
}

static CalProfileBars *
make_category_bars (CalSeries *series, CalStimuli *stimuli, CalTable *table, const char *name)
{
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  g_autoptr (CalLevels) levels = cal_column_find_levels (cal_table_find_column (table, name));
  g_autoptr (GHashTable) rows = index_rows (table, stimuli);
  CalProfileBars *self = g_new0 (CalProfileBars, 1);

  self->n = levels->n;
  self->names = g_strdupv (levels->names);
  self->groups = g_new (guint32, desc->n_frames);
  for (gsize f = 0; f < desc->n_frames; f++) {
    gsize row;

    self->groups[f] = find_row (rows, stimuli, desc, f, &row) ? levels->codes[row] : CAL_NO_GROUP;
  }
  return self;
}

/**
 * cal_profile_bars_new:
 * @scene: holds the stimuli and the tables that tell of them
 * @column: (nullable): as cal_profile_dup_columns() gives it: a bar for each of its values; NULL
 *   for a bar a frame
 *
 * Returns: (transfer full): which frames are taken together
 */
CalProfileBars *
cal_profile_bars_new (CalSeries *series, CalRdmScene *scene, const char *column)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (scene);

  for (guint t = 0; column != NULL && t < cal_rdm_scene_get_n_tables (scene); t++) {
    CalTable *table = cal_rdm_scene_get_table (scene, t);

    if (cal_table_find_column (table, column) != NULL && tells_of (table, series, stimuli))
      return make_category_bars (series, stimuli, table, column);
  }
  return make_plain_bars (cal_series_get_desc (series));
}

void
cal_profile_bars_free (CalProfileBars *self)
{
  g_strfreev (self->names);
  g_free (self->groups);
  g_free (self);
}

typedef struct {
  CalSeries *series;
  guint n;
  guint32 *groups;
  GArray *rows;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_object_unref (input->series);
  g_free (input->groups);
  g_array_unref (input->rows);
  g_free (input);
}

/* Each bar is one frame: how much the rows differ there says how sure it is. */
static gboolean
compare_rows (const Input *input, CalProfile *profile, CalJob *job, GError **error)
{
  gsize n_frames = cal_series_get_desc (input->series)->n_frames, n_rows = input->rows->len;
  gsize n = cal_size_times (n_rows, n_frames);
  g_autofree float *values = cal_memory_allocate (n, sizeof *values, error);
  g_autofree guint32 *groups = values != NULL ? g_new (guint32, n) : NULL;

  if (values == NULL ||
      !cal_series_read_rows (input->series, (const guint32 *) (gpointer) input->rows->data, n_rows,
                             values, job, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    groups[i] = input->groups[i % n_frames];
  cal_group_means (values, groups, n, input->n, profile->means);
  return TRUE;
}

static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  const Input *input = data;
  gsize n_frames = cal_series_get_desc (input->series)->n_frames;
  g_autoptr (CalProfile) profile = g_object_new (CAL_TYPE_PROFILE, NULL);
  g_autofree float *mean = NULL;

  profile->n = input->n;
  profile->means = g_new0 (CalGroupMean, MAX (input->n, 1));
  if (input->n == n_frames) {
    if (!compare_rows (input, profile, job, error))
      return NULL;
    return G_OBJECT (g_steal_pointer (&profile));
  }
  mean = g_new (float, n_frames);
  if (!cal_series_read_mean (input->series, (const guint32 *) (gpointer) input->rows->data,
                             input->rows->len, mean, job, error))
    return NULL;
  cal_group_means (mean, input->groups, n_frames, input->n, profile->means);
  return G_OBJECT (g_steal_pointer (&profile));
}

/**
 * cal_profile_job_new:
 * @rows: (element-type guint32): of the series: a place, or all of a region
 *
 * Where a bar is a frame, its error is that over the rows; where it is many, the rows' mean is
 * taken first and the error is that over the frames.
 *
 * Returns: (transfer full): a job that gives a #CalProfile
 */
CalJob *
cal_profile_job_new (CalSeries *series, const CalProfileBars *bars, GArray *rows)
{
  Input *input = g_new0 (Input, 1);

  input->series = g_object_ref (series);
  input->n = bars->n;
  input->groups =
      g_memdup2 (bars->groups, cal_series_get_desc (series)->n_frames * sizeof *bars->groups);
  input->rows = g_array_ref (rows);
  return cal_job_new ("Reading the profile", run, input, input_free);
}

guint
cal_profile_get_n (CalProfile *self)
{
  return self->n;
}

/**
 * cal_profile_get_means:
 *
 * Returns: (transfer none): of each bar
 */
const CalGroupMean *
cal_profile_get_means (CalProfile *self)
{
  return self->means;
}
