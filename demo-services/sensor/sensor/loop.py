"""The pace of the sensor."""

import time
from collections.abc import Callable
from typing import Protocol


class Sends(Protocol):
    def send(self) -> None: ...


def send_readings(
    sender: Sends, per_second: float, stopped: Callable[[float], bool], clock: Callable[[], float] = time.monotonic
) -> None:
    """Sends at an even pace until `stopped` says so, which waits at most the seconds that it is given.

    After a pause (SIGSTOP) the pace goes on; nothing is made up for.
    """
    period = 1 / per_second
    due = clock()
    while not stopped(max(0.0, due - clock())):
        sender.send()
        due = max(due + period, clock())
