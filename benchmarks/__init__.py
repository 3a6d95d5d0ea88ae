"""Speed and quality, measured on saved pages. Each file is a command: python benchmarks/replay.py --help."""
