"""The web: console, portal, register and API."""
