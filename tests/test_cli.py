"""The command: what it prints where, its exit status, and one line for what is wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kg.cli import main
from tests.handwritten import SEEDS
from tests.servers import KG

ROOT = SEEDS.parent


@pytest.fixture
def kg(capsys):
    """Run a command; gives its exit status, standard output and the lines of standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err.splitlines()

    return run


def _run(*arguments, **options):
    return subprocess.run(
        [*KG, *map(str, arguments)],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C"} | options.pop("env", {}),
        **options,
    )


def test_the_version_is_that_of_the_project(kg):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert kg("--version") == (0, f"kg {project['version']}\n", [])


class TestBuild:
    def test_the_seeds_and_a_missing_file(self, kg, tmp_path):
        """The others are built, and the exit status says that one was refused."""
        out = tmp_path / "out"
        status, printed, lines = kg("build", SEEDS, tmp_path / "none.txt", "--out", out)

        assert status == 1
        assert printed == ""
        assert "none.txt: does not exist" in lines[0]
        assert lines[-1].startswith(f"kg: wrote {out}: 5 articles, ")
        assert json.loads((out / "report.json").read_text("utf-8"))["found"]["articles"] == 5

    def test_nothing_to_build(self, kg, tmp_path):
        status, _, lines = kg("build", tmp_path, "--out", tmp_path / "out")

        assert status == 2
        assert lines[-1] == "kg: nothing to build: no article could be read"
        assert not (tmp_path / "out").exists()

    def test_without_a_path_it_takes_the_seeds_and_the_script_is_the_command(self, tmp_path):
        for program in ([ROOT / "build_graph.py"], ["-c", "from kg.cli import main; main()", "build"]):
            done = subprocess.run(
                [sys.executable, *program, "--out", tmp_path / "out"],
                capture_output=True,
                check=False,
                cwd=tmp_path,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
            )
            assert done.returncode == 0, done.stderr
            assert b"5 articles" in done.stderr
            assert done.stdout == b""
            assert b"\r" not in done.stderr

    def test_neither_order_nor_processes_change_a_byte(self, kg, tmp_path):
        files = sorted(SEEDS.glob("*.txt"))[:2]
        kg("build", *files, "--out", tmp_path / "one")
        done = _run("build", *files[::-1], "--out", tmp_path / "two", "--processes", "2", env={"PYTHONHASHSEED": "7"})

        assert done.returncode == 0, done.stderr
        for name in ("graph.ttl", "graph.html", "report.json"):
            assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()

    def test_progress_is_for_a_terminal(self, tmp_path):
        ours, theirs = pty.openpty()
        seed = next(SEEDS.glob("003*"))
        subprocess.run([*KG, "build", seed, "--out", tmp_path / "out"], stderr=theirs, check=True, cwd=ROOT)  # fmt: skip
        os.close(theirs)
        said = os.read(ours, 10_000).decode()
        os.close(ours)

        assert "writing the graph …" in said


