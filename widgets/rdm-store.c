/* rdm-store.c - what drawing RDMs needs and takes time: ordered fields, ranks; made in jobs.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/rdm-store.h"

/* One thing that was asked for: a field, or ranks if it has no order. */
typedef struct {
  CalRdm *rdm;
  CalRdm *minus;
  CalRdmOrder *order;
  GObject *result;
  CalJob *job;
  guint64 asked;
} Entry;

/* Which order an RDM is really shown in: the wanted one, or its file's if that does not fit. */
typedef struct {
  CalRdm *rdm;
  CalRdmOrder *wanted;
  CalRdmOrder *fitting;
} Fit;

struct _CalRdmStore {
  GObject parent_instance;

  GPtrArray *entries;
  GPtrArray *fits;
  guint64 turn;
  char *failure;
};

G_DEFINE_FINAL_TYPE (CalRdmStore, cal_rdm_store, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
entry_free (gpointer pointer)
{
  Entry *entry = pointer;

  if (entry->job != NULL)
    cal_job_cancel (entry->job);
  g_clear_object (&entry->job);
  g_clear_object (&entry->result);
  g_clear_object (&entry->rdm);
  g_clear_object (&entry->minus);
  g_clear_object (&entry->order);
  g_free (entry);
}

static void
fit_free (gpointer pointer)
{
  Fit *fit = pointer;

  g_clear_object (&fit->rdm);
  g_clear_object (&fit->wanted);
  g_clear_object (&fit->fitting);
  g_free (fit);
}

static void
cal_rdm_store_dispose (GObject *object)
{
  CalRdmStore *self = CAL_RDM_STORE (object);

  g_ptr_array_set_size (self->entries, 0);
  g_ptr_array_set_size (self->fits, 0);
  G_OBJECT_CLASS (cal_rdm_store_parent_class)->dispose (object);
}

static void
cal_rdm_store_finalize (GObject *object)
{
  CalRdmStore *self = CAL_RDM_STORE (object);

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->fits);
  g_free (self->failure);
  G_OBJECT_CLASS (cal_rdm_store_parent_class)->finalize (object);
}

static void
cal_rdm_store_class_init (CalRdmStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cal_rdm_store_dispose;
  object_class->finalize = cal_rdm_store_finalize;

  /**
   * CalRdmStore::changed:
   *
   * Something that was asked for is there now, or has failed.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAL_TYPE_RDM_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
cal_rdm_store_init (CalRdmStore *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->fits = g_ptr_array_new_with_free_func (fit_free);
}

CalRdmStore *
cal_rdm_store_new (void)
{
  return g_object_new (CAL_TYPE_RDM_STORE, NULL);
}

/* What a job works on: its own references. */
typedef struct {
  CalRdm *rdm;
  CalRdm *minus;
  guint32 *rows;
  guint32 *minus_rows;
} Input;

static void
input_free (gpointer pointer)
{
  Input *input = pointer;

  g_clear_object (&input->rdm);
  g_clear_object (&input->minus);
  g_free (input->rows);
  g_free (input->minus_rows);
  g_free (input);
}

static GObject *
make_field (CalJob *job, gpointer data, GError **error)
{
  Input *input = data;

  return (GObject *) cal_rdm_field_new (input->rdm, input->rows, input->minus, input->minus_rows,
                                        job, error);
}

static GObject *
make_ranks (CalJob *job, gpointer data, GError **error)
{
  Input *input = data;

  return (GObject *) cal_rdm_ranks_new (input->rdm, job, error);
}

static CalJob *
make_job (const Entry *entry)
{
  Input *input = g_new0 (Input, 1);

  input->rdm = g_object_ref (entry->rdm);
  if (entry->order == NULL)
    return cal_job_new ("Ranking", make_ranks, input, input_free);
  input->rows = cal_rdm_order_dup_conditions (entry->order, entry->rdm);
  if (entry->minus != NULL) {
    input->minus = g_object_ref (entry->minus);
    input->minus_rows = cal_rdm_order_dup_conditions (entry->order, entry->minus);
  }
  if (input->rows == NULL || (entry->minus != NULL && input->minus_rows == NULL)) {
    input_free (input);
    return NULL;
  }
  return cal_job_new ("Arranging", make_field, input, input_free);
}

static void
job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CalRdmStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) made = cal_job_run_finish (CAL_JOB (source), result, &error);

  for (guint n = 0; n < self->entries->len; n++) {
    Entry *entry = self->entries->pdata[n];

    if (entry->job != CAL_JOB (source))
      continue;
    g_clear_object (&entry->job);
    entry->result = g_steal_pointer (&made);
    g_clear_pointer (&self->failure, g_free);
    if (error != NULL)
      self->failure = g_strdup (error->message);
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    return;
  }
}

