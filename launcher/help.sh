# shellcheck shell=bash

print_help() {
  cat <<'HELP'
UnifiedBX PBX API: a PBX (Asterisk) with a REST and GraphQL API, in one command.

  ./unifiedbx up            build what is stale, start PostgreSQL, Asterisk and the API, stay in front
  ./unifiedbx up --detach   the same, return when the API answers
  ./unifiedbx up --demo     with two phones and a carrier, and three curl commands ready to paste
  ./unifiedbx status        what runs, on which ports (--json for programs)
  ./unifiedbx down          stop all of it

  ./unifiedbx app …         API applications: create, list, show, update, rotate-secret, retire-secret, …
  ./unifiedbx extension …   extensions by file: import (with --dry-run), export, bulk-handler columns
  ./unifiedbx audit …       the audit log: list, export, verify
  ./unifiedbx admin …       the console's administrator: reset-password
  ./unifiedbx test          the whole test suite; more arguments go to Maven
  ./unifiedbx bench [name]  the benchmarks
  ./unifiedbx help          this page; every command answers --help with its options

A first call:
  ./unifiedbx up --detach
  ./unifiedbx app create --name crm --scope call:write --scope extension:read --allow-ip 127.0.0.1
  ./unifiedbx up --help

Two systems side by side:
  ./unifiedbx up --detach --data /srv/pbx-b --https-port 9443 --sip-port 5070 --ami-port 5048 --rtp-ports 12000-12999

Everything a system knows is in its data directory (--data, ./data unless told otherwise).

What the launcher itself listens to:
  UNIFIEDBX_JAVA_HOME        the JDK, 25 or newer; otherwise one is looked for
  UNIFIEDBX_JAVA_OPTIONS     further options for the JVM, for instance -Xmx512m
  UNIFIEDBX_FAST_START=off   no training of the JVM after a build; starts take longer
  UNIFIEDBX_BUILD=never      take what was built last, however old it is
  UNIFIEDBX_ASTERISK_BINARY  an installed asterisk; "own" passes over the one on the PATH
  UNIFIEDBX_ASTERISK_ROOT    an Asterisk unpacked elsewhere, instead of the one in the user's cache
  UNIFIEDBX_ASTERISK_SUITE   the Debian suite that the Asterisk binaries are taken from (unstable)
  UNIFIEDBX_DEBIAN_MIRROR    a Debian mirror, on systems whose apt sources name none
HELP
}

print_test_help() {
  cat <<'HELP'
The whole test suite, on real PostgreSQL, Asterisk and SIP phones; about a quarter of an hour on two
processors. What it needs (Maven, SIPp, Node) is installed by apt if it is missing.

  ./unifiedbx test                       everything
  ./unifiedbx test -Dtest=CdrTests -Dsurefire.failIfNoSpecifiedTests=false
                                         some classes; whatever follows goes to Maven
  ./unifiedbx test -q                    with less to read

The last line tells how many tests ran and how they ended; the exit code is 0 if all went well.
HELP
}
