"""The forms of cells that OpenDocument has besides the common ones: its value types."""

from piiscan.sources.formats.workbook.forms import NUMBER

PERCENTAGE, DATE, TIME = NUMBER + 1, NUMBER + 2, NUMBER + 3
