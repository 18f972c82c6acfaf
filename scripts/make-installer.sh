#!/usr/bin/env bash
# Makes the installer's directory of the initramfs: a GraalVM native image where a GraalVM is at hand (GRAALVM_HOME, native-image,
# or GRAALVM, the name of a container image with it), else the same classes on a Java runtime that has only the modules they
# use. Says which one it made.
#   make-installer.sh JAVA_HOME DIRECTORY [JDK]
# JDK is another architecture's: jmods/ for jlink, lib/ with its libraries. Then it is never a native image.
set -euo pipefail

java_home=$1
directory=$2
foreign=${3:-}
jar=os-installer/target/os-installer-0.1.0-SNAPSHOT.jar
lib=os-installer/target/lib

say() { printf '%s\n' "==> installer: $*" >&2; }

graalvm_home() {
  local native
  if [ -n "${GRAALVM_HOME:-}" ] && [ -x "$GRAALVM_HOME/bin/native-image" ]; then
    echo "$GRAALVM_HOME"
  else
    native=$(command -v native-image) && dirname "$(dirname "$(realpath "$native")")"
  fi
}

# Static with musl on x86-64 where its compiler is at hand; mostly static elsewhere, with glibc beside it.
make_native() {
  local link=()
  ! command -v x86_64-linux-musl-gcc >/dev/null || link=(-Dnative.link=--static -Dnative.libc=musl)
  GRAALVM_HOME=$1 JAVA_HOME=$java_home mvn --batch-mode --no-transfer-progress -Pnative package -Dmaven.test.skip=true \
    -pl os-installer --also-make "${link[@]}" >"$directory.log" 2>&1 &&
    cp os-installer/target/os-installer "$directory.part/bin/"
}

make_native_in_container() {
  local linking="--static --libc=musl"
  [ "$(uname -m)" = x86_64 ] || linking=--static-nolibc
  # shellcheck disable=SC2086 # nothing, or sudo
  ${SUDO:-} env DOCKER_BUILDKIT=0 docker build --network=host --build-arg "GRAALVM=$GRAALVM" --build-arg "LINK=$linking" \
    --tag pxeboot_stack_native_installer --file docker/native-installer.Dockerfile os-installer/target >"$directory.log" 2>&1 &&
    ${SUDO:-} scripts/docker.sh export pxeboot_stack_native_installer "$directory.native" >>"$directory.log" 2>&1 &&
    cp "$directory.native/bin/os-installer" "$directory.part/bin/"
}

make_jlinked() {
  cp -r "$lib" "$directory.part/lib"
  cp "$jar" "$directory.part/os-installer.jar"
  cp initrd-builder/initramfs/os-installer "$directory.part/bin/os-installer"
  scripts/make-runtime.sh "$java_home" "$directory.part/runtime" "$foreign" --add-modules java.base,java.logging,java.xml
}

rm -rf "$directory.part"
mkdir -p "$directory.part/bin"
if [ -n "$foreign" ]; then
  make_jlinked
  say "made with a jlinked Java runtime: a native image is made on its own architecture only"
elif home=$(graalvm_home); then
  say "native image by $home (takes minutes)"
  if make_native "$home"; then
    say "made as a native image"
  else
    say "native-image failed, see $directory.log: making it with jlink instead"
    make_jlinked
  fi
elif [ -n "${GRAALVM:-}" ]; then
  say "native image in a container of $GRAALVM (takes minutes)"
  if make_native_in_container; then
    say "made as a native image"
  else
    say "it could not be made, see $directory.log: making it with jlink instead"
    make_jlinked
  fi
else
  make_jlinked
  say "made with a jlinked Java runtime, as there is no GraalVM (GRAALVM_HOME, or GRAALVM=an image with it, for a native image)"
fi
rm -rf "$directory" "$directory.native"
mv "$directory.part" "$directory"