class TestQuery:
    def test_a_table(self, kg, built):
        status, printed, lines = kg("query", "cq03", "--graph", built)

        assert (status, lines) == (0, [])
        assert printed.splitlines()[2:] == [
            "2020    21.55  %     exact  actual",
            "2025    35     %     exact  actual",
            "(2 rows)",
        ]

    def test_values_formats_and_limits(self, kg, built):
        _, printed, _ = kg("query", "cq08", "city=永州", "--graph", built / "graph.ttl", "--format", "csv")
        assert list(csv.reader(io.StringIO(printed.removeprefix("\ufeff")))) == [
            ["kind", "name", "area", "articles"],
            ["医院", "永州市中心医院", "永州市", "2"],
        ]

        _, printed, _ = kg(
            "query", "SELECT ?p { ?p a cg:Place } ORDER BY ?p", "--graph", built, "--format", "json", "--limit", 2
        )
        assert len(json.loads(printed)["results"]["bindings"]) == 2

    def test_truths_and_triples(self, kg, built):
        assert kg("query", "ASK { ?p a cg:Place }", "--graph", built)[1] == "answer\n------\ntrue\n(1 row)\n"
        construct = "CONSTRUCT { ?p cg:adcode ?c } WHERE { ?p cg:adcode ?c }"
        assert '<place/431100> cg:adcode "431100" .' in kg("query", construct, "--graph", built, "--format", "ttl")[1]
        assert "(6 rows)" in kg("query", construct, "--graph", built)[1]

    @pytest.mark.parametrize(
        ("arguments", "line"),
        [
            (["cq99"], "no saved query 'cq99'"),
            (["cq03", "city"], "'city': values are given as name=value"),
            (["cq03", "town=x"], "has no parameter 'town'"),
            (["cq03", "--format", "ttl"], "ttl is for CONSTRUCT"),
            (["SELECT {"], "the query is not SPARQL: error at 1:"),
            (["cq03", "--format", "xml"], "Invalid value for '--format'"),
            (["cq03", "--graph", "/nowhere"], "/nowhere: no graph here: run kg build first"),
            ([], "Missing argument"),
            (["cq03", "--timeout", "-1"], "Invalid value for '--timeout'"),
        ],
    )
    def test_a_wrong_call_is_one_line(self, kg, built, arguments, line):
        where = [] if "--graph" in arguments else ["--graph", built]
        status, printed, lines = kg("query", *arguments, *where)

        assert (status, printed) == (2, "")
        assert len(lines) == 1
        assert lines[0].startswith("kg: ")
        assert line.lower() in lines[0].lower()

    def test_a_doubtful_term_is_said_whatever_is_found(self, kg, built):
        """Before the query runs, so also where the rest of it finds something."""
        optional = "SELECT ?x ?v { ?x a cg:Place { ?x cg:adcode ?v } UNION { ?x cg:adcod ?v } }"
        status, printed, lines = kg("query", optional, "--graph", built)

        assert status == 0
        assert "431100" in printed
        assert lines == ["kg: cg:adcod is known neither to the ontology nor to the graph: did you mean cg:adcode?"]

    def test_it_speaks_utf_8_whatever_the_locale(self, built):
        done = _run("query", "cq08", "--graph", built, env={"PYTHONIOENCODING": "ascii"})

        assert "永州市中心医院" in done.stdout.decode("utf-8")

    def test_who_reads_only_the_beginning_sees_no_error(self, built):
        query = "SELECT ?a ?b ?c { ?a ?b ?c . ?g cg:adcode ?h }"
        command = f"{shlex.join([*KG, 'query', query, '--graph', str(built), '--format', 'tsv'])} | head -1"
        done = subprocess.run(command, shell=True, capture_output=True, check=True, cwd=ROOT)

        assert done.stdout == b"?a\t?b\t?c\n"
        assert done.stderr == b""


class TestQueries:
    def test_the_list(self, kg):
        _, printed, _ = kg("queries")
        assert "cq03-indicator-over-time  city=永州市 indicator=居民健康素养水平\n    某城市的某项指标" in printed

    def test_the_list_for_programs(self, kg):
        found = json.loads(kg("queries", "--format", "json")[1])

        assert [query["name"] for query in found] == sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
        assert found[4]["name"] == "cq05-source-of-a-figure"
        assert found[4]["parameters"] == {"city": "永州市", "indicator": "实有床位", "value": "40953"}


class TestShow:
    def test_the_neighbourhood_of_an_entity(self, kg, built, tmp_path):
        out = tmp_path / "page.html"
        status, printed, lines = kg("show", "永州市中心医院", "--graph", built, "--out", out)

        assert (status, printed) == (0, "")
        assert lines == [f"kg: wrote {out}: 2 nodes, 1 edges"]
        assert "永州市中心医院" in out.read_text("utf-8")

    def test_an_unknown_entity(self, kg, built, tmp_path):
        status, _, lines = kg("show", "永州市", "火星市", "--graph", built, "--out", tmp_path / "page.html")

        assert status == 2
        assert "not in the graph: 火星市" in lines[0]
        assert not (tmp_path / "page.html").exists()


class TestValidate:
    def test_a_valid_graph(self, kg, built):
        assert kg("validate", built) == (0, "", [f"kg: {built}: valid (structure, shapes checked)"])

    def test_its_passages_stand_in_the_articles(self, kg, built):
        status, printed, lines = kg("validate", built, "--articles", SEEDS)

        assert (status, printed) == (0, "")
        assert "sources checked" in lines[0]

    def test_a_violation(self, kg, built, tmp_path):
        broken = tmp_path / "graph.ttl"
        broken.write_text(
            (built / "graph.ttl").read_text("utf-8").replace('cg:period "2020"', 'cg:period "前年"'), "utf-8"
        )
        status, printed, lines = kg("validate", broken)

        assert status == 1
        assert "article 000_c2c8826126cd08df, “居民健康素养水平由2020年的21.55%" in printed
        assert lines == [f"kg: {broken}: 2 violations (structure, shapes checked)"]

    def test_broken_turtle(self, kg, tmp_path):
        broken = tmp_path / "graph.ttl"
        broken.write_text("@prefix cg: <https://w3id.org/citygraph/ns#> .\n\ncg:a cg:b cg:c\ncg:d cg:e cg:f .\n")
        status, printed, lines = kg("validate", broken)

        assert (status, lines) == (1, [])
        assert printed.startswith(f"{broken}: line 4: ")


