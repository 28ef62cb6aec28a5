# shellcheck shell=bash
# What the launcher tells people: always on standard error, so that a command's own output stays clean.

bold='' dim='' red='' plain=''
if [[ -t 2 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' plain=$'\e[0m'
fi

say() { printf '%s\n' "$*" >&2; }

step() { printf '%s\n' "${bold}==>${plain} $*" >&2; }

hint() { printf '%s\n' "${dim}$*${plain}" >&2; }

complain() { printf '%s\n' "${red}unifiedbx:${plain} $*" >&2; }

# fail SENTENCE : tells what to do and ends with 1.
fail() {
  complain "$*"
  exit 1
}

# misuse SENTENCE : the command line is wrong, ends with 2.
misuse() {
  complain "$*"
  exit 2
}

megabytes() { printf '%d' $(($1 / 1000000)); }
