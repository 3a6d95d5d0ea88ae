"""MongoDB: the only room that knows documents, indexes and collections, and the only importer of pymongo."""
