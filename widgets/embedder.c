/* embedder.c - the points of the current RDM, as they move from one embedding to the next.
 *
 * It follows the scene: another RDM, or other thresholds, are embedded in the background, turned
 * onto what was there before, and the points glide to their new places.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/embedder.h"

#include <math.h>
#include <string.h>

#include "analysis/embed.h"
#include "analysis/trsa.h"

#define MOTION_US (180 * G_TIME_SPAN_MILLISECOND)

/* While thresholds are dragged one start must do; when they rest, all are tried. */
#define REST_MS 300

struct _CalEmbedder {
  GObject parent_instance;

  GtkWidget *widget;
  CalRdmScene *scene;
  CalLatestJob *jobs;
  CalEmbedderMethod method;
  guint n_dims;
  guint n_starts;
  CalRdm *asked;
  guint rest;

  CalEmbedding *embedding;
  double *from;
  double *now;
  gint64 begin;
  guint tick;
  char *failure;
};

G_DEFINE_ENUM_TYPE (CalEmbedderMethod,
                    cal_embedder_method,
                    G_DEFINE_ENUM_VALUE (CAL_EMBEDDER_CLASSICAL, "classical"),
                    G_DEFINE_ENUM_VALUE (CAL_EMBEDDER_METRIC, "metric"),
                    G_DEFINE_ENUM_VALUE (CAL_EMBEDDER_NON_METRIC, "non-metric"),
                    G_DEFINE_ENUM_VALUE (CAL_EMBEDDER_PCA, "pca"))

