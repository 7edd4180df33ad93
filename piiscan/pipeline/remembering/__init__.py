"""scan --cache: what was found in files that are as they were is not looked for again."""

from piiscan.pipeline.remembering.basis import basis
from piiscan.pipeline.remembering.memory import Cache, Look, Memory

__all__ = ["Cache", "Look", "Memory", "basis"]
