"""Business time; knows nothing of policies."""
