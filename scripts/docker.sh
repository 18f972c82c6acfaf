#!/usr/bin/env bash
# What this project needs of Docker.
#   docker.sh daemon                      start the engine where none runs
#   docker.sh base-image                  have debian:trixie-slim, pulled or made here
#   docker.sh base-image-arm64            have debian:trixie-slim-arm64, made here
#   docker.sh label-arm64 IMAGE           says of an image made on this host that it is ARM64's
#   docker.sh export IMAGE DIRECTORY      unpack an image's files
#   docker.sh stop-daemon                 end the engine that `daemon` started
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin

# Debian's engine has no BuildKit plugin; the classic builder is in every engine.
export DOCKER_BUILDKIT=0
base=debian:trixie-slim
build=${BUILD_DIR:-build}
pid_file=$build/dockerd.pid

say() { printf '%s\n' "$*" >&2; }
die() { say "pxeboot: $*"; exit 1; }

daemon() {
  docker version >/dev/null 2>&1 && return 0
  command -v dockerd >/dev/null || die "there is no Docker engine; install docker.io"
  if [ -d /run/systemd/system ]; then
    say "==> starting Docker"
    systemctl start docker || die "systemd could not start docker: see journalctl -u docker"
    return 0
  fi
  say "==> starting Docker (log: $build/dockerd.log)"
  forget_killed dockerd /var/run/docker.pid
  forget_killed containerd /var/run/docker/containerd/containerd.pid
  mkdir -p "$build"
  setsid nohup dockerd </dev/null >"$build/dockerd.log" 2>&1 &
  echo $! >"$pid_file"
  for _ in $(seq 60); do
    docker version >/dev/null 2>&1 && return 0
    kill -0 "$(cat "$pid_file")" 2>/dev/null || break
    sleep 0.5
  done
  rm -f "$pid_file"
  tail -n 5 "$build/dockerd.log" >&2
  die "dockerd did not start: its last words stand above, all of them in $build/dockerd.log"
}

# A program that was killed leaves its pid file; where the number is another program's by now, dockerd
# would take it for a running engine.
forget_killed() {
  [ -f "$2" ] || return 0
  [ "$(cat "/proc/$(cat "$2")/comm" 2>/dev/null)" = "$1" ] || rm -f "$2"
}

stop_daemon() {
  [ -f "$pid_file" ] || return 0
  local pid
  pid=$(cat "$pid_file")
  if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ]; then
    if [ -n "$(docker ps --quiet)" ]; then
      say "other containers are running: Docker stays (process $pid)"
      return 0
    fi
    kill "$pid"
    for _ in $(seq 60); do
      [ -d "/proc/$pid" ] || break
      sleep 0.5
    done
  fi
  rm -f "$pid_file"
}

base_image() {
  docker image inspect "$base" >/dev/null 2>&1 && return 0
  say "==> pulling $base"
  timeout 120 docker pull --quiet "$base" >/dev/null 2>&1 && return 0
  say "==> no registry answers: making $base with mmdebstrap"
  mkdir -p "$build"
  mmdebstrap --quiet --variant=minbase --include=ca-certificates trixie "$build/base.tar" ||
    die "mmdebstrap could not make $base: its message stands above; is Debian's mirror reachable?"
  docker import --change 'CMD ["bash"]' "$build/base.tar" "$base" >/dev/null
  rm -f "$build/base.tar"
}

# A pulled one would take the name of this host's.
base_image_arm64() {
  docker image inspect "$base-arm64" >/dev/null 2>&1 && return 0
  say "==> making $base-arm64 with mmdebstrap (emulated: takes minutes)"
  mkdir -p "$build"
  mmdebstrap --quiet --variant=minbase --architectures=arm64 trixie "$build/base-arm64.tar" ||
    die "mmdebstrap could not make $base-arm64: its message stands above; is Debian's mirror reachable?"
  docker import --change 'CMD ["bash"]' "$build/base-arm64.tar" "$base-arm64" >/dev/null
  rm -f "$build/base-arm64.tar"
}

# Older engines give an imported image their own architecture, and all that is built on it.
label_arm64() {
  local directory=$build/label
  rm -rf "$directory" && mkdir -p "$directory"
  docker save "$1" | tar --extract --directory="$directory"
  sed --in-place 's/"architecture":"[^"]*"/"architecture":"arm64","variant":"v8"/' \
    "$directory/$(grep --only-matching '"Config":"[^"]*' "$directory/manifest.json" | cut -d'"' -f4)"
  tar --create --directory="$directory" . | docker load --quiet >/dev/null
  rm -rf "$directory"
}

export_files() {
  local container
  container=$(docker create "$1" true)
  # Under its own name only when it is whole.
  rm -rf "$2" "$2.part" && mkdir -p "$2.part"
  docker export "$container" | tar --extract --directory="$2.part"
  docker rm "$container" >/dev/null
  mv "$2.part" "$2"
}

case "${1:-}" in
  daemon) daemon ;;
  stop-daemon) stop_daemon ;;
  base-image) base_image ;;
  base-image-arm64) base_image_arm64 ;;
  label-arm64) label_arm64 "$2" ;;
  export) export_files "$2" "$3" ;;
  *) die "usage: docker.sh daemon|base-image|base-image-arm64|label-arm64 IMAGE|export IMAGE DIRECTORY|stop-daemon" ;;
esac
