"use strict";
/** What the page itself says, in both languages. */
const WORDS = {
  zh: {
    place: "地方", institution: "机构", initiative: "举措", indicator: "指标",
    one_place: "地方", one_institution: "机构", one_initiative: "举措", one_indicator: "指标",
    province: "省级", prefecture: "地级", county: "县级", township: "乡级", village: "村级",
    hospital: "医院", primary_care: "基层医疗卫生机构", public_health: "公共卫生机构", government: "政府及部门",
    party: "党组织", school: "学校", company: "企业", media: "媒体", other: "其他",
    observation: "数据", implementation: "实施", measure: "衡量", within: "属于", branch: "分支机构", similar: "近义", broader: "上位",
    observationOf: "数据：地方或机构的指标", implementationOf: "实施：地方或机构与举措", measureOf: "衡量：指标与举措",
    withinOf: "属于：上级行政区", branchOf: "分支：隶属的机构", similarOf: "近义：含义相近", broaderOf: "上位：属于更大的举措或指标",
    actual: "实际", target: "目标", change: "变化", rank: "名次", duration: "时长",
    searchLabel: "搜索名称、别名或代码", searchHint: "搜索名称、别名、代码", results: "搜索结果", nothing: "没有这个名称",
    placeFilter: "按地方筛选", everywhere: "全部地方", stage: "网络图", legend: "图例：点击可隐藏或显示", zoom: "缩放",
    closer: "放大", farther: "缩小", whole: "显示全图", close: "关闭", language: "English",
    shown: (a, b) => `显示 ${a} / ${b} 个节点`, first: (n) => `按陈述数先列前 ${n} 个`,
    more: (n) => `再显示 ${n} 个`, all: "全部显示", inPlace: (p) => `仅 ${p}`,
    totals: (s, a) => `${s} 条陈述，读自 ${a} 篇文章`,
    intro: "点击节点或连线，查看陈述与原文出处。点击图例可隐藏一类节点。", keys: "按 / 搜索，↑ ↓ 选择，Enter 打开，Esc 关闭。",
    most: "陈述最多", aliases: "又名", code: "代码", statements: "陈述", passages: "原文", neighbours: "相邻节点",
    who: "对象", what: "指标或举措", value: "数值", period: "时期", status: "状态", noPeriod: "未注明",
    carriesOut: "已实施", plans: "计划实施", onlyHere: "只看此地", expand: "显示全部相邻节点", source: "打开原文",
    characters: (a, b) => `第 ${a}–${b} 字`, untitled: "无题文章", times: (n) => `${n} 条`,
    unstated: "这条连线来自行政区划或机构隶属关系，没有陈述。", unstatedSimilar: "两者含义相近，没有陈述。", unstatedBroader: "后者包含前者，出自词表，没有陈述。", others: (n) => `还有 ${n} 条`,
    over: (v, u) => `${v}余${u}`, under: (v, u) => `近${v}${u}`, about: (v, u) => `约${v}${u}`, exact: (v, u) => `${v}${u}`,
    nth: (v, u) => `第${v}${u}`, ranked: (p) => `${p}内`, hide: "隐藏", show: "显示", joined: " · ",
    shared: "共有", sharedOf: "概览：地方（含其机构）与多地共有的举措", overview: "总览：各地与多地共有的举措", filtered: (n) => `符合筛选的 ${n} 个`,
    foldedNote: (n) => `已收起 ${n} 处`, hiddenNote: (k) => `已隐藏${k}`, filters: "筛选", filterBar: "筛选", clear: "清除筛选",
    initiativeFilter: "按举措筛选", everyInitiative: "全部举措", sortFilter: "按机构类别筛选", everySort: "全部机构类别",
    articleFilter: "按文章筛选", everyArticle: "全部文章", fromFilter: "起始年份", toFilter: "截止年份", fromYear: "自…年", toYear: "至…年",
    year: (y) => `${y}年`, filteredOf: (a, b) => `${a} / ${b}（按筛选）`, outside: "不在筛选内", foundCount: (n) => `${n} 个结果`,
    fold: "收起相邻节点", pathFrom: "查路径：从这里到…", path: "路径", pathWaiting: (n) => `从${n}出发：搜索或点击另一个节点`,
    pathLength: (n) => `相隔 ${n} 条连线`, noPath: "两者之间没有路径", charts: "图表", against: (v) => `与 ${v} 矛盾`,
    tools: "工具", physics: "自动布局", physicsTip: "让节点自行移动", physicsMany: "节点过多，不能自动移动", savePng: "存为 PNG", saveSvg: "存为 SVG",
    saved: (f) => `已保存 ${f}`, opened: (n, k, s) => `${n}，${k}，${s} 条陈述`, stageKeys: "网络图：方向键移到邻近节点，Enter 查看，加减号缩放", panel: "详情",
  },
  en: {
    place: "Places", institution: "Institutions", initiative: "Initiatives", indicator: "Indicators",
    one_place: "Place", one_institution: "Institution", one_initiative: "Initiative", one_indicator: "Indicator",
    province: "province", prefecture: "prefecture", county: "county level", township: "township", village: "village",
    hospital: "hospital", primary_care: "primary care", public_health: "public health", government: "government",
    party: "party body", school: "school", company: "company", media: "news medium", other: "other",
    observation: "figures", implementation: "carries out", measure: "measures", within: "within", branch: "branch of", similar: "similar", broader: "part of",
    observationOf: "Figures of a place or institution", implementationOf: "Carries out or plans an initiative", measureOf: "Indicator measures initiative",
    withinOf: "Within an administrative area", branchOf: "Branch of an institution", similarOf: "Nearly the same meaning", broaderOf: "Part of a wider initiative or indicator",
    actual: "actual", target: "target", change: "change", rank: "rank", duration: "duration",
    searchLabel: "Search names, aliases or codes", searchHint: "Search names, aliases, codes", results: "Results", nothing: "No such name",
    placeFilter: "Filter by place", everywhere: "All places", stage: "Network", legend: "Legend: click to hide or show", zoom: "Zoom",
    closer: "Zoom in", farther: "Zoom out", whole: "Show all", close: "Close", language: "中文",
    shown: (a, b) => `${a} / ${b} nodes shown`, first: (n) => `the first ${n} by statements`,
    more: (n) => `Show ${n} more`, all: "Show all", inPlace: (p) => `only ${p}`,
    totals: (s, a) => `${s} statements, read from ${a} articles`,
    intro: "Click a node or an edge for its statements and their sources. Click the legend to hide a class.", keys: "Press / to search, ↑ ↓ to choose, Enter to open, Esc to close.",
    most: "Most statements", aliases: "Also", code: "Code", statements: "Statements", passages: "Passages", neighbours: "Neighbours",
    who: "Of", what: "Indicator or initiative", value: "Value", period: "Period", status: "Status", noPeriod: "not stated",
    carriesOut: "carries out", plans: "plans", onlyHere: "Only this place", expand: "Show all neighbours", source: "Open the article",
    characters: (a, b) => `characters ${a}–${b}`, untitled: "Untitled article", times: (n) => `${n}`,
    unstated: "This edge comes from the administrative hierarchy; no statement stands behind it.", unstatedSimilar: "The two mean nearly the same; no statement stands behind it.", unstatedBroader: "The second includes the first, by the word list; no statement stands behind it.", others: (n) => `${n} more`,
    over: (v, u) => `over ${v} ${u}`, under: (v, u) => `nearly ${v} ${u}`, about: (v, u) => `about ${v} ${u}`, exact: (v, u) => `${v} ${u}`,
    nth: (v, u) => `no. ${v}`, ranked: (p) => `in ${p}`, hide: "Hide", show: "Show", joined: " · ",
    shared: "shared", sharedOf: "Overview: a place with its institutions, and an initiative of several places", overview: "overview: places and the initiatives that several share", filtered: (n) => `${n} within the filters`,
    foldedNote: (n) => `${n} folded`, hiddenNote: (k) => `${k} hidden`, filters: "Filters", filterBar: "Filters", clear: "Clear filters",
    initiativeFilter: "Filter by initiative", everyInitiative: "All initiatives", sortFilter: "Filter by kind of institution", everySort: "All kinds of institution",
    articleFilter: "Filter by article", everyArticle: "All articles", fromFilter: "From year", toFilter: "To year", fromYear: "From …", toYear: "To …",
    year: (y) => y, filteredOf: (a, b) => `${a} / ${b} (filtered)`, outside: "outside the filters", foundCount: (n) => `${n} results`,
    fold: "Fold neighbours", pathFrom: "Path from here to …", path: "Path", pathWaiting: (n) => `From ${n}: search or click another node`,
    pathLength: (n) => `${n} edges apart`, noPath: "There is no path between them", charts: "Charts", against: (v) => `contradicts ${v}`,
    tools: "Tools", physics: "Physics", physicsTip: "Let nodes move by themselves", physicsMany: "Too many nodes to move", savePng: "Save PNG", saveSvg: "Save SVG",
    saved: (f) => `Saved ${f}`, opened: (n, k, s) => `${n}, ${k}, ${s} statements`, stageKeys: "Network: arrow keys go to near nodes, Enter opens, plus and minus zoom", panel: "Details",
  },
};

let language = "zh";

/** Say a word of the page, or a phrase with its values, in the language of the reader. */
function say(key, ...values) {
  const word = WORDS[language][key];
  return typeof word === "function" ? word(...values) : word ?? key;
}

const counted = (number) => number.toLocaleString("en-US");

/** Group the digits of a decimal number, whatever its length. */
function grouped(value) {
  const [whole, fraction] = value.split(".");
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction ? `${digits}.${fraction}` : digits;
}
