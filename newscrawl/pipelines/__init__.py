"""The stages that an article passes, one a file, a verb each."""
