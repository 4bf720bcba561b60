"""Hand over in one step: what each act makes of roles and seats, checked, published and undone alone; for editors."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient

from dashboard.editing import acts
from dashboard.view.view import Views
from data_loader import schema
from tests.dashboard.signing_in import app_of, client_of, token_of

CHILE = "role-12"  # co-anchor, Legislative Openness, since October 2016, end not known
SEAT = "seat:gov-chl:2015-10-01"
BAPNA = "seat:cso-bapna:2014-10-01"
HAND_OVER = {"holder": "Canada", "last_day": "2018-02-28", "first_day": "2018-03-01", "source": "https://ogp.org/note"}


@pytest.fixture
def app(own_database: str, tmp_path: Path) -> Dash:
    return app_of(own_database, uploads=str(tmp_path / "uploads"))


@pytest.fixture
def editor(app: Dash) -> FlaskClient:
    return client_of(app, "editor")


def send(client: FlaskClient, path: str, fields: dict[str, str]) -> Any:
    """Send a form as the page's script does."""
    headers = {"X-CSRF-Token": token_of(client), "Accept": "application/json"}
    return client.post(path, data=fields, headers=headers, buffered=True)


def done(answer: Any) -> str:
    """The token of a load, whose work has ended."""
    assert answer.status_code == 200, answer.text
    token: str = answer.json["href"].partition("?")[0].rpartition("/")[2]
    for thread in threading.enumerate():
        if thread.name == f"load-{token}":
            thread.join(120)
    return token


