/* program.c - shader programs by name, from the resources.
 *
 * A shader's text has no #version line: it gets the one of the current context, so one text serves
 * OpenGL 3.3 core and OpenGL ES 3.2. A line `#include "name"` takes in resources/shaders/name.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/program.h"

#include <epoxy/gl.h>
#include <gio/gio.h>

#include "calcarine-render-resources.h"
#include "model/error.h"

struct _CalGlProgram {
  GLuint name;
  GHashTable *locations;
};

static const char desktop_head[] = "#version 330 core\n";
static const char es_head[] = "#version 320 es\n"
                              "precision highp float;\n"
                              "precision highp int;\n"
                              "precision highp sampler2D;\n"
                              "precision highp sampler3D;\n"
                              "precision highp samplerBuffer;\n"
                              "precision highp usampler2D;\n"
                              "precision highp usampler3D;\n"
                              "precision highp usamplerBuffer;\n";

/* Naming the resource keeps the linker from dropping it from the static library. */
static gboolean
append_resource (GString *text, const char *file, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/calcarine/shaders/%s", file);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (calcarine_render_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_auto (GStrv) lines = NULL;

  if (bytes == NULL)
    return FALSE;
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (gsize n = 0; lines[n] != NULL; n++) {
    if (g_str_has_prefix (lines[n], "#include \"")) {
      g_auto (GStrv) parts = g_strsplit (lines[n], "\"", 3);

      if (!append_resource (text, parts[1], error))
        return FALSE;
    } else {
      g_string_append (text, lines[n]);
      g_string_append_c (text, '\n');
    }
  }
  return TRUE;
}

static GLuint
compile (GLenum stage, const char *name, const char *suffix, const char *defines, GError **error)
{
  g_autofree char *file = g_strdup_printf ("%s.%s", name, suffix);
  g_autoptr (GString) text = g_string_new (epoxy_is_desktop_gl () ? desktop_head : es_head);
  GLuint shader;
  GLint ok;

  g_string_append (text, defines != NULL ? defines : "");
  if (!append_resource (text, file, error))
    return 0;
  shader = glCreateShader (stage);
  glShaderSource (shader, 1, (const GLchar *const *) &text->str, NULL);
  glCompileShader (shader);
  glGetShaderiv (shader, GL_COMPILE_STATUS, &ok);
  if (!ok) {
    char log[2048] = "";

    glGetShaderInfoLog (shader, sizeof log, NULL, log);
    g_set_error (error, CAL_ERROR, CAL_ERROR_GL, "OpenGL: the driver refuses %s: %s", file, log);
    glDeleteShader (shader);
    return 0;
  }
  return shader;
}

/**
 * cal_gl_program_new:
 * @name: the pair name.vert and name.frag in resources/shaders
 * @defines: (nullable): lines put before both texts, "#define LINEAR\n" say
 *
 * Needs a current context; so do all other functions here.
 *
 * Returns: (transfer full): the program; or NULL with CAL_ERROR_GL and what the driver said
 */
CalGlProgram *
cal_gl_program_new (const char *name, const char *defines, GError **error)
{
  GLuint vertex, fragment, program;
  CalGlProgram *self;
  GLint ok;

  vertex = compile (GL_VERTEX_SHADER, name, "vert", defines, error);
  if (vertex == 0)
    return NULL;
  fragment = compile (GL_FRAGMENT_SHADER, name, "frag", defines, error);
  if (fragment == 0) {
    glDeleteShader (vertex);
    return NULL;
  }
  program = glCreateProgram ();
  glAttachShader (program, vertex);
  glAttachShader (program, fragment);
  glLinkProgram (program);
  glDeleteShader (vertex);
  glDeleteShader (fragment);
  glGetProgramiv (program, GL_LINK_STATUS, &ok);
  if (!ok) {
    char log[2048] = "";

    glGetProgramInfoLog (program, sizeof log, NULL, log);
    g_set_error (error, CAL_ERROR, CAL_ERROR_GL, "OpenGL: %s does not link: %s", name, log);
    glDeleteProgram (program);
    return NULL;
  }
  self = g_new0 (CalGlProgram, 1);
  self->name = program;
  self->locations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
cal_gl_program_free (CalGlProgram *self)
{
  glDeleteProgram (self->name);
  g_hash_table_unref (self->locations);
  g_free (self);
}

/**
 * cal_gl_program_use:
 *
 * The setters below set uniforms of the program in use.
 */
void
cal_gl_program_use (CalGlProgram *self)
{
  glUseProgram (self->name);
}

/**
 * cal_gl_program_get_location:
 *
 * Returns: where the uniform is, asked of the driver once; -1 if the program does not read it
 */
int
cal_gl_program_get_location (CalGlProgram *self, const char *uniform)
{
  gpointer location;

  if (!g_hash_table_lookup_extended (self->locations, uniform, NULL, &location)) {
    location = GINT_TO_POINTER (glGetUniformLocation (self->name, uniform));
    g_hash_table_insert (self->locations, g_strdup (uniform), location);
  }
  return GPOINTER_TO_INT (location);
}

void
cal_gl_program_set_int (CalGlProgram *self, const char *uniform, int value)
{
  glUniform1i (cal_gl_program_get_location (self, uniform), value);
}

void
cal_gl_program_set_float (CalGlProgram *self, const char *uniform, double value)
{
  glUniform1f (cal_gl_program_get_location (self, uniform), (float) value);
}

void
cal_gl_program_set_vec2 (CalGlProgram *self, const char *uniform, double x, double y)
{
  glUniform2f (cal_gl_program_get_location (self, uniform), (float) x, (float) y);
}

void
cal_gl_program_set_vec3 (CalGlProgram *self, const char *uniform, const float v[3])
{
  glUniform3fv (cal_gl_program_get_location (self, uniform), 1, v);
}

void
cal_gl_program_set_vec4 (CalGlProgram *self, const char *uniform, const float v[4])
{
  glUniform4fv (cal_gl_program_get_location (self, uniform), 1, v);
}

void
cal_gl_program_set_affine (CalGlProgram *self, const char *uniform, const CalAffine *affine)
{
  float columns[16];

  cal_affine_to_gl (affine, columns);
  cal_gl_program_set_matrix (self, uniform, columns);
}

void
cal_gl_program_set_matrix (CalGlProgram *self, const char *uniform, const float columns[16])
{
  glUniformMatrix4fv (cal_gl_program_get_location (self, uniform), 1, GL_FALSE, columns);
}

/**
 * cal_gl_program_set_texture:
 * @unit: from 0; each sampler of a program has its own
 * @target: GL_TEXTURE_3D, GL_TEXTURE_BUFFER, ...
 */
void
cal_gl_program_set_texture (
    CalGlProgram *self, const char *uniform, guint unit, guint target, guint texture)
{
  glActiveTexture (GL_TEXTURE0 + unit);
  glBindTexture (target, texture);
  cal_gl_program_set_int (self, uniform, (int) unit);
}
