"""`python -m piiscan` is `piiscan`."""

from piiscan.cli import main

main()
