"""The picture of the timeline on paper: the canvas as vectors, with title, key and caption, on one page or several."""
