"""The examples of docs/base_spiders.md are sites."""

import re
from pathlib import Path

import pytest

from newscrawl.base_spiders.news_spider import NewsSpider

PAGE = Path(__file__).parents[2] / "docs" / "base_spiders.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("code", EXAMPLES, ids=lambda code: re.search(r"class (\w+)", code)[1])
def test_an_example_is_a_site(code: str) -> None:
    made: dict = {"__name__": "example"}
    exec(code, made)  # noqa: S102 - it is the project's own page
    (site,) = [one for one in made.values() if isinstance(one, type) and "name" in vars(one)]
    assert issubclass(site, NewsSpider)
    assert site.beginnings()
