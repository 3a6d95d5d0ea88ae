"""The rules on one link of an article: editorial, navigation, attachment or spam, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newscrawl.items import Link
from newscrawl.page.blocks import STOPS
from newscrawl.spam.hosts import UNKNOWN, Hosts, overrule_of
from newscrawl.spam.phrases import selling_word
from newscrawl.spam.words import HAN, OWN, Words
from newscrawl.text.urls import host_of, same_site, site_of

FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z)(?:$|[?#])", re.IGNORECASE)
PUBLIC = re.compile(
    r"(?:^|\.)(?:gov|edu|ac|mil|org)(?:\.|$)|news|people|xinhua|cctv|daily|ribao|wanbao|shibao|times|paper|media|baike|"
    r"(?:^|\.)(?:bbc|cnn|youtube|youtu|twitter|x|facebook|instagram|linkedin|pinterest|reddit|flickr|github|google|apple|microsoft|amazon|amzn|"
    r"ycombinator|nature|science|sciencedirect|springer|wiley|doi|arxiv|guancha|jiemian|huxiu|36kr|caixin|yicai|cnstock|stcn|eastmoney|hexun|jrj|caijing|nbd|eeo|chinanews|gmw|cri|cnr|cctv|cntv|ce|youth|rednet|dzwww|southcn|sznews|jfdaily|cyol|haiwainet|china|qianlong|enorth|dahe|hsw|cnhubei|zjol|fjsen|iqiyi|youku|kuaishou|xiaohongshu|weibo|weixin|qq|163|sina|sohu|ifeng|bilibili|zhihu|douban|douyin|toutiao|jianshu|csdn|baidu)\.",
    re.IGNORECASE,
)  # hosts of authorities, schools, media and platforms, whom articles quote
OFFICIAL = re.compile(r"(?:^|\.)(?:gov|edu|mil|ac)(?:\.[a-z]{2})?$")  # nobody sells there
DOMAIN = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,6})/?", re.IGNORECASE)
SPEAKS = r"表示|介绍|说(?!起)|称|认为|负责人|总经理|董事长|经理|工作人员"
# What comes behind the subject of a sentence and begins none, and what more comes behind one that may begin another.
CONTINUES = re.compile(rf"\s*(?:[的了吗呢吧、，；：]|{SPEAKS}|[a-z])")
MAY_CONTINUE = re.compile(
    rf"{CONTINUES.pattern}|\s*(?:[是也都在于将和与及或等把被让给对向从为以并则即就还又再不没未有要会能可已曾正其之所很较最比]|方面|相关)"
)
NAMED = re.compile(
    r"(?:公司|集团|厂|院|店|社|局|委|会|部|校|学|中心|报|网|网站|频道|客户端|大学|银行|基金|协会|平台|系统)$"
)
SPEAKING = re.compile(r"[的了是也已与其最这那你我他她它们]")  # characters that sentences have, and names have not
INSTITUTION = re.compile(
    r"(?:[书物化念案]馆|大学|协会|学会|委员会|人民政府|[日晚时]报|电视台|出版社)$"
)  # nobody names a shop so
LATIN_WORDS = 5  # a title in another script has more words than a phrase
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
LABELS = frozenset(
    "订阅 更多 更多... 更多>> 编辑 详情 查看 查看更多 下载 返回 首页 网站 微博 微信 分享 原文 来源 链接 收藏 评论".split()
)
INSERTED = 5  # characters that a phrase between clauses has at least; what is shorter may be a word of the sentence
DOUBTFUL = frozenset(["in_sentence", "alone_off_site", "aside"])
SOLD = frozenset(["commercial_phrase", "between_clauses"])  # one such link says what the others are for
MANY = 100  # planted links that are not counted further
COMPANY = 2  # planted links, or lines, that make the others of a page doubtful
# Rules that rest on what is known of the host or on other links: they say nothing new of the host.
SECOND_HAND = frozenset(["allowed_host", "blocked_host", "known_host", "host_of_spam", "in_bad_company"])


class Place(NamedTuple):
    """Where a link stands: head, tail, between paragraphs or inside a line.

    ``alone`` on the line, ``between`` its clauses, behind a ``sentence``; ``behind`` are the words that follow it.
    """

    position: str
    alone: bool
    between: bool
    sentence: bool
    behind: str

    @property
    def inserted(self) -> bool:
        """Whether it may be no part of the clauses around it."""
        return self.between and not self.alone and not CONTINUES.match(self.behind)


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
    overrule, name = overrule_of(host, context.hosts) if context.hosts else ("", "")
    if overrule == "allow":
        return "editorial", "allowed_host", name
    own = same_site(url, context.url)
    sells = "" if own or OFFICIAL.search(host) else selling_word(text, linked=True)
    if sells and place.inserted and len(text) >= INSERTED and stands_out(text, place, context.words):
        return "spam", "between_clauses", sells
    if overrule == "block":
        return "spam", "blocked_host", name
    if FILE.search(url):
        return "attachment", "file_type", ""
    if own:
        return ("navigation" if place.alone else "editorial"), "same_site", ""
    if not text:
        return "editorial", "image", ""
    if place.alone:
        return alone(host, text, sells, context)
    ends = place.inserted and not place.behind.strip()
    if (
        (ends or (place.inserted and place.sentence))
        and is_name(text)
        and is_foreign(host, text, context)
        and context.words.are_chinese
    ):
        if ends:
            return "spam", "between_clauses", "foreign"
        if len(text) >= INSERTED and not NAMED.search(text) and not MAY_CONTINUE.match(place.behind):
            return "spam", "foreign_subject", ""
    return inside(host, rel, context)


def stands_out(text: str, place: Place, words: Words) -> bool:
    """Whether a commercial phrase is none of the article's own; words that honest links have as well need more."""
    if selling_word(text):
        return words.lack(text, OWN)
    return words.lack(text) and not MAY_CONTINUE.match(place.behind)


