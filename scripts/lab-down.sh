#!/usr/bin/env bash
# Removes what is left of a lab, found by its names: machines, container, an engine of its own, network, files.
#   lab-down.sh NAME DIRECTORY
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin

namespace=pxeboot-$1
directory=$2

if ip netns pids "$namespace" >/dev/null 2>&1; then
  for pid in $(ip netns pids "$namespace"); do
    case "$(cat "/proc/$pid/comm" 2>/dev/null)" in
      qemu-system*) kill "$pid" ;;
      # With it end its containers.
      dockerd)
        kill "$pid"
        for _ in $(seq 60); do
          [ -d "/proc/$pid" ] || break
          sleep 0.5
        done
        ;;
    esac
  done
fi
if [ -d "/run/$namespace" ]; then
  umount "/run/$namespace/exec/netns/default" 2>/dev/null || true
  rm -rf "/run/$namespace" "$(dirname "$directory")/engine"
fi
# The stack's container, and those that a test has put beside it.
for container in $(docker ps --all --quiet --filter "name=^$namespace(-|\$)" 2>/dev/null); do
  docker rm --force --volumes "$container" >/dev/null
done
if ip netns pids "$namespace" >/dev/null 2>&1; then
  ip netns delete "$namespace"
fi
# Only what a lab has marked as its own.
[ ! -e "$directory/.pxeboot-lab" ] || rm -rf "$directory"
