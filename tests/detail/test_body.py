"""The body: all of the article's lines, in order, and none of what stands around them."""

import pytest

from newscrawl.reading import read_article

URL = "http://www.qinghe.example/xinwen/1203.html"


def test_an_ordinary_body_is_whole_in_every_layout(read, layout, sentences) -> None:
    assert read(layout()).body == "\n".join(sentences)


@pytest.mark.parametrize("line_break", ["<br>", "<br/>\n", "<br><br>", "<br>\n<br>\n　　", "<br>&nbsp;<br>"])
def test_a_body_of_line_breaks_is_whole(read, layout, sentences, line_break: str) -> None:
    assert read(layout(body=line_break.join(sentences))).body == "\n".join(sentences)


@pytest.mark.parametrize("tag", ["div", "span", "center", "section", "font", "pre"])
def test_paragraphs_in_other_tags_are_kept(read, layout, sentences, tag: str) -> None:
    body = "".join(f"<{tag}>{sentence}</{tag}><br>" for sentence in sentences)
    assert read(layout(body=body)).body == "\n".join(sentences)


@pytest.mark.parametrize(
    "name",
    [
        "TRS_Editor",
        "content-share",
        "article_share_content",
        "related-article-body",
        "sidebar-content",
        "hot-news",
        "page-content",
        "nav-article",
        "tags-article",
        "zoom",
        "x1",
    ],
)
def test_an_article_is_not_lost_for_the_name_of_its_container(read, daily, sentences, name: str) -> None:
    page = daily().replace("<div class=text>", f'<div class="{name}">')
    assert read(page).body == "\n".join(sentences)
    page = daily().replace("<div class=text>", f'<div id="{name}">')
    assert read(page).body == "\n".join(sentences)


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：李晓",
        "（责任编辑：李晓）",
        "[责任编辑：李晓 ]",
        "【编辑:李晓】",
        "编辑：李晓 校对：王明",
        "责编：李晓　审核：王明　监制：赵亮",
        "初审：李晓 复审：王明 终审：赵亮",
        "来源：青禾时报",
        "文章来源：青禾时报",
        "分享到：微信 微博 QQ空间",
        "【打印】【关闭】",
        "打印本页 关闭窗口",
        "上一篇：没有了",
        "下一篇：麦田里的新闸门",
        "相关阅读：",
        "扫一扫在手机打开当前页",
        "版权声明：本网转载的文章，版权归原作者所有，如有侵权请联系删除。",
        "免责声明：以上内容为转载，不代表本网观点。",
        "声明：本文由入驻作者撰写，观点仅代表作者本人。",
        "关键词：春灌 水利",
        "标签：春灌，水利",
        "阅读：1203 次",
        "点击数：35",
        "网友评论 0 条",
        "发表评论",
        "返回顶部",
        "关注青禾发布微信公众号",
    ],
)
def test_a_line_behind_the_text_is_not_of_it(read, layout, sentences, line: str) -> None:
    assert read(layout(end=f"<div class=x>{line}</div>")).body == "\n".join(sentences)


@pytest.mark.parametrize(
    "line", ["责任编辑：李晓", "（责编：李晓）", "分享到：微信 微博", "【打印】【关闭】", "上一篇：没有了"]
)
def test_such_a_line_inside_the_container_is_not_of_the_text_either(read, layout, sentences, line: str) -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences) + f"<p>{line}</p>"
    assert read(layout(body=body)).body == "\n".join(sentences)


@pytest.mark.parametrize(
    "crumbs",
    [
        "当前位置：<a href=/>首页</a> &gt; <a href=/news/>新闻</a> &gt; 正文",
        "<a href=/>首页</a> » <a href=/news/>新闻</a> » 浏览文章",
    ],
)
def test_breadcrumbs_inside_the_article_are_not_of_the_text(read, daily, sentences, crumbs: str) -> None:
    page = daily(body=f"<div>{crumbs}</div>" + "".join(f"<p>{one}</p>" for one in sentences))
    assert read(page).body == "\n".join(sentences)


@pytest.mark.parametrize(
    "name",
    [
        "post-12 post type-post status-publish hentry category-news tag-related tag-hot",
        "h-entry tags",
        "social-media-embed",
    ],
)
def test_a_post_is_not_left_out_for_the_names_of_its_tags(read, daily, sentences, name: str) -> None:
    consent = f"<div class=cookie-consent><p>{'本站使用曲奇，以便记住您的选择。' * 80}</p></div>"
    page = daily().replace("<div class=text>", f'<div class="{name}">').replace("<footer>", f"{consent}<footer>")
    assert read(page).body == "\n".join(sentences)