G_DEFINE_FINAL_TYPE (CalEmbedder, cal_embedder, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_METHOD,
  PROP_N_DIMS,
  PROP_N_STARTS,
  N_PROPS,
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

typedef struct {
  GPtrArray *pool;
  CalRdmTransform transform;
  CalTrsaOptions trsa;
  CalEmbedOptions options;
  GObject *source; /* of the patterns */
  CalPatternsGather gather;
  CalEmbedding *previous;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_ptr_array_unref (input->pool);
  g_clear_object (&input->source);
  g_clear_object (&input->previous);
  g_free (input);
}

/* Distances that the field gives squared; their roots are what points can be apart. */
static gboolean
is_squared (CalRdm *rdm)
{
  const char *measure = cal_rdm_get_desc (rdm)->measure;

  return measure != NULL &&
         (strstr (measure, "squared") != NULL || strstr (measure, "crossnobis") != NULL ||
          strstr (measure, "mahalanobis") != NULL);
}

static GObject *
embed (CalJob *job, gpointer data, GError **error)
{
  Input *input = data;
  CalRdm *rdm = input->pool->pdata[0];
  const CalRdmDesc *desc = cal_rdm_get_desc (rdm);
  g_autoptr (GPtrArray) transformed = NULL;

  if (input->gather != NULL) {
    g_autoptr (CalArray) patterns = input->gather (input->source, job, error);

    return patterns != NULL
               ? (GObject *) cal_embed_patterns (patterns, desc->name, desc->conditions,
                                                 input->options.n_dims, input->previous, job, error)
               : NULL;
  }
  if (input->transform != CAL_RDM_UNTRANSFORMED) {
    transformed = cal_trsa_transform (
        (CalRdm *const *) input->pool->pdata,
        input->transform == CAL_RDM_BY_DISTANCE ? input->pool->len : 1, &input->trsa, error);
    if (transformed == NULL)
      return NULL;
    rdm = transformed->pdata[0];
  }
  return (GObject *) cal_embed_rdm (rdm, &input->options, input->previous, job, error);
}

static Input *
make_input (CalEmbedder *self, CalRdm *rdm, gboolean in_haste)
{
  Input *input = g_new0 (Input, 1);

  input->pool = cal_rdm_scene_dup_pool (self->scene, rdm);
  input->transform =
      cal_rdm_scene_get_transform (self->scene, &input->trsa.lower, &input->trsa.upper);
  input->trsa.curve = CAL_TRSA_LINEAR;
  input->trsa.scale =
      input->transform == CAL_RDM_BY_DISTANCE ? CAL_TRSA_BY_DISTANCE : CAL_TRSA_BY_RANK;
  input->options = (CalEmbedOptions) CAL_EMBED_DEFAULTS;
  input->options.method = self->method == CAL_EMBEDDER_METRIC       ? CAL_EMBED_METRIC
                          : self->method == CAL_EMBEDDER_NON_METRIC ? CAL_EMBED_NON_METRIC
                                                                    : CAL_EMBED_CLASSICAL;
  input->options.n_dims = self->n_dims;
  input->options.n_starts = in_haste ? 1 : self->n_starts;
  input->options.is_squared = input->transform == CAL_RDM_UNTRANSFORMED && is_squared (rdm);
  if (self->method == CAL_EMBEDDER_PCA &&
      cal_rdm_scene_get_patterns (self->scene, rdm, &input->source, &input->gather))
    g_object_ref (input->source);
  if (self->embedding != NULL && cal_embedding_get_desc (self->embedding)->n_dims == self->n_dims)
    input->previous = g_object_ref (self->embedding);
  return input;
}

static void
stop_motion (CalEmbedder *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->tick = 0;
}

/* There are no points, for that reason or for none. */
static void
clear (CalEmbedder *self, const char *failure)
{
  g_autofree char *copy = g_strdup (failure);

  stop_motion (self);
  g_clear_object (&self->embedding);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->now, g_free);
  g_free (self->failure);
  self->failure = g_steal_pointer (&copy);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ask (CalEmbedder *self, CalLatestHaste haste)
{
  CalRdm *rdm = cal_rdm_scene_get_current (self->scene);
  CalPatternsGather gather;
  GObject *source;

  g_clear_handle_id (&self->rest, g_source_remove);
  if (rdm == NULL) {
    g_clear_object (&self->asked);
    cal_latest_job_cancel (self->jobs);
    clear (self, NULL);
    return;
  }
  /* A view that nobody sees computes nothing. */
  if (!gtk_widget_get_mapped (self->widget)) {
    g_clear_object (&self->asked);
    return;
  }
  g_set_object (&self->asked, rdm);
  if (self->method == CAL_EMBEDDER_PCA &&
      !cal_rdm_scene_get_patterns (self->scene, rdm, &source, &gather)) {
    cal_latest_job_cancel (self->jobs);
    clear (self, "Principal components need the patterns that this RDM was made from: they are "
                 "known where it is computed from a layer of responses, for the region at the "
                 "cursor. Choose another method.");
    return;
  }
  cal_latest_job_start (self->jobs,
                        cal_job_new ("Placing conditions", embed,
                                     make_input (self, rdm, haste == CAL_LATEST_FOLLOW),
                                     input_free),
                        haste);
}

static gboolean
rest_cb (gpointer data)
{
  CalEmbedder *self = data;

  self->rest = 0;
  ask (self, CAL_LATEST_CANCEL);
  return G_SOURCE_REMOVE;
}

static void
current_cb (CalEmbedder *self)
{
  ask (self, CAL_LATEST_CANCEL);
}

static void
thresholds_cb (CalEmbedder *self)
{
  ask (self, CAL_LATEST_FOLLOW);
  if (self->n_starts > 1 &&
      (self->method == CAL_EMBEDDER_METRIC || self->method == CAL_EMBEDDER_NON_METRIC))
    self->rest = g_timeout_add (REST_MS, rest_cb, self);
}

static void
map_cb (CalEmbedder *self)
{
  if (self->asked == NULL)
    ask (self, CAL_LATEST_CANCEL);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CalEmbedder *self = data;
  const CalEmbeddingDesc *desc = cal_embedding_get_desc (self->embedding);
  const double *to = cal_embedding_get_points (self->embedding);
  gint64 time = gdk_frame_clock_get_frame_time (clock);
  double passed, share;

  if (self->begin == 0)
    self->begin = time;
  passed = CLAMP ((double) (time - self->begin) / (double) MOTION_US, 0.0, 1.0);
  share = 1.0 - pow (1.0 - passed, 3.0);
  for (gsize k = 0; k < desc->n_points * desc->n_dims; k++)
    self->now[k] = self->from[k] + share * (to[k] - self->from[k]);
  if (passed >= 1.0)
    self->tick = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return passed < 1.0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Where the points of @embedding are now; those that are new begin at their places. */
static double *
find_beginning (CalEmbedder *self, CalEmbedding *embedding)
{
  const CalEmbeddingDesc *desc = cal_embedding_get_desc (embedding);
  gsize size = desc->n_points * desc->n_dims * sizeof (double);
  double *from = g_memdup2 (cal_embedding_get_points (embedding), size);

  if (self->embedding == NULL || cal_embedding_get_desc (self->embedding)->n_dims != desc->n_dims)
    return from;
  for (gsize p = 0; p < desc->n_points; p++) {
    gsize before;

    if (cal_embedding_find_condition (self->embedding, cal_embedding_get_condition (embedding, p),
                                      &before))
      memcpy (&from[p * desc->n_dims], &self->now[before * desc->n_dims],
              desc->n_dims * sizeof *from);
  }
  return from;
}

static gboolean
wants_motion (CalEmbedder *self)
{
  gboolean animate;

  g_object_get (gtk_widget_get_settings (self->widget), "gtk-enable-animations", &animate, NULL);
  return animate && gtk_widget_get_mapped (self->widget);
}

static void
result_cb (CalEmbedder *self, GObject *result)
{
  CalEmbedding *embedding = CAL_EMBEDDING (result);
  const CalEmbeddingDesc *desc = cal_embedding_get_desc (embedding);
  gboolean is_first =
      self->embedding == NULL || cal_embedding_get_desc (self->embedding)->n_dims != desc->n_dims;
  double *from = find_beginning (self, embedding);

  g_free (self->from);
  g_free (self->now);
  self->from = from;
  g_set_object (&self->embedding, embedding);
  g_clear_pointer (&self->failure, g_free);
  if (is_first || !wants_motion (self)) {
    self->now = g_memdup2 (cal_embedding_get_points (embedding),
                           desc->n_points * desc->n_dims * sizeof (double));
    stop_motion (self);
  } else {
    self->now = g_memdup2 (from, desc->n_points * desc->n_dims * sizeof (double));
    self->begin = 0;
    if (self->tick == 0)
      self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
  }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
failed_cb (CalEmbedder *self, GError *error)
{
  clear (self, error->message);
}

static void
cal_embedder_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CalEmbedder *self = CAL_EMBEDDER (object);

  switch (prop_id) {
  case PROP_METHOD:
    g_value_set_enum (value, (gint) self->method);
    break;
  case PROP_N_DIMS:
    g_value_set_uint (value, self->n_dims);
    break;
  case PROP_N_STARTS:
    g_value_set_uint (value, self->n_starts);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_embedder_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CalEmbedder *self = CAL_EMBEDDER (object);

  switch (prop_id) {
  case PROP_METHOD:
    if (self->method == (CalEmbedderMethod) g_value_get_enum (value))
      return;
    self->method = (CalEmbedderMethod) g_value_get_enum (value);
    break;
  case PROP_N_DIMS:
    if (self->n_dims == g_value_get_uint (value))
      return;
    self->n_dims = g_value_get_uint (value);
    break;
  case PROP_N_STARTS:
    if (self->n_starts == g_value_get_uint (value))
      return;
    self->n_starts = g_value_get_uint (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    return;
  }
  g_object_notify_by_pspec (object, pspec);
  if (self->widget != NULL)
    ask (self, CAL_LATEST_CANCEL);
}

static void
cal_embedder_finalize (GObject *object)
{
  CalEmbedder *self = CAL_EMBEDDER (object);

  g_clear_object (&self->jobs);
  g_clear_object (&self->scene);
  g_clear_object (&self->asked);
  g_clear_object (&self->embedding);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->now, g_free);
  g_clear_pointer (&self->failure, g_free);
  G_OBJECT_CLASS (cal_embedder_parent_class)->finalize (object);
}

static void
cal_embedder_class_init (CalEmbedderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = cal_embedder_finalize;
  object_class->get_property = cal_embedder_get_property;
  object_class->set_property = cal_embedder_set_property;
  props[PROP_METHOD] = g_param_spec_enum ("method", "Method", "How conditions become points",
                                          CAL_TYPE_EMBEDDER_METHOD, CAL_EMBEDDER_CLASSICAL, flags);
  props[PROP_N_DIMS] =
      g_param_spec_uint ("n-dims", "Dimensions", "In which points lie", 2, 3, 2, flags);
  props[PROP_N_STARTS] = g_param_spec_uint (
      "n-starts", "Starts", "Of SMACOF, of which the best is kept", 1, 64, 4, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * CalEmbedder::changed:
   *
   * Points lie elsewhere, there are others, or there is a failure to tell.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAL_TYPE_EMBEDDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
cal_embedder_init (CalEmbedder *self)
{
  self->n_dims = 2;
  self->n_starts = 4;
  self->jobs = cal_latest_job_new ();
  g_signal_connect_swapped (self->jobs, "offered", G_CALLBACK (result_cb), self);
  g_signal_connect_swapped (self->jobs, "done", G_CALLBACK (result_cb), self);
  g_signal_connect_swapped (self->jobs, "failed", G_CALLBACK (failed_cb), self);
}

/**
 * cal_embedder_new:
 * @widget: that shows the points, whose frame clock moves them; it calls cal_embedder_stop() when
 *   it is disposed
 * @scene: whose current RDM and transform are followed
 *
 * Returns: (transfer full): with no points yet
 */
CalEmbedder *
cal_embedder_new (GtkWidget *widget, CalRdmScene *scene)
{
  CalEmbedder *self = g_object_new (CAL_TYPE_EMBEDDER, NULL);

  self->widget = widget;
  self->scene = g_object_ref (scene);
  g_signal_connect_swapped (scene, "notify::current", G_CALLBACK (current_cb), self);
  g_signal_connect_swapped (scene, "notify::transform", G_CALLBACK (thresholds_cb), self);
  g_signal_connect_swapped (scene, "notify::lower", G_CALLBACK (thresholds_cb), self);
  g_signal_connect_swapped (scene, "notify::upper", G_CALLBACK (thresholds_cb), self);
  g_signal_connect_swapped (widget, "map", G_CALLBACK (map_cb), self);
  return self;
}

/**
 * cal_embedder_stop:
 *
 * Ends everything under way; the widget is going.
 */
void
cal_embedder_stop (CalEmbedder *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  stop_motion (self);
  g_signal_handlers_disconnect_by_data (self->scene, self);
  g_signal_handlers_disconnect_by_data (self->widget, self);
  g_signal_handlers_disconnect_by_data (self->jobs, self);
  cal_latest_job_cancel (self->jobs);
}

CalLatestJob *
cal_embedder_get_jobs (CalEmbedder *self)
{
  return self->jobs;
}

/**
 * cal_embedder_get_embedding:
 *
 * Returns: (transfer none) (nullable): the newest embedding, to which the points move
 */
CalEmbedding *
cal_embedder_get_embedding (CalEmbedder *self)
{
  return self->embedding;
}

/**
 * cal_embedder_get_points:
 * @n_points: (out)
 * @n_dims: (out)
 *
 * Returns: (transfer none) (nullable): where the points are at this moment
 */
const double *
cal_embedder_get_points (CalEmbedder *self, gsize *n_points, guint *n_dims)
{
  *n_points = self->embedding != NULL ? cal_embedding_get_desc (self->embedding)->n_points : 0;
  *n_dims = self->embedding != NULL ? cal_embedding_get_desc (self->embedding)->n_dims : 2;
  return self->now;
}

/**
 * cal_embedder_get_failure:
 *
 * Returns: (transfer none) (nullable): why the newest RDM or method has no points
 */
const char *
cal_embedder_get_failure (CalEmbedder *self)
{
  return self->failure;
}
