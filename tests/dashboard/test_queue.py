"""The queue and what is shared beside it: in a file and in Redis alike; begun at once, by one alone, and never lost."""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.backends import AwayError
from dashboard.data.shared_redis import InRedis
from dashboard.data.shared_storage import SqliteFile, Storage
from dashboard.data.storages import space_of, storage_of
from dashboard.editing import board as boards
from dashboard.editing.board import Board, Busy, Claim, new_token
from dashboard.editing.folder import JobFolder
from dashboard.editing.job import CHECK, LOAD, Job, parsed
from dashboard.editing.jobs import TIMED, jobs_of, start_work
from dashboard.editing.queue import Queue, Work
from dashboard.signin.access import Editor
from tests import redis_server
from tests.dashboard.conftest import make_client
from tests.dashboard.signing_in import SECRET_KEY, app_of

EDITOR = Editor("edith", "account")
PROMPT = 0.2
"""Seconds in which work begins after it was asked for."""


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    with redis_server.server() as url:
        yield url


@pytest.fixture(params=["file", "redis"])
def twice(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Storage]]:
    """What gives the same storage again, as another server has it."""
    opened: list[Storage] = []
    space = new_token()

    def again() -> Storage:
        url = request.getfixturevalue("redis_url") if request.param == "redis" else ""
        opened.append(storage_of(url, str(tmp_path), space))
        return opened[-1]

    yield again
    for one in opened:
        if isinstance(one, SqliteFile):
            one.close()
        if isinstance(one, InRedis):
            one.client.close()


@pytest.fixture
def storage(twice: Callable[[], Storage]) -> Storage:
    return twice()


class TestTheStorage:
    def test_gives_what_another_server_put_there(self, twice: Callable[[], Storage]) -> None:
        twice().put("jobs/a", b"\0\xff", 60)
        assert twice().get("jobs/a") == b"\0\xff"

    def test_adds_only_where_there_is_nothing(self, storage: Storage) -> None:
        assert [storage.add("a", b"1", 60), storage.add("a", b"2", 60), storage.get("a")] == [True, False, b"1"]

    def test_takes_the_place_only_of_what_is_still_there(self, storage: Storage) -> None:
        storage.put("a", b"1", 60)
        assert [storage.swap("a", old, b"2", 60) for old in (b"0", b"1", b"1")] == [False, True, False]
        assert storage.get("a") == b"2"
        assert not storage.swap("b", b"", b"2", 60)

    def test_is_changed_by_one_of_many_at_a_time(self, storage: Storage) -> None:
        def count() -> None:
            for _ in range(20):
                while not (old := storage.get("n")) or not storage.swap("n", old, str(int(old) + 1).encode(), 60):
                    pass

        storage.put("n", b"0", 60)
        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert storage.get("n") == b"80"

    def test_knows_names_by_how_they_begin(self, storage: Storage) -> None:
        for name in ("a/1", "a/2", "b/1"):
            storage.put(name, b"x", 60)
        assert sorted(storage.names("a/")) == ["a/1", "a/2"]
        storage.drop("a/")
        assert storage.names("") == ["b/1"]

    def test_forgets_by_itself(self, storage: Storage) -> None:
        storage.put("short", b"x", 0.02)
        storage.put("renewed", b"x", 0.5)
        storage.renew("renewed", 60)
        pause = threading.Event()
        while storage.get("short"):
            pause.wait(0.01)
        assert storage.names("") == ["renewed"]
        assert storage.add("short", b"y", 60)
        storage.sweep()
        assert storage.get("short") == b"y"

    def test_of_one_database_is_not_that_of_another(self) -> None:
        urls = ("sqlite:///a.sqlite", "sqlite:///b.sqlite", "postgresql+psycopg://x:secret@h/m")
        assert len({*map(space_of, urls)}) == 3
        assert space_of("postgresql+psycopg://other:word@h/m") == space_of(urls[2])


class TestTheFilesOfALoad:
    def test_come_as_they_went_also_large_ones(self, storage: Storage, tmp_path: Path) -> None:
        contents = [b"", b"x" * 3 * 2**20 + b"y", bytes(range(256)) * 5000]
        paths = []
        for number, content in enumerate(contents):
            path = tmp_path / f"given-{number}"
            path.write_bytes(content)
            paths.append(path)
        folder = JobFolder(storage, "t")
        files = [path.open("rb") for path in paths]
        folder.upload(files)
        for file in files:
            file.close()
        (tmp_path / "here").mkdir()
        copies = folder.copy_uploads(tmp_path / "here", ["a.csv", "a.csv", "c.csv"])
        assert [Path(copy).read_bytes() for copy in copies] == contents

    def test_are_whole_or_missed(self, storage: Storage, tmp_path: Path) -> None:
        folder = JobFolder(storage, "t")
        path = tmp_path / "given"
        path.write_bytes(b"x" * 2**21)
        with path.open("rb") as file:
            folder.upload([file])
        storage.delete("files/t/uploads/0#1")
        (tmp_path / "here").mkdir()
        with pytest.raises(LookupError):
            folder.copy_uploads(tmp_path / "here", ["a.csv"])

    def test_that_nobody_wrote_are_empty(self, storage: Storage) -> None:
        folder = JobFolder(storage, "t")
        assert (folder.report(), folder.marked_workbooks()) == ({}, [])


