"""Body is kept, furniture is dropped, line by line."""

from __future__ import annotations

import pytest

from kg.model import BlockKind, Source
from kg.text.furniture import is_byline, is_caption, is_furniture, opens_tail
from kg.text.lines import Line
from kg.text.read import read_article

LONG = (
    "县卫生健康局介绍，全县组建医共体3家，覆盖全部乡镇卫生院，县域内就诊率达到91%，"
    "家庭医生签约服务覆盖12万人，比上年提高3个百分点。"
)


def line(text: str) -> Line:
    return Line(text=text, start=0, end=len(text))


def blocks(text: str) -> list[tuple[BlockKind, str]]:
    article = read_article(Source(id="a", text=f"云岭县医改见闻录\n\n{text}"))
    return [(block.kind, article.clean.text[block.start : block.end]) for block in article.blocks[1:]]


@pytest.mark.parametrize(
    "text",
    [
        "首页 > 新闻 > 正文",
        "当前位置:",
        "设为首页 加入收藏 手机版",
        "图片7.png",
        "1125.jpg",
        "【打印】 【关闭】",
        "— 12 —",
        "第 3 页 共 9 页",
        "字号:A- A A+  收藏 打印",
        "2025-03-27 20:44",
        "来源：江州日报 作者：赵一",
        "责任编辑：陈晨  版式：吴珊",
        "（此件公开发布）",
        "附件:工作总结.pdf",
        "扫一扫手机打开当前页",
        "（上接第1版）",
        "□本报记者 林一 通讯员 张小二 文/图",
        "江州网 首页 时政 社会 县区 教育 专题 图片 视频",
        "上一篇:江州：苹果“镀金”记",
        "江ICP备05000001号",
        "索引号 11341823MB1566401C/202311-00067  组配分类 规划计划",
        "（本版图片均为资料图，由受访单位提供）",
    ],
)
def test_what_belongs_to_the_page_is_furniture(text: str) -> None:
    assert is_furniture(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "各位代表：",
        "一、主要工作",
        "记者了解到，全县新建卫生院3所。",
        "江州日报记者：请问方案提出了哪些具体目标？",
        "主持人：李二",
        "主要收入来源：农业和旅游业，占全县收入的65%。",
        "扫码就医更方便。今年全县医院开通移动支付，服务群众12万人次，等候时间缩短。",
        "2025年，县妇幼保健院成立并投入使用。",
        "时间:11月13日10:00",
        "首先，健全机制。",
        "健康江州行动，全民共享新生活",
        "中小学生体质提升",
        "网上办事大厅",
        "全县有三级医院、二级医院、乡镇卫生院、村卫生室",
    ],
)
def test_what_belongs_to_the_article_is_no_furniture(text: str) -> None:
    assert not is_furniture(line(text))


@pytest.mark.parametrize(
    "text", ["相关阅读", "【相关链接】", "热门推荐：", "相关信息:某区总结;某县清单", "阅读下一篇", "更多新闻>>"]
)
def test_a_list_of_other_articles_is_known_by_its_heading(text: str) -> None:
    assert opens_tail(line(text))


@pytest.mark.parametrize("text", ["相关部门要加强协作", "相关链接已发布，请群众查阅。", "下一篇章怎样书写"])
def test_a_sentence_that_begins_like_such_a_heading_is_none(text: str) -> None:
    assert not opens_tail(line(text))


def test_text_after_a_list_of_titles_belongs_to_the_article_again() -> None:
    found = blocks(f"{LONG}\n\n相关链接\n江北区新建卫生院\n\n{LONG[:-1]}，居全市第一。")

    assert [text for _, text in found] == [LONG, f"{LONG[:-1]}，居全市第一。"]


def test_titles_below_the_editors_line_are_dropped_under_any_heading_or_none() -> None:
    assert blocks(f"{LONG}\n责任编辑：赵一\n本周热词\n江北区新建公办幼儿园36所\n") == [(BlockKind.BODY, LONG)]


def test_a_paragraph_cut_at_the_end_of_a_column_goes_on_in_the_next() -> None:
    assert blocks(f"{LONG[:50]}\n\n{LONG[50:]}") == [(BlockKind.BODY, LONG)]


def test_a_heading_does_not_run_into_its_text() -> None:
    assert blocks(f"改革创新破障，协同发展谱新篇\n{LONG}")[0] == (BlockKind.HEADING, "改革创新破障，协同发展谱新篇")


def test_a_figure_on_a_line_of_its_own_is_text_and_no_heading() -> None:
    assert blocks(f"{LONG}\n三级医院13家\n实有床位40953张\n") == [
        (BlockKind.BODY, LONG),
        (BlockKind.BODY, "三级医院13家"),
        (BlockKind.BODY, "实有床位40953张"),
    ]


def test_cells_whose_rows_cannot_be_told_are_rows_of_one_cell() -> None:
    cells = ["地区", "床位", "甲县", "120", "乙县", "—", "丙县", "12", "30"]

    assert blocks(f"{LONG}\n\n" + "\n".join(cells))[1:] == [(BlockKind.TABLE, cell) for cell in cells]


def test_bylines_hold_nothing_but_names() -> None:
    assert is_byline("（江州日报·江州网记者 李一 通讯员 魏二）")
    assert not is_byline("记者在现场看到群众排队")


def test_captions_end_with_the_photographer_or_begin_with_what_is_shown() -> None:
    assert is_caption("家庭医生上门给老人送药。王二 摄")
    assert is_caption("图为学生在新操场上课")
    assert not is_caption("医生在灯下拍摄教学视频，全年完成120部。")


def test_a_text_without_a_headline_ends_before_the_related_titles_as_well() -> None:
    article = read_article(Source(id="a", text=f"各位代表：\n{LONG}\n相关阅读\n江北区新建卫生院\n"))

    assert article.clean.text == f"各位代表：\n{LONG}"
