"""Doubts: what looks wrong and may be right is answered by name, or the call is not carried out."""

from collections.abc import Mapping, Sequence

from .problems import Doubted, OpenDoubt


def answered(found: Sequence[OpenDoubt], confirmed: Mapping[str, str]) -> dict[str, str]:
    """The answers to the doubts there are: code → why. Raises `Doubted` with those nobody has answered."""
    still = [one for one in found if one.code not in confirmed]
    if still:
        raise Doubted(still)
    return {one.code: confirmed[one.code] for one in found}
