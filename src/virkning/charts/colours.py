"""The look's colours for charts. Green, yellow and red mean lights and nothing else."""

from virkning.charts.definitions import LightColour, Role

PETROL = "#0b4a57"
VIOLET = "#6a51a3"
REFERENCE = "#454545"
INK = "#1a1a1a"
MUTED = "#595959"
RULE = "#dcdcdc"
AXIS = "#707070"
WHITE = "#ffffff"

OF_ROLE: dict[Role, str] = {"main": PETROL, "second": VIOLET, "reference": REFERENCE}

# surface, mark and border of each light, as on the light tags
LIGHT_SURFACE: dict[LightColour, str] = {
    "green": "#d9eecb",
    "yellow": "#ffeec2",
    "red": "#ffe3e1",
    "none": WHITE,
}
LIGHT_MARK: dict[LightColour, str] = {
    "green": "#2b6a00",
    "yellow": "#7a4f00",
    "red": "#b30000",
    "none": MUTED,
}
LIGHT_BORDER: dict[LightColour, str] = {
    "green": "#2b6a00",
    "yellow": "#b07d1e",
    "red": "#b30000",
    "none": AXIS,
}

# dark and light in turn, so that neighbours differ in black and white too; text on it in the second colour
PARTS: tuple[tuple[str, str], ...] = (
    (PETROL, WHITE),
    ("#b9d3d8", INK),
    (VIOLET, WHITE),
    ("#d9cfeb", INK),
    (REFERENCE, WHITE),
    ("#d2d2d2", INK),
    ("#3f7683", WHITE),
    ("#9ec1c8", INK),
    ("#8a76b8", INK),
    ("#c3b3df", INK),
)

_RAMP_FROM, _RAMP_TO = (0x0B, 0x4A, 0x57), (0xCB, 0xDE, 0xE2)


def parts(count: int, *, ordered: bool) -> tuple[tuple[str, str], ...]:
    """Fill and text colour of `count` parts (at most ten); ordered ones go from dark to light petrol."""
    if not ordered:
        return PARTS[:count]
    return tuple(_ramp(index / max(count - 1, 1)) for index in range(count))


def _ramp(share: float) -> tuple[str, str]:
    mixed = tuple(round(a + (b - a) * share) for a, b in zip(_RAMP_FROM, _RAMP_TO, strict=True))
    # at 0.35 of the ramp white text falls below 4.5:1 and ink rises above it
    text = WHITE if share < 0.35 else INK
    return f"#{mixed[0]:02x}{mixed[1]:02x}{mixed[2]:02x}", text
