/* nifti-codes.h - NIfTI's numbers for types, statistics and spaces, and what they mean.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"

G_BEGIN_DECLS

gboolean cal_nifti_find_dtype (int code, CalDtype *dtype);
int cal_nifti_get_datatype (CalDtype dtype);

const char *cal_nifti_get_statistic (gint32 intent_code);
gint32 cal_nifti_get_intent (const char *statistic);

const char *cal_nifti_get_xform_name (gint32 code);
const char *cal_nifti_get_intent_name (gint32 code);

G_END_DECLS
