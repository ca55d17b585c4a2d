#!/bin/sh
# Makes sure of the system packages that running (run) or testing (test) Liaison, building its installers (installers)
# or trying these (trials) needs on Debian and Ubuntu:
# installs them when run as root there, names them in one line otherwise.
set -eu

venv=python3-venv
libraries="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0"
installers="binutils dpkg-dev fakeroot librsvg2-bin rpm nsis gcc-mingw-w64-x86-64 binutils-mingw-w64-x86-64"
trials="mmdebstrap lintian desktop-file-utils appstream rpm wine wine64"
tests="xvfb xauth xdotool openbox fonts-dejavu-core fonts-noto-cjk"

wanted="$libraries"
case "$1" in
    test) wanted="$wanted $tests" ;;
    installers) wanted="$wanted $installers" ;;
    trials) wanted="$wanted $trials" ;;
esac
python3 -c 'import ensurepip, venv' 2>/dev/null || wanted="$venv $wanted"

command -v dpkg-query >/dev/null 2>&1 || exit 0
missing=""
for package in $wanted; do
    # A library may have a successor of another name (libglib2.0-0t64), which then provides the old one.
    dpkg-query -W -f '${Status} ${Package} ${Provides}\n' 2>/dev/null | grep '^install ok installed ' \
        | grep -Eq "(^| |,)$package(t64)?( |,|\$)" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Liaison needs these system packages: sudo apt-get install$missing" >&2
    exit 1
fi
