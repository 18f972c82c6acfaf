#!/usr/bin/env bash
# Makes the installer's directory of the initramfs: a GraalVM native image where a GraalVM is at hand,
# else the same classes on a Java runtime that has only the modules they use. Says which one it made.
#   make-installer.sh JAVA_HOME DIRECTORY [JDK]
# JDK is another architecture's: jmods/ for jlink, lib/ with its libraries. Then it is never a native image.
set -euo pipefail

java_home=$1
directory=$2
foreign=${3:-}
jar=os-installer/target/os-installer-0.1.0-SNAPSHOT.jar
lib=os-installer/target/lib

say() { printf '%s\n' "==> installer: $*" >&2; }

native_image() {
  if [ -n "${GRAALVM_HOME:-}" ] && [ -x "$GRAALVM_HOME/bin/native-image" ]; then
    echo "$GRAALVM_HOME/bin/native-image"
  else
    command -v native-image
  fi
}

make_native() {
  local native=$1 link
  # Static with musl where its compiler is at hand; mostly static elsewhere, with glibc beside it.
  if command -v x86_64-linux-musl-gcc >/dev/null; then
    link=(--static --libc=musl)
  else
    link=(--static-nolibc)
  fi
  "$native" --no-fallback -O2 -march=compatibility --enable-url-protocols=http "${link[@]}" \
    -cp "$jar:$lib/*" -o "$directory.part/bin/os-installer" \
    org.pxebootstack.installer.OsInstaller >"$directory.log" 2>&1
}

make_jlinked() {
  cp -r "$lib" "$directory.part/lib"
  cp "$jar" "$directory.part/os-installer.jar"
  cp initrd-builder/initramfs/os-installer "$directory.part/bin/os-installer"
  scripts/make-runtime.sh "$java_home" "$directory.part/runtime" "$foreign" --add-modules java.base,java.logging,java.xml
}

rm -rf "$directory.part"
mkdir -p "$directory.part/bin"
if [ -z "$foreign" ] && native=$(native_image); then
  say "native image by $native (takes minutes)"
  if make_native "$native"; then
    say "made as a native image"
  else
    say "native-image failed, see $directory.log: making it with jlink instead"
    make_jlinked
  fi
else
  make_jlinked
  say "made with a jlinked Java runtime (set GRAALVM_HOME for a native image)"
fi
rm -rf "$directory"
mv "$directory.part" "$directory"
