"""What a page says of itself: publisher, date, address, headline."""

from __future__ import annotations

import pytest

from kg.model import Article, Source
from kg.text.read import read_article

BODY = "\n\n市卫生健康委介绍，全市新建乡镇卫生院12所，覆盖全部山区乡镇，县域内就诊率达到91%，群众看病更方便。\n\n"


def read(above: str = "", below: str = "", body: str = BODY) -> Article:
    return read_article(Source(id="a", text=f"江州市新建卫生院\n{above}{body}{below}"))


@pytest.mark.parametrize(
    ("above", "below", "publisher"),
    [
        ("来源：江州日报  作者：赵一", "", "江州日报"),
        ("2024-03-05  信息来源:市卫生健康委  字体:[大 中 小]", "", "市卫生健康委"),
        ("来源：本站", "", None),
        ("", "（来源：云岭发布）", "云岭发布"),
        ("江州日报全媒体 2024-01-18 15:22:36  字号:A- A A+", "", "江州日报全媒体"),
        ("江州晚报记者/赵一 通讯员/钱二", "", "江州晚报"),
        ("本报记者 赵一", "", None),
        ("", "江州市统计局\n2024年3月5日", "江州市统计局"),
        ("", "版权所有：江州市人民政府  江ICP备00000000号", "江州市人民政府"),
        ("某某影视 2025-03-27 20:44 1", "来源：江边那些事儿", "江边那些事儿"),
    ],
)
def test_the_publisher_is_the_source_that_the_page_names(above: str, below: str, publisher: str | None) -> None:
    assert read(above, below).publisher == publisher


def test_a_news_agency_is_known_by_its_dateline() -> None:
    body = "\n\n新华社江州3月5日电（记者赵一）记者从市卫健委获悉，江州市新建乡镇卫生院12所，覆盖山区乡镇。\n"

    assert read(body=body).publisher == "新华社"


@pytest.mark.parametrize(
    ("above", "below", "published"),
    [
        ("发布时间：2024年3月5日 浏览次数：12", "", "2024-03-05"),
        ("生成日期 | 2024-03-04 | 公开方式 | 主动公开 |\n发布日期：2024-03-06", "", "2024-03-06"),
        ("2024/3/5 8:17:02 来源：江州日报", "", "2024-03-05"),
        ("", "江州市统计局\n二〇二四年三月十五日", "2024-03-15"),
        ("（2024年1月29日在江州市第五届人民代表大会第四次会议上）", "", "2024-01-29"),
        ("发布时间：2024年3月", "", "2024-03"),
        ("发布时间：2024-02-31", "", None),
        ("", "", None),
    ],
)
def test_the_date_is_the_one_that_the_page_states(above: str, below: str, published: str | None) -> None:
    assert read(above, below).published == published


def test_a_date_in_the_midst_of_the_text_is_not_its_date() -> None:
    body = "\n\n2023年9月23日，江州市脑科医院联合市中心医院开展大型仪器设备共享专题讲座，全市共有120人参加。\n"

    assert read(body=body).published is None


def test_the_year_is_certain_where_the_text_speaks_of_this_year() -> None:
    body = "\n\n今年以来，江州市加快医改，2024年全市投入3亿元，力争到2030年居民健康素养水平达到45%，高于2019年。\n"

    assert read(body=body).published == "2024"


def test_a_work_report_is_of_the_year_that_it_plans() -> None:
    review = "一、2023年工作回顾\n过去一年，全市生产总值增长6%。\n"
    plan = "二、2024年工作安排\n今年，新增学位1万个，到2025年达到3万个。\n"

    assert read(body=f"\n{review}{plan}").published == "2024"


def test_the_address_is_the_one_that_the_page_names() -> None:
    assert read(below="本文链接：https://a.example/1.html，转载请注明").url == "https://a.example/1.html"
    assert read(below="详情见 https://b.example/ 的说明。").url is None


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("深化医改惠民生\n——江州市医改综述\n\n正文有三句话。", "深化医改惠民生——江州市医改综述"),
        ("江州市2023年总结\n及2024年安排\n\n正文有三句话。", "江州市2023年总结及2024年安排"),
        ("江州市医改公报-要闻动态-政务公开-江州市人民政府\n\n正文有三句话。", "江州市医改公报"),
        ("江州网 > 民生 > 正文\n全国第九！江州进入前十\n\n正文有三句话。", "全国第九！江州进入前十"),
        ("政 府 工 作 报 告\n\n各位代表：\n正文有三句话。", "政府工作报告"),
    ],
)
def test_the_title_is_the_articles_own_headline_with_its_subtitle(page: str, title: str) -> None:
    assert read_article(Source(id="a", text=page)).title == title


def test_the_head_of_an_html_page_gives_what_its_body_does_not() -> None:
    raw = (
        '<head><title>江州市新建卫生院_江州网</title><meta name="PubDate" content="2024-03-05 08:00">'
        f'<meta name="ContentSource" content="江州日报"></head><body><p>{BODY}</p></body>'
    )

    article = read_article(Source(id="a", text=raw, html=True))

    assert (article.title, article.publisher, article.published) == ("江州市新建卫生院", "江州日报", "2024-03-05")
