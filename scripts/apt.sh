# Sourced by the scripts beside it: installs Debian packages where that is possible.

# Tells why apt cannot be used here, or nothing.
apt_missing() {
    if ! command -v apt-get >/dev/null; then
        echo "this system has no apt-get"
    elif [ "$(id -u)" -ne 0 ] && ! sudo -n true 2>/dev/null; then
        echo "you are not root and sudo asks for a password"
    fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# apt_install PACKAGE…: installs them, quietly unless it fails.
apt_install() {
    local log
    log=$(mktemp)
    if as_root env DEBIAN_FRONTEND=noninteractive sh -c '
        apt-get -q update || true
        exec apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
    ' apt "$@" </dev/null >"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
}
