"""The faults that are put into a module, one at a time, each as small as a slip of the pen.

Left out is what no test should hold fast: annotations, docstrings, decorators, assertions, words of errors; and SQL,
which is held to the expressions on real servers (`make test-databases`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_PAIRS = (
    (ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn), (ast.Is, ast.IsNot),
    (ast.Add, ast.Sub), (ast.Mult, ast.FloorDiv), (ast.BitAnd, ast.BitOr), (ast.LShift, ast.RShift),
    (ast.And, ast.Or),
)  # fmt: skip
_INSTEAD: dict[type[ast.AST], type[ast.AST]] = {
    **dict(_PAIRS),
    **{other: one for one, other in _PAIRS},
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitXor: ast.BitAnd,
}
_METHODS = (
    ("any", "all"), ("any_horizontal", "all_horizontal"), ("min", "max"), ("head", "tail"), ("floor", "ceil"),
    ("starts_with", "ends_with"), ("is_null", "is_not_null"), ("to_lowercase", "to_uppercase"), ("first", "last"),
)  # fmt: skip
_CALLED = dict(_METHODS) | {other: one for one, other in _METHODS}
_SAID = ("refuse",)
"""Functions that raise with the words that they are given."""


@dataclass(frozen=True)
class Mutant:
    """The fault number `index` of a module; line and column are those of what is wrong in it, and `what` says how."""

    path: str
    index: int
    line: int
    column: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.what}"


Fault = tuple[ast.expr | ast.stmt, str, Callable[[], object]]
"""Where it is, what it is, and what puts it into the tree."""


def mutants(path: str, source: str) -> list[Mutant]:
    faults = _faults(ast.parse(source))
    return [Mutant(path, index, at.lineno, at.col_offset, what) for index, (at, what, _) in enumerate(faults)]


def mutated(source: str, index: int) -> ast.Module:
    """The module with its fault of that number."""
    tree = ast.parse(source)
    list(_faults(tree))[index][2]()
    return ast.fix_missing_locations(tree)


def _faults(tree: ast.AST) -> Iterator[Fault]:
    for node in _code(tree):
        match node:
            case ast.Compare(ops=[op]):
                yield from _exchanged(node, op, lambda new, node=node: node.ops.__setitem__(0, new))
            case ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op):
                yield from _exchanged(node, op, lambda new, node=node: setattr(node, "op", new))
            case ast.Constant(value=value) if value is not None and value is not ...:
                new = _another(value)
                yield node, f"{value!r} -> {new!r}", lambda node=node, new=new: setattr(node, "value", new)
            case ast.Attribute(attr=name) if name in _CALLED:
                new = _CALLED[name]
                yield node, f".{name} -> .{new}", lambda node=node, new=new: setattr(node, "attr", new)
            case ast.UnaryOp(op=op):
                yield node, f"{type(op).__name__} twice", lambda node=node: _double(node)
            case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
                yield test, "condition the other way round", lambda node=node, test=test: _negate(node, test)


def _exchanged(node: ast.expr | ast.stmt, op: ast.AST, put: Callable[[ast.AST], object]) -> Iterator[Fault]:
    new = _INSTEAD.get(type(op))
    if new is not None:
        yield node, f"{type(op).__name__} -> {new.__name__}", lambda: put(new())


def _negate(node: ast.If | ast.IfExp | ast.While, test: ast.expr) -> None:
    node.test = ast.UnaryOp(ast.Not(), test)


def _double(node: ast.UnaryOp) -> None:
    node.operand = ast.UnaryOp(node.op, node.operand)


def _another(value: bool | int | float | str | bytes | complex) -> object:
    """A value near by: the other truth value, one more, a text without its last character."""
    match value:
        case bool():
            return not value
        case bytes():
            return value[:-1] or value + b"x"
        case str():
            return value[:-1] or value + "x"
    return value + 1


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """What runs and matters, each node before what is in it."""
    yield node
    for field, value in ast.iter_fields(node):
        if _left_out(node, field):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _silent(child):
                yield from _code(child)


def _left_out(node: ast.AST, field: str) -> bool:
    return field in ("annotation", "returns", "decorator_list", "bases", "type_params") or isinstance(node, ast.Raise)


def _silent(node: ast.AST) -> bool:
    """Imports, docstrings, types, what is only made sure of, the words of errors, and SQL."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.keyword(arg="strict"):
            return True
        case ast.Expr(value=ast.Constant()) | ast.Subscript(value=ast.Name(id="Literal" | "Callable")):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in _SAID
        case ast.FunctionDef(args=args):
            return any(arg.arg == "dialect" for arg in args.args)
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name == "__all__"
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False
