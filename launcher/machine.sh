# shellcheck shell=bash
# What this machine is, and what apt can add to it.

require_supported_machine() {
  local machine
  machine=$(uname -sm)
  case $machine in
    'Linux x86_64' | 'Linux aarch64') ;;
    *) fail "UnifiedBX runs on Linux on x86_64 or aarch64, this is $machine: start it in a Debian or Ubuntu machine." ;;
  esac
  [[ -e /lib64/ld-linux-x86-64.so.2 || -e /lib/ld-linux-aarch64.so.1 ]] || getconf GNU_LIBC_VERSION >/dev/null 2>&1 ||
    fail 'UnifiedBX needs a Linux with the GNU C library: start it on Debian or Ubuntu.'
}

# apt_offers PACKAGE : can it be installed here? Reads the lists first where there are none.
apt_offers() {
  command -v apt-cache >/dev/null || return 1
  apt_candidate "$1" && return
  may_install && refresh_apt_lists && apt_candidate "$1"
}

apt_candidate() {
  [[ $(LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p') == [0-9]* ]]
}

may_install() { ((EUID == 0)) || sudo -n true 2>/dev/null; }

as_root() {
  if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

refresh_apt_lists() {
  [[ -z ${apt_lists_refreshed:-} ]] || return 0
  apt_lists_refreshed=yes
  step 'apt-get update'
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update </dev/null >&2
}

# The lists keep the mirror's dates; the directory beside them has the date of the last update.
apt_lists_are_old() {
  local lists=/var/lib/apt/lists
  [[ -z $(find $lists -maxdepth 1 -name '*Packages*' -print -quit 2>/dev/null) ]] ||
    [[ -z $(find $lists/partial -maxdepth 0 -mtime -7 2>/dev/null) ]]
}

# apt_install WHAT PACKAGE… : says so and installs; without the right to, tells the command to type.
apt_install() {
  local what=$1
  shift
  command -v apt-get >/dev/null ||
    fail "$what is missing and this system has no apt: install it in this system's own way."
  may_install || fail "$what is missing: sudo apt-get install -y $*"
  if apt_lists_are_old; then
    refresh_apt_lists || complain 'apt-get update did not succeed, going on with the lists that are there.'
  fi
  step "$what is missing: apt-get install $*"
  apt_get_install "$@" || { refresh_apt_lists && apt_get_install "$@"; } ||
    fail "apt-get could not install $*: mend what it says above and start again."
}

apt_get_install() {
  local said
  said=$(as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
    apt-get install -q -y --no-install-recommends "$@" </dev/null 2>&1) && return
  tail -n 10 <<<"$said" >&2
  return 1
}
