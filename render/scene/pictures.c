/* pictures.c - the pictures that views show, read in the background and kept within a budget.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/pictures.h"

#include "model/error.h"

/* As many are read at once; the others wait, the one asked for last goes first: it is the one that
 * is looked at. */
#define N_AT_ONCE 2

/* More than a view shows: who scrolls past tens of thousands does not want them any more. */
#define MAX_WAITING 1024

typedef struct {
  CalPictures *owner; /* weak */
  char *source;
  guint max_side_px;
  CalArray *picture;
  char *failure;
  gboolean is_loading;
  gboolean is_waiting;
  GList used; /* in the owner's queue of loaded ones, the last used first */
} Picture;

struct _CalPictures {
  GObject parent_instance;

  CalPictureLoad load;
  gsize budget_bytes;
  gsize bytes;
  guint n_loading;
  GHashTable *pictures;
  GQueue used;
  GQueue waiting;
};

typedef struct {
  CalPictureLoad load;
  char *source;
  guint max_side_px;
} Request;

enum {
  SIGNAL_LOADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalPictures, cal_pictures, G_TYPE_OBJECT)

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_free (picture->source);
  g_free (picture->failure);
  g_clear_object (&picture->picture);
  g_free (picture);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->source);
  g_free (request);
}

static void
cal_pictures_finalize (GObject *object)
{
  CalPictures *self = CAL_PICTURES (object);

  g_queue_clear (&self->waiting);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  G_OBJECT_CLASS (cal_pictures_parent_class)->finalize (object);
}

static void
cal_pictures_class_init (CalPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_pictures_finalize;

  /**
   * CalPictures::loaded:
   * @source: of the picture that is there now, has failed, or was forgotten by one who asked
   */
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", CAL_TYPE_PICTURES, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cal_pictures_init (CalPictures *self)
{
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, picture_free);
  g_queue_init (&self->used);
  g_queue_init (&self->waiting);
}

/**
 * cal_pictures_new:
 * @load: reads one picture
 * @budget_bytes: of pixels that are kept; beyond it those not used for longest go
 *
 * Returns: (transfer full): with no picture
 */
CalPictures *
cal_pictures_new (CalPictureLoad load, gsize budget_bytes)
{
  CalPictures *self = g_object_new (CAL_TYPE_PICTURES, NULL);

  self->load = load;
  self->budget_bytes = budget_bytes;
  return self;
}

static gsize
count_bytes (CalArray *picture)
{
  return g_bytes_get_size (cal_array_get_bytes (picture));
}

static void
drop_unused (CalPictures *self)
{
  while (self->bytes > self->budget_bytes && self->used.length > 1) {
    GList *last = g_queue_pop_tail_link (&self->used);
    Picture *picture = last->data;

    self->bytes -= count_bytes (picture->picture);
    if (picture->is_loading || picture->is_waiting)
      g_clear_object (&picture->picture);
    else
      g_hash_table_remove (self->pictures, picture->source);
  }
}

static GObject *
load_in_thread (CalJob *job, gpointer input, GError **error)
{
  Request *request = input;

  return (GObject *) request->load (request->source, request->max_side_px, job, error);
}

static void load_next (CalPictures *self);

static gboolean
is_picture (CalArray *array)
{
  return cal_array_get_n_dims (array) == 3 && cal_array_get_dim (array, 2) == 4 &&
         cal_array_get_dtype (array) == CAL_DTYPE_UINT8;
}

static void
loaded_cb (GObject *source_object, GAsyncResult *result, gpointer user_data)
{
  Picture *picture = user_data;
  g_autoptr (CalPictures) self = picture->owner; /* the reference that begin() took */
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = cal_job_run_finish (CAL_JOB (source_object), result, &error);
  g_autofree char *source = g_strdup (picture->source);

  self->n_loading--;
  picture->is_loading = FALSE;
  if (picture->picture != NULL) {
    self->bytes -= count_bytes (picture->picture);
    g_queue_unlink (&self->used, &picture->used);
    g_clear_object (&picture->picture);
  }
  if (object != NULL && is_picture (CAL_ARRAY (object))) {
    picture->picture = CAL_ARRAY (g_steal_pointer (&object));
    self->bytes += count_bytes (picture->picture);
    g_queue_push_head_link (&self->used, &picture->used);
  } else {
    picture->failure = g_strdup (error != NULL ? error->message : "not a picture");
  }
  drop_unused (self);
  load_next (self);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0, source);
}

