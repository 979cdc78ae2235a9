/* test-gl.c - contexts without a window, targets, programs and the cache.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <epoxy/gl.h>
#include <string.h>

#include "model/error.h"
#include "render/gl/cache.h"
#include "render/gl/offscreen.h"
#include "render/gl/program.h"
#include "render/gl/target.h"

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  return ((const guint32 *) (data + y * cairo_image_surface_get_stride (surface)))[x];
}

/* Fills the upper right quarter of a grey target and reads it back. */
static void
draw_quarter (int n_samples)
{
  static const float grey[] = {0.2f, 0.2f, 0.2f, 1.0f}, orange[] = {1.0f, 0.6f, 0.0f, 1.0f};
  g_autoptr (GError) error = NULL;
  g_autoptr (CalGlTarget) target = cal_gl_target_new (64, 32, n_samples, &error);
  g_autoptr (CalGlProgram) program = NULL;
  cairo_surface_t *picture;
  GLuint vertex_array;
  GLint whole[4];

  g_assert_no_error (error);
  program = cal_gl_program_new ("fill", NULL, &error);
  g_assert_no_error (error);
  glGenVertexArrays (1, &vertex_array);
  cal_gl_target_begin (target, grey);
  glGetIntegerv (GL_VIEWPORT, whole);
  glViewport (whole[2] / 2, whole[3] / 2, whole[2] / 2, whole[3] / 2);
  cal_gl_program_use (program);
  cal_gl_program_set_vec4 (program, "u_rgba", orange);
  glBindVertexArray (vertex_array);
  glDrawArrays (GL_TRIANGLES, 0, 3);
  cal_gl_target_end (target);
  picture = cal_gl_target_read (target);
  g_assert_cmphex (get_pixel (picture, 33, 14), ==, 0xffff9900);
  g_assert_cmphex (get_pixel (picture, 31, 14), ==, 0xff333333);
  g_assert_cmphex (get_pixel (picture, 33, 17), ==, 0xff333333);
  g_assert_cmpuint (glGetError (), ==, GL_NO_ERROR);
  cairo_surface_destroy (picture);
  glDeleteVertexArrays (1, &vertex_array);
}

static void
test_draw (gconstpointer api)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalGlOffscreen) gl G_GNUC_UNUSED =
      cal_gl_offscreen_new_for_api (GPOINTER_TO_INT (api), &error);

  g_assert_no_error (error);
  g_assert_cmpint (epoxy_is_desktop_gl (), ==, GPOINTER_TO_INT (api) == CAL_GL_DESKTOP);
  draw_quarter (1);
  draw_quarter (4);
  draw_quarter (1000);
}

static gpointer
draw_in_thread (gpointer user_data)
{
  test_draw (GINT_TO_POINTER (CAL_GL_DESKTOP));
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalGlOffscreen) gl G_GNUC_UNUSED = cal_gl_offscreen_new (&error);

  g_assert_no_error (error);
  g_thread_join (g_thread_new ("draw", draw_in_thread, NULL));
  draw_quarter (1);
}

/* As in a GtkGLArea, the caller draws into a framebuffer of its own. */
static void
test_callers_framebuffer (void)
{
  static const float red[] = {1, 0, 0, 1}, blue[] = {0, 0, 1, 1};
  g_autoptr (GError) error = NULL;
  g_autoptr (CalGlOffscreen) gl G_GNUC_UNUSED = cal_gl_offscreen_new (&error);
  g_autoptr (CalGlTarget) callers = cal_gl_target_new (20, 20, 1, &error);
  g_autoptr (CalGlTarget) own = cal_gl_target_new (10, 10, 4, &error);
  cairo_surface_t *picture;
  GLint before, after, viewport[4];

  g_assert_no_error (error);
  cal_gl_target_begin (callers, red);
  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &before);
  g_assert_cmpint (before, !=, 0);
  cal_gl_target_begin (own, blue);
  cal_gl_target_end (own);
  cal_gl_target_blit (own, 5, 0);
  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &after);
  glGetIntegerv (GL_VIEWPORT, viewport);
  g_assert_cmpint (before, ==, after);
  g_assert_cmpint (viewport[2], ==, 20);
  cal_gl_target_end (callers);
  picture = cal_gl_target_read (callers);
  g_assert_cmphex (get_pixel (picture, 6, 18), ==, 0xff0000ff);
  g_assert_cmphex (get_pixel (picture, 6, 2), ==, 0xffff0000);
  g_assert_cmphex (get_pixel (picture, 2, 18), ==, 0xffff0000);
  cairo_surface_destroy (picture);
}

