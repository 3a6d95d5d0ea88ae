"""The way to a value inside of JSON, as a site declares it: ``data.list``, ``result[0].rows[*].doc``."""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["parse_path", "values_at"]

STEP = re.compile(r"\[(\d{1,6}|\*)\]|[^.\[\]\s]+")
PATH = re.compile(r"(?:[^.\[\]\s]+|\[(?:\d{1,6}|\*)\])(?:\.[^.\[\]\s]+|\[(?:\d{1,6}|\*)\])*")

Step = str | int


def parse_path(path: str) -> list[Step]:
    """The steps of a path: names, numbers, and ``*`` for all of a list. Raises ValueError.

    >>> parse_path("data.list[*]"), parse_path("rows[0].doc")
    (['data', 'list', '*'], ['rows', 0, 'doc'])
    """
    if not PATH.fullmatch(path):
        raise ValueError(f"is no path as in data.list[*]: {path!r}")
    return list(map(step_of, STEP.finditer(path)))


def step_of(found: re.Match[str]) -> Step:
    """A step: a number, ``*``, or a name, which may be a number, too."""
    inside: str | None = found[1]
    return int(inside) if inside and inside != "*" else inside or found[0]


def values_at(data: Any, path: str | None) -> list[Any]:
    """All values that a path leads to. A text that is JSON itself is gone into, as some systems pack it twice.

    >>> values_at({"data": "[{\\"id\\": 1}, {\\"id\\": 2}]"}, "data[*].id")
    [1, 2]
    """
    found = [data]
    for step in parse_path(path) if path else ():
        found = [value for one in found for value in stepped(unwrapped(one), step)]
    return found


def stepped(data: Any, step: Step) -> list[Any]:
    """What is one step further, if anything is."""
    if step == "*":
        return list(data) if isinstance(data, list) else []
    if isinstance(data, list) and isinstance(step, int):
        return data[step : step + 1]
    if isinstance(data, dict) and (name := str(step)) in data:
        return [data[name]]
    return []


def unwrapped(data: Any) -> Any:
    """A value, or what a text holds that is JSON."""
    if isinstance(data, str) and data.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(data, strict=False)
        except (ValueError, RecursionError):
            return data
    return data
