"""A table that an engine has not computed yet; checks are written on these alone."""

from typing import Any, TypeAlias

import narwhals as nw

Frame: TypeAlias = nw.LazyFrame[Any]
