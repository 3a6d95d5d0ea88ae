"""What sites share: one file per access pattern, one per shared system."""
