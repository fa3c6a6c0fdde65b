"""The shared library: finds it, asks it for the layout of its structs, and moves them between bytes and Python values."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import pathlib
import struct
import sys
from typing import Any, Callable, Iterable, Mapping, Optional, Union

from . import _words
from ._words import Word

ABI = 1  # the number of the interface that this module was written for
TIME_UNKNOWN = -(2**63)
DELAY_UNKNOWN = 2**64 - 1
PLACE_UNKNOWN = -1



def _decoder() -> Callable[[int, int, bytes], str]:
    """From an address, a size and what to do with bytes that are not UTF-8 to a string."""
    try:
        decode: Any = ctypes.pythonapi.PyUnicode_DecodeUTF8
    except AttributeError:  # not CPython
        return lambda address, size, errors: ctypes.string_at(address, size).decode("utf-8", errors.decode())
    decode.restype = ctypes.py_object
    decode.argtypes = [ctypes.c_void_p, ctypes.c_ssize_t, ctypes.c_char_p]
    return decode  # type: ignore[no-any-return]


def _candidates() -> Iterable[str]:
    """Where the library may be: where the caller says, beside this file (in a wheel), where the system has it."""
    chosen = os.environ.get("TELNYX_ERRORS_LIBRARY")
    if chosen:
        yield chosen
        return
    name = {"darwin": "libtelnyx-errors-c.dylib", "win32": "telnyx-errors-c.dll"}.get(sys.platform, "libtelnyx-errors-c.so")
    beside = pathlib.Path(__file__).parent / name
    if beside.exists():
        yield str(beside)
    found = ctypes.util.find_library("telnyx-errors-c")
    if found:
        yield found
    yield name


def _load() -> ctypes.CDLL:
    tried: list[str] = []
    for path in _candidates():
        try:
            library = ctypes.CDLL(path)
        except OSError as error:
            tried.append(f"{path}: {error}")
            continue
        library.telnyx_errors_abi.restype = ctypes.c_uint32
        abi = int(library.telnyx_errors_abi())
        if abi != ABI:
            raise ImportError(f"{path} has interface {abi} of telnyx-errors, and this module needs {ABI}")
        return library
    raise ImportError("the shared library of telnyx-errors was not found; set TELNYX_ERRORS_LIBRARY to its path (" + "; ".join(tried) + ")")


_loaded = _load()
_P = ctypes.c_void_p
_TEXT = [ctypes.c_char_p, ctypes.c_size_t]


def function(name: str, result: Any, *parameters: Any) -> Any:
    """A function of the library. Its result and its parameters must be named: ctypes would cut pointers to 32 bits."""
    found = getattr(_loaded, "telnyx_errors_" + name)
    found.restype = result
    found.argtypes = list(parameters)
    return found


class OutOfRange(IndexError):
    """There is no such element."""


_exceptions: list[type[Exception]] = [Exception, MemoryError, ValueError, RuntimeError, ValueError, OutOfRange]


def check(status: int) -> None:
    """Raises what a status says."""
    if status:
        kind = _exceptions[status] if status < len(_exceptions) else RuntimeError
        raise kind("telnyx-errors: " + _name(0, status).decode())


_name = function("name", ctypes.c_char_p, ctypes.c_int32, ctypes.c_int32)
_count = function("enumerator_count", ctypes.c_int32, ctypes.c_int32)
_enumeration_name = function("enumeration_name", ctypes.c_char_p, ctypes.c_int32)
_member_at = function("member_at", ctypes.c_int32, ctypes.c_size_t, _P)

version: str = function("version", ctypes.c_char_p)().decode()


def _read_words() -> list[tuple[Word, ...]]:
    """The members of each enumeration, by its number. That of 0, the status, is not needed."""
    result: list[tuple[Word, ...]] = [()]
    while name := _enumeration_name(len(result)).decode():
        number = len(result)
        names = [_name(number, value).decode() for value in range(_count(number))]
        cls = _words.ENUMERATIONS.get(name)
        result.append(_words.numbered(cls, names) if cls is not None else ())
    return result


WORDS = _read_words()


class _Member(ctypes.Structure):
    """The only struct that is written out here: the one that describes the others."""

    _fields_ = [
        ("struct_size", ctypes.c_uint32),
        ("offset", ctypes.c_uint32),
        ("size", ctypes.c_uint32),
        ("type", ctypes.c_int32),
        ("enumeration", ctypes.c_int32),
        ("reserved", ctypes.c_int32),
        ("struct_name", ctypes.c_char_p),
        ("member_name", ctypes.c_char_p),
    ]


# How a member becomes a value.
_WORD, _FLAG, _NUMBER, _UNKNOWN, _STRING, _NUMBERS = range(6)
_formats = {("i", 4): "i", ("i", 8): "q", ("u", 4): "I", ("u", 8): "Q", ("e", 4): "i", ("f", 4): "i", ("t", 8): "q", ("n", 8): "q", ("d", 8): "Q"}
_pointer = "Q" if ctypes.sizeof(_P) == 8 else "I"
_unknown = {"t": TIME_UNKNOWN, "n": PLACE_UNKNOWN, "d": DELAY_UNKNOWN}


class Struct:
    """A struct of the library: its size, and where each member is among the values of `struct`."""

    def __init__(self, name: str, size: int) -> None:
        self.name = name
        self.size = size
        self._format = "="
        self._places: dict[str, tuple[int, int, Any]] = {}
        self._next = 0
        self.decode: Callable[..., tuple[Any, ...]]

    def add(self, member: _Member) -> None:
        name, kind, size = member.member_name.decode(), chr(member.type), member.size
        how, about, count = _NUMBER, None, 1
        if kind == "e":
            how, about = _WORD, WORDS[member.enumeration]
        elif kind == "f":
            how = _FLAG
        elif kind in _unknown:
            how, about = _UNKNOWN, _unknown[kind]
        elif kind == "s":
            how, count = _STRING, 2
        elif size > 8:
            how, count, kind, size = _NUMBERS, size // 8, "i", 8
            about = count
        self._format += _pointer * count if kind in "sp" else _formats[kind, size] * count
        self._places[name] = (how, self._next, about)
        self._next += count

    def finish(self) -> None:
        self._format += "x" * (self.size - struct.calcsize(self._format))
        packer = struct.Struct(self._format)
        self.unpack_from, self._pack = packer.unpack_from, packer.pack
        self._buffer = ctypes.c_char * self.size
        self._empty = struct.pack("=I", self.size) + bytes(self.size - 4)

    def wanted(self, names: Iterable[str]) -> None:
        """Which members `decode` gives, in this order. It is compiled, as namedtuple does, because it runs for every payload."""
        names_of_words: dict[str, Any] = {"text": _decoder(), "unpack": self.unpack_from}
        parts: list[str] = []
        for name in names:
            how, place, about = self._places[name]
            if how == _WORD:
                names_of_words[f"words_{place}"] = about
                parts.append(f"words_{place}[raw[{place}]]")
            elif how == _STRING:
                parts.append(f'text(raw[{place}], raw[{place + 1}], b"replace") if raw[{place + 1}] else ""')
            elif how == _FLAG:
                parts.append(f"raw[{place}] != 0")
            elif how == _UNKNOWN:
                parts.append(f"None if raw[{place}] == {about} else raw[{place}]")
            elif how == _NUMBERS:
                parts.append(f"raw[{place}:{place + about}]")
            else:
                parts.append(f"raw[{place}]")
        source = "def decode(buffer, offset=0):\n raw = unpack(buffer, offset)\n return (" + ", ".join(parts) + ",)"
        exec(source, names_of_words)
        self.decode = names_of_words["decode"]

    def buffer(self) -> Any:
        """Room for a result."""
        return self._buffer.from_buffer_copy(self._empty)

    def buffers(self, count: int) -> Any:
        """Room for several results."""
        if count == 1:
            return self.buffer()
        return (ctypes.c_char * (self.size * count)).from_buffer_copy(self._empty + bytes(self.size * (count - 1)))

    def encode(self, start: Any, values: Mapping[str, Any]) -> tuple[Any, list[bytes]]:
        """A struct with these members, and the others as in `start`. The strings that it points to must outlive it."""
        raw = list(self.unpack_from(start))
        kept: list[bytes] = []
        for name, value in values.items():
            how, place, about = self._places[name]
            if how == _WORD:
                raw[place] = value.number if value is not None else -1
            elif how == _STRING:
                text = value.encode("utf-8", "surrogatepass")
                kept.append(text)
                raw[place] = ctypes.cast(ctypes.c_char_p(text), _P).value if text else 0
                raw[place + 1] = len(text)
            elif how == _UNKNOWN:
                raw[place] = value if value is not None else about
            elif how == _NUMBERS:
                raw[place : place + about] = list(value)
            else:
                raw[place] = int(value)
        try:
            return self._buffer.from_buffer_copy(self._pack(*raw)), kept
        except struct.error as error:
            raise ValueError(f"a number of {self.name} is out of range: {error}") from None


def _read_structs() -> dict[str, Struct]:
    result: dict[str, Struct] = {}
    member = _Member(struct_size=ctypes.sizeof(_Member))
    index = 0
    while _member_at(index, ctypes.byref(member)) == 0:
        if member.member_name:
            result[member.struct_name.decode()].add(member)
        else:
            name = member.struct_name.decode()
            result[name] = Struct(name, member.size)
        index += 1
    for each in result.values():
        each.finish()
    return result


STRUCTS = _read_structs()


def initialised(name: str, init: Optional[str] = None) -> Any:
    """A struct with the defaults of the library."""
    buffer = STRUCTS[name].buffer()
    check(function((init or name) + "_init", ctypes.c_int32, _P, ctypes.c_size_t)(buffer, STRUCTS[name].size))
    return buffer


Text = Union[str, bytes, bytearray, memoryview]


def as_bytes(text: Text) -> bytes:
    """The bytes of a text; of a string in UTF-8."""
    if isinstance(text, str):
        return text.encode("utf-8", "surrogatepass")
    return text if isinstance(text, bytes) else bytes(text)


def text_function(name: str, result: Any, *more: Any) -> Any:
    """A function whose first parameters are a text and its size."""
    return function(name, result, *_TEXT, *more)
