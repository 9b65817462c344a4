"""Run as a script: becomes the server, which the kernel will ask to shut down fast if its parent dies.

A program of its own because nothing but exec is safe between fork and exec in a process that has threads.
Arguments: process id of the parent, user and group id to become (or "-"), then the command.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # Source: prctl(2)


def main(parent: str, uid: str, gid: str, *command: str) -> None:
    if uid != "-":
        os.setgroups([])
        os.setgid(int(gid))
        os.setuid(int(uid))
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python's own handler takes note, and exec forgets the note
    if sys.platform == "linux":  # after setuid, which clears it
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
    if os.getppid() != int(parent):
        raise SystemExit("the parent ended before its server started")
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
