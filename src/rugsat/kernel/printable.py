"""Text that a terminal shows and does not obey."""


def printable(text: str) -> str:
    """Write what cannot be printed as its escape, as in \\x1b; also bytes of a file name that are no text."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape", "backslashreplace").decode()
        for character in text
    )
