/* stimulus-list.c - the stimuli that a filter leaves, as a list that makes its items when asked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/stimulus-list.h"

#include <math.h>
#include <string.h>

#include "render/vector/picture.h"

/* A column with more values than this does not sort stimuli into categories. */
#define MOST_CATEGORIES 64

struct _CalStimulus {
  GObject parent_instance;

  CalStimuli *stimuli;
  gsize n;
};

struct _CalStimulusList {
  GObject parent_instance;

  CalStimuli *stimuli;
  char *text;
  char *category;
  char *sorted_by;
  GArray *shown;    /* gsize: those that the filter leaves */
  guint *positions; /* of each stimulus among them, plus 1; 0 where it is left out */
};

G_DEFINE_FINAL_TYPE (CalStimulus, cal_stimulus, G_TYPE_OBJECT)

static void
cal_stimulus_finalize (GObject *object)
{
  g_clear_object (&CAL_STIMULUS (object)->stimuli);
  G_OBJECT_CLASS (cal_stimulus_parent_class)->finalize (object);
}

static void
cal_stimulus_class_init (CalStimulusClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_stimulus_finalize;
}

static void
cal_stimulus_init (CalStimulus *self)
{
}

const char *
cal_stimulus_get_id (CalStimulus *self)
{
  return cal_stimuli_get_id (self->stimuli, self->n);
}

/**
 * cal_stimulus_get_picture:
 *
 * Returns: (transfer none) (nullable): where the picture lies
 */
const char *
cal_stimulus_get_picture (CalStimulus *self)
{
  return cal_stimuli_get_picture (self->stimuli, self->n);
}

static GType
get_item_type (GListModel *model)
{
  return CAL_TYPE_STIMULUS;
}

static guint
get_n_items (GListModel *model)
{
  return CAL_STIMULUS_LIST (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CalStimulusList *self = CAL_STIMULUS_LIST (model);
  CalStimulus *stimulus;

  if (position >= self->shown->len)
    return NULL;
  stimulus = g_object_new (CAL_TYPE_STIMULUS, NULL);
  stimulus->stimuli = g_object_ref (self->stimuli);
  stimulus->n = g_array_index (self->shown, gsize, position);
  return stimulus;
}

static void
cal_stimulus_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CalStimulusList,
                               cal_stimulus_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      cal_stimulus_list_model_init))

static void
cal_stimulus_list_finalize (GObject *object)
{
  CalStimulusList *self = CAL_STIMULUS_LIST (object);

  g_clear_object (&self->stimuli);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->sorted_by, g_free);
  g_clear_pointer (&self->shown, g_array_unref);
  g_clear_pointer (&self->positions, g_free);
  G_OBJECT_CLASS (cal_stimulus_list_parent_class)->finalize (object);
}

static void
cal_stimulus_list_class_init (CalStimulusListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_stimulus_list_finalize;
}

static void
cal_stimulus_list_init (CalStimulusList *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (gsize));
}

/**
 * cal_stimulus_list_new:
 *
 * Returns: (transfer full): of nothing
 */
CalStimulusList *
cal_stimulus_list_new (void)
{
  return g_object_new (CAL_TYPE_STIMULUS_LIST, NULL);
}

static const CalColumn *
find_category_column (CalStimuli *stimuli)
{
  CalTable *table = stimuli != NULL ? cal_stimuli_get_table (stimuli) : NULL;
  const CalColumn *column = table != NULL ? cal_table_find_column (table, "category") : NULL;

  return column != NULL && column->texts != NULL ? column : NULL;
}

static gboolean
is_left (CalStimulusList *self, const CalColumn *categories, gsize n)
{
  if (self->text != NULL) {
    g_autofree char *id = g_utf8_casefold (cal_stimuli_get_id (self->stimuli, n), -1);

    if (strstr (id, self->text) == NULL)
      return FALSE;
  }
  return self->category == NULL || categories == NULL ||
         g_str_equal (cal_text_array_get (categories->texts, n), self->category);
}

typedef struct {
  const CalColumn *column;
  double *numbers;
} Sorting;

