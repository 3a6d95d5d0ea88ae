"""The newscrawl command, from its first moment: what it needs takes a second to import."""

from __future__ import annotations

import os
import signal
from typing import Any

from newscrawl.exceptions import INTERRUPTED


def main() -> None:
    """Run the command line. Ctrl-C ends it at once until its command begins; from then on it is the command's to see."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, leave)
    from newscrawl.cli.main import main as run

    run()


def leave(*_: Any) -> None:
    """End without a word. An exception would be raised in the middle of some import."""
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
