"""newscrawl repair: propose declarations for those that no longer find what they are for."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from newscrawl.cli.output import err, print_fact, print_json, print_table
from newscrawl.cli.process import project_settings
from newscrawl.cli.save_page import known_site, telling
from newscrawl.exceptions import ConfigurationError
from newscrawl.scaffolding.cases import cases_plan
from newscrawl.scaffolding.folders import pages_folder, working_copy
from newscrawl.scaffolding.patching import patch_for
from newscrawl.scaffolding.proving import Score
from newscrawl.scaffolding.repairing import Repair, declared_marks, repairs
from newscrawl.scaffolding.site_pages import known_pages
from newscrawl.scaffolding.visiting import visit
from newscrawl.text.printed import safe

SHOWN = 5  # of what was tried for a declaration


def repair(
    site: Annotated[str, typer.Argument(help="A site, as newscrawl sites lists it.")],
    json: Annotated[bool, typer.Option("--json", help="Print what was tried as JSON.")] = False,
) -> None:
    """Find the declarations of a site that no longer find what they are for, and print a patch with better ones.

    What is tried is proven on the saved pages and on pages of today: precision and recall are told on stderr, the patch goes to
    stdout, so that git apply or patch -p1 can take it. Nothing is changed.

    Exit code 0 when nothing is wrong, or a patch mends all, 1 when something is wrong that no patch mends.
    """
    settings = project_settings(LOG_LEVEL="ERROR")
    kind = known_site(site)
    if not declared_marks(kind):
        err.print(f"{site} declares nothing of its pages: there is nothing to repair")
        return
    saved = known_pages(pages_folder(site))
    if not saved.pages:
        raise ConfigurationError(
            f"nothing is saved of {site}: newscrawl save-page {site} URL, while its pages are read right"
        )
    plan = cases_plan(kind, saved, settings)
    cases, failed = visit(kind, lambda fetch: plan(telling(fetch)), settings)
    for line in failed:
        err.print(f"! {line}")
    found = list(repairs(kind, cases, settings))
    path = Path(inspect.getfile(kind))
    changes = {one.name: one.best.css for one in found if one.best}
    patch = patch_for(path, working_copy(), path.read_text("utf-8"), changes) if changes else ""
    if json:
        print_json({"site": site, "wrong": [as_dict(one) for one in found], "patch": patch})
    else:
        show(site, found)
        sys.stdout.write("".join(safe(line) for line in patch.splitlines(keepends=True)))
    if any(one.best is None or one.best.good < 1 for one in found):
        raise typer.Exit(1)


def show(site: str, found: Sequence[Repair]) -> None:
    """What is wrong, and what was tried instead."""
    if not found:
        err.print(f"{site}: all that is declared finds what it is for")
    for one in found:
        print_fact(one.name, f"{one.before.css} is wrong", to=err)
        rows = [row(one.before), *(row(score) for score in one.tried[:SHOWN])]
        print_table(rows, ("css", "precision", "recall", "saved pages", "pages of today"), to=err)
        if one.best is None:
            err.print("! nothing better was found: look at its pages, and declare it by hand")
        err.print("")


def row(score: Score) -> dict[str, Any]:
    """A line of the table."""
    (saved, all_saved), (fresh, all_fresh) = score.by_age[False], score.by_age[True]
    told = {
        "css": score.css or "(left out: found by itself)",
        "precision": f"{score.precision:.0%}",
        "recall": f"{score.recall:.0%}",
    }
    return told | {"saved pages": f"{saved} of {all_saved}", "pages of today": f"{fresh} of {all_fresh}"}


def as_dict(one: Repair) -> dict[str, Any]:
    """What was tried, for programs."""
    tried = [{"css": score.css, "precision": score.precision, "recall": score.recall} for score in one.tried]
    return {"name": one.name, "css": one.before.css, "best": one.best.css if one.best else None, "tried": tried}
