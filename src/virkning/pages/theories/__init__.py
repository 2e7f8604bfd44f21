"""The theory of change: as a drawing and as a list, a way through it, its gaps; arrows drawn from either end."""
