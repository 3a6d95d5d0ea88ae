"""Lines with links in them, as the markup and the words that strip_spam takes."""


def written(*lines: str) -> tuple[str, str]:
    """Markup and words of an article, a paragraph a line."""
    return "\n".join(f"<p>{line}</p>" for line in lines), "\n".join(map(plain, lines))


def plain(line: str) -> str:
    """A line without its tags."""
    first, *parts = line.split("<")
    return first + "".join(part.partition(">")[2] for part in parts)
