from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from memorydisk import RecordingFiles, after_power_loss

from exercise.engine.events import PhaseOpened
from exercise.journal import Entry, Journal, JournalError, SaveLockedError, WriteFailedError, codec, copy_until, verify

Made = Callable[[str], Path]


def events(journal: Journal) -> list[object]:
    return [record.event for record in journal.records]


def flat(decisions: list[list[Entry]]) -> list[object]:
    return [entry[0] for decision in decisions for entry in decision]


def test_a_save_gives_back_what_was_put_in(made: Made, decisions: list[list[Entry]]) -> None:
    journal = Journal.open(made("save"))
    assert events(journal) == flat(decisions)
    assert [record.end for record in journal.records] == [True, True, False, False, True, False, True]
    assert [record.seq for record in journal.records] == list(range(7))
    assert journal.deck == b'{"deck":1}'
    assert not journal.problem
    journal.close()


def test_each_digest_covers_the_raw_bytes_before_it_and_the_digest_before(made: Made) -> None:
    previous = bytes(32)
    for line in (made("save") / "journal.jsonl").read_bytes().splitlines():
        body, _, tail = line.rpartition(b',"digest":"')
        previous = sha256(previous + body).digest()
        assert tail == previous.hex().encode() + b'"}'


def test_the_save_belongs_to_its_owner_alone(made: Made) -> None:
    folder = made("save")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "deck").stat().st_mode) == 0o700
    for name in ("session.toml", "journal.jsonl", "lock", "deck/deck.json"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_a_save_is_never_made_over_something_else(made: Made, tmp_path: Path, decisions: list[list[Entry]]) -> None:
    folder = made("save")
    before = (folder / "journal.jsonl").read_bytes()
    with pytest.raises(JournalError, match="choose another name"):
        Journal.create(folder, b"{}", decisions[0], title="x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(JournalError, match="choose another name"):
        Journal.create(tmp_path / "link", b"{}", decisions[0], title="x")
    assert (folder / "journal.jsonl").read_bytes() == before


def test_a_cut_at_every_byte_of_the_last_decision_keeps_the_ones_before(
    made: Made, decisions: list[list[Entry]]
) -> None:
    whole = (made("whole") / "journal.jsonl").read_bytes()
    kept = whole.index(b'{"seq":5')
    folder = made("cut")
    for length in range(kept, len(whole)):
        (folder / "journal.jsonl").write_bytes(whole[:length])
        (folder / "journal.torn").unlink(missing_ok=True)
        journal = Journal.open(folder)
        assert events(journal) == flat(decisions[:3])
        journal.append(decisions[3])
        journal.close()
        assert (folder / "journal.jsonl").read_bytes() == whole
        torn = folder / "journal.torn"
        assert (torn.read_bytes() if torn.exists() else b"") == whole[kept:length]


def test_opening_for_reading_changes_nothing(made: Made) -> None:
    folder = made("save")
    path = folder / "journal.jsonl"
    path.write_bytes(path.read_bytes() + b'{"seq":7,"half')
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    journal = Journal.open(folder, write=False)
    assert len(journal.records) == 7
    with pytest.raises(WriteFailedError):
        journal.append([])
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_any_byte_flipped_is_found_and_nothing_false_is_ever_read(made: Made, decisions: list[list[Entry]]) -> None:
    folder = made("save")
    path = folder / "journal.jsonl"
    whole = path.read_bytes()
    truth = flat(decisions)
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        path.write_bytes(flipped)
        found = verify(folder)
        assert found.problem or found.torn, f"byte {place} of {len(whole)}"
        try:
            seen = events(Journal.open(folder, write=False))
        except JournalError:
            seen = []
        assert seen == truth[: len(seen)]
        assert len(seen) < len(truth)


def test_damage_opens_for_reading_names_the_line_and_can_be_forked_before(
    made: Made, decisions: list[list[Entry]], tmp_path: Path
) -> None:
    folder = made("save")
    path = folder / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[5] = lines[5].replace(b"bees", b"ants")
    path.write_bytes(b"".join(lines))
    journal = Journal.open(folder)
    assert "line 6 of the journal was changed" in journal.problem
    assert events(journal) == flat(decisions[:3])
    with pytest.raises(WriteFailedError, match="line 6"):
        journal.append(decisions[3])
    fork = journal.save_elsewhere(tmp_path / "fork", title="Fork")
    fork.append(decisions[3])
    fork.close()
    journal.close()
    assert events(Journal.open(tmp_path / "fork", write=False)) == flat(decisions)
    assert path.read_bytes() == b"".join(lines)


def test_a_second_writer_is_told_who_holds_the_save(made: Made) -> None:
    folder = made("save")
    code = (
        "import sys; from pathlib import Path; from exercise.journal import Journal\n"
        "journal = Journal.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(SaveLockedError, match=rf"process {other.pid} on "):
            Journal.open(folder)
        Journal.open(folder, write=False)
        other.communicate("\n")
    Journal.open(folder).close()


def test_a_newer_format_and_an_unknown_event_are_refused_in_a_sentence(made: Made, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=r"newer version \(format 7\); this one reads up to 1"):
        codec.load({"kind": "phase-opened", "phase": "caucus", "turn": ""}, 7)
    with pytest.raises(JournalError, match="knows no event of the kind 'coin-tossed'"):
        codec.load({"kind": "coin-tossed"})
    with pytest.raises(JournalError, match="does not hold what it should"):
        codec.load({"kind": "phase-opened", "phase": "teatime", "turn": ""})


def test_an_older_format_is_made_newer_on_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "FORMAT", 3)
    monkeypatch.setitem(codec.UPCASTERS, 1, lambda data: {**data, "kind": data["kind"].replace("stage", "phase")})
    monkeypatch.setitem(codec.UPCASTERS, 2, lambda data: {"kind": data["kind"], "phase": data["stage"], "turn": ""})
    assert codec.load({"kind": "stage-opened", "stage": "caucus"}, 1) == PhaseOpened("caucus")


@pytest.mark.parametrize("what", ["append", "sync"])
def test_a_disk_that_fails_ends_writing_and_loses_nothing(
    what: str, tmp_path: Path, decisions: list[list[Entry]]
) -> None:
    disk = RecordingFiles()
    journal = Journal.create(tmp_path / "save", b"{}", decisions[0], title="x", files=disk)
    journal.append(decisions[1])
    good = (tmp_path / "save" / "journal.jsonl").read_bytes()
    disk.fail = {what}
    with pytest.raises(WriteFailedError, match="No space left on device"):
        journal.append(decisions[2])
    assert (tmp_path / "save" / "journal.jsonl").read_bytes() == good
    disk.fail = set()
    syncs = sum(step.what == "sync" for step in disk.steps)
    with pytest.raises(WriteFailedError):
        journal.append(decisions[3])
    assert sum(step.what == "sync" for step in disk.steps) == syncs
    elsewhere = journal.save_elsewhere(tmp_path / "elsewhere", title="x")
    elsewhere.append(decisions[3])
    elsewhere.close()
    journal.close()
    assert events(Journal.open(tmp_path / "elsewhere", write=False)) == flat(decisions)


def test_after_a_loss_of_power_at_any_step_every_synced_decision_is_there(
    tmp_path: Path, decisions: list[list[Entry]]
) -> None:
    disk = RecordingFiles()
    root = tmp_path / "disk"
    root.mkdir()
    journal = Journal.create(root / "save", b"{}", decisions[0], title="x", files=disk)
    safe_after = [len(disk.steps)]
    for decision in decisions[1:]:
        journal.append(decision)
        safe_after.append(len(disk.steps))
    journal.close()
    truth = flat(decisions)
    number = 0
    for cut in range(len(disk.steps) + 1):
        for kept in (0, 1, 100, 1 << 20):
            number += 1
            target = tmp_path / f"after{number}"
            after_power_loss(disk.steps[:cut], root, target, kept)
            promised = sum(cut >= steps for steps in safe_after)
            if not (target / "save").exists():
                assert promised == 0
                continue
            assert (target / "save" / "deck" / "deck.json").read_bytes() == b"{}"
            again = Journal.open(target / "save")
            seen = events(again)
            assert seen == truth[: len(seen)]
            assert len(seen) >= len(flat(decisions[:promised]))
            again.close()


def test_fifty_kills_lose_nothing_that_was_shown(tmp_path: Path, made: Made) -> None:
    folder = made("save")
    code = (
        "import sys, os; from pathlib import Path; from exercise.journal import Journal\n"
        "from exercise.engine.events import PhaseOpened\n"
        "journal = Journal.open(Path(sys.argv[1])); shown = len(journal.records)\n"
        "while True:\n"
        "    journal.append([(PhaseOpened('caucus', str(shown)), 'control', 'now')]); shown += 1\n"
        "    os.write(1, b'%d\\n' % shown)\n"
    )
    for run in range(50):
        before = len(Journal.open(folder, write=False).records)
        with subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(1 + run * 7 % 23):
                last = process.stdout.readline()
            process.kill()
            for line in process.stdout:
                last = line if line.endswith(b"\n") else last
        journal = Journal.open(folder, write=False)
        assert len(journal.records) >= int(last) > before
        assert not verify(folder).problem


def test_links_are_not_followed_out_of_a_save(made: Made, tmp_path: Path) -> None:
    folder = made("save")
    (tmp_path / "elsewhere").write_bytes((folder / "journal.jsonl").read_bytes())
    (folder / "journal.jsonl").unlink()
    (folder / "journal.jsonl").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(JournalError, match="can't be read"):
        Journal.open(folder)


def test_an_oversized_line_is_damage(made: Made) -> None:
    folder = made("save")
    with (folder / "journal.jsonl").open("ab") as file:
        file.write(b'{"seq":7,"x":"' + b"x" * (5 << 20) + b'"}\n')
    assert "longer than a line can be" in verify(folder).problem


def test_copying_up_to_a_decision_keeps_its_bytes(made: Made, tmp_path: Path) -> None:
    folder = made("save")
    whole = (folder / "journal.jsonl").read_bytes()
    copy_until(folder, 4, tmp_path / "copy", title="Copy").close()
    assert (tmp_path / "copy" / "journal.jsonl").read_bytes() == whole[: whole.index(b'{"seq":5')]
    with pytest.raises(JournalError, match="no decision of 'save' ends at event 3"):
        copy_until(folder, 3, tmp_path / "other", title="Copy")


def test_a_decision_is_one_write_and_one_sync(tmp_path: Path, decisions: list[list[Entry]]) -> None:
    disk = RecordingFiles()
    journal = Journal.create(tmp_path / "save", b"{}", decisions[0], title="x", files=disk)
    before = len(disk.steps)
    journal.append(decisions[2])
    journal.close()
    assert [step.what for step in disk.steps[before:]] == ["append", "sync"]
    assert disk.steps[before].data.count(b"\n") == 3


def test_titles_of_people_do_not_break_the_save(tmp_path: Path, decisions: list[list[Entry]]) -> None:
    title = '"""\n[bold]\x1b[31m\u2028 = ☃'
    Journal.create(tmp_path / "save", b"{}", decisions[0], title=title).close()
    from exercise.journal import peek

    assert peek(tmp_path / "save").title == '""" [bold] [31m  = ☃'


@pytest.mark.parametrize("title", ["\U0001f469\u200d\U0001f33e in class", "می\u200cخواهم", "Київ, 9\u202f¾"])
def test_a_title_keeps_what_joins_its_letters(title: str, tmp_path: Path, decisions: list[list[Entry]]) -> None:
    Journal.create(tmp_path / "save", b"{}", decisions[0], title=title).close()
    from exercise.journal import peek

    assert peek(tmp_path / "save").title == title.replace("\u202f", " ")


def test_a_lock_left_by_a_dead_process_does_not_hold(made: Made) -> None:
    folder = made("save")
    (folder / "lock").write_text(f"process {os.getpid() + 1} on elsewhere\n")
    journal = Journal.open(folder)
    assert journal.problem == ""
    journal.close()
