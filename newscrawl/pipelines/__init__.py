"""The stages that an article passes, one a file: each returns it, or drops it with a counted reason."""
