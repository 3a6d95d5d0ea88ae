"""Links that readers do not see are not read: hidden by a style sheet of the page, by a name, by their colour."""

import pytest

from newscrawl.page.blocks import blocks_of
from newscrawl.page.document import Page

LINKS = "<a href=http://a.example/>铝板厂家</a> <a href=http://b.example/>铝卷批发</a>"
TEXT = "周一上午，青禾县水利局和沙河村在渠首签下了一份管护合同。"


def texts(html: str) -> list[str]:
    return [block.text for block in blocks_of(Page.parse(html.encode(), "http://www.example.com/1.html").root)]


@pytest.mark.parametrize(
    "html",
    [
        f"<style>.x{{display:none}}</style><div class=x>{LINKS}</div>",
        f"<style>#x {{ position:absolute; left:-9999px }}</style><div id=x class=y>{LINKS}</div>",
        f"<style>p.a, div.x, #b{{color:red;visibility:hidden}}</style><div class='y x'>{LINKS}</div>",
        f"<style>.x{{height:0;overflow:hidden}}</style><ul class=x><li>{LINKS}</ul>",
        f"<div class='box hidden'>{LINKS}</div>",
        f"<div class=d-none>{LINKS}</div>",
        f"<span class='sr-only'>{LINKS}</span>",
        f"<div style='color:#fff'>{LINKS}</div>",
        f"<div bgcolor=#ffffff><font color=white>{LINKS}</font></div>",
        f"<p style='background:#fff'><span style='COLOR: #FFFFFF'>{LINKS}</span></p>",
        f"<p style='color: rgba(0, 0, 0, 0)'>{LINKS}</p>",
        f"<p style='color:transparent'>{LINKS}</p>",
        "<p><a style='color:#fefefe' href=http://a.example/>铝板厂家</a></p>",
    ],
)
def test_links_hidden_by_a_sheet_a_name_or_their_colour_are_not_seen(html: str) -> None:
    assert texts(f"{html}<p>{TEXT}</p>") == [TEXT]


@pytest.mark.parametrize(
    "html",
    [
        f"<style>@media print{{.x{{display:none}}}}</style><div class=x>{LINKS}</div>",
        f"<style>.y .x{{display:none}}</style><div class=x>{LINKS}</div>",
        f"<style>.x{{color:red}}</style><div class=x>{LINKS}</div>",
        f"<div class=hidden-xs>{LINKS}</div>",
        f"<div style='background:#900'><span style='color:#fff'>{LINKS}</span></div>",
        f"<table bgcolor=blue><tr><td><font color=white>{LINKS}</font></table>",
        f"<div style='border-color:#fff'>{LINKS}</div>",
    ],
)
def test_links_that_readers_see_are_seen(html: str) -> None:
    assert texts(f"{html}<p>{TEXT}</p>") == ["铝板厂家 铝卷批发", TEXT]


@pytest.mark.parametrize(
    "html", ["<style>.x{display:none}</style><div class=x>", "<div class=hide>", "<h2 style='color:#fff'>"]
)
def test_text_that_a_script_may_show_or_set_on_a_dark_ground_is_seen(html: str) -> None:
    assert texts(f"{html}{TEXT}") == [TEXT]
