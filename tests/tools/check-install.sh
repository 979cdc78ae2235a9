#!/bin/sh
# check-install.sh - what `meson install` puts where: check-install.sh BUILD-DIR FILE...
# SPDX-License-Identifier: BSD-3-Clause
#
# Each FILE is a path below the prefix. What is installed and not named fails as well.
set -eu

build=$1
shift
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
meson install -C "$build" --no-rebuild --quiet --destdir "$stage"

(cd "$stage" && find . -type f -o -type l) | sed 's,^\./,,' | sort >"$stage.found"
printf '%s\n' "$@" | sed 's,^/,,' | sort >"$stage.expected"
status=0
diff "$stage.expected" "$stage.found" || status=1
rm "$stage.expected" "$stage.found"
exit "$status"
