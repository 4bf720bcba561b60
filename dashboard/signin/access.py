"""Who may do what: asked by every page and route that changes something; and how the others are refused."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, ParamSpec
from urllib.parse import urlencode, urlsplit

import flask
from flask.typing import ResponseReturnValue
from itsdangerous import BadData

from dashboard.blocks import N_, Link, Paragraph
from dashboard.signin.people import ACCOUNTS as ACCOUNTS  # noqa: PLC0414 - who asks what may be done names a right
from dashboard.signin.people import AUDIT as AUDIT  # noqa: PLC0414
from dashboard.signin.people import DECKS as DECKS  # noqa: PLC0414
from dashboard.signin.people import LOAD as LOAD  # noqa: PLC0414
from dashboard.signin.people import REPORT as REPORT  # noqa: PLC0414
from dashboard.signin.people import REVIEW as REVIEW  # noqa: PLC0414
from dashboard.signin.people import ROLES as ROLES  # noqa: PLC0414
from dashboard.signin.people import Person
from dashboard.signin.plain import NOT_KEPT, language, page
from dashboard.signin.service import current

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

TOKEN_FIELD, TOKEN_HEADER = "csrf_token", "X-CSRF-Token"

_READS = N_("Your account may read the data, but not change them.")
_REPORTS = N_("Your account reports for its members; all else in the data is changed by editors.")
_REPORTS_FOR_NONE = N_(
    "Your account reports for no member that the data have. Whoever keeps the accounts can choose one for you."
)
_NOT_A_REPORTER = N_("Reporting is for people who report for a member.")
_NOT_AN_ADMINISTRATOR = N_("Accounts are for administrators.")
_WITHOUT = {
    REPORT: _NOT_A_REPORTER,
    ACCOUNTS: _NOT_AN_ADMINISTRATOR,
    REVIEW: N_("What comes in is decided on by editors."),
    AUDIT: N_("The log of every write is for editors."),
}
"""A right -> what somebody without it is answered, where that is not what the account may do."""
_WITH = {
    ACCOUNTS: N_("Your account may change the data, and invite and remove people."),
    LOAD: N_("Your account may change the data."),
    REPORT: _REPORTS,
}
"""What somebody may do, by the first right that the account has."""
STALE_FORM = N_("This form is out of date or comes from elsewhere. Open the page again and repeat the step.")
_REFUSED = N_("This cannot be done")
_NOT_SET_UP = N_("Signing in is not set up here.")
_SIGN_IN_FIRST = N_("Please sign in first.")
_DIVIDED = N_("Nobody can sign in here just now: the server's processes share no cache. Please tell those who run it.")

REFUSAL = "refusal"
"""Where the sentence of a refusal stands, of the request at hand."""

_OURS = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*")
_LONGEST_PATH = 16_000  # filters and a deck, each as long as they may be
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Editor:
    """Somebody who may change the data; `way` is how this person signed in."""

    name: str
    way: str


def configured() -> bool:
    """Whether anybody can sign in here; nobody outside of a request."""
    return flask.has_request_context() and bool(current().ways)


def is_secure() -> bool:
    """Whether the connection of whoever sends the current request is encrypted, as far as our proxies know."""
    return current().proxies.is_secure(flask.request)


def person() -> Person | None:
    """Who sends the current request, whatever the role; None for strangers, outside of a request, and if not known."""
    if not configured() or flask.g.get("anonymous"):
        return None
    flask.g.personal = True  # what is answered may differ from one to the other
    return current().known_person()


def is_stranger() -> bool:
    """Whether nobody is known to send the current request."""
    return current().person() is None


@contextmanager
def anonymous() -> Iterator[None]:
    """What is made meanwhile is made as for a stranger: the document of a public page is the same for everybody."""
    flask.g.anonymous = True
    try:
        yield
    finally:
        flask.g.anonymous = False


def may(right: str) -> bool:
    """Whether who sends the current request has the right."""
    someone = person()
    return someone is not None and right in someone.rights


def offers(right: str) -> bool:
    """Whether a public page shows the way to what takes a right; a stranger's answer stays everybody's."""
    return configured() and not is_stranger() and may(right)


def shows_drafts() -> bool:
    """Whether who sends the current request may see drafts; what is answered to them then nobody keeps."""
    someone = current().known_person() if configured() else None  # also where the answer is made as for anybody
    is_allowed = someone is not None and LOAD in someone.rights
    if is_allowed:
        flask.g.private = True
    return is_allowed


def editor() -> Editor | None:
    """The editor who sends the current request; None for strangers and for those who may not load data."""
    return the_editor() if may(LOAD) else None


def the_editor() -> Editor:
    """Who sends the current request, where a guard has let nobody else through."""
    someone = person()
    assert someone, "asked for by the guard of the route"
    return Editor(someone.name, someone.way)


def client_address() -> str:
    """Where the current request comes from, beyond our own proxies."""
    return current().proxies.client_address(flask.request)


def csrf_token() -> str:
    """What a form of this person carries, as `csrf_token` or in the header `X-CSRF-Token`; empty for strangers."""
    someone = person()
    return current().tokens.dumps(_binding(someone)) if someone else ""


def writing(right: str) -> Callable[[View[P]], View[P]]:
    """For a view that writes: POST, by somebody who has the right, from a form of ours."""

    def refused_write() -> flask.Response | None:
        if flask.request.method != "POST":
            flask.abort(405)
        return refused(right) or refused_form()

    return _guard(refused_write)


def reading(right: str) -> Callable[[View[P]], View[P]]:
    """For a view that only reads, and what it reads takes the right."""
    return _guard(partial(refused, right))


def _guard(refused_first: Callable[[], flask.Response | None]) -> Callable[[View[P]], View[P]]:
    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*given: P.args, **named: P.kwargs) -> ResponseReturnValue:
            return refused_first() or view(*given, **named)

        return guarded

    return guard


def refused(right: str) -> flask.Response | None:
    """The refusal of somebody who is nobody, or has not the right."""
    if not configured():
        return refusal(403, _NOT_SET_UP)
    someone = current().person()
    if someone is None:
        return refusal(401, _SIGN_IN_FIRST)
    return None if may(right) else refusal(403, _WITHOUT.get(right) or may_do(someone))


def may_do(someone: Person) -> str:
    """What an account may do, as a message."""
    message = next((_WITH[right] for right in _WITH if right in someone.rights), _READS)
    return _REPORTS_FOR_NONE if message == _REPORTS and not someone.members else message


def refused_form() -> flask.Response | None:
    """The refusal of what did not come from a form of ours, shown to this very person."""
    return None if from_here() and _has_token() else refusal(403, STALE_FORM)


def refused_divided() -> flask.Response | None:
    """The refusal where several processes answer and share no cache: nobody could stay signed in."""
    settings = current().settings
    if not flask.request.is_multiprocess or settings.sessions_url or settings.cache_url:
        return None
    _log.error("Nobody can sign in: MONITOR_SESSIONS_URL is needed where several processes answer.")
    return refusal(503, _DIVIDED)


def refusal(status: int, message: str, **more: Any) -> flask.Response:
    """One sentence: as JSON for a script that asks, else as a page."""
    words, accepted = language(), flask.request.accept_mimetypes
    sentence = words(message, **more)
    flask.g.setdefault(REFUSAL, sentence)
    if TOKEN_HEADER in flask.request.headers or accepted["application/json"] > accepted["text/html"]:
        response = flask.jsonify(error=sentence)
        response.status_code = status
        response.headers.update(NOT_KEPT)
        return response
    links = {"sign_in": words("Sign in"), "sign_in_href": sign_in_address(words.lang)} if status == 401 else {}
    return page("sentence.html", _REFUSED, status, sentence=sentence, **links)


def sign_in_address(lang: str, back_to: str = "") -> str:
    """Where one signs in, and is then led back to the path `back_to`."""
    query = {"lang": lang, **({"next": back_to} if back_to else {})}
    return f"{current().root}signin?{urlencode(query)}"


def way_in(label: str, lang: str, here: str) -> list[Paragraph]:
    """For strangers, where anybody can sign in, the button that leads to that and back `here`; for others nothing."""
    if not configured() or person():
        return []
    return [Paragraph(Link(label, sign_in_address(lang, here), "document", style="send strong"))]


def back(asked: str, root: str) -> str:
    """`asked` where it is a path under `root`, else `root`: never an address on another host, whatever a link says."""
    fits = len(asked) <= _LONGEST_PATH and asked.startswith(root) and _OURS.fullmatch(asked) and "/../" not in asked
    return asked if fits else root


def landing(role: str) -> str:
    """Where somebody of a role is led who has just signed in and came from no page: a reporter to what is to report."""
    page_of_role = "report" if REPORT in ROLES[role] else ""
    return f"{current().root}{page_of_role}?{urlencode({'lang': language().lang})}"


def from_here() -> bool:
    """Whether the browser says that the request was made by a page of ours; one that says nothing is not believed."""
    headers, site = flask.request.headers, current().settings.site_url
    source = urlsplit(headers.get("Origin") or headers.get("Referer") or "")
    if site:
        return f"{source.scheme}://{source.netloc}" == site
    return bool(source.netloc) and source.netloc == flask.request.host


def _has_token() -> bool:
    here, someone = current(), person()
    token = flask.request.headers.get(TOKEN_HEADER) or flask.request.form.get(TOKEN_FIELD) or ""
    try:
        return bool(someone and here.tokens.loads(token, max_age=here.sessions.longest) == _binding(someone))
    except BadData:
        return False


def _binding(someone: Person) -> str:
    """Whose form it is: of this session, or where a proxy signs in, of this name."""
    return hashlib.sha256(repr((someone.way, someone.name, someone.session)).encode()).hexdigest()
