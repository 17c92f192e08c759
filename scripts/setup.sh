# shellcheck shell=bash
# What ./start and ./test share: sourced by both, from the project's folder.
set -euo pipefail
python=.venv/bin/python

say() { printf '%s\n' "$*" >&2; }

stop() { # LINE... — print the lines, and give up
    printf '%s\n' "$@" >&2
    exit 1
}

# Run a command as root: as we are, or by a sudo that asks for no password. `as_root true` tells whether we may.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@" </dev/null; else sudo -n "$@" </dev/null; fi
}

# Install Debian packages where we may; elsewhere name them and stop.
system_packages() {
    if ! command -v apt-get >/dev/null || ! as_root true 2>/dev/null; then
        say "System packages are missing, and only an administrator may install them:"
        stop "    sudo apt-get install $*"
    fi
    say "Installing system packages: $*"
    as_root apt-get update -qq >/dev/null || say "The list of packages could not be renewed; trying the old one."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null ||
        stop "Installing them failed (see above). By hand: sudo apt-get install $*"
}

# Print the first Python of at least 3.11.
find_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    say "idpdash needs Python 3.11 or newer, and none was found:"
    stop "    sudo apt-get install python3.11 python3.11-venv"
}

# Make .venv, unless a working one is there.
make_environment() {
    if "$python" -m pip --version >/dev/null 2>&1; then return; fi
    local found
    found=$(find_python)
    if ! "$found" -c 'import venv, ensurepip' 2>/dev/null; then
        system_packages "$("$found" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    say "Making .venv with $("$found" --version)"
    rm -rf .venv # half a one, or one whose Python is gone
    "$found" -m venv .venv || stop "Making .venv failed (see above)."
}

# Install a list of Python packages, unless the same list is already installed here.
install_list() {
    local stamp=".venv/$1.installed" now
    now=$({ pwd -P; cat "$1"; } | sha256sum)
    if "$python" -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then return; fi
    make_environment
    say "Installing what $1 lists (a minute or two, only when it has changed)"
    "$python" -m pip install --quiet --disable-pip-version-check --no-input -r "$1" </dev/null >&2 ||
        stop "Installing failed (see above). Is the internet reachable?"
    echo "$now" >"$stamp"
}

# Everything that running needs: packages, and fonts where the browser finds them.
set_up() {
    install_list requirements.txt
    "$python" -c 'from pathlib import Path; from idpdash.ui.assets import install_fonts; install_fonts(Path("static"))'
}
