"""Commercial phrases against honest lines."""

import pytest

from newscrawl.spam.phrases import selling_word


@pytest.mark.parametrize(
    "text",
    ["济南试验机厂家", "西安胸牌哪家好", "铝板批发价格", "上海搬家公司电话", "seo优化 SEO", "代开发票", "私服发布"],
)
def test_a_phrase_that_sells_is_known(text: str) -> None:
    assert selling_word(text)


@pytest.mark.parametrize(
    "text", ["", "双方在合作协议上签字。", "公司，学校，医院", "渠道修好了", "水来得早", "价" * 41 + "价格"]
)
def test_a_sentence_or_an_honest_line_is_not(text: str) -> None:
    assert not selling_word(text)
