/* seeds-texts.c - sound tables of labels, studies, sidecars and messages.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "app/session/session-file.h"
#include "io/append-log.h"
#include "io/reader-message.h"
#include "io/sidecar.h"
#include "tests/fuzz/fuzz.h"

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
put_all (const char *folder, const char *const *texts)
{
  for (guint n = 0; texts[n] != NULL; n++) {
    g_autofree char *name = g_strdup_printf ("%u", n);

    put (folder, name, texts[n]);
  }
}

void
fuzz_seed_labels (const char *folder)
{
  static const char *const tables[] = {
      "# comment\r\n0 Unknown 0 0 0 0\r\n\r\n17  V1_left  51 102 255 0\r\n",
      "16 0 0 0 other\n17 0.2 0.4 1.0 V1 left\n",
      "name;b;index;r;g\nV1 left;255;17;51;102\n",
      "index\tname\tcolor\n17\tV1 left\t#3366ff\n",
      "{\"R\":[51],\"G\":[102],\"B\":[255],\"I\":[17],\"labels\":[\"V1 left\"]}",
      "{\"rois\":{\"17\":{\"label\":\"V1\"}, \"2\":\"V2\"}}",
      NULL,
  };

  put_all (folder, tables);
}

void
fuzz_seed_table (const char *folder)
{
  static const char *const tables[] = {
      "name\tvalue (ms)\ncat\t1.5\ndog\tn/a\n",
      "\xef\xbb\xbfid,\"a \"\"quoted\"\" name\",z\r\n1,\"two\nlines\",-3e4\r\n2,x,nan\r\n",
      "1 2 3\n4 5 6\n",
      "a;b\n1,5;2\n",
      "# a comment\nonset duration trial_type\n0 1 face\n",
      NULL,
  };

  put_all (folder, tables);
}

void
fuzz_seed_svg (const char *folder)
{
#define SVG "<svg xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" "
  static const char *const drawings[] = {
      SVG "width=\"20\" height=\"10mm\"><g inkscape:label=\"rois\" transform=\"translate(1,2)\">"
          "<g inkscape:label=\"V1\"><path id=\"a\" d=\"M1,2 3 4h5v-6Hz m1-1.5.5l2e1 "
          "3z\"/></g></g></svg>",
      SVG "viewBox=\"0 0 20 10\"><g transform=\"matrix(1 0 0 1 2 3) rotate(30, 1 2) scale(2) "
          "skewX(3)\"><path d=\"M1 2C3 4 5 6 7 8s1 2 3 4q1 2 3 4t5 6T1 2a3 4 5 0110 10A1 1 0 1 0 2 "
          "3Z\"/></g></svg>",
      NULL,
  };

  put_all (folder, drawings);
}

void
fuzz_seed_json (const char *folder)
{
  static const char *const texts[] = {
      "[{\"id\": 1, \"caption\": \"a \\u00e4\\n cat\"}, {\"id\": 2, \"caption\": null}]",
      "{\"a\": [1, 2.5, -3e7], \"b\": [\"x\", \"y\", \"z\"]}",
      "{\"images\": [{\"id\": 7}], \"annotations\": [{\"image_id\": 7, \"caption\": \"c\"}]}",
      "[[1, 2], [3, 4]]",
      "{\"00001\": [\"one\", \"two\"], \"00002\": \"three\"}",
      NULL,
  };

  put_all (folder, texts);
}

void
fuzz_seed_sidecar (const char *folder)
{
  g_autofree char *source = g_build_filename (folder, "input", NULL);

  g_assert_true (cal_sidecar_keep (source, "binding", "surfaces:lh", NULL));
  g_assert_true (cal_sidecar_keep (source, "unit", "%", NULL));
  g_assert_true (cal_sidecar_keep_all (
      source, (const char *const[]){"role", "responses", "bind_to", "/index", "ids", "/ids", NULL},
      NULL));
}

/* What our own window saves. */
void
fuzz_seed_session (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "empty.calcarine", NULL);
  g_autoptr (CalSession) session = cal_session_new ();

  g_assert_true (cal_session_save (session, path, NULL));
  put (folder, "full.calcarine",
       "{\"calcarine\": 1, \"sources\": [\"a.nii\", \"b.h5:/r\"], \"binds\": [\"r=surfaces:lh\"],"
       "\"cortex\": \"demo\", \"layers\": [{\"id\": \"a\", \"name\": \"A\", \"source\": \"a.nii\","
       "\"hash\": \"00\", \"display\": {\"opacity\": 0.5, \"colormap\": \"hot\"}}],"
       "\"scene\": {\"frame\": 0}, \"cursor\": {\"mm\": [1, 2, 3], \"hemisphere\": \"lh\","
       "\"vertex\": 7}, \"views\": {}}");
}

/* Whole, cut off, and a state by itself. */
void
fuzz_seed_journal (const char *folder)
{
  static const char state[] =
      "{\"calcarine\": 1, \"sources\": [\"/a.nii\", \"/b.h5:/r\"], \"binds\": [\"r=surfaces:lh\"],"
      "\"layers\": [{\"id\": \"a\", \"name\": \"A\", \"source\": \"/a.nii\","
      "\"display\": {\"opacity\": 0.5, \"colormap\": \"hot\"}}], \"scene\": {\"frame\": 0},"
      "\"cursor\": {\"mm\": [1, 2, 3]}, \"representations\": {}, \"views\": {}}";
  g_autofree char *line = cal_append_log_make_line (state);
  g_autofree char *two = g_strconcat (line, line, NULL);

  put (folder, "state.journal", state);
  put (folder, "two.journal", two);
  two[strlen (two) - 9] = '\0';
  put (folder, "cut-off.journal", two);
}

static void
put_message (const char *folder, const char *name, CalReaderKind kind, GVariant *message)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (message);
  guint64 head = kind;
  gsize size = g_variant_get_size (kept);
  g_autofree guint8 *bytes = g_malloc (sizeof head + size);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  memcpy (bytes, &head, sizeof head);
  g_variant_store (kept, bytes + sizeof head);
  g_assert_true (g_file_set_contents (path, (char *) bytes, (gssize) (sizeof head + size), NULL));
}

void
fuzz_seed_message (const char *folder)
{
  put_message (folder, "progress", CAL_READER_PROGRESS, g_variant_new ("(ds)", 0.5, "at it"));
  put_message (folder, "failed", CAL_READER_FAILED, g_variant_new ("(sis)", "domain", 1, "what"));
  put_message (folder, "ended", CAL_READER_ENDED,
               g_variant_new ("(itd)", 11, (guint64) 1 << 20, 0.25));
}
