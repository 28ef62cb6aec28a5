# shellcheck shell=bash disable=SC2154 # root, target and the colours are set by other parts
# The whole test suite, on a machine that may have nothing but a JDK and apt.

# What the tests use besides the JDK: a command, and the Debian package that brings it.
test_tools=(
  mvn:maven
  sipp:sip-tester
  node:nodejs
  npm:npm
  chromium:chromium
)

run_tests() {
  local began status=0
  find_jdk
  install_test_tools
  find_maven
  use_own_asterisk
  start_asterisk_fetch
  finish_jobs || exit 1
  began=$(mktemp)
  (cd "$root" && mvn -B -ntp verify "$@" </dev/null) || status=$?
  print_totals "$began"
  rm -f "$began"
  exit "$status"
}

install_test_tools() {
  local tool missing=()
  for tool in "${test_tools[@]}"; do
    command -v "${tool%%:*}" >/dev/null || missing+=("${tool#*:}")
  done
  ((${#missing[@]} == 0)) || apt_install "What the tests need (${missing[*]})" "${missing[@]}"
}

# The totals of all modules in Surefire's own words, as the last line.
print_totals() {
  find "$root"/*/target/surefire-reports -name 'TEST-*.xml' -newer "$1" -print0 2>/dev/null |
    xargs -0r grep -hoE '<testsuite [^>]*' |
    awk '
      function count(name) { return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0 }
      { run += count("tests"); failures += count("failures"); errors += count("errors"); skipped += count("skipped") }
      END { printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failures, errors, skipped }'
}
