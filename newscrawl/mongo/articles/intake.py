"""How articles come into the collection: compared with what is stored, told from copies, and written as one batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from pymongo.asynchronous.database import AsyncDatabase

from newscrawl.duplicates.deciding import Decider, Decision
from newscrawl.duplicates.fingerprint import fingerprint
from newscrawl.duplicates.shelf import Head, Shelf, head_of
from newscrawl.duplicates.stories import worth_reading
from newscrawl.exceptions import OvertakenError, StoreUnavailableError
from newscrawl.items import Article
from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.articles.plans import Outcome, Plan
from newscrawl.mongo.articles.revisions import Learned
from newscrawl.mongo.articles.stories import TURNS, Stories
from newscrawl.mongo.client import Document
from newscrawl.mongo.events.changes import Changes
from newscrawl.mongo.link_hosts import LinkHosts
from newscrawl.spam import asked_by, host_of_record, strip_again

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

    def __init__(
        self, database: AsyncDatabase[Document], copies: str = "link", learned: Learned = lambda _: False
    ) -> None:
        self.articles, self.stories, self.link_hosts = Articles(database), Stories(database), LinkHosts(database)
        self.changes, self.copies, self.learned = Changes(database), copies, learned
        self.taken: set[bytes] = set()
        self.working: set[tuple[str, str]] = set()

    async def resume(self) -> None:
        """End what a crawl that was killed had begun.

        An article's events are told after it has joined its story; so one with untold events may not have done so.
        """
        await self.stories.resume()
        heads, copies = await self.stories.untold()
        for each in copies.items():
            await self.stories.replace(*each)
        await self.stories.follow(copies)
        for head in heads:
            await self._meet_others([head], set())
        await self.changes.tell_left_over()

    async def store(self, articles: Sequence[Article]) -> list[Outcome]:
        """Store articles and say what became of each, in their order; sets their fields of likeness.

        Raises StoreUnavailableError when MongoDB does not answer; the same call can then be made again.
        """
        for _ in range(TURNS):
            with suppress(OvertakenError):
                return await self._stored(articles)
        raise StoreUnavailableError(f"{TURNS} times another crawl of the same articles was faster")

    async def _stored(self, articles: Sequence[Article]) -> list[Outcome]:
        outcomes = await self._store(articles)
        self.taken.update(bytes.fromhex(article.id) for article in articles)
        return outcomes

    async def _store(self, articles: Sequence[Article]) -> list[Outcome]:
        self.working |= {found for article in articles for found in article.found_by.items()}
        keys = {article.id: fingerprint(article) for article in articles}
        plans = await self.articles.plans(articles, self.taken, self.working)
        fresh = [plan for plan in plans if plan.is_fresh]
        seen = await self._decide(fresh, keys) if fresh else set()
        for plan in plans:
            plan.revise(self.learned)
        await self.articles.write(plans)
        written = [plan for plan in fresh if plan.outcome.kind != "refused"]
        stale = await self._join(written)
        own = [head_of(plan.article, plan.decision.keys) for plan in written if plan.decision.keys]
        met = await self._meet_others(own, set() if stale else seen)
        replaced = [identity for plan in written for identity in plan.decision.replaced]
        await self.changes.tell(list(dict.fromkeys([*(plan.article.id for plan in plans), *replaced, *met])))
        if orphans := _orphans(plans):
            for plan, outcome in zip(orphans, await self._store([plan.article for plan in orphans]), strict=True):
                plan.outcome = outcome
        return [plan.outcome for plan in plans]

    async def _decide(self, plans: Sequence[Plan], keys: Keys) -> set[str]:
        """Decide the plans one after the other; the ids of the stored heads that they were compared with."""
        if self.copies == "keep":
            for plan in plans:
                plan.decide(Decision())
            return set()
        shelf = await self._shelf(plans, keys)
        seen, sites = set(shelf.heads), {plan.article.site for plan in plans}
        decider = Decider(shelf, await self.stories.members(seen, sites), drop=self.copies == "drop")
        for plan in plans:
            new = plan.outcome.kind == "new" and not plan.again
            plan.decide(decider.decide(plan.article, keys[plan.article.id], new=new))
        await self._strip_again([plan for plan in plans if plan.decision.added])
        return seen

    async def _strip_again(self, plans: Sequence[Plan]) -> None:
        """Take out of copies what was planted into them: their origins show it."""
        asked = {host for plan in plans for host in asked_by(plan.article)}
        records = await self.link_hosts.records(asked) if asked else {}
        hosts = {host: host_of_record(records.get(host, {})) for host in asked}
        for plan in plans:
            strip_again(plan.article, hosts, plan.decision.added)
            fingerprint(plan.article)
            plan.compare()

    async def _shelf(self, plans: Sequence[Plan], keys: Keys) -> Shelf:
        """The stored heads that may be copies of the articles, with the texts of those that are worth reading."""
        shelf = Shelf(await self.stories.heads({key for plan in plans for key in keys[plan.article.id]}))
        read = set()
        for plan in plans:
            near = shelf.meeting(keys[plan.article.id], plan.article.id).values()
            read |= {piece.id for piece in worth_reading(head_of(plan.article).piece, [head.piece for head in near])}
        for identity, text in (await self.stories.texts(read)).items():
            shelf.heads[identity].article.body = text
        return shelf

    async def _join(self, plans: Sequence[Plan]) -> bool:
        """Make heads copies of those that replace them; whether another crawl had done so with one of them.

        Copies follow their own heads, should these have been replaced meanwhile.
        """
        replaced = [await self.stories.replace(*each) for plan in plans for each in plan.decision.replaced.items()]
        await self.stories.follow({plan.article.id: plan.decision.copy for plan in plans if plan.decision.copy})
        return not all(replaced)

    async def _meet_others(self, own: Sequence[Head], seen: set[str]) -> list[str]:
        """Join heads that other crawls stored or joined while ``own`` were decided and written; those that were replaced.

        All are decided as if they had come in one batch, in the order of precedence. Of two crawls the one that looks last
        sees all of both.
        """
        replaced: list[str] = []
        for _ in range(TURNS):
            others = await self._others(own, seen)
            met = [head for head in own if others.meeting(head.keys, "")]
            decider, stale = Decider(Shelf()), False
            for head in sorted([*met, *others.heads.values()], key=lambda head: head.piece.order):
                for each in decider.decide(head.article, tuple(head.keys), new=False).replaced.items():
                    stale |= not await self.stories.replace(*each)
                    replaced.append(each[0])
            if not stale:
                break
            seen = set()
        return replaced

    async def _others(self, own: Sequence[Head], seen: set[str]) -> Shelf:
        """The heads with their texts that share a key with these and were not seen before."""
        wanted, known = {key for head in own for key in head.keys}, seen | {head.piece.id for head in own}
        if not await self.stories.ids_under(wanted) - known:
            return Shelf()
        others = Shelf(head for head in await self.stories.heads(wanted) if head.piece.id not in known)
        for identity, text in (await self.stories.texts(others.heads)).items():
            others.heads[identity].article.body = text
        return others


def _orphans(plans: Sequence[Plan]) -> list[Plan]:
    """Those whose origin MongoDB refused."""
    refused = {plan.article.id for plan in plans if plan.outcome.kind == "refused"}
    return [plan for plan in plans if plan.origin in refused and plan.outcome.kind != "refused"]
