#!/bin/sh
# commands.sh - the manual page, with the commands as the program tells them: commands.sh PROGRAM TEMPLATE
# SPDX-License-Identifier: BSD-3-Clause
set -eu

program=$1
template=$2

# Prints one command's --help in the language of man.
describe ()
{
  "$program" "$1" --help | awk '
    function plain(text)
    {
      gsub (/\\/, "\\e", text)
      gsub (/-/, "\\-", text)
      return text
    }
    /^Usage:/ { next }
    NR == 2 { print ".SS " plain(substr ($0, 3)); next }
    /^[A-Z][a-z]*( [A-Z][a-z]*)*:$/ { next }
    /^ *$/ { blank = 1; next }
    /^  [-a-z]/ {
      split (substr ($0, 3), parts, /   */)
      help = substr ($0, 3 + length (parts[1]))
      sub (/^ */, "", help)
      print ".TP\n.B " plain(parts[1]) "\n\\&" plain(help)
      next
    }
    {
      if (blank)
        print ".PP"
      blank = 0
      sub (/^ */, "")
      print "\\&" plain($0)
    }'
}

version=$("$program" --version | awk 'NR == 1 { print $NF }')
sed -e "s/@VERSION@/$version/" -e '/^@COMMANDS@$/,$d' "$template"
"$program" --help | awk '/^Commands:/ { listed = 1; next } /^ *$/ { listed = 0 } listed { print $1 }' |
  while read -r command; do
    describe "$command"
  done
sed '1,/^@COMMANDS@$/d' "$template"
