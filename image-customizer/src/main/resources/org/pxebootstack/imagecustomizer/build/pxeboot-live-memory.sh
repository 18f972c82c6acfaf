#!/bin/sh
# dracut runs this before it looks for the root file system, which would not fit: better a sentence than a panic.
needed=
# shellcheck disable=SC2013 # words are what is wanted
for word in $(cat /proc/cmdline); do
  case $word in pxeboot.memory=*) needed=${word#pxeboot.memory=} ;; esac
done
while read -r name kib _; do
  # The kernel keeps a part to itself.
  if [ "$name" = MemTotal: ] && [ -n "$needed" ] && [ "$((kib * 9 / 8 / 1024))" -lt "$needed" ]; then
    for console in /dev/console /dev/tty0; do
      echo "pxeboot: this live system needs $needed MiB of memory, this machine has about $((kib / 1024)): give it more. It restarts in a minute." >$console 2>/dev/null
    done
    sleep 60
    reboot -f
  fi
done </proc/meminfo
