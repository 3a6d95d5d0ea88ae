"""What operators ask: how a run went."""
