# setup.sh - what ./run and ./test do first: install what is missing, build. Sourced from the source root.
# SPDX-License-Identifier: BSD-3-Clause

say ()
{
  printf '%s\n' "$*" >&2
}

# Prints those packages of the named groups that are not installed.
missing_packages ()
{
  awk -v groups=" $* " '!/^#/ && NF == 2 && index (groups, " " $1 " ") { print $2 }' .ci/packages |
    while read -r package; do
      dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -q '^installed$' ||
        printf '%s ' "$package"
    done
}

# Installs the missing packages of the named groups, as root or with sudo.
install_packages ()
{
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    say "This is not Debian (no apt-get): install the equivalents of the packages in .ci/packages yourself." \
        "Going on with what is here."
    return 0
  fi

  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0

  if [ "$(id -u)" -eq 0 ]; then
    as_root=
  elif command -v sudo >/dev/null; then
    as_root=sudo
  else
    say "Some packages are missing and neither root nor sudo is at hand. Run this as root, then try again:"
    say "  apt-get update && apt-get install --no-install-recommends $missing"
    exit 1
  fi

  say "Installing: $missing"
  $as_root apt-get update -q
  # shellcheck disable=SC2086 # a list of names
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends $missing
}

# Configures build/ once and compiles.
build ()
{
  [ -f build/build.ninja ] || meson setup build
  ninja -C build
}

# Runs the tests of a build folder, and prints how many passed: run_tests BUILD [MESON-TEST-ARGUMENT...]
# They see nothing of the person's own settings, and draw in software on a virtual display.
run_tests ()
{
  tested=$1
  shift
  home=$(mktemp -d)
  trap 'rm -rf "$home"' EXIT
  mkdir -m 700 "$home/runtime"
  rm -f "$tested/meson-logs/testlog.json"

  status=0
  env -u WAYLAND_DISPLAY XDG_CACHE_HOME="$home/cache" XDG_CONFIG_HOME="$home/config" \
    XDG_DATA_HOME="$home/data" XDG_STATE_HOME="$home/state" XDG_RUNTIME_DIR="$home/runtime" \
    GDK_BACKEND=x11 GSETTINGS_BACKEND=memory GTK_A11Y=test LIBGL_ALWAYS_SOFTWARE=1 LC_ALL=C.UTF-8 \
    xvfb-run -a -s '-screen 0 1600x1200x24' \
    meson test -C "$tested" --no-rebuild --print-errorlogs "$@" || status=$?
  python3 tests/tools/count-tests.py "$tested/meson-logs/testlog.json" || status=$?
  rm -rf "$home"
  return "$status"
}
