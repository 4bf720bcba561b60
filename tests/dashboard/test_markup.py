"""Components as plain HTML: what is known is written, texts stay texts, links lead to the site or nowhere."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html

from dashboard.components.form import hidden
from dashboard.components.static import Static, static
from dashboard.exports.document import Document
from dashboard.exports.html_file import as_script, as_style, at_the_foot, html_file
from dashboard.exports.markup import markup
from tests.dashboard import hostile

SITE = "https://data.example.org"


class Reader(HTMLParser):
    """What a browser makes of HTML: its elements with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


class TestMarkup:
    def test_writes_elements_with_their_attributes(self) -> None:
        cell = html.Td("5", className="num", colSpan=2, **{"data-label": "Assessed", "aria-label": "five"})
        assert markup(html.Tr(cell)) == (
            '<tr><td class="num" colspan="2" data-label="Assessed" aria-label="five">5</td></tr>'
        )

    @pytest.mark.parametrize("text", [hostile.SCRIPT, '"><img src=x onerror=alert(1)>', "</p><script>", "a & b < c"])
    def test_text_stays_text(self, text: str) -> None:
        read = Reader(markup(html.P([text, html.Span(text, title=text)])))
        assert [tag for tag, _ in read.elements] == ["p", "span"]
        assert read.text == text * 2
        assert read.elements[1][1]["title"] == text

    @pytest.mark.parametrize(
        "node",
        [
            html.Script("alert(1)"),
            html.Iframe(src="https://example.org"),
            html.Button("Print", type="button"),
            dcc.Store(id="kept", data={"a": 1}),
            dcc.Graph(figure={}),
            dcc.Markdown("<b>x</b>", dangerously_allow_html=True),
            hidden("csrf_token", "secret"),
            dbc.Select(options=["a"]),
        ],
    )
    def test_leaves_out_what_no_document_holds(self, node: Any) -> None:
        assert markup(html.Div(["before", node, "after"])) == "<div>beforeafter</div>"

    def test_leaves_out_what_would_run_or_be_fetched(self) -> None:
        node = html.Div("x", style={"background": "url(https://example.org)"}, draggable="true", n_clicks=1)
        tree = Static(["p", {"onClick": "alert(1)", "dangerouslySetInnerHTML": {"__html": "<b>"}}, "y"], [])
        assert markup([node, tree]) == "<div>x</div><p>y</p>"

    @pytest.mark.parametrize(
        ("href", "site", "written"),
        [
            ("/commitments?lang=fr&due=overdue", SITE, f'<a href="{SITE}/commitments?lang=fr&amp;due=overdue">x</a>'),
            ("#part", SITE, '<a href="#part">x</a>'),
            ("https://example.org/", SITE, '<a href="https://example.org/">x</a>'),
            ("/commitments", "", "<span>x</span>"),
            ("javascript:alert(1)", SITE, "<span>x</span>"),
            ("data:text/html,x", SITE, "<span>x</span>"),
            ("//example.org/", SITE, "<span>x</span>"),
            (None, SITE, "<span>x</span>"),
        ],
    )
    def test_a_link_leads_to_the_site_or_nowhere(self, href: str, site: str, written: str) -> None:
        assert markup(html.A("x", href=href) if href else html.A("x"), site) == written

    def test_is_the_same_before_and_after_components_are_folded(self) -> None:
        def tree() -> Any:
            link = html.A("there", href="/members")
            return html.Section([html.H2("One"), html.P(["Two ", link, None]), html.Div(link, id={"kind": "live"})])

        assert markup(static(tree()), SITE) == markup(tree(), SITE)

    def test_an_alert_is_a_paragraph(self) -> None:
        assert markup(dbc.Alert("This part could not be made.", color="warning")) == (
            "<p>This part could not be made.</p>"
        )


class TestFile:
    @pytest.mark.parametrize("code", ['a = "</script><script>"', 'b = "<!--"', 'c = "</SCRIPT >"'])
    def test_no_string_of_a_script_ends_it(self, code: str) -> None:
        document = Document(lang="en", title="t", description="d")
        read = Reader(html_file(document, [], [code]))
        assert [tag for tag, _ in read.elements].count("script") == 2  # the data and the code
        assert "<" not in as_script(code)

    def test_no_rule_ends_the_styles(self) -> None:
        assert "</style" not in as_style('a::after{content:"</style><script>"}')

    def test_the_foot_of_a_page_is_one_string(self) -> None:
        assert at_the_foot('a "b" \\ </style>').count('"') == 2

    def test_allows_nothing_but_what_it_holds(self) -> None:
        read = Reader(html_file(Document(lang="en", title="t", description="d"), [], ["let a = 1;"]))
        [policy] = [given["content"] for tag, given in read.elements if given.get("http-equiv")]
        assert policy is not None
        assert policy.startswith("default-src 'none'; script-src 'sha256-")
        assert "http" not in policy

    def test_without_scripts_none_may_run(self) -> None:
        assert "script-src &#x27;none&#x27;" in html_file(Document(lang="en", title="t", description="d"), [])
