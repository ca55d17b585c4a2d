"""The keys of research on the sample: what each finds, worked out by hand from the sample's tables."""

from collections.abc import Callable, Iterator

import pytest

from db import filters, sample
from db.codebook import codebook
from db.filters import FilterError
from db.timeline import Timeline

KMT = "kmt-2008 kmt-2009 kmt-2013 kmt-2013-xi kmt-2013-yu kmt-2016"
RULING = "2006-02-visit cn-jp-1 cn-jp-2"
SESSIONS_MUCH_REPORTED = "cn-jp-1 cn-jp-4 cn-jp-5 cn-jp-6 cn-jp-7 cn-jp-8"
WITHOUT_RELATIONS = f"{KMT} 2004-icapp icapp-2023 press-2007 wpk-2007 2024-05-mapaila"
"""The Kuomintang, a body of no country, a guest from China itself; and two events without an earliest day."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Timeline]:
    """The sample, which nobody may change."""
    with Timeline.create(tmp_path_factory.mktemp("keys") / "s.liaison", sample.build) as timeline:
        yield timeline


@pytest.fixture(scope="module")
def found(told: Timeline) -> Callable[[str], set[str]]:
    """Return a function from filter text to the sample's own keys of the events it finds."""
    keys = {row["title"]: row["key"] for row in codebook.rows_of("sample", "events.csv")}

    def run(text: str) -> set[str]:
        wanted = filters.parse(text)
        assert filters.parse(str(wanted)) == wanted
        with told.reading() as connection:
            filters.check(wanted, connection)
            titles = dict(connection.execute("SELECT id, title FROM event").fetchall())
            return {keys[titles[event]] for event in filters.matching(connection, wanted).tolist()}

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # family: of the counterpart, not of the focal party, which is communist and takes part in all
        ("family:socialist", "2017-12-ngolo psuv-2022 psuv-2023 psuv-2024 indochina-2025 cambodia-2025"),
        ("family:right-wing,nationalist", f"{KMT} africa-2017 brazil-2019"),
        ("family:communist country:LK", "2023-04-weerasinghe"),
        # standing: on the day of the event, or on another
        (
            "standing:opposition country:JP",
            "dpj-congress-2007 dpj-cpc-1 dpj-cpc-2 ldp-2009-11 2017-08-renho",
        ),
        ('standing:"leads government" party:"Democratic Party of Japan"', "dpj-cpc-3 dpj-2009-12"),
        ("standing:governing party:LDP 2009", "cn-jp-4 2009-03-li"),
        ("standing:opposition@2010-06-01 2009 country:JP", "cn-jp-4 2009-03-li ldp-2009-11"),
        ("standing:governing@2010-06-01 2009 country:JP", "dpj-cpc-3 dpj-2009-12"),
        (
            "standing:unknown country:DE",
            "cducsu-10 2016-02-grund cducsu-2018 2023-12-wadephul germany-2024",
        ),
        ("standing:unknown@2015-01-01 country:DE -party:CDU/CSU", "germany-2024"),
        # relations: with the counterpart's country on the day, or on another
        ("relations:none", ""),
        ("relations:diplomatic country:BI", "africa-2017"),
        ("relations:suspended@1968-01-01 country:BI", "africa-2017"),
        ("relations:unknown", WITHOUT_RELATIONS),
        ("relations:unknown@2026-01-01", f"{KMT} 2004-icapp icapp-2023 press-2007"),
        # person: in any script and order
        ("person:井上義久 2006", RULING),
        ('person:"Yoshihisa Inoue" 2006', RULING),
        ('person:"inoue yoshihisa" 2018', "cn-jp-8"),
        # post: as printed, or held on the day
        ('post:"policy research" person:Inoue', "2006-02-visit cn-jp-1 cn-jp-6"),  # in the sixth, another's
        ("post:secretary-general person:Inoue 2015", "2015-03-prep cn-jp-5 2015-12-yu"),
        ('post:"Deputy leader" person:Inoue', "cn-jp-2"),
        # level: and above or below
        ("level:director,vice-minister -verified:>=4", "cducsu-10 cducsu-2018 count-2017"),
        ("level:leader 2006..2013", f"dpj-cpc-2 {KMT.removesuffix(' kmt-2016')}"),
        ("level:>politburo 2008..2013", KMT.removesuffix(" kmt-2016")),
        ("level:<vice-minister", "cducsu-10 cducsu-2018"),
        # has:
        ("has:invitation", "dpj-congress-2007 cn-jp-1 cn-jp-2"),
        (
            "has:commitment",
            "press-2007 cn-jp-1 2015-03-prep cn-jp-6 brief-2007 cn-jp-2 cn-jp-5 cn-jp-7",
        ),
        ("has:conflict", "2004-03-founding cn-jp-6 cn-jp-1 cn-jp-5 dpj-cpc-3 press-2007"),
        ("has:attachment", ""),
        ("-has:counterpart", "count-2010 count-2016 count-2017 wpp-2017"),
        # evidence: and verified: by numbers
        ("evidence:0", ""),
        (
            "evidence:>=4",
            f"2004-03-founding press-2007 dpj-cpc-3 count-2016 count-2017 spd-2 {SESSIONS_MUCH_REPORTED}",
        ),
        ("evidence:<2 2006 -precision:open", "2006-01-nakagawa 2006-01-takebe 2006-02-visit"),
        ("verified:5 2016", "2016-02-grund"),
        ("verified:5 2019", "2019-04-qian brazil-2019"),
        ("verified:0", "wpp-2017"),
        ("verified:>=4 2006", "2006-01-nakagawa 2006-01-takebe cn-jp-1 cn-jp-2"),
        # source: title, publisher (any of its words) or address
        ("source:konrad-adenauer", "cducsu-10 cducsu-2018"),
        ("source:kas.de", "cducsu-10 cducsu-2018"),
        ("source:Kyodo", "dpj-cpc-2"),
        ('source:"nuevo país"', "psuv-2023"),
        ('source:"Chinese ruling party official"', "icapp-2023"),
        # the codebook's terms
        ("issue:cross-strait", KMT),
        ('issue:"east china sea"', "2007-03-visit cn-jp-5"),
        ("issue:belt", "cn-jp-6 cn-jp-7 cn-jp-8"),
        (
            "area:economy",
            "cn-jp-1 cn-jp-2 2007-03-visit cn-jp-4 cn-jp-6 2017-08-keidanren 2017-12-visit cn-jp-7 cn-jp-8",
        ),
        ("area:environment,technology", "spd-2"),
        ("channel:video", "wpp-2021 psuv-2022"),
        ("channel:letter,phone", ""),
        # country: and region: of the counterpart
        (
            "country:ZA",
            "africa-2017 2023-04-mapaila anc-2023-06 anc-2023-07 brics-2023 2024-04-mapaila 2024-05-mapaila",
        ),
        (
            "country:南非 -party:SACP",
            "anc-2023-06 anc-2023-07",
        ),
        ("country:TW", KMT),
        ("country:unknown", "2004-icapp icapp-2023"),
        ("-country:known", "2004-icapp icapp-2023 count-2010 count-2016 count-2017 wpp-2017"),
        ('region:"Southern Europe"', "2025-04-grech"),
        ("region:Africa -country:ZA", "2017-12-ngolo"),
        ("region:unknown", "2004-icapp icapp-2023"),
    ],
)
def test_found(found: Callable[[str], set[str]], text: str, expected: str) -> None:
    assert found(text) == set(expected.split())


