"""The smallest deck that loads, as files to spoil."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from exercise.deckfiles import Finding, read_deck

FILES = {
    "deck.toml": """\
title = "A tiny deck"
summary = "The smallest deck that loads."
scenario = "There is a garden."
source = "leaflet"
""",
    "teams.toml": """\
[[teams]]
id = "ants"
name = "Ants"
summary = "They dig."
[[teams.objectives]]
id = "wetter"
says = "More water."
secret = true
indicator = "water"
sign = "raises"

[[teams]]
id = "bees"
name = "Bees"
summary = "They fly."
[[teams.objectives]]
id = "greener"
says = "More trees."
secret = true
when = [{ indicator = "trees", at_least = 60 }]
""",
    "world.toml": """\
[[indicators]]
id = "water"
name = "Water"
group = "garden"
about = "How wet it is."
start = 50
because = "It rained."
claims = ["growth"]
words = ["dry", "damp", "moist", "wet", "flooded"]

[[indicators]]
id = "trees"
name = "Trees"
group = "garden"
about = "How many there are."
start = 40
because = "Someone counted."
claims = ["growth"]
words = ["none", "few", "some", "many", "a wood"]

[[links]]
cause = "water"
effect = "trees"
sign = "raises"
strength = "moderate"
because = "Trees drink."
claims = ["growth"]
""",
    "injects.toml": """\
[[injects]]
id = "rain"
title = "Rain"
kind = "by-hand"
says = "It rains."
claims = ["growth"]
""",
    "cards/ants.toml": """\
[[cards]]
id = "dig-well"
title = "Dig a well"
action = "They dig."
effect = "Water comes up."
stance = "build"
difficulty = "easy"
claims = ["growth", "cost"]
full = [{ indicator = "water", sign = "raises", amount = "small" }]
opening = true
counters = [{ claim = "cost", says = "Who pays?" }]

[[cards]]
id = "dig-pond"
title = "Dig a pond"
action = "They dig more."
effect = "Water stays."
stance = "build"
difficulty = "even"
claims = ["growth", "cost"]
full = [{ indicator = "water", sign = "raises", amount = "medium" }]
opening = true
counters = [{ claim = "cost", says = "Who pays?" }]
""",
    "cards/bees.toml": """\
[[cards]]
id = "sow-seed"
title = "Sow seed"
action = "They sow."
effect = "Trees come up."
stance = "build"
difficulty = "easy"
claims = ["growth", "cost"]
full = [{ indicator = "trees", sign = "raises", amount = "small" }]
opening = true
counters = [{ claim = "cost", says = "Who pays?" }]

[[cards]]
id = "plant-oak"
title = "Plant an oak"
action = "They plant."
effect = "A tree stands."
stance = "build"
difficulty = "hard"
claims = ["growth", "cost"]
full = [{ indicator = "trees", sign = "raises", amount = "large" }]
opening = true
counters = [{ claim = "cost", says = "Who pays?" }]
""",
    "briefs/ants.md": "# Ants\n\nYou dig.\n",
    "briefs/bees.md": "# Bees\n\nYou fly.\n",
}

SOURCE = {
    "text.txt": "A garden should grow.\n\nIt costs money.\n",
    "source.toml": f"""\
title = "A leaflet"
authors = ["The Exercise project"]
outlet = "Nowhere"
date = "2026-01-01"
rights = "Free to copy."
text = "text.txt"

[[paragraphs]]
number = 1
kind = "body"
about = "growth"
sha256 = "{sha256(b"A garden should grow.").hexdigest()}"

[[paragraphs]]
number = 2
kind = "body"
about = "cost"
sha256 = "{sha256(b"It costs money.").hexdigest()}"
""",
    "claims.toml": """\
[thesis]
id = "garden"
paragraph = 1
says = "The garden should grow."
pillars = ["growth"]
objections = ["cost"]

[[claims]]
id = "growth"
paragraph = 1
says = "Growth is good."
kind = "norm"
side = "for"
holder = "the author"
scheme = "practical-reasoning"
base = 0.5
because = "For the example."
questions = [{ ask = "Is it?", burden = true }]

[[claims]]
id = "cost"
paragraph = 2
says = "Growth costs money."
kind = "objection"
side = "against"
holder = "the neighbour"
scheme = "negative-consequences"
base = 0.5
because = "For the example."
questions = [{ ask = "How much?", burden = false }]
""",
}


class Tiny:
    """The deck's folder and its source's; file names that start with `seeds/` are the source's."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "decks" / "tiny"
        self.seeds = root / "seeds"
        for name, text in FILES.items():
            self.write(name, text)
        for name, text in SOURCE.items():
            self.write(f"seeds/leaflet/{name}", text)

    def path(self, name: str) -> Path:
        return (self.root if name.startswith("seeds/") else self.folder) / name

    def write(self, name: str, content: str | bytes) -> None:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def change(self, name: str, old: str, new: str) -> None:
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def add(self, name: str, text: str) -> None:
        self.write(name, self.path(name).read_text(encoding="utf-8") + text)

    def findings(self) -> tuple[Finding, ...]:
        return read_deck(self.folder)[1]


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny(tmp_path)
