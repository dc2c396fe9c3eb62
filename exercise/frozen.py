"""Frozen slotted dataclasses that are quick to make.

A session makes a handful of small frozen objects for every move, and what `dataclasses` generates for a frozen class
assigns each field by `object.__setattr__`, which looks the name up again. Here `__init__` lends the object for as long
as it takes the class of a twin that has the same slots and isn't frozen, where a field is assigned as in any other
object: half the time. All else is as `dataclass(frozen=True, slots=True)` makes it.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_lend = object.__dict__["__class__"].__set__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Return the class as a frozen slotted dataclass.

    It has no subclasses. Raises TypeError where a field has a default factory, or where the class has a parent.
    """
    if cls.__bases__ != (object,):
        raise TypeError(f"{cls.__name__}: a frozen class has no parent here")
    made: Any = dataclass(frozen=True, slots=True)(cls)
    twin = type(cls.__name__, (), {"__slots__": made.__slots__})
    names: dict[str, Any] = {"_lend": _lend, "_twin": twin, "_frozen": made}
    head, body = ["self"], []
    for part in fields(made):
        if part.default_factory is not MISSING:
            raise TypeError(f"{cls.__name__}.{part.name}: a default must be a value here, not a factory")
        names[f"default_{part.name}"] = part.default
        head.append(part.name if part.default is MISSING else f"{part.name}=default_{part.name}")
        body.append(f" self.{part.name} = {part.name}")
    if body:
        body = [" _lend(self, _twin)", *body, " self.__class__ = _frozen"]
    exec(f"def __init__({', '.join(head)}):\n" + "\n".join(body or [" pass"]), names)
    init = names["__init__"]
    init.__qualname__, init.__module__ = f"{made.__qualname__}.__init__", made.__module__
    init.__annotations__ = made.__init__.__annotations__
    made.__init__ = init
    return made  # type: ignore[no-any-return]
