"""Attacks on a server of our own, on this machine alone: what a stranger can send that would stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.attacks import addresses, bodies, costly, signins, slow
from benchmarks.attacks.target import Outcome, Target
from benchmarks.generate import REFERENCE


@dataclass(frozen=True)
class Attack:
    """What is done, in a sentence; and to which server: the size of its data, whether people sign in there."""

    sentence: str
    run: Callable[[Target], Outcome]
    rows: int = REFERENCE
    signs_in: bool = False
    on_redis: bool = False  # on a cache that is soon full


ATTACKS: dict[str, Attack] = {
    "slow-bodies-8": Attack("8 connections send a body of 1,000 bytes 4 bytes at a time.", slow.eight_slow_bodies),
    "slow-bodies-200": Attack("200 connections do.", slow.many_slow_bodies),
    "silence": Attack("200 connections send nothing, or half a head.", slow.silence),
    "slow-readers": Attack(
        "100 connections ask for large files and hardly read them.", slow.slow_readers, rows=100_000
    ),
    "large-json": Attack("Callbacks of 30 MB that hold ten million empty lists.", bodies.large_json),
    "deep-json": Attack("Callbacks of JSON nested 100,000 deep.", bodies.deep_json),
    "endless-body": Attack("Bodies in chunks that do not end.", bodies.endless_body),
    "forged-callbacks": Attack("A thousand callbacks that no page sends.", bodies.forged_callbacks),
    "costly-files": Attack("16 at once ask for decks, workbooks and previews, none twice.", costly.costly_files),
    "frames": Attack("Addresses that look like a chart for other sites.", addresses.frames),
    "long-addresses": Attack("Addresses of 1,000 to 40,000 characters.", addresses.long_addresses),
    "wrong-sign-ins": Attack("300 wrong passwords, 8 at once.", signins.wrong_sign_ins, signs_in=True),
    "eviction": Attack(
        "500 views push out of a small Redis what it knows of sessions.", signins.eviction, signs_in=True, on_redis=True
    ),
    "log-forging": Attack("Names and addresses with line breaks.", signins.log_forging, signs_in=True),
}
"""Every attack by its name."""
