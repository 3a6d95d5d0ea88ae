"""Sites and how they are crawled: what is kept of them, by whom and when they are crawled, how it went, who was told."""
