"""The articles collection, as a crawl uses it: what is there, what is new, what changed, what is a copy."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pymongo import DESCENDING, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError

from newscrawl.exceptions import OvertakenError
from newscrawl.items import Article
from newscrawl.mongo.articles.plans import KNOWN, Outcome, Plan
from newscrawl.mongo.client import Document
from newscrawl.mongo.documents.structure import ensured
from newscrawl.mongo.failures import refusals, translated

__all__ = ["Articles"]

TAKEN = 11000  # MongoDB's code for a key that is there already
LATEST = 200  # articles of a site that tell whether it is a farm


class Articles:
    """The collection ``articles`` of a database.

    Every method raises StoreUnavailableError when MongoDB does not answer, and can then be called again with the same
    arguments: no write does harm when it is done twice.
    """

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.collection = database["articles"]

    async def ensure_indexes(self) -> None:
        """See that the collections have their indexes and rules: one look at what is there, from the second start on."""
        await ensured(self.collection.database)

    async def plans(
        self,
        articles: Sequence[Article],
        taken: Collection[bytes] = (),
        working: Collection[tuple[str, str]] = (),
    ) -> list[Plan]:
        """What is to become of articles, in their order, as far as their own documents tell.

        ``taken`` are the ids of those that this crawl has stored; the same article from a second address is dropped.
        ``working`` are the finders that found something in it (``revisions.kept_values``).
        """
        with translated():
            known = await self._known([article.id for article in articles])
        plans, seen = [], set(taken)
        for article in articles:
            plan = Plan(article, before=known.get(article.id))
            if (identity := bytes.fromhex(article.id)) in seen:
                plan.outcome = Outcome("dropped", "same_url")
            else:
                plan.compare()
            seen.add(identity)
            plans.append(plan)
        await self._look_closer([plan for plan in plans if plan.outcome.kind == "changed"], working)
        return plans

    async def _look_closer(self, plans: Sequence[Plan], working: Collection[tuple[str, str]]) -> None:
        if not plans:
            return
        with translated():
            found = self.collection.find({"_id": {"$in": [plan.article.id for plan in plans]}})
            old = {each["_id"]: each async for each in found}
        for plan in plans:
            plan.old = old.get(plan.article.id)
            plan.keep_values(working)

    async def write(self, plans: Sequence[Plan]) -> None:
        """Write what the plans say; those that MongoDB refuses say so afterwards.

        Only the crawl's fields are written: whatever other jobs added to a document stays. Raises OvertakenError when
        somebody wrote an article after it was read, which may be this crawl itself, by a request that was given up.
        """
        writes = [(plan, write) for plan in plans for write in plan.writes()]
        with translated():
            found, refused = await self._bulk([write for _, write in writes])
            if found + len(refused) < len(writes):
                raise OvertakenError("articles were written by another crawl meanwhile")
            for position, reason in refused.items():
                writes[position][0].outcome = Outcome("refused", reason)
            await self._bulk([write for plan in plans for write in plan.remembering()])

    async def farming(self, site: str) -> Document:
        """What a site's latest articles show of its being a farm of reposts: ``articles`` that were looked at, the numbers of
        ``copies`` of earlier ones of other sites and of commercial ``tails``, and ``score``, the mean of the two shares.
        """
        shown = {"copy_of.site": 1, "links.verdict": 1, "links.position": 1}
        copies = tails = 0
        with translated():
            found = self.collection.find({"site": site}, shown).sort("published_at", DESCENDING).limit(LATEST)
            latest = [each async for each in found]
        for each in latest:
            copies += (each.get("copy_of") or {}).get("site", site) != site
            tails += any(link["verdict"] == "spam" and link["position"] == "tail" for link in each["links"])
        count = len(latest)
        score = round((copies + tails) / (2 * count), 2) if count else 0.0
        return {"articles": count, "copies": copies, "tails": tails, "score": score}

    async def _known(self, ids: list[str]) -> dict[str, Document]:
        return {each["_id"]: each async for each in self.collection.find({"_id": {"$in": ids}}, KNOWN)}

    async def _bulk(self, writes: list[UpdateOne]) -> tuple[int, dict[int, str]]:
        """How many found their document or made it, and position to the reason why that write was refused."""
        if not writes:
            return 0, {}
        try:
            done = (await self.collection.bulk_write(writes, ordered=False)).bulk_api_result
            return done["nMatched"] + done["nUpserted"], {}
        except BulkWriteError as error:
            if any(each["code"] == TAKEN for each in error.details["writeErrors"]):
                raise OvertakenError("an article was stored by another crawl meanwhile") from error
            return error.details["nMatched"] + error.details["nUpserted"], refusals(error)
