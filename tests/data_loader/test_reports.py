"""Reports of members: each is a draft or submitted, whole, once, and nobody's but its author's until it is accepted."""

from __future__ import annotations

import json
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from data_loader import reports, schema, store
from data_loader.__main__ import commands
from data_loader.refusal import Refused
from data_loader.reports import Evidence, Place
from tests.data_loader import killed
from tests.data_loader.conftest import query

PERIOD = "2026-07-01/2026-08-31"
FIRST, SECOND, THIRD = (Place("L-SAO", f"SAO000{n}") for n in (1, 2, 3))
WHOLE = {"status": "substantial", "as_of": "2026-08-01", "summary": "Twenty councils now sit in public."}
KILLS = 100


def save(url: str, place: Place = FIRST, author: str = "rita", revision: int = 0, **texts: str) -> Any:
    with store.writing(url) as connection:
        return reports.save_draft(connection, place, texts, author, revision)


def submit(url: str, member: str = "L-SAO", author: str = "rita") -> list[Any]:
    with store.writing(url) as connection:
        return reports.submit(connection, member, author, PERIOD)


def attach(url: str, report: str, content: bytes = b"a,b\n1,2\n", author: str = "rita") -> Any:
    with store.writing(url) as connection:
        return reports.add_evidence(connection, report, Evidence("a.csv", "text/csv", content), author)


