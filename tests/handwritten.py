"""A few articles with what is to be read of them, written by hand, for the tests of graph, store and pages."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from kg.model import (
    Article,
    ArticleFacts,
    Bound,
    CleanText,
    Implementation,
    Indicator,
    Initiative,
    Institution,
    InstitutionKind,
    Level,
    Mention,
    Observation,
    Passage,
    Place,
    Source,
    Status,
    Unresolved,
    ValueKind,
)

SEEDS = Path(__file__).resolve().parent.parent / "seeds"

HUNAN = Place(key="430000", name="湖南省", level=Level.PROVINCE)
YONGZHOU = Place(key="431100", name="永州市", level=Level.PREFECTURE, parent="430000")
ZHUZHOU = Place(key="430200", name="株洲市", level=Level.PREFECTURE, parent="430000")
LENGSHUITAN = Place(key="431103", name="冷水滩区", level=Level.COUNTY, parent="431100")
HUBEI = Place(key="420000", name="湖北省", level=Level.PROVINCE)
XIANGYANG = Place(key="420600", name="襄阳市", level=Level.PREFECTURE, parent="420000")
YICHENG = Place(key="420684", name="宜城市", level=Level.COUNTY, parent="420600")
TAFENG = Place(key="431127100", name="塔峰镇", level=Level.TOWNSHIP, parent="431127")
LANSHAN = Place(key="431127", name="蓝山县", level=Level.COUNTY, parent="431100")

PLACES = {
    place.key: place for place in (HUNAN, YONGZHOU, ZHUZHOU, LENGSHUITAN, HUBEI, XIANGYANG, YICHENG, TAFENG, LANSHAN)
}
place_of = PLACES.get

CENTRAL = Institution(name="永州市中心医院", kind=InstitutionKind.HOSPITAL, area=YONGZHOU)
BRANCH = Institution(name="永州市中心医院冷水滩院区", kind=InstitutionKind.HOSPITAL, area=LENGSHUITAN, parent=CENTRAL)

COMMUNITY = Initiative(name="紧密型县域医共体")
RECOGNITION = Initiative(name="检查检验结果互认")
FAMILY_DOCTOR = Initiative(name="家庭医生签约服务")

ORGANISATIONS = Indicator(name="医疗卫生机构")
BEDS = Indicator(name="实有床位")
LITERACY = Indicator(name="居民健康素养水平")
CONTRACTED = Indicator(name="家庭医生签约服务覆盖人数")
RECOGNISED = Indicator(name="检查检验结果互认次数")
SHARE = Indicator(name="县域内诊疗量占比")
REMOTE = Indicator(name="远程医疗服务总数量")


def seed(number: str) -> Source:
    """Read one of the five seed articles by the number that begins its name."""
    path = next(SEEDS.glob(f"{number}_*"))
    return Source(id=path.stem, text=path.read_text("utf-8-sig"))


def passage(source: Source, quote: str) -> Passage:
    """The first place where a source has these words."""
    start = source.text.index(quote)
    return Passage(start=start, end=start + len(quote), exact=quote, reading=quote)


def article(source: Source, title: str, **head: str) -> Article:
    """An article that was read without any cleaning."""
    length = len(source.text)
    clean = CleanText(text=source.text, starts=tuple(range(length)), ends=tuple(range(1, length + 1)))
    return Article(source=source, clean=clean, blocks=(), title=title, **head)


def observation(
    source: Source, quote: str, about, indicator: Indicator, value: str, unit: str, **facets
) -> Observation:
    """A figure; exact, actual, a level and without period unless told."""
    plain = {"bound": Bound.EXACT, "status": Status.ACTUAL, "kind": ValueKind.LEVEL, "period": None, "rule": "level"}
    return Observation(
        about=about,
        indicator=indicator,
        value=Decimal(value),
        unit=unit,
        passage=passage(source, quote),
        **(plain | facets),
    )


def implementation(source: Source, quote: str, about, initiative: Initiative, **facets) -> Implementation:
    """An initiative carried out; actual and without period unless told."""
    plain = {"status": Status.ACTUAL, "period": None, "rule": "carries-out"}
    return Implementation(about=about, initiative=initiative, passage=passage(source, quote), **(plain | facets))


def mention(source: Source, surface: str, entity) -> Mention:
    """An entity named in the words of the text."""
    return Mention(entity=entity, surface=surface, passage=passage(source, surface))


def yongzhou() -> ArticleFacts:
    """Some of what seeds/000 says."""
    source = seed("000")
    literacy = "居民健康素养水平由2020年的21.55%大幅提升至2025年的35%"
    return ArticleFacts(
        article=article(
            source,
            "永州卫健“永冲锋”:织密健康“防护网” 筑牢全民健康“医”靠基石",
            publisher="红网",
            published="2025",
            url="https://yz.rednet.cn/content/646046/98/15683205.html",
        ),
        area=YONGZHOU,
        coverage="2025",
        mentions=(
            mention(source, "永州市", YONGZHOU),
            mention(source, "永州", YONGZHOU),
            mention(source, "永州市中心医院", CENTRAL),
            mention(source, "紧密型县域医共体", COMMUNITY),
            mention(source, "县域医共体", COMMUNITY),
        ),
        implementations=(
            implementation(source, "全市11个县市区实现紧密型县域医共体全覆盖", YONGZHOU, COMMUNITY, period="2021/2025"),
        ),
        observations=(
            observation(source, "全市医疗卫生机构达5338个", YONGZHOU, ORGANISATIONS, "5338", "个", period="2025"),
            observation(source, "实有床位40953张", YONGZHOU, BEDS, "40953", "张", period="2025", inherited=("period",)),
            observation(
                source,
                "家庭医生签约服务覆盖160余万人",
                YONGZHOU,
                CONTRACTED,
                "1600000",
                "人",
                bound=Bound.OVER,
                initiatives=(FAMILY_DOCTOR,),
            ),
            observation(source, literacy, YONGZHOU, LITERACY, "21.55", "%", period="2020", rule="from-to"),
            observation(source, literacy, YONGZHOU, LITERACY, "35", "%", period="2025", rule="from-to"),
        ),
        unresolved=(
            Unresolved(
                what="quantity", surface="11个", reason="nothing that it counts", passage=passage(source, "11个县市区")
            ),
        ),
    )


def yongzhou_again() -> ArticleFacts:
    """Some of what seeds/001 says: the same city, hospital and initiative under other words."""
    source = seed("001")
    return ArticleFacts(
        article=article(source, "强基层、融医防、智赋能——永州如何走出卫生健康高质量发展新路径", published="2025-12"),
        area=YONGZHOU,
        coverage="2025",
        mentions=(
            mention(source, "永州", YONGZHOU),
            mention(source, "市中心医院", CENTRAL),
            mention(source, "紧密型县域医共体", COMMUNITY),
        ),
        implementations=(implementation(source, "紧密型县域医共体", YONGZHOU, COMMUNITY, period="2021/2025"),),
        observations=(
            observation(
                source,
                "全省第一",
                YONGZHOU,
                REMOTE,
                "1",
                "名",
                kind=ValueKind.RANK,
                period="2024",
                ranked_within=HUNAN,
                rule="rank",
            ),
        ),
    )


def zhuzhou() -> ArticleFacts:
    """Some of what seeds/002 says."""
    source = seed("002")
    return ArticleFacts(
        article=article(source, "2025 务实笃行 拾级而上——株洲卫健工作综述", publisher="株洲日报", published="2025"),
        area=ZHUZHOU,
        coverage="2024/2025",
        mentions=(mention(source, "株洲", ZHUZHOU),),
        implementations=(implementation(source, "检查检验结果互认", ZHUZHOU, RECOGNITION, period="2024"),),
        observations=(
            observation(
                source,
                "检查检验结果互认20余万人次",
                ZHUZHOU,
                RECOGNISED,
                "200000",
                "人次",
                bound=Bound.OVER,
                period="2024",
                initiatives=(RECOGNITION,),
            ),
            observation(
                source,
                "县域内诊疗量占比达到90%",
                ZHUZHOU,
                SHARE,
                "90",
                "%",
                status=Status.TARGET,
                period="2025",
                initiatives=(COMMUNITY,),
                inherited=("about", "period"),
            ),
        ),
    )


def yicheng() -> ArticleFacts:
    """Some of what seeds/003 says: a county-level city that plans the same initiative."""
    source = seed("003")
    return ArticleFacts(
        article=article(source, "【实干创新篇】强改革,固根基,解民忧,构建卫生健康高质量发展", published="2025-03-27"),
        area=YICHENG,
        coverage="2025",
        mentions=(mention(source, "宜城", YICHENG),),
        implementations=(
            implementation(
                source, "深入推进紧密型县域医共体建设", YICHENG, COMMUNITY, status=Status.TARGET, period="2025"
            ),
        ),
    )


def some_articles() -> list[ArticleFacts]:
    """All of them."""
    return [yongzhou(), yongzhou_again(), zhuzhou(), yicheng()]
