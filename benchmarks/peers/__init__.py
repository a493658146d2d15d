"""The peers, each in a file of its own, imported only when it is asked to run."""
