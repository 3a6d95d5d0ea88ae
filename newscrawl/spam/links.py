"""The rules on one link of an article: editorial, navigation, attachment or spam, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newscrawl.items import Link
from newscrawl.spam.hosts import UNKNOWN, Hosts, overrule_of
from newscrawl.spam.phrases import selling_word
from newscrawl.spam.words import HAN, OWN, Words
from newscrawl.text.urls import host_of, same_site

FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z)(?:$|[?#])", re.IGNORECASE)
PUBLIC = re.compile(
    r"(?:^|\.)(?:gov|edu|ac|mil|org)(?:\.|$)|news|people|xinhua|cctv|daily|ribao|wanbao|shibao|times|paper|media|baike|"
    r"(?:^|\.)(?:bbc|cnn|youtube|youtu|twitter|x|facebook|instagram|linkedin|pinterest|reddit|flickr|github|google|apple|microsoft|amazon|amzn|"
    r"ycombinator|weibo|weixin|qq|163|sina|sohu|ifeng|bilibili|zhihu|douban|douyin|toutiao|jianshu|csdn|baidu)\.",
    re.IGNORECASE,
)  # hosts of authorities, schools, media and platforms, whom articles quote
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
LABELS = frozenset(
    "订阅 更多 更多... 更多>> 编辑 详情 查看 查看更多 下载 返回 首页 网站 微博 微信 分享 原文 来源 链接 收藏 评论".split()
)
INSERTED = 5  # characters that a phrase between clauses has at least; what is shorter may be a word of the sentence
COMPANY = 2  # planted links, or lines, that make the others of a page doubtful
# Rules that rest on what is known of the host or on other links: they say nothing new of the host.
SECOND_HAND = frozenset(["allowed_host", "blocked_host", "known_host", "host_of_spam", "in_bad_company"])


class Place(NamedTuple):
    """Where a link stands: head, tail, between paragraphs or inside a line; alone on it, or between its clauses."""

    position: str
    alone: bool
    between: bool


class Context(NamedTuple):
    """What a link is judged by besides itself: the article's address and words, and what is known of hosts."""

    url: str
    words: Words
    hosts: Hosts


def judged(url: str, text: str, rel: str, place: Place, context: Context) -> Link:
    """A link with its verdict, the rule that decided and its evidence; ``url`` is absolute."""
    return Link(url, text, place.position, *decide(url, text, rel, place, context))


def decide(url: str, text: str, rel: str, place: Place, context: Context) -> tuple[str, str, str]:
    """Verdict, rule and evidence. The first rule that applies decides."""
    host = host_of(url)
    overrule, name = overrule_of(host, context.hosts)
    if overrule == "allow":
        return "editorial", "allowed_host", name
    own = same_site(url, context.url)
    sells = "" if own else selling_word(text)
    if sells and place.between and not place.alone and len(text) >= INSERTED and context.words.lack(text, OWN):
        return "spam", "between_clauses", sells
    if overrule == "block":
        return "spam", "blocked_host", name
    if FILE.search(url):
        return "attachment", "file_type", ""
    if own:
        return ("navigation" if place.alone else "editorial"), "same_site", ""
    if not text:
        return "editorial", "image", ""
    return alone(host, text, sells, context) if place.alone else inside(host, rel, context)


def alone(host: str, text: str, sells: str, context: Context) -> tuple[str, str, str]:
    """A link that stands alone and leads away goes with its text; it is spam when more speaks for that."""
    if sells:
        return "spam", "commercial_phrase", sells
    record = context.hosts.get(host, UNKNOWN)
    if record.is_bad and not PUBLIC.search(host):
        return "spam", "known_host", f"spam on {record.sites} sites"
    plain = PUBLIC.search(host) or ADDRESS.fullmatch(text) or text in LABELS
    if HAN.search(text) and not plain and context.words.lack(text):
        return "spam", "alone_foreign", ""
    return "navigation", "alone_off_site", ""


def inside(host: str, rel: str, context: Context) -> tuple[str, str, str]:
    """A link around words of a sentence, as far as it can be told without the page's other links."""
    if "sponsored" in rel:
        return "spam", "sponsored", f"rel={rel}"
    record = context.hosts.get(host, UNKNOWN)
    if record.is_bad and not PUBLIC.search(host):
        return "spam", "known_host", f"spam on {record.sites} sites"
    return "editorial", "in_sentence", ""


def unseen(link: Link) -> Link:
    """The verdict on a link that no reader sees; scripts hide the buttons of platforms as well."""
    link.verdict, link.rule = "navigation" if PUBLIC.search(host_of(link.url)) else "spam", "hidden"
    return link


def takes_words(link: Link) -> bool:
    """Whether a link goes with its words: when it stands alone and leads away, or was put between clauses."""
    return link.rule in ("alone_off_site", "between_clauses") or (link.verdict == "spam" and link.position != "inside")


def judge_by_company(links: Sequence[Link], bare: int, words: Words) -> None:
    """Judge the links inside sentences by the others: those to a host of spam, and, where much was planted, to shops.

    ``bare`` is the number of planted lines without a link. English articles quote other sites in sentences as a habit.
    """
    spam_hosts = {host_of(link.url) for link in links if link.verdict == "spam"}
    doubtful = [link for link in links if link.rule == "in_sentence" and not PUBLIC.search(host_of(link.url))]
    for link in doubtful:
        if (host := host_of(link.url)) in spam_hosts:
            link.verdict, link.rule, link.evidence = "spam", "host_of_spam", host
    if (count := sum(link.verdict == "spam" for link in links) + bare) >= COMPANY and words.are_chinese:
        for link in doubtful:
            if link.verdict == "editorial":
                link.verdict, link.rule, link.evidence = "spam", "in_bad_company", f"{count} planted"
