"""How fast slapolicy is beside its peers, each answer checked before it is timed."""