def test_a_quoted_post_of_a_social_network_is_kept(read, english) -> None:
    quoted = "<div class=social-media-embed><blockquote class=twitter-tweet><p>At last, a ferry for all of us.</p></blockquote></div>"
    text = f"<p>The council voted on Monday night to reopen the landing.</p>{quoted}<p>Repairs will start in April, said the mayor.</p>"
    assert "\nAt last, a ferry for all of us.\n" in (read(english(body=text)).body or "")


@pytest.mark.parametrize(
    "standfirst",
    [
        "Repairs of the quay, closed since autumn, are to begin in spring.",
        "Updated Nov 19, 9:41 AM; Posted Nov 18, 8:19 PM",
    ],
)
def test_an_english_standfirst_is_not_of_the_text(read, english, standfirst: str) -> None:
    page = english().replace("</h1>", f"</h1><div class=dek>{standfirst}</div>")
    assert (read(page).body or "").startswith("The council voted")


def test_a_paragraph_that_is_one_link_is_not_of_the_text(read, english) -> None:
    text = "<p>The council voted on Monday night to reopen the landing.</p><p><a href=/2>BAKERY BURNS, AND NO ONE KNOWS WHY, MAYOR SAYS</a></p><p>Repairs will start in April.</p>"
    assert "BAKERY" not in (read(english(body=text)).body or "")


def test_the_headline_repeated_at_the_head_of_the_text_is_not_kept(read, layout, sentences) -> None:
    title = "青禾县三座提灌站开闸放水"
    body = f"<p>{title}</p>" + "".join(f"<p>{one}</p>" for one in sentences)
    assert read(layout(body=body)).body == "\n".join(sentences)


def test_a_list_of_related_links_inside_the_container_is_not_kept(read, layout, sentences) -> None:
    related = "".join(f"<li><a href=/{n}.html>另一篇文章的标题有这么长，第{n}篇</a></li>" for n in range(8))
    body = "".join(f"<p>{one}</p>" for one in sentences) + f"<p>相关阅读</p><ul>{related}</ul>"
    assert read(layout(body=body)).body == "\n".join(sentences)


def test_comments_longer_than_the_article_are_not_the_article(read, daily, sentences) -> None:
    comments = "".join(
        f"<div class=comment-item><b>网友{n}</b><p>我家的地就在渠边上，第{n}次看见水来得这么早，真是高兴，希望以后年年这样，也希望村里把路修一修。</p></div>"
        for n in range(30)
    )
    page = daily(end=f"<div class=comments><h3>网友评论（30）</h3>{comments}</div>")
    assert read(page).body == "\n".join(sentences)


def test_a_comment_that_looks_like_an_article_is_not_added(read, layout, sentences) -> None:
    end = f"<div id=comments class=comment-list><h3>评论</h3><p>{'水来了，真好。' * 20}</p></div>"
    assert read(layout(end=end)).body == "\n".join(sentences)


def test_subheadings_lists_and_quotations_are_kept_in_their_order(read, layout, sentences) -> None:
    one, two, three, four = sentences
    body = f"<p>{one}</p><h3>一、水来得早</h3><p>{two}</p><p><strong>清淤在冬季</strong></p><blockquote><p>{three}</p></blockquote><ul><li>城关站，三台机组；</li><li>沙河站，两台机组。</li></ul><p>{four}</p>"
    expected = [one, "一、水来得早", two, "清淤在冬季", three, "城关站，三台机组；", "沙河站，两台机组。", four]
    assert (read(layout(body=body)).body or "").split("\n") == expected


def test_a_table_of_data_inside_the_text_is_kept_as_rows(read, layout, sentences) -> None:
    rows = "<table border=1><tr><td>提灌站</td><td>机组</td></tr><tr><td>城关</td><td>三台</td></tr><tr><td>沙河</td><td>两台</td></tr></table>"
    article = read(layout(body=f"<p>{sentences[0]}</p><p>{sentences[1]}</p>{rows}<p>{sentences[2]}</p>"))
    assert article.body == "\n".join(
        [sentences[0], sentences[1], "提灌站 机组", "城关 三台", "沙河 两台", sentences[2]]
    )
    assert "<tr><td>城关</td><td>三台</td></tr>" in (article.body_html or "")


def test_a_short_paragraph_between_long_ones_is_kept(read, layout, sentences) -> None:
    body = f"<p>{sentences[0]}</p><p>“够了！”</p><p>他笑了。</p><p>{sentences[1]}</p><p>（完）</p>"
    assert (read(layout(body=body)).body or "").split("\n")[:4] == [sentences[0], "“够了！”", "他笑了。", sentences[1]]