static void
test_errors (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalGlOffscreen) gl G_GNUC_UNUSED = cal_gl_offscreen_new (NULL);
  g_autoptr (CalGlProgram) program = NULL;
  g_autoptr (CalGlTarget) target = cal_gl_target_new (1 << 20, 10, 1, &error);

  g_assert_null (target);
  g_assert_error (error, CAL_ERROR, CAL_ERROR_GL);
  g_assert_nonnull (strstr (error->message, "1048576 x 10"));
  g_clear_error (&error);
  program = cal_gl_program_new ("no-such-shader", NULL, &error);
  g_assert_null (program);
  g_assert_nonnull (error);
  g_clear_error (&error);
  program = cal_gl_program_new ("fill", "this is no GLSL\n", &error);
  g_assert_null (program);
  g_assert_nonnull (strstr (error->message, "fill.vert"));
}

static gboolean
upload_thousand (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  static const guint8 zeros[1000];

  ++*(guint *) user_data;
  glBindBuffer (GL_ARRAY_BUFFER, name);
  glBufferData (GL_ARRAY_BUFFER, sizeof zeros, zeros, GL_STATIC_DRAW);
  *n_bytes = sizeof zeros;
  return TRUE;
}

static guint
get_buffer (CalGlCache *cache, GObject *data, guint64 part, guint *n_uploads)
{
  g_autoptr (GError) error = NULL;
  guint name = cal_gl_cache_get (cache, CAL_GL_BUFFER, data, "test", part, upload_thousand,
                                 n_uploads, &error);

  g_assert_no_error (error);
  return name;
}

static void
test_cache (void)
{
  g_autoptr (CalGlOffscreen) gl G_GNUC_UNUSED = cal_gl_offscreen_new (NULL);
  g_autoptr (CalGlCache) cache = cal_gl_cache_new (3000);
  g_autoptr (GObject) data = g_object_new (G_TYPE_OBJECT, NULL);
  guint n_uploads = 0, first = get_buffer (cache, data, 0, &n_uploads);

  g_assert_cmpuint (get_buffer (cache, data, 0, &n_uploads), ==, first);
  g_assert_cmpuint (n_uploads, ==, 1);
  for (guint part = 1; part < 3; part++)
    get_buffer (cache, data, part, &n_uploads);
  cal_gl_cache_begin_drawing (cache);
  g_assert_cmpuint (cal_gl_cache_get_bytes_held (cache), ==, 3000);

  /* The first was not used longest: it goes. */
  get_buffer (cache, data, 3, &n_uploads);
  g_assert_cmpuint (cal_gl_cache_get_bytes_held (cache), ==, 3000);
  g_assert_cmpuint (cal_gl_cache_get_bytes_uploaded (cache), ==, 4000);
  get_buffer (cache, data, 1, &n_uploads);
  g_assert_cmpuint (n_uploads, ==, 4);
  get_buffer (cache, data, 0, &n_uploads);
  g_assert_cmpuint (n_uploads, ==, 5);

  /* One drawing that needs more than the budget keeps what it needs. */
  for (guint part = 0; part < 5; part++)
    get_buffer (cache, data, part, &n_uploads);
  g_assert_cmpuint (cal_gl_cache_get_bytes_held (cache), ==, 5000);
  n_uploads = 0;
  for (guint part = 0; part < 5; part++)
    get_buffer (cache, data, part, &n_uploads);
  g_assert_cmpuint (n_uploads, ==, 0);
}

/* New data at an old address must not be taken for the old data. */
static void
test_cache_forgets (void)
{
  g_autoptr (CalGlOffscreen) gl G_GNUC_UNUSED = cal_gl_offscreen_new (NULL);
  g_autoptr (CalGlCache) cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  guint n_uploads = 0;

  for (guint n = 0; n < 8; n++) {
    g_autoptr (GObject) data = g_object_new (G_TYPE_OBJECT, NULL);

    get_buffer (cache, data, 0, &n_uploads);
    g_assert_cmpuint (cal_gl_cache_get_bytes_held (cache), ==, 1000);
  }
  g_assert_cmpuint (n_uploads, ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("DISPLAY");
  g_unsetenv ("WAYLAND_DISPLAY");
  g_test_add_data_func ("/gl/draw/desktop", GINT_TO_POINTER (CAL_GL_DESKTOP), test_draw);
  g_test_add_data_func ("/gl/draw/es", GINT_TO_POINTER (CAL_GL_ES), test_draw);
  g_test_add_func ("/gl/threads", test_threads);
  g_test_add_func ("/gl/callers-framebuffer", test_callers_framebuffer);
  g_test_add_func ("/gl/errors", test_errors);
  g_test_add_func ("/gl/cache", test_cache);
  g_test_add_func ("/gl/cache-forgets", test_cache_forgets);
  return g_test_run ();
}
