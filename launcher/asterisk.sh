# shellcheck shell=bash disable=SC2154 # root, target and the colours are set by other parts
# Which Asterisk a start uses: somebody else's, one on the PATH, or the one in the user's cache.

asterisk_to_fetch=

# Sets what the Java side is told, and whether the cache has to be looked after.
choose_asterisk() {
  local on_path
  if [[ $(asterisk_mode "$@") == external || -n ${UNIFIEDBX_ASTERISK_ROOT:-}${UNIFIEDBX_ASTERISK_BINARY:-} ]]; then
    return
  fi
  if on_path=$(fit_asterisk_on_path); then
    export UNIFIEDBX_ASTERISK_BINARY=$on_path
  else
    use_own_asterisk
  fi
}

use_own_asterisk() {
  UNIFIEDBX_ASTERISK_ROOT=${UNIFIEDBX_ASTERISK_ROOT:-$(asterisk_root)}
  export UNIFIEDBX_ASTERISK_ROOT
  if [[ $UNIFIEDBX_ASTERISK_ROOT == "$(asterisk_root)" ]] && why_unusable "$UNIFIEDBX_ASTERISK_ROOT" >/dev/null; then
    asterisk_to_fetch=yes
  fi
}

start_asterisk_fetch() {
  if [[ -n $asterisk_to_fetch ]]; then
    start_job asterisk fetch_asterisk
  fi
}

fetch_asterisk() { "$root/launcher/asterisk-binaries.sh" "$(job_state asterisk)"; }

# Command line before environment before configuration file, as everywhere.
asterisk_mode() {
  local mode data
  mode=$(option asterisk "$@") || mode=${UNIFIEDBX_ASTERISK:-}
  if [[ -z $mode ]]; then
    data=$(option data "$@") || data=${UNIFIEDBX_DATA:-./data}
    mode=$(sed -nE 's/^[[:space:]]*asterisk[[:space:]]*[=:[:space:]][[:space:]]*([a-z]+)[[:space:]]*$/\1/p' \
      "$data/unifiedbx.conf" 2>/dev/null | tail -n 1) || true
  fi
  printf '%s\n' "${mode:-managed}"
}

# option NAME ARGUMENT… : the value of --NAME among the arguments.
option() {
  local name=--$1
  shift
  while (($#)); do
    case $1 in
      "$name") [[ $# -gt 1 ]] && printf '%s\n' "$2" && return ;;
      "$name"=*) printf '%s\n' "${1#*=}" && return ;;
    esac
    shift
  done
  return 1
}

fit_asterisk_on_path() {
  local binary version
  binary=$(command -v asterisk) || return 1
  version=$("$binary" -V 2>/dev/null | sed -nE 's/^Asterisk ([0-9]+).*/\1/p')
  ((${version:-0} >= 20)) && printf '%s\n' "$binary"
}
