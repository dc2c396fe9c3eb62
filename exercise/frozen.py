"""Frozen slotted dataclasses that are quick to make.

A session makes a handful of small frozen objects for every move, and what `dataclasses` generates for a frozen class
assigns each field by `object.__setattr__`, which looks the name up again. Here `__init__` calls the fields' slots
themselves, for half the time; all else is as `dataclass(frozen=True, slots=True)` makes it.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Return the class as a frozen slotted dataclass. Raises TypeError where a field has a default factory."""
    made: Any = dataclass(frozen=True, slots=True)(cls)
    names: dict[str, Any] = {}
    head, body = ["self"], []
    for part in fields(made):
        if part.default_factory is not MISSING:
            raise TypeError(f"{cls.__name__}.{part.name}: a default must be a value here, not a factory")
        names[f"set_{part.name}"] = getattr(made, part.name).__set__
        names[f"default_{part.name}"] = part.default
        head.append(part.name if part.default is MISSING else f"{part.name}=default_{part.name}")
        body.append(f" set_{part.name}(self, {part.name})")
    exec(f"def __init__({', '.join(head)}):\n" + "\n".join(body or [" pass"]), names)
    init = names["__init__"]
    init.__qualname__, init.__module__ = f"{made.__qualname__}.__init__", made.__module__
    init.__annotations__ = made.__init__.__annotations__
    made.__init__ = init
    return made  # type: ignore[no-any-return]
