"""Pages that stand in the place of the one that was asked for: walls, logins, errors with status 200, parked domains. Pure.

A page of a site has links, and text beside a sign. So a page is looked at closely only when it has few links, and judged only when it
has next to no text, or by what its title alone says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import NamedTuple

from newscrawl.text.charsets import decode

__all__ = ["Sign", "is_doubtful", "sign_of", "words_of"]

HEAD = 16_384  # bytes of a page in which its title stands
LINKS = 30  # a page with more is one of a site
LINK = re.compile(rb"<[aA]\s")
ASCII = bytes(range(0x80))
WRITTEN = 6000  # bytes that are not ASCII: a page with more has text
SHORT = 300  # characters that the page of a wall has at most; a site's menu alone has as many
SCRIPTED = 200  # and one that is a script,
SHORTEST = 120  # and one that says no more than that something is wrong
CHINESE, ENGLISH = 4, 20  # characters that may follow a sign in a title: more of them make it that of an article
NAME = re.compile("[-_|—–]")  # before the name of a site
LONGEST = 40  # characters of evidence
OPENING = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|script|meta|title|div|center|h\d|!--)", re.IGNORECASE
)
TITLE = re.compile(rb"<title[^>]*>([^<]{0,400})", re.IGNORECASE)
UNSEEN = re.compile(
    r"<(script|style|noscript|template)\b.*?(?:</\1|$)|<!--.*?-->|<[^>]*>|&\w+;|\s", re.IGNORECASE | re.DOTALL
)
LINKED = re.compile(r"<a\b[^>]*>.*?</a>", re.IGNORECASE | re.DOTALL)
PASSWORD = re.compile(r"type\s*=\s*[\"']?password", re.IGNORECASE)

SCRIPTS = (
    "challenge-platform", "cf_chl_opt", "cf-chl-", "__jsl_clearance", "__jsluid", "acw_sc__v", "aliyun_waf", "$_ts", "yunsuo_session", "HWWAFSESID",
    "_Incapsula_", "px-captcha", "datadome", "awsWaf",
)  # fmt: skip
PICTURES = (  # which pages have that are no walls, too: for comments, for a login
    "aliyunCaptcha", "geetest", "TencentCaptcha", "TCaptcha", "recaptcha", "hcaptcha", "turnstile", "slidercaptcha",
)  # fmt: skip
WALL = re.compile(
    r"(?:访问|请求|操作|查询)(?:频率)?(?:过于|太|过)(?:频繁|快|多)|访问(?:频率|次数)过(?:高|快|多)|(?:访问|请求|IP|连接)已?被(?:拒绝|阻断|拦截|禁止|限制|封)|"
    r"(?:安全|人机|滑动|滑块|身份)验证|请?(?:完成|输入|通过)(?:下列|以下|图形|安全)*验证|防火墙|云防护|(?:疑似|可能).{0,12}攻击|非法(?:访问|请求)|(?:不是|并非|确认|疑似)\S{0,6}机器人|机器人(?:验证|检测|程序|访问)|"
    r"toomanyrequests|accessdenied|accesstothispage|verif(?:y|ing)(?:that)?you(?:are|'re)|areyouarobot|checkingyourbrowser|justamoment|"
    r"enablejavascriptandcookies|unusualtraffic|(?:request|been)blocked|securitycheck|attentionrequired|ddosprotection",
    re.IGNORECASE,
)
PARKED = re.compile(
    r"域名.{0,10}(?:出售|转让|停放|过期|到期|续费)|(?:出售|转让).{0,6}域名|(?:网站|域名|主机).{0,8}未(?:备案|绑定|开通)|未备案.{0,12}(?:网站|域名)|"
    r"domain.{0,30}(?:forsale|expired|parked)|buythisdomain|sedoparking|parkingcrew",
    re.IGNORECASE,
)
ERROR = re.compile(
    r"(?:http)?(?:错误|error)?[:：]?(?:40[0345]|410|50[0234])(?:$|[-_|—–,，:：!！.]|错误|页面|not|forbidden|internal|bad|service|error|提示|啦|了)|"
    r"(?:抱歉|对不起|很遗憾)?[,，!！]?(?:您)?(?:所?(?:访问|请求|查找|查看|浏览)的)?(?:页面|网页|文章|内容|信息|新闻|文件|栏目)(?:不存在|未找到|找不到|没有找到|无法访问|已?被?删除|已?失效|走丢)|"
    r"(?:系统|服务器|程序|运行时?|页面|访问|数据库)(?:内部)?(?:出错|错误|异常|繁忙|维护)(?:$|[-_|了!！中])|(?:网站|系统)(?:正在)?(?:维护|升级|改版|建设|关闭)中?(?:$|[-_|])|"
    r"出错了|(?:page|file|article)?notfound|internalservererror|badgateway|serviceunavailable|runtimeerror|"
    r"welcometonginx|apache2?.{0,10}defaultpage|iis(?:windowsserver)?\d*(?:$|-)|indexof/",
    re.IGNORECASE,
)
WALL_TITLE = re.compile(
    r"(?:安全|访问|人机|滑动)(?:验证|拦截|提示)(?:$|[-_|])|访问(?:被|已)(?:拒绝|拦截|阻断)|justamoment|attentionrequired|accessdenied|"
    r"(?:\S{0,10})?(?:安全狗|云锁|防火墙|WAF)(?:拦截|提示|$)",
    re.IGNORECASE,
)
LOGIN = re.compile(
    r"(?:用户|会员|系统|统一|请先?|账号|后台|管理员?)*(?:登录|登陆|认证|login|signin|logon)", re.IGNORECASE
)


class Sign(NamedTuple):
    """What a page is instead of the one that was asked for, in a word (``challenge``, ``wall``, ``login``, ``error``, ``parked``,
    ``same_page``), and what tells it."""

    kind: str
    evidence: str


def sign_of(body: bytes, header: Callable[[str], str | None] = lambda _: None) -> Sign | None:
    """The sign on a page; None on a page that may be what was asked for. ``header`` gives the value of a header of its answer."""
    if "challenge" in (header("cf-mitigated") or "") or header("x-amzn-waf-action"):
        return Sign("challenge", "a header")
    if not OPENING.match(body):
        return (
            _told(words_of(body))
            if len(body) <= SHORT * 3 and not body.lstrip().startswith((b"<", b"{", b"["))
            else None
        )
    found = TITLE.search(body, 0, HEAD)
    title = "".join(decode(found[1]).text.split()) if found else ""
    if sign := _titled(title):
        return sign
    if sum(1 for _ in islice(LINK.finditer(body), LINKS + 1)) > LINKS or len(body.translate(None, ASCII)) > WRITTEN:
        return None
    words = words_of(body)
    if len(words) <= SCRIPTED and (script := _first(SCRIPTS, body)):
        return Sign("challenge", script)
    if len(words) > SHORT:
        return None
    if LOGIN.search(title or words[:40]) and PASSWORD.search(decode(body).text):
        return Sign("login", title[:LONGEST] or words[:LONGEST])
    # Headlines of a short list speak of anything.
    if sign := _told(UNSEEN.sub("", LINKED.sub("", decode(body).text))):
        return sign
    picture = _first(PICTURES, body) if len(words) <= SCRIPTED else None
    return Sign("challenge", picture) if picture else None


def is_doubtful(sign: Sign) -> bool:
    """Whether the page may be a frame that scripts fill with more than a picture to be solved: only rendering would tell."""
    return sign.evidence in PICTURES


def _first(marks: Iterable[str], body: bytes) -> str | None:
    return next((each for each in marks if each.encode() in body), None)


def words_of(body: bytes) -> str:
    """What of a page is seen, its title included, without blanks."""
    return UNSEEN.sub("", decode(body).text)


def _titled(title: str) -> Sign | None:
    """What a title says that has nothing but a sign, and perhaps the name of the site."""
    first = NAME.split(title, maxsplit=1)[0]
    for kind, pattern in (("wall", WALL_TITLE), ("error", ERROR)):
        if found := pattern.match(first):
            rest = first[found.end() :]
            if len(rest) <= (ENGLISH if rest.isascii() else CHINESE):
                return Sign(kind, title[:LONGEST])
    return None


def _told(words: str) -> Sign | None:
    if len(words) > SHORT:
        return None
    for kind, pattern in (("parked", PARKED), ("wall", WALL)):
        if found := pattern.search(words):
            return Sign(kind, found[0])
    return Sign("error", words[:LONGEST]) if len(words) <= SHORTEST and ERROR.match(words) else None