/* Largest numbers first, texts as words are sorted; what has none is last. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Sorting *sorting = data;
  gsize x = *(const gsize *) a, y = *(const gsize *) b;
  int order = 0;

  if (sorting->numbers != NULL) {
    double first = sorting->numbers[x], second = sorting->numbers[y];

    if (isnan (first) || isnan (second))
      order = isnan (first) - isnan (second);
    else
      order = (first < second) - (first > second);
  } else
    order = g_utf8_collate (cal_text_array_get (sorting->column->texts, x),
                            cal_text_array_get (sorting->column->texts, y));
  return order != 0 ? order : (x > y) - (x < y);
}

static void
sort (CalStimulusList *self)
{
  CalTable *table = self->stimuli != NULL ? cal_stimuli_get_table (self->stimuli) : NULL;
  Sorting sorting = {table != NULL && self->sorted_by != NULL
                         ? cal_table_find_column (table, self->sorted_by)
                         : NULL,
                     NULL};
  gsize n_rows = table != NULL ? cal_table_get_n_rows (table) : 0;

  if (sorting.column == NULL)
    return;
  if (sorting.column->numbers != NULL) {
    sorting.numbers = g_new (double, MAX (n_rows, 1));
    for (gsize n = 0; n < n_rows; n++)
      sorting.numbers[n] = cal_column_get_number (sorting.column, n);
  }
  g_qsort_with_data (self->shown->data, (gint) self->shown->len, sizeof (gsize), compare, &sorting);
  g_free (sorting.numbers);
}

static void
rebuild (CalStimulusList *self)
{
  const CalColumn *categories = find_category_column (self->stimuli);
  gsize n_stimuli = self->stimuli != NULL ? cal_stimuli_get_n (self->stimuli) : 0;
  guint n_before = self->shown->len;

  g_array_set_size (self->shown, 0);
  g_free (self->positions);
  self->positions = g_new0 (guint, n_stimuli);
  for (gsize n = 0; n < n_stimuli; n++)
    if (is_left (self, categories, n))
      g_array_append_val (self->shown, n);
  sort (self);
  for (guint p = 0; p < self->shown->len; p++)
    self->positions[g_array_index (self->shown, gsize, p)] = p + 1;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->shown->len);
}

/**
 * cal_stimulus_list_set_stimuli:
 * @stimuli: (nullable)
 *
 * All of them are in the list, until a filter is set.
 */
void
cal_stimulus_list_set_stimuli (CalStimulusList *self, CalStimuli *stimuli)
{
  g_set_object (&self->stimuli, stimuli);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->sorted_by, g_free);
  rebuild (self);
}

/**
 * cal_stimulus_list_set_filter:
 * @text: (nullable): part of the id, in capitals or not
 * @category: (nullable): what their column "category" says
 */
void
cal_stimulus_list_set_filter (CalStimulusList *self, const char *text, const char *category)
{
  g_free (self->text);
  g_free (self->category);
  self->text = text != NULL && text[0] != '\0' ? g_utf8_casefold (text, -1) : NULL;
  self->category = g_strdup (category);
  rebuild (self);
}

/**
 * cal_stimulus_list_sort:
 * @column: (nullable): of the stimuli's table: its largest numbers first, or its texts in order;
 *   NULL for the order of the stimuli
 */
void
cal_stimulus_list_sort (CalStimulusList *self, const char *column)
{
  if (g_strcmp0 (self->sorted_by, column) == 0)
    return;
  g_free (self->sorted_by);
  self->sorted_by = g_strdup (column);
  rebuild (self);
}

/**
 * cal_stimulus_list_dup_columns:
 *
 * Returns: (transfer full): the columns that tell of the stimuli; empty without a table
 */
GStrv
cal_stimulus_list_dup_columns (CalStimulusList *self)
{
  CalTable *table = self->stimuli != NULL ? cal_stimuli_get_table (self->stimuli) : NULL;
  GPtrArray *names = g_ptr_array_new ();

  for (guint c = 0; table != NULL && c < cal_table_get_n_columns (table); c++)
    g_ptr_array_add (names, g_strdup (cal_table_get_column (table, c)->name));
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (names, FALSE);
}

/**
 * cal_stimulus_list_dup_categories:
 *
 * Returns: (transfer full): what the column "category" of the stimuli's table says; empty without
 *   such a column
 */
GStrv
cal_stimulus_list_dup_categories (CalStimulusList *self)
{
  const CalColumn *column = find_category_column (self->stimuli);
  g_autoptr (CalLevels) levels = column != NULL ? cal_column_find_levels (column) : NULL;

  if (levels == NULL || levels->n > MOST_CATEGORIES)
    return g_new0 (char *, 1);
  return g_strdupv (levels->names);
}

/**
 * cal_stimulus_list_find:
 * @id: as cal_stimuli_find() takes it
 * @position: (out): in the list
 *
 * Returns: whether it is in the list
 */
gboolean
cal_stimulus_list_find (CalStimulusList *self, const char *id, guint *position)
{
  gsize n;

  if (self->stimuli == NULL || !cal_stimuli_find (self->stimuli, id, &n) || self->positions[n] == 0)
    return FALSE;
  *position = self->positions[n] - 1;
  return TRUE;
}

/**
 * cal_stimulus_list_draw:
 *
 * Draws as many pictures as fit, for a figure; those that are not read yet are left empty.
 */
void
cal_stimulus_list_draw (
    CalStimulusList *self, CalPictures *pictures, cairo_t *cairo, double width, double height)
{
  const double side = 96, gap = 8;
  guint n_columns = (guint) MAX (1.0, floor ((width - gap) / (side + gap)));

  for (guint n = 0; n < self->shown->len; n++) {
    double x = gap + (n % n_columns) * (side + gap);
    double y = gap + floor ((double) n / n_columns) * (side + gap);
    const char *source =
        cal_stimuli_get_picture (self->stimuli, g_array_index (self->shown, gsize, n));
    CalArray *picture =
        source != NULL ? cal_pictures_get (pictures, source, (guint) (2 * side)) : NULL;

    if (y + side > height)
      break;
    if (picture != NULL)
      cal_picture_draw (cairo, picture, x, y, side, side);
  }
}
