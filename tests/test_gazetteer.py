"""The gazetteer knows the divisions, their names old and new, and what a name means where it is read."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.gazetteer import Standing, gazetteer
from kg.model import Level, Place

G = gazetteer()
PLACES = sorted({r.place for form in G.forms().values() for r in form.readings}, key=lambda place: place.key)

YONGZHOU, ZHUZHOU, HUNAN = "431100", "430200", "430000"


def name_of(place: Place | None) -> str | None:
    return place and place.name


def names_of(places: tuple[Place, ...]) -> list[str]:
    return [place.name for place in places]


class TestDivisions:
    def test_each_level_has_its_number_of_places(self):
        counts = Counter(place.level for place in PLACES)

        assert counts == {Level.PROVINCE: 34, Level.PREFECTURE: 333, Level.COUNTY: 2846}

    @pytest.mark.parametrize(
        ("key", "name", "level", "parent"),
        [
            ("110000", "北京市", Level.PROVINCE, None),
            ("110105", "朝阳区", Level.COUNTY, "110000"),
            ("429004", "仙桃市", Level.COUNTY, "420000"),
            ("441900", "东莞市", Level.PREFECTURE, "440000"),
            ("460400", "儋州市", Level.PREFECTURE, "460000"),
            ("620200", "嘉峪关市", Level.PREFECTURE, "620000"),
            ("431181", "祁阳市", Level.COUNTY, "431100"),
            ("430212", "渌口区", Level.COUNTY, "430200"),
            ("653228", "和康县", Level.COUNTY, "653200"),
            ("653229", "和安县", Level.COUNTY, "653200"),
            ("460302", "西沙区", Level.COUNTY, "460300"),
            ("659012", "白杨市", Level.COUNTY, "650000"),
            ("500229", "城口县", Level.COUNTY, "500000"),
            ("710000", "台湾省", Level.PROVINCE, None),
            ("810000", "香港特别行政区", Level.PROVINCE, None),
            ("820000", "澳门特别行政区", Level.PROVINCE, None),
            ("431127100", "塔峰镇", Level.TOWNSHIP, "431127"),
            ("431124102", "寿雁镇", Level.TOWNSHIP, "431124"),
            ("431128104", "新圩镇", Level.TOWNSHIP, "431128"),
            ("430281102", "白兔潭镇", Level.TOWNSHIP, "430281"),
            ("431103006", "凤凰街道", Level.TOWNSHIP, "431103"),
            ("430223122", "皇图岭镇", Level.TOWNSHIP, "430223"),
            ("441900003", "东城街道", Level.TOWNSHIP, "441900"),
        ],
    )
    def test_a_code_leads_to_its_place(self, key, name, level, parent):
        expected = Place(key=key, name=name, level=level, parent=parent)

        assert expected == G.place(key)

    @pytest.mark.parametrize("key", ["110100", "429000", "130171", "431199", "431121", "x-0123", "", "431127999"])
    def test_rows_that_are_no_divisions_have_no_place(self, key):
        assert G.place(key) is None

    def test_ancestors_come_nearest_first(self):
        assert names_of(G.ancestors("431127100")) == ["蓝山县", "永州市", "湖南省"]
        assert names_of(G.ancestors("431127100285")) == ["塔峰镇", "蓝山县", "永州市", "湖南省"]
        assert G.ancestors(HUNAN) == ()

    def test_every_chain_of_parents_ends_at_a_province(self):
        assert all((place, *G.ancestors(place.key))[-1].level is Level.PROVINCE for place in PLACES)

    def test_children_are_one_step_below(self):
        assert len(G.children(YONGZHOU)) == 11
        assert "塔峰镇" in names_of(G.children("431127"))
        assert "东城街道" in names_of(G.children("441900"))
        assert G.children("110101001") == ()

    def test_containing_is_strict(self):
        assert G.contains(HUNAN, "431127100")
        assert G.contains(YONGZHOU, "431127")
        assert not G.contains(YONGZHOU, YONGZHOU)
        assert not G.contains(ZHUZHOU, "431127")
        assert not G.contains(HUNAN, "x-0123")


class TestForms:
    @pytest.mark.parametrize(
        ("form", "names"),
        [
            ("永州", ["永州市"]),
            ("冷水滩", ["冷水滩区"]),
            ("江华", ["江华瑶族自治县"]),
            ("江华县", ["江华瑶族自治县"]),
            ("海南", ["海南省", "海南藏族自治州"]),
            ("海南州", ["海南藏族自治州"]),
            ("恩施州", ["恩施土家族苗族自治州"]),
            ("内蒙古", ["内蒙古自治区"]),
            ("广西", ["广西壮族自治区"]),
            ("祁阳县", ["祁阳市"]),
            ("株洲县", ["渌口区"]),
            ("株洲", ["株洲市"]),
            ("达茂旗", ["达尔罕茂明安联合旗"]),
            ("阿左旗", ["阿拉善左旗"]),
            ("襄樊", ["襄阳市"]),
            ("神农架", ["神农架林区"]),
            ("浦东", ["浦东新区"]),
            ("鼓楼区", ["鼓楼区"] * 4),
            ("渌囗区", []),
        ],
    )
    def test_a_form_means_these_places(self, form, names):
        assert names_of(G.named(form)) == names

    def test_no_form_is_a_single_character(self):
        assert min(len(form) for form in G.forms()) == 2

    def test_a_county_of_one_character_has_no_short_form(self):
        assert G.all_names_of(G.place("431124")) == ("道县",)

    def test_the_names_of_a_place_start_with_the_official_one(self):
        assert G.all_names_of(G.place("431181")) == ("祁阳市", "祁阳县", "祁阳")
        assert G.all_names_of(G.place("431127100")) == ("塔峰镇", "塔峰")
        assert G.all_names_of(G.place("431125202")) == ("千家峒瑶族乡", "千家峒乡", "千家峒")

    def test_full_and_short_forms_are_told_apart(self):
        assert G.form("永州市").full
        assert G.form("祁阳县").full
        assert not G.form("永州").full
        assert [r.standing for r in G.candidates("吉林")] == [Standing.SHORT, Standing.SHORT]

    @pytest.mark.parametrize(
        "form", ["朝阳", "东方", "和平", "平安", "西湖", "城关", "中方", "大通", "江北", "道县", "城区"]
    )
    def test_forms_that_are_also_words_are_risky(self, form):
        assert G.form(form).risky

    @pytest.mark.parametrize("form", ["永州", "株洲", "钦州", "宜城", "冷水滩", "蓝山县", "长沙", "湖南", "和平县"])
    def test_plain_names_are_not_risky(self, form):
        assert not G.form(form).risky


class TestResolving:
    @pytest.mark.parametrize(
        ("form", "area", "key"),
        [
            # one meaning needs no area
            ("永州市", None, "431100"),
            ("祁阳县", None, "431181"),
            # homonyms: the prefecture, then the province, then a question
            ("鼓楼区", "320100", "320106"),
            ("鼓楼区", "350102", "350102"),
            ("鼓楼区", "410000", "410204"),
            ("鼓楼区", "320000", None),
            ("鼓楼区", "430000", None),
            ("鼓楼区", None, None),
            # a province and its city
            ("吉林", None, "220000"),
            ("吉林", "220100", "220000"),
            ("吉林", "220200", "220200"),
            # the same short form for province, autonomous prefecture and district
            ("海南", None, "460000"),
            ("海南", "630000", "632500"),
            ("海南", "150300", "460000"),
            ("河北", "120000", "130000"),
            ("西安", "231000", "610100"),
            # prefecture before its namesake county, but a city is itself in its own news
            ("衡阳", "430421", "430400"),
            ("恩施", "422800", "422800"),
            ("恩施", "422801", "422801"),
            # former names give way to names in force
            ("株洲", "430212", "430200"),
            ("毕节市", "520502", "520500"),
            # two successors: ask back
            ("桥东区", "130100", None),
            # risky forms need their own area
            ("朝阳", None, None),
            ("朝阳", "430000", None),
            ("朝阳", "110000", "110105"),
            ("朝阳", "211302", "211300"),
            ("道县", YONGZHOU, "431124"),
            ("道县", HUNAN, "431124"),
            ("道县", "450700", None),
            ("无人知晓市", HUNAN, None),
            ("永州", "x-0123", "431100"),
        ],
    )
    def test_a_careful_reader_takes_it_so(self, form, area, key):
        place = G.resolve(form, area)

        assert (place and place.key) == key

    @given(st.sampled_from(PLACES))
    def test_a_full_name_is_itself_in_an_article_on_its_parent(self, place):
        assert G.resolve(place.name, place.parent or place.key) == place

    @given(st.sampled_from(PLACES))
    def test_every_name_of_a_place_leads_back_to_it(self, place):
        assert all(place in G.named(form) for form in G.all_names_of(place))

    @given(st.sampled_from(sorted(G.forms())), st.sampled_from(PLACES))
    def test_what_is_resolved_is_one_of_the_meanings(self, form, area):
        assert G.resolve(form, area.key) in {None, *G.named(form)}


class TestTownships:
    def test_homonyms_within_a_prefecture_are_all_given(self):
        found = G.township_named("新圩镇", YONGZHOU)

        assert [place.key for place in found] == ["431127105", "431128104"]

    @pytest.mark.parametrize(
        ("name", "within", "keys"),
        [
            ("塔峰镇", "431127", ["431127100"]),
            ("塔峰", YONGZHOU, ["431127100"]),
            ("塔峰镇", HUNAN, ["431127100"]),
            ("塔峰镇", ZHUZHOU, []),
            ("新圩镇", "431128", ["431128104"]),
            ("皇岭镇", "430223", []),
            ("镇", HUNAN, []),
        ],
    )
    def test_a_name_is_looked_for_within_an_area(self, name, within, keys):
        assert [place.key for place in G.township_named(name, within)] == keys

    def test_zones_farms_and_offices_are_left_out(self):
        names = {name for place in PLACES if place.level is Level.COUNTY for name in names_of(G.townships(place.key))}

        assert len(names) > 20_000
        assert not {name for name in names if name.endswith(("开发区", "农场", "管委会", "园区", "办事处"))}

    def test_townships_of_a_zone_belong_to_its_prefecture(self):
        assert names_of(G.ancestors("320576001")) == ["苏州市", "江苏省"]
        assert "娄葑街道" in names_of(G.townships("320500"))


def test_loading_is_quick():
    """A fresh process reads counties in under 150 ms; townships only when one is asked for."""
    code = (
        "import time; from kg.gazetteer import gazetteer; start = time.perf_counter(); gazetteer();"
        "print(time.perf_counter() - start)"
    )
    seconds = []
    for _ in range(3):
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
        seconds.append(float(run.stdout))

    assert min(seconds) < 0.15


def test_resolving_is_quick():
    start = time.perf_counter()
    for form in G.forms():
        G.resolve(form, "431103")

    assert (time.perf_counter() - start) / len(G.forms()) < 100e-6
