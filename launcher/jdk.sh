# shellcheck shell=bash
# Finding a JDK that is new enough. The default `java` of a machine often is not.

jdk_needed=25
jdk_package=openjdk-$jdk_needed-jdk-headless

# Sets JAVA_HOME to the first JDK that will do, installing Debian's where there is one.
find_jdk() {
  local home
  home=$(first_fit_jdk) || {
    install_jdk
    home=$(first_fit_jdk) || fail "$jdk_package is installed, yet no JDK $jdk_needed was found: set UNIFIEDBX_JAVA_HOME to it."
  }
  if [[ -n ${UNIFIEDBX_JAVA_HOME:-} && $home != "$UNIFIEDBX_JAVA_HOME" ]]; then
    complain "UNIFIEDBX_JAVA_HOME=$UNIFIEDBX_JAVA_HOME holds no JDK $jdk_needed or newer; taking $home."
  fi
  export JAVA_HOME=$home
}

first_fit_jdk() {
  local home
  while IFS= read -r home; do
    if [[ -n $home ]] && is_fit_jdk "$home"; then
      printf '%s\n' "$home"
      return
    fi
  done < <(jdk_candidates)
  return 1
}

jdk_candidates() {
  local java
  printf '%s\n' "${UNIFIEDBX_JAVA_HOME:-}" "${JAVA_HOME:-}"
  if java=$(command -v java); then
    java=$(readlink -f -- "$java")
    printf '%s\n' "${java%/bin/java}"
  fi
  printf '%s\n' /usr/lib/jvm/* "${SDKMAN_DIR:-${HOME:-/}/.sdkman}"/candidates/java/*
}

# A start builds what is stale, and a JRE cannot; where nothing may be built, it will do.
is_fit_jdk() {
  local major
  [[ -x $1/bin/java && -r $1/release ]] || return 1
  [[ -x $1/bin/javac || ${UNIFIEDBX_BUILD:-} == never ]] || return 1
  major=$(sed -nE 's/^JAVA_VERSION="([0-9]+).*/\1/p' "$1/release")
  ((${major:-0} >= jdk_needed))
}

install_jdk() {
  apt_offers "$jdk_package" ||
    fail "A JDK $jdk_needed or newer is needed and this system's apt offers none: unpack one, for instance Eclipse Temurin $jdk_needed, and set UNIFIEDBX_JAVA_HOME to its directory."
  apt_install "A JDK $jdk_needed or newer" "$jdk_package"
}
