"""Likeness of articles: fingerprints, and which of several is the original. Pure: no Scrapy, no MongoDB."""
