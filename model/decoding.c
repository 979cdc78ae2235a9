/* decoding.c - pictures that a model made of brain responses, or to drive a region.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/decoding.h"

#include "model/error.h"

struct _CalDecoding {
  GObject parent_instance;

  char *name;
  CalStimuli *pictures;
  CalTextArray *seen_ids;
  CalTextArray *regions;
};

G_DEFINE_FINAL_TYPE (CalDecoding, cal_decoding, G_TYPE_OBJECT)

static void
cal_decoding_finalize (GObject *object)
{
  CalDecoding *self = CAL_DECODING (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->pictures);
  g_clear_object (&self->seen_ids);
  g_clear_object (&self->regions);
  G_OBJECT_CLASS (cal_decoding_parent_class)->finalize (object);
}

static void
cal_decoding_class_init (CalDecodingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_decoding_finalize;
}

static void
cal_decoding_init (CalDecoding *self)
{
}

static gboolean
check (const char *name, CalTextArray *texts, gsize n_pictures, const char *what, GError **error)
{
  if (texts == NULL || cal_text_array_get_n (texts) == n_pictures)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "%s: %" G_GSIZE_FORMAT " %s for %" G_GSIZE_FORMAT " pictures; expected as many",
               name, cal_text_array_get_n (texts), what, n_pictures);
  return FALSE;
}

/**
 * cal_decoding_new:
 * @name: the method: "MindEye 2"
 * @pictures: what it made
 * @seen_ids: (nullable): for each, the id of the stimulus that was seen; "" if none
 * @regions: (nullable): for each, the region that it was made for; "" if none
 *
 * Returns: (transfer full): the decoding; NULL with CAL_ERROR_FORMAT if the lengths do not agree
 */
CalDecoding *
cal_decoding_new (const char *name,
                  CalStimuli *pictures,
                  CalTextArray *seen_ids,
                  CalTextArray *regions,
                  GError **error)
{
  gsize n = cal_stimuli_get_n (pictures);
  CalDecoding *self;

  if (!check (name, seen_ids, n, "stimulus ids", error) ||
      !check (name, regions, n, "regions", error))
    return NULL;
  self = g_object_new (CAL_TYPE_DECODING, NULL);
  self->name = g_strdup (name);
  self->pictures = g_object_ref (pictures);
  if (seen_ids != NULL)
    self->seen_ids = g_object_ref (seen_ids);
  if (regions != NULL)
    self->regions = g_object_ref (regions);
  return self;
}

const char *
cal_decoding_get_name (CalDecoding *self)
{
  return self->name;
}

CalStimuli *
cal_decoding_get_pictures (CalDecoding *self)
{
  return self->pictures;
}

/**
 * cal_decoding_get_seen:
 *
 * Returns: the id of the stimulus that the picture was decoded from; "" if none
 */
const char *
cal_decoding_get_seen (CalDecoding *self, gsize picture)
{
  return self->seen_ids != NULL ? cal_text_array_get (self->seen_ids, picture) : "";
}

/**
 * cal_decoding_get_region:
 *
 * Returns: the region that the picture was made for; "" if none
 */
const char *
cal_decoding_get_region (CalDecoding *self, gsize picture)
{
  return self->regions != NULL ? cal_text_array_get (self->regions, picture) : "";
}

/**
 * cal_decoding_find_of:
 *
 * Returns: (transfer full) (element-type gsize): the pictures that were decoded from a stimulus
 */
GArray *
cal_decoding_find_of (CalDecoding *self, const char *seen_id)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize n = 0; n < cal_stimuli_get_n (self->pictures); n++)
    if (g_str_equal (cal_decoding_get_seen (self, n), seen_id))
      g_array_append_val (found, n);
  return found;
}
