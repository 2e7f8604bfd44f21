"""Measurements as ratios in one run, against baselines in the fastest idiom: `make bench`."""
