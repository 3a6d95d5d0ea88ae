"""Sentences from patterns: a slot in braces is drawn from a lexicon, or keeps what the article has bound to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

PLACES = (
    "青禾 白石 柳林 城固 秦南 临川 安岭 云阳 南河 清源 东平 石泉 黄陂 金沙 龙泉 永宁 长乐 怀安 广昌 德化 宁陵 泗水 扶沟 沂源 曲周 丰镇 汾西 洛川 武乡 定边 沙洋 松滋 桂东 靖州 会同 连山 罗定 平果 天峨 剑河 施甸 弥渡 嵩明 "
    "康乐 渭源 静宁 泽库 海晏 中宁 彭阳 阿克陶 和静 呼玛 桦川 梅河口 磐石 抚松 建平 昌图 唐海 卢龙 赤城 繁峙"
).split()
TOWNS = (
    "城东 城西 柳林 沙河 双桥 石门 太平 永兴 高桥 大坝 三里 杨家湾 张湾 红旗 新华 和平 西岭 南坪 北川 古城 清水 梅溪 龙潭 马家 白鹤 青山 黄土 观音 土桥 临江 大石 回龙 金鸡 五星 万福 陈家 老屋 河口 茶园 坪上"
).split()
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "建国 卫东 志强 晓燕 丽华 海涛 文斌 秀英 玉兰 国栋 德顺 明远 小刚 红梅 永平 振华 雪梅 宝山 长青 春生 立新 佳怡 子涵 思远 浩 敏 军 伟 静 磊 洋 艳 勇 杰 涛 超 霞 平 刚 辉 玲 丹 鹏 俊 慧 芳 斌 琳 波 云".split()
KINDS = "县县县区市"
DIGITS = "零一二三四五六七八九"
OF_ONE_ARTICLE = "crop topic goods schoolname sport event crash fire check surgery virtue works exam why craft trick loot species".split()
START = date(2019, 1, 1)


class Writer:
    """Draws names, numbers and words, the same ones for the same seed."""

    def __init__(self, seed: int | str, lexicon: Mapping[str, str]) -> None:
        self.chance = Random(seed)
        self.lexicon = {name: words.split("|") for name, words in lexicon.items()}

    def article(self, **given: object) -> Bound:
        """A new article's own names and day; those given stay as they are."""
        day = START + timedelta(days=self.chance.randrange(1800))
        bound: dict[str, object] = {
            "place": self.chance.choice(PLACES),
            "town": self.chance.choice(TOWNS),
        } | {f"who{number}": self.name() for number in range(1, 6)}
        bound = {"day": day} | bound | given
        bound["kind"] = KINDS[PLACES.index(str(bound["place"])) % len(KINDS)]
        bound["d"] = f"{bound['day'].month}月{bound['day'].day}日"
        bound["ymd"] = f"{bound['day'].year}年{bound['d']}"
        bound["area"] = f"{bound['place']}{bound['kind']}"
        article = Bound(self, bound)
        article |= {name: article[name] for name in OF_ONE_ARTICLE if name in self.lexicon and name not in given}
        return article

    def name(self) -> str:
        """A person's name."""
        return self.chance.choice(FAMILY) + self.chance.choice(GIVEN)

    def number(self, name: str) -> str:
        """A number for a slot such as n20 (at most 20), f9 (one decimal), c99 (in characters)."""
        most = int(name[1:])
        if name[0] == "f":
            return f"{self.chance.uniform(1, most):.1f}"
        value = self.chance.randrange(2, most + 1)
        return in_words(value) if name[0] == "c" else str(value)


class Bound(dict[str, object]):
    """The slots of one article: what is bound to it, and draws for all others."""

    def __init__(self, writer: Writer, bound: Mapping[str, object]) -> None:
        super().__init__(bound)
        self.writer = writer

    def __missing__(self, name: str) -> str:
        if name == "who":
            return self.writer.name()
        if name == "where":
            return self.writer.chance.choice(TOWNS)
        if name[0] in "nfc" and name[1:].isdigit():
            return self.writer.number(name)
        return self.write(self.writer.chance.choice(self.writer.lexicon[name]))

    def write(self, pattern: str) -> str:
        """A pattern with its slots filled."""
        return pattern.format_map(self)


def in_words(value: int) -> str:
    """A number below 10,000 in Chinese characters.

    >>> in_words(12), in_words(320), in_words(1003)
    ('十二', '三百二十', '一千零三')
    """
    text, rest = "", value
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, unit)
        if digit:
            text += DIGITS[digit] + mark
        elif text and rest and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if 10 <= value < 20 else text
