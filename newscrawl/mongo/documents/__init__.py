"""What a document is, what the database should be, and how it comes to be so."""