def checked(client: FlaskClient, path: str, fields: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """The load of a form, and what the loader says of it."""
    token = done(send(client, path, fields))
    return token, json.loads(client.get(f"/data/load/jobs/{token}/report.json").text)


def publish(client: FlaskClient, path: str, fields: dict[str, str], note: str = "why") -> dict[str, Any]:
    """Check a form and publish it."""
    token, report = checked(client, path, fields)
    assert [one for one in report["findings"] if one["severity"] == "error"] == [], report
    done(send(client, f"/data/load/jobs/{token}/publish", {"note": note}))
    return report


def table(url: str, name: str) -> dict[str, dict[str, Any]]:
    """The rows of a table in the newest version, by id or by the first of their keys."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        newest = connection.scalar(schema.latest_version())
        batch = dict(tuple(row) for row in connection.execute(schema.batches_of(newest)))[name]
        rows = connection.execute(sa.select(schema.DATA_TABLES[name]).where(schema.DATA_TABLES[name].c.batch == batch))
        found = [dict(row) for row in rows.mappings()]
    engine.dispose()
    keys = [field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.key]
    return {":".join(str(row[key] or "") for key in keys): row for row in found}


def differing(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What became of each row that differs: the fields that do, all for a new one, nothing for one that went."""
    fields = [name for row in (*before.values(), *after.values()) for name in row if name not in _PLACE]
    return {
        key: {
            name: row.get(name)
            for name in dict.fromkeys(fields)
            if row.get(name) != before.get(key, {}).get(name) and name in row
        }
        for key in before.keys() | after.keys()
        for row in [after.get(key, {})]
        if {name: row.get(name) for name in fields} != {name: before.get(key, {}).get(name) for name in fields}
    }


_PLACE = {"batch", "row", "part", "file"}


def page(client: FlaskClient, path: str) -> str:
    """The page at `path` as a browser gets it, for whoever is signed in."""
    return str(client.get(f"/_page/{path}", buffered=True).text)


class TestHandingOver:
    def test_ends_one_role_and_begins_the_next_that_follows(self, own_database: str, editor: FlaskClient) -> None:
        before = table(own_database, "roles")
        report = publish(editor, "/hand-over/hand-over", {"of": CHILE, **HAND_OVER})
        changed = differing(before, table(own_database, "roles"))
        new = next(key for key in changed if key not in before)
        assert changed == {
            CHILE: {"end_date": "2018-02-28", "source": f"{before[CHILE]['source']}; https://ogp.org/note"},
            new: {
                "id": new,
                "steering_member_id": "gov-can",
                "holder": "Canada",
                "constituency": "government",
                "kind": "co_anchor",
                "theme_id": "legislature",
                "title": "Co-anchor, Legislative Openness Working Group",
                "start_date": "2018-03-01",
                "follows": CHILE,
                "source": "https://ogp.org/note",
                "confidence": "high",
            },
        }
        assert [(one["table"], one["new"], one["changed"], one["removed"]) for one in report["changes"]] == [
            ("roles", 1, 1, 0)
        ]

    def test_sent_twice_is_there_once(self, own_database: str, editor: FlaskClient) -> None:
        publish(editor, "/hand-over/hand-over", {"of": CHILE, **HAND_OVER})
        before = table(own_database, "roles")
        _, report = checked(editor, "/hand-over/hand-over", {"of": CHILE, **HAND_OVER})
        assert [(one["new"], one["changed"], one["removed"]) for one in report["changes"]] == [(0, 0, 0)]
        assert table(own_database, "roles") == before

    def test_works_without_scripts(self, editor: FlaskClient) -> None:
        fields = {"csrf_token": token_of(editor), "of": CHILE, **HAND_OVER}
        answer = editor.post("/hand-over/hand-over", data=fields)
        assert (answer.status_code, answer.location[:11]) == (303, "/data/load/")

    def test_takes_a_new_name_and_a_government_that_is_not_on_the_committee(
        self, own_database: str, editor: FlaskClient
    ) -> None:
        publish(editor, "/hand-over/hand-over", {"of": CHILE, **HAND_OVER, "holder": "Sunlight Foundation"})
        publish(editor, "/hand-over/hand-over", {"of": "role-13", **HAND_OVER, "holder": "philippines"})
        sent = {**HAND_OVER, "holder": "Ana Díaz", "constituency": "civil_society"}
        publish(editor, "/hand-over/hand-over", {"of": "role-10", **sent})
        new = [row for row in table(own_database, "roles").values() if row["follows"] in (CHILE, "role-13", "role-10")]
        assert {(row["holder"], row["steering_member_id"], row["constituency"]) for row in new} == {
            ("Sunlight Foundation", None, "government"),
            ("Philippines", None, "government"),
            ("Ana Díaz", None, "civil_society"),
        }

    def test_understands_a_name_in_the_language_of_the_page(self, own_database: str, editor: FlaskClient) -> None:
        publish(editor, "/hand-over/hand-over?lang=fr", {"of": CHILE, **HAND_OVER, "holder": "corée du sud"})
        [new] = [row for row in table(own_database, "roles").values() if row["follows"] == CHILE]
        assert (new["steering_member_id"], new["holder"]) == ("gov-kor", "South Korea")

    def test_that_cannot_be_is_a_finding_of_the_loader(self, editor: FlaskClient) -> None:
        fields = {"of": CHILE, **HAND_OVER, "last_day": "2015-01-01"}
        _, report = checked(editor, "/hand-over/hand-over", fields)
        assert [one["code"] for one in report["findings"] if one["severity"] == "error"] == ["end-before-start"]

    def test_that_is_odd_is_a_warning_of_the_loader(self, editor: FlaskClient) -> None:
        fields = {"of": CHILE, **HAND_OVER, "holder": "Nigeria"}  # whose term begins in October 2018
        _, report = checked(editor, "/hand-over/end", {"of": CHILE, "last_day": "2099-01-01"})
        assert {one["severity"] for one in report["findings"]} == {"warning"}
        _, report = checked(editor, "/hand-over/hand-over", {**fields, "last_day": "2019-02-28"})
        assert {one["severity"] for one in report["findings"]} == {"warning"}


CHANGES: dict[str, tuple[str, dict[str, str], str, dict[str, dict[str, Any]]]] = {
    "confirm": (CHILE, {"day": "2018-05-01"}, "roles", {CHILE: {"last_confirmed": "2018-05-01"}}),
    "end": (CHILE, {"last_day": "2018-05-01"}, "roles", {CHILE: {"end_date": "2018-05-01"}}),
    "remove": ("role-36", {"note": "never began"}, "roles", {"role-36": {}}),
    "confirm-seat": (BAPNA, {"day": "2018-05-01"}, "seats", {BAPNA[5:]: {"last_confirmed": "2018-05-01"}}),
    "end-of-term": (BAPNA, {"last_day": "2018-05-01"}, "seats", {BAPNA[5:]: {"end_date": "2018-05-01"}}),
    "remove-seat": ("seat:gov-nga:2018-10-01", {"note": "wrong"}, "seats", {"gov-nga:2018-10-01": {}}),
}
"""By act: what it is about, what is filled in, and what becomes of which rows of which table."""


class TestEveryAct:
    def test_is_tried(self) -> None:
        assert {*CHANGES, "hand-over", "new-role", "new-seat"} == {*acts.BY_NAME}

    @pytest.mark.parametrize("act", CHANGES)
    def test_changes_its_row_and_no_other(self, own_database: str, editor: FlaskClient, act: str) -> None:
        of, fields, name, expected = CHANGES[act]
        before = table(own_database, name)
        publish(editor, f"/hand-over/{act}", {"of": of, **fields})
        assert differing(before, table(own_database, name)) == expected

    def test_keeps_what_it_is_for_with_the_version(self, editor: FlaskClient) -> None:
        token, _ = checked(editor, "/hand-over/hand-over", {"of": CHILE, **HAND_OVER, "note": "Agreed in Tbilisi."})
        said = "Chile hands Parliaments over to Canada on 1 March 2018. Agreed in Tbilisi."
        assert said in page(editor, f"data/load/{token}").replace("\\u2019", "’")

    @pytest.mark.parametrize("act", acts.BY_NAME)
    def test_says_what_is_missing(self, editor: FlaskClient, act: str) -> None:
        of = {"roles": CHILE, "seats": SEAT, "": ""}[acts.BY_NAME[act].of]
        answer = send(editor, f"/hand-over/{act}", {"of": of})
        assert (answer.status_code, answer.json["error"][:16]) == (400, "Please fill in: ")

    @pytest.mark.parametrize("act", [act.name for act in acts.ACTS if act.of])
    @pytest.mark.parametrize("of", ["", "role-99", "seat:gov-chl:1999", "seat:", "themes", "\0"])
    def test_is_about_what_is_there(self, editor: FlaskClient, act: str, of: str) -> None:
        answer = send(editor, f"/hand-over/{act}", {"of": of, **HAND_OVER, "day": "2018", "note": "x"})
        assert (answer.status_code, "no longer there" in answer.json["error"]) == (404, True)

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"holder": "x" * 301}, "This is too long, or no text: Holder."),
            ({"kind": "king"}, "This cannot be chosen: Kind of role."),
            ({"theme_id": "<script>"}, "This cannot be chosen: Theme."),
        ],
    )
    def test_refuses_what_no_form_of_ours_sends(
        self, editor: FlaskClient, fields: dict[str, str], sentence: str
    ) -> None:
        good = {"holder": "Chile", "kind": "co_chair", "title": "Chair", "first_day": "2018-01-01"}
        answer = send(editor, "/hand-over/new-role", good | fields)
        assert (answer.status_code, answer.json["error"]) == (400, sentence)

    @pytest.mark.parametrize("role", ["stranger", "viewer", "reporter"])
    def test_is_for_editors_alone(self, app: Dash, own_database: str, role: str) -> None:
        client, before = client_of(app, role), table(own_database, "roles")
        for act in acts.ACTS:
            assert send(client, f"/hand-over/{act.name}", {"of": CHILE, **HAND_OVER}).status_code in (401, 403)
        assert table(own_database, "roles") == before


