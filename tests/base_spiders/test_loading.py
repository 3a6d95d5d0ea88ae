"""A file that cannot be loaded takes no other site with it, and says where it is wrong."""

import sys
from importlib import invalidate_caches

import pytest
from scrapy import Request
from scrapy.settings import Settings

from newscrawl.base_spiders.loading import SiteLoader
from newscrawl.exceptions import ConfigurationError

SITE = """from newscrawl.base_spiders import ListingSpider


class Site(ListingSpider):
    name = "{name}"
    start_urls = ["http://www.{name}.example/"]
"""


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """Makes files of a region, and loads their spiders."""
    region = tmp_path / "loaded_sites" / "r610700"
    region.mkdir(parents=True)
    for folder in (region.parent, region):
        (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)

    def load(**files: str) -> SiteLoader:
        for name, code in files.items():
            (region / f"{name}.py").write_text(code)
        invalidate_caches()
        return SiteLoader.from_settings(Settings({"SPIDER_MODULES": ["loaded_sites"]}))

    yield load
    for name in [name for name in sys.modules if name.startswith("loaded_sites")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("class Site\n", "SyntaxError: expected ':' (bad.py, line 1)"),
        ("\nimport nowhere\n", ", line 2: ModuleNotFoundError: No module named 'nowhere'"),
        ("import sys\nsys.exit(3)\n", ", line 2: SystemExit: 3"),
        ("raise ValueError('a\\nb')\n", ", line 1: ValueError: a b"),
        (SITE.format(name="bad") + "    every = 'often'\n", "Site.every cannot be: 'often' is neither an interval"),
        (SITE.format(name="good"), "good is already the name of a spider in loaded_sites.r610700.good"),
    ],
)
def test_others_are_loaded(loaded, code, why):
    loader = loaded(bad=code, good=SITE.format(name="good"), fine=SITE.format(name="fine"))
    assert sorted(loader.list()) == ["fine", "good"]
    (told,) = loader.broken.items()
    assert told[0] == "bad"
    assert told[1].startswith("loaded_sites.r610700.bad")
    assert why in told[1]
    assert "\n" not in told[1]
    assert loader.load("good").name == "good"
    with pytest.raises(ConfigurationError, match=r"^loaded_sites\.r610700\.bad"):
        loader.load("bad")
    with pytest.raises(KeyError):
        loader.load("nobody")
    assert loader.find_by_request(Request("http://www.fine.example/a")) == []  # no site declares allowed_domains


def test_one_site_loads_its_own_file_alone(loaded):
    loader = loaded(good=SITE.format(name="good"), other=SITE.format(name="of_another_name"))
    assert loader.load("good").name == "good"
    assert "loaded_sites.r610700.other" not in sys.modules
    assert loader.load("of_another_name").__module__ == "loaded_sites.r610700.other"


def test_a_region_that_cannot_be_loaded_takes_its_sites_with_it_and_no_other(loaded, tmp_path):
    other = tmp_path / "loaded_sites" / "r610600"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("import nowhere\n")
    (other / "lost.py").write_text(SITE.format(name="lost"))
    loader = loaded(good=SITE.format(name="good"))
    assert (loader.list(), sorted(loader.broken)) == (["good"], ["lost", "r610600"])


def test_what_settings_name_and_there_is_not_is_said():
    loader = SiteLoader.from_settings(Settings({"SPIDER_MODULES": ["nowhere.sites"]}))
    assert loader.list() == []
    assert loader.broken == {"sites": "nowhere.sites: ModuleNotFoundError: No module named 'nowhere'"}
