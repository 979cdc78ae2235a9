#!/bin/sh
# lint.sh - the house's rules of writing that a machine can check: lint.sh [SOURCE-ROOT]
# SPDX-License-Identifier: BSD-3-Clause
set -eu

cd "${1:-.}"
. tests/tools/sources.sh

status=0
fail ()
{
  printf '%s\n' "$*"
  status=1
}

# Every file says its licence.
# shellcheck disable=SC2046 # a list of names without spaces
found=$(grep -L 'SPDX-License-Identifier: ' $(source_files) || true)
[ -z "$found" ] || fail "$found" "(no SPDX line)"

# Text is plain: no trailing space, no tab in C, no carriage return, one newline at the end.
tab=$(printf '\t')
cr=$(printf '\r')
texts=$(all_files | grep -E '(\.(c|h|md|css|frag|glsl|vert|py|sh|ui|xml|svg|in|build|txt|1|json)|/packages|^run|^test)$')
# shellcheck disable=SC2046,SC2086 # lists of names without spaces
{
  found=$(grep -nE "[ $tab]+\$|$cr" $texts || true)
  [ -z "$found" ] || fail "$found" "(white space at the end of a line)"
  found=$(grep -n "$tab" $(all_files | grep -E '\.[ch]$') /dev/null || true)
  [ -z "$found" ] || fail "$found" "(tab)"

  # Nothing is left for later, and no file knows the machine it was written on.
  found=$(grep -nwE 'TO[D]O|FIX[M]E|X[X]X|HA[C]K' $texts || true)
  [ -z "$found" ] || fail "$found" "(work left undone)"
  found=$(grep -nE '(^|[^A-Za-z0-9_.])/(wor[k]|hom[e]|roo[t]|tmp/[w])/' $texts || true)
  [ -z "$found" ] || fail "$found" "(path of one machine)"
}
for file in $texts; do
  [ -z "$(tail -c 1 "$file")" ] || fail "$file: no newline at the end"
done

# No file over 1,000 lines, no function over 80. A function's braces stand alone in column one.
# shellcheck disable=SC2046
awk '
FNR == 1 { start = 0; reported = 0 }
FNR > 1000 && !reported { print FILENAME ": is over 1000 lines"; reported = bad = 1 }
/^\{$/ { start = FNR; name = previous }
/^\}/ && start {
  if (FNR - start + 1 > 80) {
    printf "%s:%d: function of %d lines: %s\n", FILENAME, start, FNR - start + 1, name
    bad = 1
  }
  start = 0
}
/^[a-z_A-Z].*\(/ { previous = $1 }
END { exit bad }
' $(all_files | grep -E '\.[ch]$') /dev/null || status=1

exit "$status"
