"""newscrawl, telling what it asked of MongoDB: ``listened.py FILE words ...`` writes pairs of command and collection into a file."""

import json
import sys
from pathlib import Path

from pymongo import monitoring

from newscrawl.cli import main


class Heard(monitoring.CommandListener):
    """Keeps what was asked, in words of privileges: a change stream is none of the other aggregations."""

    def __init__(self) -> None:
        self.pairs: set[tuple[str, str]] = set()

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        name, asked = event.command_name, event.command
        if name == "explain":
            name, asked = next(iter(asked["explain"])), asked["explain"]
        stages = [next(iter(stage)) for stage in asked.get("pipeline", ())]
        kind = next((stage for stage in stages if stage in ("$changeStream", "$out", "$merge")), name)
        self.pairs.add((kind, str(asked.get("collection" if name == "getMore" else name))))

    def succeeded(self, event: object) -> None: ...

    def failed(self, event: object) -> None: ...


if __name__ == "__main__":
    monitoring.register(heard := Heard())
    told = Path(sys.argv[1])
    sys.argv = ["newscrawl", *sys.argv[2:]]
    try:
        main()
    finally:
        told.write_text(json.dumps(sorted(heard.pairs)))
