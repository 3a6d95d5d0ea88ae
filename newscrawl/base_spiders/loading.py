"""Finds the sites' spiders, for Scrapy and for the commands (SPIDER_LOADER_CLASS)."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.utils.spider import iter_spider_classes

from newscrawl.exceptions import ConfigurationError

__all__ = ["SiteLoader"]


class SiteLoader:
    """The spiders in the modules that SPIDER_MODULES names, and in all below them. One file is one site, and has its name.

    A file that cannot be loaded takes no other site with it: ``broken`` says which and why. One site's spider costs its own file alone.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self.files = [file for name in settings.getlist("SPIDER_MODULES") for file in files_below(name)]
        self.spiders: dict[str, type[Spider]] = {}
        self._broken: dict[str, str] = {}

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """As Scrapy makes one."""
        return cls(settings)

    @property
    def broken(self) -> dict[str, str]:
        """Site to why its file cannot be loaded, in a line that begins with the place."""
        self._load_all()
        return self._broken

    def list(self) -> list[str]:
        """The names of all spiders that can be loaded."""
        self._load_all()
        return [*self.spiders]

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a site. Raises ConfigurationError for one that cannot be loaded, KeyError for one that there is not."""
        for file in self.files:
            if file.rpartition(".")[2] == spider_name:
                self._load(file)
        if spider_name not in self.spiders:
            self._load_all()
        if spider_name in self._broken and spider_name not in self.spiders:
            raise ConfigurationError(self._broken[spider_name])
        return self.spiders[spider_name]

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type] # Scrapy's name for a method
        """The names of the spiders whose hosts a request is for."""
        self._load_all()
        return [name for name, spider in self.spiders.items() if spider.handles_request(request)]

    def _load_all(self) -> None:
        for file in self.files:
            self._load(file)

    def _load(self, file: str) -> None:
        """Load a file, unless that is done."""
        site = file.rpartition(".")[2]
        try:
            module = import_module(file)
        except (Exception, SystemExit) as error:  # a site's file may raise anything
            self._broken[site] = str(error) if isinstance(error, ConfigurationError) else place_of(error, file)
            return
        for spider in iter_spider_classes(module):
            first = self.spiders.setdefault(spider.name, spider)
            if first is not spider:
                kept, left_out = (spider, first) if site == spider.name else (first, spider)
                self.spiders[spider.name] = kept
                where, why = left_out.__module__, f"{kept.name} is already the name of a spider in {kept.__module__}"
                self._broken[where.rpartition(".")[2]] = f"{where}: {why}"


def files_below(name: str) -> Iterator[str]:
    """The module of a name, and those below it; none of them is loaded."""
    yield name
    with suppress(ImportError):  # whoever loads it says so
        yield from files_in(find_spec(name), name)


def files_in(package: ModuleSpec | None, name: str) -> Iterator[str]:
    """The modules of a package, and of those in it."""
    for finder, inner, is_package in iter_modules((package and package.submodule_search_locations) or [], f"{name}."):
        yield inner
        if is_package:
            yield from files_in(finder.find_spec(inner, None), inner)


def place_of(error: BaseException, file: str) -> str:
    """An error in a line, with the line of the file in which it came up, where that is known.

    >>> place_of(ValueError("of another file"), "newscrawl.spiders.region.county")
    'newscrawl.spiders.region.county: ValueError: of another file'
    """
    here = f"{file.replace('.', '/')}.py"
    lines = [each.lineno for each in traceback.extract_tb(error.__traceback__) if each.filename.endswith(here)]
    place = f"{file}, line {lines[-1]}" if lines else file
    return f"{place}: {type(error).__name__}: {' '.join(str(error).split())}"
