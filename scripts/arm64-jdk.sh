#!/usr/bin/env bash
# Fetches JDK 25 for ARM64 from Debian 13: the modules of which jlink makes a runtime, and the libraries without their
# debugging symbols.
#   arm64-jdk.sh DIRECTORY
set -euo pipefail

directory=$(realpath --canonicalize-missing "$1")
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
home=usr/lib/jvm/java-25-openjdk-arm64

rm -rf "$directory" "$directory.part"
mkdir -p "$directory.part/apt"/{lists/partial,archives/partial}
cd "$directory.part"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >apt/sources.list
touch apt/status
# An apt of its own: this host may be of another release and architecture, and nothing is installed on it.
options=(
  -qq -o "Dir::Etc::SourceList=$PWD/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
  -o "Dir::State::Lists=$PWD/apt/lists" -o "Dir::State::Status=$PWD/apt/status" -o "Dir::Cache=$PWD/apt"
  -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o APT::Sandbox::User=root -o Acquire::Languages=none
  -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false
  -o Acquire::IndexTargets::deb::Contents-deb-legacy::DefaultEnabled=false
)
apt-get "${options[@]}" update
apt-get "${options[@]}" download openjdk-25-jdk-headless openjdk-25-jre-headless
for package in *.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar --extract --strip-components=5 --wildcards "./$home/jmods/*" "./$home/lib/*.so" 2>/dev/null || true
done
if [ ! -f jmods/java.base.jmod ] || [ ! -f lib/server/libjvm.so ]; then
  echo "pxeboot: Debian's openjdk-25 has no modules for jlink any more: look into $directory.part" >&2
  exit 1
fi
rm -rf apt ./*.deb
mv "$directory.part" "$directory"
