#!/usr/bin/env bash
# Fetches JDK 25 for ARM64 from Debian 13: the modules of which jlink makes a runtime, and the libraries without their
# debugging symbols.
#   arm64-jdk.sh DIRECTORY
set -euo pipefail

directory=$(realpath --canonicalize-missing "$1")
packages=$directory.packages
home=usr/lib/jvm/java-25-openjdk-arm64

rm -rf "$directory" "$directory.part" "$packages"
mkdir -p "$directory.part/lib"
# Unpacked only: nothing of it is run.
mmdebstrap --quiet --variant=extract --architectures=arm64 --include=openjdk-25-jdk-headless trixie "$packages"
if [ ! -f "$packages/$home/jmods/java.base.jmod" ] || [ ! -f "$packages/$home/lib/server/libjvm.so" ]; then
  echo "pxeboot: Debian's openjdk-25 has no modules for jlink any more: look into $packages" >&2
  exit 1
fi
mv "$packages/$home/jmods" "$directory.part/jmods"
(cd "$packages/$home/lib" && find . -name '*.so' -exec cp --parents {} "$directory.part/lib" \;)
rm -rf "$packages"
mv "$directory.part" "$directory"
