"""What a new site is called, and where its file goes; what cannot be is refused before anything is fetched."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from newscrawl.base_spiders.declarations import PROVINCES, place
from newscrawl.exceptions import ConfigurationError
from newscrawl.scaffolding.folders import pages_folder, spiders_folder
from newscrawl.text.urls import host_of, split_domain

__all__ = ["check_name", "check_region", "class_name", "default_name", "region_folder", "region_in"]

NAME = re.compile(r"[a-z][a-z0-9_]{1,49}")
# What Chinese sites have to show at their foot. The police's number and the portal's number begin with the code of the county,
# the ministry's with the province.
POLICE = re.compile(r"公网安备\s*(\d{6})\d{4,10}")
PORTAL = re.compile(r"网站标识码\W{0,3}(\d{6})\d{4}")
MINISTRY = re.compile(r"([京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕甘青宁新])ICP[备证]")
MINISTERS = dict(
    zip("京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕甘青宁新",
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 51 52 52 53 53 54 61 62 63 64 65".split(), strict=True)
)  # fmt: skip


def default_name(url: str) -> str:
    """A name from a site's host.

    >>> default_name("http://www.qinghe.gov.cn/xwzx/"), default_name("https://news.qin-nan.com/"), default_name("http://163.com"), default_name("http://www.heyang.example/")
    ('qinghe', 'qin_nan_news', 'site_163', 'heyang')
    """
    host = split_domain(host_of(url))
    domain, outer = (
        (host.domain, host.subdomain)
        if host.suffix
        else (host.subdomain.rpartition(".")[2], host.subdomain.rpartition(".")[0])
    )
    labels = [domain or host.domain, *(label for label in outer.split(".") if label not in ("", "www"))]
    name = re.sub(r"[^a-z0-9]+", "_", "_".join(labels).lower()).strip("_")[:40] or "site"
    return name if NAME.fullmatch(name) and not keyword.iskeyword(name) else f"site_{name}"


def check_name(name: str, known: Collection[str], into: Path | None = None) -> None:
    """Raise ConfigurationError for a name that cannot be a file's, a class's and a spider's, or that is taken.

    ``known``: the spiders there are; ``into``: the folder for new sites, where it is not the working copy.
    """
    word = keyword.iskeyword(name) or keyword.issoftkeyword(name)
    if not NAME.fullmatch(name) or word or "__" in name or name.endswith("_"):
        told = "small letters, digits and _, a letter first, no word of Python"
        raise ConfigurationError(f"{name!r} is no name of a site: {told}")
    if name in known:
        raise ConfigurationError(f"there is a spider named {name} already: give another --name")
    root, pages = (into, into / "pages" / name) if into else (spiders_folder(), pages_folder(name))
    for taken in [*root.glob(f"*/{name}.py"), pages]:
        if taken.exists():
            raise ConfigurationError(f"{taken} is there already: remove it, or give another --name")


def class_name(name: str) -> str:
    """The class of a spider.

    >>> class_name("qin_nan_news"), class_name("site_163")
    ('QinNanNews', 'Site163')
    """
    return "".join(part.capitalize() for part in name.split("_"))


def check_region(region: str) -> None:
    """Raise ConfigurationError for what is no region's code."""
    try:
        place(region or "?")
    except ValueError as error:
        raise ConfigurationError(f"--region {error}") from None


def region_folder(region: str) -> str:
    """The folder of a region's sites.

    >>> region_folder("610724"), region_folder("DE-SN")
    ('cn_61', 'de_sn')
    """
    return f"cn_{region[:2]}" if region.isdecimal() else region.lower().replace("-", "_")


def region_in(texts: Iterable[str]) -> tuple[str, str] | None:
    """The region that a site's pages register it in, and the words that tell it; None when they are silent."""
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for pattern in (PORTAL, POLICE):
            found.update((told[1], told[0]) for told in pattern.finditer(text) if told[1][:2] in PROVINCES)
        if not found and (told := MINISTRY.search(text)):
            found[f"{MINISTERS[told[1]]}0000", told[0]] += 1
    return found.most_common(1)[0][0] if found else None
