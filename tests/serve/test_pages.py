"""The pages: what they show, to whom, and that no text of an article is ever more than text."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.serve.conftest import serving

HTML = {"Accept": "text/html", "Accept-Language": "zh-CN"}
HOSTILE = Path(__file__).parent / "hostile.ttl"
YONGZHOU = "/id/place/431100"
_SCRIPT = "<script>window.broken=0</script>"
EVIL_PATHS = (
    "",
    "?q=恶",
    f"?q={_SCRIPT}",
    "id/place/1",
    "id/indicator/2",
    "id/initiative/3",
    "id/article/a",
    "id/place/1/network",
    f"queries/cq03-indicator-over-time?run=1&city={_SCRIPT}",
)
NOT_THERE = ("/id/place/999", "/id/place/999.ttl", "/id/place/431100%3E", "/queries/none", "/id/place/999/network")


def _text(answer):
    """The words of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text))


@pytest.fixture
def visit(browser):
    """Open a window that reaches one server and nothing else; what fails or goes elsewhere is kept."""
    contexts = []

    def opened(address, width=1200, language="zh-CN"):
        context = browser.new_context(viewport={"width": width, "height": 800}, locale=language)
        contexts.append(context)
        page = context.new_page()
        page.wrong = []
        ours = (address, "data:", "blob:")
        context.route(lambda url: not url.startswith(ours), lambda route: route.abort())
        page.on("request", lambda request: request.url.startswith(ours) or page.wrong.append(request.url))
        page.on("requestfailed", lambda request: page.wrong.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda message: message.type == "error" and page.wrong.append(message.text))
        return page

    yield opened
    for context in contexts:
        context.close()


class TestWhatTheyShow:
    def test_a_place(self, client):
        shown = _text(client.get(YONGZHOU, headers=HTML))

        assert "永州市 · 城市举措图谱" in shown
        assert "居民健康素养水平" in shown
        assert "21.55%" in shown
        assert "红网" in shown

    def test_in_english(self, client):
        answer = client.get("/", headers={"Accept-Language": "en-GB,zh;q=0.5"})

        assert 'lang="en"' in answer.text
        assert "Close-knit county medical community" in answer.text
        assert 'href="?lang=zh"' in answer.text

    @pytest.mark.parametrize(
        ("path", "accept", "media"),
        [
            (YONGZHOU, "text/turtle", "text/turtle; charset=utf-8"),
            (YONGZHOU, "application/ld+json", "application/ld+json"),
            (YONGZHOU + ".ttl", "text/html", "text/turtle; charset=utf-8"),
            (YONGZHOU + ".jsonld", "*/*", "application/ld+json"),
            (YONGZHOU, "text/html", "text/html; charset=utf-8"),
        ],
    )
    def test_for_people_and_for_machines(self, client, path, accept, media):
        answer = client.get(path, headers={"Accept": accept})

        assert (answer.status_code, answer.headers["content-type"]) == (200, media)
        assert "21.55" in answer.text

    @pytest.mark.parametrize("path", NOT_THERE)
    def test_what_is_not_there(self, client, path):
        answer = client.get(path, headers=HTML)

        assert answer.status_code == 404
        assert answer.text.count("\n") == 1

    @pytest.mark.parametrize("wanted", ["永州", "431100", "永州市"])
    def test_search(self, client, wanted):
        found = re.findall(r'<li><a href="([^"?]+)', client.get("/", params={"q": wanted}, headers=HTML).text)

        assert found[0] == YONGZHOU

    def test_search_for_nothing_there(self, client):
        assert "图谱里没有这个名称" in client.get("/", params={"q": "火星"}, headers=HTML).text

    def test_a_saved_question_with_its_choices_and_rows(self, client):
        answer = client.get("/queries/cq03-indicator-over-time", params={"run": "1", "city": "永州"}, headers=HTML)

        assert '<option value="株洲市">' in answer.text
        assert '<option value="居民健康素养水平">' in answer.text
        assert "<td>2020</td><td>21.55</td><td>%</td>" in re.sub(r"\s*\n\s*", "", answer.text)

    def test_a_value_that_is_none_of_its_kind(self, client):
        answer = client.get("/queries/cq05-source-of-a-figure", params={"run": "1", "value": "viel"}, headers=HTML)

        assert answer.status_code == 200
        assert "a number is needed here" in answer.text

    @pytest.mark.parametrize("path", ["/", "/queries", YONGZHOU, "/editor"])
    def test_nothing_inline_may_run(self, client, path):
        policy = client.get(path, headers=HTML).headers["content-security-policy"]
        scripts = next((part for part in policy.split("; ") if part.startswith("script-src")), "script-src 'self'")

        assert policy.startswith("default-src 'none'")
        assert scripts == "script-src 'self'"


class TestInABrowser:
    def test_from_search_to_answer_in_few_keystrokes_and_clicks(self, address, visit):
        page = visit(address, width=390)
        page.goto(address)
        page.keyboard.type("永州")
        page.keyboard.press("Enter")
        page.locator("main ul a").first.click()

        assert page.get_by_role("heading", level=1).inner_text() == "永州市"
        page.locator("td summary").first.click()
        assert page.locator("td blockquote").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.wrong == []

    def test_the_editor_answers(self, address, visit):
        page = visit(address)
        page.goto(address + "editor#query=" + quote("SELECT ?name { ?s a cg:Place ; skos:prefLabel ?name }"))
        page.locator(".yasqe_queryButton").click()
        page.get_by_text("永州市").first.wait_for()

        assert page.wrong == []

    def test_the_neighbourhood(self, address, visit):
        page = visit(address)
        page.goto(address.rstrip("/") + YONGZHOU)
        page.get_by_role("link", name="周边网络").click()
        page.locator("canvas").first.wait_for()

        assert page.wrong == []

    def test_hostile_text_stays_text(self, visit):
        with serving(HOSTILE) as (address, _):
            page = visit(address)
            for path in EVIL_PATHS:
                page.goto(address + path)
                assert page.evaluate("window.broken") is None, path
            page.goto(address + "id/place/1")

            assert page.locator("h1").inner_text().startswith("恶市<script>window.broken=1</script>\"'>")
            assert page.locator("svg circle").count() == 2
            links = page.evaluate("[...document.querySelectorAll('a')].map(link => link.protocol)")
            assert set(links) == {"http:", "https:"}
            assert page.locator('a[href="https://example.org/good?a=1&b=%22"]').count() > 0
            assert page.wrong == []

            answer = httpx.get(address + "id/place/1.jsonld", trust_env=False)
            assert answer.headers["x-content-type-options"] == "nosniff"
