"""E-mail addresses in a text: whose may be a citizen's, and whose are a public body's."""

import pytest

from virkning.figures.personal import address_doubts, find_addresses, is_public


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Skriv til os", []),
        ("Pris: 3 @ 40 kr.", []),
        ("Skriv til a.b@example.com.", ["a•••@example.com"]),
        ("(borger@mail.example.org), og x@y.co", ["b•••@mail.example.org", "x•••@y.co"]),
        ("BORGER@EXAMPLE.COM", ["B•••@EXAMPLE.COM"]),
        ("åse@example.com", ["å•••@example.com"]),
        ("jobcenter@holstebro.dk", []),
        ("a@SIRI.dk og b@star.dk", []),
        ("team@job.kk.dk", []),
        ("nogen@ikke-kk.dk", ["n•••@ikke-kk.dk"]),
        ("nogen@holstebro.dk.example.com", ["n•••@holstebro.dk.example.com"]),
        ("mailto:nogen@example.com?subject=x", ["n•••@example.com"]),
        ("nogen＠example.com", ["n•••@example.com"]),
    ],
)
def test_addresses_that_may_be_a_citizens(text: str, found: list[str]) -> None:
    assert [one.masked for one in find_addresses(text)] == found


def test_where_it_stands() -> None:
    (found,) = find_addresses("Spørg nogen@example.com i dag")
    assert (found.start, found.end) == (6, 23)


@pytest.mark.parametrize("domain", ["aarhus.dk", "kk.dk", "regionh.dk", "star.dk", "politi.dk", "europa.eu"])
def test_public_bodies(domain: str) -> None:
    assert is_public(domain)
    assert is_public(f"nogen@underside.{domain}")
    assert not is_public(f"x{domain}")


def test_a_doubt_a_field_tells_the_address_masked() -> None:
    (doubt,) = address_doubts({"method": "Ingen her", "target_group": "Skriv til nogen@example.com"})
    assert (doubt.code, doubt.field) == ("address_target_group", "target_group")
    assert "n•••@example.com" in str(doubt.phrase)
    assert "nogen@" not in str(doubt.phrase)


def test_a_long_text_is_searched_quickly() -> None:
    assert find_addresses("a." * 100_000 + "@") == ()
    assert find_addresses("@" * 20_000) == ()
    assert find_addresses("x@" + "a-" * 50_000) == ()
