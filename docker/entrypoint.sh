#!/bin/bash
# Checks the environment, writes the services' configuration, then hands over to supervisord.
# Exits 78 after everything that is wrong with the environment has been said.
# With arguments it is the pxeboot command instead: docker run --rm ... pxeboot_stack doctor
# Of these, boot, quick NAME and api start the services too; boot and quick end them when they have booted as many machines as
# they should.
set -euo pipefail
bin=/opt/pxeboot-stack/bin
run=/run/pxeboot-stack

# An empty variable, as compose files pass them, means the same as none.
for name in PROVISIONER_IP DOMAIN VMS_DIR PVMLAB_VMS_DIR IMAGES_DIR STATE_DIR CONFIG_ACCESS ADMIN_TOKEN \
  DHCP_MODE DHCP_RANGE_START DHCP_RANGE_END EVENTS_KEPT DATABASE_URL DATABASE_USER DATABASE_PASSWORD PVMLAB_TEMPLATE_PATH LOG_FORMAT \
  BOOT_API_URL BOOT_API_TIMEOUT BOOT_API_CACHE BOOT_API_CA_FILE BOOT_API_CLIENT_CERT BOOT_API_CLIENT_KEY \
  BOOT_API_TOKEN BOOT_API_TOKEN_FILE FILE_ROOT PROXY_ALLOW PROXY_KEY_FILE; do
  [ -n "${!name:-}" ] || unset "$name"
done

boot=no api=no
case "${1:-} ${2:-}" in
  "boot --help" | "boot -h" | "quick "-* | "api --help" | "api -h") ;;
  "boot "* | "quick "?*) boot=yes ;;
  "api "?*) api=yes ;;
esac
[ $# -eq 0 ] || [ "$boot$api" != nono ] || exec "$bin/pxeboot" "$@"

# The log's times are UTC, whoever writes them.
unset TZ
state=${STATE_DIR:-/var/lib/pvmlab}

# A command's lines, as LOG_FORMAT wants them.
said() {
  if [ "${LOG_FORMAT:-}" = json ]; then "$@" 2>&1 | "$bin/log-lines" pxeboot-stack ''; else "$@"; fi
}

# What has no CAP_CHOWN can still give a file to a group that it is in.
in_state_group() {
  if [ "$separate" = yes ]; then setpriv --regid=pxeboot-state --clear-groups "$@"; else "$@"; fi
}

# Each service may make files in it, and replace its own alone (the sticky bit).
shared_directory() {
  in_state_group mkdir -p "$1"
  [ "$separate" = yes ] || return 0
  [ "$(stat --format=%G:%a "$1")" = pxeboot-state:1775 ] ||
    { in_state_group chgrp pxeboot-state "$1" && in_state_group chmod 1775 "$1"; }
}

# Files of an earlier version, or of a start with other capabilities, are given to who needs them now.
give() {
  local owner=root file
  [ "$separate" != yes ] || owner=$1
  for file in "${@:2}"; do
    if [ -f "$file" ] && [ ! -L "$file" ] && [ "$(stat --format=%U "$file")" != "$owner" ]; then
      chown "$owner" "$file" 2>/dev/null || {
        echo "pxeboot-stack: $file belongs to $(stat --format=%U "$file"), but must be ${owner}'s: start the stack once with --cap-add CHOWN, or change the owner" >&2
        return 78
      }
    fi
  done
}

# Nobody has to have definitions, nor a network without another DHCP server.
without_definitions() {
  [ -n "${DHCP_MODE:-}${DHCP_RANGE_START:-}" ] || export DHCP_MODE=proxy
  if [ ! -d "${VMS_DIR:-${PVMLAB_VMS_DIR:-/mnt/host/vms}}" ]; then
    export VMS_DIR=$run/vms
    shared_directory "$VMS_DIR"
  fi
}

separate=yes
[ "$("$bin/as" pxeboot - id -u)" != "$(id -u)" ] || separate=no
shared_directory "$run"
# Process numbers of the container's last run mean other processes in this one.
rm -f "$run"/*.{started,pid,last-words} "$run/nginx-user.conf" "$run/doctor.json"
[ "$separate" = yes ] || echo "user root;" >"$run/nginx-user.conf"
# What is wrong with it is said with the rest.
if [[ $state =~ ^/[A-Za-z0-9_./-]+$ ]] && shared_directory "$state" 2>/dev/null; then
  said give pxeboot-watcher "$state"/{dnsmasq,dns}.hosts
  said give dnsmasq "$state/dnsmasq.leases"
  said give pxeboot "$state"/{state.db,admin.token,boot-token.key}
fi

ln -sfn "${IMAGES_DIR:-/www/images}/live" "$run/live"

# By this nginx proves to boot-handler that it was nginx who said from where a request comes.
PXEBOOT_PROXY_KEY=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
export PXEBOOT_PROXY_KEY

plan=$run/boot
if [ "$boot" = yes ]; then
  # CAP_NET_ADMIN is bit 12: dnsmasq answers machines that have no address yet.
  permitted=$(sed -n 's/^CapPrm:\t//p' /proc/self/status)
  [ $((0x$permitted >> 12 & 1)) -eq 1 ] || {
    echo "pxeboot-stack: the container may not answer machines without an address: start it with --cap-add=NET_ADMIN" >&2
    exit 78
  }
  shared_directory "$plan"
  rm -f "$plan/finished"
  "$bin/as" pxeboot - rm -rf "$plan/served" "$plan/plan.json"
  # As the user that serves them: a file that it can't read is found now.
  PROVISIONER_IP=$(XDG_CACHE_HOME=$state "$bin/as" pxeboot - "$bin/pxeboot" "$@" --plan-dir="$plan") || exit $?
  in_state_group mkfifo --mode=660 "$plan/finished"
  without_definitions
  [[ " $* " == *\ --verbose\ * ]] || export LOG_QUIET=yes
  export PROVISIONER_IP PXEBOOT_PLAN_DIR=$plan
fi
if [ "$api" = yes ]; then
  # Its options become their variables.
  settings=$("$bin/pxeboot" "$@" --print-environment) || exit $?
  while IFS= read -r setting; do export "${setting?}"; done <<<"$settings"
  without_definitions
fi
# As the user that reads the files: one that it can't read is found now.
if [ -n "${BOOT_API_URL:-}${FILE_ROOT:-}${PROXY_ALLOW:-}${PROXY_KEY_FILE:-}" ]; then
  said "$bin/as" pxeboot - "$bin/boot-handler" check
fi

# It looks for a directory that it may write to, and makes nothing there.
export TMPDIR=$run

# Becomes supervisord, beside which the configuration is written.
supervise() {
  local configuration
  said "$bin/as" pxeboot-watcher:www-data net_raw "$bin/vm-watcher" configure &
  configuration=$!
  # bin/service writes to what is the container's own output now; supervisord's lines get the others' form.
  exec 3>&1 > >("$bin/log-lines" supervisord '') 2>&1
  exec /usr/bin/python3 "$bin/supervise.py" "$configuration" -c /etc/pxeboot-stack/supervisord.conf
}
[ "$boot" = yes ] || supervise

supervise &
services=$!
# boot-handler writes there when the last machine has all that it needs.
cat "$plan/finished" >/dev/null &
trap : INT TERM
wait -n "$services" $! || true
kill -TERM "$services" 2>/dev/null || true
wait "$services"
