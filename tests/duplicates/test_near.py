"""Near copies: what is found, what must not be, and that a signature is the same everywhere."""

import subprocess
import sys
import time
from hashlib import blake2b
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from newscrawl.duplicates.comparison import Likeness, compare
from newscrawl.duplicates.near import ROUNDS, Signature, likenesses, signature
from newscrawl.duplicates.words import bare_words
from tests.duplicates.stories import (
    IRRIGATION,
    IRRIGATION_BY_ANOTHER,
    LIBRARY,
    NAMES_ONLY,
    OUTAGE,
    PRICES,
    SPAM_TAIL,
    WEATHER,
)  # fmt: skip

MASK = 2**64 - 1
LINES = IRRIGATION.split("\n")
# of IRRIGATION, scheme 1
SIZE, BANDS = 429, (2456286985129078684, -6144905213424454533, -832668511928822783)
DIGEST = "bf5667b8a3619093"
CHANCE = Random(7)


def met(one: str, other: str) -> bool:
    """Whether the bands bring the two together."""
    first, second = signature(one), signature(other)
    return bool(first and second and set(first.bands) & set(second.bands))


COPIES = {
    "another layout": IRRIGATION.replace("，", " , ").replace("\n", "\n\n　　"),
    "figures set apart": IRRIGATION.replace("3月18日", " 3 月 18 日 "),
    "a line before": "本网讯（记者 赵小燕）春耕时节，记者走进田间地头。\n" + IRRIGATION,
    "an advertisement behind": IRRIGATION + SPAM_TAIL,
    "the correspondent cut": IRRIGATION.replace("（通讯员 李明远）", ""),
    "the last line cut": "\n".join(LINES[:-1]),
    "a line in the middle cut": "\n".join(LINES[:2] + LINES[3:]),
    "a third cut": "\n".join(LINES[:3]),
    "a sentence changed": IRRIGATION.replace("今年的春灌比往年早了六天", "春灌工作由此拉开序幕，时间早于往年"),
    "lines in another order": "\n".join(LINES[3:] + LINES[:3]),
    "joined with another": f"{IRRIGATION}\n{LIBRARY}",
    "every line on its own": IRRIGATION.replace("。", "。\n"),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_found_and_told(name: str) -> None:
    assert met(IRRIGATION, COPIES[name])
    first, second = signature(IRRIGATION), signature(COPIES[name])
    assert first
    assert second
    found = compare(IRRIGATION, COPIES[name])
    assert found.is_copy, found
    assert found == compare(COPIES[name], IRRIGATION)


@pytest.mark.parametrize("other", [LIBRARY, IRRIGATION_BY_ANOTHER, SPAM_TAIL * 3, ""])
def test_other_reports_are_no_copies(other: str) -> None:
    found = compare(IRRIGATION, other)
    assert not found.is_copy
    assert found.jaccard < 0.1
    assert not met(IRRIGATION, other)


def weather(town: str, day: int) -> str:
    numbers = {
        name: CHANCE.randrange(1, 40) for name in ("low", "high", "wet", "low2", "high2", "fire", "air", "force")
    }
    return WEATHER.format(
        town=town, day=day, sky=CHANCE.choice(["晴", "多云", "小雨转阴"]), wind=CHANCE.choice("东南西北"), **numbers
    )


def prices(town: str, day: int) -> str:
    return PRICES.format(*(round(CHANCE.uniform(2, 80), 1) for _ in range(18)), town=town, day=day)


def outage(town: str, day: int) -> str:
    street = CHANCE.choice(["人民路", "解放大道", "滨河路"])
    begin = CHANCE.randrange(6, 12)
    return OUTAGE.format(
        town=town,
        day=day,
        street=street,
        month=CHANCE.randrange(1, 12),
        begin=begin,
        end=begin + CHANCE.randrange(3, 12),
    )


@pytest.mark.parametrize("bulletin", [weather, prices, outage])
def test_bulletins_of_one_template_are_no_copies(bulletin) -> None:
    texts = [bulletin(town, day) for town in ("青禾县", "白石区", "柳林镇") for day in range(1, 31)]
    joined = [(one, other) for place, one in enumerate(texts) for other in texts[:place] if compare(one, other).is_copy]
    pairs = len(texts) * (len(texts) - 1) // 2
    assert len(joined) <= pairs / 1000, joined[:2]


def test_a_bulletin_is_a_copy_of_itself_reposted() -> None:
    for text in (weather("青禾县", 3), prices("青禾县", 3), outage("青禾县", 3)):
        assert compare(text, f"据青禾发布消息，\n{text}\n编辑：李晓").is_copy


def test_a_template_that_differs_by_a_name_alone_is_no_copy() -> None:
    one, other = NAMES_ONLY.format(town="城东镇"), NAMES_ONLY.format(town="柳林镇")
    assert compare(one, other).containment > 0.9
    assert not compare(one, other).is_copy


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "详见附件。",
        "青禾县三座提灌站开闸放水。",
        "啊" * 1_000_000,
        "啊，" * 1000,
        "。" * 1000,
        "好天气" * 500,
    ],
)
def test_what_tells_nothing_has_no_signature(text: str | None) -> None:
    start = time.process_time()
    assert signature(text) is None
    assert time.process_time() - start < 0.5


