"""The lint of portable expressions: what a check may ask of a frame so that every engine gives the same answer."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

METHODS = frozenset(
    {
        *("select", "filter", "with_columns", "rename", "drop", "join", "group_by", "agg", "unique", "alias", "over"),
        *("cast", "is_null", "is_in", "then", "otherwise"),
        *("sum", "max", "min", "len", "count", "cum_sum", "cum_max", "shift"),
    }
)
"""Methods of frames and expressions that were measured to be the same on DuckDB, Polars and Spark Connect."""
NARWHALS = frozenset(
    {"col", "lit", "when", "concat", "concat_str", "len", "Int64", "Date", "String", "Decimal", "Expr"}
)
JOINS = frozenset({"inner", "left", "anti", "semi"})
TYPES = frozenset({"nw.Int64", "nw.Date", "nw.String", "nw.Decimal(38, 18)"})
ORDERED = frozenset({"cum_sum", "cum_max", "shift"})
WHOLE = ("_w", "_wh", "_ppm", "_s", "_us")
"""Endings of columns that are whole numbers of base units: only these may be multiplied."""
NAMESPACES = frozenset({"dt", "str", "list", "struct", "cat", "name"})
PLAIN = frozenset({"list", "dict", "tuple", "str", "int", "isinstance", "sorted"})
OURS = ("rugsat.evidence.frames.", "rugsat.domain.supervision.", "rugsat.kernel.")


@dataclass(frozen=True)
class Module:
    """What a module says about the names that its functions use."""

    functions: dict[str, ast.FunctionDef]
    constants: dict[str, ast.expr]
    imported: dict[str, str]

    @classmethod
    def of(cls, tree: ast.Module) -> "Module":
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        constants: dict[str, ast.expr] = {}
        imported: dict[str, str] = {}
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                constants[node.targets[0].id] = node.value
            if isinstance(node, ast.ImportFrom):
                imported |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        return cls(functions, constants, imported)

    def reached_from(self, names: set[str]) -> set[str]:
        """Functions of the module that the named ones use, themselves among them."""
        reached: set[str] = set()
        while names - reached:
            name = (names - reached).pop()
            reached.add(name)
            body = self.functions[name].body
            used = {node.id for part in body for node in ast.walk(part) if isinstance(node, ast.Name)}
            names = names | (used & set(self.functions))
        return reached

    def checks(self) -> set[str]:
        """Functions under @check."""
        return {
            name
            for name, function in self.functions.items()
            if any(isinstance(each, ast.Call) and ast.unparse(each.func) == "check" for each in function.decorator_list)
        }


@dataclass
class Linter(ast.NodeVisitor):
    """Walks one function and gathers what is not portable."""

    module: Module
    found: list[tuple[int, str]] = field(default_factory=list)

    def say(self, node: ast.expr, what: str) -> None:
        self.found.append((node.lineno, what))

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute):
            self._method(node, node.func)
        elif isinstance(node.func, ast.Name) and not self._known(node.func.id):
            self.say(node, f"{node.func.id}(): a check calls narwhals and our own functions only")
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and node.value.id == "nw" and node.attr not in NARWHALS:
            self.say(node, f"nw.{node.attr}: not on the list")
        if isinstance(node.value, ast.Name) and node.value.id == "pl":
            self.say(node, f"pl.{node.attr}: Polars is one engine of three")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod | ast.Pow | ast.MatMult):
            self.say(node, f"{ast.unparse(node)}: engines divide differently; compare by cross-multiplication")
        if isinstance(node.op, ast.Mult) and not (self._whole(node.left) and self._whole(node.right)):
            self.say(node, f"{ast.unparse(node)}: multiply only whole base units ({', '.join(WHOLE)}) and integers")
        self.generic_visit(node)

    def _known(self, name: str) -> bool:
        comes_from = self.module.imported.get(name, "")
        return name in self.module.functions or name in PLAIN or comes_from.startswith(OURS)

    def _method(self, node: ast.Call, called: ast.Attribute) -> None:
        whole = ast.unparse(called)
        if whole in {"dict.fromkeys", "on.replace"}:
            return
        of_narwhals = isinstance(called.value, ast.Name) and called.value.id == "nw"
        if isinstance(called.value, ast.Attribute) and called.value.attr in NAMESPACES:
            if f"{called.value.attr}.{called.attr}" != "dt.truncate" or [_text(each) for each in node.args] != [
                "'1mo'"
            ]:
                self.say(node, f".{called.value.attr}.{called.attr}(): of dates only dt.truncate('1mo') is portable")
        elif not of_narwhals and called.attr not in METHODS:
            self.say(node, f".{called.attr}(): not on the list")
        self._options(node, called)

    def _options(self, node: ast.Call, called: ast.Attribute) -> None:
        how = next((_text(each.value).strip("'") for each in node.keywords if each.arg == "how"), None)
        if called.attr == "join" and (how or "inner") not in JOINS:
            self.say(node, f".join(how={how}): only {', '.join(sorted(JOINS))} on equality")
        if called.attr == "concat" and (how or "vertical") != "vertical":
            self.say(node, f".concat(how={how}): only vertical")
        if called.attr == "cast" and [self._resolved(each) for each in node.args] not in [[type_] for type_ in TYPES]:
            self.say(node, f"{_text(node)}: cast only to {', '.join(sorted(TYPES))}")
        if called.attr == "over" and _method_of(called.value) in ORDERED and "order_by" not in _keywords(node):
            self.say(node, f".{_method_of(called.value)}().over() without order_by")

    def _resolved(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name) and node.id in self.module.constants:
            return ast.unparse(self.module.constants[node.id])
        return ast.unparse(node)

    def _whole(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Name) and node.id in self.module.constants:
            node = self.module.constants[node.id]
        if isinstance(node, ast.Constant):
            return isinstance(node.value, int)
        if isinstance(node, ast.BinOp):
            return isinstance(node.op, ast.Add | ast.Sub | ast.Mult) and all(map(self._whole, (node.left, node.right)))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "nw.lit":
            return self._whole(node.args[0])
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "nw.col" and isinstance(node.args[0], ast.Constant):
            return str(node.args[0].value).endswith(WHOLE)
        return False


def problems(source: str, *, checks_only: bool) -> Iterator[str]:
    """What is not portable in a module; with `checks_only`, in its checks and in what they call."""
    module = Module.of(ast.parse(source))
    looked_at = module.reached_from(module.checks()) if checks_only else set(module.functions)
    for name in sorted(looked_at, key=lambda each: module.functions[each].lineno):
        linter = Linter(module)
        for statement in module.functions[name].body:
            linter.visit(statement)
        yield from (f"line {line}: {what}" for line, what in linter.found)


def _text(node: ast.AST) -> str:
    return ast.unparse(node)


def _keywords(node: ast.Call) -> set[str | None]:
    return {each.arg for each in node.keywords}


def _method_of(node: ast.expr) -> str:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
