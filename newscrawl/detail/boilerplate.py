"""The names and words by which parts of a page give themselves away as not being the article."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

ASIDE_SHARE = 0.4  # of the page's text: what holds more is the article, whatever its name
ALWAYS = 1.1  # a footer is one though the page has no other words
FOREIGN_SHARE = 0.95  # comments and consent boxes may well be longer than the article
BY_TAG = {
    "footer": ALWAYS,
    "nav": ASIDE_SHARE,
    "aside": ASIDE_SHARE,
    "figcaption": ASIDE_SHARE,
    "html": 0.0,
    "body": 0.0,
}  # whatever names they have
NAMES_LIMIT = 200  # characters of class or id that are looked at
NOISE_LIMIT = 60  # characters; what is longer is a paragraph, whatever it starts with

START_OF_NAME, END_OF_NAME = r"(?:^|[\s_-]|(?-i:(?<=[a-z])(?=[A-Z])))", r"(?=$|[\s_\d-]|(?-i:[A-Z]))"
ASIDE = re.compile(
    START_OF_NAME
    + r"(?:sidebar|(?<!left)(?<!left[_-])side|aside|nav|menu|breadcrumbs?|crumbs?|related|relate|share|bdshare|social|"
    r"copyright|recommend(?:ed)?|hot|rank(?:ing)?|toolbar|pager|pages|pagination|promo|sponsor(?:ed)?|advert\w*|ads?|login|subscribe|"
    r"newsletter|popular|trending|disclaimer|statement|declare|zrbj|xgyd|xgxw|tags?|keywords?|gallery|slideshow|carousel|"
    r"popup|signup|teasers?|byline|captions?|credits?)" + END_OF_NAME,
    re.IGNORECASE,
)
FOREIGN = re.compile(
    START_OF_NAME
    + r"(?:comments?|comment-?list|reply|replies|pinglun|disqus\w*|respond)"
    + END_OF_NAME
    + r"|cookie|consent|gdpr",
    re.IGNORECASE,
)
POST = re.compile(r"(?:^|\s)(?:h-?entry|type-post|status-publish|single-post)(?=$|\s)")  # its tags are among its names
EMBEDDED = re.compile(
    r"(?<![a-z])(?:o?embed(?:ded)?|tweet|twitter-tweet|instagram-media|fb-post)(?![a-z])", re.IGNORECASE
)
UNSEEN = re.compile(
    r"(?:^|\s)(?:hidden|hide|d-none|sr-only|visually-hidden|screen-reader\S*)(?=$|\s)|tooltip|modal|dialog|overlay|lightbox",
    re.IGNORECASE,
)
CAPTION = re.compile(START_OF_NAME + r"(?:captions?|credits?)" + END_OF_NAME, re.IGNORECASE)
FOOT = re.compile(START_OF_NAME + r"(?:footer|foot)" + END_OF_NAME, re.IGNORECASE)
START = r"^[\s【\[（(*>»·•▲■◆]*"
NOISE = re.compile(
    START + r"(?:责任编辑|责编|(?:编辑|校对|审核|初审|复审|终审|监制|值班编辑|热门|标签)(?![人家品部员室]|.*[。！？])|"
    r"(?:打印|关闭|分享|收藏|返回|登录|注册|举报)(?=.{0,8}$|\s|\W{0,2}[|｜/:：丨])(?![人家品部员室]|.*[。！？；])|"
    r"(?:供\s*稿|撰\s*[稿文]|摄\s*影|图源|排版|制作|统筹|策划|[一二三]审|签发|投稿邮箱|新闻热线)\s*[:：|丨/／]|大\s*中\s*小\W*$|"
    r"点击(?:上方|下方)?(?:蓝字|关注|(?:阅读)?原文)|长按|识别(?:图中|下方)?二维码|阅读原文\W*$|作\s*者\s*[:：]|本文(?:来源|编辑|链接|地址)|(?:文章|信息|稿件|新闻)?来源|稿源|(?<![(（\[【])原标?题\s*[:：]|"
    r"发布(?:时间|日期|人|者)|更新时间|(?:点击|阅读|浏览|访问|查看)(?:次数|数|量|率)?\s*[:：\d]|字号|字体|上一?[篇条页则]|下一?[篇条页则]|第\s*\d+\s*页|共\s*\d+\s*页|(?:点击|展开|阅读|查看|加载)+(?:全文|更多|剩余)\W*$|"
    r"相关(?:阅读|新闻|文章|稿件|链接|报道|推荐|资讯|专题|热词)|推荐阅读|延伸阅读|更多(?:精彩|内容|新闻)|扫一扫|扫描二维码|微信扫|关注(?:我们|微信|官方)|"
    r"(?:网友|最新|全部)?评论\s*(?:[(（\d]|[:：]\s*\d|[区数已]|列表|功能|须知|\W*$)|关键[词字]|版权(?:声明|所有|归)|未经(?:允许|许可|授权|同意)[^。]{0,6}转载|(?:如需)?转载请(?:注明|联系|保留)|免责声明|特别声明|郑重声明|声明[:：]|凡本网|发表评论|我要评论|当前位置|您(?:现在|当前)?的?位置|"
    r"首页\s*[>＞»]|ICP备|copyright\b|all rights reserved|share this|read more|(?:related|more) (?:articles|stories|posts|news)|"
    r"(?:advert(?:isement|ising)?s?|sponsored|promoted|related|recommended|comments?|\d+ comments?|tags|topics|share|print|video|loading)\W*$|advertisement\b|"
    r"follow us|sign up|subscribe|tags?:|filed under|(?:previous|next) (?:article|post|story)|photos?\s*:|\(?image:|credit:|click here|"
    r"(?:first |originally )?(?:published|updated|posted|last (?:modified|updated))\b(?:[\s:;]*(?:on|at|by|\d|[a-z]{3,9}\.? \d)|.{0,30}\b20\d\d\b))",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"\W*(?:(?:additional )?(?:reporting|writing|editing|compiled|edited|written) by\b|©|"
    r"follow .{2,60} on (?:twitter|facebook|instagram|youtube|linkedin|telegram|tiktok)\b)",
    re.IGNORECASE,
)
CREDIT_END = re.compile(
    r"\bcontributed (?:to this (?:report|story|article)|reporting)\b|[(\[](?:image|photo|picture)s?(?: credit)?\s?:[^)\]]*[)\]]$|"
    r"\b(?:getty(?: images)?|AFP|AP photo|reuters|shutterstock|alamy|unsplash)[)\]]?$",
    re.IGNORECASE,
)
LATIN = re.compile("[a-z]", re.IGNORECASE)  # no credit is without, and most lines of a Chinese page are
CREDIT_LIMIT = 250  # characters
CREDIT_TAIL = 60
COMMENTS = re.compile(
    START
    + r"(?:(?:免\s*责|郑\s*重|版\s*权|特\s*别)\s*声\s*明|(?:最新|网友|全部|精彩)?评论\s*(?:[(（\d]|[:：]?\W*$)|发表评论|我要评论|"
    r"(?:\d+ )?(?:comments|responses)(?: are closed| section| policy)?\W*\d*\W*$|\d+ (?:comments|responses|replies|thoughts) (?:to|on)\b|"
    r"leave a (?:comment|reply)|(?:join|view|see|show|read) (?:the )?(?:comments|conversation|discussion)\W*$|about the author|citation:)",
    re.IGNORECASE,
)
RELATED = re.compile(
    START
    + r"(?:相关(?:阅读|新闻|文章|稿件|链接|报道|推荐|资讯)|推荐阅读|延伸阅读|上一[篇条]|下一[篇条]|猜你喜欢|热门(?:文章|新闻|推荐|评论)|大家都在看|"
    r"related (?:articles|stories|posts|topics)|more (?:great |from|on |stories)|you (?:may|might) also like|share this\W*(?:article|story|post|page|on\b|$)|sign up for|explore further|"
    r"read (?:more|next)|recommended for you|most (?:read|popular)|get the latest)",
    re.IGNORECASE,
)

FOOTER = re.compile(
    r"版权所有|^\W*主办(?:单位)?\s*[:：]|网站标识码|ICP[备证]|公网安备|技术支持\s*[:：]|powered by|严禁发布|"
    r"仅(?:供|代表)[^。]{0,6}(?:作者|个人|本人|参考)|(?:邮箱|邮件)地址不会被公开|^此条目发表在|all rights reserved|你的?浏览器(?:版本|不支持)",
    re.IGNORECASE,
)

FILED = re.compile(
    START
    + r"(?:索\s*引\s*号|主\s*题\s*分\s*类|主\s*题\s*词|发\s*文\s*(?:字\s*号|日\s*期|机\s*关|单\s*位)|文\s*号|发\s*布\s*(?:机\s*构|机\s*关|单\s*位)|"
    r"公\s*开\s*(?:方\s*式|形\s*式|范\s*围|时\s*限|类\s*别)|有\s*效\s*(?:性|期)|时\s*效(?:性|状态)?|(?:成\s*文|生\s*成|生\s*效|废\s*止)\s*日\s*期|信\s*息\s*(?:名\s*称|分\s*类|来\s*源)|"
    r"体\s*裁\s*(?:分\s*类)?|(?:服\s*务\s*对\s*象|组\s*配)\s*分\s*类|分\s*类|标\s*题|名\s*称)\s*[:：]"
)


def aside_share(element: etree._Element) -> float:
    """The share of the page's text up to which an element is no article, by its tag, class and id; 0 for others."""
    if (by_tag := BY_TAG.get(str(element.tag))) is not None:
        return by_tag
    name, mark = element.get("class", ""), element.get("id", "")
    return share_of(f"{name[:NAMES_LIMIT]} {mark[:NAMES_LIMIT]}") if name or mark else 0.0


