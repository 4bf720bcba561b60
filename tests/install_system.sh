#!/usr/bin/env bash
# Installs what the tests need from the system: a browser, its driver, a font and PostgreSQL's server.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium fonts-liberation)
command -v chromedriver >/dev/null || missing+=(chromium-driver)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)

[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]}…"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update
    apt-get -qq install --yes --no-install-recommends "${missing[@]}" >/dev/null
else
    echo "Missing for the tests: ${missing[*]} (the names of Debian's packages). Install them." >&2
    exit 1
fi
