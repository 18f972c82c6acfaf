#!/usr/bin/env bash
# Fails, and says in one line why, where the initramfs's tools can't be Alpine's: their C library is musl, so the
# installer must bring none.
#   alpine-possible.sh INSTALLER IMAGE
set -euo pipefail

installer=$1 image=$2
instead() {
  printf '%s\n' "==> initramfs: not with Alpine's tools, as $*: taking Debian's" >&2
  exit 1
}

[ ! -d "$installer/runtime" ] || instead "the installer is no native image but runs on a Java runtime for glibc"
ldd "$installer/bin/os-installer" 2>&1 | grep -qE 'statically linked|not a dynamic executable' ||
  instead "the installer is linked against glibc"
docker image inspect "$image" >/dev/null 2>&1 || timeout 120 docker pull --quiet "$image" >/dev/null 2>&1 ||
  instead "no registry gives $image"
