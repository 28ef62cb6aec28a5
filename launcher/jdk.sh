# shellcheck shell=bash
# Finding a JDK that is new enough. The default `java` of a machine often is not.

jdk_needed=25
jdk_package=openjdk-$jdk_needed-jdk-headless

# Sets JAVA_HOME to the first JDK that will do, installing Debian's where there is one.
find_jdk() {
  take_fit_jdk || {
    install_jdk
    take_fit_jdk || fail "$jdk_package is installed, yet no JDK $jdk_needed was found: set UNIFIEDBX_JAVA_HOME to it."
  }
  if [[ -n ${UNIFIEDBX_JAVA_HOME:-} && $JAVA_HOME != "$UNIFIEDBX_JAVA_HOME" ]]; then
    complain "UNIFIEDBX_JAVA_HOME=$UNIFIEDBX_JAVA_HOME holds no JDK $jdk_needed or newer; taking $JAVA_HOME."
  fi
}

take_fit_jdk() {
  local java home
  if java=$(command -v java); then java=$(readlink -f -- "$java"); fi
  for home in "${UNIFIEDBX_JAVA_HOME:-}" "${JAVA_HOME:-}" "${java%/bin/java}" \
    /usr/lib/jvm/* "${SDKMAN_DIR:-${HOME:-/}/.sdkman}"/candidates/java/*; do
    if is_fit_jdk "$home"; then
      export JAVA_HOME=$home
      return
    fi
  done
  return 1
}

# A start builds what is stale, and a JRE cannot; where nothing may be built, it will do.
is_fit_jdk() {
  local line
  [[ -n $1 && -x $1/bin/java && -r $1/release ]] || return 1
  [[ -x $1/bin/javac || ${UNIFIEDBX_BUILD:-} == never ]] || return 1
  while IFS= read -r line; do
    [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]] && ((BASH_REMATCH[1] >= jdk_needed)) && return
  done <"$1/release"
  return 1
}

install_jdk() {
  apt_offers "$jdk_package" ||
    fail "A JDK $jdk_needed or newer is needed and this system's apt offers none: unpack one, for instance Eclipse Temurin $jdk_needed, and set UNIFIEDBX_JAVA_HOME to its directory."
  apt_install "A JDK $jdk_needed or newer" "$jdk_package"
}
