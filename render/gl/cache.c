/* cache.c - what is on the GPU: textures and buffers made from immutable data.
 *
 * Data never change, so what was made from them stays right for as long as they live. The cache
 * does not keep them alive.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/cache.h"

#include <epoxy/gl.h>
#include <string.h>

#include "model/colormap.h"
#include "model/error.h"

typedef struct {
  GWeakRef data;
  const char *role;
  guint64 part;
  CalGlKind kind;
  GLuint name;
  gsize n_bytes;
  guint64 last_used;
} Entry;

struct _CalGlCache {
  gatomicrefcount ref_count;
  GPtrArray *entries;
  gsize budget_bytes, held_bytes;
  guint64 uploaded_bytes;
  guint64 clock, drawing_began;
  GLuint colormaps;
};

static void
entry_free (gpointer pointer)
{
  Entry *entry = pointer;

  if (entry->kind == CAL_GL_TEXTURE)
    glDeleteTextures (1, &entry->name);
  else
    glDeleteBuffers (1, &entry->name);
  g_weak_ref_clear (&entry->data);
  g_free (entry);
}

/**
 * cal_gl_cache_new:
 * @budget_bytes: beyond it, what was not used longest goes
 *
 * Every function here but the counters needs a current context of the same share group.
 *
 * Returns: (transfer full): an empty cache
 */
CalGlCache *
cal_gl_cache_new (gsize budget_bytes)
{
  CalGlCache *self = g_new0 (CalGlCache, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->budget_bytes = budget_bytes;
  return self;
}

CalGlCache *
cal_gl_cache_ref (CalGlCache *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cal_gl_cache_unref (CalGlCache *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->entries);
  glDeleteTextures (1, &self->colormaps);
  g_free (self);
}

static void
remove_entry (CalGlCache *self, guint n)
{
  self->held_bytes -= ((Entry *) self->entries->pdata[n])->n_bytes;
  g_ptr_array_remove_index_fast (self->entries, n);
}

/* Finds the entry, and on the way drops those whose data are gone. */
static Entry *
find_entry (CalGlCache *self, GObject *data, const char *role, guint64 part)
{
  Entry *found = NULL;

  for (guint n = self->entries->len; n-- > 0;) {
    Entry *entry = self->entries->pdata[n];
    g_autoptr (GObject) alive = g_weak_ref_get (&entry->data);

    if (alive == NULL)
      remove_entry (self, n);
    else if (alive == data && entry->part == part && g_str_equal (entry->role, role))
      found = entry;
  }
  return found;
}

/* Makes room, but never takes away what the present drawing uses. */
static void
shrink (CalGlCache *self)
{
  while (self->held_bytes > self->budget_bytes) {
    guint oldest = G_MAXUINT;

    for (guint n = 0; n < self->entries->len; n++) {
      const Entry *entry = self->entries->pdata[n];

      if (entry->last_used <= self->drawing_began &&
          (oldest == G_MAXUINT ||
           entry->last_used < ((Entry *) self->entries->pdata[oldest])->last_used))
        oldest = n;
    }
    if (oldest == G_MAXUINT)
      return;
    remove_entry (self, oldest);
  }
}

static gboolean
fill (Entry *entry, GObject *data, CalGlUpload upload, gpointer user_data, GError **error)
{
  GLenum code;

  while (glGetError () != GL_NO_ERROR)
    ;
  if (!upload (data, entry->part, entry->name, user_data, &entry->n_bytes, error))
    return FALSE;
  code = glGetError ();
  if (code == GL_NO_ERROR)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_GL,
               "OpenGL: %" G_GSIZE_FORMAT " bytes (%s) do not go to the GPU: %s (0x%x)",
               entry->n_bytes, entry->role, code == GL_OUT_OF_MEMORY ? "out of memory" : "refused",
               code);
  return FALSE;
}

/**
 * cal_gl_cache_get:
 * @data: (not nullable): immutable data
 * @role: what is made of them, so that two passes may make two things; a static string
 * @part: the frame, the hemisphere, ...
 * @upload: called the first time only
 *
 * Returns: the texture or buffer; 0 with @error set if it cannot be held
 */
