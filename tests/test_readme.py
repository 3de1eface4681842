"""The README's commands are the ones that are run, and every command it shows is there."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MARKED = re.compile(r"<!-- command: (\w+) -->\n```sh\n(.*?)\n```", re.DOTALL)
COMMANDS = dict(MARKED.findall(README))


def shown_commands() -> list[str]:
    """Return the sub-commands of kg that stand in code in the README."""
    code = "\n".join(
        fenced or inline for fenced, inline in re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", README, re.DOTALL)
    )
    return sorted(set(re.findall(r"(?:^|/|\s)kg ([a-z]+)", code, re.MULTILINE)))


@pytest.mark.parametrize(("name", "lock"), [("build", "requirements.lock"), ("test", "requirements-dev.lock")])
def test_each_command_is_one_line_that_installs_what_is_locked(name, lock):
    command = COMMANDS[name]

    assert "\n" not in command
    assert f"--require-hashes -r {lock}" in command


@pytest.mark.parametrize("name", ["build", "test"])
def test_ci_runs_the_commands_literally(name):
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    reader = re.search(r"^readme_command\(\) \{\n.*?^\}\n", ci, re.MULTILINE | re.DOTALL).group()
    run = subprocess.run(
        ["bash", "-c", f"{reader}readme_command {name}"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert f"$(readme_command {name})" in ci
    assert run.stdout == COMMANDS[name] + "\n"


@pytest.mark.parametrize("command", shown_commands())
def test_every_command_shown_is_there(command):
    code = "import sys; from kg.cli import main; sys.argv[0] = 'kg'; main()"
    run = subprocess.run([sys.executable, "-c", code, command, "--help"], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
    assert command in run.stdout


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_name_every_dependency_with_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    if "dev" in lock:
        wanted = [*wanted, *project["dependency-groups"]["dev"]]
    locked = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))

    assert {re.match(r"[\w-]+", need).group().lower() for need in wanted} <= locked
    assert set(re.findall(r"^([\w.-]+)==[^\n]*\\\n +--hash=sha256:\w{64}", text, re.MULTILINE)) == locked
    assert "://" not in text


def test_both_locks_agree():
    def pins(lock):
        return set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_places_counted_are_the_places_there():
    lists = ROOT / "ontology" / "words"
    rows = (lists / "places.csv").read_text(encoding="utf-8").splitlines()[1:]
    levels = [row.split(",")[2] for row in rows]
    townships = len((lists / "townships.csv").read_text(encoding="utf-8").splitlines()) - 1
    counted = (
        f"{levels.count('province')} provinces, {levels.count('prefecture')} prefectures, "
        f"{levels.count('county'):,} counties, {round(townships, -2):,} townships"
    )

    assert counted in README.replace("\n", " ")
