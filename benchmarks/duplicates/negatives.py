"""Articles that look alike and are no copies, besides bulletins: each kind gives groups of articles of which no two are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.duplicates.stories import Paper, Story
from benchmarks.duplicates.wording import PLACES


def two_hands(paper: Paper) -> Iterator[list[Story]]:
    """One event as two reporters see it: the same subject, people, place and day, and some quotes."""
    for _ in range(150):
        article = paper.writer.article()
        given = {name: article[name] for name in ("day", "place", "town", "who1", "who2", "who3", "who4", "who5")}
        subject = paper.writer.chance.choice(sorted(paper.subjects))
        yield [paper.report(subject, length=500, **given) for _ in range(2)]


def set_phrases(paper: Paper) -> Iterator[list[Story]]:
    """Short reports that are set phrases for the most part."""
    group = []
    for _ in range(60):
        article, story = paper.writer.article(), paper.report(length=200)
        phrases = paper.writer.chance.sample(paper.set, 4)
        group.append(story.but(body="\n".join([story.body, *map(article.write, phrases)])))
    yield group


def serials(paper: Paper) -> Iterator[list[Story]]:
    """The parts of a series: one introduction and one end, and a text of its own between them."""
    for _ in range(60):
        title, head, tail = paper.report().title, paper.report(length=180).body, paper.report(length=80).body
        parts = [paper.report(length=500) for _ in range(3)]
        yield [
            part.but(title=f"{title}（{number}）", body=f"{head}\n{part.body}\n{tail}")
            for number, part in zip("一二三", parts, strict=True)
        ]


def one_speech(paper: Paper) -> Iterator[list[Story]]:
    """A speech of the province, as counties report that they heard it: half of each text is the speech."""
    for _ in range(30):
        speech = "\n".join(paper.report(length=180).body for _ in range(2))
        group = []
        for _ in range(4):
            own = paper.report(length=360)
            lines = own.body.split("\n")
            group.append(own.but(body="\n".join([lines[0], speech, *lines[1:]])))
        yield group


def one_subject(paper: Paper) -> Iterator[list[Story]]:
    """Reports of one subject, of other places and days."""
    for subject in sorted(paper.subjects):
        yield [paper.report(subject) for _ in range(25)]


def bulletins(kind: str) -> Callable[[Paper], Iterator[list[Story]]]:
    """Bulletins of a kind, each of a place and a day of its own: by ones of the same place, and ones of the same day."""

    def made(paper: Paper) -> Iterator[list[Story]]:
        one = paper.writer.article()
        alike = [paper.bulletin(kind, place=one["place"], town=one["town"]) for _ in range(20)]
        of_a_day = [
            paper.bulletin(kind, day=one["day"], place=place) for place in paper.writer.chance.sample(PLACES, 20)
        ]
        bodies = {story.body: story for story in (*alike, *of_a_day, *(paper.bulletin(kind) for _ in range(20)))}
        yield list(bodies.values())

    return made


def kinds(paper: Paper) -> dict[str, Callable[[Paper], Iterator[list[Story]]]]:
    """All kinds of articles that look alike."""
    return {kind: bulletins(kind) for kind in paper.templates} | {
        "two reports of one event": two_hands,
        "set phrases for the most part": set_phrases,
        "parts of a series": serials,
        "one speech in several counties": one_speech,
        "one subject": one_subject,
    }
