"""The spiders of the demo world, as a developer would write them for real sites."""
