"""A page as a tree, as a sequence of blocks, and as safe markup. Pure: no requests, no database."""
