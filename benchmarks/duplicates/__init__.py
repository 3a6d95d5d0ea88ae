"""Quality, cost and scale of telling copies: python -m benchmarks.duplicates."""
