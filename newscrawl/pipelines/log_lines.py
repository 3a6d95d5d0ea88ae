"""What Scrapy says about one article, in one line: the whole item in the log helps nobody. See LOG_FORMATTER."""

from __future__ import annotations

from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

__all__ = ["LogLines"]


class LogLines(LogFormatter):
    """Names an article by its address and a dropped one by its reason."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        return super().scraped(_address(item), response, spider) | {"msg": "Scraped %(item)s from %(src)s"}

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return super().dropped(_address(item), exception, response, spider) | {"msg": "Dropped: %(exception)s"}

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return super().item_error(_address(item), exception, response, spider)


def _address(item: Any) -> Any:
    return getattr(item, "url", item)
