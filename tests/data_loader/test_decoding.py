"""Text in old encodings: never read wrongly in silence, and asked about where a handful of words leave it open."""

from __future__ import annotations

import pytest

from data_loader import decoding, read
from data_loader.questions import Asking
from data_loader.spreadsheet import File
from tests.data_loader.corpus import WORDS, csv_bytes, in_words

WESTERN = {
    "French": "Évaluation à mi-parcours, Zoé, comité d’éthique, février",
    "Spanish": "Coordinación, España, niñez, José, Bogotá",
    "Portuguese": "São Tomé, participação, órgão, João",
    "German": "Jürgen Müller, Öffentlichkeit, Straße, für",
    "punctuation": "Citizens’ budget – “open”, 50 €",
    "one accent": "fête, Zoé",
}
EASTERN = {
    "Czech": ("cp1250", "Jiří Dvořák, Předseda výboru, Třebíč"),
    "Polish": ("cp1250", "Łukasz Wiśniewski, przewodniczący, Gdańsk, Łódź"),
    "Hungarian": ("cp1250", "Győző Tóth, főosztályvezető, minisztérium, közérdekű, adatkérő"),
    "Romanian": ("cp1250", "Ştefan Ionescu, Preşedinte, consilier, Braşov, Galaţi"),
    "Bulgarian": ("cp1251", "Елена Примерова, Председател"),
    "Ukrainian on a Mac": ("mac_cyrillic", "Голова підкомітету, Олена Прикладова, Київ"),
}  # fmt: skip


def read_as(content: bytes, **answers: str) -> tuple[list[list[str]], Asking]:
    asking = Asking({key.replace("__", ":"): value for key, value in answers.items()})
    grids, findings = read.read(File("meetings.csv", content, ""), asking)
    assert findings == []
    return [row for grid in grids for row in grid.rows[1:]], asking


def meetings(words: str, encoding: str) -> bytes:
    return b"\r\n".join(
        [b"id,start_date,end_date,place,kind"]
        + [f"sc-{n},2016,2016,{word},event".encode(encoding) for n, word in enumerate(words.split(", "))]
    )


@pytest.mark.parametrize("language", WESTERN)
def test_ordinary_words_of_western_europe_are_read_without_a_question(language: str) -> None:
    rows, asking = read_as(meetings(WESTERN[language], "cp1252"))
    assert [row[3] for row in rows] == WESTERN[language].split(", ")
    assert asking.asked == {}


@pytest.mark.parametrize("language", EASTERN)
def test_other_words_are_never_read_wrongly_in_silence(language: str) -> None:
    encoding, words = EASTERN[language]
    rows, asking = read_as(meetings(words, encoding))
    assert [row[3] for row in rows] == words.split(", ") or asking.asked
    options = [option.text for question in asking.asked.values() for option in question.options]
    assert not asking.asked or any(words.split(", ")[0].split()[0] in option for option in options)


@pytest.mark.parametrize("encoding", WORDS)
def test_each_encoding_is_known_by_three_cells(encoding: str) -> None:
    rows, asking = read_as(csv_bytes(in_words(WORDS[encoding])).decode().encode(encoding))
    assert ([row[3] for row in rows], asking.asked) == ([*WORDS[encoding]], {})


class TestAQuestion:
    CONTENT = meetings("Łom", "cp1250")

    def test_keeps_the_file_out_until_it_is_answered(self) -> None:
        rows, asking = read_as(self.CONTENT)
        assert rows == []
        assert [question.key for question in asking.open()] == ["encoding:meetings.csv"]

    def test_shows_the_words_of_the_file_in_each_encoding(self) -> None:
        _, asking = read_as(self.CONTENT)
        [question] = asking.asked.values()
        shown = {option.value: option.text for option in question.options}
        assert shown["cp1250"] == "Łom (Windows-1250)"
        assert shown["cp1252"] == "£om (Windows-1252)"
        assert len({text.partition(" (")[0] for text in shown.values()}) == len(shown) <= decoding.SHOWN

    def test_is_settled_by_an_answer_to_it_or_to_all_of_its_kind(self) -> None:
        for answers in ({"encoding__meetings.csv": "cp1250"}, {"encoding": "cp1250"}):
            rows, asking = read_as(self.CONTENT, **answers)
            assert [row[3] for row in rows] == ["Łom"]
            assert asking.open() == []

    def test_an_answer_for_all_files_leaves_alone_what_nobody_would_ask(self) -> None:
        rows, asking = read_as(meetings(WESTERN["French"], "cp1252"), encoding="cp1250")
        assert (rows[0][3], asking.asked) == ("Évaluation à mi-parcours", {})

    def test_an_answer_for_a_file_counts_also_where_nothing_would_be_asked(self) -> None:
        content = meetings(WESTERN["French"], "cp1252")
        rows, _ = read_as(content, **{"encoding__meetings.csv": "cp1250"})
        assert rows[0][3] == "Évaluation ŕ mi-parcours"


@pytest.mark.parametrize(
    "word", ["Zoé", "d’Ivoire", "O’Neil", "Citizens’", "São", "1ª", "Nº", "«Zoé»", "Müller-Öse", "it’s"]
)
def test_what_people_write_is_a_word(word: str) -> None:
    assert decoding.is_word(word)


@pytest.mark.parametrize(
    "word", ["JosŽ", "Coordinaci—n", "SπoTomΘ", "Per˙", "Preºedinte", "ќлена²", "Wi\x9cniewski³", "Mart’n"]
)
def test_what_nobody_writes_is_none(word: str) -> None:
    assert not decoding.is_word(word)


def test_a_large_file_is_judged_by_a_part_of_it() -> None:
    content = meetings(", ".join(f"Málaga {n}" for n in range(20_000)), "cp1252")
    assert len(decoding._evidence(content)) < 3 * 2**16
    assert decoding.readings(content)[0].encoding == "cp1252"
