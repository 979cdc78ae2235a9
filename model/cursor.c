/* cursor.c - the one place that every view looks at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/cursor.h"

#include <math.h>

struct _CalCursor {
  GObject parent_instance;

  double position_mm[3];
  CalHemisphere hemisphere;
  gsize vertex;
};

G_DEFINE_FINAL_TYPE (CalCursor, cal_cursor, G_TYPE_OBJECT)

enum {
  SIGNAL_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
cal_cursor_class_init (CalCursorClass *klass)
{
  /**
   * CalCursor::moved:
   *
   * The position or the vertex is not what it was. Once a move.
   */
  signals[SIGNAL_MOVED] = g_signal_new ("moved", CAL_TYPE_CURSOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
cal_cursor_init (CalCursor *self)
{
  self->hemisphere = CAL_HEMISPHERE_UNKNOWN;
}

/**
 * cal_cursor_new:
 *
 * Returns: (transfer full): a cursor at the world's origin, on no vertex
 */
CalCursor *
cal_cursor_new (void)
{
  return g_object_new (CAL_TYPE_CURSOR, NULL);
}

/**
 * cal_cursor_get_position:
 * @position_mm: (out caller-allocates): RAS millimetres
 *
 * Returns: FALSE, with @position_mm NaN, if the cursor is on a vertex whose place in the head is
 *   not known (a cortex with no anatomical surface)
 */
gboolean
cal_cursor_get_position (CalCursor *self, double position_mm[3])
{
  g_return_val_if_fail (CAL_IS_CURSOR (self), FALSE);

  for (int a = 0; a < 3; a++)
    position_mm[a] = self->position_mm[a];
  return isfinite (position_mm[0]) && isfinite (position_mm[1]) && isfinite (position_mm[2]);
}

/**
 * cal_cursor_get_vertex:
 * @vertex: (out) (optional): untouched if there is none
 *
 * Returns: its hemisphere; CAL_HEMISPHERE_UNKNOWN if the cursor is on no vertex
 */
CalHemisphere
cal_cursor_get_vertex (CalCursor *self, gsize *vertex)
{
  g_return_val_if_fail (CAL_IS_CURSOR (self), CAL_HEMISPHERE_UNKNOWN);

  if (vertex != NULL && self->hemisphere != CAL_HEMISPHERE_UNKNOWN)
    *vertex = self->vertex;
  return self->hemisphere;
}

/**
 * cal_cursor_move:
 * @position_mm: (nullable): RAS millimetres; NULL if not known
 * @hemisphere: CAL_HEMISPHERE_UNKNOWN for no vertex
 * @vertex: in that hemisphere
 *
 * Views do not call this: they call cal_scene_move_to_mm() or cal_scene_move_to_vertex(), which
 * find the other half. Emits #CalCursor::moved once, and only if something is new.
 */
void
cal_cursor_move (CalCursor *self,
                 const double position_mm[3],
                 CalHemisphere hemisphere,
                 gsize vertex)
{
  gboolean moved = FALSE;

  g_return_if_fail (CAL_IS_CURSOR (self));

  for (int a = 0; a < 3; a++) {
    double to = position_mm != NULL ? position_mm[a] : (double) NAN;

    moved |= !(self->position_mm[a] == to || (isnan (self->position_mm[a]) && isnan (to)));
    self->position_mm[a] = to;
  }
  if (hemisphere == CAL_HEMISPHERE_UNKNOWN)
    vertex = 0;
  moved |= self->hemisphere != hemisphere || self->vertex != vertex;
  self->hemisphere = hemisphere;
  self->vertex = vertex;
  if (moved)
    g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}