class TestSomethingNew:
    def test_a_role_gets_an_id_of_its_own(self, own_database: str, editor: FlaskClient) -> None:
        before = table(own_database, "roles")
        fields = {"holder": "Italy", "kind": "co_anchor", "theme_id": "open-data", "title": "Co-anchor, Open Data"}
        publish(editor, "/hand-over/new-role", {**fields, "first_day": "2018-11-01"})
        [(id_, row)] = differing(before, table(own_database, "roles")).items()
        assert id_ not in before
        assert row == {
            "id": id_,
            "steering_member_id": "gov-ita",
            "holder": "Italy",
            "constituency": "government",
            "kind": "co_anchor",
            "theme_id": "open-data",
            "title": "Co-anchor, Open Data",
            "start_date": "2018-11-01",
            "confidence": "medium",
        }

    @pytest.mark.parametrize(
        ("fields", "member"),
        [
            ({"holder": "Chile"}, "gov-chl"),
            ({"holder": "Germany"}, "gov-deu"),
            ({"holder": "Ana Díaz", "constituency": "civil_society", "organisation": "Open X"}, "cso-ana-diaz"),
        ],
    )
    def test_a_seat_is_of_a_member_that_sat_before_or_of_a_new_one(
        self, own_database: str, editor: FlaskClient, fields: dict[str, str], member: str
    ) -> None:
        seats, people = table(own_database, "seats"), table(own_database, "steering_members")
        publish(editor, "/hand-over/new-seat", {**fields, "first_day": "2018-12-01", "last_day": "2021-11-30"})
        [(key, seat)] = differing(seats, table(own_database, "seats")).items()
        assert (key, seat["end_date"]) == (f"{member}:2018-12-01", "2021-11-30")
        new = differing(people, table(own_database, "steering_members"))
        assert {*new} == ({member} - people.keys())
        if member == "gov-deu":
            assert (new[member]["country"], new[member]["region"]) == ("DEU", "europe")
        if member == "cso-ana-diaz":
            assert (new[member]["name"], new[member]["organisation"]) == ("Ana Díaz", "Open X")


