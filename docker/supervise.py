"""supervisord, which is loaded while the services' configuration is still being written, and loses no time.

    supervise.py PID ARGUMENT...

Waits for that child and ends as it did where it failed; goes on as supervisord with the arguments otherwise.
"""
import os
import signal
import sys
import types

# Only supervisord's plug-ins use it, of which there are none here; it takes half of the time to load all of it.
sys.modules["pkg_resources"] = types.ModuleType("pkg_resources")

from supervisor import supervisord  # noqa: E402
from supervisor.medusa import asyncore_25 as asyncore  # noqa: E402


class Wakeup:
    """Ends supervisord's wait, of a second each time, when there is a signal."""

    def __init__(self):
        self._end, self._signals = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        asyncore.socket_map[self._end] = self
        signal.set_wakeup_fd(self._signals, warn_on_full_buffer=False)

    def readable(self):
        return True

    def writable(self):
        return False

    def handle_read_event(self):
        # One round takes note of a service's end, the next one starts it again.
        if any(os.read(self._end, 512)):
            os.write(self._signals, b"\0")

    def handle_error(self):
        raise


class Supervisor(supervisord.Supervisor):
    """Starts the services before it waits for anything."""

    def runforever(self):
        Wakeup()
        for group in self.process_groups.values():
            group.transition()
        super().runforever()


def main():
    # As the first process of its container it would not be ended by it.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(128 + signal.SIGTERM))
    _, status = os.waitpid(int(sys.argv.pop(1)), 0)
    if status != 0:
        sys.exit(os.waitstatus_to_exitcode(status))
    supervisord.Supervisor = Supervisor
    supervisord.main()


main()
