/* reading-parts.c - what layouts found in folders and files is put on the brain.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/reading-private.h"
#include "io/format.h"
#include "model/error.h"
#include "model/rdm.h"

/**
 * cal_read_work_take_findings:
 * @where: the folder or file that they were found in
 * @findings: (transfer full)
 *
 * What needs no binding goes to its place; the rest waits until every surface and mask is known.
 */
void
cal_read_work_take_findings (CalReadWork *work, const char *where, CalFindings *findings)
{
  g_autofree char *name = g_filename_display_basename (where);

  cal_reading_remark (work->reading, "%s: %s; %u part%s", name, findings->layout,
                      findings->parts->len, findings->parts->len == 1 ? "" : "s");
  for (guint n = 0; n < findings->remarks->len; n++)
    cal_reading_remark (work->reading, "%s: %s", name, (const char *) findings->remarks->pdata[n]);
  for (guint n = 0; n < findings->parts->len; n++) {
    CalPart *part = findings->parts->pdata[n];
    GObject *object = part->object;

    if (CAL_IS_SURFACE (object))
      cal_assembly_add_surface (work->assembly, part->source, CAL_SURFACE (object));
    else if (CAL_IS_RDM (object))
      g_ptr_array_add (work->reading->rdms, g_object_ref (object));
    else if (CAL_IS_TABLE (object))
      cal_reading_add_table (work->reading, part->source, CAL_TABLE (object));
    else if (CAL_IS_STIMULI (object))
      g_ptr_array_add (work->reading->stimuli, g_object_ref (object));
    else if (CAL_IS_DECODING (object) || CAL_IS_ATTENTION (object) || CAL_IS_SERIES (object) ||
             CAL_IS_CAPTIONS (object))
      g_ptr_array_add (work->reading->findings, g_object_ref (object));
    else if (CAL_IS_MAP (object))
      cal_reading_add_item (work->reading, part->source, object, NULL);
    else if (CAL_IS_VOLUME (object)) {
      g_ptr_array_add (work->volumes, g_object_ref (object));
      g_hash_table_insert (work->targets, g_strdup (part->source), g_object_ref (object));
      if (part->role != CAL_ROLE_MASK)
        cal_reading_add_item (work->reading, part->source, object, NULL);
    } else if (CAL_IS_MAPPER (object))
      g_ptr_array_add (work->mappers, g_object_ref (object));
    else if (part->role == CAL_ROLE_SURFACE && CAL_IS_VECTOR (object))
      cal_assembly_add_gyral_curvature (work->assembly, part->source, CAL_VECTOR (object));
    else if (part->role == CAL_ROLE_INDEX && CAL_IS_VECTOR (object))
      g_hash_table_insert (work->targets, g_strdup (part->source), g_object_ref (object));
    else
      continue;
    part->role = CAL_ROLE_NONE;
  }
  g_ptr_array_add (work->findings, findings);
}

/* The numbers of a part's rows, to be bound instead of the rows. */
static CalVector *
number_rows (const CalPart *part, GError **error)
{
  guint32 *rows = g_new (guint32, MAX (part->n_rows, 1));
  g_autoptr (GBytes) bytes = g_bytes_new_take (rows, part->n_rows * sizeof *rows);
  g_autoptr (CalArray) values = NULL;

  for (guint32 r = 0; r < part->n_rows; r++)
    rows[r] = r;
  values = cal_array_new (CAL_DTYPE_UINT32, 1, &part->n_rows, bytes, error);
  return values != NULL ? cal_vector_new (&(CalVectorDesc){.name = part->name,
                                                           .source = part->source,
                                                           .values = values,
                                                           .hemisphere = part->hemisphere},
                                          error)
                        : NULL;
}

