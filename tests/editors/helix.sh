#!/bin/sh
# Runs a Helix unpacked by unpack-debian.sh: helix.sh FOLDER [arguments of Helix].
# As nvim.sh does: its own loader, so that the language server keeps the libraries of the system.
folder=$1
shift
libraries=$folder/usr/lib/$(uname -m)-linux-gnu
HELIX_RUNTIME=$folder/usr/lib/hx/runtime
export HELIX_RUNTIME
exec "$libraries"/ld-linux-*.so.* --library-path "$libraries" --argv0 hx "$folder/usr/lib/hx/hx" "$@"
