"""The tables of one file against their models: every mistake as a finding, in words for authors."""

from __future__ import annotations

import json
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError, create_model

from exercise.deck.models import Deck, Id, Ledger, Part, Source, Team
from exercise.deck.words import BASE_SCORES
from exercise.deckfiles.finding import DeckCode, nearest, quoted
from exercise.deckfiles.folder import Document
from exercise.deckfiles.keys import KeyPath


def _file_of(name: str, model: type[Part], *keys: str, **others: Any) -> type[Part]:
    """Return the model of a file that holds some keys of a part of a deck."""
    fields: dict[str, Any] = {key: (model.model_fields[key].annotation, model.model_fields[key]) for key in keys}
    return create_model(name, __base__=Part, **fields, **others)


DECK_FILE: Final = _file_of("DeckFile", Deck, "title", "summary", "scenario", "draw_rounds", source=(Id, ...))
TEAMS_FILE: Final = _file_of("TeamsFile", Deck, "teams")
WORLD_FILE: Final = _file_of("WorldFile", Deck, "indicators", "links")
INJECTS_FILE: Final = _file_of("InjectsFile", Deck, "injects", "endings")
CARDS_FILE: Final = _file_of("CardsFile", Team, "cards")
SOURCE_FILE: Final = _file_of("SourceFile", Source, *(key for key in Source.model_fields if key != "id"))
CLAIMS_FILE: Final[type[Part]] = Ledger

_WRONG_TYPES: Final = {
    "string_type": "text in quotes",
    "int_type": "a whole number without quotes",
    "float_type": "a number without quotes",
    "bool_type": "true or false without quotes",
    "tuple_type": "a list in brackets",
    "model_type": "a table",
}
_RANGES: Final = {
    "greater_than_equal": ("too small; the least", "ge"),
    "less_than_equal": ("too large; the most", "le"),
}
_ID_PATTERN: Final = "^[a-z0-9]"
_PATTERNS: Final = {
    r"^\d{4}-\d{2}-\d{2}$": "a date such as 2024-05-01",
    "^[0-9a-f]{64}$": "a SHA-256 hash: 64 digits and letters from a to f",
}


def check_tables(document: Document, model: type[Part]) -> bool:
    """Add all that is wrong with a file's tables by themselves; return whether nothing is."""
    errors = _errors(model, document.data)
    unknown = [error for error in errors if error["type"] == "extra_forbidden"]
    if unknown:
        # A table's rule over several of its keys is only looked at where its keys are right, so unknown ones go first.
        # What a misspelt key would have given isn't missed a second time.
        rest = json.loads(json.dumps(document.data))
        meant: set[KeyPath] = set()
        for error in unknown:
            *table, key = error["loc"]
            _remove(rest, error["loc"])
            near = nearest(key, _keys(document, model, error["loc"]))
            if near is not None:
                meant |= {tuple(table), (*table, near)}
        left = _errors(model, rest)
        errors = unknown + [e for e in left if e["loc"] not in meant or e["type"] not in ("missing", "value_error")]
    for error in errors:
        _add(document, model, error)
        if document.findings.over:
            break
    return _check_bases(document) and not errors


def _errors(model: type[Part], data: Any) -> list[Any]:
    try:
        model.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        return [found for found in error.errors(include_url=False) if not _hollow(found)]
    return []


