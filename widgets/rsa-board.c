/* rsa-board.c - every model beside every region: what the RSA view shows.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/rsa-board.h"

#include <math.h>
#include <string.h>

struct _CalRsaBoard {
  GObject parent_instance;

  GPtrArray *models;
  GPtrArray *data; /* of each region a GPtrArray of RDMs */
  CalRsaOptions options;
  CalRsaBoardFigures figures;
};

G_DEFINE_FINAL_TYPE (CalRsaBoard, cal_rsa_board, G_TYPE_OBJECT)

static void
cal_rsa_board_finalize (GObject *object)
{
  CalRsaBoard *self = CAL_RSA_BOARD (object);
  CalRsaBoardFigures *figures = &self->figures;

  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->data, g_ptr_array_unref);
  g_clear_pointer (&figures->models, g_strfreev);
  g_clear_pointer (&figures->regions, g_strfreev);
  g_free (figures->similarity);
  g_free (figures->low);
  g_free (figures->high);
  g_free (figures->is_above_zero);
  g_free (figures->ceiling);
  g_free (figures->is_better);
  g_free (figures->n_rdms);
  g_free (figures->n_pairs);
  G_OBJECT_CLASS (cal_rsa_board_parent_class)->finalize (object);
}

static void
cal_rsa_board_class_init (CalRsaBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_rsa_board_finalize;
}

static void
cal_rsa_board_init (CalRsaBoard *self)
{
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

typedef struct {
  GPtrArray *models;
  GPtrArray *data;
  GPtrArray *names;
  CalRsaOptions options;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_ptr_array_unref (input->models);
  g_ptr_array_unref (input->data);
  g_ptr_array_unref (input->names);
  g_free (input);
}

static double *
new_numbers (gsize n)
{
  double *numbers = g_new (double, n);

  for (gsize k = 0; k < n; k++)
    numbers[k] = (double) NAN;
  return numbers;
}

static CalRsaBoard *
make_board (const Input *input)
{
  CalRsaBoard *self = g_object_new (CAL_TYPE_RSA_BOARD, NULL);
  CalRsaBoardFigures *figures = &self->figures;
  gsize n_cells = (gsize) input->models->len * input->data->len;

  self->models = g_ptr_array_ref (input->models);
  self->data = g_ptr_array_ref (input->data);
  self->options = input->options;
  figures->n_models = input->models->len;
  figures->n_regions = input->data->len;
  figures->models = g_new0 (char *, figures->n_models + 1);
  figures->regions = g_new0 (char *, figures->n_regions + 1);
  for (guint m = 0; m < figures->n_models; m++)
    figures->models[m] = g_strdup (cal_rdm_get_desc (input->models->pdata[m])->name);
  for (guint r = 0; r < figures->n_regions; r++)
    figures->regions[r] = g_strdup (input->names->pdata[r]);
  figures->similarity = new_numbers (n_cells);
  figures->low = new_numbers (n_cells);
  figures->high = new_numbers (n_cells);
  figures->ceiling = new_numbers (2 * figures->n_regions);
  figures->is_above_zero = g_new0 (guint8, n_cells);
  figures->is_better = g_new0 (guint8, n_cells * figures->n_models);
  figures->n_rdms = g_new0 (guint, figures->n_regions);
  figures->n_pairs = g_new0 (gsize, figures->n_regions);
  return self;
}

static void
take_region (CalRsaBoardFigures *figures, guint region, CalRsaResult *result, CalRsaSet *set)
{
  const CalRsaFigures *found = cal_rsa_result_get_figures (result);
  guint n = figures->n_models;

  figures->ceiling[2 * region] = found->ceiling.lower;
  figures->ceiling[2 * region + 1] = found->ceiling.upper;
  figures->n_rdms[region] = found->n_data;
  figures->n_pairs[region] = cal_rsa_set_get_pairs (set)->n_kept;
  figures->n_resamples = MAX (figures->n_resamples, found->n_resamples);
  for (guint m = 0; m < n; m++) {
    gsize cell = (gsize) m * figures->n_regions + region;

    figures->similarity[cell] = found->models[m].similarity;
    figures->low[cell] = found->models[m].interval.low;
    figures->high[cell] = found->models[m].interval.high;
    figures->is_above_zero[cell] = found->models[m].q_chance < CAL_RSA_BOARD_Q;
    for (guint other = 0; other < n; other++)
      figures->is_better[((gsize) region * n + m) * n + other] =
          m != other && found->models[m].similarity > found->models[other].similarity &&
          found->q_pair[m * n + other] < CAL_RSA_BOARD_Q;
  }
}

static CalRsaBoard *
compute (const Input *input, const CalRsaOptions *options, CalJob *job, GError **error)
{
  g_autoptr (CalRsaBoard) board = make_board (input);

  for (guint r = 0; r < input->data->len; r++) {
    GPtrArray *data = input->data->pdata[r];
    g_autoptr (CalRsaSet) set = NULL;
    g_autoptr (CalRsaResult) result = NULL;

    cal_job_report (job, (double) r / input->data->len, input->names->pdata[r]);
    set = cal_rsa_set_new ((CalRdm *const *) input->models->pdata, input->models->len,
                           (CalRdm *const *) data->pdata, data->len, 0, CAL_MISSING_DROP, error);
    result = set != NULL ? cal_rsa_infer (set, options, job, error) : NULL;
    if (result == NULL) {
      g_prefix_error (error, "%s: ", (const char *) input->names->pdata[r]);
      return NULL;
    }
    take_region (&board->figures, r, result, set);
  }
  return g_steal_pointer (&board);
}

/* The numbers first, then how sure they are. */
static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  Input *input = data;
  CalRsaOptions quick = input->options;
  g_autoptr (CalRsaBoard) first = NULL;

  quick.bootstrap = CAL_RSA_BOOTSTRAP_NONE;
  quick.n_permutations = 0;
  first = compute (input, &quick, job, error);
  if (first == NULL)
    return NULL;
  cal_job_offer (job, G_OBJECT (first));
  return (GObject *) compute (input, &input->options, job, error);
}

