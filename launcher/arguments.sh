# shellcheck shell=bash
# Sets arguments: what was typed, but for the address of a database. A password may be in it, and the
# arguments of a process are everybody's to read for as long as it runs.
take_arguments() {
  arguments=()
  while (($#)); do
    case $1 in
      --database-url=?*) export UNIFIEDBX_DATABASE_URL=${1#*=} ;;
      --database-url)
        if (($# > 1)); then
          export UNIFIEDBX_DATABASE_URL=$2
          shift
        else
          arguments+=("$1")
        fi
        ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done
}
