"""Articles of the corpus: reports of several subjects, and bulletins from templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from benchmarks.duplicates import bulletins, held_out, reports
from benchmarks.duplicates.wording import Bound, Writer

LENGTHS = (150, 250, 400, 400, 600, 600, 800, 1000, 1300, 2000)  # characters, about


@dataclass(frozen=True)
class Story:
    """An article of the corpus."""

    title: str
    body: str
    day: date
    subject: str = ""

    def but(self, **changes: object) -> Story:
        """The same story with something changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Paper:
    """A newspaper's words: subjects of reports, set phrases, and templates of bulletins."""

    writer: Writer
    subjects: Mapping[str, tuple[Sequence[str], Sequence[str]]]
    phrases: Sequence[str]
    set: Sequence[str]
    templates: Mapping[str, tuple[str, str]]

    def report(self, subject: str | None = None, length: int | None = None, **given: object) -> Story:
        """A report with set phrases that others have, too."""
        chance = self.writer.chance
        subject = subject or chance.choice(sorted(self.subjects))
        titles, patterns = self.subjects[subject]
        length = length or chance.choice(LENGTHS)
        article = self.writer.article(**given)
        rest, sentences = chance.sample(patterns[1:], len(patterns) - 1), [article.write(patterns[0])]
        while sum(map(len, sentences)) < length:
            if not rest:  # a long report sees several places, each with people of its own
                rest = chance.sample(patterns[1:], len(patterns) - 1)
                article |= {f"who{number}": self.writer.name() for number in range(2, 6)} | {"town": article["where"]}
            sentences.append(self.sentence(article, rest.pop()))
        title, body = article.write(chance.choice(titles)), self.paragraphs(sentences)
        return Story(title, body, article["day"], subject)

    def sentence(self, article: Bound, pattern: str) -> str:
        """A sentence of the subject, as a rule; one that stands in any report, now and then."""
        chance = self.writer.chance
        if chance.random() < 0.15:
            return article.write(chance.choice(self.set))
        return (chance.choice(self.phrases) if chance.random() < 0.2 else "") + article.write(pattern)

    def paragraphs(self, sentences: Sequence[str]) -> str:
        """Sentences, one to three a paragraph."""
        lines: list[str] = []
        left = 0
        for each in sentences:
            if not left:
                lines.append("")
                left = self.writer.chance.randrange(1, 4)
            lines[-1] += each
            left -= 1
        return "\n".join(lines)

    def bulletin(self, template: str, **given: object) -> Story:
        """A bulletin from a template, of some place and day."""
        title, text = self.templates[template]
        article = self.writer.article(**given)
        return Story(article.write(title), article.write(text), article["day"])


def tuned(seed: int | str) -> Paper:
    """The paper that the rules were made with."""
    writer = Writer(seed, reports.LEXICON | bulletins.CHOICES)
    return Paper(writer, reports.SUBJECTS, reports.PHRASES, reports.SET, bulletins.TUNED)


def held(seed: int | str) -> Paper:
    """The paper that was not looked at."""
    writer = Writer(seed, reports.LEXICON | held_out.LEXICON | bulletins.CHOICES | bulletins.CHOICES_HELD)
    return Paper(writer, held_out.SUBJECTS, held_out.PHRASES, held_out.SET, bulletins.HELD_OUT)
