#!/bin/sh
# check-layers.sh - who may include whom, call GL, use GTK, open files: check-layers.sh [SOURCE-ROOT]
# SPDX-License-Identifier: BSD-3-Clause
set -eu

cd "${1:-.}"
. tests/tools/sources.sh

# A room, then the rooms that its includes may name besides itself.
rules='
model
analysis        model
io              model
render/scene    model
render/gl       model render/scene
render/vector   model render/scene
render/figure   model render/scene render/gl render/vector
widgets         model analysis render/scene render/gl render/vector render/figure
app/session     model analysis io render/scene render/gl render/vector render/figure
app/demo        model analysis io
app/command     model analysis io render/scene render/gl render/vector render/figure app/session app/demo
app/window      model analysis io render/scene render/gl render/vector render/figure app/session app/demo widgets
'

# Calls that open a file by its name.
openers='open|openat|open64|creat|fopen|freopen|opendir|scandir|g_open|g_fopen|g_freopen|g_creat'
openers="$openers|g_dir_open|g_mapped_file_new|g_file_get_contents|g_file_set_contents(_full)?"
openers="$openers|g_file_(read|load_(bytes|contents)|replace(_contents)?|create|append_to|open_readwrite|enumerate_children)(_async)?"
openers="$openers|H5Fopen|H5Fcreate|nifti_image_(read|write|load)|json_parser_load_from_(mapped_)?file|json_generator_to_file"
openers="$openers|gdk_pixbuf_new_from_file[a-z_]*|gdk_pixbuf_savev?|gdk_texture_(new_from_filename|new_from_file|save_to_[a-z]+)"
openers="$openers|cairo_surface_write_to_png|cairo_image_surface_create_from_png|cairo_(svg|pdf|ps)_surface_create"
openers="$openers|g_key_file_(load_from|save_to)_file"

all_files | grep -E '^(model|analysis|io|render|widgets|app)/.*\.[ch]$' | xargs -r awk \
  -v rules="$rules" -v openers="(^|[^A-Za-z0-9_>.])($openers) *\\\\(" '
function complain(what)
{
  printf "%s:%d: %s\n", FILENAME, FNR, what
  bad = 1
}

function room_of(path,   parts)
{
  split (path, parts, "/")
  if (parts[1] == "render" || parts[1] == "app")
    return parts[1] "/" parts[2]
  return parts[1]
}

BEGIN {
  count = split (rules, lines, "\n")
  for (i = 1; i <= count; i++) {
    n = split (lines[i], words, " ")
    if (n == 0)
      continue
    known[words[1]] = 1
    for (j = 1; j <= n; j++)
      allowed[words[1], words[j]] = 1
  }
}

FNR == 1 {
  room = room_of(FILENAME)
  in_comment = 0
  if (!(room in known))
    complain("lies in no room of the house (" room ")")
  gtk = room == "widgets" || room == "app/window"
  files = room == "io" || FILENAME ~ /^app\/session\/session-file\.c$/
}

/^#include "/ {
  split ($0, quoted, "\"")
  target = room_of(quoted[2])
  if (quoted[2] ~ /^calcarine-[a-z]+-resources\.h$/)
    next
  if (!(target in known))
    complain("include is not written from the root: " quoted[2])
  else if (!((room, target) in allowed))
    complain(room " may not include " target ": " quoted[2])
  next
}

/^#include </ {
  if (!gtk && $0 ~ /<(gtk|gdk|gsk|adwaita)/ && $0 !~ /<gdk-pixbuf/)
    complain(room " may not use GTK")
  if (room != "render/gl" && $0 ~ /<(epoxy|GL|GLES[0-9]*|EGL)\//)
    complain(room " may not use GL")
  next
}

{
  line = $0
  if (in_comment) {
    if (!sub (/^.*\*\//, "", line))
      next
    in_comment = 0
  }
  gsub (/\/\*([^*]|\*+[^*\/])*\*+\//, "", line)
  if (sub (/\/\*.*$/, "", line))
    in_comment = 1
  gsub (/"([^"\\]|\\.)*"/, "\"\"", line)

  if (room != "render/gl" && line ~ /(^|[^A-Za-z0-9_])e?gl[A-Z][A-Za-z0-9]* *\(/)
    complain(room " may not call GL: " line)
  if (!files && line ~ openers)
    complain(room " may not open files: " line)
}

END { exit bad }
'
