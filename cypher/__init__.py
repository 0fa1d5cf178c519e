"""Every query that knockon runs or offers, one .cypher file each, and the loader that checks them.

`cypher/library/` holds the queries offered to users, `cypher/store/` those that the stores run themselves.
"""

from cypher.loader import Folder, Query, load, names, read_file, read_text
from cypher.parameters import Parameter

__all__ = ["Folder", "Parameter", "Query", "load", "names", "read_file", "read_text"]
