"""A change of a spider's declarations, as a patch of its file."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path

from newscrawl.exceptions import NewscrawlError
from newscrawl.scaffolding.spider_file import assignment

__all__ = ["patch_for", "redeclared"]


def redeclared(source: str, changes: Mapping[str, str | None]) -> str:
    """A spider's file with other values of attributes that it declares; None takes a declaration out."""
    lines = source.splitlines(keepends=True)
    for node in reversed(declarations(source)):
        name = node.targets[0].id  # type: ignore[attr-defined] # declarations() saw to it
        if name in changes:
            css = changes[name]
            new = [] if css is None else [assignment(name, css) + "\n"]
            lines[node.lineno - 1 : node.end_lineno] = new
    return without_gaps("".join(lines))


def declarations(source: str) -> list[ast.Assign]:
    """The assignments of the file's class."""
    kinds = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    if len(kinds) != 1:
        raise NewscrawlError("its file does not hold one class: change it by hand")
    return [node for node in kinds[0].body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)]


def without_gaps(source: str) -> str:
    """The same without the blank lines that a group leaves that has gone."""
    head, marker, body = source.partition("class ")
    while "\n\n\n" in body:
        body = body.replace("\n\n\n", "\n\n")
    return head + marker + body.rstrip("\n") + "\n"


def patch_for(path: Path, root: Path, source: str, changes: Mapping[str, str | None]) -> str:
    """The change as ``git apply`` and ``patch -p1`` take it in the working copy."""
    place = (
        path.resolve().relative_to(root.resolve()).as_posix()
        if path.resolve().is_relative_to(root.resolve())
        else path.name
    )
    before, after = source.splitlines(keepends=True), redeclared(source, changes).splitlines(keepends=True)
    return "".join(unified_diff(before, after, f"a/{place}", f"b/{place}"))