def test_words_of_a_sentence_in_links_and_emphasis_are_kept(read, layout, sentences) -> None:
    linked = sentences[0].replace("沙河", "<a href=/shahe/>沙河</a>").replace("柳林", "<b>柳林</b>")
    assert read(layout(body=f"<p>{linked}</p><p>{sentences[1]}</p>")).body == f"{sentences[0]}\n{sentences[1]}"


def test_hidden_text_is_not_kept(read, layout, sentences) -> None:
    hidden = f"<div style='display:none'><p>{'看不见的句子，一句又一句。' * 30}</p></div>"
    assert (
        read(layout(body=f"<p>{sentences[0]}</p>{hidden}<p>{sentences[1]}</p>")).body
        == f"{sentences[0]}\n{sentences[1]}"
    )


def test_a_sidebar_with_sentences_is_not_the_article(read, daily, sentences) -> None:
    about = "青禾日报社是青禾县委的机关报，创刊于一九五六年，每周出版五期，发行全县。"
    page = daily().replace("<aside>", f"<aside><div class=about><p>{about}</p></div>")
    assert read(page).body == "\n".join(sentences)


def test_a_footer_with_sentences_is_not_the_article(read, daily, sentences) -> None:
    notice = (
        "未经青禾日报社书面授权，任何单位和个人不得转载、摘编或者以其他方式使用本网站的内容，违者将被追究法律责任。"
    )
    page = daily(body=f"<p>{sentences[3]}</p>").replace("<footer>", f"<footer><p>{notice}</p><p>{notice}</p>")
    assert read(page).body == sentences[3]


def test_a_paragraph_that_begins_like_a_label_is_a_paragraph(read, layout, sentences) -> None:
    for first in (
        "来源于深山的泉水汇进了提灌站的前池，也汇进了沿线一万二千亩麦田，今年的春灌比往年早了六天，老周说，这是他种了三十年地头一回遇到。",
        "编辑部收到了一封来信，信里说，沙河村的渠道修好了，水来得又快又稳，村里人想请记者去看一看，走一走，听一听他们怎么说，记者于是上了路。",
    ):
        assert read(layout(body=f"<p>{first}</p><p>{sentences[1]}</p>")).body == f"{first}\n{sentences[1]}"


def test_a_page_without_an_article_has_no_body(read) -> None:
    menu = "".join(f"<li><a href=/{n}/>栏目{n}</a></li>" for n in range(20))
    assert not read(f"<html><head><title>青禾在线</title></head><body><ul>{menu}</ul></body></html>").body


def test_an_english_body_is_whole(read, english) -> None:
    article = read(
        english(
            end="<div class=share>Share this</div><div class=related><h3>Related articles</h3><ul><li><a href=/2>Ferry closed, again.</a></li></ul></div>"
        )
    )
    assert (article.body or "").count("\n") == 2
    assert (article.body or "").endswith("half an hour away by car.")


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Sign up for our newsletter",
        "Advertisement",
        "Read more: Bakery burns",
        "Filed under: Local",
        "Related articles",
        "© 2020 The Elbe Courier. All rights reserved.",
    ],
)
def test_an_english_line_behind_the_text_is_not_of_it(read, english, line: str) -> None:
    assert (read(english(end=f"<p>{line}</p>")).body or "").endswith("half an hour away by car.")


def test_the_whole_chain_keeps_every_line_too(daily, sentences) -> None:
    assert read_article(daily().encode(), URL).body == "\n".join(sentences)


def test_boxes_of_one_name_inside_inline_markup_are_no_error(read, sentences) -> None:
    first = "".join(f"<p>{one}</p>" for one in sentences * 3)
    second = "".join(f"<p>{one}</p>" for one in sentences * 2)
    boxes = f"<div class=box>{first}</div><div class=box>{second}</div>"
    assert sentences[3] in (read(f"<html><body><span><font>{boxes}</font></span></body></html>").body or "")


def test_a_first_sentence_with_reporter_and_date_is_no_byline(read, layout, sentences) -> None:
    first = "青禾时报 记者 张三 2020年3月16日到18日，三座提灌站先后开闸，水进了麦田。"
    assert read(layout(body=f"<p>{first}</p><p>{sentences[1]}</p>")).body == f"{first}\n{sentences[1]}"


def test_a_byline_is_no_part_of_an_article_of_one_paragraph(read, layout, sentences) -> None:
    assert read(layout(body=f"<p>{sentences[3]}</p>")).body == sentences[3]
