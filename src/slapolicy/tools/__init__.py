"""Doors: each an adapter between the library and its users."""
