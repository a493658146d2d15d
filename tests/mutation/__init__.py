"""Mutation testing: one small change to the source at a time, which tests must see."""