@pytest.fixture
def board(storage: Storage) -> Board:
    return Board(storage)


def begun(board: Board, doing: str = CHECK, **using: Any) -> Job:
    return board.start(Job(new_token(), EDITOR), doing, "10.0.0.1", using)


def claimed(board: Board, job: Job) -> tuple[Claim, Job]:
    """The right to work on it, which nobody else has."""
    claim = board.claim(job.token, job.turn)
    assert claim
    return claim


class TestALoad:
    def test_is_the_same_after_it_was_stored(self, board: Board) -> None:
        job = begun(board)
        assert board.find(job.token) == job == parsed(job.dumped())
        assert board.tokens() == [job.token]

    def test_is_begun_by_one_server(self, board: Board) -> None:
        job = begun(board)
        assert board.claim(job.token, job.turn)
        assert board.claim(job.token, job.turn) is None

    def test_that_waits_takes_nothing_else(self, board: Board) -> None:
        with pytest.raises(Busy):
            board.start(begun(board), LOAD, "10.0.0.1", {})

    def test_is_published_once_where_two_ask_at_the_same_moment(self, board: Board) -> None:
        job = begun(board)
        board.end(job)
        checked = board.find(job.token)
        assert checked
        board.start(checked, LOAD, "10.0.0.1", {})
        with pytest.raises(Busy):
            board.start(checked, LOAD, "10.0.0.1", {})

    def test_that_was_ended_or_begun_anew_is_not_done_for_an_old_word_in_the_queue(self, board: Board) -> None:
        job = begun(board)
        assert board.claim(job.token, job.turn + 1) is None
        board.end(job)
        assert board.claim(job.token, job.turn) is None
        assert board.claim("0" * 32, 1) is None

    def test_says_how_far_it_is(self, board: Board) -> None:
        job = begun(board)
        claimed(board, job)
        board.progress(job.token, "Writing", 3, 7)
        now = board.find(job.token)
        assert now
        assert (now.begun, now.step, now.done, now.total) == (True, "Writing", 3, 7)

    @pytest.mark.parametrize(
        ("doing", "using", "becomes"),
        [
            (CHECK, {}, "queued"),
            (LOAD, {}, "interrupted"),
            (CHECK, {"words": [["a.b", "x", "y"]]}, "interrupted"),
        ],
    )
    def test_whose_server_is_gone_is_checked_by_another_and_nothing_else(
        self, board: Board, doing: str, using: Any, becomes: str
    ) -> None:
        job = begun(board, doing, **using)
        claim, _ = claimed(board, job)
        assert board.looked_after(board.find(job.token) or job)[1] is False  # it lives
        claim.release()
        now, is_to_be_done = board.looked_after(board.find(job.token) or job)
        assert ("queued" if is_to_be_done else "interrupted" if now.interrupted else "") == becomes
        assert (board.claim(job.token, job.turn) is not None) == is_to_be_done

    def test_that_three_servers_did_not_survive_is_given_to_no_other(self, board: Board) -> None:
        job, lived_through = begun(board), []
        for _ in range(4):
            claim = board.claim(job.token, job.turn)
            lived_through.append(claim is not None)
            if claim:
                claim[0].release()
            board.looked_after(board.find(job.token) or job)
        assert lived_through == [True, True, True, False]
        assert (board.find(job.token) or job).interrupted

    def test_that_another_server_took_up_is_not_ended_by_the_first(self, board: Board) -> None:
        job = begun(board)
        claim, first = claimed(board, job)
        claim.release()
        board.looked_after(job)
        _, second = claimed(board, job)
        board.end(first)
        assert (board.find(job.token) or job).running
        board.end(second)
        assert not (board.find(job.token) or job).running

    def test_that_was_published_after_all_is_not_called_interrupted(self, board: Board) -> None:
        job = begun(board, LOAD)
        claim, first = claimed(board, job)
        claim.release()
        board.looked_after(job)
        board.end(first)
        assert not (board.find(job.token) or job).interrupted

    def test_that_the_queue_lost_is_put_there_again(self, board: Board) -> None:
        job = begun(board)
        assert board.looked_after(job) == (job, False)
        board.now = lambda: time.time() + 31
        assert board.looked_after(job)[1]
        assert not board.looked_after(job)[1]

    def test_makes_room_for_others_where_it_is_the_oldest_that_rests(self, board: Board) -> None:
        jobs = []
        for size in (10, 20, 30):
            board.now = lambda size=size: float(size)  # type: ignore[misc]
            jobs.append(board.start(Job(new_token(), EDITOR, size=size), CHECK, "10.0.0.1", {}))
        for job in jobs[1:]:
            board.end(job)
        board.make_room(10, 70)
        assert all(board.find(job.token) for job in jobs)
        board.make_room(10, 60)
        assert [board.find(job.token) is not None for job in jobs] == [True, False, True]

    def test_is_kept_by_signs_of_life(self, storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(boards, "LEASE", 0.3)
        monkeypatch.setattr(boards, "_SIGN_OF_LIFE", 0.05)
        claim, other, pause = Claim(storage, "t"), Claim(storage, "t"), threading.Event()
        assert claim.take()
        with claim.kept():
            pause.wait(0.6)
            assert not other.take()
            assert not claim.is_lost
            storage.delete("claims/t")
            while not storage.get("claims/t"):
                pause.wait(0.01)
            assert not claim.is_lost
            storage.put("claims/t", b"another's", 60)
            while not claim.is_lost:
                pause.wait(0.01)
        assert storage.get("claims/t") == b"another's"


class Done:
    """What was done, and when it was begun."""

    def __init__(self) -> None:
        self.what: list[tuple[str, int]] = []
        self._more = threading.Semaphore(0)

    def load(self, token: str, turn: int) -> None:
        self.what.append((token, turn))
        self._more.release()

    def comes(self, seconds: float = 10) -> bool:
        return self._more.acquire(timeout=seconds)


@pytest.fixture
def done() -> Done:
    return Done()


@pytest.fixture
def queue(storage: Storage, done: Done) -> Iterator[Queue]:
    made = Queue(storage, SECRET_KEY, 2, Work(done.load, {}))
    yield made
    made.stop()
    close(made)


def close(queue: Queue) -> None:
    if queue._huey:
        queue._huey.storage.close()


class TestTheQueue:
    def test_begins_at_once(self, queue: Queue, done: Done) -> None:
        queue.start()
        queue.put("warm", 1)
        assert done.comes()
        waits = []
        for turn in range(5):
            asked = time.monotonic()
            queue.put("t", turn)
            assert done.comes()
            waits.append(time.monotonic() - asked)
        assert min(waits) < PROMPT
        assert [turn for _, turn in done.what] == [1, 0, 1, 2, 3, 4]

    def test_does_what_waited_while_no_server_was_there(
        self, twice: Callable[[], Storage], done: Done, queue: Queue
    ) -> None:
        other = Queue(twice(), SECRET_KEY, 2, Work(lambda *_: None, {}))
        other.is_wanted = True  # no test does it here and now
        other._opened().enqueue(other._load.s("t", 3))
        assert queue.waiting() == 1
        queue.start()
        assert done.comes()
        assert done.what == [("t", 3)]
        close(other)

    def test_has_its_threads_once_and_only_where_it_is_started(self, queue: Queue) -> None:
        def workers() -> int:
            return sum(thread.name.startswith("Worker-") for thread in threading.enumerate())

        before = workers()
        queue.waiting()
        assert workers() == before
        for _ in range(3):
            queue.start()
        assert workers() == before + 2
        queue.stop()
        assert workers() == before

    def test_lives_on_after_a_fault(self, storage: Storage, done: Done) -> None:
        def load(token: str, turn: int) -> None:
            done.load(token, turn)
            raise RuntimeError("hush")

        queue = Queue(storage, SECRET_KEY, 1, Work(load, {}))
        queue.start()
        for turn in (1, 2):
            queue.put("t", turn)
            assert done.comes()
        queue.stop()
        close(queue)

    def test_runs_nothing_that_was_not_signed_here(self, queue: Queue, done: Done) -> None:
        huey = queue._opened()
        huey.storage.enqueue(pickle.dumps(huey._registry.create_message(queue._load.s("t", 1))))
        with pytest.raises(ValueError, match=r"Separator|Signature"):
            queue.work_off()
        assert done.what == []

    def test_does_what_is_timed_on_one_server_a_minute(
        self, twice: Callable[[], Storage], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        times, at = [], time.time()
        timed = {"count": (lambda _: True, lambda: times.append(1))}
        queues = [Queue(twice(), SECRET_KEY, 1, Work(lambda *_: None, timed)) for _ in range(2)]
        for minute in range(3):
            monkeypatch.setattr(time, "time", lambda minute=minute: at + 60 * minute)
            for queue in queues:
                for task in queue._opened().read_periodic(None):
                    queue._opened().enqueue(task)
                queue.work_off()
        assert len(times) == 3
        for queue in queues:
            close(queue)


def test_what_is_timed_looks_after_loads_each_minute() -> None:
    assert "sweep" in TIMED


def test_where_nobody_signs_in_no_server_works_on_loads(hand_url: str) -> None:
    server = make_client(hand_url).application
    start_work(server)
    assert not jobs_of(server).queue.is_wanted


def test_a_storage_that_is_away_is_a_sentence_and_comes_back(tmp_path: Path, hand_url: str) -> None:
    (tmp_path / "uploads").write_text("a file where a folder should be")
    jobs = jobs_of(app_of(hand_url, uploads=str(tmp_path / "uploads")).server)
    jobs.start()
    with pytest.raises(AwayError) as fault:
        jobs.restore(EDITOR, "10.0.0.1", 1, 2)
    assert fault.value.sentence == "What is being loaded cannot be reached just now. Please try again soon."
    (tmp_path / "uploads").unlink()
    jobs.storage.health.now = lambda: time.monotonic() + 10
    jobs.restore(EDITOR, "10.0.0.1", 1, 2)
    jobs.stop()
