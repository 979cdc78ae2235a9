/* attention-paint.h - a number a query, on the brain: each region gets its query's.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"

G_BEGIN_DECLS

/* The layer of everything that is painted by attention. */
#define CAL_ATTENTION_PAINT_KEY "attention"

gboolean cal_attention_paint (CalEncodingScene *scene,
                              CalAttention *attention,
                              const double *values,
                              const char *name,
                              const char *unit,
                              char **rule,
                              GError **error);

G_END_DECLS
