#!/bin/bash
# Installs what run.sh needs: Chromium (apt), code-server and the extension's tools (npm), and, below
# .tools/, two releases of Neovim, Emacs, Helix, and what reads the screen of Helix (pip). Safe to run again; what is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
extension=$(cd ../../editors/vscode && pwd)
tools=$here/.tools
mkdir -p "$tools"

step() { printf '%4ds  %s\n' "$SECONDS" "$*"; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# once_per_lock FOLDER COMMAND: runs the command once per content of the folder's lock file. The copy that
# remembers it lives in node_modules, so deleting that folder starts afresh.
once_per_lock() {
  local lock=$1/package-lock.json done=$1/node_modules/.installed-lock.json
  if ! cmp -s "$lock" "$done"; then
    "$2"
    cp "$lock" "$done"
  fi
}

install_code_server() {
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  # code-server's own install script would do this second step; it is skipped because the package brings
  # ready binaries. `npm ci` refuses the list shipped in the package, hence `install`.
  (cd node_modules/code-server/lib/vscode &&
    npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error)
}

install_extension_tools() {
  (cd "$extension" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
}

# unpack FOLDER PACKAGE RELEASE...: the first release that can be resolved today is taken.
unpack() {
  local folder=$tools/$1 package=$2 release
  shift 2
  [ -e "$folder/.complete" ] && return
  for release in "$@"; do
    rm -rf "$folder"
    if ./unpack-debian.sh "$release" "$folder" "$package"; then
      touch "$folder/.complete"
      return
    fi
    step "$package of Debian $release is not available"
  done
  return 1
}

install_terminal() {
  local folder=$tools/python
  "$folder/bin/python" -c 'import pexpect, pyte' 2> /dev/null && return
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/pip" --quiet --disable-pip-version-check install pexpect==4.9.0 pyte==0.8.2
}

if [ -z "${CHROMIUM:-}" ] && ! command -v chromium > /dev/null; then
  as_root apt-get -qq update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install chromium > /dev/null
fi
step "Chromium: $("${CHROMIUM:-chromium}" --version 2> /dev/null)"

once_per_lock "$here" install_code_server
step "code-server: $(node -p 'require("./node_modules/code-server/package.json").version')"

once_per_lock "$extension" install_extension_tools
step "tools of the extension"

# A machine that has Chromium already may never have read its package lists.
if [ -z "${DEBIAN_MIRROR:-}" ] && ! apt-get indextargets --format '$(REPO_URI)' | grep -q '/debian/$'; then
  as_root apt-get -qq update
fi
unpack nvim-new neovim forky sid trixie
unpack nvim-0.10 neovim trixie
unpack emacs emacs-nox forky sid trixie
unpack helix hx forky sid trixie
install_terminal
for folder in nvim-new nvim-0.10; do
  step "$folder: $(./nvim.sh "$tools/$folder" --version | head -n1)"
done
step "$(./emacs.sh "$tools/emacs" --version | head -n1)"
step "$(XDG_CONFIG_HOME=$tools ./helix.sh "$tools/helix" --version)"
