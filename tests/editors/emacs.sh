#!/bin/sh
# Runs an Emacs unpacked by unpack-debian.sh: emacs.sh FOLDER [arguments of Emacs].
# As nvim.sh does: its own loader, so that the language server keeps the libraries of the system.
folder=$1
shift
libraries=$folder/usr/lib/$(uname -m)-linux-gnu
version=$(ls "$folder/usr/share/emacs" | grep -m1 '^[0-9]')
programs=$(echo "$folder/usr/libexec/emacs/$version"/*-linux-gnu)
lisp=$folder/usr/share/emacs/$version/lisp
EMACSLOADPATH=$(find "$lisp" -type d ! -path '*/obsolete*' | tr '\n' ':' | sed 's/:$//')
EMACSDATA=$folder/usr/share/emacs/$version/etc
EMACSDOC=$EMACSDATA
EMACSPATH=$programs
export EMACSLOADPATH EMACSDATA EMACSDOC EMACSPATH
# Emacs finds its compiled Lisp by its own path, so that has to be absolute.
exec "$libraries"/ld-linux-*.so.* --library-path "$libraries" --argv0 "$folder/usr/bin/emacs-nox" \
  "$folder/usr/bin/emacs-nox" --dump-file="$(echo "$programs"/*.pdmp)" "$@"
