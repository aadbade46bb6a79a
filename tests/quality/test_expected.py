import datetime as dt

from tests.quality.expected import cases, claim, days, each_of, moods, numbers


def test_parties_of_a_probe_have_names_and_codes() -> None:
    side = each_of("the two leaders / they=GEO; Turkey=TUR")
    assert side.parties == (("the two leaders", "they"), ("Turkey",))
    assert side.countries == {"GEO", "TUR"}
    assert each_of("").judged
    assert not each_of("?").judged


def test_counts_are_exact_open_or_ranges() -> None:
    assert numbers("killed 14-, injured 3, arrested 5-7") == (
        ("killed", 14, None),
        ("injured", 3, 3),
        ("arrested", 5, 7),
    )


def test_sources_dates_and_auxiliaries_may_be_left_open() -> None:
    assert claim("?", " / ") == (None, "")
    assert claim("Minsk / it:denies", " / ") == (("Minsk", "it"), "denies")
    assert days("2025-06-17") == (dt.date(2025, 6, 17), dt.date(2025, 6, 17))
    assert moods("historical future?") == (frozenset({"historical"}), frozenset({"future"}))


def test_every_name_that_probes_and_samples_expect_stands_in_their_text() -> None:
    for case in cases([]):
        for row in case.rows:
            for name in [name for side in (row.actors, row.recipients) for party in side.parties for name in party]:
                assert name in case.article.text


def test_there_are_600_probes_with_an_event_and_200_without() -> None:
    probes = [case for case in cases([]) if case.part != "samples"]
    assert sum(any(row.must for row in case.rows) for case in probes) >= 600
    assert sum(not case.rows for case in probes) >= 200
