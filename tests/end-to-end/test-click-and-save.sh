#!/bin/sh
# test-click-and-save.sh - the real program on a real study: click, type, save, and read what was saved.
# SPDX-License-Identifier: BSD-3-Clause
#
# test-click-and-save.sh CALCARINE WINDOW-PROGRAM. Exit status 77 means skipped.
set -eu

calcarine=$1
window_program=$2
command -v xdotool >/dev/null || { echo 'xdotool is not installed'; exit 77; }
[ -n "${DISPLAY-}" ] || { echo 'there is no display'; exit 77; }

folder=$(mktemp -d)
program=
trap '[ -z "$program" ] || kill "$program" 2>/dev/null || true; rm -rf "$folder"' EXIT
export XDG_DATA_HOME="$folder/data"

"$calcarine" demo "$folder/study" --small >/dev/null
"$calcarine" figure --quiet "$folder/study" -o "$folder/before.png" --width=300 --height=200

# A session to save over: the window asks for a name only the first time.
cat > "$folder/work.calcarine" <<'SESSION'
{"calcarine": 1, "sources": ["study"], "views": {}}
SESSION
"$window_program" "$folder/work.calcarine" &
program=$!
window=$(xdotool search --sync --onlyvisible --pid "$program" | tail -1)

# The window has been read in when its keys do something: saving writes the layers.
xdotool windowfocus --sync "$window"
until grep -q '"layers"' "$folder/work.calcarine"; do
  kill -0 "$program"
  xdotool key ctrl+s
  sleep 1
done

# On a busy machine the place may not have been found yet when it is asked for.
until grep -q '"vertex" *: *123' "$folder/work.calcarine"; do
  kill -0 "$program"
  xdotool key ctrl+k
  xdotool key ctrl+a
  xdotool type --delay 30 'rh:123'
  sleep 1
  xdotool key Return
  sleep 1
  xdotool key ctrl+s
  sleep 1
done
grep -q '"hemisphere" *: *"rh"' "$folder/work.calcarine"
"$calcarine" figure --quiet "$folder/work.calcarine" -o "$folder/after.png" --width=300 --height=200
xdotool key ctrl+w
wait "$program"
program=
