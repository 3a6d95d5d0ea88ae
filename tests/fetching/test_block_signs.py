"""What is a wall, a login, an error or a parked domain, and what is an article that speaks of such things."""

import pytest

from newscrawl.fetching.block_signs import sign_of
from tests.fetching.loopback import Loopback, page

MENU = "".join(
    f'<a href="/{word}/">{word}</a> ' for word in "首页 新闻 本地 时政 社会 教育 健康 旅游 视频 图片 专题 政务".split()
)


def html(title, body, head=""):
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


SCRIPT = "<script>(function(){" + "var a='%s';" * 300 % (("x" * 20,) * 300) + "})();</script>"
SIGNS = {
    "challenge": [
        html("", '<script>var arg1="3A5F";' + "x" * 900 + 'document.cookie="acw_sc__v2="+y</script>'),
        "<script>document.cookie=('_')+('_')+('jsl_clearance_s=')+'1';location.href=location.pathname</script>__jsl_clearance".replace("</script>__jsl_clearance", "//__jsl_clearance</script>"),
        html("", '<meta id="9DhefwqGPrzGxEp9hPaoag"><script>$_ts=window["$_ts"];if(!$_ts)$_ts={};</script>' + SCRIPT),
        html("", '<div id="captcha"></div><script src="https://static.geetest.com/v4/gt4.js"></script>'),
        html("请稍候", '<script src="https://turing.captcha.qcloud.com/TCaptcha.js"></script><p>正在载入</p>'),
    ],
    "wall": [
        html("Just a moment...", "<p>Enable JavaScript and cookies to continue</p>"),
        html("405", "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。您的请求ID是: 7b1f</p>").replace("<title>405", "<title>提示"),
        html("提示信息", "<h1>您的访问过于频繁，请稍后再试</h1>"),
        html("坏县新闻网", "<p>访问频率过高，请输入验证码后继续访问</p><input name=code><img src=/code.jpg>"),
        html("网站防火墙", "<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>"),
        html("安全验证", f"<p>{MENU}</p>" * 9),
        html("", "<p>Sorry, you have been blocked. Ray ID: 71</p>"),
        html("Access Denied", "You don't have permission to access this page. Reference #18.2d"),
        "您的IP访问过于频繁，请稍后再试",
        "Too Many Requests",
    ],
    "login": [
        html("用户登录", '<form>用户名<input name=u>密码<input type="password" name=p><button>登录</button></form>'),
        html("统一身份认证平台", '<form><h2>登录</h2><input name=u><input type=password></form>').replace("统一身份认证平台", "统一认证"),
    ],
    "error": [
        html("404", "<p>Not Found</p>"),
        html("404 - 坏县新闻网", f"<p>{MENU}</p>" * 9),
        html("页面不存在_坏县新闻网", f"<p>{MENU}</p>" * 9),
        html("坏县新闻网", "<h1>抱歉，您访问的页面不存在或已被删除</h1><p>3秒后返回首页</p>").replace("坏县新闻网", ""),
        html("提示", "文章不存在或已删除").replace("<title>提示", "<title>"),
        html("系统维护中", "<p>网站正在升级，请稍后访问。</p>"),
        html("系统错误", "<p>数据库连接失败</p>"),
        html("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the web server is installed.</p>"),
        html("500 Internal Server Error", "<center>nginx</center>"),
        html("运行时错误", "<h2>应用程序中的服务器错误</h2>"),
        "404 Not Found",
    ],
    "parked": [
        html("huaixian.example", "<h1>该域名正在出售</h1><p>联系邮箱：sale@parking.example</p>"),
        html("huaixian.example", "<p>This domain name is for sale! Buy this domain today.</p>"),
        html("提示", "<p>很抱歉，该网站暂时无法访问：网站未备案或未接入，请网站管理员到主管的部门办理手续</p>").replace("该网站暂时无法访问：", ""),
        html("域名已过期", "<p>您访问的域名已到期，请联系注册商续费。</p>"),
    ],
}  # fmt: skip
BODY = (
    "<p>　　{0}记者昨日从县网信办了解到，有关部门已经介入，市民如有疑问可以拨打政务热线咨询，工作人员会在三个工作日之内答复。</p>"
    * 4
)
FRAME = (
    MENU
    + '<h1>{0}</h1><div class="info">2020-03-05 08:30 来源：坏县融媒体中心</div><div>{1}</div><div>版权所有 坏县新闻网 ICP备0001号</div>'
)
TITLES = [
    "12306回应“访问过于频繁”：候补购票通道已经恢复", "人机验证为何越来越难？专家这样说", "县政务网站因系统升级维护暂停服务的公告", "404教室：一位乡村教师的三十年",
    "五百强企业落户坏县", "500名志愿者走上街头清扫积雪", "页面不存在？教你三招找回被删除的网页", "域名出售骗局又有新花样，民警提醒市民当心", "登录长江之巅：坏县登山队凯旋",
    "防火墙外的守护人：记县消防大队", "系统维护人员坚守岗位保春运", "出错了别慌：三步教会老人用健康码", "安全验证升级，社保卡可以刷脸了", "Just a moment in time: 坏县摄影展开幕",
    "网站建设中的坏县经验", "503国道坏县段恢复通行", "404厂旧址列入工业遗产名录", "访问频率过高？县图书馆网站回应读者", "登录平台即可查询成绩", "服务器厂商落户坏县工业园",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SIGNS.items() for text in texts])
