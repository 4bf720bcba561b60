#!/usr/bin/env bash
# Installs the services that the benchmarks of load, faults and the edge start on the loopback, as far as they are missing.
set -euo pipefail

missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
command -v wrk >/dev/null || missing+=(wrk)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)

[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]}…" >&2
    export DEBIAN_FRONTEND=noninteractive
    # a package's own service would start with the system, for everybody: the benchmarks start theirs
    policy=/usr/sbin/policy-rc.d
    [ -e $policy ] || { printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy && trap 'rm -f $policy' EXIT; }
    apt-get -qq update
    apt-get -qq install --yes --no-install-recommends "${missing[@]}" >/dev/null
else
    echo "Missing for these benchmarks: ${missing[*]} (the names of Debian's packages). Install them." >&2
    exit 1
fi
