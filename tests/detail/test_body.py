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
        "未经允许不得转载：青禾在线 » 青禾县三座提灌站开闸放水",
        "声明：本文由入驻作者撰写，观点仅代表作者本人。",
        "关键词：春灌 水利",
        "标签：春灌，水利",
        "阅读：1203 次",
        "点击数：35",
        "网友评论 0 条",
        "发表评论",
        "返回顶部",
        "关注青禾发布微信公众号",
        "第1页/共1页",
        "供稿：县水利局",
        "摄影丨李晓",
        "一审：李晓　二审：王明　三审：赵亮",
        "点击上方蓝字关注我们",
        "长按识别二维码",
        "【大 中 小】",
        "点击展开全文",
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


@pytest.mark.parametrize("heading", ["评论", "网友评论（30）", "3 comments", "Leave a reply"])
def test_comments_below_their_heading_are_not_the_article_though_no_name_says_so(
    read, daily, sentences, heading: str
) -> None:
    comments = "".join(
        f"<div><b>网友{n}</b><p>{'水来得这么早，真是高兴，希望以后年年这样。' * 4}</p></div>" for n in range(30)
    )
    page = daily(end=f"<div><h3>{heading}</h3>{comments}</div>").replace("<article>", "").replace("</article>", "")
    assert read(page).body == "\n".join(sentences)


def test_a_sentence_that_begins_with_comments_is_no_heading_of_them(read, english) -> None:
    lines = ["The council voted on Monday night to reopen the old ferry landing, which has been closed since the flood of last autumn.",
             "Comments from both banks were mixed.", "Residents of both banks have waited for months, said the mayor on Tuesday."]  # fmt: skip
    assert read(english(body="".join(f"<p>{line}</p>" for line in lines))).body == "\n".join(lines)


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


@pytest.mark.parametrize(
    "line",
    [
        "Advert",
        "12 comments",
        "(Reporting by Anna Weber; Editing by Paul Brandt)",
        "Jonas Frey contributed to this report.",
        "Follow the Elbe Courier on Twitter and Instagram.",
        "Published Monday, November 18, 2019 8:22AM EST",
    ],
)
def test_an_english_line_of_editors_inside_the_text_is_not_of_it(read, english, line: str) -> None:
    text = f"<p>{line}</p><p>The council voted on Monday night to reopen the landing.</p><p>{line}</p><p>Repairs will start in April.</p><p>{line}</p>"
    assert line not in (read(english(body=text)).body or "")


@pytest.mark.parametrize("date", ["Monday, 18 November 2019", "Nov. 20, 2019 5:52 AM EST"])
def test_an_english_date_above_the_text_is_not_of_it(read, english, date: str) -> None:
    text = f"<p>{date}</p><p>The council voted on Monday night to reopen the landing.</p><p>Repairs will start in April.</p>"
    assert (read(english(body=text)).body or "").startswith("The council")


@pytest.mark.parametrize(
    "caption",
    [
        "<p><span class=newsCaption>The landing before the flood, seen from the bridge</span></p>",
        "<div class=InlineImage-imageEmbedCaption>The landing before the flood, as the mayor likes to remember it.</div>",
        "<p>The landing before the flood (Image: ELBE ARCHIVE)</p>",
        "<p>The landing before the flood. Anna Weber/Getty Images</p>",
    ],
)
def test_an_english_caption_or_credit_inside_the_text_is_not_of_it(read, english, caption: str) -> None:
    text = f"<p>The council voted on Monday night to reopen the landing.</p><p><img src=/a.jpg></p>{caption}<p>Repairs will start in April, said the mayor.</p>"
    assert "before the flood" not in (read(english(body=text)).body or "")


@pytest.mark.parametrize(
    "line",
    [
        "评论人：李晓（青禾大学）",
        "举报人很快得到了答复。",
        "收藏家老周把闸门的旧图纸捐给了县里。",
        "评论：水比油贵",
        "编辑部里彻夜亮着灯。",
    ],
)
def test_a_short_line_that_begins_with_a_word_of_buttons_is_of_the_text(read, layout, sentences, line: str) -> None:
    assert read(layout(body=f"<p>{sentences[0]}</p><p>{line}</p><p>{sentences[1]}</p>")).body == "\n".join(
        [sentences[0], line, sentences[1]]
    )


def test_the_original_headline_that_an_agency_gave_is_not_of_the_text(read, layout, sentences) -> None:
    page = layout(body=f"<p>原标题：青禾县三座提灌站提前开闸</p>{''.join(f'<p>{one}</p>' for one in sentences)}")
    assert read(page).body == "\n".join(sentences)


def test_a_list_and_a_table_behind_the_last_sentence_are_of_the_text(read, layout, sentences) -> None:
    stations = "<ul><li>城关站 三台机组</li><li>沙河站 两台机组</li></ul>"
    table = "<table border=1><tr><td>提灌站</td><td>亩</td></tr><tr><td>城关</td><td>七千</td></tr></table>"
    body = f"<p>{sentences[0]}</p><p>{sentences[1]}</p><p>各站机组</p>{stations}{table}"
    expected = [sentences[0], sentences[1], "各站机组", "城关站 三台机组", "沙河站 两台机组", "提灌站 亩", "城关 七千"]
    assert (read(layout(body=body)).body or "").split("\n") == expected


