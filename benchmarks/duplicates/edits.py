"""What reposters do to an article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from opencc import OpenCC

from benchmarks.duplicates.stories import Paper, Story
from benchmarks.duplicates.wording import PLACES

HEADS = [
    "本报讯（记者 {who}）", "{place}新闻网讯 ", "转载自：{place}日报\n", "来源：{place}发布 作者：{who} 阅读：{n900}\n", "编者按：这是发生在我们身边的故事，读来令人感动，现予转发，以飨读者。\n",
    "{ymd} 来源：{place}时报 点击：{n900}次\n", "（本台记者 {who} 通讯员 {who}）", "点击上方蓝字关注我们，每天了解{place}大小事！\n",
]  # fmt: skip
SPAM = [
    "本厂常年供应优质不锈钢水箱、玻璃钢化粪池，规格齐全，欢迎来电洽谈。", "订购热线：1380000{n9000}，联系人{who}，厂家直销，免费送货上门。", "相关链接：铝板价格 无缝钢管 塑料托盘 打包机",
    "更多资讯请关注{place}在线微信公众号，回复“福利”领取红包。", "【免责声明】本文仅代表作者个人观点，与本网无关，请读者仅作参考。", "{place}哪家医院治疗白癜风好？专家在线免费咨询。",
    "上一篇：{place}举行文艺汇演", "推荐阅读：十大品牌排行榜 加盟费多少 一年能赚多少钱", "工业园区北门{n90}号，专业生产环保设备二十年，质量三包。", "标签：{place} 新闻 {crop} 民生",
]  # fmt: skip
MENDED = [("近日", "日前"), ("日前", "近日"), ("介绍", "表示"), ("截至目前", "目前"), ("要求", "指出"), ("开展", "组织"), ("今年", "今年以来"), ("告诉记者", "说"), ("提升", "提高")]  # fmt: skip
OTHER_MARKS = str.maketrans({"，": ",", "：": ":", "（": "(", "）": ")", "“": "「", "”": "」", "；": ";"})
WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
THIRD = 1 / 3


class Desk:
    """A reposter's desk: every edit takes a story and gives what is posted."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.chance = paper, paper.writer.chance
        self.traditional = OpenCC("s2t")

    def post(self, edit: Callable[[Story], Story], story: Story) -> Story:
        """The edited story, on the same day or one of the next."""
        day = story.day + timedelta(days=self.chance.choice((0, 0, 0, 1, 2)))
        return edit(story).but(day=day)

    def new_headline(self, story: Story) -> Story:
        return story.but(title=self.paper.report().title)

    def line_before(self, story: Story) -> Story:
        return story.but(body=self.paper.writer.article().write(self.chance.choice(HEADS)) + story.body)

    def spam_tail(self, story: Story) -> Story:
        article = self.paper.writer.article()
        lines = self.chance.sample(SPAM, self.chance.randrange(1, 9))
        return story.but(body="\n".join([story.body, *map(article.write, lines)]))

    def paragraph_cut(self, story: Story) -> Story:
        lines = story.body.split("\n")
        if len(lines) < 3:
            return self.third_cut(story)
        del lines[self.chance.randrange(len(lines))]
        return story.but(body="\n".join(lines))

    def sentence_changed(self, story: Story) -> Story:
        sentences = story.body.split("。")
        others = sorted(self.paper.subjects.keys() - {story.subject})  # nobody writes the same sentence of another town
        new = self.chance.choice(self.paper.report(self.chance.choice(others)).body.split("。")[:-1])
        sentences[self.chance.randrange(max(len(sentences) - 1, 1))] = new
        return story.but(body="。".join(sentences))

    def words_mended(self, story: Story) -> Story:
        body = story.body
        for old, new in self.chance.sample(MENDED, 5):
            body = body.replace(old, new, 1)
        return story.but(body=body)

    def our_county(self, story: Story) -> Story:
        """The county's own paper writes 我县 where others write its name."""
        body = story.body
        for place in PLACES:
            for kind in "县区市":
                body = body.replace(place + kind, f"我{kind}")
        return story.but(body=body)

    def correspondent_cut(self, story: Story) -> Story:
        return story.but(body=story.body.rpartition("\n（通讯员")[0] or story.body)

    def in_traditional(self, story: Story) -> Story:
        return story.but(title=self.traditional.convert(story.title), body=self.traditional.convert(story.body))

    def joined(self, story: Story) -> Story:
        """Another article of at most its length before or behind it."""
        other = self.paper.report(length=int(len(story.body) * self.chance.uniform(0.4, 0.9)))
        parts = [story.body, other.body]
        self.chance.shuffle(parts)
        return story.but(title=other.title, body="\n".join(parts))

    def other_marks(self, story: Story) -> Story:
        lines = story.body.translate(OTHER_MARKS).translate(WIDE).split("\n")
        return story.but(body="\n\n".join(f"　　{line.replace(',', ', ')}" for line in lines))

    def third_cut(self, story: Story) -> Story:
        """A third of its sentences, from the end or the middle."""
        sentences = story.body.split("。")
        count = round(len(sentences) * THIRD)
        first = self.chance.choice((len(sentences) - count, self.chance.randrange(1, len(sentences) - count + 1)))
        return story.but(body="。".join(sentences[:first] + sentences[first + count :]))

    def three_edits(self, story: Story) -> Story:
        single = [self.new_headline, self.line_before, self.spam_tail, self.paragraph_cut, self.sentence_changed, self.words_mended, self.correspondent_cut, self.in_traditional, self.other_marks]  # fmt: skip
        for edit in self.chance.sample(single, 3):
            story = edit(story)
        return story


EDITS: dict[str, Callable[[Desk], Callable[[Story], Story]]] = {
    "new headline": lambda desk: desk.new_headline,
    "head line added (本报讯, 转载自, 编者按)": lambda desk: desk.line_before,
    "spam tail of 1 to 8 lines": lambda desk: desk.spam_tail,
    "a paragraph cut": lambda desk: desk.paragraph_cut,
    "a sentence changed": lambda desk: desk.sentence_changed,
    "up to five words mended": lambda desk: desk.words_mended,
    "我县 for the county's name": lambda desk: desk.our_county,
    "通讯员 line cut": lambda desk: desk.correspondent_cut,
    "traditional characters": lambda desk: desk.in_traditional,
    "joined with a shorter one": lambda desk: desk.joined,
    "width, marks and blanks": lambda desk: desk.other_marks,
    "a third cut": lambda desk: desk.third_cut,
    "three of these": lambda desk: desk.three_edits,
}
