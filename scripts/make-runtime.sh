#!/usr/bin/env bash
# Makes a Java runtime with jlink. Its classes are not compressed: what it goes into is.
#   make-runtime.sh JAVA_HOME DIRECTORY JDK OPTION...
# JDK is empty, or another architecture's: jmods/ for jlink, lib/ with its libraries without debugging symbols.
set -euo pipefail

java_home=$1 directory=$2 foreign=$3
shift 3
options=(--no-header-files --no-man-pages --compress zip-0)
if [ -z "$foreign" ]; then
  options+=(--strip-debug)
else
  options+=(--strip-java-debug-attributes --module-path "$foreign/jmods")
fi

rm -rf "$directory" "$directory.part"
"$java_home/bin/jlink" --output "$directory.part" "${options[@]}" "$@"
if [ -n "$foreign" ]; then
  find "$directory.part" -name '*.debuginfo' -delete
  (cd "$directory.part/lib" && find . -name '*.so' -print0) | while IFS= read -r -d '' library; do
    [ ! -f "$foreign/lib/$library" ] || cp "$foreign/lib/$library" "$directory.part/lib/$library"
  done
fi
mv "$directory.part" "$directory"
