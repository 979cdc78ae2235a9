#!/bin/sh
# check-format.sh - every C file is as clang-format 14 writes it: check-format.sh [SOURCE-ROOT]
# SPDX-License-Identifier: BSD-3-Clause
set -eu

cd "${1:-.}"
. tests/tools/sources.sh

for tool in clang-format-14 clang-format; do
  case $("$tool" --version 2>/dev/null) in
    *'version 14.'*)
      all_files | grep -E '\.[ch]$' | xargs -r "$tool" --dry-run --Werror
      exit
      ;;
  esac
done
echo "clang-format 14 is not installed"
exit 77
