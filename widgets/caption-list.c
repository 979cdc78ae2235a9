/* caption-list.c - the captions that a search leaves, sorted, as a list that makes its items when
 * asked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/caption-list.h"

#include <math.h>
#include <string.h>

struct _CalCaption {
  GObject parent_instance;

  CalCaptionList *list;
  guint32 number; /* row x resamples + resample */
};

struct _CalCaptionList {
  GObject parent_instance;

  CalCaptions *captions;
  gsize n_resamples;
  GPtrArray *regions;
  guint32 *order; /* all captions, sorted */
  guint32 n;
  CalCaptionColumn column;
  gboolean is_descending;
  gboolean *leaves; /* whether the filter leaves a caption; NULL leaves all */
  GArray *shown;    /* guint32, in order */
};

G_DEFINE_FINAL_TYPE (CalCaption, cal_caption, G_TYPE_OBJECT)

static void
cal_caption_finalize (GObject *object)
{
  g_clear_object (&CAL_CAPTION (object)->list);
  G_OBJECT_CLASS (cal_caption_parent_class)->finalize (object);
}

static void
cal_caption_class_init (CalCaptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_caption_finalize;
}

static void
cal_caption_init (CalCaption *self)
{
}

static GType
get_item_type (GListModel *model)
{
  return CAL_TYPE_CAPTION;
}

static guint
get_n_items (GListModel *model)
{
  return CAL_CAPTION_LIST (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CalCaptionList *self = CAL_CAPTION_LIST (model);
  CalCaption *caption;

  if (position >= self->shown->len)
    return NULL;
  caption = g_object_new (CAL_TYPE_CAPTION, NULL);
  caption->list = g_object_ref (self);
  caption->number = g_array_index (self->shown, guint32, position);
  return caption;
}

static void
cal_caption_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CalCaptionList,
                               cal_caption_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      cal_caption_list_model_init))

static void
cal_caption_list_finalize (GObject *object)
{
  CalCaptionList *self = CAL_CAPTION_LIST (object);

  g_clear_object (&self->captions);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->leaves, g_free);
  g_clear_pointer (&self->shown, g_array_unref);
  G_OBJECT_CLASS (cal_caption_list_parent_class)->finalize (object);
}

static void
cal_caption_list_class_init (CalCaptionListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_caption_list_finalize;
}

static void
cal_caption_list_init (CalCaptionList *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint32));
}

/**
 * cal_caption_list_new:
 *
 * Returns: (transfer full): of nothing
 */
CalCaptionList *
cal_caption_list_new (void)
{
  return g_object_new (CAL_TYPE_CAPTION_LIST, NULL);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

static gboolean
has_row (const CalRegionRows *region, guint32 row)
{
  return bsearch (&row, region->rows->data, region->rows->len, sizeof row, compare_rows) != NULL;
}

static char *
dup_regions (CalCaptionList *self, gsize row)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint n = 0; self->regions != NULL && n < self->regions->len; n++) {
    const CalRegionRows *region = self->regions->pdata[n];

    if (has_row (region, (guint32) row))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", region->name);
  }
  return g_strdup (names->str);
}

static double
get_number (CalCaptionList *self, guint32 number, CalCaptionColumn column)
{
  gsize row = number / self->n_resamples;

  return column == CAL_CAPTION_SCORE
             ? cal_captions_get_score (self->captions, row, number % self->n_resamples)
             : cal_caption_index_get_agreement (cal_caption_index_of (self->captions), row);
}

static char *
dup_text (CalCaptionList *self, guint32 number, CalCaptionColumn column)
{
  gsize row = number / self->n_resamples;
  double value;

  switch (column) {
  case CAL_CAPTION_PLACE:
    return cal_captions_dup_row_name (self->captions, row);
  case CAL_CAPTION_TEXT:
    return g_strdup (cal_captions_get_text (self->captions, row, number % self->n_resamples));
  case CAL_CAPTION_REGION:
    return dup_regions (self, row);
  case CAL_CAPTION_SCORE:
  case CAL_CAPTION_AGREEMENT:
    value = get_number (self, number, column);
    return isnan (value) ? g_strdup ("") : g_strdup_printf ("%.3f", value);
  }
  return NULL;
}

