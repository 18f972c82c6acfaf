package org.pxebootstack.boothandler.page;

import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.machine.MachineEvent;

/** What happened to a machine, as its page lists it. */
record EventRow(
    String at, String atText, String what, @Nullable String message, @Nullable String log) {

  static EventRow of(MachineEvent event) {
    String phase = event.phase();
    return new EventRow(
        event.at().toString(),
        Times.utc(event.at()),
        switch (event.kind()) {
          case ADDRESS_LEASED -> "a boot began: its firmware has an address";
          case SCRIPT_SERVED -> "it was given its script";
          case SCRIPT_FAILED -> "iPXE gave up";
          case CONFIGURATION_FETCHED -> "the installer has its configuration";
          case PHASE_STARTED -> "phase " + phase;
          case INSTALLED -> "installed";
          case FAILED -> "failed in phase " + phase;
          case READY -> "ready: the installed system is up";
          case REINSTALL_REQUESTED -> "a reinstallation was asked for";
          case DISK_REQUESTED -> "it is to boot its disk, somebody asked";
        },
        event.message(),
        event.log());
  }
}
