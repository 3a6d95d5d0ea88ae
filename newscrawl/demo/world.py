"""The sites of the demo world behind one server: those with spiders, and one that has none yet."""

from __future__ import annotations

from newscrawl.demo.server import Server
from newscrawl.demo.sites import heyang_online, qinghe_portal, qinnan_daily, xin_linghua, yunxi_online
from newscrawl.demo.sites.families import MEMBERS
from newscrawl.demo.sites.walks import WALKS
from newscrawl.demo.stories import HOSTS, RENDERED, read_stories

__all__ = ["SITES", "World"]

MAKERS = {"qinghe_portal": qinghe_portal.serve, "qinnan_daily": qinnan_daily.serve, "xin_linghua": xin_linghua.serve}
MAKERS["yunxi_online"] = yunxi_online.serve
MAKERS |= {name: member.serve for name, member in MEMBERS.items()}
MAKERS |= {name: walk.serve for name, walk in WALKS.items()}

SITES = tuple(site for site in HOSTS if site not in RENDERED)
"""The spiders of the demo sites that newscrawl demo crawls, in order: who writes an article comes before who reposts it."""


class World(Server):
    """The demo world on loopback. ``edition`` 2 is a day later: one article of the daily has been corrected.

    What happens only once, such as an answer 500 to a first request, happens once in each World.
    """

    def __init__(self, edition: int = 1, port: int = 0) -> None:
        sites = {HOSTS[site]: serve(read_stories(site, edition)) for site, serve in MAKERS.items()}
        sites[heyang_online.HOST] = heyang_online.serve(read_stories(heyang_online.SITE))
        super().__init__(sites, port)
