"""From a policy's text to its tree; what its names refer to is not asked here.

Others call:

- `parser.parse(source) -> Parsed(tree, findings, comments)`: never raises, whatever
  the text; what could be read is in the tree, what could not is in the findings;
- `reader.read(data, name) -> Read(source, findings)`: bytes or text to a `Source`;
- `syntax`: the classes of the tree, one for each construct.
"""
