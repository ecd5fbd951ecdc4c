"""Reading JSON that anybody may have written."""

import json
from typing import Any


def read_json(content: str | bytes) -> Any:
    """Read a JSON document; ValueError for what is none, also for one that is nested without end."""
    try:
        return json.loads(content)
    except RecursionError:
        message = "nested too deeply"
        raise ValueError(message) from None
