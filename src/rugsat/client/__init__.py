"""A small client of the API, with nothing but Python: file returns, read receipts, lead applications, ask the register.

from rugsat.client import Client

office = Client("https://rugsat.example.org", token)
filed = office.file_return(Path("karakum.mining_monthly.2026-01.csv"))
"""

from rugsat.client.client import Client
from rugsat.client.connection import NotAnsweredError, ProblemError

__all__ = ["Client", "NotAnsweredError", "ProblemError"]
