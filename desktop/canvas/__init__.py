"""The timeline canvas: marks, bands and density in lanes on one time axis."""
