#!/bin/sh
# Checks the environment, writes the services' configuration, then hands over to supervisord.
# Exits 78 after everything that is wrong with the environment has been said.
set -eu

# An empty variable, as compose files pass them, means the same as none.
for name in PROVISIONER_IP VMS_DIR PVMLAB_VMS_DIR IMAGES_DIR STATE_DIR; do
  eval "[ -n \"\${$name:-}\" ]" || unset "$name"
done

state=${STATE_DIR:-/var/lib/pvmlab}
mkdir -p "$state"
# boot-handler keeps its database and its token key there; dnsmasq reads its host files.
chown pxeboot "$state"
chmod 0755 "$state"

/opt/pxeboot-stack/bin/vm-watcher configure
exec /usr/bin/supervisord -c /etc/pxeboot-stack/supervisord.conf
