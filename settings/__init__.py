"""Values only, one module per environment; SCRAPY_PROJECT picks one (development when it is not set)."""
