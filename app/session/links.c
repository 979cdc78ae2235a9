/* links.c - what is picked in one view is found in the others: region and RDM, pair and voxels.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/links.h"

#include <string.h>

#include "app/session/default-display.h"
#include "app/session/find.h"
#include "app/session/first-look.h"
#include "app/session/region-rdm.h"
#include "app/session/responses.h"
#include "model/error.h"
#include "render/scene/readout.h"

struct _CalLinks {
  GObject parent_instance;

  CalScene *scene;
  CalRdmScene *rdm_scene;
  CalLayer *pair_layer; /* weak: shows the difference of the pair, once the person asked for it */
  CalJob *job;
  CalRegionPatterns *region; /* the job's */
  char *asked;               /* the region at the cursor whose RDM was asked for */
  gboolean is_following;
};

enum {
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalLinks, cal_links, G_TYPE_OBJECT)

/* The region at the cursor: of the topmost layer of regions that names one there. */
static const CalLabel *
find_region (CalScene *scene, CalLayer **layer)
{
  g_autoptr (GPtrArray) rows = cal_readout_of_cursor (scene);

  for (guint n = 0; n < rows->len; n++) {
    const CalReadoutRow *row = rows->pdata[n];

    if (row->label != NULL && !cal_label_is_background (row->label)) {
      *layer = row->layer;
      return row->label;
    }
  }
  return NULL;
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CalLinks) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) rdm = cal_job_run_finish (CAL_JOB (source), result, &error);
  g_autoptr (CalRegionPatterns) region = NULL;

  if (self->job == CAL_JOB (source)) {
    g_clear_object (&self->job);
    region = g_steal_pointer (&self->region);
  }
  /* Another region may have been picked, or the study closed, meanwhile. */
  if (self->rdm_scene == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rdm == NULL) {
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
    return;
  }
  if (cal_rdm_scene_find_region (self->rdm_scene, cal_rdm_get_desc (CAL_RDM (rdm))->roi) == NULL) {
    cal_rdm_scene_append (self->rdm_scene, CAL_RDM (rdm));
    if (region != NULL)
      cal_rdm_scene_set_patterns (self->rdm_scene, CAL_RDM (rdm), G_OBJECT (region),
                                  cal_region_patterns_gather);
  }
  if (g_strcmp0 (cal_rdm_get_desc (CAL_RDM (rdm))->roi,
                 cal_selection_get_region (cal_rdm_scene_get_selection (self->rdm_scene))) == 0)
    cal_rdm_scene_set_current (self->rdm_scene, CAL_RDM (rdm));
}

/* A region with no RDM of its own gets one from the responses of the study: once, however the
 * cursor moves about in it. */
static void
compute_rdm (CalLinks *self, CalLayer *regions, const CalLabel *label)
{
  CalLayer *responses = cal_responses_find (self->scene, self->rdm_scene);
  g_autoptr (CalRegionPatterns) region =
      responses != NULL ? cal_region_patterns_new (responses, regions, label,
                                                   cal_rdm_scene_get_stimuli (self->rdm_scene))
                        : NULL;

  if (region == NULL)
    return;
  if (self->job != NULL)
    cal_job_cancel (self->job);
  g_clear_object (&self->job);
  g_free (self->asked);
  self->asked = g_strdup (label->name);
  self->job = cal_region_rdm_job (region);
  g_set_object (&self->region, region);
  cal_job_run_async (self->job, computed_cb, g_object_ref (self));
}

static void
show_region (CalLinks *self, const char *region)
{
  CalRdm *rdm = region != NULL ? cal_rdm_scene_find_region (self->rdm_scene, region) : NULL;

  if (rdm != NULL)
    cal_rdm_scene_set_current (self->rdm_scene, rdm);
}

static void
cursor_moved_cb (CalLinks *self)
{
  CalLayer *layer = NULL;
  const CalLabel *label;

  if (self->is_following)
    return;
  label = find_region (self->scene, &layer);
  self->is_following = TRUE;
  cal_selection_set_region (cal_rdm_scene_get_selection (self->rdm_scene),
                            label != NULL ? label->name : NULL);
  self->is_following = FALSE;
  if (label == NULL || g_strcmp0 (self->asked, label->name) != 0)
    g_clear_pointer (&self->asked, g_free);
  if (label == NULL)
    return;
  if (cal_rdm_scene_find_region (self->rdm_scene, label->name) != NULL)
    show_region (self, label->name);
  else if (self->asked == NULL)
    compute_rdm (self, layer, label);
}

/* The cursor goes where the region is, unless it is there already. */
static void
go_to_region (CalLinks *self, const char *region)
{
  CalLayer *layer = NULL;
  const CalLabel *here = find_region (self->scene, &layer);
  g_autoptr (GPtrArray) places = NULL;

  if (here != NULL && g_str_equal (here->name, region))
    return;
  places = cal_find_places (self->scene, region, 8);
  for (guint n = 0; n < places->len; n++) {
    const CalPlace *place = places->pdata[n];
    gsize length = strlen (region);

    if (strncmp (place->title, region, length) == 0 &&
        (place->title[length] == '\0' || place->title[length] == ' ')) {
      cal_scene_go_to (self->scene, place);
      return;
    }
  }
}

