"""Attacks on signing in, and on the log that tells of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from urllib.parse import quote, urlencode

from benchmarks import editor
from benchmarks.attacks.target import Outcome, Target

_TRIES, _VIEWS = 300, 500
_LOCKED_BY = 12  # wrong passwords
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_FORGED = "'ana' signed in from 127.0.0.1"
_BREAKS = ("\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\x1b[2K\r", "\x00\n")


def wrong_sign_ins(target: Target) -> Outcome:
    """Three hundred wrong passwords of many names, eight at once."""
    forms = [{"name": f"somebody{number % 50}", "password": f"guess {number}"} for number in range(_TRIES)]
    return target.at_once(8, [partial(_sign_in, target, form) for form in forms])


def eviction(target: Target) -> Outcome:
    """Views of which each is kept in the cache, until that is full; an editor and a locked name are there before."""
    assert target.account, "an editor can sign in"
    guesses = [{"name": "somebody", "password": f"guess {number}"} for number in range(_LOCKED_BY)]
    with editor.signed_in(target.served.address, target.account) as browser:
        locked = [_sign_in(target, guess) for guess in guesses][-1]
        outcome = target.at_once(8, [partial(target.ask, "GET", path) for path in _views()])
        again, page = _sign_in(target, guesses[0]), browser.get(f"{target.served.address}/signin", timeout=60)
    found = {
        "the editor's session is lost": editor.NAMED not in page.text,
        f"a locked name was answered {locked} before and {again} after": again != locked,
    }
    return replace(outcome, wrong=tuple(sentence for sentence, is_so in found.items() if is_so))


def _views() -> list[str]:
    """Pages on days that differ, so that none is known yet."""
    first = dt.date(2013, 1, 1)
    pages = ("/", "/leadership", "/members", "/agenda")
    days = ((first + dt.timedelta(days=4 * number)).isoformat() for number in range(_VIEWS))
    return [f"{pages[number % len(pages)]}?asof={day}" for number, day in enumerate(days)]


def log_forging(target: Target) -> Outcome:
    """Names, addresses and headers with line breaks, after which a line of the log would begin that nobody wrote."""
    texts = [f"nobody{sign}{_FORGED}" for sign in _BREAKS]
    calls = [partial(_sign_in, target, {"name": text, "password": "x"}) for text in texts]
    for text in texts:
        calls += [partial(target.ask, "GET", path) for path in _addresses(quote(text))]
    outcome = target.at_once(1, calls)
    lines = target.log.read_bytes().decode("utf-8", "replace").splitlines()
    forged = [line for line in lines if line.strip("\x00\x1b[2K ").startswith(_FORGED)]
    return replace(outcome, wrong=(f"{len(forged)} forged lines in the log",) if forged else ())


def _sign_in(target: Target, form: dict[str, str]) -> int:
    headers = _FORM | {"Origin": target.served.address}
    return target.ask("POST", "/signin", urlencode(form).encode(), headers)


def _addresses(text: str) -> list[str]:
    return [f"/{text}", f"/?region={text}", f"/present.pptx?deck={text}", f"/signin?next={text}", f"/charts/{text}.csv"]
