"""One file per site, in a folder per region. A site declares; base_spiders do the work."""