static void
update_pair_layer (CalLinks *self)
{
  g_autoptr (GObject) difference = NULL;
  CalLayer *responses;
  const char *first, *second;

  if (self->pair_layer == NULL ||
      !cal_scene_find_layer (self->scene, cal_layer_get_id (self->pair_layer)) ||
      !cal_selection_get_pair (cal_rdm_scene_get_selection (self->rdm_scene), &first, &second))
    return;
  responses = cal_responses_find (self->scene, self->rdm_scene);
  if (responses != NULL)
    difference = cal_responses_subtract (responses, self->rdm_scene, first, second, NULL);
  if (difference != NULL) {
    g_autofree char *name = g_strdup_printf ("%s − %s", first, second);

    cal_layer_set_data (self->pair_layer, difference);
    cal_layer_set_name (self->pair_layer, name);
  }
}

static void
selection_changed_cb (CalLinks *self)
{
  const char *region = cal_selection_get_region (cal_rdm_scene_get_selection (self->rdm_scene));

  update_pair_layer (self);
  if (self->is_following || region == NULL)
    return;
  self->is_following = TRUE;
  show_region (self, region);
  go_to_region (self, region);
  self->is_following = FALSE;
}

/**
 * cal_links_can_show_pair:
 *
 * Returns: whether a pair of stimuli is picked, and a layer holds the responses to both
 */
gboolean
cal_links_can_show_pair (CalLinks *self)
{
  CalLayer *responses = cal_responses_find (self->scene, self->rdm_scene);
  const char *first, *second;
  gsize frame;

  return responses != NULL &&
         cal_selection_get_pair (cal_rdm_scene_get_selection (self->rdm_scene), &first, &second) &&
         cal_responses_find_frame (responses, self->rdm_scene, first, &frame) &&
         cal_responses_find_frame (responses, self->rdm_scene, second, &frame);
}

/**
 * cal_links_show_pair:
 *
 * Shows as a layer which voxels or vertices separate the picked pair: the response to the first
 * minus that to the second. The layer then follows the pair.
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if there is no pair, or no layer holds the responses
 */
gboolean
cal_links_show_pair (CalLinks *self, GError **error)
{
  CalLayer *responses = cal_responses_find (self->scene, self->rdm_scene);
  g_autoptr (GObject) difference = NULL;
  g_autofree char *name = NULL;
  const char *first, *second;
  CalReadItem item = {0};

  if (!cal_selection_get_pair (cal_rdm_scene_get_selection (self->rdm_scene), &first, &second) ||
      responses == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "pick a cell of an RDM, and open the responses: a map or volume with a frame for "
                 "each of its conditions");
    return FALSE;
  }
  if (self->pair_layer != NULL &&
      cal_scene_find_layer (self->scene, cal_layer_get_id (self->pair_layer)) != NULL) {
    update_pair_layer (self);
    return TRUE;
  }
  difference = cal_responses_subtract (responses, self->rdm_scene, first, second, error);
  if (difference == NULL)
    return FALSE;
  item = (CalReadItem){(char *) cal_layer_get_source (responses), difference,     NULL,
                       cal_data_summarise (difference),           CAL_RANK_SCORE, TRUE};
  g_set_weak_pointer (&self->pair_layer,
                      cal_scene_add_item (self->scene, &item, cal_scene_find_top (self->scene)));
  g_object_set (cal_layer_get_display (self->pair_layer), "visible", TRUE, "on-cortex", TRUE, NULL);
  name = g_strdup_printf ("%s − %s", first, second);
  cal_layer_set_name (self->pair_layer, name);
  return TRUE;
}

static void
cal_links_dispose (GObject *object)
{
  CalLinks *self = CAL_LINKS (object);

  if (self->job != NULL)
    cal_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->region);
  g_clear_pointer (&self->asked, g_free);
  g_clear_weak_pointer (&self->pair_layer);
  g_clear_object (&self->scene);
  g_clear_object (&self->rdm_scene);
  G_OBJECT_CLASS (cal_links_parent_class)->dispose (object);
}

static void
cal_links_class_init (CalLinksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_links_dispose;

  /**
   * CalLinks::failed:
   * @text: why
   *
   * The region at the cursor got no RDM.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", CAL_TYPE_LINKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cal_links_init (CalLinks *self)
{
}

/**
 * cal_links_new:
 *
 * Returns: (transfer full): that links both for as long as it lives
 */
CalLinks *
cal_links_new (CalScene *scene, CalRdmScene *rdm_scene)
{
  CalLinks *self = g_object_new (CAL_TYPE_LINKS, NULL);

  self->scene = g_object_ref (scene);
  self->rdm_scene = g_object_ref (rdm_scene);
  g_signal_connect_object (cal_scene_get_cursor (scene), "moved", G_CALLBACK (cursor_moved_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_rdm_scene_get_selection (rdm_scene), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
