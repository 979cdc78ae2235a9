# sources.sh - which files the checks look at. Sourced from the source root.
# SPDX-License-Identifier: BSD-3-Clause

# Prints every file of the project, without build folders and what git keeps for itself.
all_files ()
{
  find . \( -name .git -o -exec test -d '{}/meson-private' ';' \) -prune -o -type f -print |
    sed 's,^\./,,' | sort
}

# Prints those that are code: they carry a licence line. Build files and tables of data need none.
source_files ()
{
  all_files | grep -E \
    -e '\.(c|h|css|frag|glsl|vert|geom|py|sh|supp|svg|ui|1)$' \
    -e '^(run|test|\.ci/run|\.ci/packages)$' \
    -e '^tests/tools/[a-z-]+$' \
    -e '^resources/(metainfo|schemas)/.*\.(desktop|xml)$'
}