/* RDMs of one region lie together; of those that name none, subjects do, and others stand alone. */
static const char *
get_region (CalRdm *rdm)
{
  const CalRdmDesc *desc = cal_rdm_get_desc (rdm);

  return desc->roi != NULL ? desc->roi : desc->subject != NULL ? "all subjects" : desc->name;
}

/**
 * cal_rsa_board_job_new:
 * @scene: whose models and data are compared: those with as many conditions as the first of the
 *   data
 *
 * The job first offers a board without intervals.
 *
 * Returns: (transfer full) (nullable): a job whose result is a #CalRsaBoard; NULL if there is no
 *   model or no data
 */
CalJob *
cal_rsa_board_job_new (CalRdmScene *scene, const CalRsaOptions *options)
{
  Input *input = g_new0 (Input, 1);
  gsize n_conditions = 0;

  input->models = g_ptr_array_new_with_free_func (g_object_unref);
  input->data = g_ptr_array_new_with_free_func (unref_array);
  input->names = g_ptr_array_new_with_free_func (g_free);
  input->options = *options;
  for (guint n = 0; n < cal_rdm_scene_get_n (scene); n++) {
    CalRdm *rdm = cal_rdm_scene_get (scene, n);
    guint region = 0;

    if (cal_rdm_scene_is_model (scene, rdm))
      continue;
    if (n_conditions == 0)
      n_conditions = cal_rdm_get_desc (rdm)->n_conditions;
    if (cal_rdm_get_desc (rdm)->n_conditions != n_conditions)
      continue;
    while (region < input->names->len &&
           !g_str_equal (input->names->pdata[region], get_region (rdm)))
      region++;
    if (region == input->names->len) {
      g_ptr_array_add (input->names, g_strdup (get_region (rdm)));
      g_ptr_array_add (input->data, g_ptr_array_new_with_free_func (g_object_unref));
    }
    g_ptr_array_add (input->data->pdata[region], g_object_ref (rdm));
  }
  for (guint n = 0; n < cal_rdm_scene_get_n (scene); n++) {
    CalRdm *rdm = cal_rdm_scene_get (scene, n);

    if (cal_rdm_scene_is_model (scene, rdm) && cal_rdm_get_desc (rdm)->n_conditions == n_conditions)
      g_ptr_array_add (input->models, g_object_ref (rdm));
  }
  if (input->models->len == 0 || input->data->len == 0) {
    input_free (input);
    return NULL;
  }
  return cal_job_new ("Comparing models with data", run, input, input_free);
}

/**
 * cal_rsa_board_get_figures:
 *
 * Returns: (transfer none): the numbers; they live as long as @self
 */
const CalRsaBoardFigures *
cal_rsa_board_get_figures (CalRsaBoard *self)
{
  return &self->figures;
}

const CalRsaOptions *
cal_rsa_board_get_options (CalRsaBoard *self)
{
  return &self->options;
}

/**
 * cal_rsa_board_get_model:
 *
 * Returns: (transfer none): the RDM of a row
 */
CalRdm *
cal_rsa_board_get_model (CalRsaBoard *self, guint model)
{
  return self->models->pdata[model];
}

/**
 * cal_rsa_board_get_datum:
 *
 * Returns: (transfer none): the first RDM of a column
 */
CalRdm *
cal_rsa_board_get_datum (CalRsaBoard *self, guint region)
{
  return ((GPtrArray *) self->data->pdata[region])->pdata[0];
}

/**
 * cal_rsa_board_find_region:
 * @name: (nullable)
 * @region: (out): its column
 */
gboolean
cal_rsa_board_find_region (CalRsaBoard *self, const char *name, guint *region)
{
  for (guint r = 0; r < self->figures.n_regions; r++)
    if (g_strcmp0 (self->figures.regions[r], name) == 0) {
      *region = r;
      return TRUE;
    }
  return FALSE;
}
