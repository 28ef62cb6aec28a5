# shellcheck shell=bash disable=SC2154 # root, target and the colours are set by other parts
# Which Asterisk a start uses: somebody else's, one on the PATH, or the one in the user's cache.

asterisk_check=

# Sets what the Java side is told, and whether the cache has to be looked after.
choose_asterisk() {
  if [[ ${UNIFIEDBX_ASTERISK_BINARY:-} == own ]]; then
    unset UNIFIEDBX_ASTERISK_BINARY
    use_own_asterisk
  elif [[ $(asterisk_mode "$@") != external && -z ${UNIFIEDBX_ASTERISK_ROOT:-}${UNIFIEDBX_ASTERISK_BINARY:-} ]]; then
    use_asterisk_on_path || use_own_asterisk
  fi
}

use_own_asterisk() {
  UNIFIEDBX_ASTERISK_ROOT=${UNIFIEDBX_ASTERISK_ROOT:-$(asterisk_root)}
  export UNIFIEDBX_ASTERISK_ROOT
  if [[ $UNIFIEDBX_ASTERISK_ROOT == "$(asterisk_root)" ]]; then
    why_unusable "$UNIFIEDBX_ASTERISK_ROOT" >/dev/null & # Looked at while other things are.
    asterisk_check=$!
  fi
}

start_asterisk_fetch() {
  if [[ -n $asterisk_check ]] && wait "$asterisk_check"; then
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
    [[ ! -r $data/unifiedbx.conf ]] ||
      mode=$(sed -nE 's/^[[:space:]]*asterisk[[:space:]]*[=:[:space:]][[:space:]]*([a-z]+)[[:space:]]*$/\1/p' \
        "$data/unifiedbx.conf" | tail -n 1)
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

# An installed asterisk is taken when it is new enough, else passed over, and a line says which.
use_asterisk_on_path() {
  local binary version
  binary=$(command -v asterisk) || return 1
  version=$("$binary" -V 2>/dev/null | sed -nE 's/^Asterisk ([0-9]+\.[0-9]+).*/\1/p') || true
  if ! is_new_enough "$version"; then
    say "$binary is ${version:-of no known version}, and 20.11, 21.6, 22.1 or newer is needed: using an Asterisk of our own."
    return 1
  fi
  say "Using the Asterisk $version of this machine, $binary (UNIFIEDBX_ASTERISK_BINARY=own takes one of our own)."
  export UNIFIEDBX_ASTERISK_BINARY=$binary
}

# The first of each line that checks digests of SHA-256, which is what the database holds.
is_new_enough() {
  local major=${1%%.*} minor=${1#*.}
  case $major in
    20) ((minor >= 11)) ;;
    21) ((minor >= 6)) ;;
    22) ((minor >= 1)) ;;
    *) ((${major:-0} > 22)) ;;
  esac
}