@pytest.mark.parametrize(
    ("text", "said", "position"),
    [
        ("standing:oposition", "Did you mean opposition", 9),
        ("standing:opposition@2010-13-01", "“2010-13-01” is no date", 20),
        ("relations:none@2010", "one day, not “2010”", 15),
        ("relations:none@", "“” is no date", 14),
        ("standing:governed@2010-01-01", "“governed” is no word for standing", 9),
        ("family:comunist", "Did you mean communist", 7),
        ("verified:6", "from 0 to 5", 9),
        ("evidence:many", "takes a number", 9),
        ("region:Atlantis", "No region", 7),
        ("issue:tawian", "No issue", 6),
    ],
)
def test_refused(found: Callable[[str], set[str]], text: str, said: str, position: int) -> None:
    with pytest.raises(FilterError, match=r"character") as caught:
        found(text)
    assert said in str(caught.value)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("fam", "family:"),
        ("family:soc", "socialist"),
        ("standing:lead", "leads government"),
        ("standing:unk", "unknown"),
        ("relations:lia", "liaison office"),
        ("person:井上", "Yoshihisa Inoue"),
        ("post:secr", "Secretary-General"),
        ("level:>=min", "minister"),
        ("has:inv", "invitation"),
        ("has:com", "commitment"),
        ("has:conf", "conflict"),
        ("has:att", "attachment"),
        ("evi", "evidence:"),
        ("veri", "verified:"),
        ("source:konr", "Konrad-Adenauer-Stiftung"),
        ("issue:belt", "belt and road"),
        ("area:tech", "technology"),
        ("channel:vid", "video"),
        ("country:南", "South Africa"),
        ("country:unk", "unknown"),
        ("region:southern", "Southern Asia"),
        ("region:kno", "known"),
    ],
)
def test_offered(told: Timeline, typed: str, offered: str) -> None:
    with told.reading() as connection:
        texts = [one.text for one in filters.completions(typed, len(typed), connection)]
    assert offered in texts[:3]


def test_an_actor_s_id_stands_for_its_name(told: Timeline, found: Callable[[str], set[str]]) -> None:
    with told.reading() as connection:
        (actor,) = connection.execute("SELECT id FROM actor WHERE name = 'Kuomintang'").fetchone()
    assert found(f"party:{actor}") == set(KMT.split())
    with pytest.raises(FilterError, match="No party"):
        found("party:123456789012345")


def test_an_organ_of_a_party_has_its_family(timeline: Timeline) -> None:
    from db import events
    from db.events import Taking
    from db.models import Actor
    from db.registry import names

    with timeline.edit("Add") as session:
        party = names.create_actor(session, "A party")
        organ = names.create_actor(session, "Its youth", kind="organ")
        session.get_one(Actor, party).family = "green"
        session.get_one(Actor, organ).parent_id = party
        made = events.create(session, "A talk", None)
        events.set_takings(session, made, [Taking(organ)])
    with timeline.reading() as connection:
        assert filters.matching(connection, filters.parse("family:green")).tolist() == [made]
        assert filters.matching(connection, filters.parse("family:unknown")).tolist() == []
