"""What others are told of: the collection ``changes``, and who has read it how far."""