/* The part's numbers, with what it says of them. */
static CalVector *
read_vector (CalReadWork *work, const CalPart *part, GError **error)
{
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GObject) object = part->object != NULL ? g_object_ref (part->object) : NULL;
  CalVectorDesc desc;

  if (object == NULL) {
    loaded = cal_format_load_source (part->source, work->job, error);
    if (loaded == NULL)
      return NULL;
    if (cal_loaded_get_objects (loaded)->len == 1)
      g_set_object (&object, cal_loaded_get_objects (loaded)->pdata[0]);
  }
  if (!CAL_IS_VECTOR (object)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: expected a number for each place",
                 part->source);
    return NULL;
  }
  desc = *cal_vector_get_desc (CAL_VECTOR (object));
  desc.name = part->name;
  desc.source = part->source;
  if (part->hemisphere != CAL_HEMISPHERE_UNKNOWN)
    desc.hemisphere = part->hemisphere;
  if (part->unit != NULL)
    desc.unit = part->unit;
  if (part->statistic != NULL)
    desc.statistic = part->statistic;
  if (part->labels != NULL)
    desc.labels = part->labels;
  return cal_vector_new (&desc, error);
}

/* Only what the part says it belongs to, if it says it and it is there. */
static GPtrArray *
find_bindings (CalReadWork *work,
               const CalPart *part,
               CalVector *vector,
               const CalBindingContext *context,
               GString *tried)
{
  GObject *target =
      part->bind_to != NULL ? g_hash_table_lookup (work->targets, part->bind_to) : NULL;
  g_autoptr (GPtrArray) masks = g_ptr_array_new (), indices = g_ptr_array_new ();
  CalBindingContext only = {context->cortices, masks, indices};
  GPtrArray *found;

  if (target == NULL)
    return cal_binding_find (vector, context, tried);
  g_ptr_array_add (CAL_IS_VOLUME (target) ? masks : indices, target);
  found = cal_binding_find (vector, &only, tried);
  for (guint n = found->len; n > 0; n--) {
    CalBindingRule rule = cal_binding_get_rule (found->pdata[n - 1]);

    if (rule == CAL_BIND_SURFACES || (rule == CAL_BIND_TEMPLATE && found->len > 1))
      g_ptr_array_remove_index (found, n - 1);
  }
  return found;
}

static CalBinding *
choose (CalReadWork *work, const CalPart *part, CalVector *vector, GPtrArray *bindings)
{
  CalBinding *answer = cal_read_work_find_answer (work, part->source, vector, bindings);

  for (guint n = 0; answer == NULL && part->bind_key != NULL && n < bindings->len; n++)
    if (g_str_has_prefix (cal_binding_get_key (bindings->pdata[n]), part->bind_key))
      answer = bindings->pdata[n];
  return answer != NULL ? answer : bindings->len == 1 ? bindings->pdata[0] : NULL;
}

static void
ask (CalReadWork *work, CalPart *part, gboolean is_of_part, CalVector *vector, GPtrArray *bindings)
{
  CalQuestion *question = g_new0 (CalQuestion, 1);

  question->source = g_strdup (part->source);
  question->vector = g_object_ref (vector);
  question->bindings = g_ptr_array_ref (bindings);
  question->part = is_of_part ? part : NULL;
  g_ptr_array_add (work->reading->questions, question);
}

/* A mapper mixes voxels: no row has one place of its own. */
static void
leave_mappers (GPtrArray *bindings, GString *tried)
{
  for (guint n = bindings->len; n > 0; n--)
    if (cal_binding_get_rule (bindings->pdata[n - 1]) == CAL_BIND_MAPPER) {
      g_string_append (tried, "; a mapper gives maps, and places of no single row");
      g_ptr_array_remove_index (bindings, n - 1);
    }
}

/* Binds the vector of a part; what cannot be bound is a failure, what several rules fit a question.
 */
