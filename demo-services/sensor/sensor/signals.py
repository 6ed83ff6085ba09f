"""Hears that the process is to stop."""

import select
import signal
import socket


class StopSignal:
    """SIGTERM or SIGINT, which may be waited for.

    Not a `threading.Event`: the handler that sets it runs in the very thread that waits for it, and where it meets
    the lock of the waiter the process stands still for ever.
    """

    def __init__(self) -> None:
        self._heard, self._wake = socket.socketpair()
        self._wake.setblocking(False)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: None)

    def wait(self, seconds: float) -> bool:
        """Whether it has come, after at most so long."""
        ready, _, _ = select.select([self._heard], [], [], seconds)
        return bool(ready)
