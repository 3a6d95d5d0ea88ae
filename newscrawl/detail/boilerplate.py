"""The names and words by which parts of a page give themselves away as not being the article."""

from __future__ import annotations

import re

from lxml import etree

ASIDE_SHARE = 0.4  # of the page's text: what holds more is the article, whatever its name
FOREIGN_SHARE = 0.95  # comments and consent boxes may well be longer than the article
ALWAYS = 1.1  # a footer is one though the page has no other words
NOISE_LIMIT = 60  # characters; what is longer is a paragraph, whatever it starts with

ASIDE = re.compile(
    r"(?:^|[\s_-])(?:sidebar|(?<!left[_-])side|aside|nav|menu|breadcrumbs?|crumbs?|related|relate|share|bdshare|social|"
    r"copyright|recommend(?:ed)?|hot|rank(?:ing)?|toolbar|pager|pages|pagination|promo|sponsor(?:ed)?|advert\w*|ads?|login|subscribe|"
    r"newsletter|popular|trending|disclaimer|statement|declare|zrbj|xgyd|xgxw|tags?|keywords?|gallery|slideshow|carousel|"
    r"popup|signup|teasers?|byline|caption|credits?)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|reply|replies|pinglun|disqus\w*|respond)(?=$|[\s_\d-])|cookie|consent|gdpr",
    re.IGNORECASE,
)
POST = re.compile(r"(?:^|\s)(?:h-?entry|type-post|status-publish|single-post)(?=$|\s)")  # its tags are among its names
EMBEDDED = re.compile(
    r"(?<![a-z])(?:o?embed(?:ded)?|tweet|twitter-tweet|instagram-media|fb-post)(?![a-z])", re.IGNORECASE
)
FOOT = re.compile(r"(?:^|[\s_-])(?:footer|foot)(?=$|[\s_\d-])", re.IGNORECASE)
START = r"^[\s【\[（(*>»·•▲■◆]*"
NOISE = re.compile(
    START
    + r"(?:责任?编辑|责编|编辑|作\s*者\s*[:：]|校对|审核|初审|复审|终审|监制|值班编辑|本文(?:来源|编辑|链接|地址)|(?:文章|信息|稿件|新闻)?来源|稿源|"
    r"发布(?:时间|日期|人|者)|更新时间|(?:点击|阅读|浏览|访问|查看)(?:次数|数|量|率)?\s*[:：\d]|字号|字体|打印|关闭|分享|收藏|返回|上一[篇条页]|下一[篇条页]|"
    r"上一?则|下一?则|相关(?:阅读|新闻|文章|链接|报道|推荐|资讯|专题)|推荐阅读|延伸阅读|更多(?:精彩|内容|新闻)|热门|扫一扫|扫描二维码|微信扫|关注(?:我们|微信|官方)|"
    r"关键[词字]|标签|版权(?:声明|所有|归)|免责声明|特别声明|郑重声明|声明[:：]|凡本网|举报|评论|网友评论|发表评论|我要评论|登录|注册|当前位置|您(?:现在|当前)?的?位置|"
    r"首页\s*[>＞»]|ICP备|copyright\b|all rights reserved|share this|read more|(?:related|more) (?:articles|stories|posts|news)|advertisement\b|"
    r"follow us|sign up|subscribe|tags?:|filed under|(?:previous|next) (?:article|post|story)|photos?\s*:|\(?image:|credit:|click here|"
    r"(?:first |originally )?(?:published|updated|posted|last (?:modified|updated))\b[\s:;]*(?:on|at|by|\d|[a-z]{3,9}\.? \d))",
    re.IGNORECASE,
)
COMMENTS = re.compile(
    START
    + r"(?:(?:免\s*责|郑\s*重|版\s*权|特\s*别)\s*声\s*明|(?:最新|网友|全部|精彩)?评论(?:\s*[(（\d:：]|$)|发表评论|我要评论|"
    r"(?:\d+ )?(?:comments|responses)\b|leave a (?:comment|reply)|about the author|citation:)",
    re.IGNORECASE,
)
RELATED = re.compile(
    START
    + r"(?:相关(?:阅读|新闻|文章|链接|报道|推荐|资讯)|推荐阅读|延伸阅读|上一[篇条]|下一[篇条]|猜你喜欢|热门(?:文章|新闻|推荐|评论)|大家都在看|"
    r"related (?:articles|stories|posts|topics)|more (?:great |from|on |stories)|you (?:may|might) also like|share this|sign up for|explore further|"
    r"read (?:more|next)|recommended for you|most (?:read|popular)|get the latest)",
    re.IGNORECASE,
)


def aside_share(element: etree._Element) -> float:
    """The share of the page's text up to which an element is no article, by its tag, class and id; 0 for others."""
    if element.tag == "footer":
        return ALWAYS
    if element.tag in ("nav", "aside", "figcaption"):
        return ASIDE_SHARE
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if len(names) < 3 or element.tag in ("html", "body"):
        return 0.0
    if FOOT.search(names):
        return ALWAYS
    if POST.search(names) or EMBEDDED.search(names):
        return 0.0
    return FOREIGN_SHARE if FOREIGN.search(names) else ASIDE_SHARE if ASIDE.search(names) else 0.0


def is_noise_line(text: str) -> bool:
    """Whether a short line starts as an editor's line, a share bar, a byline or the like does."""
    return len(text) < NOISE_LIMIT and bool(NOISE.match(text))


def ends_after(text: str) -> float | None:
    """The share of an article behind which a line can be the heading of what follows it; None for any other line.

    Comments and disclaimers may be longer than the article; related articles also stand in boxes within it.
    """
    if len(text) >= NOISE_LIMIT:
        return None
    return 0.3 if COMMENTS.match(text) else 0.7 if RELATED.match(text) else None
