"""Pure functions on strings: charsets, whitespace, dates, URLs, names of people and media."""
