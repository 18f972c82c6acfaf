#!/usr/bin/env bash
# prerequisites.sh [preflight] [test] [bench] [arm64] [test-arm64] [browser] [live]
# Installs what the build, the tests and the demo need from Debian's packages, and says early
# what it cannot install itself. Run by `make`; running it again costs a second.
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s\n' "$*" >&2; }
die() { say "pxeboot: $*"; exit 1; }

# name of the package | file whose presence shows that it is installed
packages_wanted() {
  cat <<'LIST'
qemu-system-x86|/usr/bin/qemu-system-x86_64
ovmf|/usr/share/OVMF/OVMF_CODE_4M.fd
ipxe-qemu|/usr/lib/ipxe/qemu/efi-virtio.rom
mmdebstrap|/usr/bin/mmdebstrap
gpg|/usr/bin/gpg
debian-archive-keyring|/usr/share/keyrings/debian-archive-keyring.gpg
iproute2|/usr/sbin/ip
openssh-client|/usr/bin/ssh
zstd|/usr/bin/zstd
xz-utils|/usr/bin/xz
xorriso|/usr/bin/xorriso
kmod|/usr/sbin/depmod
busybox|/usr/bin/busybox
curl|/usr/bin/curl
shellcheck|/usr/bin/shellcheck
LIST
  # An engine that is there stays, whoever made it: Docker's own packages conflict with Debian's.
  command -v dockerd >/dev/null || docker version >/dev/null 2>&1 || echo 'docker.io|/usr/sbin/dockerd'
  # Debian 13 ships the client apart from the engine.
  command -v docker >/dev/null || echo 'docker-cli|/usr/bin/docker'
  # Only tests make disks of files on this host.
  [[ " $* " != *" test "* ]] || printf '%s\n' 'fdisk|/usr/sbin/sfdisk' 'dosfstools|/usr/sbin/mkfs.vfat' 'udev|/usr/bin/udevadm' \
    'lvm2|/usr/sbin/pvcreate' 'cryptsetup-bin|/usr/sbin/cryptsetup'
  # Only tests ask for addresses of IPv6, and for hundreds of names at once.
  [[ " $* " != *" test "* ]] || printf '%s\n' 'isc-dhcp-client|/usr/sbin/dhclient' 'bind9-dnsutils|/usr/bin/dig'
  # Only tests need a database server; they make clusters of their own.
  [[ " $* " != *" test "* ]] || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo 'postgresql|/nonexistent'
  # Only tests run the image's programs on an old processor.
  [[ " $* " != *" test "* ]] || echo 'qemu-user-static|/usr/bin/qemu-x86_64-static'
  # Run and install ARM64's programs.
  [[ " $* " != *" arm64 "* ]] || printf '%s\n' 'qemu-user-static|/usr/bin/qemu-aarch64-static' 'arch-test|/usr/bin/arch-test'
  [[ " $* " != *" test-arm64 "* ]] || printf '%s\n' 'qemu-system-arm|/usr/bin/qemu-system-aarch64' 'qemu-efi-aarch64|/usr/share/AAVMF/AAVMF_CODE.fd'
  # The status pages' tests drive a real browser, with fonts that have the pages' signs.
  [[ " $* " != *" browser "* ]] || printf '%s\n' 'chromium|/usr/bin/chromium' 'chromium-driver|/usr/bin/chromedriver' \
    'fonts-dejavu-core|/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'
  # Live systems are made by these; what they are made of is in their own root file system.
  [[ " $* " != *" live "* ]] || printf '%s\n' 'bubblewrap|/usr/bin/bwrap' 'squashfs-tools|/usr/bin/mksquashfs' 'xorriso|/usr/bin/xorriso' \
    'mtools|/usr/bin/mcopy' 'dosfstools|/usr/sbin/mkfs.vfat' 'cpio|/usr/bin/cpio' 'qemu-utils|/usr/bin/qemu-img' 'fdisk|/usr/sbin/sfdisk' 'fuse2fs|/usr/bin/fuse2fs' \
    'libcap2-bin|/usr/sbin/setcap'
  [[ " $* " != *" bench "* ]] || printf '%s\n' 'wrk|/usr/bin/wrk' 'kea-admin|/usr/sbin/perfdhcp'
}

require_root() {
  [ "$(id -u)" = 0 ] || die "installing packages needs root: run make as root, or install sudo."
}

apt_install() {
  # A fresh machine is often busy with its own updates.
  apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-remove --no-install-recommends "$@" >/dev/null ||
    die "apt-get could not install $*: its own message stands above."
}

install_packages() {
  local missing=() package file
  while IFS='|' read -r package file; do
    [ -e "$file" ] || missing+=("$package")
  done < <(packages_wanted "$@")
  [ "${#missing[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null ||
    die "this is not Debian: install these by hand and run make again: ${missing[*]}"
  require_root
  say "==> installing from Debian's packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  if [[ " ${missing[*]} " == *" postgresql "* ]]; then
    # It would make a cluster and start it, on a port that may be somebody's.
    apt_install postgresql-common
    sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
  fi
  # docker-cli exists from Debian 13 on; Debian 12 has the client in docker.io.
  if [[ " ${missing[*]} " == *" docker-cli "* ]] && ! apt-cache show docker-cli >/dev/null 2>&1; then
    missing=("${missing[@]/docker-cli/}")
  fi
  # shellcheck disable=SC2068 # an emptied element must vanish
  apt_install ${missing[@]}
}

# What virtual machines need and no package gives, said before minutes of building.
preflight() {
  local free needed=6
  [ -c /dev/net/tun ] || modprobe tun 2>/dev/null || [ -c /dev/net/tun ] ||
    die "/dev/net/tun is missing, which virtual machines need: in a container, pass it in (--device /dev/net/tun)"
  [ ! -d build/images ] || needed=3
  free=$(df --output=avail -BG . | tail -n 1 | tr -dc 0-9)
  [ "$free" -ge "$needed" ] || die "only $free GB are free here, $needed GB are needed: make room"
}

# Has the kernel start ARM64's programs by the emulator, also in containers: it opens the emulator now (F). Where systemd
# runs, the package has seen to it.
register_arm64() {
  local registry=/proc/sys/fs/binfmt_misc
  [ "$(uname -m)" != aarch64 ] && [ ! -e "$registry/qemu-aarch64" ] || return 0
  [ -e "$registry/register" ] || mount -t binfmt_misc binfmt_misc "$registry" ||
    die "binfmt_misc can't be mounted, which running ARM64 programs takes: load the kernel module binfmt_misc"
  printf '%s' ':qemu-aarch64:M::\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:/usr/bin/qemu-aarch64-static:OCF' \
    >"$registry/register"
}

install_packages "$@"
[[ " $* " != *" arm64 "* ]] || register_arm64
[[ " $* " != *" preflight "* ]] || preflight
