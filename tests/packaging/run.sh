#!/usr/bin/env bash
# Makes what users install out of this tree, and tries it: the crate, the wheel, the source package for PyPI.
# Takes the release build that is there (CARGO_TARGET_DIR or target); needs python3 with venv, and PyPI for maturin.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
target=${CARGO_TARGET_DIR:-$root/target}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n1)

say() { echo "ok - packaging: $*"; }
fail() { echo "not ok - packaging: $*" >&2; exit 1; }

# unpacked ARCHIVE: the one folder in it, unpacked.
unpacked() {
  mkdir "$work/unpacked"
  tar -xzf "$1" -C "$work/unpacked"
  echo "$work"/unpacked/*
}

# complete FOLDER: has what building needs, compiles, and leaves the rest at home.
complete() {
  [ -d "$1/schemas" ] && [ -f "$1/LICENSE-MIT" ] && [ -f "$1/CHANGELOG.md" ] || fail "$1 lacks files"
  [ ! -e "$1/editors" ] && [ ! -e "$1/tests" ] || fail "$1 has too much"
  cargo check --quiet --locked --manifest-path "$1/Cargo.toml" --target-dir "$target"
  rm -r "$work/unpacked"
}

# works PROGRAM: it is this version, and finds the mistakes of the sample.
works() {
  [ "$("$1" --version)" = "integrations-ls $version" ] || fail "$1 is not version $version"
  local status=0
  "$1" check tests/sample > "$work/report" || status=$?
  [ $status = 1 ] && grep -q 'metadata/invalid-unit' "$work/report" || fail "$1 does not check"
}

# maturin ARGUMENT...: tells much; shown when it fails.
maturin() {
  "$work/build/bin/maturin" "$@" > "$work/maturin.log" 2>&1 || { cat "$work/maturin.log"; fail "maturin $1"; }
}

cargo package --quiet --locked --allow-dirty --no-verify --target-dir "$target"
complete "$(unpacked "$target/package/integrations-ls-$version.crate")"
say "the crate is complete"

python3 -m venv "$work/build"
"$work/build/bin/pip" --quiet --disable-pip-version-check install 'maturin>=1.9,<2'
export CARGO_TARGET_DIR=$target
maturin sdist --out "$work/dist"
complete "$(unpacked "$work/dist/integrations_ls-$version.tar.gz")"
say "the source package is complete"

maturin build --release --locked --out "$work/dist"
python3 -m venv "$work/fresh"
"$work/fresh/bin/pip" --quiet --disable-pip-version-check install --no-index --only-binary :all: \
  --find-links "$work/dist" integrations-ls
works "$work/fresh/bin/integrations-ls"
say "the wheel installs and works: $(cd "$work/dist" && ls -- *.whl)"
