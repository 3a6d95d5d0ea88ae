"""Where crawls are scheduled. What must be set here and is not stops the start and names itself."""

from settings.base import *  # noqa: F403 - an environment is the base with other values

MONGO_EMBEDDED = False  # a real MongoDB, named by NEWSCRAWL_MONGO_URI
CONTACT_REQUIRED = True  # NEWSCRAWL_CONTACT: whom the owner of a site writes to
