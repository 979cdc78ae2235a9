/* rdm-scene.c - all RDMs that are open, and how they are looked at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/rdm-scene.h"

struct _CalRdmScene {
  GObject parent_instance;

  GPtrArray *rdms;
  GPtrArray *tables;
  GHashTable *models;
  GHashTable *patterns; /* CalRdm -> Patterns */
  CalRdm *current;
  CalRdm *compared;
  CalRdmOrder *order;
  CalRdmTransform transform;
  double lower;
  double upper;
  gboolean use_ranks;
  char *color_map;
  CalStimuli *stimuli;
  CalSelection *selection;
};

/* What an RDM was made from, gathered when it is asked for. */
typedef struct {
  GObject *source;
  CalPatternsGather gather;
} Patterns;

enum {
  PROP_0,
  PROP_CURRENT,
  PROP_COMPARED,
  PROP_ORDER,
  PROP_TRANSFORM,
  PROP_LOWER,
  PROP_UPPER,
  PROP_USE_RANKS,
  PROP_COLOR_MAP,
  PROP_STIMULI,
  N_PROPS,
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void cal_rdm_scene_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalRdmScene,
                               cal_rdm_scene,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      cal_rdm_scene_list_model_init))

GType
cal_rdm_transform_get_type (void)
{
  static GType type;

  if (g_once_init_enter (&type)) {
    static const GEnumValue values[] = {
        {CAL_RDM_UNTRANSFORMED, "CAL_RDM_UNTRANSFORMED", "none"},
        {CAL_RDM_BY_RANK, "CAL_RDM_BY_RANK", "by-rank"},
        {CAL_RDM_BY_DISTANCE, "CAL_RDM_BY_DISTANCE", "by-distance"},
        {0, NULL, NULL},
    };

    g_once_init_leave (&type, g_enum_register_static ("CalRdmTransform", values));
  }
  return type;
}

static GType
get_item_type (GListModel *model)
{
  return CAL_TYPE_RDM;
}

static guint
get_n_items (GListModel *model)
{
  return CAL_RDM_SCENE (model)->rdms->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CalRdmScene *self = CAL_RDM_SCENE (model);

  return position < self->rdms->len ? g_object_ref (self->rdms->pdata[position]) : NULL;
}

