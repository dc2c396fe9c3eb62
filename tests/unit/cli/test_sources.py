"""Showing sources, and checking a copy of a text against what was drawn from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commandline import change, copy_of_deck, run, source_beside

from exercise import paths
from exercise.deckfiles import load_deck, load_source


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a copy of a source whose text is shipped."""
    return source_beside(copy_of_deck(tmp_path))


@pytest.fixture
def copy(source: Path, tmp_path: Path) -> Path:
    """Return a user's copy of its text."""
    name = load_source(source)[0].text
    file = tmp_path / "my copy.txt"
    file.write_bytes((source / name).read_bytes())
    return file


@pytest.mark.parametrize("name", paths.source_names())
def test_show_lists_every_claim_with_its_paragraph(name: str) -> None:
    shown = run("source", "show", name)
    assert (shown.code, shown.err) == (0, "")
    origin, ledger = load_source(name)
    assert origin.title in shown.out
    for claim in ledger.claims:
        assert f"¶{claim.paragraph} {claim.id} (" in shown.out
    assert f"{len(ledger.claims)} of {len(ledger.claims)} claims:" in shown.out


def test_claims_can_be_chosen_by_side_and_by_paragraph() -> None:
    name = load_deck("tutorial").source.id
    claims = load_source(name)[1].claims
    against = [claim for claim in claims if claim.side == "against"]
    shown = run("source", "show", name, "--side", "against")
    assert f"{len(against)} of {len(claims)} claims:" in shown.out
    assert "(for, " not in shown.out
    paragraph = against[0].paragraph
    here = [claim for claim in against if claim.paragraph == paragraph]
    shown = run("source", "show", name, "--side", "against", "--paragraph", str(paragraph))
    assert f"{len(here)} of {len(claims)} claims:" in shown.out


def test_a_paragraph_that_a_source_does_not_have_is_told_with_those_that_it_has() -> None:
    name = load_deck("tutorial").source.id
    last = len(load_source(name)[0].paragraphs)
    for number in ("0", "-1", str(last + 1), "9" * 100):
        done = run("source", "show", name, "--paragraph", number)
        assert done.code == 2
        assert done.complaint == f"{name} has no paragraph {number}; its paragraphs go from 1 to {last}"


def test_a_source_of_one_paragraph_says_so(source: Path) -> None:
    one = source / "source.toml"
    head, paragraph, *_ = one.read_text(encoding="utf-8").split("[[paragraphs]]")
    one.write_text(f"{head}[[paragraphs]]{paragraph}", encoding="utf-8")
    claims = source / "claims.toml"
    claims.write_text(re.sub(r"paragraph = \d+", "paragraph = 1", claims.read_text(encoding="utf-8")), encoding="utf-8")
    done = run("source", "show", source, "--paragraph", "2")
    assert done.complaint.endswith(" has no paragraph 2; its only paragraph is 1")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--paragraph", "1"), "No claims in ¶1."),
        (("--paragraph", "1", "--side", "against"), "No claims against the thesis in ¶1."),
        (("--paragraph", "1", "--side", "neutral"), "No claims neutral to the thesis in ¶1."),
    ],
)
def test_where_no_claim_fits_a_choice_a_sentence_says_so(more: tuple[str, ...], says: str) -> None:
    done = run("source", "show", load_deck("tutorial").source.id, *more)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == says


def test_a_whole_copy_is_found_whole(source: Path, copy: Path) -> None:
    done = run("source", "verify", source, "--article", copy)
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"[a-z-]+: (\d+) of \1 paragraphs found\n", done.out)


def test_a_paragraph_that_differs_and_one_that_is_missing_are_told(source: Path, copy: Path) -> None:
    lines = copy.read_text(encoding="utf-8").split("\n\n")
    lines[1] = "Something else stands here."
    del lines[3:5]
    copy.write_text("\n\n".join(lines), encoding="utf-8")
    done = run("source", "verify", source, "--article", copy)
    assert (done.code, done.err) == (1, "")
    *told, count = done.out.splitlines()
    assert re.fullmatch(r"¶2 \(.*\): differs from paragraph 2 of the copy", told[0])
    assert [line.endswith(": missing from the copy") for line in told[1:]] == [True, True]
    assert count.endswith(" 1 differs, 2 missing")


def test_several_paragraphs_that_differ_are_counted_as_several(source: Path, copy: Path) -> None:
    lines = copy.read_text(encoding="utf-8").split("\n\n")
    lines[1:3] = ["Something else stands here.", "And here."]
    copy.write_text("\n\n".join(lines), encoding="utf-8")
    assert run("source", "verify", source, "--article", copy).out.endswith(" found, 2 differ\n")


def test_a_copy_is_never_printed(source: Path, copy: Path) -> None:
    copy.write_text("\x1b[31mSecret words.\n", encoding="utf-8")
    assert "Secret words" not in run("source", "verify", source, "--article", copy).out


@pytest.mark.parametrize("words", [("source", "show"), ("source", "verify", "--article", "copy.txt")], ids=" ".join)
def test_a_source_that_is_not_there_is_told_with_those_that_are(words: tuple[str, ...]) -> None:
    Path("copy.txt").write_text("x", encoding="utf-8")
    names = " and ".join(map(repr, paths.source_names()))
    done = run(*words, "zzz")
    assert (done.code, done.complaint) == (2, f"there is no source called 'zzz'; there are {names}")
    done = run(*words, f"{paths.source_names()[0]}s")
    assert (done.code, done.complaint.endswith(f"did you mean {paths.source_names()[0]!r}?")) == (2, True)


@pytest.mark.parametrize(
    ("names", "says"), [((), "none is installed"), (("one",), "there is 'one'"), (("a", "b", "c"), "'a', 'b' and 'c'")]
)
def test_however_many_sources_there_are_the_sentence_fits(
    names: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exercise.paths.source_names", lambda: names)
    assert run("source", "show", "zzz").complaint.endswith(says)


def test_a_source_with_findings_is_told_in_one_line(source: Path, copy: Path) -> None:
    change(source / "claims.toml", r'kind = "[a-z-]+"', 'kind = "rumour"')
    change(source / "claims.toml", r'side = "[a-z-]+"', 'side = "both"')
    for words in (("source", "show", source), ("source", "verify", source, "--article", copy)):
        done = run(*words)
        assert done.code == 2
        assert "can't be read: seeds/" in done.complaint
        assert done.complaint.endswith("(and 1 more)")


def test_a_copy_that_cannot_be_read_is_told(source: Path, tmp_path: Path) -> None:
    (tmp_path / "word.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "huge.txt").write_bytes(b"x" * (8 << 20) + b"x")
    for name, says in (
        ("word.doc", "is not UTF-8 text; save it as plain text first"),
        ("huge.txt", "is larger than 8 MiB; give the text alone"),
        ("none.txt", "does not exist; see 'exercise source verify --help'"),
        (".", "is a directory; see 'exercise source verify --help'"),
    ):
        done = run("source", "verify", source, "--article", tmp_path / name)
        assert done.code == 2
        assert done.complaint.endswith(says)
