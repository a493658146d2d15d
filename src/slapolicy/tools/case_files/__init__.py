"""Files of many cases: JSON Lines, CSV and Parquet, read and written row by row.

None is ever held whole. JSON Lines and CSV need nothing but Python; Parquet needs
`pyarrow`, which is imported when such a file is read or written.
"""
