"""Whole batches at once: what rows have in common is decided once, the rest in arrays.

Rows that open, go on and end in the plainest way are reckoned together, under policies
of which every case can; all others are left to be decided one by one. Needs `numpy`.
"""
