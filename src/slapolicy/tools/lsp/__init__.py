"""A language server: the room `editing` behind the protocol that editors speak.

What an answer is, is decided there; here it is asked for in time, and put into the
protocol's words. The only host of pygls, an extra: `pip install slapolicy[lsp]`.
"""
