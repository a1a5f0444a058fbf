#!/bin/bash
# Unpacks packages of another Debian release, with every library they need, into a folder of their own.
# Nothing is installed and the system's own package lists stay as they are; root is not needed.
#
#   unpack-debian.sh RELEASE FOLDER PACKAGE...        for example: unpack-debian.sh forky .tools/nvim neovim
set -euo pipefail

release=$1
target=$2
shift 2

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] || { echo "no Debian keyring here, cannot check signatures" >&2; exit 1; }

# The mirror the machine already uses. `apt-get update` must have run once for this to be known.
mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | grep -m1 '/debian/$' || true)}
[ -n "$mirror" ] || { echo "no Debian mirror known: run apt-get update or set DEBIAN_MIRROR" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial" "$target"

# An empty list of installed packages makes apt fetch the C library as well, so versions always fit together.
: > "$work/status"
printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$release" > "$work/sources.list"

# The index of a testing release is valid for one week only; a mirror that lags would be refused without
# the Check-Valid-Until line. Signatures are checked all the same.
{
  printf 'Dir::State "%s";\nDir::State::lists "%s/lists";\nDir::State::status "%s/status";\n' "$work" "$work" "$work"
  printf 'Dir::Cache "%s";\nDir::Cache::archives "%s/archives";\n' "$work" "$work"
  printf 'Dir::Etc::sourcelist "%s/sources.list";\n' "$work"
  printf 'Dir::Etc::sourceparts "/dev/null";\nDir::Etc::preferencesparts "/dev/null";\n'
  printf 'Acquire::Languages "none";\nAcquire::Check-Valid-Until "false";\n'
  printf 'APT::Sandbox::User "root";\nDebug::NoLocking "1";\n'
} > "$work/apt.conf"
export APT_CONFIG=$work/apt.conf

apt-get -qq update
apt-get -qq -y --no-install-recommends --download-only install "$@"
for archive in "$work"/archives/*.deb; do
  dpkg-deb -x "$archive" "$target"
done
