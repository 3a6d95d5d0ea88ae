"""Which element of a page holds its article, where several could."""

import pytest

TEASERS = "".join(
    f"<li><a href=/2020/{n}.html>Another thing that happened, number {n}</a> QINGHE: People of the county said that they had "
    f"seen it coming for {n} years, and asked why nothing was done, and who would pay for what was lost.</li>"
    for n in range(2, 9)
)
POSTS = (
    ("雨天", "2005-06-14 03:25:55", "今天下了一整天的雨，哪里也没去，在家里煮了一锅汤，等他回来一起喝，可是他没有回来。"),
    ("麦收", "2005-06-13 15:00:14", "麦子熟了，老家的人都下了地。小时候最怕的就是割麦，麦芒扎人，太阳又毒，一天下来直不起腰。" * 4),
    ("旧书", "2005-06-11 14:05:50", "收拾屋子翻出了一箱旧书，里面夹着当年的车票，还有一张写了一半的信，不知道是写给谁的。"),
)  # fmt: skip


def test_teasers_longer_than_the_article_above_its_headline_are_not_the_article(read, english) -> None:
    page = english().replace("<main>", f"<div class=ticker><ul>{TEASERS}</ul></div><main>").replace("article>", "div>")
    assert (read(page).body or "").startswith("The council voted")


def test_an_article_element_without_the_headline_is_not_the_article(read, english) -> None:
    other = "".join(f"<article class=entry><p>{'Somewhere else it rained, and the people stayed at home. ' * 7}</p></article>" for _ in range(3))  # fmt: skip
    page = english().replace("<aside>", f"<section><h3>Voc&ecirc; pode gostar</h3>{other}</section><aside>")
    assert (read(page).body or "").count("\n") == 2


def test_a_heading_of_another_article_is_not_taken_for_the_headline(read, daily, sentences) -> None:
    page = daily(end="<h2>县里的另一件事</h2><p>另一件事也有一句话，话还不短，说的是另一个村。</p>")
    assert (read(page).body or "").startswith("\n".join(sentences))


@pytest.mark.parametrize(
    "post",
    [
        "<div class=post><h3>{0}</h3><div class=date>{1}</div><div class=entry>{2}</div></div>",
        "<tr><td class=post-title>{0}<br>{1}</td></tr><tr><td class=post-body>{2}</td></tr><tr><td class=post-foot>发表评论</td></tr>",
        "<div class=post><h3>{0}</h3><div class=entry>{2}</div><div class=meta>由海棠发表于 {1}</div></div>",
    ],
)
def test_of_a_page_of_posts_the_first_is_the_article_though_another_is_longer(read, post: str) -> None:
    body = "".join(post.format(*one) for one in POSTS)
    outer = "table" if post.startswith("<tr") else "div"
    page = f"<html><head><title>海棠的日记</title></head><body><ul><li><a href=/>首页</a></ul><{outer}>{body}</{outer}></body></html>"
    assert read(page).body == POSTS[0][2]


def test_the_opening_post_of_a_thread_is_the_article_though_a_reply_is_longer(read, sentences) -> None:
    reply = "我家的地就在渠边上，看见水来得这么早，真是高兴，希望以后年年这样，也希望村里把路修一修。" * 8
    texts = ("<br>".join(sentences), reply, reply)
    posts = "".join(
        f"<div class=t_post><div class=info>发表于 2020-03-18 0{n}:41</div><div class=t_msg>{text}</div></div>"
        for n, text in enumerate(texts)
    )
    assert read(f"<html><head><title>青禾论坛</title></head><body>{posts}</body></html>").body == "\n".join(sentences)


def test_of_posts_of_one_length_the_first_is_the_article(read, sentences) -> None:
    posts = "".join(
        f"<div class=post><div class=info>发表于 2020-03-18 0{n}:41</div><div class=text><p>{text}</p></div></div>"
        for n, text in enumerate(sentences[:3])
    )
    page = f"<html><head><title>青禾论坛</title></head><body><div class=main>{posts}</div></body></html>"
    assert read(page).body == sentences[0]


def test_a_letter_and_its_answer_are_one_article_though_both_are_dated(read, sentences) -> None:
    page = "".join(
        f"<div class=box><div class=info>{what}时间：2020-03-18 09:41</div><p>{text}</p></div>"
        for what, text in (("来信", sentences[0]), ("回复", sentences[1] * 4))
    )
    assert (read(f"<html><head><title>县长信箱</title></head><body><div class=main>{page}</div></body></html>").body or "").startswith(sentences[0])  # fmt: skip


def test_an_article_cut_into_boxes_of_one_name_is_whole_though_it_tells_dates(read, sentences) -> None:
    dated = ("2020年3月16日", "2020年3月17日", "2020年3月18日")
    boxes = "".join(
        f"<div class=box><h3>{day}</h3><p>{one}</p><p>{sentences[3]}</p></div>"
        for day, one in zip(dated, sentences, strict=False)
    )
    page = f"<html><head><title>春灌纪事</title></head><body><div class=main>{boxes}</div></body></html>"
    assert (read(page).body or "").count(sentences[3]) == 3


def test_titles_of_a_list_of_threads_are_no_sentences(read, daily, sentences) -> None:
    threads = "".join(
        f"<li><a href=/bbs/{n}>今年的水来得真早！谁知道是哪座站开的闸？</a>【小麦{n}】03-19 1{n % 10}:20 385字 [176/0]</li>" for n in range(60)
    )  # fmt: skip
    page = daily(body=f"<p>{sentences[0]}</p>").replace("<aside>", f"<div><ul>{threads}</ul></div><aside>")
    assert read(page).body == sentences[0]


@pytest.mark.parametrize("tag", ["section", "div"])
@pytest.mark.parametrize(("count", "depth"), [(2, 2), (3, 2), (3, 5), (4, 3)])
def test_paragraphs_that_stand_in_boxes_of_their_own_are_one_text(
    read, daily, sentences, tag: str, count: int, depth: int
) -> None:
    body = "".join(f"<{tag}>" * depth + f"<p>{one}</p>" + f"</{tag}>" * depth for one in sentences[:count])
    assert read(daily(body=body)).body == "\n".join(sentences[:count])


def test_posts_in_boxes_of_their_own_are_several(read) -> None:
    posts = "".join(
        f"<div><div><div>{title}</div><p>{text}</p></div><div>{time}</div></div>" for title, time, text in POSTS
    )
    page = f"<html><head><title>小麦的日记</title></head><body>{posts}</body></html>"
    assert POSTS[0][2] not in (read(page).body or "") or POSTS[2][2] not in (read(page).body or "")
