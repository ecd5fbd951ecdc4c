"""Kinds of drawing: each draws one case into one half of the picture."""
