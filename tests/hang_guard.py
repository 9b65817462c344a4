"""A test that hangs is a failure with a trace of every thread, not a silent wait."""

import faulthandler
import os
import sys
import time

REARMED_EVERY = 60  # seconds


class HangGuard:
    """A pytest plugin; ends the process when a test runs longer than `seconds`, or up to a minute less.

    pytest's own `faulthandler_timeout` starts and joins a thread for each test, which on a loaded machine takes
    longer than most tests of the domain. This one is armed again at most once a minute.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds, self._armed_until = seconds, 0.0
        self._stderr = os.dup(sys.stderr.fileno())  # the one behind pytest's capture

    def pytest_runtest_logstart(self) -> None:
        if time.monotonic() >= self._armed_until:
            self._armed_until = time.monotonic() + REARMED_EVERY
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._stderr)

    def pytest_exception_interact(self) -> None:
        self._armed_until = 0.0  # pytest disarms whatever is armed after each failure

    def pytest_unconfigure(self) -> None:
        faulthandler.cancel_dump_traceback_later()
        os.close(self._stderr)
