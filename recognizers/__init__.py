"""Recognizer packs, installed as piiscan.recognizers. They know nothing of piiscan."""
