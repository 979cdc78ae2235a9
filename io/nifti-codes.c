/* nifti-codes.c - NIfTI's numbers for types, statistics and spaces, and what they mean.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/nifti-codes.h"

#include <nifti2_io.h>

static const struct {
  int code;
  CalDtype dtype;
} datatypes[] = {
    {NIFTI_TYPE_UINT8, CAL_DTYPE_UINT8},           {NIFTI_TYPE_INT8, CAL_DTYPE_INT8},
    {NIFTI_TYPE_UINT16, CAL_DTYPE_UINT16},         {NIFTI_TYPE_INT16, CAL_DTYPE_INT16},
    {NIFTI_TYPE_UINT32, CAL_DTYPE_UINT32},         {NIFTI_TYPE_INT32, CAL_DTYPE_INT32},
    {NIFTI_TYPE_UINT64, CAL_DTYPE_UINT64},         {NIFTI_TYPE_INT64, CAL_DTYPE_INT64},
    {NIFTI_TYPE_FLOAT32, CAL_DTYPE_FLOAT32},       {NIFTI_TYPE_FLOAT64, CAL_DTYPE_FLOAT64},
    {NIFTI_TYPE_FLOAT128, CAL_DTYPE_FLOAT128},     {NIFTI_TYPE_COMPLEX64, CAL_DTYPE_COMPLEX64},
    {NIFTI_TYPE_COMPLEX128, CAL_DTYPE_COMPLEX128}, {NIFTI_TYPE_COMPLEX256, CAL_DTYPE_COMPLEX256},
    {NIFTI_TYPE_RGB24, CAL_DTYPE_RGB24},           {NIFTI_TYPE_RGBA32, CAL_DTYPE_RGBA32},
};

static const struct {
  int code;
  const char *statistic;
} statistics[] = {
    {NIFTI_INTENT_CORREL, "r"},     {NIFTI_INTENT_TTEST, "t"},           {NIFTI_INTENT_FTEST, "F"},
    {NIFTI_INTENT_ZSCORE, "z"},     {NIFTI_INTENT_CHISQ, "chi2"},        {NIFTI_INTENT_PVAL, "p"},
    {NIFTI_INTENT_LOGPVAL, "ln p"}, {NIFTI_INTENT_LOG10PVAL, "log10 p"},
};

/**
 * cal_nifti_find_dtype:
 * @code: as in the header's datatype
 * @dtype: (out)
 *
 * Returns: FALSE for single bits and for what NIfTI does not define
 */
gboolean
cal_nifti_find_dtype (int code, CalDtype *dtype)
{
  for (gsize n = 0; n < G_N_ELEMENTS (datatypes); n++)
    if (datatypes[n].code == code) {
      *dtype = datatypes[n].dtype;
      return TRUE;
    }
  return FALSE;
}

/**
 * cal_nifti_get_datatype:
 *
 * Returns: the code of a type; 0, unknown, if NIfTI has none
 */
int
cal_nifti_get_datatype (CalDtype dtype)
{
  for (gsize n = 0; n < G_N_ELEMENTS (datatypes); n++)
    if (datatypes[n].dtype == dtype)
      return datatypes[n].code;
  return DT_UNKNOWN;
}

/**
 * cal_nifti_get_statistic:
 *
 * Returns: (nullable): "t", "z", ...: what an intent code says of values; NULL if it says none
 */
const char *
cal_nifti_get_statistic (gint32 intent_code)
{
  for (gsize n = 0; n < G_N_ELEMENTS (statistics); n++)
    if (statistics[n].code == intent_code)
      return statistics[n].statistic;
  return NULL;
}

/**
 * cal_nifti_get_intent:
 * @statistic: (nullable)
 *
 * Returns: the intent code of a statistic; 0, none, if NIfTI has none for it
 */
gint32
cal_nifti_get_intent (const char *statistic)
{
  for (gsize n = 0; n < G_N_ELEMENTS (statistics); n++)
    if (g_strcmp0 (statistic, statistics[n].statistic) == 0)
      return statistics[n].code;
  return NIFTI_INTENT_NONE;
}

/**
 * cal_nifti_get_xform_name:
 *
 * Returns: what space a qform or sform code means: "Scanner Anat", "MNI_152", ...
 */
const char *
cal_nifti_get_xform_name (gint32 code)
{
  return nifti_xform_string (code);
}

const char *
cal_nifti_get_intent_name (gint32 code)
{
  return nifti_intent_string (code);
}
