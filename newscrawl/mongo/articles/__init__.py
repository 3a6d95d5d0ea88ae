"""The collection ``articles``: how a batch comes in, and what is asked of it."""
