"""From a policy's text to its tree; what its names refer to is not asked here.

Others call:

- `reader.read(data, name) -> Read(source, findings)`: bytes or text to a `Source`; what
  has a finding here (not UTF-8, too large) is not parsed;
- `parser.parse(source) -> Parsed(tree, findings, comments)`: never raises, whatever the
  text. Without a finding the tree is the whole text; with one it holds what could be
  read, and nothing should be made of it but completions and outlines;
- `parser.reserved_words()`: the words that no name may be;
- `syntax`: the classes of the tree, one for each construct;
- `walker.walk(node)`: every node below one, in order;
- `forms`: the form of every sentence, for hints and completions.

Inside, a text goes `reader → characters → parser → builder → structure`; one that fails
goes `parser → recovery → pieces → mending → diagnostics → slips`.
"""