/**
 * cal_caption_get_row:
 *
 * Returns: of the captions
 */
gsize
cal_caption_get_row (CalCaption *self)
{
  return self->number / self->list->n_resamples;
}

/**
 * cal_caption_dup_text:
 *
 * Returns: (transfer full): what a column says of it; "" where there is nothing
 */
char *
cal_caption_dup_text (CalCaption *self, CalCaptionColumn column)
{
  return dup_text (self->list, self->number, column);
}

/* What every caption is sorted by, found once. */
typedef struct {
  CalCaptionList *list;
  double *numbers;
} Keys;

static gsize
get_element (CalCaptions *captions, gsize row)
{
  CalPlaces *places = cal_captions_get_desc (captions)->places;

  return places != NULL ? cal_places_get_element (places, row) : row;
}

/* The place of the first region that has the row, by name; after all of them if there is none. */
static void
number_regions (CalCaptionList *self, double *numbers)
{
  guint n_regions = self->regions != NULL ? self->regions->len : 0;

  for (guint32 i = 0; i < self->n; i++)
    numbers[i] = (double) NAN;
  for (guint n = n_regions; n > 0; n--) {
    const CalRegionRows *region = self->regions->pdata[n - 1];
    guint before = 0;

    for (guint m = 0; m < n_regions; m++)
      before +=
          g_utf8_collate (((CalRegionRows *) self->regions->pdata[m])->name, region->name) < 0;
    for (guint r = 0; r < region->rows->len; r++)
      for (gsize c = 0; c < self->n_resamples; c++)
        numbers[g_array_index (region->rows, guint32, r) * self->n_resamples + c] = before;
  }
}

static double *
make_numbers (CalCaptionList *self)
{
  double *numbers = g_new (double, MAX (self->n, 1));

  if (self->column == CAL_CAPTION_REGION) {
    number_regions (self, numbers);
    return numbers;
  }
  for (guint32 i = 0; i < self->n; i++)
    numbers[i] = self->column == CAL_CAPTION_PLACE
                     ? (double) get_element (self->captions, i / self->n_resamples)
                     : get_number (self, i, self->column);
  return numbers;
}

/* Those without a number come last, whichever way the others go; equal ones stay as they were. */
static int
compare_numbers (gconstpointer a, gconstpointer b, gpointer data)
{
  const Keys *keys = data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;
  double x = keys->numbers[i], y = keys->numbers[j];

  if (isnan (x) || isnan (y))
    return isnan (x) != isnan (y) ? (isnan (x) ? 1 : -1) : (i > j) - (i < j);
  if (x != y)
    return (x > y) == keys->list->is_descending ? -1 : 1;
  return (i > j) - (i < j);
}

static int
compare_texts (gconstpointer a, gconstpointer b, gpointer data)
{
  CalCaptionList *self = ((const Keys *) data)->list;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;
  gsize n = self->n_resamples;
  int order = g_ascii_strcasecmp (cal_captions_get_text (self->captions, i / n, i % n),
                                  cal_captions_get_text (self->captions, j / n, j % n));

  if (order == 0)
    return (i > j) - (i < j);
  return self->is_descending ? -order : order;
}

static void
sort (CalCaptionList *self)
{
  Keys keys = {self, NULL};

  if (self->column != CAL_CAPTION_TEXT)
    keys.numbers = make_numbers (self);
  for (guint32 i = 0; i < self->n; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, (gint) self->n, sizeof *self->order,
                     keys.numbers != NULL ? compare_numbers : compare_texts, &keys);
  g_free (keys.numbers);
}

static void
show (CalCaptionList *self)
{
  guint n_before = self->shown->len;

  g_array_set_size (self->shown, 0);
  if (self->leaves == NULL)
    g_array_append_vals (self->shown, self->order, self->n);
  else
    for (guint32 i = 0; i < self->n; i++)
      if (self->leaves[self->order[i]])
        g_array_append_val (self->shown, self->order[i]);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->shown->len);
}

