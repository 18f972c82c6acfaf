#!/usr/bin/env bash
# Installs what the build, the tests and the demo need from Debian's packages, and says early
# what it cannot install itself. Run by `make`; running it again costs a second.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
die() { say "pxeboot: $*"; exit 1; }

# name of the package | file whose presence shows that it is installed
packages_wanted() {
  cat <<'LIST'
docker.io|/usr/sbin/dockerd
qemu-system-x86|/usr/bin/qemu-system-x86_64
qemu-utils|/usr/bin/qemu-img
ovmf|/usr/share/OVMF/OVMF_CODE_4M.fd
ipxe-qemu|/usr/lib/ipxe/qemu/efi-virtio.rom
mmdebstrap|/usr/bin/mmdebstrap
debian-archive-keyring|/usr/share/keyrings/debian-archive-keyring.gpg
iproute2|/usr/sbin/ip
openssh-client|/usr/bin/ssh
zstd|/usr/bin/zstd
xz-utils|/usr/bin/xz
kmod|/usr/sbin/depmod
busybox|/usr/bin/busybox
curl|/usr/bin/curl
shellcheck|/usr/bin/shellcheck
LIST
  # Debian 13 ships Docker's client apart from its engine.
  command -v docker >/dev/null || echo 'docker-cli|/usr/bin/docker'
}

require_root() {
  [ "$(id -u)" = 0 ] || die "installing packages needs root: run make as root, or install sudo."
}

install_packages() {
  local missing=() package file
  while IFS='|' read -r package file; do
    [ -e "$file" ] || missing+=("$package")
  done < <(packages_wanted)
  [ "${#missing[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null ||
    die "this is not Debian: install these by hand and run make again: ${missing[*]}"
  require_root
  say "==> installing from Debian's packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # docker-cli exists from Debian 13 on; Debian 12 has the client in docker.io.
  if [[ " ${missing[*]} " == *" docker-cli "* ]] && ! apt-cache show docker-cli >/dev/null 2>&1; then
    missing=("${missing[@]/docker-cli/}")
  fi
  # shellcheck disable=SC2068 # an emptied element must vanish
  apt-get install -y -qq --no-install-recommends ${missing[@]} >/dev/null ||
    die "apt-get could not install ${missing[*]}: its own message stands above."
}

install_packages