def test_words_that_are_equal_have_one_signature() -> None:
    assert signature(IRRIGATION.replace("县", "县 ").replace("，", ",").upper()) == signature(IRRIGATION)


def test_a_long_text_takes_a_moment() -> None:
    long = "".join(chr(CHANCE.randrange(0x4E00, 0x9FA5)) for _ in range(1_000_000))
    start = time.process_time()
    assert signature(long)
    assert compare(long, long[::-1]).jaccard == 0
    assert time.process_time() - start < 2


def mix(number: int) -> int:
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & MASK
    number = (number ^ number >> 27) * 0x94D049BB133111EB & MASK
    return number ^ number >> 31


def slowly(text: str) -> Signature:
    """The same signature by plain integers."""
    words, hashes = bare_words(text), set()
    for place in range(len(words) - 4):
        number = ord(words[place])
        for character in words[place + 1 : place + 5]:
            number = (number * 0x9E3779B97F4A7C15 & MASK) ^ ord(character)
        hashes.add(mix(number))
    slots: dict[int, int] = {}
    for turn in range(1, ROUNDS + 1):
        thrown: dict[int, int] = {}
        for number in sorted((mix(each ^ mix(turn)) for each in hashes), reverse=True):
            thrown[number >> 57] = number
        slots = thrown | slots
    for slot in range(128):
        if slot not in slots:
            slots[slot] = min(mix(each ^ mix(ROUNDS + 1 + slot)) for each in hashes)
    bands = []
    for band in range(32):
        number = mix((band + 1) << 32)
        for row in range(4):
            number = mix(number ^ slots[4 * band + row])
        bands.append(number - (number >> 63 << 64))
    return Signature(
        len(hashes), b"".join((slots[slot] & 0xFFFF).to_bytes(2, "little") for slot in range(128)), tuple(bands)
    )


@pytest.mark.parametrize(
    "text",
    [IRRIGATION, LIBRARY, LINES[3] + LINES[4], LINES[0][:78], WEATHER, "𠮷野家" + LIBRARY[:200], "\ud800" + LIBRARY],
)
def test_a_signature_is_what_plain_integers_give(text: str) -> None:
    assert signature(text) == slowly(text)


def test_a_signature_never_changes() -> None:
    """If this fails, stored signatures no longer fit new ones: raise SCHEME and say how they are made anew."""
    made = signature(IRRIGATION)
    assert made
    assert made.size == SIZE
    assert made.bands[:3] == BANDS
    assert blake2b(made.slots + str(made.bands).encode(), digest_size=8).hexdigest() == DIGEST


def test_another_process_gives_the_same() -> None:
    code = "from newscrawl.duplicates.near import signature; import sys; print(signature(sys.stdin.buffer.read().decode()))"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=IRRIGATION.encode(),
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        )
        assert done.stdout.decode().strip() == repr(signature(IRRIGATION))


def test_the_estimate_is_near_the_truth() -> None:
    alphabet = [chr(0x4E00 + each) for each in range(2000)]
    off = []
    for _ in range(200):
        base = "".join(CHANCE.choices(alphabet, k=CHANCE.randrange(150, 1500)))
        cut = CHANCE.randrange(len(base) // 10, len(base))
        other = base[:cut] + "".join(CHANCE.choices(alphabet, k=CHANCE.randrange(80, 600)))
        first, second = signature(base), signature(other)
        assert first
        assert second
        off.append(likenesses(first, [second]).jaccard[0] - compare(base, other).jaccard)
    assert abs(sum(off) / len(off)) < 0.01
    assert sum(each * each for each in off) / len(off) < 0.045**2


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(some.text(max_size=400), some.text(max_size=400))
def test_any_text_has_a_likeness(one: str, other: str) -> None:
    found = compare(one, other)
    assert 0 <= found.jaccard <= found.containment <= 1
    assert found == compare(other, one)
    assert signature(one) == signature(one + "。 ")


def test_many_are_estimated_as_one_is() -> None:
    made = [each for text in (IRRIGATION, LIBRARY, *COPIES.values()) if (each := signature(text))]
    together = likenesses(made[0], made)
    assert together.jaccard.tolist() == [likenesses(made[0], [each]).jaccard[0] for each in made]
    assert together.containment.tolist() == [likenesses(made[0], [each]).containment[0] for each in made]
    assert together.jaccard[0] == together.containment[0] == 1
    assert not len(likenesses(made[0], []).jaccard)


def test_what_makes_a_copy() -> None:
    assert Likeness(0.3, 0.7).is_copy
    assert not Likeness(0.2, 1.0).is_copy, "a digest of five is a copy of none"
    assert not Likeness(0.9, 0.95, 0.5).is_copy
    assert not Likeness(0.9, 0.95, renamed=True).is_copy
