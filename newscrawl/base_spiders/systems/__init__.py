"""One base spider for each content system that many sites run on, and which of them has made some pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.base_spiders.signs import Evidence, evidence_of
from newscrawl.base_spiders.systems.dede_cms import DedeCmsSpider
from newscrawl.base_spiders.systems.discuz_portal import DiscuzPortalSpider
from newscrawl.base_spiders.systems.empire_cms import EmpireCmsSpider
from newscrawl.base_spiders.systems.founder_epaper import FounderEpaperSpider
from newscrawl.base_spiders.systems.founder_portal import FounderPortalSpider
from newscrawl.base_spiders.systems.hanweb_jcms import HanwebJcmsSpider
from newscrawl.base_spiders.systems.php_cms import PhpCmsSpider
from newscrawl.base_spiders.systems.trs_wcm import TrsWcmSpider
from newscrawl.base_spiders.systems.ucap import UcapSpider
from newscrawl.base_spiders.systems.vsb import VsbSpider
from newscrawl.base_spiders.systems.web_plus import WebPlusSpider
from newscrawl.base_spiders.systems.word_press import WordPressSpider
from newscrawl.page.document import Page

__all__ = [
    "SYSTEMS",
    "DedeCmsSpider",
    "DiscuzPortalSpider",
    "EmpireCmsSpider",
    "FounderEpaperSpider",
    "FounderPortalSpider",
    "HanwebJcmsSpider",
    "PhpCmsSpider",
    "Recognised",
    "TrsWcmSpider",
    "UcapSpider",
    "VsbSpider",
    "WebPlusSpider",
    "WordPressSpider",
    "recognise",
]

SYSTEMS: tuple[type[NewsSpider], ...] = (
    DedeCmsSpider,
    DiscuzPortalSpider,
    EmpireCmsSpider,
    FounderEpaperSpider,
    FounderPortalSpider,
    HanwebJcmsSpider,
    PhpCmsSpider,
    TrsWcmSpider,
    UcapSpider,
    VsbSpider,
    WebPlusSpider,
    WordPressSpider,
)
"""The base spiders of shared systems."""

ENOUGH = 3.0  # weight of the signs by which a system is recognised, and
MARGIN = 1.5  # how many times that of any other system: text is copied from site to site with its markup


class Recognised(NamedTuple):
    """A system, and by what it was recognised: the weightiest sign first."""

    system: type[NewsSpider]
    evidence: tuple[Evidence, ...]


def recognise(pages: Iterable[Page]) -> Recognised | None:
    """The system that has made these pages of one site; None when they do not tell, or tell of two.

    The more pages, the surer: listings have other signs than articles. Each sign counts once.
    """
    read = list(pages)
    found = sorted(
        (Recognised(system, weighty_first(evidence_of(system.signs, read))) for system in SYSTEMS),
        key=weight,
        reverse=True,
    )
    best, second = found[:2]
    return best if weight(best) >= max(ENOUGH, MARGIN * weight(second)) else None


def weighty_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The same in the order of weight."""
    return tuple(sorted(evidence, key=lambda one: -one.sign.weight))


def weight(found: Recognised) -> float:
    """How much the signs of a system weigh."""
    return sum(one.sign.weight for one in found.evidence)