static void
cal_rdm_scene_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
notify (CalRdmScene *self, int prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
cal_rdm_scene_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CalRdmScene *self = CAL_RDM_SCENE (object);

  switch (id) {
  case PROP_CURRENT:
    g_value_set_object (value, self->current);
    break;
  case PROP_COMPARED:
    g_value_set_object (value, self->compared);
    break;
  case PROP_ORDER:
    g_value_set_object (value, self->order);
    break;
  case PROP_TRANSFORM:
    g_value_set_enum (value, self->transform);
    break;
  case PROP_LOWER:
    g_value_set_double (value, self->lower);
    break;
  case PROP_UPPER:
    g_value_set_double (value, self->upper);
    break;
  case PROP_USE_RANKS:
    g_value_set_boolean (value, self->use_ranks);
    break;
  case PROP_COLOR_MAP:
    g_value_set_string (value, self->color_map);
    break;
  case PROP_STIMULI:
    g_value_set_object (value, self->stimuli);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
cal_rdm_scene_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CalRdmScene *self = CAL_RDM_SCENE (object);

  switch (id) {
  case PROP_CURRENT:
    cal_rdm_scene_set_current (self, g_value_get_object (value));
    break;
  case PROP_COMPARED:
    cal_rdm_scene_set_compared (self, g_value_get_object (value));
    break;
  case PROP_ORDER:
    cal_rdm_scene_set_order (self, g_value_get_object (value));
    break;
  case PROP_TRANSFORM:
    cal_rdm_scene_set_transform (self, g_value_get_enum (value), self->lower, self->upper);
    break;
  case PROP_LOWER:
    cal_rdm_scene_set_transform (self, self->transform, g_value_get_double (value), self->upper);
    break;
  case PROP_UPPER:
    cal_rdm_scene_set_transform (self, self->transform, self->lower, g_value_get_double (value));
    break;
  case PROP_USE_RANKS:
    if (self->use_ranks != g_value_get_boolean (value)) {
      self->use_ranks = g_value_get_boolean (value);
      notify (self, PROP_USE_RANKS);
    }
    break;
  case PROP_COLOR_MAP:
    if (g_value_get_string (value) != NULL &&
        g_strcmp0 (self->color_map, g_value_get_string (value)) != 0) {
      g_free (self->color_map);
      self->color_map = g_value_dup_string (value);
      notify (self, PROP_COLOR_MAP);
    }
    break;
  case PROP_STIMULI:
    cal_rdm_scene_set_stimuli (self, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
cal_rdm_scene_finalize (GObject *object)
{
  CalRdmScene *self = CAL_RDM_SCENE (object);

  g_clear_pointer (&self->rdms, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->models, g_hash_table_unref);
  g_clear_pointer (&self->patterns, g_hash_table_unref);
  g_clear_object (&self->current);
  g_clear_object (&self->compared);
  g_clear_object (&self->order);
  g_clear_object (&self->stimuli);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->color_map, g_free);
  G_OBJECT_CLASS (cal_rdm_scene_parent_class)->finalize (object);
}

static void
patterns_free (gpointer data)
{
  Patterns *patterns = data;

  g_object_unref (patterns->source);
  g_free (patterns);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_CURRENT] =
      g_param_spec_object ("current", "RDM", "The RDM that is looked at", CAL_TYPE_RDM, flags);
  props[PROP_COMPARED] = g_param_spec_object (
      "compared", "Compared with", "The RDM it is looked at beside", CAL_TYPE_RDM, flags);
  props[PROP_ORDER] = g_param_spec_object ("order", "Order", "How the conditions are ordered",
                                           CAL_TYPE_RDM_ORDER, flags);
  props[PROP_TRANSFORM] =
      g_param_spec_enum ("transform", "Transform", "The geo-topological transform",
                         CAL_TYPE_RDM_TRANSFORM, CAL_RDM_UNTRANSFORMED, flags);
  props[PROP_LOWER] = g_param_spec_double (
      "lower", "Lower quantile", "Dissimilarities below it become 0", 0.0, 1.0, 0.0, flags);
  props[PROP_UPPER] = g_param_spec_double (
      "upper", "Upper quantile", "Dissimilarities above it become 1", 0.0, 1.0, 1.0, flags);
  props[PROP_USE_RANKS] = g_param_spec_boolean ("use-ranks", "Colour by rank",
                                                "Colours show ranks, not values", FALSE, flags);
  props[PROP_COLOR_MAP] = g_param_spec_string ("color-map", "Colour map",
                                               "The colours of dissimilarities", "bone", flags);
  props[PROP_STIMULI] = g_param_spec_object ("stimuli", "Stimuli", "The pictures of the conditions",
                                             CAL_TYPE_STIMULI, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cal_rdm_scene_class_init (CalRdmSceneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cal_rdm_scene_finalize;
  object_class->get_property = cal_rdm_scene_get_property;
  object_class->set_property = cal_rdm_scene_set_property;
  install_properties (object_class);

  /**
   * CalRdmScene::changed:
   *
   * Something that a drawing must follow is not what it was. The selection tells of itself.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAL_TYPE_RDM_SCENE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
cal_rdm_scene_init (CalRdmScene *self)
{
  self->rdms = g_ptr_array_new_with_free_func (g_object_unref);
  self->tables = g_ptr_array_new_with_free_func (g_object_unref);
  self->models = g_hash_table_new (NULL, NULL);
  self->patterns = g_hash_table_new_full (NULL, NULL, NULL, patterns_free);
  self->selection = cal_selection_new ();
  self->color_map = g_strdup ("bone");
  self->upper = 1.0;
}

/**
 * cal_rdm_scene_new:
 *
 * Returns: (transfer full): with no RDM, and a selection of its own
 */
CalRdmScene *
cal_rdm_scene_new (void)
{
  return g_object_new (CAL_TYPE_RDM_SCENE, NULL);
}

/**
 * cal_rdm_scene_append:
 *
 * The first one becomes the current one.
 */
void
cal_rdm_scene_append (CalRdmScene *self, CalRdm *rdm)
{
  g_ptr_array_add (self->rdms, g_object_ref (rdm));
  if (cal_rdm_get_desc (rdm)->is_model)
    g_hash_table_add (self->models, rdm);
  g_list_model_items_changed (G_LIST_MODEL (self), self->rdms->len - 1, 0, 1);
  if (self->current == NULL)
    cal_rdm_scene_set_current (self, rdm);
  else
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cal_rdm_scene_remove:
 *
 * If it was the current one, the one after it becomes that, or the one before.
 */
void
cal_rdm_scene_remove (CalRdmScene *self, CalRdm *rdm)
{
  guint position;

  if (!g_ptr_array_find (self->rdms, rdm, &position))
    return;
  g_hash_table_remove (self->models, rdm);
  g_hash_table_remove (self->patterns, rdm);
  if (self->compared == rdm)
    cal_rdm_scene_set_compared (self, NULL);
  if (self->current == rdm)
    cal_rdm_scene_set_current (self, position + 1 < self->rdms->len
                                         ? self->rdms->pdata[position + 1]
                                     : position > 0 ? self->rdms->pdata[position - 1]
                                                    : NULL);
  g_ptr_array_remove_index (self->rdms, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
cal_rdm_scene_clear (CalRdmScene *self)
{
  guint n = self->rdms->len;

  cal_rdm_scene_set_compared (self, NULL);
  cal_rdm_scene_set_current (self, NULL);
  cal_rdm_scene_set_stimuli (self, NULL);
  cal_rdm_scene_set_transform (self, CAL_RDM_UNTRANSFORMED, 0.0, 1.0);
  cal_selection_set_stimuli (self->selection, NULL);
  cal_selection_set_pair (self->selection, NULL, NULL);
  cal_selection_set_region (self->selection, NULL);
  g_hash_table_remove_all (self->models);
  g_hash_table_remove_all (self->patterns);
  g_ptr_array_set_size (self->rdms, 0);
  g_ptr_array_set_size (self->tables, 0);
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

guint
cal_rdm_scene_get_n (CalRdmScene *self)
{
  return self->rdms->len;
}

/**
 * cal_rdm_scene_get:
 *
 * Returns: (transfer none): the RDM, in the order they were opened
 */
CalRdm *
cal_rdm_scene_get (CalRdmScene *self, guint n)
{
  g_return_val_if_fail (n < self->rdms->len, NULL);

  return self->rdms->pdata[n];
}

/**
 * cal_rdm_scene_find_region:
 *
 * Returns: (transfer none) (nullable): the first RDM made from that region's patterns
 */
CalRdm *
cal_rdm_scene_find_region (CalRdmScene *self, const char *region)
{
  for (guint n = 0; n < self->rdms->len; n++)
    if (g_strcmp0 (cal_rdm_get_desc (self->rdms->pdata[n])->roi, region) == 0)
      return self->rdms->pdata[n];
  return NULL;
}

/**
 * cal_rdm_scene_dup_pool:
 * @rdm: one of the scene
 *
 * A model's distances and those of another measure say nothing of what is near in measured data.
 *
 * Returns: (transfer full) (element-type CalRdm): @rdm, then the others whose dissimilarities are
 *   pooled with its own by CAL_RDM_BY_DISTANCE: as many conditions, the same measure, both data or
 *   both models
 */
GPtrArray *
cal_rdm_scene_dup_pool (CalRdmScene *self, CalRdm *rdm)
{
  GPtrArray *pool = g_ptr_array_new_with_free_func (g_object_unref);
  const CalRdmDesc *desc = cal_rdm_get_desc (rdm);

  g_ptr_array_add (pool, g_object_ref (rdm));
  for (guint n = 0; n < self->rdms->len; n++) {
    CalRdm *other = self->rdms->pdata[n];
    const CalRdmDesc *other_desc = cal_rdm_get_desc (other);

    if (other != rdm && other_desc->n_conditions == desc->n_conditions &&
        g_strcmp0 (other_desc->measure, desc->measure) == 0 &&
        cal_rdm_scene_is_model (self, other) == cal_rdm_scene_is_model (self, rdm))
      g_ptr_array_add (pool, g_object_ref (other));
  }
  return pool;
}

/**
 * cal_rdm_scene_is_model:
 *
 * Returns: whether the RDM is compared with others as a model; its file's word until
 *   cal_rdm_scene_set_is_model()
 */
gboolean
cal_rdm_scene_is_model (CalRdmScene *self, CalRdm *rdm)
{
  return g_hash_table_contains (self->models, rdm);
}

void
cal_rdm_scene_set_is_model (CalRdmScene *self, CalRdm *rdm, gboolean is_model)
{
  if (cal_rdm_scene_is_model (self, rdm) == !!is_model)
    return;
  if (is_model)
    g_hash_table_add (self->models, rdm);
  else
    g_hash_table_remove (self->models, rdm);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cal_rdm_scene_set_patterns:
 * @rdm: one of the scene
 * @source: (transfer none): for @gather
 *
 * Tells what the RDM was made from.
 */
void
cal_rdm_scene_set_patterns (CalRdmScene *self,
                            CalRdm *rdm,
                            GObject *source,
                            CalPatternsGather gather)
{
  Patterns *patterns = g_new0 (Patterns, 1);

  *patterns = (Patterns){g_object_ref (source), gather};
  g_hash_table_insert (self->patterns, rdm, patterns);
  if (rdm == self->current)
    notify (self, PROP_CURRENT);
}

/**
 * cal_rdm_scene_get_patterns:
 * @rdm: one of the scene
 * @source: (out) (transfer none): for @gather
 * @gather: (out)
 *
 * Returns: whether it is known what the RDM was made from
 */
gboolean
cal_rdm_scene_get_patterns (CalRdmScene *self,
                            CalRdm *rdm,
                            GObject **source,
                            CalPatternsGather *gather)
{
  const Patterns *patterns = g_hash_table_lookup (self->patterns, rdm);

  if (patterns == NULL)
    return FALSE;
  *source = patterns->source;
  *gather = patterns->gather;
  return TRUE;
}

CalRdm *
cal_rdm_scene_get_current (CalRdmScene *self)
{
  return self->current;
}

/**
 * cal_rdm_scene_set_current:
 * @rdm: (nullable): one of the scene
 *
 * The order of conditions stays if it fits, else it becomes the file's.
 */
void
cal_rdm_scene_set_current (CalRdmScene *self, CalRdm *rdm)
{
  if (self->current == rdm)
    return;
  g_set_object (&self->current, rdm);
  if (rdm == NULL) {
    cal_rdm_scene_set_order (self, NULL);
  } else {
    g_autofree guint32 *conditions =
        self->order != NULL ? cal_rdm_order_dup_conditions (self->order, rdm) : NULL;

    if (conditions == NULL) {
      g_autoptr (CalRdmOrder) order = cal_rdm_order_new_as_in_file (rdm);

      cal_rdm_scene_set_order (self, order);
    }
  }
  notify (self, PROP_CURRENT);
}

CalRdm *
cal_rdm_scene_get_compared (CalRdmScene *self)
{
  return self->compared;
}

void
cal_rdm_scene_set_compared (CalRdmScene *self, CalRdm *rdm)
{
  if (g_set_object (&self->compared, rdm))
    notify (self, PROP_COMPARED);
}

CalRdmOrder *
cal_rdm_scene_get_order (CalRdmScene *self)
{
  return self->order;
}

void
cal_rdm_scene_set_order (CalRdmScene *self, CalRdmOrder *order)
{
  if (g_set_object (&self->order, order))
    notify (self, PROP_ORDER);
}

/**
 * cal_rdm_scene_get_transform:
 * @lower: (out) (optional): quantile, 0 to 1
 * @upper: (out) (optional): quantile, @lower to 1
 */
CalRdmTransform
cal_rdm_scene_get_transform (CalRdmScene *self, double *lower, double *upper)
{
  if (lower != NULL)
    *lower = self->lower;
  if (upper != NULL)
    *upper = self->upper;
  return self->transform;
}

/**
 * cal_rdm_scene_set_transform:
 * @lower: quantile, 0 to 1
 * @upper: quantile, 0 to 1; if below @lower, the two change places
 */
void
cal_rdm_scene_set_transform (CalRdmScene *self,
                             CalRdmTransform transform,
                             double lower,
                             double upper)
{
  double low = CLAMP (MIN (lower, upper), 0.0, 1.0), high = CLAMP (MAX (lower, upper), 0.0, 1.0);
  gboolean is_other[3] = {self->transform != transform, self->lower != low, self->upper != high};

  if (!is_other[0] && !is_other[1] && !is_other[2])
    return;
  self->transform = transform;
  self->lower = low;
  self->upper = high;
  if (is_other[0])
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TRANSFORM]);
  if (is_other[1])
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOWER]);
  if (is_other[2])
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UPPER]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cal_rdm_scene_add_table:
 *
 * Keeps a table of conditions, or of a concept model's objects.
 */
void
cal_rdm_scene_add_table (CalRdmScene *self, CalTable *table)
{
  g_ptr_array_add (self->tables, g_object_ref (table));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

guint
cal_rdm_scene_get_n_tables (CalRdmScene *self)
{
  return self->tables->len;
}

/**
 * cal_rdm_scene_get_table:
 *
 * Returns: (transfer none): the table, in the order they were opened
 */
CalTable *
cal_rdm_scene_get_table (CalRdmScene *self, guint n)
{
  g_return_val_if_fail (n < self->tables->len, NULL);

  return self->tables->pdata[n];
}

/**
 * cal_rdm_scene_get_stimuli:
 *
 * Returns: (transfer none) (nullable): the pictures of the conditions
 */
CalStimuli *
cal_rdm_scene_get_stimuli (CalRdmScene *self)
{
  return self->stimuli;
}

void
cal_rdm_scene_set_stimuli (CalRdmScene *self, CalStimuli *stimuli)
{
  if (g_set_object (&self->stimuli, stimuli))
    notify (self, PROP_STIMULI);
}

/**
 * cal_rdm_scene_get_selection:
 *
 * Returns: (transfer none): what is picked
 */
CalSelection *
cal_rdm_scene_get_selection (CalRdmScene *self)
{
  return self->selection;
}
