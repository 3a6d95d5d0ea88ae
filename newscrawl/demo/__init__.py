"""A small world of news sites served on loopback, with everything that goes wrong on real ones."""
