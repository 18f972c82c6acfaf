#!/bin/sh
# Checks the environment, writes the services' configuration, then hands over to supervisord.
# Exits 78 after everything that is wrong with the environment has been said.
# With arguments it is the pxeboot command instead: docker run --rm ... pxeboot_stack doctor
set -eu

# An empty variable, as compose files pass them, means the same as none.
for name in PROVISIONER_IP DOMAIN VMS_DIR PVMLAB_VMS_DIR IMAGES_DIR STATE_DIR CONFIG_ACCESS ADMIN_TOKEN \
  EVENTS_KEPT DATABASE_URL DATABASE_USER DATABASE_PASSWORD PVMLAB_TEMPLATE_PATH; do
  eval "[ -n \"\${$name:-}\" ]" || unset "$name"
done

[ $# -eq 0 ] || exec /opt/pxeboot-stack/bin/pxeboot "$@"

# Process numbers of the container's last run mean other processes in this one.
rm -f /run/pxeboot-stack/*.started /run/pxeboot-stack/*.pid

# By this nginx proves to boot-handler that it was nginx who said from where a request comes.
PXEBOOT_PROXY_KEY=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
export PXEBOOT_PROXY_KEY

/opt/pxeboot-stack/bin/vm-watcher configure

# boot-handler keeps its database and its token key there; dnsmasq reads its host files.
state=${STATE_DIR:-/var/lib/pvmlab}
if ! chown pxeboot "$state" || ! chmod 0755 "$state"; then
  echo "pxeboot-stack: STATE_DIR is $state, whose owner can't be changed: mount a volume there that keeps owners" >&2
  exit 78
fi

exec /usr/bin/supervisord -c /etc/pxeboot-stack/supervisord.conf
