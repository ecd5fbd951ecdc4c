"""The public register: search, parties, authorisations, lists, verification, open data; no login, no person."""
