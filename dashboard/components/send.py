"""Send: the ways in which a page or a chart is passed on, and the menu in the head of a page that offers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from dashboard.blocks import N_
from dashboard.components.elements import Element, el
from dashboard.view.view import ANY_VERSION, View

_WAYS = {
    "sheet": (N_("Apps on this device"), ""),
    "mail": (N_("E-mail"), "mailto:?subject={title}&body={text}%0A%0A{link}"),
    "whatsapp": (N_("WhatsApp"), "https://wa.me/?text={text}%0A{link}"),
    "text": (N_("Copy sentence and link"), ""),
    "link": (N_("Copy link"), ""),
    "qr": (N_("QR code"), "{root}qr.svg?to={path}"),
}
"""What each way is called, and its address: in braces stands what is sent, percent-encoded.

Without an address it is a button for the script (assets/js/page/send.js); the first is there where a browser can do it.
"""


@dataclass(frozen=True)
class Message:
    """What is sent of a page as it was asked for: its title, its sentence, and the site that its link leads to."""

    title: str
    sentence: str
    site: str


def sent_path(view: View) -> str:
    """Path and query of what is sent: of this day and in this language, as the sentence that goes with it is."""
    day = "" if view.snapshot.empty else view.selection.asof.isoformat()
    return f"{view.root}{view.path}{view.chosen.changed(asof=day, lang=view.lang).query()}"


def page_menu(view: View, message: Message | None, follow: Mapping[str, tuple[str, str]]) -> Element:
    """Send, in the head of a page, and the ways to `follow` it: by the ending of each, its text and its address.

    Without a message the links that send lead nowhere until the script fills them in.
    """
    words, path = view.words, sent_path(view)
    sent: Mapping[str, str] = {}
    if message:
        text = f"{message.sentence}\n{view.source()}"
        sent = {"title": message.title, "text": text, "link": urljoin(message.site, path), "path": path}
    summary = el("summary", el("span", className="send-icon", aria_hidden="true"), el("span", words("Send")))
    followed = [el("a", text, href=href, className="action", data_nav=form) for form, (text, href) in follow.items()]
    status = el("p", role="status", className="share-told")
    panel = el("div", *ways(view, sent), *followed, status, className="share-panel")
    about = {"data_path": path, "data_source": view.source(ANY_VERSION)}
    return el("details", summary, panel, className="share send-menu", **about, **spoken(view))


def ways(view: View, sent: Mapping[str, str], but: str = "") -> list[Element]:
    """The ways as links and buttons, without the one called `but`; links lead somewhere once something is `sent`."""
    return [_way(view, name, sent) for name in _WAYS if name != but]


def _way(view: View, name: str, sent: Mapping[str, str]) -> Element:
    text, template = view.words(_WAYS[name][0]), _WAYS[name][1].replace("{root}", view.root)
    if not template:
        hidden = True if name == "sheet" else None
        return el("button", text, type="button", className="action", data_send=name, hidden=hidden)
    filled = {key: quote(value, safe="") for key, value in sent.items()}
    href = template.format(**filled) if sent else None
    elsewhere = {"target": "_blank", "rel": "noopener"} if template.startswith("https:") else {}
    return el("a", text, href=href, className="action", data_send=name, data_way=template, **elsewhere)


def spoken(view: View) -> dict[str, str]:
    """What the script says and writes, as data of a menu."""
    words = view.words
    return {
        "data_linked": words("Link copied."),
        "data_copied": words("Copied."),
        "data_close": words("Close"),
        "data_scan": words("Point a phone's camera at it to open this view."),
        "data_image": words("QR code of {address}", address="{address}"),
        "data_save": words("Download SVG"),
    }
