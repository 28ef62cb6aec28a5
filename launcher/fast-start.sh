# shellcheck shell=bash disable=SC2154 # root, target and the colours are set by other parts
# How the JVM is started: flags for a server that is content with 256 MiB of heap, and JDK 25's
# cache of loaded classes and profiles, trained once after each build.

# The same in training and in use: a cache is refused by a JVM with another collector or layout.
server_flags=(
  -Xmx256m
  -XX:+UseSerialGC
  -XX:+UseCompactObjectHeaders
  -XX:+ExitOnOutOfMemoryError
  -Dfile.encoding=UTF-8
  --enable-native-access=ALL-UNNAMED
)

fast_start_cache() { printf '%s\n' "$(application)/fast-start.aot"; }

# What a cache depends on. It is made again when any of it has changed.
fast_start_key() {
  application
  grep -E '^(JAVA_RUNTIME_VERSION|IMPLEMENTOR_VERSION)=' "$JAVA_HOME/release" || true
  printf '%s\n' "${server_flags[@]}"
}

is_fast_start_settled() {
  [[ ${UNIFIEDBX_FAST_START:-on} == off ]] ||
    [[ $(fast_start_key) == "$(cat "$(application)/fast-start.key" 2>/dev/null)" ]]
}

# A job. Failing is no error: starts are slower then, and it is not tried again for this build.
train_fast_start() {
  local state cache lock log=$target/fast-start.log
  state=$(job_state fast-start)
  cache=$(fast_start_cache)
  exec {lock}<"$(application)/server.jar"
  flock "$lock"
  if is_fast_start_settled; then return; fi
  rm -f "$cache" "$cache".*
  echo 'Training the JVM for fast starts, once after a build' >"$state"
  if timeout -k 10 240 "$JAVA_HOME/bin/java" "${server_flags[@]}" -XX:AOTCacheOutput="$cache.making" \
    -jar "$(application)/server.jar" warm >"$log" 2>&1 && [[ -s $cache.making ]]; then
    mv "$cache.making" "$cache"
    echo 'Later starts are fast now.' >"$state"
  else
    rm -f "$cache".*
    echo "Fast start is left out, its training did not succeed ($log)." >"$state"
  fi
  fast_start_key >"$(application)/fast-start.key"
}

# Sets server_java_flags, and java_flags to the same.
choose_server_flags() {
  local own
  read -ra own <<<"${UNIFIEDBX_JAVA_OPTIONS:-}"
  server_java_flags=("${server_flags[@]}")
  if [[ ${UNIFIEDBX_FAST_START:-on} != off && -r $(fast_start_cache) ]] && is_fast_start_settled; then
    server_java_flags+=("-XX:AOTCache=$(fast_start_cache)")
  fi
  server_java_flags+=("${own[@]}")
  java_flags=("${server_java_flags[@]}")
}

# Sets java_flags for a command that answers and ends before optimising would pay.
choose_command_flags() {
  choose_server_flags
  java_flags+=(-XX:TieredStopAtLevel=1)
}
