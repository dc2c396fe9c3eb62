"""Events as JSON and back, to the last bit."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from exercise.engine.events import KINDS, Event
from exercise.journal.errors import JournalError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FORMAT = 1
"""The version of the journal's lines; the first line says it as `v`."""

UPCASTERS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""For a format, what makes an event of it, as plain data, one of the next format."""


def dump(event: Event) -> str:
    """Return an event as one line of ASCII JSON. Raises ValueError where a number isn't finite."""
    return json.dumps(_adapter().dump_python(event), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def load(data: dict[str, Any], version: int = FORMAT) -> Event:
    """Return the event that plain data of a format describes.

    Raises JournalError where the kind isn't known, the data doesn't fit it or the format is newer than this program.
    """
    if type(version) is not int or version < 1:
        raise JournalError("the first line does not say in which format the save was written")
    if version > FORMAT:
        raise JournalError(
            f"the save was written by a newer version (format {version}); this one reads up to {FORMAT}: update it"
        )
    for step in range(version, FORMAT):
        data = UPCASTERS[step](data)
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise JournalError(f"this version knows no event of the kind {kind!r}: update it")
    try:
        event: Event = _adapter().validate_python(data)
    except ValueError as error:
        raise JournalError(f"an event of the kind {data['kind']!r} does not hold what it should") from error
    return event


@cache
def _adapter() -> TypeAdapter[Any]:
    from pydantic import Field, TypeAdapter

    return TypeAdapter(Annotated[Event, Field(discriminator="kind")])
