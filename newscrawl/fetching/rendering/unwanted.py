"""What no page in a browser needs to load: pictures, fonts, media, and what advertisers and counters serve."""

from __future__ import annotations

from typing import Final

__all__ = ["ENDINGS", "RESOURCES", "is_advertiser", "is_picture"]

RESOURCES: Final = frozenset(["image", "font", "media", "texttrack", "manifest", "ping", "csp_report"])
"""Kinds of resources, in Playwright's words."""

ENDINGS: Final = tuple(
    ".png .jpg .jpeg .gif .webp .bmp .ico .svg .woff .woff2 .ttf .otf .eot .mp3 .mp4 .m4a .m3u8 .flv .webm .ogg .swf".split()
)
"""The same by the ends of paths, for an engine that does not tell kinds."""

# Hosts that serve nothing but advertisements and statistics, with all below them.
ADVERTISERS: Final = frozenset(
    """
    hm.baidu.com cpro.baidu.com cpro.baidustatic.com pos.baidu.com eclick.baidu.com hmcdn.baidu.com dup.baidustatic.com
    cnzz.com 51.la umeng.com growingio.com sensorsdata.cn zz.bdstatic.com miaozhen.com admaster.com.cn irs01.com irs01.net
    tanx.com alimama.com mmstat.com mediav.com gdt.qq.com l.qq.com pingtas.qq.com pangolin-sdk-toutiao.com
    ad.toutiao.com analytics.oceanengine.com gridsumdissector.com allyes.com adsame.com ipinyou.com
    doubleclick.net googlesyndication.com googleadservices.com google-analytics.com googletagmanager.com
    googletagservices.com adservice.google.com facebook.net connect.facebook.net scorecardresearch.com adnxs.com
    criteo.com criteo.net taboola.com outbrain.com amazon-adsystem.com moatads.com adsrvr.org rubiconproject.com
    pubmatic.com openx.net casalemedia.com quantserve.com hotjar.com chartbeat.com chartbeat.net newrelic.com nr-data.net
    """.split()
)


def is_advertiser(host: str) -> bool:
    """Whether a host, or one above it, serves nothing but advertisements and statistics.

    >>> is_advertiser("s95.cnzz.com"), is_advertiser("www.qinghe.gov.example")
    (True, False)
    """
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[start:]) in ADVERTISERS for start in range(len(labels) - 1))


def is_picture(target: str) -> bool:
    """Whether a request's target is a picture, a font or a medium, by its end.

    >>> is_picture("http://www.qinghe.gov.example/logo.GIF?2"), is_picture("http://www.qinghe.gov.example/")
    (True, False)
    """
    return target.partition("?")[0].lower().endswith(ENDINGS)
