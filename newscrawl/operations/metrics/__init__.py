"""What Prometheus asks for: how the schedule, the runs and this machine are."""
