"""People: the local accounts, what each may do, and the forms to invite, change and remove; for administrators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from urllib.parse import quote, unquote

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.editing import people
from dashboard.editing.people import INVITATION_DAYS, LONGEST_NAME, Account, Accounts, AccountsError
from dashboard.signin import access
from dashboard.view.view import View

TITLE, PATH = N_("People and roles"), "people"
_LEDE = N_("Who can sign in here, and what each person may do. Every change is in the log of every write.")
ROLES = {
    "reporter": (N_("Reporter"), N_("Reporter: reports progress for the members chosen below")),
    "editor": (N_("Editor"), N_("Editor: changes the data and decides on what is reported")),
    "administrator": (N_("Administrator"), N_("Administrator: does what an editor does, and keeps these accounts")),
    "viewer": (N_("Viewer"), N_("Viewer: reads what everybody reads")),
}
"""What a role is called, and what it is for, in the order in which they are offered."""
_OF_PEOPLE = tuple(map(b.Column, (N_("Name"), N_("Role"), N_("Reports for"), N_("Signing in"))))

Content = Callable[[View, Accounts], Sequence[b.Block]]


def blocks(_: View) -> Sequence[b.Block]:
    """Everybody, and the way to invite somebody."""
    return [b.Part("people", lambda view: _for_administrators(view, _all))]


def one(_: View) -> Sequence[b.Block]:
    """One account, and what can be done with it."""
    return [b.Part("person", lambda view: _for_administrators(view, _one))]


def _for_administrators(view: View, content: Content) -> b.Section:
    """The content; for all others why they do not see it, and what to do."""
    words, accounts = view.words, people.accounts() if access.configured() else None
    if not access.may(access.ACCOUNTS):
        shown: Sequence[b.Block] = [_top(view), *_refused(view)]
    elif accounts is None:
        text = words("There are no local accounts here: people sign in with your organisation, which gives the roles.")
        shown = [_top(view), b.Paragraph(text)]
    else:
        try:
            shown = content(view, accounts)
        except AccountsError as fault:
            shown = [_top(view), b.Paragraph(words(fault.message, **fault.values), "alert")]
    return b.Section(shown, "people")


def _top(view: View) -> b.Header:
    return b.Header(view.words(TITLE), view.words(_LEDE))


def _refused(view: View) -> list[b.Block]:
    words = view.words
    text = b.Paragraph(words("This is for people who are signed in and have the role of an administrator."))
    return [text, *access.way_in(words("Sign in"), view.lang, view.href(view.path))]


def _all(view: View, accounts: Accounts) -> list[b.Block]:
    words = view.words
    rows = [_row(view, accounts, account) for _, account in sorted(accounts.all().items())]
    table = b.Table("accounts", words("Accounts"), _OF_PEOPLE, rows, span=0)
    signs = words("Up to {n} letters, digits and signs of . @ + - _ and no spaces.", n=LONGEST_NAME)
    parts: list[b.Text] = [
        b.Field("text", "name", words("Name"), longest=LONGEST_NAME),
        b.Styled(signs, "paragraph card-note"),
        *_what(view, Account("", "reporter")),
        b.Field("submit", "", words("Invite"), value="send strong"),
    ]
    about = words.plural(
        "You are shown a link once, to send to this person, who sets a password with it within {n} day.",
        "You are shown a link once, to send to this person, who sets a password with it within {n} days.",
        INVITATION_DAYS,
    )
    invite = b.Card(words("Invite somebody"), [b.Paragraph(about), _form(view, "invite", *parts)])
    return [_top(view), b.Card(words("Accounts"), [table]), invite]


def _row(view: View, accounts: Accounts, account: Account) -> b.Row:
    members = [_member(view, one) for one in account.members]
    way = b.Link(account.name, view.href(f"{PATH}/{quote(account.name)}"))
    return [way, _role(view, account.role), b.Names(members), _state(view, accounts, account)]


def _role(view: View, role: str) -> str:
    return view.words(ROLES[role][0]) if role in ROLES else role


def _member(view: View, member_id: str) -> str:
    """A member by name; one that is not in the data gives no right, and is to be seen."""
    known = _members(view)
    return known.get(member_id) or view.words("{id}, which is not in the data", id=member_id)


def _members(view: View) -> dict[str, str]:
    """Every member of the data, also without a commitment, by id."""
    return {one: view.names.of("member", one) for one in view.snapshot.tables["members"]["id"]}


def _state(view: View, accounts: Accounts, account: Account) -> str:
    """Whether somebody can sign in, and until when a link sets a password."""
    words = view.words
    day = words.date(dt.datetime.fromtimestamp(account.until, dt.UTC).date().isoformat())
    if accounts.is_open(account):
        if account.password:
            return words("can sign in, and has a link for a new password until {day}", day=day)
        return words("invited, until {day}", day=day)
    return words("can sign in") if account.password else words("the invitation has run out: make a new link")


def _one(view: View, accounts: Accounts) -> list[b.Block]:
    words, name = view.words, unquote(view.item)
    trail = [b.Link(words(TITLE), view.href(PATH))]
    account = accounts.all().get(name)
    if account is None:
        return [b.Header(words(TITLE), words("There is no account named {name}.", name=name), trail=trail)]
    _, role, members, state = _row(view, accounts, account)
    facts = b.Facts([(words("Role"), role), (words("Reports for"), members if account.members else words("nobody")),
                     (words("Signing in"), state)])  # fmt: skip
    hidden = b.Field("hidden", "name", value=name)
    change = _form(view, "change", hidden, *_what(view, account),
                   b.Field("submit", "", words("Save"), value="send strong"))  # fmt: skip
    link = _form(view, "link", hidden, b.Field("submit", "", words("Make a new link")))
    sure = b.Field("tick", "sure", words("Yes, {name} shall no longer sign in here.", name=name), required=True)
    remove = _form(view, "remove", hidden, sure, b.Field("submit", "", words("Remove the account")))
    new = words("For somebody who has lost the link or the password. The link before is of no use then.")
    gone = words("It ends at once what this person is doing here. What was done stays in the log of every write.")
    return [
        b.Header(name, words(_LEDE), trail=trail),
        b.Card("", [facts]),
        b.Card(words("Change role and members"), [change]),
        b.Card(words("A new link"), [b.Paragraph(new), link]),
        b.Card(words("Remove"), [b.Paragraph(gone), remove]),
    ]


def _what(view: View, account: Account) -> list[b.Text]:
    """What an account may do, to be chosen: its role, and the members of a reporter by name."""
    words = view.words
    of_no_name = [role for role in access.ROLES if role not in ROLES]
    roles = [(role, words(ROLES[role][1]) if role in ROLES else role) for role in (*ROLES, *of_no_name)]
    members = sorted(_members(view).items(), key=lambda one: one[1])
    chosen = "\n".join(account.members)
    return [
        b.Field("one", "role", words("Role"), account.role, roles, required=True),
        b.Fold(words("Members, for a reporter"), b.Field("many", "member", words("Reports for"), chosen, members)),
    ]


def _form(view: View, path: str, *parts: b.Text) -> b.Form:
    """A form that the browser itself sends: what comes back may be a page that is shown once."""
    return b.Form(view.href(f"{PATH}/{path}"), access.csrf_token(), parts, "people-form")
