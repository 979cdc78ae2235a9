/* rdm-readout.c - what is said of the cell under the pointer: its pair, its value, its rank.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/number.h"
#include "widgets/rdm-area-private.h"

/* Everything the card and the line for ears say, owned. */
typedef struct {
  char *names[2];
  const char *sources[2];
  char *captions[2];
  char *value;
  char *lines[3];
} Readout;

static void
readout_clear (Readout *self)
{
  for (int n = 0; n < 2; n++) {
    g_clear_pointer (&self->names[n], g_free);
    g_clear_pointer (&self->captions[n], g_free);
  }
  for (int n = 0; n < 3; n++)
    g_clear_pointer (&self->lines[n], g_free);
  g_clear_pointer (&self->value, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Readout, readout_clear)

/* 4186 -> "4,186", so that long counts are read. */
static char *
format_count (double count)
{
  g_autofree char *digits = g_strdup_printf ("%.0f", floor (count));
  gboolean half = count != floor (count);
  gsize length = strlen (digits);
  GString *text = g_string_new (NULL);

  for (gsize n = 0; n < length; n++) {
    if (n > 0 && (length - n) % 3 == 0)
      g_string_append_c (text, ',');
    g_string_append_c (text, digits[n]);
  }
  if (half)
    g_string_append (text, ".5");
  return g_string_free (text, FALSE);
}

static char *
dup_cell (CalTable *table, const char *column_name, gsize row)
{
  const CalColumn *column = table != NULL ? cal_table_find_column (table, column_name) : NULL;
  g_autofree char *text = column != NULL ? cal_column_dup_text (column, row) : NULL;

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* What the stimuli's table or the RDM's own says of a condition. */
static char *
dup_caption (CalRdmArea *self, CalRdm *rdm, const char *id, const char **source)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (self->scene);
  char *caption = NULL;
  gsize n;

  *source = NULL;
  if (stimuli != NULL && cal_stimuli_find (stimuli, id, &n)) {
    *source = self->pictures != NULL ? cal_stimuli_get_picture (stimuli, n) : NULL;
    caption = dup_cell (cal_stimuli_get_table (stimuli), "caption", n);
  }
  if (caption == NULL && cal_rdm_find_condition (rdm, id, &n))
    caption = dup_cell (cal_rdm_get_desc (rdm)->conditions, "caption", n);
  return caption;
}

static void
describe_condition (
    CalRdmArea *self, Readout *readout, int which, const CalRdmDrawing *drawing, gsize row)
{
  const char *id = cal_rdm_order_get_id (drawing->order, row);
  guint group;

  readout->names[which] = g_strdup (id);
  readout->captions[which] =
      dup_caption (self, drawing->sides[0].rdm, id, &readout->sources[which]);
  if (readout->captions[which] == NULL && cal_rdm_order_find_group (drawing->order, row, &group))
    readout->captions[which] =
        g_strdup_printf ("%s: %s", id, cal_rdm_order_get_group (drawing->order, group)->name);
}

static char *
dup_run (const CalRdmDrawing *drawing, gsize cell, guint level)
{
  gsize first = cell >> level << level, n = cal_rdm_order_get_n (drawing->order);
  gsize last = MIN (first + ((gsize) 1 << level), n) - 1;

  return g_strdup_printf ("%s … %s", cal_rdm_order_get_id (drawing->order, first),
                          cal_rdm_order_get_id (drawing->order, last));
}

static char *
dup_rank (CalRdmArea *self, CalRdm *rdm, double value)
{
  CalRdmRanks *ranks = NULL;
  g_autofree char *rank = NULL, *n = NULL;

  if (!isfinite (value))
    return NULL;
  ranks = cal_rdm_store_find_ranks (self->store, rdm);
  if (ranks == NULL)
    return NULL;
  rank = format_count (cal_rdm_ranks_find_rank (ranks, value));
  n = format_count ((double) cal_rdm_ranks_get_n (ranks));
  return g_strdup_printf ("rank %s of %s pairs", rank, n);
}

static char *
dup_name_and_measure (const CalRdmSide *side)
{
  const CalRdmDesc *desc = cal_rdm_get_desc (side->rdm);
  const char *measure = desc->measure != NULL ? desc->measure : "dissimilarity";

  if (side->minus != NULL)
    return g_strdup_printf ("%s − %s · %s", desc->name, cal_rdm_get_desc (side->minus)->name,
                            measure);
  return g_strdup_printf ("%s · %s", desc->name, measure);
}

/* One pair: its own number, whatever the colours show. */
static void
describe_pair (CalRdmArea *self,
               Readout *readout,
               const CalRdmDrawing *drawing,
               const CalRdmPick *pick)
{
  const CalRdmSide *side = &drawing->sides[pick->side];
  const char *ids[] = {readout->names[0], readout->names[1]};
  gsize i, j;
  double value = pick->value;

  if (side->minus == NULL && cal_rdm_find_condition (side->rdm, ids[0], &i) &&
      cal_rdm_find_condition (side->rdm, ids[1], &j))
    value = cal_rdm_get (side->rdm, i, j);
  readout->value = isnan (value)   ? g_strdup ("no data")
                   : isinf (value) ? g_strdup ("unreachable")
                                   : cal_number_format (value);
  readout->lines[0] = dup_name_and_measure (side);
  if (side->minus == NULL)
    readout->lines[1] = dup_rank (self, side->rdm, value);
  if (side->colours.transformed && isfinite (pick->shown)) {
    g_autofree char *shown = cal_number_format (pick->shown);

    readout->lines[2] = g_strdup_printf ("%s after the transform", shown);
  }
}

static gboolean
find (CalRdmArea *self, const CalRdmLayout *layout, Readout *readout)
{
  const CalRdmHit *hit = &self->hover;
  const CalRdmDrawing *drawing;
  CalRdmPick pick;

  if (hit->part != CAL_RDM_CELL || hit->frame >= self->drawings->len)
    return FALSE;
  drawing = self->drawings->pdata[hit->frame];
  if (drawing == NULL || hit->row >= cal_rdm_order_get_n (drawing->order) ||
      hit->column >= cal_rdm_order_get_n (drawing->order))
    return FALSE;
  cal_rdm_drawing_pick_cell (drawing, &layout->frames[hit->frame].pane, hit->row, hit->column,
                             &pick);
  if (pick.level > 0) {
    readout->names[0] = dup_run (drawing, hit->row, pick.level);
    readout->names[1] = dup_run (drawing, hit->column, pick.level);
    readout->value = isfinite (pick.value) ? cal_number_format (pick.value) : g_strdup ("no data");
    readout->lines[0] =
        g_strdup_printf ("mean of %u × %u pairs of", 1u << pick.level, 1u << pick.level);
    readout->lines[1] = g_strdup (drawing->sides[pick.side].caption);
    return TRUE;
  }
  describe_condition (self, readout, 0, drawing, hit->row);
  describe_condition (self, readout, 1, drawing, hit->column);
  if (hit->row == hit->column) {
    readout->value = g_strdup ("—");
    readout->lines[0] = g_strdup ("a condition and itself");
    return TRUE;
  }
  describe_pair (self, readout, drawing, &pick);
  return TRUE;
}

/**
 * cal_rdm_area_draw_card:
 *
 * Draws what is known of the cell under the pointer or the keys beside it.
 */
void
cal_rdm_area_draw_card (CalRdmArea *self, cairo_t *cr, const CalRdmLayout *layout)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  g_auto (Readout) readout = {0};
  CalRdmCard card = {0};

  if (!find (self, layout, &readout))
    return;
  for (int n = 0; n < 2; n++) {
    card.names[n] = readout.names[n];
    card.sources[n] = readout.sources[n];
    card.captions[n] = readout.captions[n];
  }
  card.value = readout.value;
  for (int n = 0; n < 3; n++)
    card.lines[n] = readout.lines[n];
  cal_rdm_card_draw (cr, &card, self->pictures, cal_rdm_area_get_ink (self), scale,
                     self->pointer_px[0], self->pointer_px[1],
                     gtk_widget_get_width (GTK_WIDGET (self)) * scale,
                     gtk_widget_get_height (GTK_WIDGET (self)) * scale);
}

/**
 * cal_rdm_area_dup_readout:
 *
 * Returns: (transfer full) (nullable): the same in a line, for the status line and for ears
 */
char *
cal_rdm_area_dup_readout (CalRdmArea *self)
{
  g_auto (Readout) readout = {0};
  CalRdmLayout layout;
  GString *text;

  cal_rdm_area_get_layout (self, &layout);
  if (!find (self, &layout, &readout))
    return NULL;
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s and %s: %s", readout.names[0], readout.names[1], readout.value);
  for (int n = 0; n < 3; n++)
    if (readout.lines[n] != NULL)
      g_string_append_printf (text, ", %s", readout.lines[n]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
  return g_string_free (text, FALSE);
}
