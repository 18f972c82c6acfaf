#!/bin/bash
# Run while the image is built: starts boot-handler once, asks what machines ask, and keeps what the JVM learnt in
# an AOT cache (JEP 514), by which it starts several times faster. The same for vm-watcher, which then needs less memory, and
# for the pxeboot command, whose doctor runs at each start.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/vms" "$work/state" "$work/images/training/x86_64"
touch "$work"/images/training/x86_64/{vmlinuz-1,initrd.img-1,rootfs.tar.gz,modules.cpio.gz}
cat >"$work/vms/training.json" <<'JSON'
{"name": "training", "arch": "x86_64", "mac": "52:54:00:00:00:01", "ip": "192.168.105.10", "subnet": "192.168.105.0/24",
 "pxeboot": true, "distro": "training", "install": {"policy": "once", "users": [{"name": "a"}], "user_data": "a: b"}}
JSON
echo '{"name": "bad"}' >"$work/vms/bad.json"
echo '4102444800 52:54:00:00:00:01 127.0.0.1 training 01' >"$work/state/dnsmasq.leases"

export PROVISIONER_IP=192.168.105.1 VMS_DIR=$work/vms IMAGES_DIR=$work/images STATE_DIR=$work/state RUN_DIR=$work
AOT_OPTION=-XX:AOTCacheOutput=/opt/pxeboot-stack/boot-handler/boot-handler.aot \
  /opt/pxeboot-stack/bin/boot-handler >"$work/log" 2>&1 &
pid=$!

ask() {
  exec 3<>/dev/tcp/127.0.0.1/8080
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$1" >&3
  head -n 1 <&3
  exec 3>&- 3<&-
}

created() {
  grep -q "AOTCache creation is complete" "$work/log" || { cat "$work/log"; echo "there is no AOT cache" >&2; exit 1; }
}

for _ in $(seq 240); do
  if (ask /actuator/health) 2>/dev/null | grep -q 200; then ready=yes; break; fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.5
done
[ "${ready:-}" = yes ] || { cat "$work/log"; echo "boot-handler did not start" >&2; exit 1; }
for path in '/ipxe?mac=52:54:00:00:00:01' '/ipxe?mac=zz' /config/52:54:00:00:00:01 /cloud-init/training/user-data \
  /cloud-init/training/network-config /cloud-init/training/meta-data /api/v1/machines /api/v1/problems /actuator/prometheus \
  / /machines/training /problems /unknown /images; do
  (ask "$path") || { cat "$work/log"; echo "boot-handler does not answer $path" >&2; exit 1; }
done
kill "$pid"
wait "$pid" || true
created

# At an address that no machine has: it asks nobody.
AOT_OPTION=-XX:AOTCacheOutput=/opt/pxeboot-stack/pxeboot/pxeboot.aot PROVISIONER_IP=203.0.113.1 \
  /opt/pxeboot-stack/bin/pxeboot doctor >"$work/log" 2>&1 || true
created

# A build has this host's network: where that has an address and room for another beside it, `configure` is trained too.
commands=(watch)
address=$(ip -4 -oneline address show scope global 2>/dev/null | awk 'NR == 1 { sub("/.*", "", $4); print $4 }')
if [ -n "$address" ]; then
  last=${address##*.}
  other=${address%.*}.$((last < 254 ? last + 1 : last - 1))
  export PROVISIONER_IP=$address DHCP_RANGE_START=$other DHCP_RANGE_END=$other
  /opt/pxeboot-stack/bin/vm-watcher configure >"$work/log" 2>&1 && commands=(configure watch)
fi

AOT_OPTION=-XX:AOTCacheOutput=/opt/pxeboot-stack/vm-watcher/vm-watcher.aot \
  /opt/pxeboot-stack/bin/vm-watcher "${commands[@]}" >"$work/log" 2>&1 &
pid=$!
for _ in $(seq 240); do
  grep -q 'machines written' "$work/log" && break
  sleep 0.5
done
kill "$pid"
wait "$pid" || true
created