class TestAnnotations:
    def test_one_file_an_article(self, kg, built, tmp_path):
        status, _, lines = kg("annotations", built, "--out", tmp_path / "said")

        assert (status, lines) == (0, [f"kg: wrote 4 annotations to {tmp_path / 'said'}"])
        said = json.loads((tmp_path / "said" / "000_c2c8826126cd08df.json").read_text("utf-8"))
        assert said["area"] == "永州市"

    def test_no_name_leads_out_of_the_folder(self, kg, built, tmp_path):
        evil = tmp_path / "graph.ttl"
        evil.write_text(
            (built / "graph.ttl").read_text("utf-8").replace('"000_c2c8826126cd08df"', '"../evil"'), "utf-8"
        )

        assert kg("annotations", evil, "--out", tmp_path / "said")[0] == 2
        assert list(tmp_path.iterdir()) == [evil]


class TestEval:
    def test_a_graph_against_itself(self, kg, built, tmp_path):
        kg("annotations", built, "--out", tmp_path)
        status, printed, _ = kg("eval", tmp_path, built)

        assert status == 0
        assert [line.split()[-4] for line in printed.splitlines()[1:]] == ["1.000"] * 7
        measured = json.loads(kg("eval", tmp_path, built, "--format", "json")[1])
        assert measured["metrics strict"]["right"] == 8

    def test_a_dash_where_there_is_nothing_to_measure(self, kg, built, tmp_path):
        (tmp_path / "gold.json").write_text('{"id": "elsewhere", "places": [{"name": "永州市"}]}', "utf-8")

        printed = kg("eval", tmp_path, built)[1]

        told = {line[:15].rstrip(): line.split()[-4] for line in printed.splitlines()[1:]}
        assert (told["places"], told["links"]) == ("0.000", "-")

    def test_no_gold(self, kg, built, tmp_path):
        assert kg("eval", tmp_path, built)[2] == [f"kg: {tmp_path}: holds no annotations (*.json)"]


class TestExport:
    def test_to_a_file_and_to_standard_output(self, kg, built, tmp_path):
        kg("export", "--format", "turtle", "--graph", built, "--out", tmp_path / "x.ttl")

        assert (tmp_path / "x.ttl").read_bytes() == (built / "graph.ttl").read_bytes()
        assert kg("export", "--format", "turtle", "--graph", built)[1] == (built / "graph.ttl").read_text("utf-8")

    def test_a_folder_cannot_be_written_as_a_file(self, kg, built, tmp_path):
        status, _, lines = kg("export", "--format", "turtle", "--graph", built, "--out", tmp_path)

        assert status == 2
        assert "cannot be written" in lines[0]


def test_push_tells_who_is_not_there(kg, built):
    status, _, lines = kg("push", "http://127.0.0.1:1/store", "--graph", built)

    assert status == 2
    assert lines[0].startswith("kg: http://127.0.0.1:1/store?default: ")


@pytest.mark.parametrize("arguments", [["buidl"], []])
def test_no_command_that_exists_is_one_line(kg, arguments):
    status, printed, lines = kg(*arguments)

    assert (status, printed) == (2, "")
    assert len(lines) == 1


def test_help_has_every_command(kg):
    status, printed, _ = kg("--help")

    assert status == 0
    for command in (
        "build",
        "query",
        "ask",
        "queries",
        "show",
        "serve",
        "validate",
        "annotations",
        "export",
        "push",
        "eval",
    ):
        assert f"  {command} " in printed


def test_one_answer_loads_no_more_than_it_needs(built):
    """Start-up: neither rdflib nor pyvis, networkx, jieba or pySHACL is needed for one answer."""
    code = (
        "import sys\nfrom kg.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(sorted({'rdflib', 'pyvis', 'networkx', 'jieba', 'pyshacl', 'rich', 'rustworkx', 'opencc'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "query", "cq03", "--graph", str(built)], capture_output=True, check=True, cwd=ROOT
    )

    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_the_script_is_small():
    assert len(Path(ROOT / "build_graph.py").read_text("utf-8").splitlines()) < 12
