"""Which institutions named in an article are one: by a name in brackets, and by a short form of a fuller name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.mentions.institutions import Found
    from kg.model import Institution


def one_of_each(found: Sequence[Found]) -> Mapping[Institution, Institution]:
    """Return for each institution of an article the one that stands for it and its other names."""
    order = list(dict.fromkeys(item.institution for item in found))
    chosen = {institution: institution for institution in order}
    names = {institution.name: institution for institution in reversed(order)}
    for item in found:
        for other in item.others:
            if other in names and names[other] != item.institution:
                chosen[names[other]] = item.institution
    for item in found:
        fuller = _fuller(item, order)
        if fuller is not None:
            chosen[item.institution] = fuller
    return {institution: _root(institution, chosen) for institution in order}


def _fuller(item: Found, order: Sequence[Institution]) -> Institution | None:
    """Return the one institution whose name ends in a name that was read without an area: 寿雁分院."""
    if item.institution.name != item.surface or len(item.surface) < 4:
        return None
    longer = [i for i in order if i.name != item.surface and i.name.endswith(item.surface)]
    return longer[0] if len(longer) == 1 else None


def _root(institution: Institution, chosen: Mapping[Institution, Institution]) -> Institution:
    seen = set()
    while chosen[institution] != institution and institution not in seen:
        seen.add(institution)
        institution = chosen[institution]
    return institution
