"""How far a load is, in the reader's words: the loader's own are for terminals and for programs."""

from __future__ import annotations

from dashboard.editing.job import Job
from dashboard.language.words import N_, Words

_STEPS = {
    "Reading": N_("Reading the files."),
    "Checking": N_("Checking every cell."),
    "Comparing": N_("Comparing with the current version."),
    "Writing": N_("Writing the new version."),
}
"""The first word of the loader's steps → what is said of it."""
_STARTING = N_("Starting.")


def told(job: Job, words: Words) -> str:
    """One or two sentences on a load that is worked on."""
    first, _, rest = job.step.partition(" ")
    sentence = words(_STEPS.get(first, _STARTING))
    if first != "Writing" or not job.total:
        return sentence
    counted = words(
        "{table}: {done} of {total} rows.", table=rest, done=words.number(job.done), total=words.number(job.total)
    )
    return f"{sentence} {counted}"
