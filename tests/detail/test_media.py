"""Pictures with their captions, files with their titles."""

import pytest

from newscrawl.items import Attachment, Image

PICTURE = "http://www.qinghe.example/upload/1.jpg"


def body(sentences, *parts: str) -> str:
    return f"<p>{sentences[0]}</p>{''.join(parts)}<p>{sentences[1]}</p><p>{sentences[2]}</p>"


@pytest.mark.parametrize(
    "picture",
    [
        "<p align=center><img src=/upload/1.jpg></p><p align=center>沙河站开闸放水</p>",
        "<figure><img src=/upload/1.jpg><figcaption>沙河站开闸放水</figcaption></figure>",
        "<center><img src=/upload/1.jpg><br>沙河站开闸放水</center>",
        "<p style='text-align: center'><img src=/upload/1.jpg /></p><p style='text-align:center'>沙河站开闸放水</p>",
        "<p><img src=/upload/1.jpg alt=沙河站开闸放水></p>",
        "<p><img src=/static/blank.gif data-original=/upload/1.jpg title=沙河站开闸放水></p>",
        "<div class=pic><img src=/upload/1.jpg></div><div class=img-desc>沙河站开闸放水</div>",
    ],
)
def test_the_words_below_a_picture_are_its_caption(read, daily, sentences, picture: str) -> None:
    assert read(daily(body=body(sentences, picture))).images == [Image(PICTURE, "沙河站开闸放水")]


def test_the_paragraph_behind_a_picture_is_no_caption(read, daily, sentences) -> None:
    assert read(daily(body=body(sentences, "<p><img src=/upload/1.jpg></p>"))).images == [Image(PICTURE, "")]


@pytest.mark.parametrize(
    "picture",
    [
        "<img src=/images/icon.gif width=16 height=16>",
        "<img src=/static/logo.png>",
        "<img src=/upload/spacer.gif>",
        "<img src=/upload/1.jpg width=1 height=1>",
        "<img src='data:image/png;base64,iVBORw0KGgo='>",
        "<img alt=x>",
        "<img src=javascript:x>",
    ],
)
def test_icons_counters_and_empty_ones_are_no_pictures(read, daily, sentences, picture: str) -> None:
    assert read(daily(body=body(sentences, f"<p>{picture}</p>"))).images == []


def test_pictures_outside_the_text_are_not_of_the_article(read, daily) -> None:
    page = (
        daily().replace("<aside>", "<aside><img src=/upload/ad.jpg>").replace("<nav>", "<img src=/upload/top.jpg><nav>")
    )
    assert read(page).images == []


def test_several_pictures_keep_their_own_captions(read, daily, sentences) -> None:
    pictures = "".join(f"<figure><img src=/upload/{n}.jpg><figcaption>第{n}张</figcaption></figure>" for n in (1, 2, 3))
    assert [image.caption for image in read(daily(body=body(sentences, pictures))).images] == [
        "第1张",
        "第2张",
        "第3张",
    ]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/upload/1.pdf", "http://www.qinghe.example/upload/1.pdf"),
        ("./P020200318.doc", "http://www.qinghe.example/xinwen/P020200318.doc"),
        ("1.XLSX", "http://www.qinghe.example/xinwen/1.XLSX"),
        ("/upload/1.zip?download=1", "http://www.qinghe.example/upload/1.zip?download=1"),
        ("/upload/1.wps", "http://www.qinghe.example/upload/1.wps"),
        ("/upload/1.ofd", "http://www.qinghe.example/upload/1.ofd"),
    ],
)
def test_a_file_of_the_article_is_kept_with_its_title(read, government, sentences, href: str, url: str) -> None:
    link = f"<p>附件：<a href='{href}'>1. 春灌<b>进度</b>表</a></p>"
    assert read(government(body=body(sentences) + link)).attachments == [Attachment(url, "1. 春灌进度表")]


def test_files_just_behind_the_text_are_kept(read, government, sentences) -> None:
    page = government(
        end="<div class=fj>附件下载：<a href=/upload/1.pdf>名单</a><br><a href=/upload/2.pdf>说明</a></div>"
    )
    assert [file.title for file in read(page).attachments] == ["名单", "说明"]


@pytest.mark.parametrize(
    "link",
    [
        "<a href=/upload/1.html>网页</a>",
        "<a href='javascript:open(\"1.pdf\")'>文件</a>",
        "<a href='/down.asp?id=3'>下载</a>",
        "<a href=1.pdf.html>网页</a>",
    ],
)
def test_what_is_no_file_is_no_attachment(read, government, sentences, link: str) -> None:
    assert read(government(body=body(sentences) + f"<p>{link}</p>")).attachments == []


def test_a_file_linked_twice_is_one(read, government, sentences) -> None:
    link = "<p><a href=/upload/1.pdf>名单</a> <a href=/upload/1.pdf>（下载）</a></p>"
    assert len(read(government(body=body(sentences) + link)).attachments) == 1


def test_files_of_the_foot_of_the_page_are_not_of_the_article(read, government) -> None:
    links = "".join(f"<p>栏目{n}</p>" for n in range(20)) + "<p><a href=/app.zip>客户端下载</a></p>"
    assert read(government().replace("<div class=footer>", f"<div class=footer>{links}")).attachments == []
