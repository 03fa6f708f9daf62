"""YAML text to a located tree. Only plain tables, lists and values: what could be misread is refused."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from jiqun.core.policy.tree import Listing, Node, Place, PolicyError, Problem, Scalar, Table

MAX_DEPTH = 30
EMPTY = {"", "~", "null"}
LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def parse_policy_text(text: str, file: str) -> Node:
    """The tree of one YAML document.

    Raises:
        PolicyError: not YAML, more than one document, an anchor, alias or tag, a key given twice, or nested too deep.
    """
    return _Builder(text, file).document()


def write_policy_text(plain: object, heading: str) -> str:
    """A policy made plain as YAML that is read back as the same policy; ``heading`` stands above it as a remark."""
    remarks = "".join(f"# {line}\n" for line in heading.splitlines())
    return remarks + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120)


class _Builder:
    """Builds the tree from the parser's events, so that nothing is constructed, resolved or expanded on the way."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=LOADER))
        self.depth = 0

    def document(self) -> Node:
        self._next()
        started = self._next()
        if not isinstance(started, yaml.DocumentStartEvent):
            raise self._refusal(started, "文件应有内容", "空文件")
        node = self._node(self._next())
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._refusal(after, "一个文件只应有一份文档", "多份文档")
        return node

    def _next(self) -> yaml.Event:
        try:
            return next(self.events)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            problem = Problem(Place(self.file, line), "", "应为符合YAML格式的文本", "格式错误")
            raise PolicyError([problem]) from error
        except (yaml.YAMLError, UnicodeError) as error:
            raise PolicyError([Problem(Place(self.file), "", "应为符合YAML格式的文本", "不允许的字符")]) from error

    def _place(self, event: yaml.Event) -> Place:
        return Place(self.file, event.start_mark.line + 1 if event.start_mark else 0)

    def _refusal(self, event: yaml.Event, expected: str, found: str, key: str = "") -> PolicyError:
        return PolicyError([Problem(self._place(event), key, expected, found)])

    def _node(self, event: yaml.Event) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise self._refusal(event, "不应使用引用", f"“*{event.anchor}”")
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            raise self._refusal(event, "应有内容", "空值")
        if event.anchor:
            raise self._refusal(event, "不应使用锚点", f"“&{event.anchor}”")
        if event.tag:
            raise self._refusal(event, "不应使用类型标签", f"“{event.tag}”")
        if isinstance(event, yaml.ScalarEvent):
            empty = not event.style and event.value in EMPTY
            return Scalar(None if empty else event.value, self._place(event), bool(event.style))
        return self._nested(event)

    def _nested(self, event: yaml.CollectionStartEvent) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._refusal(event, f"嵌套应不超过{MAX_DEPTH}层", "嵌套过深")
        node = self._table(event) if isinstance(event, yaml.MappingStartEvent) else self._listing(event)
        self.depth -= 1
        return node

    def _listing(self, start: yaml.Event) -> Listing:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return Listing(tuple(items), self._place(start))

    def _table(self, start: yaml.Event) -> Table:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event)
            if not isinstance(key, Scalar) or key.text is None:
                raise self._refusal(event, "键应为文字", "空值、列表或表")
            if key.text in entries:
                raise self._refusal(event, "在同一张表中应只出现一次", "重复的键", key.text)
            keys[key.text] = key.place
            entries[key.text] = self._node(self._next())
        return Table(entries, self._place(start), keys)
