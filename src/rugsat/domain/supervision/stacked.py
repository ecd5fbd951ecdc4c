"""Several kinds of rows in one frame, so that a judge gets all that it weighs together."""

from collections.abc import Collection, Mapping

import narwhals as nw

from rugsat.evidence.frames.frame import Frame

Dtype = type[nw.Int64 | nw.Date | nw.String] | nw.Decimal


def stacked(kinds: Mapping[str, tuple[Frame, Collection[str]]], columns: Mapping[str, Dtype]) -> Frame:
    """The rows of all kinds, one below the other: `what` says the kind, and a column that a kind has not is empty.

    `kinds` gives for each name a frame and those of its columns that are taken; `columns` names all with their types.
    """
    frames = []
    for what, (frame, held) in kinds.items():
        taken = [
            (nw.col(name).cast(dtype) if name in held else nw.lit(None, dtype=dtype)).alias(name)
            for name, dtype in columns.items()
        ]
        frames.append(frame.select(nw.lit(what).alias("what"), *taken))
    return nw.concat(frames, how="vertical")
