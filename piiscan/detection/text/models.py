"""Whether the models are there and work: each is loaded, and reads one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from piiscan.detection.text.model_files import CHINESE, ENGLISH
from piiscan.errors import ModelRefused

_ENGLISH, _CHINESE = "Yesterday Maria Lopez moved to London.", "王小明住在北京。"


@dataclass(frozen=True, slots=True)
class Model:
    """A model, the distribution that ships it, and a trial: whether it names a person whom a sentence names."""

    name: str
    distribution: str
    tried: Callable[[], bool]

    @property
    def fault(self) -> str | None:
        """What is wrong with it, or None."""
        try:
            return None if self.tried() else "loads, but finds no name in a sentence that holds one"
        except ModelRefused as refused:
            return f"does not load: {refused}"
        except (ImportError, OSError):
            return "is not installed"
        except Exception as broken:
            return f"does not load: {type(broken).__name__}"


def _english() -> bool:
    from piiscan.detection.text.english import English

    return any(span.entity == "PERSON" for span in English().find([_ENGLISH])[0])


def _chinese() -> bool:
    from piiscan.detection.text.lac import Lac

    return any(word.tag == "PER" for word in Lac().names([_CHINESE])[0])


MODELS = (
    Model("English names", ENGLISH.name, _english),
    Model("Chinese names", CHINESE.name, _chinese),
)
