"""Settings of a scheduler that has less patience than one that is used: a test waits for it."""

from datetime import timedelta

from newscrawl.operations import children, watching
from settings.testing import *  # noqa: F403 - an environment is the base with other values

children.GRACE = 2.0
watching.AWAY, watching.LOOK = timedelta(seconds=3), 0.5
ALERTS_EVERY = 1.0
