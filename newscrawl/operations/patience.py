"""What waits for a server that is away says so once, and once that it is back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from newscrawl.exceptions import UnavailableError

__all__ = ["Patience"]

T = TypeVar("T")


class Patience:
    """Tells that MongoDB or Redis went away; ``meanwhile`` is what becomes of the work. ``missed`` has the names of those that are away."""

    def __init__(self, told: Callable[[str], None], meanwhile: str) -> None:
        self.told, self.meanwhile = told, meanwhile
        self.missed: list[str] = []

    async def ask(self, work: Awaitable[T]) -> T | None:
        """What the work gives; None when a server is away."""
        try:
            done = await work
        except UnavailableError as error:
            if error.server not in self.missed:
                self.told(f"{error.server} went away; {self.meanwhile}. {error}")
                self.missed.append(error.server)
            return None
        if self.missed:
            self.told(f"{' and '.join(self.missed)} {'is' if len(self.missed) == 1 else 'are'} back")
            self.missed.clear()
        return done