static void
begin (CalPictures *self, Picture *picture)
{
  Request *request = g_new0 (Request, 1);
  g_autoptr (CalJob) job = NULL;

  *request = (Request){self->load, g_strdup (picture->source), picture->max_side_px};
  picture->owner = g_object_ref (self);
  picture->is_waiting = FALSE;
  picture->is_loading = TRUE;
  self->n_loading++;
  job = cal_job_new ("Picture", load_in_thread, request, request_free);
  cal_job_run_async (job, loaded_cb, picture);
}

static void
load_next (CalPictures *self)
{
  while (self->n_loading < N_AT_ONCE && self->waiting.length > 0)
    begin (self, g_queue_pop_head (&self->waiting));
}

/* Forgets that those asked for longest ago were wanted. */
static void
drop_waiting (CalPictures *self)
{
  while (self->waiting.length > MAX_WAITING) {
    Picture *picture = g_queue_pop_tail (&self->waiting);

    picture->is_waiting = FALSE;
    picture->max_side_px = 0;
    if (picture->picture == NULL)
      g_hash_table_remove (self->pictures, picture->source);
  }
}

static Picture *
add (CalPictures *self, const char *source)
{
  Picture *picture = g_new0 (Picture, 1);

  picture->source = g_strdup (source);
  picture->used.data = picture;
  g_hash_table_insert (self->pictures, picture->source, picture);
  return picture;
}

/**
 * cal_pictures_get:
 * @source: where the picture lies
 * @max_side_px: how large the view draws it; one that was read smaller is read again
 *
 * Returns: (transfer none) (nullable): as #CalPictureLoad gives it, perhaps smaller or larger than
 *   wanted; NULL if it is not there yet, or has failed
 */
CalArray *
cal_pictures_get (CalPictures *self, const char *source, guint max_side_px)
{
  Picture *picture = g_hash_table_lookup (self->pictures, source);

  if (picture == NULL)
    picture = add (self, source);
  if (picture->picture != NULL) {
    g_queue_unlink (&self->used, &picture->used);
    g_queue_push_head_link (&self->used, &picture->used);
  }
  if (picture->max_side_px < max_side_px && picture->failure == NULL && !picture->is_loading) {
    picture->max_side_px = max_side_px;
    if (picture->is_waiting)
      g_queue_remove (&self->waiting, picture);
    picture->is_waiting = TRUE;
    g_queue_push_head (&self->waiting, picture);
    drop_waiting (self);
    load_next (self);
  }
  return picture->picture;
}

/**
 * cal_pictures_get_failure:
 *
 * Returns: (transfer none) (nullable): why the picture could not be read
 */
const char *
cal_pictures_get_failure (CalPictures *self, const char *source)
{
  Picture *picture = g_hash_table_lookup (self->pictures, source);

  return picture != NULL ? picture->failure : NULL;
}

/**
 * cal_pictures_forget:
 * @source: where the picture lies
 *
 * The view that asked for it shows something else now: if its reading has not begun, it does not
 * begin. Others that wait for the same picture hear CalPictures::loaded and ask again.
 */
void
cal_pictures_forget (CalPictures *self, const char *source)
{
  Picture *picture = g_hash_table_lookup (self->pictures, source);
  g_autofree char *kept = NULL;

  if (picture == NULL || !picture->is_waiting)
    return;
  kept = g_strdup (source);
  g_queue_remove (&self->waiting, picture);
  picture->max_side_px = 0;
  picture->is_waiting = FALSE;
  if (picture->picture == NULL)
    g_hash_table_remove (self->pictures, source);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0, kept);
}

/**
 * cal_pictures_get_bytes:
 *
 * Returns: the pixels that are kept
 */
gsize
cal_pictures_get_bytes (CalPictures *self)
{
  return self->bytes;
}
