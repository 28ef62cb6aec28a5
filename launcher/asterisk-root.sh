# shellcheck shell=bash
# Where the unpacked Asterisk is, and whether it can be used.

asterisk_root_marker=.unifiedbx-asterisk
asterisk_root_format=2

asterisk_root() { printf '%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}/unifiedbx/asterisk"; }

asterisk_libraries=usr/lib/$(uname -m)-linux-gnu

# The loader of the unpacked C library: the machine's own may be older than the binaries need.
asterisk_loader() {
  local root=$1 file
  for file in "$root/$asterisk_libraries"/ld-linux-*.so.*; do
    [[ -x $file ]] && printf '%s\n' "$file" && return
  done
  return 1
}

# "351 files, 25912345 bytes": a module that was cut short or lost shows here.
asterisk_modules() {
  stat -c %s "$1/$asterisk_libraries/asterisk/modules"/*.so 2>/dev/null |
    awk '{ bytes += $1 } END { printf "%d files, %d bytes\n", NR, bytes }'
}

# asterisk_version ROOT : runs it, prints for instance 22.10.1.
asterisk_version() {
  local root=$1 loader said
  loader=$(asterisk_loader "$root") || return 1
  said=$("$loader" --library-path "$root/$asterisk_libraries" "$root/usr/sbin/asterisk" -V 2>/dev/null) || return 1
  said=${said#Asterisk }
  printf '%s\n' "${said%%[~+ ]*}"
}

# why_unusable ROOT : prints the reason and succeeds, or fails when ROOT is good.
why_unusable() {
  local root=$1 marker=
  [[ ! -f $root/$asterisk_root_marker ]] || marker=$'\n'$(<"$root/$asterisk_root_marker")$'\n'
  if [[ ! -e $root ]]; then
    echo 'not there yet'
  elif [[ $marker != *$'\n'"format=$asterisk_root_format"$'\n'* ]]; then
    echo 'half done or of another version of this product'
  elif [[ -n ${UNIFIEDBX_ASTERISK_SUITE:-} && $marker != *$'\n'"suite=$UNIFIEDBX_ASTERISK_SUITE"$'\n'* ]]; then
    echo "not from $UNIFIEDBX_ASTERISK_SUITE"
  elif [[ $marker != *$'\n'"modules=$(asterisk_modules "$root" || true)"$'\n'* || ! -d $root/usr/share/asterisk/sounds ]]; then
    echo 'files are missing'
  elif ! asterisk_version "$root" >/dev/null; then
    echo 'it does not run'
  else
    return 1
  fi
}
