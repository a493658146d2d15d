"""Support contracts as text: read them, run them, test them."""