def refusal(act: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(*given, **more)
    return refused.value.sentence


def states(url: str) -> list[tuple[Any, ...]]:
    return query(url, "SELECT commitment_id, state FROM reports ORDER BY commitment_id")


def decided(url: str, report: str, state: str, comment: str = "") -> None:
    """What an editor decides."""
    with store.writing(url) as connection:
        values = {"state": state, "reviewed_at": reports.now(), "reviewed_by": "edith", "comment": comment}
        more = {"revision": schema.reports.c.revision + 1}
        connection.execute(schema.reports.update().where(schema.reports.c.id == report).values(values | more))


def command(url: str, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(commands(), ["report", *arguments, "--database", url])
    return result.exit_code, " ".join(result.output.split())


class TestADraft:
    def test_is_kept_as_far_as_it_is_written(self, loaded: str) -> None:
        row = save(loaded, summary="  Half a\nsentence ")
        assert (row.state, row.summary, row.status, row.revision) == ("draft", "Half a sentence", "", 1)

    def test_is_changed_in_what_is_given_alone(self, loaded: str) -> None:
        save(loaded, **WHOLE)
        row = save(loaded, revision=1, next_step="Train the clerks.")
        assert (row.summary, row.next_step, row.revision) == (WHOLE["summary"], "Train the clerks.", 2)

    def test_that_is_sent_twice_is_kept_once(self, loaded: str) -> None:
        save(loaded, **WHOLE)
        assert save(loaded, **WHOLE).revision == 1  # the answer to the first was lost on its way
        assert query(loaded, "SELECT count(*) FROM reports") == [(1,)]

    def test_that_was_changed_elsewhere_is_not_written_over(self, loaded: str) -> None:
        save(loaded, summary="On the telephone")
        save(loaded, revision=1, summary="At the desk")
        assert "changed elsewhere" in refusal(save, loaded, revision=1, summary="On the telephone again")
        assert query(loaded, "SELECT summary FROM reports") == [("At the desk",)]

    def test_is_one_an_author_and_place(self, loaded: str) -> None:
        for place in (FIRST, SECOND, Place("L-SAO", "SAO0001", "L-SAO-m01")):
            save(loaded, place)
        save(loaded, FIRST, author="rosa")
        with store.writing(loaded) as connection:
            again = dict(connection.execute(sa.select(schema.reports)).mappings().first() or {}) | {"id": "0" * 32}
            with pytest.raises(sa.exc.IntegrityError):
                connection.execute(schema.reports.insert().values(again))

    def test_with_a_text_that_is_too_long_is_not_cut(self, loaded: str) -> None:
        assert "at most 500 letters" in refusal(save, loaded, summary="x" * 501)

    def test_that_is_discarded_goes_with_its_files(self, loaded: str) -> None:
        row = save(loaded)
        attach(loaded, row.id)
        with store.writing(loaded) as connection:
            reports.discard(connection, row.id, "rita")
        assert query(loaded, "SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM evidence)") == [(0,)]


class TestWhatIsMissing:
    @pytest.mark.parametrize(
        ("texts", "words"),
        [
            ({"status": ""}, "how far"),
            ({"status": "nearly"}, "how far"),
            ({"as_of": ""}, "the day"),
            ({"as_of": "2999-01-01"}, "not come yet"),
            ({"summary": ""}, "one sentence"),
            ({"status": "limited"}, "why"),
            ({"status": "not_started"}, "why"),
            ({"evidence_url": "javascript:alert(1)"}, "https://"),
            ({"next_step_due": "soon", "next_step": "x"}, "year, month and day"),
            ({"next_step_due": "2027-03-31"}, "what the next step is"),
        ],
    )
    def test_is_said_in_a_sentence(self, loaded: str, texts: dict[str, str], words: str) -> None:
        row = save(loaded, **(WHOLE | texts))
        [sentence] = reports.missing(row)
        assert words in sentence

    def test_keeps_a_report_from_being_submitted_and_no_other(self, loaded: str) -> None:
        save(loaded, FIRST, **WHOLE)
        save(loaded, SECOND, summary="Half of it")
        assert len(submit(loaded)) == 1
        assert states(loaded) == [("SAO0001", "submitted"), ("SAO0002", "draft")]

    def test_is_why_nothing_is_submitted(self, loaded: str) -> None:
        save(loaded, summary="Half of it")
        assert "no report to submit" in refusal(submit, loaded)


class TestSubmitted:
    def test_a_report_has_its_period_and_its_moment(self, loaded: str) -> None:
        save(loaded, **WHOLE)
        [row] = submit(loaded)
        assert (row.period, row.submitted_at is not None, row.revision) == (PERIOD, True, 2)

    def test_it_is_no_longer_its_authors_to_change(self, loaded: str) -> None:
        row = save(loaded, **WHOLE)
        submit(loaded)
        assert "can no longer be changed" in refusal(save, loaded, revision=2, summary="Another")
        assert "can no longer be changed" in refusal(attach, loaded, row.id)
        with store.writing(loaded) as connection:
            assert "can no longer be changed" in refusal(reports.discard, connection, row.id, "rita")

    def test_it_can_be_withdrawn_until_it_is_reviewed(self, loaded: str) -> None:
        row = save(loaded, **WHOLE)
        submit(loaded)
        with store.writing(loaded) as connection:
            assert reports.withdraw(connection, row.id, "rita").state == "draft"
        submit(loaded)
        decided(loaded, row.id, "accepted")
        with store.writing(loaded) as connection:
            assert "was reviewed meanwhile" in refusal(reports.withdraw, connection, row.id, "rita")

    def test_what_was_sent_back_is_submitted_again_once_it_was_written_in(self, loaded: str) -> None:
        row = save(loaded, **WHOLE)
        submit(loaded)
        decided(loaded, row.id, "returned", "Please name the councils.")
        assert "no report to submit" in refusal(submit, loaded)
        save(loaded, revision=3, summary="The councils of Mooca and Penha sit in public.")
        assert len(submit(loaded)) == 1

    def test_an_accepted_report_makes_room_for_the_next(self, loaded: str) -> None:
        row = save(loaded, **WHOLE)
        submit(loaded)
        decided(loaded, row.id, "accepted")
        assert save(loaded, **WHOLE).id != row.id

    def test_nobody_submits_for_another(self, loaded: str) -> None:
        save(loaded, **WHOLE)
        save(loaded, Place("L-PAR", "PAR0001"), author="otto", **WHOLE)
        assert [row.author for row in submit(loaded)] == ["rita"]


class TestFiles:
    def test_are_five_a_report_at_most(self, loaded: str) -> None:
        row = save(loaded)
        for n in range(reports.MOST_FILES):
            attach(loaded, row.id, f"a,{n}\n".encode())
        assert "at most 5 files" in refusal(attach, loaded, row.id, b"a,9\n")

    def test_are_kept_once(self, loaded: str) -> None:
        row = save(loaded)
        assert [attach(loaded, row.id).revision for _ in range(2)] == [2, 2]

    def test_are_removed_by_the_author_alone(self, loaded: str) -> None:
        attach(loaded, save(loaded).id)
        [(file,)] = query(loaded, "SELECT id FROM evidence")
        with store.writing(loaded) as connection:
            assert "not yours" in refusal(reports.remove_evidence, connection, file, "otto")
            reports.remove_evidence(connection, file, "rita")
        assert query(loaded, "SELECT count(*) FROM evidence") == [(0,)]


class TestByCommand:
    BY = ("--by", "rita", "--member", "L-SAO")

    def test_a_report_is_saved_submitted_and_withdrawn_and_the_log_has_it(self, loaded: str) -> None:
        status, output = command(loaded, "save", "SAO0001", *self.BY, "--texts", json.dumps(WHOLE), "--json")
        report = json.loads(output)["report"]
        assert (status, len(report)) == (0, 32)
        assert command(loaded, "submit", *self.BY, "--period", PERIOD) == (0, "One report was submitted.")
        assert command(loaded, "withdraw", report, "--by", "rita")[0] == 0
        log = query(loaded, "SELECT who, action FROM audit WHERE action IN ('submit', 'withdraw') ORDER BY id")
        assert log == [("rita", "submit"), ("rita", "withdraw")]

    @pytest.mark.parametrize(
        ("commitment", "more"), [("PAR0001", ()), ("SAO9999", ()), ("SAO0001", ("--milestone", "L-PAR-m01"))]
    )
    def test_nothing_of_another_member_is_written(self, loaded: str, commitment: str, more: tuple[str, ...]) -> None:
        status, output = command(loaded, "save", commitment, *self.BY, *more)
        assert (status, "no such commitment or milestone" in output) == (1, True)

    @pytest.mark.parametrize("texts", ["[]", "{", '{"summary": 1}'])
    def test_what_is_no_text_is_refused(self, loaded: str, texts: str) -> None:
        assert command(loaded, "save", "SAO0001", *self.BY, "--texts", texts)[0] == 2

    def test_a_file_is_kept_and_one_that_is_too_large_is_not_read(self, loaded: str, tmp_path: Path) -> None:
        file, report = tmp_path / "a.csv", save(loaded).id
        file.write_bytes(b"a,b\n1,2\n")
        assert command(loaded, "attach", report, str(file), "--by", "rita") == (0, "The file a.csv was added.")
        with file.open("r+b") as stream:
            stream.truncate(100 * 2**20)
        status, output = command(loaded, "attach", report, str(file), "--by", "rita")
        assert (status, output) == (1, "a.csv is too large: a file may have 10 MB.")


@pytest.fixture(scope="module")
def loads() -> Iterator[killed.Loads]:
    with killed.loads() as started:
        yield started


def test_a_hundred_kills_on_sqlite_leave_every_report_a_draft_or_submitted(database: str, loads: killed.Loads) -> None:
    assert_whole_and_once(database, loads)


def test_a_hundred_kills_on_postgresql_leave_every_report_a_draft_or_submitted(
    postgresql_url: str, loads: killed.Loads
) -> None:
    assert_whole_and_once(postgresql_url, loads)


def assert_whole_and_once(url: str, loads: killed.Loads) -> None:
    for place in (FIRST, SECOND, THIRD):
        save(url, place, **WHOLE)
    before, dice = _content(url), random.Random(16)
    order = ["report", "submit", "--by", "rita", "--member", "L-SAO", "--period", PERIOD]
    outcomes, events = [], 60
    for n in range(KILLS):
        moment = {"events": dice.randint(1, events)} if n % 4 else {"seconds": dice.uniform(0.01, 0.3)}
        [answer] = loads.run(url, order, **moment)
        events = answer["events"] if answer["status"] == 0 else events  # those of a whole one
        after = _content(url)
        outcomes.append(after["states"] == {"submitted"})
        if not outcomes[-1]:
            assert after == before
            continue
        assert (after["texts"], after["log"], after["reports"]) == (before["texts"], 3, 3)
        assert answer["status"] in (0, -signal.SIGKILL)
        _take_back(url)
    assert {*outcomes} == {True, False}


def _content(url: str) -> dict[str, Any]:
    rows = query(url, "SELECT id, state, summary, status, as_of FROM reports ORDER BY id")
    [(log,)] = query(url, "SELECT count(*) FROM audit WHERE action = 'submit'")
    return {
        "reports": len(rows),
        "states": {row[1] for row in rows},
        "texts": [(row[0], *row[2:]) for row in rows],
        "log": log,
    }


def _take_back(url: str) -> None:
    with store.writing(url) as connection:
        connection.execute(schema.reports.update().values(state="draft", submitted_at=None))
        connection.execute(schema.audit.delete().where(schema.audit.c.action == "submit"))
