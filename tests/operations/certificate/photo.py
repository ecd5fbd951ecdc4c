"""What a phone makes of a printed page: smaller, tilted, in perspective, blurred, unevenly lit, noisy."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Shot:
    scale: float = 1.0
    degrees: float = 0.0
    perspective: float = 0.0
    blur: int = 0
    noise: float = 0.0
    shade: float = 0.0


def photographed(page: Picture, shot: Shot, *, seed: int = 1) -> Picture:
    """The page as the shot shows it; sampled by area, so that shrinking loses what a lens would lose."""
    taken = _warped(_boxed(page.astype(np.float32), max(1, round(1 / shot.scale / 2))), shot)
    for _ in range(shot.blur):
        taken = _boxed(taken, 3)
    across = np.linspace(1.0, 1.0 - shot.shade, taken.shape[1], dtype=np.float32)
    noisy = taken * across + np.random.default_rng(seed).normal(0, shot.noise, taken.shape)
    return np.ascontiguousarray(np.clip(noisy, 0, 255).astype(np.uint8))


def _boxed(picture: npt.NDArray[np.float32], width: int) -> npt.NDArray[np.float32]:
    if width < 2:
        return picture
    for axis in (0, 1):
        picture = sum(np.roll(picture, step - width // 2, axis) for step in range(width)) / width
    return picture


def _warped(picture: npt.NDArray[np.float32], shot: Shot) -> npt.NDArray[np.float32]:
    height, width = (round(side * shot.scale) for side in picture.shape)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = (x - width / 2) / shot.scale, (y - height / 2) / shot.scale
    depth = 1 + shot.perspective * y / picture.shape[0]
    turn = np.deg2rad(shot.degrees)
    across, down = (x * np.cos(turn) - y * np.sin(turn)) * depth, (x * np.sin(turn) + y * np.cos(turn)) * depth
    columns, rows = across + picture.shape[1] / 2, down + picture.shape[0] / 2
    inside = (columns >= 0) & (columns < picture.shape[1] - 1) & (rows >= 0) & (rows < picture.shape[0] - 1)
    column, row = np.where(inside, columns, 0).astype(int), np.where(inside, rows, 0).astype(int)
    right, low = np.where(inside, columns - column, 0), np.where(inside, rows - row, 0)
    above = picture[row, column] * (1 - right) + picture[row, column + 1] * right
    below = picture[row + 1, column] * (1 - right) + picture[row + 1, column + 1] * right
    return np.where(inside, above * (1 - low) + below * low, 200).astype(np.float32)
