"""The list of commands, which is not made from their files, says what these say."""

import pytest

from newscrawl.cli.commands import COMMANDS, whole


@pytest.mark.parametrize("name", COMMANDS)
def test_line_is_the_commands_own(name):
    assert COMMANDS[name] == " ".join(whole(name).help.split("\n\n")[0].split())
