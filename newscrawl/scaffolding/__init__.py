"""How a site is added and kept right: pages that were saved, what is read of them, and what was expected."""
