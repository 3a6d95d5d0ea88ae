"""Downloader middlewares and what else decides how pages are fetched, one a file."""
