"""What could not be stored: articles on disk while MongoDB is away, and pages that gave none."""
