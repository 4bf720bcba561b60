"""The review of reports: accepted and published, sent back, corrected; each whole, once, and by one editor."""

from __future__ import annotations

import csv
import json
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from data_loader import reports, reviews, schema, store
from data_loader.__main__ import commands
from data_loader.load import REFERENCE
from data_loader.refusal import Refused
from data_loader.reports import Place
from tests.data_loader import killed
from tests.data_loader.conftest import query, version

KILLS = {"sqlite": 100, "postgresql": 100}
"""Spread over the life of an acceptance; loads of files are killed elsewhere, in the same transaction."""
PERIOD = "2027-01-01/2027-06-30"
OF_MEMBER = "GHA"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plans and commitments of one member, with all that they refer to."""
    path = tmp_path_factory.mktemp("small")
    for name in ("priorities", "policy_areas", "themes", "members"):
        shutil.copy(REFERENCE / f"{name}.csv", path)
    for name in ("action_plans", "commitments"):
        with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        place = header.index("member_id")
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([header, *(row for row in rows if row[place] == OF_MEMBER)])
    return path


@pytest.fixture(scope="module")
def loaded_small(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("once") / "monitor.sqlite"
    assert call(f"sqlite:///{file}", "load", str(folder))[0] == 0
    return file


@pytest.fixture
def url(loaded_small: Path, tmp_path: Path) -> str:
    shutil.copy(loaded_small, tmp_path / "monitor.sqlite")
    return f"sqlite:///{tmp_path / 'monitor.sqlite'}"


def call(url: str, *arguments: str) -> tuple[int, str]:
    """The status of a command, and what it says."""
    result = CliRunner().invoke(commands(), [*arguments, "--database", url])
    return result.exit_code, " ".join(result.output.split())


def commitments(url: str) -> list[str]:
    return [row[0] for row in query(url, "SELECT id FROM commitments ORDER BY id")]


def submitted(url: str, n: int = 1, author: str = "rita", **texts: str) -> list[str]:
    """New reports that were handed in, each as ID:REVISION."""
    written = {"status": "complete", "as_of": "2020-01-15", "summary": "The portal is open."} | texts
    with store.writing(url) as connection:
        for id_ in commitments_of(connection)[:n]:
            reports.save_draft(connection, Place(OF_MEMBER, id_), written, author)
        return [f"{one.id}:{one.revision}" for one in reports.submit(connection, OF_MEMBER, author, PERIOD)]


def commitments_of(connection: Any) -> list[str]:
    return [*store.Current(connection).table("commitments").frame["id"]]


def published(url: str) -> list[dict[str, Any]]:
    """The rows of the current version."""
    names = [field.name for field in schema.fields(schema.DATA_TABLES["progress_reports"])]
    batch = f"SELECT batch FROM version_tables WHERE table_name = 'progress_reports' AND version = {version(url)}"
    rows = query(url, f"SELECT {', '.join(names)} FROM progress_reports WHERE batch IN ({batch}) ORDER BY id")
    return [dict(zip(names, row, strict=True)) for row in rows]


def states(url: str) -> list[str]:
    return [row[0] for row in query(url, "SELECT state FROM reports ORDER BY id")]


class TestAccepting:
    def test_publishes_a_version_with_the_words_of_the_reporter_and_who_said_so(self, url: str) -> None:
        [one] = submitted(url, reason="", next_step="Train the staff", next_step_due="2027-09-30")
        status, words = call(url, "review", "accept", one, "--by", "edith")
        assert status == 0, words
        [row] = published(url)
        assert (row["status"], row["summary"], row["next_step"]) == (
            "complete",
            "The portal is open.",
            "Train the staff",
        )
        assert (row["reported_by"], bool(row["accepted"]), row["period"]) == ("rita", True, PERIOD)
        [(note, by)] = query(url, "SELECT note, published_by FROM versions WHERE number = 2")
        assert "(rita): The portal is open." in note
        assert by == "edith"

    def test_of_many_is_one_version_and_one_row_of_the_log(self, url: str) -> None:
        some = submitted(url, 3)
        assert call(url, "review", "accept", *some, "--by", "edith")[0] == 0
        assert (version(url), len(published(url)), states(url)) == (2, 3, ["accepted"] * 3)
        logged = query(url, "SELECT who, action, version, files FROM audit WHERE action = 'accept'")
        assert [row[:3] for row in logged] == [("edith", "accept", 2)]
        assert logged[0][3].startswith("progress_reports.csv ")

    def test_adds_to_what_was_accepted_before(self, url: str) -> None:
        call(url, "review", "accept", *submitted(url), "--by", "edith")
        call(url, "review", "accept", *submitted(url), "--by", "edith")
        assert (version(url), len(published(url))) == (3, 2)

    def test_is_refused_with_a_sentence_to_the_second_of_two_editors(self, url: str) -> None:
        [one] = submitted(url)
        assert call(url, "review", "accept", one, "--by", "edith")[0] == 0
        status, words = call(url, "review", "accept", one, "--by", "emil")
        assert status == 1
        assert "was accepted by edith meanwhile" in words
        assert (version(url), len(published(url))) == (2, 1)

    def test_of_many_is_refused_whole_where_one_was_decided_on_meanwhile(self, url: str) -> None:
        first, second = submitted(url, 2)
        call(url, "review", "send-back", first, "Please say more.", "--by", "emil")
        status, words = call(url, "review", "accept", second, first, "--by", "edith")
        assert (status, version(url), published(url)) == (1, 1, [])
        assert "was sent back by emil meanwhile" in words

    def test_of_what_was_changed_since_it_was_seen_is_refused(self, url: str) -> None:
        [one] = submitted(url)
        with store.writing(url) as connection:
            reports.withdraw(connection, one.partition(":")[0], "rita")
        status, words = call(url, "review", "accept", one, "--by", "edith")
        assert status == 1
        assert "was withdrawn by its reporter" in words
        with store.writing(url) as connection:
            reports.submit(connection, OF_MEMBER, "rita", PERIOD)
        status, words = call(url, "review", "accept", one, "--by", "edith")
        assert (status, "was changed meanwhile" in words, published(url)) == (1, True, [])

    def test_goes_through_the_checks_of_any_load(self, url: str) -> None:
        [one] = submitted(url)
        with store.writing(url) as connection:
            connection.execute(schema.reports.update().values(commitment_id="GHA-9-999"))
        status, words = call(url, "review", "accept", one, "--by", "edith")
        assert (status, version(url), states(url)) == (1, 1, ["submitted"])
        assert words.startswith("Nothing was accepted:")
        assert "GHA-9-999" in words

    @pytest.mark.parametrize("text", ["=1+1", "'=1+1", "-2 %", "n/a; =x", "São Paulo: “já” 東京", "a,b;c\"d'"])
    def test_keeps_every_word_as_it_was_written(self, url: str, text: str) -> None:
        call(url, "review", "accept", *submitted(url, summary=text), "--by", "edith")
        assert [row["summary"] for row in published(url)] == [text]

    def test_names_the_files_that_show_it(self, url: str) -> None:
        with store.writing(url) as connection:
            place = Place(OF_MEMBER, commitments_of(connection)[0])
            draft = reports.save_draft(connection, place, {"status": "complete"}, "rita")
            file = reports.Evidence("photo.png", "image/png", b"x")
            reports.add_evidence(connection, draft.id, file, "rita")
            [evidence] = [one.id for one in reports.files(connection, [draft.id])]
        with store.writing(url) as connection:
            now = reports.find(connection, draft.id)
            written = {"as_of": "2020-01-15", "summary": "Open."}
            reports.save_draft(connection, place, written, "rita", now.revision)
            [one] = reports.submit(connection, OF_MEMBER, "rita", PERIOD)
        call(url, "review", "accept", f"{one.id}:{one.revision}", "--by", "edith")
        assert [row["evidence_file"] for row in published(url)] == [evidence]

    def test_can_be_undone_like_any_load(self, url: str) -> None:
        call(url, "review", "accept", *submitted(url), "--by", "edith")
        assert call(url, "restore", "1")[0] == 0
        assert published(url) == []

    def test_of_nothing_is_refused(self, url: str) -> None:
        with store.writing(url) as connection, pytest.raises(Refused, match="No report was chosen"):
            reviews.accept(connection, {}, "edith")


class TestSendingBack:
    def test_gives_the_report_to_its_reporter_with_the_sentence_and_publishes_nothing(self, url: str) -> None:
        [one] = submitted(url)
        assert call(url, "review", "send-back", one, "Which  portal?\n", "--by", "edith")[0] == 0
        assert query(url, "SELECT state, comment, reviewed_by FROM reports") == [("returned", "Which portal?", "edith")]
        assert version(url) == 1
        assert [row[0] for row in query(url, "SELECT action FROM audit ORDER BY id")] == ["load", "send back"]

    @pytest.mark.parametrize("comment", ["", "  ", "x" * 501])
    def test_takes_a_sentence_of_some_length(self, url: str, comment: str) -> None:
        [one] = submitted(url)
        assert call(url, "review", "send-back", one, comment, "--by", "edith")[0] == 1
        assert states(url) == ["submitted"]

    def test_lets_its_reporter_hand_it_in_again(self, url: str) -> None:
        [one] = submitted(url)
        call(url, "review", "send-back", one, "Which portal?", "--by", "edith")
        id_ = one.partition(":")[0]
        with store.writing(url) as connection:
            there = reports.find(connection, id_)
            place = Place(there.member_id, there.commitment_id)
            reports.save_draft(connection, place, {"summary": "The portal of data is open."}, "rita", there.revision)
            [again] = reports.submit(connection, OF_MEMBER, "rita", PERIOD)
        assert call(url, "review", "accept", f"{id_}:{again.revision}", "--by", "edith")[0] == 0
        assert [row["summary"] for row in published(url)] == ["The portal of data is open."]


class TestCorrecting:
    def test_changes_what_is_accepted_and_keeps_who_did_and_what_it_was(self, url: str) -> None:
        [one] = submitted(url)
        more = ["--status", "substantial", "--summary", "The portal is open.", "--by", "edith"]
        assert call(url, "review", "correct", one, *more)[0] == 0
        [(id_, revision, comment)] = query(url, "SELECT id, revision, comment FROM reports")
        assert "edith corrected" in comment
        assert "status: “complete” → “substantial”" in comment
        assert call(url, "review", "accept", f"{id_}:{revision}", "--by", "emil")[0] == 0
        assert [(row["status"], row["reported_by"]) for row in published(url)] == [
            ("substantial", "rita, corrected by edith")
        ]
        assert [row[0] for row in query(url, "SELECT who FROM audit WHERE action = 'correct'")] == ["edith"]

    @pytest.mark.parametrize(("status", "summary"), [("done", "x"), ("complete", ""), ("complete", "x" * 501)])
    def test_is_refused_where_a_reporter_would_be(self, url: str, status: str, summary: str) -> None:
        [one] = submitted(url)
        more = ["--status", status, "--summary", summary, "--by", "edith"]
        assert call(url, "review", "correct", one, *more)[0] == 1
        assert query(url, "SELECT status, revision FROM reports") == [("complete", 2)]

    def test_of_nothing_is_refused(self, url: str) -> None:
        [one] = submitted(url)
        more = ["--status", "complete", "--summary", "The portal is open.", "--by", "edith"]
        assert "nothing was corrected" in call(url, "review", "correct", one, *more)[1]


def test_what_waits_is_listed(url: str) -> None:
    [one] = submitted(url)
    assert one.partition(":")[0] in call(url, "review", "list")[1].replace(" ", "")


def test_a_program_is_answered_in_json(url: str) -> None:
    result = CliRunner().invoke(
        commands(), ["review", "accept", *submitted(url), "--by", "edith", "--report", "json", "--database", url]
    )
    answer = json.loads(result.stdout)
    assert (answer["accepted"], answer["version"], answer["values"]["n"]) == (True, 2, 1)


# Killed at any moment


@pytest.fixture(scope="module")
def loads() -> Iterator[killed.Loads]:
    with killed.loads() as started:
        yield started


def assert_kills_leave_each_report_whole_and_once(loads: killed.Loads, url: str) -> None:
    """Whatever the moment: the reports are all submitted, or all accepted and published; then all are, once."""
    (whole,) = loads.run(url, ["review", "accept", *submitted(url, 2), "--by", "edith"])
    assert whole["status"] == 0, whole
    chance, deaths, kills = random.Random(8), 0, KILLS[url.partition("+")[0].partition(":")[0]]
    for n in range(2, 2 + kills):
        some = submitted(url, 2)
        accept = ["review", "accept", *some, "--by", "edith"]
        (answer,) = loads.run(url, accept, events=chance.randint(1, whole["events"]))
        deaths += answer["status"] == -signal.SIGKILL
        left = {
            row[:2] for row in query(url, f"SELECT state, coalesce(version, 0) FROM reports WHERE id IN {_ids(some)}")
        }
        assert left in ({("submitted", 0)}, {("accepted", n + 1)})
        assert len(published(url)) == 2 * (n - 1 if left == {("submitted", 0)} else n)
        (again,) = loads.run(url, accept)
        assert again["status"] == int(left != {("submitted", 0)}), again
        assert (version(url), len({row["id"] for row in published(url)}), len(published(url))) == (n + 1, 2 * n, 2 * n)
        assert query(url, f"SELECT count(*) FROM audit WHERE version = {n + 1}") == [(1,)]
    assert deaths > kills // 2


def _ids(some: list[str]) -> str:
    return "(" + ", ".join(f"'{one.partition(':')[0]}'" for one in some) + ")"


def test_kills_on_sqlite_leave_each_report_submitted_or_accepted_whole_and_once(loads: killed.Loads, url: str) -> None:
    assert_kills_leave_each_report_whole_and_once(loads, url)


def test_kills_on_postgresql_leave_each_report_submitted_or_accepted_whole_and_once(
    loads: killed.Loads, folder: Path, postgresql_url: str
) -> None:
    assert call(postgresql_url, "load", str(folder))[0] == 0
    assert_kills_leave_each_report_whole_and_once(loads, postgresql_url)


def assert_of_two_editors_at_once_one_wins(loads: killed.Loads, url: str) -> None:
    some = submitted(url)
    answers = loads.run(url, *(["review", "accept", *some, "--by", name] for name in ("edith", "emil")))
    assert sorted(answer["status"] for answer in answers) == [0, 1], answers
    loser = next(answer["said"] for answer in answers if answer["status"])
    assert "meanwhile" in " ".join(loser.split())
    assert (version(url), len(published(url))) == (2, 1)


def test_of_two_editors_at_once_one_wins_on_sqlite(loads: killed.Loads, url: str) -> None:
    assert_of_two_editors_at_once_one_wins(loads, url)


def test_of_two_editors_at_once_one_wins_on_postgresql(loads: killed.Loads, folder: Path, postgresql_url: str) -> None:
    assert call(postgresql_url, "load", str(folder))[0] == 0
    assert_of_two_editors_at_once_one_wins(loads, postgresql_url)
