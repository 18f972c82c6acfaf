# The tools that go into the installer's initramfs, Alpine's: smaller, and with musl beside them, which only an installer
# without a C library of its own can do with. initrd-builder takes from it what alpine.spec says. Nobody has built it yet:
# docs/adr/0012-installer-and-tools-that-were-not-built.md.
ARG ALPINE
FROM ${ALPINE} AS alpine

RUN apk add --no-cache blkid busybox dosfstools e2fsprogs e2fsprogs-extra eudev kmod lsblk mount sfdisk tar umount \
      util-linux-misc wipefs zstd

# Where Debian has everything below /usr, Alpine's programs are in four places; its loader has to be where they look for it.
FROM scratch
COPY --from=alpine /bin/ /usr/bin/
COPY --from=alpine /sbin/ /usr/sbin/
COPY --from=alpine /lib/ /lib/
COPY --from=alpine /lib/ /usr/lib/
COPY --from=alpine /usr/bin/ /usr/bin/
COPY --from=alpine /usr/sbin/ /usr/sbin/
COPY --from=alpine /usr/lib/ /usr/lib/
COPY --from=alpine /etc/ /etc/
