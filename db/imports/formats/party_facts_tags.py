"""Ideology tags of Wikipedia, as `wptags` of Party Facts gives them, as Liaison's families."""

import re
from collections.abc import Mapping
from typing import Final

_BY_FAMILY: Final[Mapping[str, str]] = {
    "communist": "communism|marxism-leninism|marxism|stalinism|trotskyism|maoism|hoxhaism|titoism|anti-revisionism|"
    "eurocommunism|revolutionary socialism|scientific socialism|juche",
    "socialist": "socialism|democratic socialism|socialism of the 21st century|african socialism|arab socialism|"
    "agrarian socialism|liberal socialism|christian socialism|anti-capitalism|left-wing populism|nasserism",
    "social democratic": "social democracy|third way|labour movement|labourism|labor zionism",
    "green": "green politics|eco-socialism|environmentalism|green liberalism|green conservatism|ecofeminism",
    "liberal": "liberalism|social liberalism|classical liberalism|conservative liberalism|economic liberalism|"
    "neoliberalism|liberal democracy|classical radicalism|libertarianism|right-libertarianism|cultural liberalism",
    "christian democratic": "christian democracy|christian humanism|catholic social teaching|popolarismo",
    "conservative": "conservatism|liberal conservatism|social conservatism|national conservatism|"
    "fiscal conservatism|cultural conservatism|gaullism|monarchism|royalist|constitutional monarchy",
    "right-wing": "right-wing populism|fascism|neo-fascism|nazism|neo-nazism|clerical fascism|third position|"
    "white supremacy|opposition to immigration|ultranationalism|christian right",
    "nationalist": "nationalism|civic nationalism|left-wing nationalism|economic nationalism|ethnic nationalism|"
    "african nationalism|arab nationalism|revolutionary nationalism|national liberalism|pan-arabism|"
    "pan-africanism|zionism|kemalism",
    "religious": "islamism|islam and democracy|islamic fundamentalism|islamic democracy|religious nationalism|"
    "religious zionism|hindutva|guardianship of the islamic jurist|pan-islamism|sunni islam|buddhist socialism",
    "agrarian": "agrarianism",
    "regional": "regionalism|separatism|autonomism (political doctrine)|ethnic party|minority rights|localism|"
    "catalan nationalism|basque nationalism|scottish nationalism|flemish movement|kurdish nationalism",
    "other": "pirate politics|direct democracy|anti-corruption|euroscepticism|feminism|single-issue politics",
}
FAMILIES: Final[Mapping[str, str]] = {
    tag: family for family, tags in _BY_FAMILY.items() for tag in tags.split("|")
}
"""The family that each tag tells; tags that go with any family (reformism, secularism, populism …) tell none."""

_WORTH: Final[Mapping[str, int]] = {
    "communism": 3, "marxism-leninism": 3, "social democracy": 2, "christian democracy": 3, "green politics": 3,
    "socialism": 2, "democratic socialism": 2, "liberalism": 2, "conservatism": 2, "islamism": 3, "fascism": 3,
    "neo-fascism": 3, "nazism": 3, "agrarianism": 2, "regionalism": 2, "right-wing populism": 2,
}  # fmt: skip
"""How much tags count that name a family outright; all others count 1, those of the family `other` nothing."""

_LINE: Final = re.compile(r"^\s*tags (\w+):\s*(.*)$")


def family(cell: str) -> tuple[str, str]:
    """Return the family that the tags of a party tell, and the tags as they are to be noted.

    The family with the highest worth of tags is meant, of several the one whose tag comes first. Where no tag tells a
    family it is `unknown`. Tags are noted always: they say more than one family can.
    """
    said: dict[str, str] = {found[1]: found[2] for line in cell.splitlines() if (found := _LINE.match(line))}
    tags = [tag.strip(" []").lower() for tag in said.get("ideology", "").split("//")]
    tags = [tag for tag in tags if tag and tag != "not found."]
    worth: dict[str, int] = {}
    for tag in tags:
        means = FAMILIES.get(tag)
        if means is not None:
            worth[means] = worth.get(means, 0) + (0 if means == "other" else _WORTH.get(tag, 1))
    best = max(worth, key=worth.__getitem__) if worth else "unknown"
    noted = ", ".join(dict.fromkeys(tags))
    position = " to ".join(part.strip() for part in said.get("position", "").split("//") if part.strip())
    return best, "; ".join(filter(None, (noted, f"position {position}" if position else "")))
