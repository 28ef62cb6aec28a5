# shellcheck shell=bash disable=SC2154 # root, target and the colours are set by other parts
# The application, built from this repository when something in it is newer than the last build.
#
# server/target/app is a link to a directory that never changes once it is there: a running server
# keeps its files, the next start takes the new ones.

target=$root/server/target
app_link=$target/app
build_log=$target/build.log

has_application() { [[ -r $app_link/server.jar && -d $app_link/lib && -e $app_link/built ]]; }

# Sets application, the directory itself and not the link: it stays what it is when the link moves on.
find_application() { application=$(readlink -f -- "$app_link"); }

# Also directories: the only trace of a deleted file is the date of the directory it was in.
is_stale() {
  has_application || return 0
  [[ -n $(find "$root/pom.xml" "$root/.mvn" "$root"/{ami,server}/pom.xml "$root"/{ami,server}/src/main \
    -newer "$app_link/built" -print -quit 2>/dev/null) ]]
}

# Maven, from the PATH or from apt.
find_maven() {
  command -v mvn >/dev/null || apt_install 'Maven, which builds this product,' maven
  local version
  version=$(mvn -v 2>/dev/null | sed -nE 's/.*Apache Maven ([0-9]+\.[0-9]+).*/\1/p') || true
  [[ $(printf '%s\n3.8\n' "$version" | sort -V | head -n 1) == 3.8 ]] ||
    fail "Maven 3.8 or newer is needed, the mvn on the PATH is ${version:-unknown}: install a newer one and put it first on the PATH."
}

# A job: one build at a time, and none when another start has just made it.
build_application() {
  local state lock started=$SECONDS
  state=$(job_state build)
  exec {lock}<"$root/pom.xml"
  if ! flock -n "$lock"; then
    echo 'Build: another start is building, waiting for it' >"$state"
    flock "$lock"
    if ! is_stale; then
      : >"$state"
      return
    fi
  fi
  if ! mkdir -p "$target" || ! [[ -w $target ]]; then
    fail "The application must be built and $target cannot be written: run as the owner of $root."
  fi
  : >"$target/build.began"
  run_maven "$state"
  lay_out "$state"
  echo "Built in $((SECONDS - started)) s." >"$state"
}

run_maven() {
  local state=$1 pid
  echo 'Build: starting Maven' >"$state"
  : >"$build_log"
  (cd "$root" && exec mvn -B -pl server -am -Dmaven.test.skip=true -Dspotless.check.skip=true package) \
    >"$build_log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    maven_progress >"$state"
    sleep 0.5
  done
  wait "$pid" || {
    maven_errors | head -n 15 >&2
    fail "The build failed: the whole of it is in $build_log"
  }
}

# What went wrong, without Maven's advice about Maven.
maven_errors() {
  sed -E '/^\[ERROR\] (-> |To see the full|Re-run Maven|For more information|After correcting|\[Help|  mvn )/d; /^\[ERROR\] *$/d' "$build_log" |
    grep -E '^\[ERROR\]' || tail -n 15 "$build_log"
}

maven_progress() {
  awk '
    /Downloaded from/ { files++ }
    /--- .*(compiler|compile).* @ / { doing = "compiling " $(NF - 1) }
    /--- .*spring-boot.* @ / { doing = "packaging" }
    END {
      printf "Build: %s", doing ? doing : "resolving dependencies"
      if (files) printf ", %d files fetched", files
      print ""
    }' "$build_log"
}

lay_out() {
  local state=$1 name
  name=app-$(date +%Y%m%dT%H%M%S)-$$
  echo 'Build: laying out' >"$state"
  rm -rf "$target"/app.making
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -Djarmode=tools -jar "$target/server.jar" \
    extract --destination "$target/app.making" >>"$build_log" 2>&1 ||
    fail "The application could not be unpacked: the reason is in $build_log"
  mv "$target/build.began" "$target/app.making/built"
  mv -T "$target/app.making" "$target/$name"
  ln -sfn "$name" "$target/app.link"
  mv -T "$target/app.link" "$app_link"
  forget_old_applications "$name"
}

# Older ones go when no process runs from them; the one before this is kept in any case.
forget_old_applications() {
  local current=$1 old
  while IFS= read -r old; do
    is_in_use "$old" || rm -rf "$old"
  done < <(find "$target" -maxdepth 1 -type d -name 'app-*' ! -name "$current" | sort -r | tail -n +2)
}

# The name comes from a file, so that this very search is no user of it.
is_in_use() { grep -qsFf <(printf '%s\n' "$1/") /proc/[0-9]*/cmdline; }