def test_a_page_with_a_sign(kind, text):
    for charset in ("utf-8", "gb18030"):
        sign = sign_of(text.replace("charset=utf-8", f"charset={charset}").encode(charset))
        assert sign, charset
        assert sign.kind == kind, sign


def test_a_challenge_that_only_its_header_tells():
    assert sign_of(b"<html></html>", {"cf-mitigated": "challenge"}.get).kind == "challenge"


@pytest.mark.parametrize("title", TITLES)
def test_an_article_that_speaks_of_such_things_has_none(title):
    for own, body in (
        (f"{title}_坏县新闻网", FRAME.format(title, BODY.format(title))),
        (title, f"<h1>{title}</h1>{BODY.format(title)}"),
    ):
        for charset in ("utf-8", "gb18030"):
            assert sign_of(html(own, body).encode(charset)) is None, own


@pytest.mark.parametrize("title", [*TITLES, "我校机器人社获省级竞赛一等奖", "县机器人程序设计赛开幕"])
def test_a_list_of_a_few_articles_that_speak_of_such_things_has_none(title):
    items = f'<li><a href="/1.html">{title}</a> 2020-03-05</li><li><a href="/2.html">校园菜园认领完毕</a></li>'
    assert sign_of(html("学校新闻-坏县中学", f"<ul>{items}</ul><div>共5条 1/2</div>").encode()) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        b'{"code": 404}',
        b"<?xml version='1.0'?><rss><title>404</title></rss>",
        b"\x89PNG",
        b"%PDF-1.4 404",
    ],
)
def test_what_is_no_page_has_none(body):
    assert sign_of(body) is None


@pytest.mark.parametrize("answer", [
    page(SIGNS["wall"][2]), page(SIGNS["challenge"][0], "202 Accepted"), page(SIGNS["challenge"][2], "412 Precondition Failed"), page(SIGNS["login"][0]),
    page(SIGNS["error"][2]), page(SIGNS["parked"][0]), page(html("", '<meta http-equiv="refresh" content="0;url=/"><h1>您访问的页面不存在</h1>')),
])  # fmt: skip
def test_it_is_counted_as_blocked_and_nothing_is_tried_against_it(fetch, answer):
    with Loopback({"/": answer}) as site:
        got = fetch(f"{site.url}/", allow=(site.allowed,), settings={"RETRY_TIMES": 2})
        assert got[f"{site.url}/"] == "blocked"
        assert site.paths() == ["/robots.txt", "/"]
    assert sum(count for key, count in got.stats.items() if key.startswith("blocked/")) == 1


@pytest.mark.parametrize(
    ("body", "word", "times"),
    [
        (SIGNS["challenge"][3], "blocked", 1), (SIGNS["challenge"][0], "blocked", 1), (SIGNS["wall"][0], "blocked", 2), (SIGNS["wall"][5], "blocked", 2),
        (SIGNS["error"][8], [503, len(SIGNS["error"][8])], 2), ("busy", [503, 4], 2), ("", [503, 0], 2),
    ],
)  # fmt: skip
def test_an_overrun_host_that_shows_a_wall(fetch, body, word, times):
    """It is slowed down as ever; a challenge is not answered, and words may pass."""
    with Loopback({"/": page(body, "503 Service Unavailable")}) as site:
        got = fetch(f"{site.url}/", allow=(site.allowed,), settings={"RETRY_TIMES": 1})
        found = got[f"{site.url}/"]
        assert (found if isinstance(found, str) else found[:2]) == word
        assert site.paths() == ["/robots.txt", *["/"] * times]
    assert got.stats["fetch/overrun"] == times
    assert sum(count for key, count in got.stats.items() if key.startswith("blocked/")) == (word == "blocked")


def test_a_page_of_a_host_that_was_overrun_for_a_moment_is_none(fetch):
    seen = []

    def busy(connection):
        seen.append(1)
        connection.sendall(page("1") if len(seen) > 1 else page(SIGNS["wall"][2], "429 Too Many Requests"))

    with Loopback({"/": busy}) as site:
        got = fetch(f"{site.url}/", allow=(site.allowed,), settings={"RETRY_TIMES": 1})
        assert got[f"{site.url}/"][0] == 200


def test_the_same_page_for_every_address_is_none_of_them(fetch):
    notice = page(html("坏县新闻网", FRAME.format("坏县新闻网", BODY.format("坏县"))))
    with Loopback({f"/{n}.html": notice for n in range(8)} | {"/own.html": page(html("1", BODY.format(1)))}) as site:
        urls = [*(f"{site.url}/{n}.html" for n in range(8)), f"{site.url}/own.html"]
        got = fetch(*urls, allow=(site.allowed,), kind="article_page", settings={"CONCURRENT_REQUESTS": 1})
        assert [got[url] for url in urls[2:8]] == ["blocked"] * 6
        assert got[urls[8]][0] == 200
    assert got.stats["blocked/same_page"] == 6


def test_a_host_that_blocks_on_is_left_alone(fetch):
    with Loopback({f"/{n}": page(SIGNS["wall"][2], Set_Cookie="clearance=1") for n in range(9)}) as site:
        settings = {"HOST_FAILURES_MAX": 3, "CONCURRENT_REQUESTS": 1}
        got = fetch(*(f"{site.url}/{n}" for n in range(9)), allow=(site.allowed,), settings=settings)
        assert [got[f"{site.url}/{n}"] for n in range(9)] == ["blocked"] * 3 + ["left_alone"] * 6
        assert "cookie:" not in "".join(each.head for each in site.asked)
