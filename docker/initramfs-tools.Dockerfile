# The tools that go into the installer's initramfs; initrd-builder takes from it what debian.spec says.
ARG BASE=debian:trixie-slim
FROM ${BASE}

RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      busybox dosfstools e2fsprogs fdisk kmod mount tar udev util-linux zstd \
 && rm -rf /var/lib/apt/lists/*
