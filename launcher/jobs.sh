# shellcheck shell=bash disable=SC2154 # root, target and the colours are set by other parts
# Slow work in the background, several at once, with one line that tells how far each one is.
#
# A job writes its present state, one line of text, to the file named by job_state; what it says
# otherwise is kept until it has ended. On a terminal the line is rewritten in place, elsewhere
# one is printed every ten seconds.

declare -A job_pids=()
jobs_dir=

# start_job NAME COMMAND… : each job is a process group, so that it can be ended with all it started.
start_job() {
  local name=$1
  shift
  if [[ -z $jobs_dir ]]; then
    jobs_dir=$(mktemp -d)
    trap 'end_jobs' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
  fi
  set -m
  "$@" </dev/null >"$jobs_dir/$name.said" 2>&1 &
  job_pids[$name]=$!
  set +m
}

# job_state NAME : the file where that job tells how far it is.
job_state() { printf '%s\n' "$jobs_dir/$1"; }

# Waits for all jobs. Fails when one has failed; what it said tells why.
finish_jobs() {
  local began=$SECONDS last_line=$SECONDS failed=0 name
  while ((${#job_pids[@]})); do
    for name in "${!job_pids[@]}"; do
      kill -0 "${job_pids[$name]}" 2>/dev/null || reap_job "$name" || failed=1
    done
    ((${#job_pids[@]})) || break
    if [[ -t 2 ]]; then
      draw_states $((SECONDS - began))
    elif ((SECONDS - last_line >= 10)); then
      last_line=$SECONDS
      print_states $((SECONDS - began))
    fi
    sleep 0.3
  done
  return "$failed"
}

reap_job() {
  local name=$1 status=0
  wait "${job_pids[$name]}" || status=$?
  # What a failed job started must not go on without it.
  ((status == 0)) || kill -TERM -- "-${job_pids[$name]}" 2>/dev/null || true
  unset "job_pids[$name]"
  clear_line
  cat "$jobs_dir/$name.said" >&2
  ((status == 0)) || [[ -s $jobs_dir/$name.said ]] ||
    complain "The step '$name' ended without saying why (exit code $status): start again, and report it if that does not help."
  if ((status == 0)) && [[ -s $jobs_dir/$name ]]; then step "$(<"$jobs_dir/$name")"; fi
  return "$status"
}

clear_line() { [[ ! -t 2 ]] || printf '\r\e[K' >&2; }

draw_states() {
  local seconds=$1 name text=
  for name in "${!job_pids[@]}"; do
    [[ ! -s $jobs_dir/$name ]] || text+="${text:+  |  }$(<"$jobs_dir/$name")"
  done
  text="    $seconds s  ${text:-working}"
  printf '\r\e[K%s' "${dim}${text:0:$(terminal_columns)}${plain}" >&2
}

terminal_columns() { stty size </dev/tty 2>/dev/null | awk '$2 > 1 { print $2 - 1; ok = 1 } END { if (!ok) print 79 }'; }

print_states() {
  local seconds=$1 name
  for name in "${!job_pids[@]}"; do
    [[ ! -s $jobs_dir/$name ]] || say "    $(<"$jobs_dir/$name") ($seconds s)"
  done
}

# Whatever still runs when the launcher ends, for instance by Ctrl-C, ends too.
end_jobs() {
  local name
  for name in "${!job_pids[@]}"; do
    kill -TERM -- "-${job_pids[$name]}" 2>/dev/null || true
    wait "${job_pids[$name]}" 2>/dev/null || true
  done
  [[ -z $jobs_dir ]] || rm -rf "$jobs_dir"
}
