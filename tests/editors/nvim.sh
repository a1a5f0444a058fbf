#!/bin/sh
# Runs a Neovim unpacked by unpack-debian.sh: nvim.sh FOLDER [arguments of Neovim].
# Its own loader is used instead of LD_LIBRARY_PATH, so that the language server Neovim starts
# keeps the libraries of the system.
folder=$1
shift
libraries=$folder/usr/lib/$(uname -m)-linux-gnu
VIMRUNTIME=$folder/usr/share/nvim/runtime
export VIMRUNTIME
# Neovim finds its parsers beside its own program, which to it is the loader; so they are named here.
exec "$libraries"/ld-linux-*.so.* --library-path "$libraries" --argv0 nvim "$folder/usr/bin/nvim" \
  --cmd "set runtimepath^=$folder/usr/lib/nvim" "$@"
