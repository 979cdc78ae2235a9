/* label-element.h - the Label element that GIFTI and CIFTI share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/labels.h"

G_BEGIN_DECLS

gboolean cal_label_element_read (
    const char **names, const char **values, guint nth, CalLabel *label, GError **error);

G_END_DECLS
