#!/usr/bin/env bash
# Installs what the tests need from the system: a browser, its driver, a font, PostgreSQL's server, nginx and the
# spreadsheets of LibreOffice.
set -euo pipefail

# Whether one of several names is a program on the PATH.
any() {
    for name; do ! command -v "$name" >/dev/null || return 0; done
    return 1
}

# The names are those of dashboard/exports/pdf.py and benchmarks/chromium.py.
missing=()
any chromium chromium-browser google-chrome-stable google-chrome chrome microsoft-edge || missing+=(chromium fonts-liberation)
any chromedriver chromium.chromedriver msedgedriver || missing+=(chromium-driver)
any initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
any nginx /usr/sbin/nginx || missing+=(nginx)
any soffice libreoffice || missing+=(libreoffice-calc)

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
