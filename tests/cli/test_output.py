"""What commands print: no word of a page reaches a terminal as more than a word."""

import json
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from newscrawl.cli.output import SafeConsole, print_fact, print_json, print_table
from newscrawl.text.printed import UNSAFE, safe

EVIL = "题\x1b[31m\x07\x9b2J\u202e目\x7f\r\ud800\u2028[bold]:smile:"
SPELLED = r"题\x1b[31m\x07\x9b2J\u202e目\x7f\r\ud800\u2028[bold]:smile:"


@pytest.fixture
def terminal(request):
    return SafeConsole(width=getattr(request, "param", 200), force_terminal=True, color_system=None)


def test_what_a_terminal_would_obey_is_spelled_out():
    assert safe(EVIL) == SPELLED
    assert safe("两行\n　文字 café 😀") == "两行\n　文字 café 😀"


def test_all_ways_to_print_are_safe(terminal, capsys):
    terminal.print(EVIL)
    print_fact("title", EVIL, to=terminal)
    print_table([{"title": EVIL}], ("title",), to=terminal)
    print_table([{"title": EVIL}], ("title",), cut=("title",), to=terminal)
    assert capsys.readouterr().out.count(SPELLED) == 4


def test_json_is_as_safe_and_loses_nothing(capsys):
    print_json({"title": EVIL})
    out = capsys.readouterr().out
    assert json.loads(out) == {"title": EVIL}
    assert not UNSAFE.search(out.replace("\n", ""))


def test_json_of_what_has_no_form_in_it(capsys):
    print_json({"at": datetime(2024, 5, 1, tzinfo=UTC), "signature": b"\x01\xff"})
    assert json.loads(capsys.readouterr().out) == {"at": "2024-05-01T00:00:00+00:00", "signature": "Af8="}


@pytest.mark.parametrize("terminal", [40, 80, 140], indirect=True)
def test_a_shortened_table_fits_its_terminal_and_leaves_the_rest_whole(terminal, capsys):
    rows = [{"field": "title", "value": "签署协议" * 50, "found by": "meta:description"}]
    print_table(rows, ("field", "value", "found by"), cut=("value",), to=terminal)
    _, line = capsys.readouterr().out.splitlines()
    assert cell_len(line) <= terminal.width
    assert line.startswith("title ")
    assert line.split()[1].endswith("…")
    assert line.split()[2] == "meta:description"
