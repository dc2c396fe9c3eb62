"""Frozen slotted dataclasses that are quick to make, and quick to be made.

A session makes a handful of small frozen objects for every move, and what `dataclasses` generates for a frozen class
assigns each field by `object.__setattr__`, which looks the name up again. Here `__init__` lends the object for as long
as it takes the class of a twin that has the same slots and isn't frozen, so that a field is assigned as in any other
object: half the time. A hundred such classes are made before the first screen, and `dataclasses` compiles each of their
methods; here `__init__` alone is compiled. All do what those of `dataclass(frozen=True, slots=True)` do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from functools import partial
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, Final, ParamSpec, TypeVar, dataclass_transform

P = ParamSpec("P")
T = TypeVar("T")

_lend = object.__dict__["__class__"].__set__
_place = object.__setattr__
_WHEN_ASKED: Final = "when asked"


def when_asked() -> Any:
    """Return a field that takes what `later` returns, and works it out when somebody first asks for it."""
    return field(metadata={_WHEN_ASKED: True})


def later(work: Callable[P, T], *arguments: P.args, **names: P.kwargs) -> T:
    """Return for a field of `when_asked` what a function will return for these arguments."""
    return partial(work, *arguments, **names)  # type: ignore[return-value]


@dataclass_transform(frozen_default=True, field_specifiers=(field, when_asked))
def frozen(cls: type[T]) -> type[T]:
    """Return the class as a frozen slotted dataclass.

    It has no subclasses. Raises TypeError where a field has a default factory, or where the class has a parent or a
    `__post_init__`.
    """
    if cls.__bases__ != (object,):
        raise TypeError(f"{cls.__name__}: a frozen class has no parent here")
    if "__post_init__" in cls.__dict__:
        raise TypeError(f"{cls.__name__}: nothing is done after a frozen class's fields are set")
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__dataclass_params__.frozen = made.__dataclass_params__.eq = True
    made.__dataclass_params__.init = made.__dataclass_params__.repr = True
    # A child that adds no slots: lending it takes no comparison of the two classes' slots.
    thawed = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    twin = type(cls.__name__, (made,), thawed)
    parts = fields(made)
    names: dict[str, Any] = {"_lend": _lend, "_twin": twin, "_frozen": made}
    optional = False
    for part in parts:
        if part.default_factory is not MISSING:
            raise TypeError(f"{cls.__name__}.{part.name}: a default must be a value here, not a factory")
        if optional and part.default is MISSING:
            raise TypeError(f"non-default argument {part.name!r} follows default argument")
        optional = part.default is not MISSING
        names[f"default_{part.name}"] = part.default
    head, body = _source(parts)
    exec("\n".join([f"def __init__({', '.join(['self', *head])}):", " _lend(self, _twin)", *body]), names)
    init = names["__init__"]
    init.__annotations__ = {**{part.name: part.type for part in parts}, "return": None}
    methods = {"__init__": init, **_methods(parts)}
    for name, method in methods.items():
        if not cls.__dict__.get(name):
            method.__qualname__, method.__module__ = f"{made.__qualname__}.{name}", made.__module__
            setattr(made, name, method)
    for part in parts:
        if _WHEN_ASKED in part.metadata:
            setattr(made, part.name, _asked(made.__dict__[part.name]))
    made.__setattr__, made.__delattr__ = _assign, _delete
    made.__getstate__, made.__setstate__ = _state, _restore
    return made  # type: ignore[no-any-return]


def maker(cls: Callable[P, T]) -> Callable[P, T]:
    """Return a function that makes what calling a frozen class makes, a third quicker.

    A function is called without going through the class. It is worth it where a session makes several for a move.
    """
    names = cls.__init__.__globals__
    names["_new"] = object.__new__
    head, body = _source(fields(cls))  # type: ignore[arg-type]
    exec("\n".join([f"def make({', '.join(head)}):", " self = _new(_twin)", *body, " return self"]), names)
    return names["make"]  # type: ignore[no-any-return]


def _source(parts: tuple[Any, ...]) -> tuple[list[str], list[str]]:
    """Return the parameters for these fields, and the lines that assign them and give the object back."""
    head = [part.name if part.default is MISSING else f"{part.name}=default_{part.name}" for part in parts]
    return head, [*[f" self.{part.name} = {part.name}" for part in parts], " self.__class__ = _frozen"]


def _methods(parts: tuple[Any, ...]) -> dict[str, Callable[..., Any]]:
    """Return what tells objects apart and shows them, by the fields that say so."""
    compared = tuple([part.name for part in parts if part.compare])
    told = tuple([part.name for part in parts if part.repr])
    if len(compared) > 1:
        key: Callable[[Any], Any] = attrgetter(*compared)
    else:

        def key(self: Any) -> tuple[Any, ...]:
            return tuple([getattr(self, name) for name in compared])

    def equal(self: Any, other: object) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(key(self))

    @recursive_repr()
    def shown(self: Any) -> str:
        values = ", ".join([f"{name}={getattr(self, name)!r}" for name in told])
        return f"{self.__class__.__qualname__}({values})"

    return {"__repr__": shown, "__eq__": equal, "__hash__": hashed}


def _asked(slot: Any) -> property:
    """Return a slot that calls what it holds when it is first read."""

    def read(self: object) -> object:
        value = slot.__get__(self)
        if value.__class__ is partial:
            value = value()
            slot.__set__(self, value)
        return value

    return property(read, slot.__set__)


def _assign(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, name) for name in self.__slots__]


def _restore(self: Any, state: list[object]) -> None:
    for name, value in zip(self.__slots__, state, strict=True):
        _place(self, name, value)
