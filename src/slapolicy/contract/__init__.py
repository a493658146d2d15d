"""What is promised, what happened, and what follows."""