static GObject *
bind (CalReadWork *work,
      CalPart *part,
      gboolean is_question_of_part,
      CalVector *vector,
      const CalBindingContext *context,
      CalCortex **cortex)
{
  g_autoptr (GString) tried = g_string_new (NULL);
  g_autoptr (GPtrArray) bindings = find_bindings (work, part, vector, context, tried);
  g_autoptr (GError) error = NULL;
  CalBinding *binding;
  GObject *data;

  if (is_question_of_part)
    leave_mappers (bindings, tried);
  binding = choose (work, part, vector, bindings);

  if (bindings->len == 0) {
    g_autofree char *file = g_path_get_basename (part->source);
    g_autofree char *text =
        part->needs != NULL
            ? g_strdup_printf ("%s: open what says where its values lie, too: %s (%s)", file,
                               part->needs, tried->str)
            : g_strdup_printf ("%s: nothing binds it to the brain: %s", file, tried->str);

    cal_reading_fail (work->reading, part->source, text);
    return NULL;
  }
  if (binding == NULL) {
    ask (work, part, is_question_of_part, vector, bindings);
    return NULL;
  }
  if (cal_binding_get_rule (binding) == CAL_BIND_TEMPLATE) {
    cal_reading_remark (work->reading, "%s: %s", part->name, cal_binding_get_sentence (binding));
    return NULL;
  }
  data = cal_binding_apply (binding, vector, &error);
  if (data == NULL)
    cal_reading_fail (work->reading, part->source, error->message);
  *cortex = cal_binding_get_cortex (binding);
  return data;
}

static void
bind_values (CalReadWork *work, CalPart *part, const CalBindingContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalVector) vector = read_vector (work, part, &error);
  g_autoptr (GObject) data = NULL;
  CalCortex *cortex = NULL;

  if (vector == NULL)
    cal_reading_fail (work->reading, part->source, error->message);
  else if ((data = bind (work, part, FALSE, vector, context, &cortex)) != NULL)
    cal_reading_add_item (work->reading, part->source, data, cortex);
}

static GObject *
bind_rows (CalReadWork *work, CalPart *part, const CalBindingContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalVector) rows = NULL;
  g_autoptr (GObject) data = NULL;
  g_autoptr (CalPlaces) places = NULL;
  GObject *finding = NULL;
  CalCortex *cortex = NULL;

  if (part->role == CAL_ROLE_CAPTIONS && part->of != CAL_CAPTIONS_OF_PLACES)
    finding = cal_part_place (part, NULL, &error);
  else if ((rows = number_rows (part, &error)) != NULL) {
    data = bind (work, part, TRUE, rows, context, &cortex);
    if (data == NULL)
      return NULL;
    places = cal_places_new (data, part->n_rows, &error);
    finding = places != NULL ? cal_part_place (part, places, &error) : NULL;
  }
  if (finding == NULL)
    cal_reading_fail (work->reading, part->source, error->message);
  return finding;
}

/* The finding of the same name and role that is of the other hemisphere. */
static GObject *
join_half (CalReadWork *work, GPtrArray *halves, CalPart *part, GObject *finding)
{
  for (guint n = 0; n < halves->len; n++) {
    GObject *other = halves->pdata[n];
    const CalPart *its = g_object_get_data (other, "part");
    gboolean is_left = part->hemisphere == CAL_LEFT;
    g_autoptr (GError) error = NULL;
    GObject *joined;

    if (its->role != part->role || its->hemisphere == part->hemisphere ||
        g_strcmp0 (its->name, part->name) != 0)
      continue;
    joined = CAL_IS_SERIES (finding)
                 ? (GObject *) cal_series_join (CAL_SERIES (is_left ? finding : other),
                                                CAL_SERIES (is_left ? other : finding), &error)
                 : (GObject *) cal_captions_join (CAL_CAPTIONS (is_left ? finding : other),
                                                  CAL_CAPTIONS (is_left ? other : finding), &error);
    if (joined == NULL) {
      cal_reading_remark (work->reading, "%s", error->message);
      continue;
    }
    g_ptr_array_remove_index (halves, n);
    return joined;
  }
  return NULL;
}

