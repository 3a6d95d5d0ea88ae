"""Traditional characters as simplified ones, each by itself: a form in which two writings of one text are equal."""

from __future__ import annotations

import re
from functools import cache

from newscrawl.text.disguise import simplifier

__all__ = ["simplified"]

IDEOGRAPHS = [chr(point) for first, end in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for point in range(first, end)]
# What OpenCC leaves, since it depends on the words or the region: 瞭望 and 瞭解, 著名 and 走著, 覆盖 and 反覆.
BESIDES = dict(
    zip("瞭著覆藉像甦俱彷揹伕锺钜炼座衞枱敍簷痺衹粧", "了着复借象苏具仿背夫钟巨链坐卫台叙檐痹只妆", strict=True)
)


def simplified(text: str) -> str:
    """The text with each character that has a simplified form in that form; a text without any costs next to nothing.

    A character is told without those beside it, so that parts of a text stay parts of it: 乾 becomes 干 in 乾隆, too. This
    is a form to compare texts in, not one to read.

    >>> simplified("漢中市與西鄉縣簽署協議")
    '汉中市与西乡县签署协议'
    """
    traditional, forms = _characters()
    return traditional.sub(lambda found: forms[found[0]], text)


@cache
def _characters() -> tuple[re.Pattern[str], dict[str, str]]:
    converted = simplifier().convert("\n".join(IDEOGRAPHS)).split("\n")
    forms = {
        one: BESIDES.get(form, form) for one, form in zip(IDEOGRAPHS, converted, strict=True) if form != one
    } | BESIDES
    return re.compile(f"[{''.join(forms)}]"), forms
