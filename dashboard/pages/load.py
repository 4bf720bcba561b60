"""Load data: bring files, see their faults and what they would change, publish, undo; for editors alone."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components import form, ids
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import page_header
from dashboard.editing import desk as desks
from dashboard.editing.desk import Desk
from dashboard.editing.job import CHECK, LOAD, Job
from dashboard.editing.progress import told
from dashboard.language.words import N_
from dashboard.pages.load_changes import changes
from dashboard.pages.load_kept import audit, versions
from dashboard.pages.load_report import report
from dashboard.signin.visitor import Visitor, sign_in, visitor
from dashboard.view.view import View
from dashboard.web.loads import megabytes

TITLE = N_("Load data")
PATH = "data/load"

_COMMANDS = (
    (N_("See the faults of a file and what it would change:"), "python -m data_loader check FILE…"),
    (N_("Publish it as a new version:"), "python -m data_loader load FILE…"),
    (N_("Make an older version current again:"), "python -m data_loader restore NUMBER"),
)


_LEDE = N_("Bring a spreadsheet, see its faults and what it would change, and publish it when it is right.")


def layout(view: View) -> Any:
    """The page, with or without a load in its address."""
    return live(view, "load", content)


def top(view: View) -> Any:
    """What the page is for, whoever asks."""
    return page_header(view.words(TITLE), view.words(_LEDE))


def content(view: View) -> Any:
    """What this visitor may see and do now."""
    asks = visitor()
    away = view.words("The server did not answer. Please try again.")
    return html.Div(
        _closed(view, asks) if asks.editor is None else _open(view, asks), className="load", **{"data-away": away}
    )


def _closed(view: View, asks: Visitor) -> list[Any]:
    """For all who may not load: why, and what to do."""
    words = view.words
    if not asks.configured:
        lede = words("Signing in is not set up here, so data is loaded on the command line only.")
        steps = [html.Li([words(text), " ", html.Code(command)]) for text, command in _COMMANDS]
        return [*page_header(words(TITLE), lede), html.Section(html.Ol(steps), className="card")]
    lede = words("Loading data is for people who are signed in and have the role of an editor.")
    if asks.signed_in:
        said = words("You are signed in, but you do not have this role. Whoever runs this site can give it to you.")
        return [*page_header(words(TITLE), lede), html.P(said)]
    where = html.A(words("Sign in"), href=sign_in(view.lang, view.href(view.path)), className="send strong")
    return [*page_header(words(TITLE), lede), html.P(where)]


def _open(view: View, asks: Visitor) -> list[Any]:
    desk = desks.of_this_server()
    alert = html.P(className="load-alert", role="alert")
    if not view.item:
        kept = [] if view.snapshot.empty else [versions(view, asks), audit(view)]
        return [*top(view), alert, _choose(view, asks, desk), *kept]
    assert asks.editor
    job = desk.find(view.item, asks.editor)
    return [*top(view), alert, *(_job(view, asks, desk, job) if job else _gone(view))]


def _gone(view: View) -> list[Any]:
    said = view.words("This load is no longer there: files are kept for an hour. Please choose them again.")
    return [html.P(said), _back(view)]


def _back(view: View) -> Any:
    return html.P(link(view.words("Load other files"), view.href(PATH)))


def _choose(view: View, asks: Visitor, desk: Desk) -> Any:
    words = view.words
    size = megabytes(desk.most_bytes)
    note = words(
        "CSV files or Excel workbooks (.xlsx), together at most {size} MB. Nothing changes before you publish.",
        size=size,
    )
    parts = [
        form.files(words("Choose files, or drop them here"), note, "files"),
        form.button(words("Check the files"), strong=True),
    ]
    said = {
        "data-limit": str(desk.most_bytes),
        "data-large": words("The files are too large: together they may have {size} MB.", size=size),
    }
    sent = form.form(parts, view.href(f"{PATH}/check"), asks.token, "choose")
    return html.Section([html.H2(words("Choose files")), sent], className="card", **said)


def _job(view: View, asks: Visitor, desk: Desk, job: Job) -> list[Any]:
    """How the load stands; the browser moves the focus here when it stands otherwise."""
    parts = _running(view, job) if job.running else [*_ended(view, asks, desk, job), _back(view)]
    about = html.P(", ".join(job.files), className="load-files") if job.files else None
    state = html.Div(
        [about, *parts], id=ids.LOAD, tabIndex="-1", **{"data-turn": f"{job.turn}{'…' if job.running else ''}"}
    )
    return [state]


def _running(view: View, job: Job) -> list[Any]:
    watch = {"data-watch": view.href(f"{PATH}/jobs/{job.token}")}
    bar = {"value": str(job.done), "max": str(job.total)} if job.total else {}
    parts = [
        html.H2(view.words("The server is working")),
        html.P(told(job, view.words), role="status"),
        html.Progress(**bar, **{"aria-label": view.words("Progress")}),
    ]
    return [html.Section(parts, className="card", **watch)]


def _ended(view: View, asks: Visitor, desk: Desk, job: Job) -> list[Any]:
    if job.interrupted:
        said = view.words(
            "The work was interrupted. Whatever was published is in the list of versions; please try again."
        )
        return [_verdict(said, "bad"), _again(view, asks, job)]
    return _ENDED.get(job.doing, _published)(view, asks, desk, job)


def _checked(view: View, asks: Visitor, desk: Desk, job: Job) -> list[Any]:
    """The report and, where nothing stands against it, what would change and the way to publish it."""
    words, answer = view.words, desk.folder(job).report()
    parts = [_spoken(view, N_("What the loader said of the word: {sentence}"), job.said)] if job.said else []
    if not answer:
        verdict = _verdict(words("These files cannot be loaded."), "bad", job.sentence)
        return [verdict, *parts, _choose(view, asks, desk)]
    marked = desk.folder(job).marked_workbooks()
    found = report(view, asks, job, answer, [path.name for path in marked])
    if not job.accepted:
        verdict = _verdict(words("These files cannot be published yet: please correct the errors."), "bad")
        return [verdict, *parts, *found, _choose(view, asks, desk)]
    verdict = _verdict(words("These files can be published."), "good")
    return [verdict, *parts, *found, *changes(view, answer), _publish(view, asks, job, answer)]


def _spoken(view: View, message: str, sentence: str) -> Any:
    """A sentence of the loader, which speaks English."""
    before, _, after = view.words(message).partition("{sentence}")
    return html.P([before, html.Span(sentence, lang="en"), after])


def _verdict(said: str, tone: str, sentence: str = "") -> Any:
    more = [" ", html.Span(sentence, lang="en")] if sentence else []
    return html.H2([html.Span(said), *more], className=f"verdict {tone}")


def _again(view: View, asks: Visitor, job: Job) -> Any:
    if not job.files:
        return None
    action = view.href(f"{PATH}/jobs/{job.token}/check")
    return form.form([form.button(view.words("Check the same files again"))], action, asks.token)


def _publish(view: View, asks: Visitor, job: Job, answer: dict[str, Any]) -> Any:
    words = view.words
    asked = [html.Li(_removal(view, removal)) for removal in answer["confirm"]]
    box = [
        html.P(words("More than a tenth of a table would be removed:")),
        html.Ul(asked),
        form.tick(words("Yes, these rows are to be removed."), "allow_removals", required=True),
    ]
    parts = [*(box if asked else []), form.button(words("Publish"), strong=True)]
    action = view.href(f"{PATH}/jobs/{job.token}/publish")
    said = html.P(
        words("Publishing makes these files a new version, which every reader sees within seconds. You can undo it.")
    )
    return html.Section([html.H2(words("Publish")), said, form.form(parts, action, asks.token)], className="card")


def _removal(view: View, removal: dict[str, Any]) -> str:
    removed, before = (view.words.number(removal[name]) for name in ("removed", "before"))
    message = N_("{table}: {removed} of {before} rows would be removed.")
    return view.words(message, table=removal["table"], removed=removed, before=before)


def _published(view: View, asks: Visitor, desk: Desk, job: Job) -> list[Any]:
    """The new version and the way back; or why there is none."""
    words = view.words
    if not job.accepted:
        return [_verdict(words("Nothing was published."), "bad", job.sentence), _again(view, asks, job)]
    if job.version == job.before:
        said = words("There was nothing to publish: version {n} holds the same.", n=job.version)
        return [_verdict(said, "good")]
    verdict = _verdict(words("Version {n} is published.", n=job.version), "good")
    overview = html.P(link(words("Go to the overview"), view.href("")))
    return [verdict, *changes(view, desk.folder(job).report()), overview, *_undo(view, asks, job)]


def _undo(view: View, asks: Visitor, job: Job) -> list[Any]:
    if not job.version or job.version < 2:
        return []
    parts = [
        form.hidden("number", str(job.version - 1)),
        form.hidden("against", str(job.version)),
        form.button(view.words("Undo")),
    ]
    said = view.words("Undoing makes version {n} current again, as a new version.", n=job.version - 1)
    return [html.Section([html.P(said), form.form(parts, view.href(f"{PATH}/restore"), asks.token)], className="card")]


_ENDED = {CHECK: _checked, LOAD: _published}
