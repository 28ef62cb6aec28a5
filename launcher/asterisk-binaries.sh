#!/usr/bin/env bash
# Makes ${XDG_CACHE_HOME:-~/.cache}/unifiedbx/asterisk: a complete Asterisk, unpacked from Debian's
# packages without root, that runs under its own loader. Does nothing when a good one is there.
#
#   asterisk-binaries.sh [PROGRESS_FILE]     how far it is goes to PROGRESS_FILE, or to the terminal
#
# UNIFIEDBX_ASTERISK_SUITE   Debian suite to take (default unstable: the one with Asterisk 22)
# UNIFIEDBX_DEBIAN_MIRROR    address of a Debian mirror, where apt's own sources name none
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=launcher/messages.sh
. "$here/messages.sh"
# shellcheck source=launcher/debian-packages.sh
. "$here/debian-packages.sh"
# shellcheck source=launcher/asterisk-root.sh
. "$here/asterisk-root.sh"

packages=(asterisk asterisk-modules asterisk-config asterisk-core-sounds-en-gsm)
suite=${UNIFIEDBX_ASTERISK_SUITE:-unstable}
progress_file=${1:-}

progress() {
  if [[ -n $progress_file ]]; then
    printf '%s' "$*" >"$progress_file"
  elif [[ -n $* ]]; then
    hint "    $*"
  fi
}

main() {
  local root lock reason
  root=$(asterisk_root)
  why_unusable "$root" >/dev/null || return 0
  require_apt
  mkdir -p "$(dirname "$root")" 2>/dev/null ||
    fail "$(dirname "$root") cannot be written; set XDG_CACHE_HOME to a directory of yours."
  exec {lock}>"$root.lock"
  if ! flock -n "$lock"; then
    progress 'Asterisk: another start is fetching, waiting for it'
    flock "$lock"
  fi
  # Again, now that nobody else is at it.
  if reason=$(why_unusable "$root"); then
    [[ ! -e $root ]] || say "The Asterisk binaries in $root are not usable ($reason): making them anew."
    make_root "$root"
  else
    progress ''
  fi
}

require_apt() {
  local tool
  for tool in apt-get apt-config dpkg dpkg-deb tar; do
    command -v "$tool" >/dev/null ||
      fail "A managed Asterisk needs Debian's apt and dpkg ($tool is missing): use --asterisk external, or put an asterisk of version 20 or newer on the PATH."
  done
}

# Everything happens beside the final place, which appears by one rename when it is known to run.
make_root() {
  local root=$1 started=$SECONDS version
  rm -rf "$root".making.*
  work=$(mktemp -d "$root.making.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  fetch_packages "$work/apt"
  unpack_all "$work"
  version=$(asterisk_version "$work/root") ||
    fail "The Asterisk that Debian $suite has does not run on this machine; the packages are those of $(debian_mirror)."
  write_marker "$work" "$version"
  if [[ -e $root ]]; then mv -T "$root" "$work/old"; fi
  mv -T "$work/root" "$root"
  progress "Asterisk $version is ready in $root ($(wc -l <"$work/uris") packages, $((SECONDS - started)) s)."
}

fetch_packages() {
  local apt=$1 mirror keyring
  mirror=$(debian_mirror)
  [[ -n $mirror ]] ||
    fail "apt's sources on this machine name no Debian mirror: set UNIFIEDBX_DEBIAN_MIRROR to the address of one."
  keyring=$(debian_keyring) ||
    fail "Debian's signing keys are missing: apt-get install debian-archive-keyring"
  progress 'Asterisk: reading the package list'
  private_apt_prepare "$apt" "$mirror" "$suite" "$keyring"
  private_apt_update "$apt" || refuse_download "$apt/update.log" "The package list of Debian $suite could not be read from $mirror"
  private_apt "$apt" --print-uris install "${packages[@]}" 2>"$apt/install.log" | grep "^'" >"$work/uris" ||
    refuse_download "$apt/install.log" "Debian $suite at $mirror does not offer a complete Asterisk; UNIFIEDBX_ASTERISK_SUITE names another suite"
  private_apt "$apt" --download-only install "${packages[@]}" >"$apt/install.log" 2>&1 &
  watch_download $! "$apt/archives"
  wait $! || refuse_download "$apt/install.log" "The Asterisk packages could not be fetched from $mirror"
}

refuse_download() {
  local log=$1 sentence=$2
  grep -E '^(E|W|Err)' "$log" | tail -n 5 >&2 || tail -n 5 "$log" >&2
  fail "$sentence."
}

# apt moves files while they are counted: what find misses then is no error.
watch_download() {
  local pid=$1 archives=$2 count size total
  count=$(wc -l <"$work/uris")
  total=$(awk '{ sum += $3 } END { printf "%.0f", sum }' "$work/uris")
  while kill -0 "$pid" 2>/dev/null; do
    size=$({ find "$archives" -type f -printf '%s\n' 2>/dev/null || true; } | awk '{ sum += $1 } END { printf "%.0f", sum }')
    progress "Asterisk: $(find "$archives" -maxdepth 1 -name '*.deb' 2>/dev/null | wc -l) of $count packages, $(megabytes "$size") of $(megabytes "$total") MB"
    sleep 1
  done
}

unpack_all() {
  local work=$1
  mkdir "$work/root"
  progress "Asterisk: unpacking $(wc -l <"$work/uris") packages"
  unpack_packages "$work/root" "$work"/apt/archives/*.deb ||
    fail "The Asterisk packages could not be unpacked: is the disk of $work full?"
}

write_marker() {
  local work=$1 version=$2
  {
    printf 'format=%s\nversion=%s\nsuite=%s\n' "$asterisk_root_format" "$version" "$suite"
    printf 'modules=%s\n' "$(asterisk_modules "$work/root")"
    awk '{ print "package=" $2 }' "$work/uris" | sort
  } >"$work/root/$asterisk_root_marker"
}

main
