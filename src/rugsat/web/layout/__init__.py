"""The layout that console, portal and register share: head, menu, languages, styles, the clock, what is refused."""
