"""A second evaluator, plain and slow, that shares no code with slapolicy."""