@lru_cache(maxsize=4096)  # the same names stand on element after element, page after page
def share_of(names: str) -> float:
    """The share of the page's text up to which an element of these names is no article."""
    if len(names) < 3:
        return 0.0
    if FOOT.search(names):
        return ALWAYS
    if POST.search(names) or EMBEDDED.search(names):
        return 0.0
    if FOREIGN.search(names):
        return FOREIGN_SHARE
    return ASIDE_SHARE if ASIDE.search(names) or UNSEEN.search(names) else 0.0


def is_noise_line(text: str) -> bool:
    """Whether a line starts as an editor's line, a share bar, a byline or the like does, or credits picture or reporters."""
    if len(text) < NOISE_LIMIT and NOISE.match(text):
        return True
    if len(text) >= CREDIT_LIMIT:
        return False
    return bool(CREDIT.match(text) or (LATIN.search(tail := text[-CREDIT_TAIL:]) and CREDIT_END.search(tail)))


def is_footer(text: str) -> bool:
    """Whether a short line is what sites say of themselves and of comments, which reads like a sentence now and then."""
    return len(text) <= CREDIT_LIMIT and bool(FOOTER.search(text))


def is_filed(text: str) -> bool:
    """Whether a line is of the table under which an office files a document: 索引号, 发文字号, 成文日期 and the like."""
    return len(text) <= CREDIT_LIMIT and bool(FILED.match(text))


def ends_after(text: str) -> float | None:
    """The share of an article behind which a line can be the heading of what follows it; None for any other line.

    Comments and disclaimers may be longer than the article; related articles also stand in boxes within it.
    """
    if len(text) >= NOISE_LIMIT:
        return None
    return 0.3 if COMMENTS.match(text) else 0.7 if RELATED.match(text) else None
