"""The article pages of the demo world as text, without a charset label."""

import re

import pytest

from newscrawl.demo.sites import qinghe_portal, qinnan_daily, xin_linghua
from newscrawl.demo.stories import read_stories
from newscrawl.text.charsets import decode

SITES = {"qinghe_portal": qinghe_portal, "qinnan_daily": qinnan_daily, "xin_linghua": xin_linghua}
LABEL = re.compile(r"<meta[^>]*charset[^>]*>")


@pytest.fixture(scope="session")
def unlabelled() -> dict[str, str]:
    pages = {}
    for site, module in SITES.items():
        stories = read_stories(site)
        served = module.serve(stories)
        pages |= {story.url: LABEL.sub("", decode(served.known[story.path].body).text) for story in stories}
    return pages
