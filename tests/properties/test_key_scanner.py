"""The key scanner against tomllib, over documents whose writer knows on which line each key stands."""

from __future__ import annotations

import tomllib
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.deckfiles.keys import DEEPEST, TooDeepError, dotted, scan_keys

KEYS = st.sampled_from(
    ["a", "b", "cards", "x-1", "1", "true", "a.b", "two words", "#no", "[t]", "=", "it's", 'say "so"', "é", "", "\\"]
)
TEXTS = st.sampled_from(
    ["", "plain", "a = 1", "[cards]\na = 2\n", '"""', "'''", "'", '"', "# no", "\\", "]", "}", "a\n\nb", "é", ","]
)
SCALARS = st.one_of(st.integers(-9, 9), st.booleans(), st.just(0.5), TEXTS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(KEYS, st.one_of(VALUES, st.lists(st.dictionaries(KEYS, VALUES), max_size=3)), max_size=5)


class Writer:
    """Writes tables as TOML in one of the many ways there are, and notes the line of every key and member."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.text = ""
        self.lines: dict[tuple[str | int, ...], int] = {}

    def note(self, path: tuple[str | int, ...]) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def space(self) -> None:
        self.text += self.random.choice(["", "", " ", "\t"])

    def gap(self) -> None:
        self.text += self.random.choice(["", "", " ", "\n", " # x = [1] \n", "\n\n\t"])

    def key(self, key: str) -> None:
        plain = bool(key) and all(mark.isascii() and (mark.isalnum() or mark in "-_") for mark in key)
        styles = ["basic"] + ["bare"] * 3 * plain + ["literal"] * ("'" not in key)
        style = self.random.choice(styles)
        self.text += key if style == "bare" else f"'{key}'" if style == "literal" else self.basic(key)

    def basic(self, text: str) -> str:
        marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}
        return (
            '"'
            + "".join(f"\\u{ord(mark):04x}" if self.random.random() < 0.1 else marks.get(mark, mark) for mark in text)
            + '"'
        )

    def string(self, text: str) -> str:
        styles = [self.basic(text), '"""' + self.random.choice(["", "\n"]) + self.basic(text)[1:-1] + '"""']
        styles.append('"""\n' + text.replace("\\", "\\\\").replace('""', '"\\"') + ' \\\n  """')
        if "'" not in text:
            styles += ["'''\n" + text + "'''", f"'{text}'" if "\n" not in text else self.basic(text)]
        chosen = self.random.choice(styles)
        return chosen if tomllib.loads(f"x = {chosen}")["x"] == text else styles[0]

    def value(self, value: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(value, str):
            self.text += self.string(value)
        elif isinstance(value, list):
            self.text += "["
            for number, member in enumerate(value):
                self.gap()
                self.note((*path, number))
                self.value(member, (*path, number))
                self.gap()
                if number < len(value) - 1 or self.random.random() < 0.3:
                    self.text += ","
            self.gap()
            self.text += "]"
        elif isinstance(value, dict):
            self.text += "{"
            for number, (key, member) in enumerate(value.items()):
                self.text += ", " if number else " "
                self.pair([key], member, path)
            self.text += " }"
        else:
            self.text += str(value).lower()

    def pair(self, keys: list[str], value: Any, path: tuple[str | int, ...]) -> None:
        for number, key in enumerate(keys):
            path = (*path, key)
            self.text += "." * bool(number)
            self.note(path)
            self.key(key)
            self.space()
        self.text += "="
        self.space()
        self.value(value, path)

    def header(self, names: list[tuple[str, tuple[str | int, ...]]], marks: str) -> None:
        for _, path in names:
            self.note(path)
        self.text += "[" * len(marks)
        for number, (name, _) in enumerate(names):
            self.text += "." * bool(number)
            self.space()
            self.key(name)
            self.space()
        self.text += marks + self.random.choice(["", " # end"]) + "\n"

    def table(self, table: dict[str, Any], names: list[tuple[str, tuple[str | int, ...]]]) -> None:
        path = names[-1][1] if names else ()
        later: list[str] = []
        for key, value in table.items():
            tables = isinstance(value, list) and value and all(isinstance(member, dict) for member in value)
            if (isinstance(value, dict) or tables) and self.random.random() < 0.6:
                later.append(key)
            elif isinstance(value, dict) and len(value) == 1 and self.random.random() < 0.5:
                ((inner, member),) = value.items()
                self.pair([key, inner], member, path)
                self.text += "\n"
            else:
                self.pair([key], value, path)
                self.text += self.random.choice(["\n", " # a = 1\n", "\n\n"])
        for key in later:
            value = table[key]
            here = (*path, key)
            if isinstance(value, dict):
                self.header([*names, (key, here)], "]")
                self.table(value, [*names, (key, here)])
            else:
                for number, member in enumerate(value):
                    self.note(here)
                    self.header([*names, (key, (*here, number))], "]]")
                    self.table(member, [*names, (key, (*here, number))])


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_every_key_has_the_line_on_which_its_writer_put_it(document: dict[str, Any], random: Random) -> None:
    writer = Writer(random)
    writer.table(document, [])
    assert tomllib.loads(writer.text) == document
    found = scan_keys(writer.text)
    assert {path: found[path] for path in writer.lines} == writer.lines


def keys_of(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, member in inside for found in [(*path, key), *keys_of(member, (*path, key))]]


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_every_key_that_tomllib_yields_has_a_line_that_contains_it(document: dict[str, Any], random: Random) -> None:
    writer = Writer(random)
    writer.basic = lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'  # type: ignore[method-assign]
    writer.table(document, [])
    lines = writer.text.split("\n")
    found = scan_keys(writer.text)
    for path in keys_of(tomllib.loads(writer.text)):
        key = path[-1]
        if isinstance(key, str):
            escaped = key.replace("\\", "\\\\").replace('"', '\\"')
            line = lines[found[path] - 1]
            assert key in line or escaped in line
        else:
            assert 1 <= found[path] <= len(lines)


@given(st.text(alphabet="ab=.[]{}\",'#\n\\1 ", max_size=60))
def test_any_text_is_scanned_without_an_error_and_a_valid_one_in_full(text: str) -> None:
    found = scan_keys(text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    for path in keys_of(data):
        assert found[path] <= text.count("\n") + 1


def test_keys_of_one_text_have_the_lines_that_a_reader_counts() -> None:
    text = '''\
title = "x"            # 1
[[cards]]
id = "one"             # 3
says = """
[[cards]]
id = "no card"
"""
[[cards.full]]
indicator = "water"    # 9
[[cards]]
id = "two"             # 11
claims = [
  "first",             # 13
  # not this
  "second",            # 15
]
full = [{ a.b = 1 },
        { "c.d" = 2 }] # 18
'''
    lines = scan_keys(text)
    tomllib.loads(text)
    assert lines["title",] == 1
    assert lines["cards",] == lines["cards", 0] == 2
    assert lines["cards", 0, "id"] == 3
    assert lines["cards", 0, "says"] == 4
    assert lines["cards", 0, "full", 0] == 8
    assert lines["cards", 0, "full", 0, "indicator"] == 9
    assert lines["cards", 1] == 10
    assert lines["cards", 1, "id"] == 11
    assert lines["cards", 1, "claims", 1] == 15
    assert lines["cards", 1, "full", 0, "a", "b"] == 17
    assert lines["cards", 1, "full", 1, "c.d"] == 18
    assert lines.nearest(("cards", 1, "title")) == 10
    assert lines.nearest(("summary",)) is None


@pytest.mark.parametrize("text", ["x = " + "[" * 60_000, "a." * 200_000 + "a = 1", "[" + "a." * 200_000 + "a]"])
def test_what_goes_too_deep_is_refused_at_once(text: str) -> None:
    with pytest.raises(TooDeepError) as caught:
        scan_keys("\n\n" + text)
    assert caught.value.line == 3


def test_what_is_as_deep_as_it_may_be_is_read() -> None:
    deepest = ".".join("a" * DEEPEST) + " = 1\nb = " + "[" * (DEEPEST - 1) + "1" + "]" * (DEEPEST - 1)
    tomllib.loads(deepest)
    assert scan_keys(deepest)[("a",) * DEEPEST] == 1
    assert scan_keys(deepest)["b", *([0] * (DEEPEST - 1))] == 2


def test_a_path_is_shown_with_dots_brackets_and_quotes_where_they_are_needed() -> None:
    assert dotted(("cards", 3, "claims", 0)) == "cards[3].claims[0]"
    assert dotted(("a.b", "c", "\x1b[2J")) == r"'a.b'.c.'\x1b[2J'"
    assert dotted(()) == ""
