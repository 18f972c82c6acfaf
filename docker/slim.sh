#!/bin/sh
# Run while the image is built, when Debian's packages are installed: takes out what the container never uses. The
# packages' list and their licences stay.
set -eu

mkdir -p /tftpboot /www/images /www/initrds /mnt/host/vms /var/lib/pvmlab
ipxe() { find /usr/lib/ipxe -xdev -name "$1" -type f | head -n 1; }
cp "$(ipxe undionly.kpxe)" /tftpboot/undionly.kpxe
cp "$(ipxe snponly.efi)" /tftpboot/snponly.efi
cp "$(ipxe ipxe-amd64.efi)" /tftpboot/ipxe-x86_64.efi
cp "$(ipxe ipxe-arm64.efi)" /tftpboot/ipxe-arm64.efi
chmod 0644 /tftpboot/*
# Published live systems, wherever the images directory is; the entry point makes the second link.
ln -s /run/pxeboot-stack/live /tftpboot/live
# The signed shim and GRUB come with them.
for file in bootx64.efi grubx64.efi bootaa64.efi grubaa64.efi; do ln -s "live/$file" "/tftpboot/$file"; done
rm -rf /usr/lib/ipxe

# Nothing is installed in the container: neither apt nor what packages are configured with.
installed() { dpkg-query --show --showformat='${Package}\n' | grep -xE "$1"; }
purge() { dpkg --purge --force-depends --force-remove-essential "$@" >/dev/null 2>&1; }
# shellcheck disable=SC2046 # several packages
purge $(installed 'apt|libapt-pkg.*|sqv|debian-archive-keyring|adduser|tzdata|ca-certificates|openssl|e2fsprogs|logsave|libext2fs.*|libss2')
# Of supervisord's plug-ins: supervise.py does without.
# shellcheck disable=SC2046
purge $(installed 'python3-(autocommand|inflect|jaraco\..*|more-itertools|pkg-resources|setuptools|typeguard|typing-extensions)')
# The others' scripts need these.
# shellcheck disable=SC2046
purge $(installed 'debconf|perl-base')
rm -rf /var/cache/* /var/lib/apt /var/log/* /var/backups/* /etc/apt /usr/share/bash-completion
find /usr/share/doc -mindepth 1 ! -type d ! -name copyright -delete
find /usr/share/doc -mindepth 1 -type d -empty -delete
rm -rf /usr/share/locale /usr/share/i18n /usr/share/man /usr/share/info /usr/share/lintian \
  /usr/share/perl5 /usr/lib/*/gconv
find /usr/lib/locale -mindepth 1 ! -name 'C*' -prune -exec rm -rf {} +
rm -f /var/lib/dpkg/*-old /var/lib/dpkg/info/*.templates /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow-

# Of Python what supervisord needs.
python=$(echo /usr/lib/python3.*)
rm -rf "$python"/test "$python"/idlelib "$python"/ensurepip "$python"/pydoc_data "$python"/lib2to3 "$python"/turtledemo \
  "$python"/unittest "$python"/doctest.py "$python"/pydoc.py "$python"/distutils "$python"/tkinter \
  /usr/lib/python3/dist-packages/supervisor/tests
find /usr -name __pycache__ -type d -prune -exec rm -rf {} +
# Compiled is what it loads: it may not write there when it runs.
python3 -c 'import sys, types; sys.modules["pkg_resources"] = types.ModuleType("pkg_resources"); import supervisor.supervisord'

# Nobody becomes somebody else by a program's mode bits, and nobody writes where all may.
find / -xdev -type f -perm /6000 -exec chmod a-s {} +
find / -xdev -type f -perm -0002 -exec chmod o-w {} +
rm -f /root/.bash_history /tmp/slim.sh
