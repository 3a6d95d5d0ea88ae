"""The sites of the demo world, a module each: stories in, pages out."""