guint
cal_gl_cache_get (CalGlCache *self,
                  CalGlKind kind,
                  GObject *data,
                  const char *role,
                  guint64 part,
                  CalGlUpload upload,
                  gpointer user_data,
                  GError **error)
{
  Entry *entry = find_entry (self, data, role, part);

  if (entry == NULL) {
    entry = g_new0 (Entry, 1);
    g_weak_ref_init (&entry->data, data);
    entry->role = role;
    entry->part = part;
    entry->kind = kind;
    if (kind == CAL_GL_TEXTURE)
      glGenTextures (1, &entry->name);
    else
      glGenBuffers (1, &entry->name);
    if (!fill (entry, data, upload, user_data, error)) {
      entry_free (entry);
      return 0;
    }
    g_ptr_array_add (self->entries, entry);
    self->held_bytes += entry->n_bytes;
    self->uploaded_bytes += entry->n_bytes;
  }
  entry->last_used = ++self->clock;
  shrink (self);
  return entry->name;
}

/**
 * cal_gl_cache_begin_drawing:
 *
 * What is used from here on stays until this is called again.
 */
void
cal_gl_cache_begin_drawing (CalGlCache *self)
{
  self->drawing_began = self->clock;
}

/* Each square of colours takes that many rows of the texture, and the first columns of them. */
static void
fill_square (guint8 *rgba, CalSquareMap map)
{
  const guint8 *table = cal_square_map_get_table (map);

  for (guint row = 0; row < CAL_SQUARE_STEPS; row++)
    for (guint n = 0; n < CAL_SQUARE_STEPS; n++) {
      memcpy (rgba + (row * 256 + n) * 4, table + (row * CAL_SQUARE_STEPS + n) * 3, 3);
      rgba[(row * 256 + n) * 4 + 3] = 255;
    }
}

/**
 * cal_gl_cache_get_colormaps:
 *
 * Returns: a texture of 256 columns and a row for each colour map, see
 *   cal_gl_cache_find_colormap(), and then the squares of colours, see cal_gl_cache_find_square()
 */
guint
cal_gl_cache_get_colormaps (CalGlCache *self)
{
  const char *const *names = cal_colormap_list ();
  guint n_maps = g_strv_length ((char **) names);
  guint n_rows = n_maps + CAL_N_SQUARE_MAPS * CAL_SQUARE_STEPS;
  g_autofree guint8 *rgba = NULL;

  if (self->colormaps != 0)
    return self->colormaps;
  rgba = g_new0 (guint8, (gsize) n_rows * 256 * 4);
  for (guint row = 0; row < n_maps; row++) {
    const CalColormap *colormap = cal_colormap_find (names[row]);

    for (guint n = 0; n < 256; n++)
      for (guint c = 0; c < 4; c++)
        rgba[(row * 256 + n) * 4 + c] =
            c == 3 ? 255 : (guint8) (colormap->rgb[n][c] * 255.0f + 0.5f);
  }
  for (int map = 0; map < CAL_N_SQUARE_MAPS; map++)
    fill_square (rgba + (gsize) cal_gl_cache_find_square ((CalSquareMap) map) * 256 * 4,
                 (CalSquareMap) map);
  glGenTextures (1, &self->colormaps);
  glBindTexture (GL_TEXTURE_2D, self->colormaps);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexImage2D (GL_TEXTURE_2D, 0, GL_RGBA8, 256, (GLsizei) n_rows, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                rgba);
  self->uploaded_bytes += (guint64) n_rows * 256 * 4;
  return self->colormaps;
}

/**
 * cal_gl_cache_find_square:
 *
 * Returns: the row in cal_gl_cache_get_colormaps() where the square's lowest row is
 */
int
cal_gl_cache_find_square (CalSquareMap map)
{
  return (int) g_strv_length ((char **) cal_colormap_list ()) + (int) map * CAL_SQUARE_STEPS;
}

/**
 * cal_gl_cache_find_colormap:
 *
 * Returns: the colour map's row in cal_gl_cache_get_colormaps(); -1 if there is none of that name
 */
int
cal_gl_cache_find_colormap (const char *name)
{
  const char *const *names = cal_colormap_list ();

  for (int n = 0; names[n] != NULL; n++)
    if (g_strcmp0 (names[n], name) == 0)
      return n;
  return -1;
}

/**
 * cal_gl_cache_get_bytes_uploaded:
 *
 * Returns: all that ever went to the GPU; a change of display leaves it as it was
 */
guint64
cal_gl_cache_get_bytes_uploaded (CalGlCache *self)
{
  return self->uploaded_bytes;
}

/**
 * cal_gl_cache_get_bytes_held:
 *
 * Returns: what is on the GPU now, colour maps aside
 */
gsize
cal_gl_cache_get_bytes_held (CalGlCache *self)
{
  return self->held_bytes;
}
