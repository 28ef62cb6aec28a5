# shellcheck shell=bash disable=SC2154 # root, target and the colours are set by other parts
# How the JVM is started: flags for a server that is content with 256 MiB of heap, and JDK 25's
# caches of loaded classes and profiles, trained once after each build: one for the server, a
# smaller and quicker one for the commands, which need few of its classes.

# Sets application, server_java_flags and fast_start, the beginning of the caches' names: a cache is
# for this JDK, these flags and this place, a JVM refuses one that was made otherwise.
#
# The user's own flags come last and win. What the JVM itself has to say goes to standard error:
# standard output belongs to the command. Its warnings about the cache are left out: it does without
# the part that it can't use, and nobody can do anything about it. Nor does it warn that Tomcat uses
# sun.misc.Unsafe, which is how it gives buffers off the heap back.
plan_java() {
  local own jdk key
  find_application
  server_java_flags=(
    -Xmx256m -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
    -Dspring.aot.enabled=true -Xlog:disable -Xlog:all=warning:stderr -Xlog:aot*=error:stderr
  )
  # Smallest footprint and least CPU with this heap; a JVM takes only one collector. What it keeps
  # free for new objects is less than its third by default: a thousand streams live for long, and
  # where they fill the rest, every collection is of everything.
  [[ ${UNIFIEDBX_JAVA_OPTIONS:-} == *-XX:+Use*GC* ]] || server_java_flags+=(-XX:+UseSerialGC -Xmn40m)
  read -ra own <<<"${UNIFIEDBX_JAVA_OPTIONS:-}"
  server_java_flags+=("${own[@]}")
  mapfile -t jdk <"$JAVA_HOME/release"
  key=$(sha256sum <<<"$application ${jdk[*]} ${server_java_flags[*]}")
  fast_start=$application/fast-${key:0:12}
}

is_fast_start_wanted() { [[ ${UNIFIEDBX_FAST_START:-on} != off ]]; }

# By the commands' cache, which is made last.
is_fast_start_settled() {
  ! is_fast_start_wanted || [[ -r $fast_start-command.aot || -e $fast_start.failed || ! -w $application ]]
}

# A job. Failing is no error: starts are slower then, and it is not tried again for this build.
train_fast_start() {
  local state lock log=$target/fast-start.log
  state=$(job_state fast-start)
  exec {lock}<"$application/server.jar"
  if ! flock -n "$lock"; then
    echo 'Training the JVM for fast starts: another start is at it, waiting for it' >"$state"
    flock "$lock"
  fi
  if is_fast_start_settled; then
    : >"$state"
    return
  fi
  local missed=()
  : >"$log"
  echo 'Training the JVM for fast starts, 1 of 2: the server' >"$state"
  train server warm || missed+=(server)
  echo 'Training the JVM for fast starts, 2 of 2: the commands' >"$state"
  train command -XX:TieredStopAtLevel=1 warm --commands || missed+=(commands)
  if ((${#missed[@]} == 0)); then
    echo 'The JVM is trained: later starts are fast.' >"$state"
  else
    : >"$fast_start.failed"
    echo "The training for fast starts did not succeed for: ${missed[*]}. $log tells why." >"$state"
  fi
}

# Makes one cache: of which kind, flags of its own, the command that is watched.
train() {
  local kind=$1 cache own=()
  shift
  while [[ $1 == -* ]]; do
    own+=("$1")
    shift
  done
  cache=$fast_start-$kind.aot
  rm -f "$cache".*
  if UNIFIEDBX_JAVA_FLAGS=$(printf '%s\n' "${server_java_flags[@]}") timeout --foreground -k 10 480 \
    "$JAVA_HOME/bin/java" "${server_java_flags[@]}" "${own[@]}" -XX:AOTCacheOutput="$cache.making" \
    -jar "$application/server.jar" "$@" >>"$log" 2>&1 && [[ -s $cache.making ]]; then
    mv "$cache.making" "$cache"
  else
    rm -f "$cache".*
    return 1
  fi
}

# Sets java_flags for what becomes the server.
choose_server_flags() {
  use_cache server
  java_flags=("${server_java_flags[@]}" "${cache[@]}")
  server_java_flags=("${java_flags[@]}")
}

# Sets java_flags for a command that answers and ends before optimising would pay, and
# server_java_flags for the server that it may start.
choose_command_flags() {
  use_cache command
  java_flags=("${server_java_flags[@]}" "${cache[@]}" -XX:TieredStopAtLevel=1)
  use_cache server
  server_java_flags+=("${cache[@]}")
}

# Sets cache to the flag that uses the cache of that kind, if there is one.
use_cache() {
  cache=()
  if is_fast_start_wanted && [[ -r $fast_start-$1.aot ]]; then
    cache=("-XX:AOTCache=$fast_start-$1.aot")
  fi
}