/**
 * cal_caption_list_set_captions:
 * @captions: (nullable)
 *
 * All of them are in the list, in their own order.
 */
void
cal_caption_list_set_captions (CalCaptionList *self, CalCaptions *captions)
{
  g_set_object (&self->captions, captions);
  g_clear_pointer (&self->leaves, g_free);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_clear_pointer (&self->order, g_free);
  self->n_resamples = captions != NULL ? cal_captions_get_n_resamples (captions) : 1;
  self->n =
      captions != NULL ? (guint32) (cal_captions_get_n_rows (captions) * self->n_resamples) : 0;
  self->order = g_new (guint32, MAX (self->n, 1));
  self->column = CAL_CAPTION_PLACE;
  self->is_descending = FALSE;
  for (guint32 i = 0; i < self->n; i++)
    self->order[i] = i;
  show (self);
}

/**
 * cal_caption_list_set_regions:
 * @regions: (element-type CalRegionRows) (nullable): in which the rows lie
 */
void
cal_caption_list_set_regions (CalCaptionList *self, GPtrArray *regions)
{
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  self->regions = regions != NULL ? g_ptr_array_ref (regions) : NULL;
}

/**
 * cal_caption_list_set_filter:
 * @found: (element-type guint32) (nullable): captions that are left; NULL for all
 * @rows: (element-type guint32) (nullable): rows that are left, of those; NULL for all
 */
void
cal_caption_list_set_filter (CalCaptionList *self, GArray *found, GArray *rows)
{
  g_autofree guint8 *is_in = NULL;

  g_clear_pointer (&self->leaves, g_free);
  if (found != NULL || rows != NULL) {
    self->leaves = g_new0 (gboolean, MAX (self->n, 1));
    if (rows != NULL) {
      is_in = g_new0 (guint8, self->n / self->n_resamples + 1);
      for (guint r = 0; r < rows->len; r++)
        is_in[g_array_index (rows, guint32, r)] = 1;
    }
    for (guint32 i = 0; i < (found != NULL ? found->len : self->n); i++) {
      guint32 number = found != NULL ? g_array_index (found, guint32, i) : i;

      self->leaves[number] = is_in == NULL || is_in[number / self->n_resamples] != 0;
    }
  }
  show (self);
}

/**
 * cal_caption_list_sort:
 *
 * Captions without a score, agreement or region come last.
 */
void
cal_caption_list_sort (CalCaptionList *self, CalCaptionColumn column, gboolean is_descending)
{
  if (column == self->column && is_descending == self->is_descending)
    return;
  self->column = column;
  self->is_descending = is_descending;
  sort (self);
  show (self);
}

static void
append_field (GString *csv, const char *text, gboolean is_last)
{
  if (strpbrk (text, ",\"\r\n") != NULL) {
    g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
    g_autofree char *doubled = g_strjoinv ("\"\"", parts);

    g_string_append_printf (csv, "\"%s\"", doubled);
  } else
    g_string_append (csv, text);
  g_string_append_c (csv, is_last ? '\n' : ',');
}

/**
 * cal_caption_list_dup_csv:
 *
 * Returns: (transfer full): a head and a line for each caption that is left, as they are sorted;
 *   fields in quotes where they need them (RFC 4180)
 */
char *
cal_caption_list_dup_csv (CalCaptionList *self)
{
  GString *csv = g_string_new ("place,resample,caption,score,agreement,region\n");

  for (guint i = 0; i < self->shown->len; i++) {
    guint32 number = g_array_index (self->shown, guint32, i);

    for (guint column = 0; column < CAL_CAPTION_N_COLUMNS; column++) {
      g_autofree char *text = dup_text (self, number, (CalCaptionColumn) column);

      append_field (csv, text, column + 1 == CAL_CAPTION_N_COLUMNS);
      if (column == CAL_CAPTION_PLACE)
        g_string_append_printf (csv, "%u,", (guint) (number % self->n_resamples) + 1);
    }
  }
  return g_string_free (csv, FALSE);
}
