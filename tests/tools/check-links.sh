#!/bin/sh
# check-links.sh - the command line starts with no display and loads no GTK: check-links.sh PROGRAM
# SPDX-License-Identifier: BSD-3-Clause
set -eu

found=$(ldd "$1" | grep -iE 'lib(gtk|gdk-[0-9]|adwaita)' || true)
[ -z "$found" ] || { echo "$1 loads:"; echo "$found"; exit 1; }
env -u DISPLAY -u WAYLAND_DISPLAY "$1" --version
