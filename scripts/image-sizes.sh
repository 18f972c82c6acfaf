#!/usr/bin/env bash
# Prints what each part of an image weighs, as the table in docs/benchmarks.md; exits 1 where it is above its goal.
#   image-sizes.sh IMAGE DIRECTORY
set -euo pipefail
image=$1 directory=$2
unpacked_goal=400 compressed_goal=180

rm -rf "$directory" && mkdir -p "$directory"
trap 'rm -rf "$directory"' EXIT
docker save "$image" | tar --extract --directory="$directory"

part() {
  case $(tar --list --file "$1" | grep --extended-regexp --only-matching --max-count=1 \
    'usr/bin/bash|runtime/bin/java|boot-handler/lib/|boot-handler\.aot|vm-watcher\.aot|pxeboot\.aot|www/initrds/.*gz' || true) in
    usr/bin/bash) echo "Debian's packages: dnsmasq, nginx, supervisord, iPXE" ;;
    runtime/bin/java) echo "Java runtime" ;;
    boot-handler/lib/) echo "programs, licences" ;;
    boot-handler.aot) echo "AOT cache of boot-handler" ;;
    vm-watcher.aot) echo "AOT cache of vm-watcher" ;;
    pxeboot.aot) echo "AOT cache of pxeboot" ;;
    www/initrds/*) echo "installer's initramfs: $(tar --list --file "$1" | grep --only-matching '[^/]*/initrd.gz' | cut -d/ -f1 | paste -sd, | sed 's/,/, /')" ;;
    *) echo "the rest" ;;
  esac
}

mb() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1e6 }'; }

echo "| part | unpacked, MB | compressed (gzip), MB |"
echo "|---|---|---|"
total_unpacked=0 total_compressed=0
while read -r layer; do
  # A file with two names counts once, a directory not at all, as on the disk.
  unpacked=$(tar --list --verbose --numeric-owner --file "$directory/$layer" | awk '/^-/ { sum += $3 } END { print sum + 0 }')
  compressed=$(gzip --stdout "$directory/$layer" | wc -c)
  total_unpacked=$((total_unpacked + unpacked)) total_compressed=$((total_compressed + compressed))
  [ "$unpacked" -lt 100000 ] || echo "| $(part "$directory/$layer") | $(mb "$unpacked") | $(mb "$compressed") |"
done < <(grep --only-matching '"Layers":\[[^]]*' "$directory/manifest.json" | grep --only-matching '[^"[]*layer.tar')
echo "| **all of it** | **$(mb $total_unpacked)** | **$(mb $total_compressed)** |"
echo "| to reach | $unpacked_goal | $compressed_goal |"
[ $total_unpacked -le $((unpacked_goal * 1000000)) ] && [ $total_compressed -le $((compressed_goal * 1000000)) ]
