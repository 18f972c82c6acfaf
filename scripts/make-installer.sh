#!/usr/bin/env bash
# Makes the installer's directory of the initramfs: a GraalVM native image where a GraalVM is at hand,
# else the same classes on a Java runtime that has only the modules they use. Says which one it made.
#   make-installer.sh JAVA_HOME DIRECTORY
set -euo pipefail

java_home=$1
directory=$2
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
  "$java_home/bin/jlink" --output "$directory.part/runtime" \
    --add-modules java.base,java.logging,java.xml \
    --strip-debug --no-header-files --no-man-pages --compress zip-0
  local work
  work=$(mktemp -d)
  make_aot_cache "$work" || say "there is no AOT cache, see $directory.log: the installer starts more slowly"
  rm -rf "$work"
}

# Unpacks an archive once, and keeps what the JVM learnt in an AOT cache (JEP 514): the installer starts
# several times faster, which counts on a machine without KVM. Without the cache it works as well.
make_aot_cache() {
  local work=$1 url server
  head -c 48M /dev/urandom >"$work/file"
  tar --create --directory="$work" file | zstd --quiet -1 >"$work/rootfs.tar.zst"
  "$java_home/bin/jwebserver" --bind-address 127.0.0.1 --port 0 --directory "$work" >"$work/server" 2>&1 &
  server=$!
  for _ in $(seq 100); do
    url=$(sed -n 's,^URL \(http://.*\)/$,\1,p' "$work/server")
    [ -z "$url" ] || break
    sleep 0.1
  done
  manifest >"$work/manifest.json"
  configuration >"$work/configuration.json"
  touch -d @0 "$directory.part/os-installer.jar" "$directory.part"/lib/*.jar
  mkdir "$work/target"
  AOT_OPTION=-XX:AOTCacheOutput=$directory.part/installer.aot "$directory.part/bin/os-installer" \
    unpack "$url/configuration.json" "$work/target" >"$directory.log" 2>&1 && [ -e "$directory.part/installer.aot" ]
  local result=$?
  kill "$server"
  return "$result"
}

digest() { sha256sum "$1" | cut -d ' ' -f 1; }

manifest() {
  printf '{"distro":"a","arch":"x86_64","created":"","packages_sha256":"","kernel":"a","initrd":"a","modules":"a",
    "rootfs":"rootfs.tar.zst","files":[{"name":"rootfs.tar.zst","size":%d,"sha256":"%s","chunk_size":4194304,"chunks":[%s]}]}' \
    "$(stat --format=%s "$work/rootfs.tar.zst")" "$(digest "$work/rootfs.tar.zst")" \
    "$(split --bytes=4M --filter='sha256sum' "$work/rootfs.tar.zst" | cut -d ' ' -f 1 | sed 's/.*/"&"/' | paste -sd ,)"
}

configuration() {
  printf '{"cloud_init_url":"%s/","distro":"a","arch":"x86_64","rootfs_url":"%s/rootfs.tar.zst","kmods_url":"%s/a",
    "kernel_url":"%s/a","reboot_on_success":true,"manifest_url":"%s/manifest.json","manifest_sha256":"%s",
    "progress_url":"%s/a","disk":{},"wipe":"any"}' \
    "$url" "$url" "$url" "$url" "$url" "$(digest "$work/manifest.json")" "$url"
}

rm -rf "$directory.part"
mkdir -p "$directory.part/bin"
if native=$(native_image); then
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