@pytest.mark.parametrize("line", ["（青禾时报记者 张三）", "本报记者 张三 通讯员 李四", "联系电话：010-00000000"])
def test_a_line_that_signs_the_text_inside_its_container_is_of_it(read, layout, sentences, line: str) -> None:
    body = "".join(f"<p>{one}</p>" for one in (*sentences, line))
    assert read(layout(body=body)).body == "\n".join([*sentences, line])


def test_a_long_table_does_not_cut_the_text_behind_it_off(read, layout, sentences) -> None:
    rows = "".join(f"<tr><td>{n}号闸</td><td>{n}立方</td></tr>" for n in range(150))
    page = layout(body=f"<p>{sentences[0]}</p><table border=1>{rows}</table><p>{sentences[3]}</p>")
    assert (read(page).body or "").endswith(f"149号闸 149立方\n{sentences[3]}")


def test_an_article_of_lines_without_sentences_is_found_below_its_headline(read, daily) -> None:
    title = "青禾县二〇二〇年春季集市日历"
    dates = [f"{place}集市 农历逢{n}逢{n + 5}" for n, place in enumerate(("城关", "沙河", "柳林", "石桥", "白塔"))] * 2
    page = daily(title=title, body="".join(f"<p>{one}</p>" for one in dates))
    assert read(page).body == "\n".join(dates)


def test_a_list_below_an_article_of_one_sentence_is_not_taken_for_it(read, daily, sentences) -> None:
    lines = "".join(f"<p>便民电话 {n}号线</p>" for n in range(5))
    page = daily(body=f"<p>{sentences[0]}</p>").replace("<aside>", f"<div>{lines}</div><aside>")
    assert read(page).body == sentences[0]


def test_the_words_around_a_list_are_of_the_text_though_the_list_is_longer(read, english) -> None:
    items = "".join(f"<li>The {n}th pier will be repaired by the county, which owns it, before the summer of next year.</li>" for n in range(4, 9))  # fmt: skip
    text = f"<p>Here is what will happen on the river.</p><ol>{items}</ol><p>That is all for now, said the mayor.</p>"
    body = read(english(body=text)).body or ""
    assert body.startswith("Here is")
    assert body.endswith("said the mayor.")


def test_a_first_paragraph_full_of_links_is_of_the_text(read, english) -> None:
    first = "The best of the week are the <a href=/1>reopened ferry landing</a>, the <a href=/2>new bridge of Pirna</a> and <a href=/3>the old mill</a>."
    assert (read(english(body=f"<p>{first}</p><p>Repairs will start in April, said the mayor on Monday.</p>")).body or "").startswith("The best")  # fmt: skip


@pytest.mark.parametrize("name", ["modal fade", "tip hidden", "tooltip-inner"])
def test_a_box_that_styles_hide_by_its_class_is_not_of_the_text(read, daily, sentences, name: str) -> None:
    box = f"<div class='{name}'><p>请您登录后继续阅读，未注册的手机号将自动注册。</p></div>"
    body = f"<p>{sentences[0]}</p><p>{sentences[1]}</p>{box}<p>{sentences[2]}</p>"
    assert read(daily(body=body)).body == "\n".join(sentences[:3])


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


RELATED = (
    "<p>{}</p><ul><li><a href=/1.html>果蔬冷库投入使用</a></li><li><a href=/2.html>博物馆新馆下月开放</a></li></ul>"
)
COMMENTED = "<h3>网友评论</h3><div><div>小麦 2020-03-19 08:11</div><p>昨天去看了，水真的来了，比去年早，大家都很高兴。</p></div>"


@pytest.mark.parametrize("heading", ["相关阅读：", "延伸阅读", "推荐阅读"])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_related_articles_in_a_box_amid_the_text_do_not_end_it(
    read, daily, sentences, heading: str, place: int
) -> None:
    paragraphs = [f"<p>{one}</p>" for one in sentences]
    paragraphs.insert(place, f"<div class=mid>{RELATED.format(heading)}</div>")
    assert read(daily(body="".join(paragraphs), end=COMMENTED)).body == "\n".join(sentences)


@pytest.mark.parametrize(
    "step", ["登录县人才网，填写申请表；", "打印准考证，并核对姓名和考点；", "注册后上传两张近期照片；"]
)
def test_a_step_of_a_guide_is_no_button(read, daily, sentences, step: str) -> None:
    body = f"<p>{sentences[0]}</p><ul><li>{step}</li><li>到窗口领取证件。</li></ul><p>{sentences[1]}</p>"
    assert step in (read(daily(body=body)).body or "").split("\n")


@pytest.mark.parametrize("button", ["登录 | 注册", "打印本页", "关闭窗口", "收藏", "返回首页", "分享到：微信 微博"])
def test_a_button_is_no_line_of_the_text(read, daily, sentences, button: str) -> None:
    body = f"<p>{sentences[0]}</p><p>{button}</p><p>{sentences[1]}</p>"
    assert read(daily(body=body)).body == "\n".join(sentences[:2])
