# shellcheck shell=bash
# Debian packages for somebody who is not root: apt with directories of its own, so that nothing
# is installed, no maintainer script runs and no other package of the machine is touched.
#
# The mirror is the one in this machine's own apt sources: the repository names none.

# The first address in the machine's sources that serves Debian's main archive.
debian_mirror() {
  if [[ -n ${UNIFIEDBX_DEBIAN_MIRROR:-} ]]; then
    printf '%s\n' "$UNIFIEDBX_DEBIAN_MIRROR"
    return
  fi
  { one_line_sources; deb822_sources; } | awk '
    { address = $1; suite = $2 }
    address ~ /^cdrom:/ || address ~ /security/ || suite ~ /security|backports|-/ { next }
    address ~ /\/debian\/?$/ || address ~ /^mirror\+.*debian[^\/]*$/ { print address; exit }'
}

# "address suite" of each line of the older format, whatever options stand in brackets.
one_line_sources() {
  local file
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [[ -r $file ]] && sed -nE 's/^[[:space:]]*deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+)[[:space:]]+([^[:space:]]+).*/\2 \3/p' "$file"
  done
  true
}

# "address suite" of each pair in the newer format; disabled stanzas are left out.
deb822_sources() {
  local file
  for file in /etc/apt/sources.list.d/*.sources; do
    [[ -r $file ]] || continue
    awk '
      function flush(   i, j) {
        if (enabled && types ~ /(^| )deb( |$)/)
          for (i = 1; i <= split(uris, u, " "); i++)
            for (j = 1; j <= split(suites, s, " "); j++) print u[i], s[j]
        enabled = 1; types = uris = suites = field = ""
      }
      BEGIN { enabled = 1 }
      /^[[:space:]]*#/ { next }
      /^[[:space:]]*$/ { flush(); next }
      /^[^[:space:]]/ { field = tolower($1); sub(/^[^:]*:[[:space:]]*/, "") }
      field ~ /^types:/ { types = types " " $0 }
      field ~ /^uris:/ { uris = uris " " $0 }
      field ~ /^suites:/ { suites = suites " " $0 }
      field ~ /^enabled:/ && tolower($0) ~ /no|false|off|0/ { enabled = 0 }
      END { flush() }' "$file"
  done
}

debian_keyring() {
  local file
  for file in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
    [[ -r $file ]] && printf '%s\n' "$file" && return
  done
  return 1
}

# private_apt_prepare DIR MIRROR SUITE KEYRING : empty apt directories that know one archive.
private_apt_prepare() {
  local dir=$1 mirror=$2 suite=$3 keyring=$4 architecture
  architecture=$(dpkg --print-architecture)
  mkdir -p "$dir"/{etc/parts,lists/partial,archives/partial}
  : >"$dir/status"
  printf 'deb [arch=%s signed-by=%s] %s %s main\n' \
    "$architecture" "$keyring" "$mirror" "$suite" >"$dir/etc/sources.list"
  (umask 077 && private_apt_configuration "$dir" "$architecture" >"$dir/apt.conf")
}

# The machine's own way to the network (proxies, time limits, logins) is kept, its hooks are not.
private_apt_configuration() {
  local dir=$1 architecture=$2
  apt-config dump | grep -E '^Acquire::' | grep -vE '^Acquire::(IndexTargets|Languages)' || true
  cat <<CONFIGURATION
Dir "$dir";
Dir::State "$dir";
Dir::State::lists "$dir/lists";
Dir::State::status "$dir/status";
Dir::Cache "$dir";
Dir::Cache::archives "$dir/archives";
Dir::Etc "$dir/etc";
Dir::Etc::sourcelist "$dir/etc/sources.list";
Dir::Etc::sourceparts "$dir/etc/parts";
Dir::Etc::parts "$dir/etc/parts";
Dir::Etc::main "$dir/etc/none";
Dir::Etc::preferences "$dir/etc/none";
Dir::Etc::preferencesparts "$dir/etc/parts";
Dir::Etc::netrc "/etc/apt/auth.conf";
Dir::Etc::netrcparts "/etc/apt/auth.conf.d";
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
CONFIGURATION
}

# private_apt DIR ARGUMENT… : apt-get that sees nothing but DIR.
private_apt() {
  local dir=$1
  shift
  APT_CONFIG="$dir/apt.conf" DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q -y "$@" </dev/null
}

# A mirror frozen long ago still serves good packages, but its release file has run out: the
# check of that date, and only that one, is left out then.
private_apt_update() {
  local dir=$1
  private_apt "$dir" update --error-on=any >"$dir/update.log" 2>&1 && return
  grep -q 'is expired' "$dir/update.log" || return 1
  printf 'Acquire::Check-Valid-Until "false";\n' >>"$dir/apt.conf"
  private_apt "$dir" update --error-on=any >"$dir/update.log" 2>&1
}

# unpack_packages ROOT DEB… : files only, owned by whoever runs this, nothing set-user-id.
unpack_packages() {
  local root=$1
  shift
  export -f unpack_package
  # shellcheck disable=SC2016 # the inner shell expands them
  printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" bash -c 'unpack_package "$0" "$1"' "$root"
  find "$root" -type f -perm /6000 -exec chmod a-s {} +
}

unpack_package() {
  set -o pipefail
  dpkg-deb --fsys-tarfile "$2" |
    tar x -C "$1" --no-same-owner --no-same-permissions --keep-directory-symlink \
      --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*'
}
