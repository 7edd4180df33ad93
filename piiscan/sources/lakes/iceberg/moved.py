"""Files of tables that lie elsewhere than their metadata says: Iceberg knows absolute paths only.

So a table that was moved, or is not yet where it will be, is read where it lies.
"""

from __future__ import annotations

import os

from pyiceberg.io import InputFile, OutputFile
from pyiceberg.io.pyarrow import PyArrowFile, PyArrowFileIO
from pyiceberg.typedef import EMPTY_DICT, Properties

FORMER, HERE = "piiscan.former", "piiscan.here"


class MovedIO(PyArrowFileIO):
    """What begins with the property FORMER is looked for in HERE."""

    def __init__(self, properties: Properties = EMPTY_DICT) -> None:
        super().__init__(properties)
        self._former: str | None = properties.get(FORMER)
        self._here: str = properties.get(HERE, "")

    @classmethod
    def between(cls, former: str, here: str) -> MovedIO:
        return cls({FORMER: former.rstrip("/"), HERE: here, **environment()})

    def new_input(self, location: str) -> PyArrowFile:
        return _called(location, super().new_input(self._moved(location)))

    def new_output(self, location: str) -> PyArrowFile:
        return _called(location, super().new_output(self._moved(location)))

    def delete(self, location: str | InputFile | OutputFile) -> None:
        super().delete(self._moved(location) if isinstance(location, str) else location)

    def _moved(self, location: str) -> str:
        if self._former is None or not location.startswith(f"{self._former}/"):
            return location
        return self._here + location[len(self._former) :]


def environment() -> dict[str, str]:
    """What the environment says of S3, which PyIceberg takes from its own properties only."""
    said = {"s3.endpoint": "AWS_ENDPOINT_URL", "s3.region": "AWS_REGION"}
    return {name: os.environ[variable] for name, variable in said.items() if variable in os.environ}


def _called(location: str, file: PyArrowFile) -> PyArrowFile:
    """The file under the name that metadata has for it, as manifests repeat that."""
    return PyArrowFile(location, file._path, file._filesystem)
