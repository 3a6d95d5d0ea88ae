"""docs/item.md is what docs/item.py prints."""

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from newscrawl.items import Article

DOCS = Path(__file__).parents[1] / "docs"


def test_the_page_of_the_item_is_that_of_its_code() -> None:
    printed = subprocess.run([sys.executable, DOCS / "item.py"], capture_output=True, check=True).stdout
    assert printed.decode() == (DOCS / "item.md").read_text("utf-8"), "make docs renews it"


def test_every_field_has_a_default_and_a_line_of_its_page() -> None:
    assert Article() == Article()
    for field in fields(Article):
        assert {"group", "meaning", "by", "example"} <= set(field.metadata), field.name


def test_no_two_articles_share_a_list() -> None:
    one, other = Article(), Article()
    one.authors.append("张三")
    one.found_by["title"] = "headline"
    assert (other.authors, other.found_by) == ([], {})
