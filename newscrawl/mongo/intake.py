"""How articles come into the collection: compared with what is stored, told from copies, and written as one batch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pymongo.asynchronous.database import AsyncDatabase

from newscrawl.duplicates.deciding import Decider
from newscrawl.duplicates.fingerprint import fingerprint
from newscrawl.duplicates.shelf import Shelf, head_of
from newscrawl.duplicates.stories import worth_reading
from newscrawl.items import Article
from newscrawl.mongo.articles import Articles
from newscrawl.mongo.client import Document
from newscrawl.mongo.link_hosts import LinkHosts
from newscrawl.mongo.plans import Outcome, Plan
from newscrawl.mongo.stories import Stories
from newscrawl.spam import as_read, host_of_record, hosts_asked, strip_again

__all__ = ["Intake"]

Keys = Mapping[str, tuple[int, ...]]


class Intake:
    """Stores the articles of one crawl.

    ``copies`` says what becomes of a copy of another site's article: ``link`` keeps it and says what it copies, ``drop`` keeps
    its address only, ``keep`` does not ask. What a site posts twice is kept once, with both addresses, unless ``keep`` is said.

    A batch is decided in the order of its articles, each against what is stored and those before it; so it does not matter
    how a crawl is cut into batches. Two crawls may store copies of each other at the same moment: after its articles are
    written, each looks once more for heads that the other wrote, and both come to the same end.
    """

    def __init__(self, database: AsyncDatabase[Document], copies: str = "link") -> None:
        self.articles, self.stories, self.link_hosts = Articles(database), Stories(database), LinkHosts(database)
        self.copies = copies
        self.taken: set[bytes] = set()

    async def store(self, articles: Sequence[Article]) -> list[Outcome]:
        """Store articles and say what became of each, in their order; sets their fields of likeness.

        Raises StoreUnavailableError when MongoDB does not answer; the same call can then be made again.
        """
        outcomes = await self._store(articles)
        self.taken.update(bytes.fromhex(article.id) for article in articles)
        return outcomes

    async def _store(self, articles: Sequence[Article]) -> list[Outcome]:
        keys = {article.id: fingerprint(article) for article in articles}
        plans = await self.articles.plans(articles, self.taken)
        fresh = [plan for plan in plans if plan.is_fresh]
        seen = await self._decide(fresh, keys) if self.copies != "keep" else set()
        await self.articles.write(plans)
        written = [plan for plan in fresh if plan.outcome.kind != "refused"]
        await self._join(written)
        if self.copies != "keep":
            await self._meet_others(written, keys, seen)
        if orphans := _orphans(plans):
            again = iter(await self._store([plan.article for plan in orphans]))
            for plan in orphans:
                plan.outcome = next(again)
        return [plan.outcome for plan in plans]

    async def _decide(self, plans: Sequence[Plan], keys: Keys) -> set[str]:
        """Decide the plans one after the other; the ids of the stored heads that they were compared with."""
        shelf, seen = await self._shelf(plans, keys)
        sites = {plan.article.site for plan in plans}
        decider = Decider(shelf, await self.stories.members(seen, sites), drop=self.copies == "drop")
        for plan in plans:
            new = plan.outcome.kind == "new"
            plan.decide(decider.decide(plan.article, keys[plan.article.id], new=new))
        await self._strip_again([plan for plan in plans if plan.decision.added])
        return seen

    async def _strip_again(self, plans: Sequence[Plan]) -> None:
        """Take out of copies what was planted into them: their origins show it."""
        asked = {host for plan in plans for host in hosts_asked(as_read(plan.article), plan.article.url)}
        records = await self.link_hosts.records(asked) if asked else {}
        hosts = {host: host_of_record(records.get(host, {})) for host in asked}
        for plan in plans:
            strip_again(plan.article, hosts, plan.decision.added)
            fingerprint(plan.article)
            plan.compare()

    async def _shelf(self, plans: Sequence[Plan], keys: Keys, but: Collection[str] = ()) -> tuple[Shelf, set[str]]:
        """The stored heads that may be copies of the articles, with the texts of those that are worth reading."""
        found = await self.stories.heads({key for plan in plans for key in keys[plan.article.id]})
        shelf = Shelf(head for head in found if head.piece.id not in but)
        read = set()
        for plan in plans:
            near = shelf.meeting(keys[plan.article.id], plan.article.id).values()
            read |= {piece.id for piece in worth_reading(head_of(plan.article).piece, [head.piece for head in near])}
        for identity, text in (await self.stories.texts(read)).items():
            shelf.heads[identity].article.body = text
        return shelf, set(shelf.heads)

    async def _join(self, plans: Sequence[Plan]) -> None:
        """Make heads copies of those that replace them, and see that no copy's own head was replaced meanwhile."""
        for plan in plans:
            for identity, copy in plan.decision.replaced.items():
                await self.stories.replace(identity, copy)
        await self.stories.follow({plan.article.id: plan.decision.copy for plan in plans if plan.decision.copy})

    async def _meet_others(self, plans: Sequence[Plan], keys: Keys, seen: set[str]) -> None:
        """Look for heads that another crawl stored while this batch was decided and written."""
        heads = [plan for plan in plans if plan.decision.keys]
        own = {plan.article.id for plan in heads}
        there = await self.stories.ids_under({key for plan in heads for key in plan.decision.keys})
        if there <= seen | own:
            return
        shelf, _ = await self._shelf(heads, keys, but=seen | own)
        decider = Decider(shelf)
        for plan in heads:
            decision = decider.decide(plan.article, keys[plan.article.id], new=False)
            for identity, copy in decision.replaced.items():
                await self.stories.replace(identity, copy)


def _orphans(plans: Sequence[Plan]) -> list[Plan]:
    """Those whose origin MongoDB refused."""
    refused = {plan.article.id for plan in plans if plan.outcome.kind == "refused"}
    return [plan for plan in plans if plan.origin in refused and plan.outcome.kind != "refused"]
