"""Reads the Thrift compact protocol that Parquet writes its footer and page headers in, never past the bytes given."""

from typing import Any

_DEEPEST = 24
_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 0, 1, 2, 3, 7, 8, 9, 10, 11, 12
_INTEGERS = frozenset({4, 5, 6})

Struct = dict[int, Any]
"""The fields of a structure by their numbers: integers, bytes, lists or structures."""


class ThriftError(ValueError):
    """Bytes that are no Thrift structure, or not a whole one."""


class ThriftReader:
    """Reads structures one after the other from some bytes."""

    def __init__(self, data: bytes) -> None:
        self._data, self.position = data, 0

    def struct(self, depth: int = 0) -> Struct:
        """Read a structure."""
        if depth > _DEEPEST:
            message = "it is nested too deeply"
            raise ThriftError(message)
        found: Struct = {}
        field = 0
        while (head := self._byte()) != _STOP:
            delta, kind = head >> 4, head & 0x0F
            field = field + delta if delta else self._integer()
            found[field] = kind == _TRUE if kind in {_TRUE, _FALSE} else self._value(kind, depth)
        return found

    def _value(self, kind: int, depth: int) -> Any:
        if kind in _INTEGERS:
            return self._integer()
        if kind == _BINARY:
            return self._take(self._varint())
        if kind == _STRUCT:
            return self.struct(depth + 1)
        if kind in {_LIST, _SET}:
            return self._list(depth + 1)
        if kind in {_BYTE, _TRUE, _FALSE}:
            return self._byte()
        if kind == _DOUBLE:
            return self._take(8)
        message = f"type {kind} is not one that Parquet uses"
        raise ThriftError(message)

    def _list(self, depth: int) -> list[Any]:
        head = self._byte()
        kind, size = head & 0x0F, head >> 4
        size = self._varint() if size == 15 else size
        if depth > _DEEPEST or size > len(self._data) - self.position:
            message = "a list is longer than its bytes"
            raise ThriftError(message)
        return [self._value(kind, depth) for _ in range(size)]

    def _integer(self) -> int:
        raw = self._varint()
        return (raw >> 1) ^ -(raw & 1)

    def _varint(self) -> int:
        value = shift = 0
        while (byte := self._byte()) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
            if shift > 63:
                message = "a number is too long"
                raise ThriftError(message)
        return value | byte << shift

    def _byte(self) -> int:
        if self.position >= len(self._data):
            message = "it stops before its end"
            raise ThriftError(message)
        self.position += 1
        return self._data[self.position - 1]

    def _take(self, size: int) -> bytes:
        start, self.position = self.position, self.position + size
        if self.position > len(self._data):
            message = "it stops before its end"
            raise ThriftError(message)
        return self._data[start : self.position]
