"""Which process holds a lease, and whether it is still there."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

from newscrawl.mongo.client import Document

__all__ = ["has_died", "this_process"]

BOOT, NAMESPACE, PROCESS = "/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid", "/proc/{}/stat"
STATE, STARTED = 0, 19  # fields of a process's stat, counted from behind its name (proc(5))
DEAD = frozenset("ZX")


def this_process() -> Document:
    """Host and process id, for people; and what tells whether this process has died, where Linux says that."""
    pid = os.getpid()
    return {"host": socket.gethostname(), "pid": pid, "machine": _machine(), "born": _born(pid)}


def has_died(holder: Document) -> bool:
    """Whether a holder is known to be no more. One on another machine, or in another container, is not known of."""
    machine = _machine()
    return machine is not None and holder["machine"] == machine and _born(holder["pid"]) != holder["born"]


def _machine() -> str | None:
    """What is the same for processes that see each other's ids: a boot of a machine, and a container on it."""
    with suppress(OSError):
        return f"{Path(BOOT).read_text('ascii').strip()} {Path(NAMESPACE).readlink()}"
    return None


def _born(pid: int) -> str | None:
    """When a process began, in ticks since the boot; None for one that is no more. Another one may get its id, but not its birth."""
    with suppress(OSError):
        said = Path(PROCESS.format(pid)).read_text("utf-8", "replace").rpartition(")")[2].split()
        return None if said[STATE] in DEAD else said[STARTED]
    return None
