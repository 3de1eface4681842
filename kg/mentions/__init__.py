"""What a text names: places, institutions, initiatives."""