class TestUndoingItAlone:
    def test_takes_all_rows_of_it_back_and_keeps_what_came_later(self, own_database: str, editor: FlaskClient) -> None:
        before = table(own_database, "roles")
        publish(editor, "/hand-over/hand-over", {"of": CHILE, **HAND_OVER})
        publish(editor, "/hand-over/confirm", {"of": "role-14", "day": "2018-05-01"})
        done(send(editor, "/data/load/undo", {"version": "2", "against": "3"}))
        assert differing(before, table(own_database, "roles")) == {"role-14": {"last_confirmed": "2018-05-01"}}

    def test_is_offered_beside_what_was_published(self, editor: FlaskClient) -> None:
        publish(editor, "/hand-over/hand-over", {"of": CHILE, **HAND_OVER}, note="Chile to Canada")
        shown = page(editor, "hand-over")
        assert ("Chile to Canada" in shown, "Undo: Data version 2" in shown) == (True, True)
        done(send(editor, "/data/load/undo", {"version": "2", "against": "2"}))
        assert "Version 2 was undone." in page(editor, "hand-over")
        assert "Undo: Data version 2" not in page(editor, "hand-over")


class TestThePages:
    @pytest.mark.parametrize("path", ["hand-over", f"hand-over/{CHILE}", f"hand-over/{SEAT}", "hand-over/new-seat"])
    @pytest.mark.parametrize("role", ["stranger", "reporter"])
    def test_offer_nothing_to_others(self, app: Dash, path: str, role: str) -> None:
        shown = page(client_of(app, role), path)
        assert ("have the role of an editor" in shown, "posted act" in shown) == (True, False)

    @pytest.mark.parametrize("lang", ["en", "fr", "es"])
    @pytest.mark.parametrize("item", [CHILE, SEAT, "new-role", "new-seat"])
    def test_have_a_form_for_each_act(self, editor: FlaskClient, item: str, lang: str) -> None:
        kind = {CHILE: "roles", SEAT: "seats"}.get(item)
        expected = [act.name for act in acts.acts_of(kind)] if kind else [item]
        shown = page(editor, f"hand-over/{item}?lang={lang}")
        offered = [name for name in acts.BY_NAME if f"/hand-over/{name}?" in shown or f'/hand-over/{name}"' in shown]
        assert offered == expected

    @pytest.mark.parametrize("item", ["role-99", "seat:gov-chl:1999", "hand-over", "confirm"])
    def test_of_nothing_are_not_there(self, editor: FlaskClient, item: str) -> None:
        assert editor.get(f"/hand-over/{item}").status_code == 404

    @pytest.mark.parametrize("path", ["leadership", "members/CHL"])
    def test_of_the_roles_lead_editors_there_and_nobody_else(self, app: Dash, path: str) -> None:
        seen = {role: f"/hand-over/{CHILE}" in page(client_of(app, role), path) for role in ("editor", "viewer")}
        assert seen == {"editor": True, "viewer": False}


class TestWords:
    def test_name_who_hands_over_what_to_whom_and_when(self, reference: Views) -> None:
        def said(lang: str, act: str, item: str, **fields: str) -> str:
            view = reference.of(f"?lang={lang}")
            _, row = acts.stored(view, item) or ("", {})
            return acts.BY_NAME[act].sentence(acts.Given(view, row, fields))

        to_italy = {"holder": "Italy", "first_day": "2018-03-01"}
        assert said("en", "hand-over", CHILE, **to_italy) == "Chile hands Parliaments over to Italy on 1 March 2018."
        assert "Italie" in said("fr", "hand-over", CHILE, **to_italy)
        assert said("en", "confirm-seat", SEAT, day="2018-03-01") == (
            "Chile still sits on the Steering Committee, confirmed on 1 March 2018."
        )
        assert said("en", "end", CHILE, last_day="tomorrow") == "Chile gives up Parliaments; the last day is tomorrow."
