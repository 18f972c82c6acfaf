#!/usr/bin/env bash
# Takes the tools of the installer's initramfs from Debian 13: initrd-builder picks from the directory what debian.spec says.
#   initramfs-tools.sh amd64|arm64 DIRECTORY
set -euo pipefail

architecture=$1 directory=$(realpath --canonicalize-missing "$2")
packages=base-files,base-passwd,busybox,dosfstools,e2fsprogs,fdisk,kmod,libc-bin,mount,tar,udev,util-linux,zstd

rm -rf "$directory" "$directory.part"
# Unpacked only: nothing of it is run, so either architecture's are taken in the same way, in seconds.
mmdebstrap --quiet --variant=extract --architectures="$architecture" --include="$packages" trixie "$directory.part"
# What the packages' own scripts would make; udev's rules name the groups.
cp "$directory.part/usr/share/base-passwd/passwd.master" "$directory.part/etc/passwd"
cp "$directory.part/usr/share/libc-bin/nsswitch.conf" "$directory.part/etc/nsswitch.conf"
{
  cat "$directory.part/usr/share/base-passwd/group.master"
  printf '%s:*:%d:\n' input 997 sgx 996 clock 995 kvm 994 render 993
} >"$directory.part/etc/group"
mv "$directory.part" "$directory"
