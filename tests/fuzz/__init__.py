"""Fuzzing: targets, their seeds, and a command that runs them long."""
