"""Reading a printed code off a picture: a scan, a screenshot, a photo."""

import io
import struct
import zlib

import numpy as np
import numpy.typing as npt

from rugsat.evidence.credentials.extra import MissingExtraError, needed
from rugsat.evidence.credentials.signer import CredentialError

Picture = npt.NDArray[np.uint8]
"""Grey values by row and column."""

_PNG = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
_MOST_PIXELS = 100_000_000


def is_picture(content: bytes) -> bool:
    """Tell whether bytes begin as a picture does: PNG, JPEG, WebP, TIFF, GIF or BMP."""
    heads = (_PNG, b"\xff\xd8\xff", b"RIFF", b"II*\0", b"MM\0*", b"GIF8", b"BM")
    return content.startswith(heads)


def code_on(content: bytes) -> str:
    """The text of the code on a picture; CredentialError where none is seen, or several are."""
    try:
        zxingcpp = needed("zxingcpp")
    except MissingExtraError:
        message = (
            "reading a picture needs zxing-cpp: install it with pip install zxing-cpp, or read the code with any "
            "scanner and give its text instead of the picture"
        )
        raise CredentialError(message) from None
    found = zxingcpp.read_barcodes(_grey(content), formats=zxingcpp.BarcodeFormat.QRCode)
    if len(found) != 1:
        message = f"{len(found)} codes are seen on the picture; take it again with one code, whole, sharp and level"
        raise CredentialError(message)
    return str(found[0].text)


def _grey(content: bytes) -> Picture:
    if content.startswith(_PNG):
        try:
            return grey_of_png(content)
        except (ValueError, KeyError, struct.error, zlib.error) as error:
            message = f"the picture cannot be read ({error}); save it again as PNG"
            raise CredentialError(message) from None
    try:
        pillow = needed("PIL.Image")
    except MissingExtraError:
        message = "pictures other than PNG need Pillow: install it with pip install pillow, or save the picture as PNG"
        raise CredentialError(message) from None
    try:
        with pillow.open(io.BytesIO(content)) as picture:
            return np.asarray(picture.convert("L"))
    except (OSError, ValueError, pillow.DecompressionBombError) as error:
        message = f"the picture cannot be read ({type(error).__name__}); save it again as PNG"
        raise CredentialError(message) from None


def grey_of_png(content: bytes) -> Picture:
    """The grey values of a PNG of 8 bits that is not interlaced, and has no palette; ValueError for any other."""
    chunks = dict[bytes, bytes]()
    place = len(_PNG)
    while place < len(content):
        size, kind = struct.unpack(">I4s", content[place : place + 8])
        chunks[kind] = chunks.get(kind, b"") + content[place + 8 : place + 8 + size]
        place += 12 + size
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if depth != 8 or colour not in _CHANNELS or interlaced or not 0 < width * height <= _MOST_PIXELS:
        message = "it is not a plain PNG of 8 bits"
        raise ValueError(message)
    channels = _CHANNELS[colour]
    expected = (width * channels + 1) * height
    raw = np.frombuffer(zlib.decompressobj().decompress(chunks[b"IDAT"], expected), np.uint8)
    if raw.size != expected:
        message = "it is cut off"
        raise ValueError(message)
    pixels = _unfiltered(raw.reshape(height, -1), channels).reshape(height, width, channels)
    return _flattened(pixels)


def _flattened(pixels: Picture) -> Picture:
    """Grey on white paper: colours by their mean, what is transparent is white."""
    colours = 3 if pixels.shape[2] >= 3 else 1
    grey = pixels[:, :, :colours].astype(np.float32).mean(axis=2)
    if pixels.shape[2] in {2, 4}:
        cover = pixels[:, :, -1].astype(np.float32) / 255
        grey = grey * cover + 255 * (1 - cover)
    return np.ascontiguousarray(grey.round().astype(np.uint8))


def _unfiltered(rows: Picture, channels: int) -> Picture:
    """Undo the filters of PNG (section 9 of the specification), row by row."""
    out = np.zeros((rows.shape[0], rows.shape[1] - 1), np.uint8)
    above = np.zeros(out.shape[1], np.uint8)
    for number, row in enumerate(rows):
        kind, line = int(row[0]), row[1:]
        if kind == 1:
            steps = line.reshape(-1, channels)
            above = np.cumsum(steps, axis=0, dtype=np.uint64).astype(np.uint8).reshape(-1)
        elif kind == 2:
            above = line + above
        elif kind in {3, 4}:
            above = _predicted(line, above, channels, paeth=kind == 4)
        elif kind == 0:
            above = line
        else:
            message = "it has a filter that PNG does not know"
            raise ValueError(message)
        out[number] = above
    return out


def _predicted(line: Picture, above: Picture, channels: int, *, paeth: bool) -> Picture:
    """A row whose bytes were told by those on their left, above and between; each needs the one before it."""
    up = bytes(channels) + above.tobytes()
    row = bytearray(bytes(channels) + line.tobytes())
    for place in range(channels, len(row)):
        left, over = row[place - channels], up[place]
        if not paeth:
            row[place] = (row[place] + (left + over) // 2) & 255
            continue
        corner = up[place - channels]
        from_left, from_over, from_corner = abs(over - corner), abs(left - corner), abs(left + over - 2 * corner)
        if from_left <= from_over and from_left <= from_corner:
            guess = left
        else:
            guess = over if from_over <= from_corner else corner
        row[place] = (row[place] + guess) & 255
    return np.frombuffer(bytes(row[channels:]), np.uint8)
