"""`python -m knockon` is `knockon`."""

from knockon.cli import main

main()
