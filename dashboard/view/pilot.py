"""Which pilot a view shows, beside which peers, and the commitments of all with what was found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dashboard.data.records import Row
from dashboard.queries import peers as peer_query
from dashboard.queries import pilots as pilot_query
from dashboard.queries.peers import Peer
from dashboard.queries.pilots import Work
from dashboard.view.view import View


@dataclass(frozen=True)
class Shown:
    """The pilot a view shows. There is at least one pilot in the data."""

    view: View
    id: str

    @classmethod
    def of(cls, view: View) -> Shown:
        """The pilot asked for; where none is, or none of that id, the one best documented."""
        wanted = view.chosen.pilot
        return cls(view, wanted if wanted in view.snapshot.pilots else pilot_query.best_documented(view.selection))

    @property
    def name(self) -> str:
        """The pilot's name."""
        return self.view.names.of("pilot", self.id)

    @cached_property
    def peers(self) -> list[Peer]:
        """The peers it stands beside, nearest first."""
        return peer_query.chosen(self.view.selection, self.id, self.view.chosen.peer)

    @property
    def with_peers(self) -> list[str]:
        """The pilot, then its peers."""
        return [self.id, *(peer.id for peer in self.peers)]

    @cached_property
    def counts(self) -> dict[str, Any]:
        """What is counted of every pilot, by its id."""
        return {row.id: row for row in pilot_query.by_pilot(self.view.selection).itertuples()}

    @cached_property
    def works(self) -> list[Work]:
        """The commitments of all pilots."""
        return pilot_query.works(self.view.selection)

    def of_pilot(self, pilot: str) -> list[Work]:
        """The commitments of one pilot."""
        return [work for work in self.works if work.pilot == pilot]

    @cached_property
    def records(self) -> dict[int, Row]:
        """The text of the commitments of all pilots, by their place."""
        places = np.array([work.place for work in self.works], dtype=np.int64)
        return dict(zip(places.tolist(), self.view.records.commitments(self.view.snapshot, places), strict=True))

    def href(self, pilot: str, **chosen: Any) -> str:
        """The way to the commitments of a pilot."""
        return self.view.href("commitments", **{"member": (pilot,), **chosen})
