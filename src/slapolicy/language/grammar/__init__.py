"""The grammar in the hands of lark: this folder is its only host.

Texts that can be read are read by the tables alone (`automaton`). Lark makes those
tables, and says of every other text where it stops making sense.
"""
