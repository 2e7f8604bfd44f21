"""What looks like a name where a role should stand."""

import pytest

from virkning.figures.rolewords import looks_like_a_name


@pytest.mark.parametrize(
    "text",
    ["Mette Hansen", "leder Mette Hansen", "Anne-Marie Sørensen, tovholder", "Åse Ærø", "Ib Æbelø (lærer)"],
)
def test_a_name(text: str) -> None:
    assert looks_like_a_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Aktivitetsansvarlig",
        "Styregruppens formand",
        "Leder af UU",
        "Holstebro Kommune",
        "UU Nordvestjylland",
        "Forældre, Elever",
        "Holstebro Gymnasium",
        "SSP-konsulent",
        "Mette",
    ],
)
def test_a_role(text: str) -> None:
    assert not looks_like_a_name(text)
