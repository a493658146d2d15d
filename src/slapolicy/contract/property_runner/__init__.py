"""Tests what a policy says of every case.

A claim that rests on what stands at one moment is decided exactly (`tree`), cut at the
values that the policy tells apart (`space`); for times, pauses and events cases are
searched (`search`), of what may happen (`alphabet`), at instants at which hours turn
(`instants`). What refutes is made small (`shrinker`) and told in words (`told`).
"""
