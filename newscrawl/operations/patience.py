"""What waits for a server that is away says so once, and once that it is back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from newscrawl.exceptions import UnavailableError

__all__ = ["Patience"]

T = TypeVar("T")


class Patience:
    """Tells that MongoDB or Redis went away; ``meanwhile`` is what becomes of the work. ``missed`` is the name of the one that is away."""

    def __init__(self, told: Callable[[str], None], meanwhile: str) -> None:
        self.told, self.meanwhile = told, meanwhile
        self.missed: str | None = None

    async def ask(self, work: Awaitable[T]) -> T | None:
        """What the work gives; None when a server is away."""
        try:
            done = await work
        except UnavailableError as error:
            if self.missed != error.server:
                self.told(f"{error.server} went away; {self.meanwhile}. {error}")
            self.missed = error.server
            return None
        if self.missed:
            self.told(f"{self.missed} is back")
        self.missed = None
        return done