static GObject *
get (CalRdmStore *self, CalRdm *rdm, CalRdm *minus, CalRdmOrder *order)
{
  Entry *entry;

  for (guint n = 0; n < self->entries->len; n++) {
    entry = self->entries->pdata[n];
    if (entry->rdm == rdm && entry->minus == minus && entry->order == order) {
      entry->asked = self->turn;
      return entry->result;
    }
  }
  entry = g_new0 (Entry, 1);
  entry->rdm = g_object_ref (rdm);
  entry->minus = minus != NULL ? g_object_ref (minus) : NULL;
  entry->order = order != NULL ? g_object_ref (order) : NULL;
  entry->asked = self->turn;
  g_ptr_array_add (self->entries, entry);
  entry->job = make_job (entry);
  if (entry->job != NULL)
    cal_job_run_async (entry->job, job_done_cb, g_object_ref (self));
  return NULL;
}

/**
 * cal_rdm_store_begin:
 *
 * What is asked for until cal_rdm_store_end() is kept.
 */
void
cal_rdm_store_begin (CalRdmStore *self)
{
  self->turn++;
}

/**
 * cal_rdm_store_end:
 *
 * Gives up what was not asked for since cal_rdm_store_begin(), work under way too.
 */
void
cal_rdm_store_end (CalRdmStore *self)
{
  for (guint n = self->entries->len; n-- > 0;)
    if (((Entry *) self->entries->pdata[n])->asked != self->turn)
      g_ptr_array_remove_index (self->entries, n);
}

/**
 * cal_rdm_store_get_ranks:
 *
 * Returns: (transfer none) (nullable): of the RDM; NULL while they are made
 */
CalRdmRanks *
cal_rdm_store_get_ranks (CalRdmStore *self, CalRdm *rdm)
{
  GObject *ranks = get (self, rdm, NULL, NULL);

  return ranks != NULL ? CAL_RDM_RANKS (ranks) : NULL;
}

/**
 * cal_rdm_store_fit_order:
 * @order: (nullable): wanted
 *
 * Returns: (transfer none): @order, or that of @rdm's file if it is of other conditions
 */
CalRdmOrder *
cal_rdm_store_fit_order (CalRdmStore *self, CalRdmOrder *order, CalRdm *rdm)
{
  g_autofree guint32 *conditions = NULL;
  Fit *fit;

  for (guint n = 0; n < self->fits->len; n++) {
    fit = self->fits->pdata[n];
    if (fit->rdm == rdm && fit->wanted == order)
      return fit->fitting;
  }
  /* A handful is remembered: what was looked at last. */
  if (self->fits->len >= 64)
    g_ptr_array_remove_index (self->fits, 0);
  fit = g_new0 (Fit, 1);
  fit->rdm = g_object_ref (rdm);
  fit->wanted = order != NULL ? g_object_ref (order) : NULL;
  conditions = order != NULL ? cal_rdm_order_dup_conditions (order, rdm) : NULL;
  fit->fitting = conditions != NULL ? g_object_ref (order) : cal_rdm_order_new_as_in_file (rdm);
  g_ptr_array_add (self->fits, fit);
  return fit->fitting;
}

/**
 * cal_rdm_store_get_field:
 * @minus: (nullable): what is taken from @rdm
 * @order: as cal_rdm_store_fit_order() gave it for both
 *
 * Returns: (transfer none) (nullable): NULL while it is made
 */
CalRdmField *
cal_rdm_store_get_field (CalRdmStore *self, CalRdm *rdm, CalRdm *minus, CalRdmOrder *order)
{
  GObject *field = get (self, rdm, minus, order);

  return field != NULL ? CAL_RDM_FIELD (field) : NULL;
}

/**
 * cal_rdm_store_find_ranks:
 *
 * Returns: (transfer none) (nullable): of the RDM if they are there; nothing is begun
 */
CalRdmRanks *
cal_rdm_store_find_ranks (CalRdmStore *self, CalRdm *rdm)
{
  for (guint n = 0; n < self->entries->len; n++) {
    const Entry *entry = self->entries->pdata[n];

    if (entry->rdm == rdm && entry->order == NULL && entry->result != NULL)
      return CAL_RDM_RANKS (entry->result);
  }
  return NULL;
}

gboolean
cal_rdm_store_is_busy (CalRdmStore *self)
{
  for (guint n = 0; n < self->entries->len; n++)
    if (((Entry *) self->entries->pdata[n])->job != NULL)
      return TRUE;
  return FALSE;
}

/**
 * cal_rdm_store_get_failure:
 *
 * Returns: (nullable): why the last work that ended has no result
 */
const char *
cal_rdm_store_get_failure (CalRdmStore *self)
{
  return self->failure;
}
