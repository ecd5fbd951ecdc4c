"""Applications, the acts upon them and the authorisations that follow, with all that belongs to them."""
