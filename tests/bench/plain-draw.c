/* plain-draw.c - what a drawing is measured against: its pixels cleared and covered once.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/bench/plain-draw.h"

#include <epoxy/gl.h>
#include <stdlib.h>
#include <time.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

/**
 * bench_get_median:
 *
 * Sorts the times.
 */
double
bench_get_median (double times_ms[BENCH_N_STEPS])
{
  qsort (times_ms, BENCH_N_STEPS, sizeof (double), compare);
  return times_ms[BENCH_N_STEPS / 2];
}

/**
 * bench_now_us:
 *
 * Returns: what the processor has spent on this program, which other programs do not stretch
 */
gint64
bench_now_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

double
bench_get_ms (gint64 since_us)
{
  return (double) (bench_now_us () - since_us) / 1000.0;
}

static GLuint
make_plain_program (void)
{
  static const char *const vertex = "#version 330 core\n"
                                    "void main () { vec2 c = vec2 (float ((gl_VertexID & 1) << 2), "
                                    "float ((gl_VertexID & 2) << 1));\n"
                                    "gl_Position = vec4 (c - 1.0, 0.0, 1.0); }\n";
  static const char *const fragment =
      "#version 330 core\n"
      "uniform sampler2D u_picture; out vec4 rgba;\n"
      "void main () { rgba = texelFetch (u_picture, ivec2 (gl_FragCoord.xy) & 255, 0); }\n";
  GLuint program = glCreateProgram ();

  for (int n = 0; n < 2; n++) {
    GLuint shader = glCreateShader (n == 0 ? GL_VERTEX_SHADER : GL_FRAGMENT_SHADER);

    glShaderSource (shader, 1, n == 0 ? &vertex : &fragment, NULL);
    glCompileShader (shader);
    glAttachShader (program, shader);
  }
  glLinkProgram (program);
  return program;
}

/**
 * bench_time_plain:
 *
 * Returns: ms to clear the target and cover it once with a plain texture: the baseline of drawings
 */
double
bench_time_plain (CalGlTarget *target, const float background[4])
{
  g_autofree guint8 *texels = g_malloc0 (256 * 256 * 4);
  GLuint program = make_plain_program (), texture, vertex_array;
  double times_ms[BENCH_N_STEPS];

  glGenTextures (1, &texture);
  glBindTexture (GL_TEXTURE_2D, texture);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexImage2D (GL_TEXTURE_2D, 0, GL_RGBA8, 256, 256, 0, GL_RGBA, GL_UNSIGNED_BYTE, texels);
  glGenVertexArrays (1, &vertex_array);
  glBindVertexArray (vertex_array);
  glUseProgram (program);
  for (int n = 0; n < BENCH_N_STEPS; n++) {
    gint64 start = bench_now_us ();

    cal_gl_target_begin (target, background);
    glDrawArrays (GL_TRIANGLES, 0, 3);
    cal_gl_target_end (target);
    glFinish ();
    times_ms[n] = bench_get_ms (start);
  }
  glDeleteTextures (1, &texture);
  glDeleteVertexArrays (1, &vertex_array);
  glDeleteProgram (program);
  return bench_get_median (times_ms);
}