def is_name(text: str) -> bool:
    """Whether words may name goods or a firm, and are no piece of a sentence.

    >>> is_name("石门铁皮石斛"), is_name("底布最好选斜纹卡其，"), is_name("来自勉县职教中心的聂")
    (True, False, False)
    """
    return not (STOPS.search(text) or SPEAKING.search(text))


def is_foreign(host: str, text: str, context: Context) -> bool:
    """Whether a link's words have nothing to do with the article, nor its host with what articles quote."""
    shown = DOMAIN.fullmatch(text)
    if shown:
        return site_of(shown[1].lower()) != site_of(host) and not PUBLIC.search(host)
    if PUBLIC.search(host) or ADDRESS.fullmatch(text) or text in LABELS or not context.words.lack(text):
        return False
    return bool(HAN.search(text)) or (context.words.are_chinese and 1 < len(text.split()) < LATIN_WORDS)


def alone(host: str, text: str, sells: str, context: Context) -> tuple[str, str, str]:
    """A link that stands alone and leads away goes with its text; it is spam when more speaks for that."""
    if sells:
        return "spam", "commercial_phrase", sells
    record = context.hosts.get(host, UNKNOWN)
    if record.is_bad and not PUBLIC.search(host):
        return "spam", "known_host", f"spam on {record.sites} sites"
    if is_foreign(host, text, context) and not INSTITUTION.search(text):
        return "spam", "alone_foreign", ""
    return "navigation", "alone_off_site", ""


def inside(host: str, rel: str, context: Context) -> tuple[str, str, str]:
    """A link around words of a sentence, as far as it can be told without the page's other links."""
    if "sponsored" in rel:
        return "spam", "sponsored", f"rel={rel}"
    record = context.hosts.get(host, UNKNOWN)
    if record.is_bad and not PUBLIC.search(host):
        return "spam", "known_host", f"spam on {record.sites} sites"
    return "editorial", "in_sentence", f"rel={rel}" if rel else ""


def unseen(link: Link) -> Link:
    """The verdict on a link that no reader sees; scripts hide the buttons of platforms as well."""
    link.verdict, link.rule = "navigation" if PUBLIC.search(host_of(link.url)) else "spam", "hidden"
    return link


def beside(link: Link, url: str) -> Link:
    """The verdict on a link among the text of an article, on a line that was left out; others of the page may change it."""
    if link.position == "aside" and FILE.search(link.url):
        link.verdict, link.rule = "attachment", "file_type"
    elif link.position == "aside" and same_site(link.url, url):
        link.verdict, link.rule = "navigation", "same_site"
    elif link.position == "aside":
        host = host_of(link.url)
        sells = "" if PUBLIC.search(host) or OFFICIAL.search(host) else selling_word(link.text, linked=True)
        link.verdict, link.rule, link.evidence = (
            ("spam", "commercial_phrase", sells) if sells else ("navigation", "aside", "")
        )
    return link


def takes_words(link: Link) -> bool:
    """Whether a link goes with its words: when it stands alone and leads away, or was put between clauses."""
    return link.rule in ("alone_off_site", "between_clauses") or (link.verdict == "spam" and link.position != "inside")


def judge_by_company(links: Sequence[Link], bare: int, words: Words) -> None:
    """Judge the links inside sentences by the others: those to a host of spam, and, where much was planted, to shops.

    One planted link is enough for those that the page itself disowns, with rel=nofollow or rel=ugc. ``bare`` is the number of planted lines without a link. English articles quote other sites in sentences as a habit.
    """
    spam_hosts = {host_of(link.url) for link in links if link.verdict == "spam"}
    doubtful = [link for link in links if link.rule in DOUBTFUL and not PUBLIC.search(host_of(link.url))]
    for link in doubtful:
        if (host := host_of(link.url)) in spam_hosts:
            link.verdict, link.rule, link.evidence = "spam", "host_of_spam", host
    sold = any(link.rule in SOLD for link in links) or bare
    count = sum(link.verdict == "spam" for link in links) + bare
    if (sold or count) and words.are_chinese:
        for link in doubtful:
            if link.verdict != "spam" and (sold or count >= COMPANY or link.evidence.startswith("rel=")):
                link.verdict, link.rule, link.evidence = "spam", "in_bad_company", number(count)


def number(planted: int) -> str:
    """How many were planted; no number where the ledger may be too short to find the same one again."""
    return f"{planted} planted" if planted < MANY else f"{MANY} planted or more"
