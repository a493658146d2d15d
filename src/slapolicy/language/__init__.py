"""Text to tree and back; knows nothing of clocks."""