static void
keep_rows (CalReadWork *work, GPtrArray *halves, CalPart *part, GObject *finding)
{
  g_autoptr (GObject) joined = NULL;

  if (part->hemisphere == CAL_HEMISPHERE_UNKNOWN) {
    g_ptr_array_add (work->reading->findings, g_object_ref (finding));
    return;
  }
  joined = join_half (work, halves, part, finding);
  if (joined != NULL) {
    g_ptr_array_add (work->reading->findings, g_steal_pointer (&joined));
    return;
  }
  g_object_set_data (finding, "part", part);
  g_ptr_array_add (halves, g_object_ref (finding));
}

static CalCortex *
find_cortex (const CalBindingContext *context, const gsize n_vertices[2])
{
  for (guint n = 0; n < context->cortices->len; n++) {
    CalCortex *cortex = context->cortices->pdata[n];

    if (cal_cortex_get_n_vertices (cortex, CAL_LEFT) == n_vertices[0] &&
        cal_cortex_get_n_vertices (cortex, CAL_RIGHT) == n_vertices[1])
      return cortex;
  }
  return NULL;
}

/* Maps that came bound know how many vertices they are for, not which cortex that is. */
static void
find_cortices (CalReadWork *work, const CalBindingContext *context)
{
  for (guint n = 0; n < work->reading->items->len; n++) {
    CalReadItem *item = work->reading->items->pdata[n];
    const CalMapDesc *desc;
    CalCortex *cortex;

    if (!CAL_IS_MAP (item->data) || item->cortex != NULL)
      continue;
    desc = cal_map_get_desc (CAL_MAP (item->data));
    cortex = find_cortex (context, desc->n_vertices);
    if (cortex != NULL)
      item->cortex = g_object_ref (cortex);
    else
      cal_reading_remark (work->reading,
                          "%s: is for %" G_GSIZE_FORMAT " + %" G_GSIZE_FORMAT
                          " vertices: open surfaces that have as many to see it",
                          desc->name, desc->n_vertices[0], desc->n_vertices[1]);
  }
}

/**
 * cal_read_work_bind_parts:
 * @context: what is at hand
 *
 * Makes maps, series and captions of the parts that were found, the left and the right half of one
 * together.
 */
void
cal_read_work_bind_parts (CalReadWork *work, const CalBindingContext *context)
{
  g_autoptr (GPtrArray) halves = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint f = 0; f < work->findings->len; f++) {
    GPtrArray *parts = ((CalFindings *) work->findings->pdata[f])->parts;

    for (guint n = 0; n < parts->len; n++) {
      CalPart *part = parts->pdata[n];
      g_autoptr (GObject) finding = NULL;

      switch (part->role) {
      case CAL_ROLE_MAP:
      case CAL_ROLE_CEILING:
      case CAL_ROLE_REGIONS:
        bind_values (work, part, context);
        break;
      case CAL_ROLE_RESPONSES:
      case CAL_ROLE_PREDICTIONS:
      case CAL_ROLE_WEIGHTS:
      case CAL_ROLE_CAPTIONS:
        finding = bind_rows (work, part, context);
        if (finding != NULL)
          keep_rows (work, halves, part, finding);
        break;
      case CAL_ROLE_NONE:
      case CAL_ROLE_MASK:
      case CAL_ROLE_INDEX:
      case CAL_ROLE_ATTENTION:
      case CAL_ROLE_STIMULI:
      case CAL_ROLE_DECODED:
      case CAL_ROLE_FEATURES:
      case CAL_ROLE_RDM:
      case CAL_ROLE_TABLE:
      case CAL_ROLE_SURFACE:
      default:
        break;
      }
    }
  }
  find_cortices (work, context);
  g_ptr_array_extend (work->reading->findings, halves, (GCopyFunc) (void (*) (void)) g_object_ref,
                      NULL);
}