def _hollow(error: Any) -> bool:
    """Return whether an error only follows from others: a list is too short as its bad members don't count."""
    if error["type"] == "value_error" and str(error["ctx"]["error"]).startswith("base must"):
        return True  # `_check_bases` says it better, and also where other keys are wrong.
    return bool(error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"])


def _remove(data: Any, path: KeyPath) -> None:
    for part in path[:-1]:
        data = data[part]
    del data[path[-1]]


def _check_bases(document: Document) -> bool:
    sound = True
    for path, base in document.values("claims.*.base"):
        if isinstance(base, (int, float)) and not isinstance(base, bool) and base not in BASE_SCORES:
            sound = False
            near = min(BASE_SCORES, key=lambda score: (abs(score - base), score))
            scale = ", ".join(map(str, BASE_SCORES))
            near_text = str(near) if base == base else ""
            document.add(
                DeckCode.UNKNOWN_VALUE,
                path,
                f"a base score is one of {scale}, not {quoted(base)}",
                given=near_text,
                options=[near_text] if near_text else [],
            )
    return sound


def _add(document: Document, model: type[Part], error: Any) -> None:
    path: KeyPath = error["loc"]
    if document.blames(path) and error["type"] != "value_error":
        return
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        document.add(
            DeckCode.UNKNOWN_KEY,
            path,
            f"{_name_of(model, path[:-1])} has no key {quoted(path[-1])}",
            given=str(path[-1]),
            options=_keys(document, model, path),
            listed=True,
        )
    elif kind == "missing" and path and isinstance(path[-1], int):
        document.add(DeckCode.BAD_LENGTH, path[:-1], f"there must be {path[-1] + 1} of these; {len(given)} are given")
    elif kind == "missing":
        message = f"{_name_of(model, path[:-1])} needs the key {quoted(path[-1])}; add it"
        document.add(DeckCode.MISSING_KEY, path, message)
    elif kind == "literal_error":
        options = [option for option in get_args(_annotation(model, path, literal=True)) if isinstance(option, str)]
        document.add(
            DeckCode.UNKNOWN_VALUE,
            path,
            f"{quoted(given)} isn't one of the values that this may have",
            given=given if isinstance(given, str) else "",
            options=options,
            listed=True,
        )
    elif kind == "string_pattern_mismatch" and context["pattern"].startswith(_ID_PATTERN) and len(given) != 64:
        document.add(DeckCode.BAD_ID, path, f"{quoted(given)} can't be an id; use lower-case words joined by hyphens")
    elif kind == "string_pattern_mismatch":
        what = _PATTERNS.get(context["pattern"], "written in another way")
        document.add(DeckCode.BAD_VALUE, path, f"{quoted(given)} must be {what}")
    elif kind == "string_too_long":
        size = f"this has {len(given)} characters, and {context['max_length']} is the most"
        document.add(DeckCode.BAD_LENGTH, path, f"{size}; make it shorter")
    elif kind == "too_long":
        size = f"this holds {len(given)}, and {context['max_length']} is the most"
        document.add(DeckCode.BAD_LENGTH, path, f"{size}; leave some out")
    elif kind == "string_too_short":
        document.add(DeckCode.BAD_LENGTH, path, "this is empty; write something")
    elif kind == "too_short":
        size = f"this holds {len(given)}, and {context['min_length']} is the fewest"
        document.add(DeckCode.BAD_LENGTH, path, f"{size}; add more")
    elif kind in _RANGES:
        words, key = _RANGES[kind]
        document.add(DeckCode.OUT_OF_RANGE, path, f"{quoted(given)} is {words} is {context[key]}")
    elif kind == "tuple_type" and isinstance(given, dict):
        document.add(DeckCode.WRONG_TYPE, path, f"this must be a list of tables; write [[{path[-1]}]] over each")
    elif kind in _WRONG_TYPES:
        document.add(DeckCode.WRONG_TYPE, path, f"this must be {_WRONG_TYPES[kind]}")
    else:
        said = str(context["error"]) if "error" in context else str(error["msg"])
        document.add(DeckCode.BAD_VALUE, path, said[:1].lower() + said[1:])


def _keys(document: Document, model: type[Part], path: KeyPath) -> list[str]:
    """Return the keys that the table around a key may have in this file."""
    table = _annotation(model, path[:-1])
    elsewhere = ("brief", "cards") if table is Team else ()
    return [] if table is None else [key for key in table.model_fields if key not in elsewhere]


def _name_of(model: type[Part], path: KeyPath) -> str:
    table = _annotation(model, path)
    if table is None or table is model:
        return "this file"
    words = "".join(" " + mark.lower() if mark.isupper() else mark for mark in table.__name__).strip()
    return ("an " if words[0] in "aeiou" else "a ") + words


def _annotation(model: Any, path: KeyPath, *, literal: bool = False) -> Any:
    """Return the model of the table at a path (or the Literal of the value there); None where there is neither."""
    kind: Any = model
    for part in path:
        for arm in _arms(kind):
            if isinstance(part, int) and get_origin(arm) is tuple:
                members = get_args(arm)
                kind = members[0] if Ellipsis in members or part >= len(members) else members[part]
                break
            if isinstance(part, str) and _is_model(arm) and part in arm.model_fields:
                kind = arm.model_fields[part].annotation
                break
        else:
            return None
    for arm in _arms(kind):
        if (get_origin(arm) is Literal) if literal else _is_model(arm):
            return arm
    return None


def _arms(kind: Any) -> list[Any]:
    """Return the types that a type may be: the arms of a union, and nothing but the type inside Annotated."""
    if get_origin(kind) is Annotated:
        return _arms(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [arm for member in get_args(kind) if member is not NoneType for arm in _arms(member)]
    return [kind]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
