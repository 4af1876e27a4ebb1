"""What is found in an article. Spans count code points of `Article.text`, as Python's strings do: `article.text[span.start:span.end] == span.text`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Form = Literal["direct", "indirect", "mixed"]
Kind = Literal["person", "organization", "place", "group", "document"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the article, and where they stand: from `start` to before `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the article mentions somebody."""

    start: int
    end: int
    text: str
    form: Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something in the article, with every place where it is mentioned. `id` counts within the article."""

    id: int
    name: str
    kind: Kind | None
    mentions: tuple[Mention, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a layer of meaning found beside a statement, or of the article. `value` is its choice, where it has one; `members` is all that the record
    tells of it."""

    layer: str
    value: str | None
    confidence: float
    members: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One attribution: a source is reported, by a cue, to say a content. `source` and `cue` may be empty, `content` may have several pieces.

    `confidence` is how likely the statement is right, 0 to 1, and `speaker_confidence` how likely `speaker` is who says it, given that it is.
    `parent` is the statement inside whose content it stands. `speaker_inferred`: the article names no source here, and the speaker follows from
    the text around it.
    """

    id: int
    form: Form
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: Entity | None
    speaker_confidence: float | None
    speaker_inferred: bool
    confidence: float
    marks: Mapping[str, tuple[Mark, ...]] = field(repr=False)
    parent: "Statement | None" = field(default=None, repr=False)

    def mark(self, layer: str) -> str | None:
        """The choice of a layer: `statement.mark("sourcing") == "anonymous"`; None where it left none."""
        found = self.marks.get(layer)
        return found[0].value if found else None


@dataclass(frozen=True, slots=True)
class ReaderVersion:
    """Which program and model made a record."""

    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Link:
    """What a layer found between two statements: their ids, and how they are related."""

    a: int
    b: int
    relation: str
    confidence: float
    layer: str


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """An article with what was found in it.

        >>> import dixit
        >>> article = dixit.Reader().read("Her deputy denied it.", id="harbour-7", outlet="Far Bank")
        >>> article.id, article.outlet, [span.text for span in article.statements[0].content]
        ('harbour-7', 'Far Bank', ['it'])

    `json` is the line that `dixit read -f jsonl` writes, `record` the same as Python's own values.
    """

    id: str
    path: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    text: str = field(repr=False)
    reader: ReaderVersion
    statements: tuple[Statement, ...] = field(repr=False)
    entities: tuple[Entity, ...] = field(repr=False)
    links: tuple[Link, ...] = field(repr=False)
    marks: Mapping[str, tuple[Mark, ...]] = field(repr=False)
    record: Mapping[str, Any] = field(repr=False)
    json: str = field(repr=False)

    @classmethod
    def from_json(cls, line: str | bytes) -> "Article":
        """An article from a line that `dixit read -f jsonl` or `dixit export` has written."""
        text = line.decode() if isinstance(line, bytes) else line
        record = json.loads(text)
        entities = {
            entity["id"]: Entity(entity["id"], entity["name"], entity["kind"], tuple(Mention(m["start"], m["end"], m["text"], m["form"]) for m in entity["mentions"]))
            for entity in record["entities"]
        }
        statements = {given["id"]: _statement(given, entities) for given in record["statements"]}
        for given in record["statements"]:
            if given["parent"] is not None:
                # Only now all parents are made.
                object.__setattr__(statements[given["id"]], "parent", statements[given["parent"]])
        own = {name: record[name] for name in ("own_voice", "duties") if name in record}
        return cls(
            id=record["id"], path=record["path"], title=record["title"], outlet=record["outlet"], author=record.get("author"), published=record["published"],
            url=record["url"], text=record["text"], reader=ReaderVersion(record["reader"]["version"], record["reader"]["model"]),
            statements=tuple(statements.values()), entities=tuple(entities.values()),
            links=tuple(Link(link["a"], link["b"], link["relation"], link["confidence"], link["layer"]) for link in record.get("links", [])), marks=marks(own), record=record, json=text)


def spans(given: list[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(span["start"], span["end"], span["text"]) for span in given)


def marks(given: Mapping[str, Any]) -> dict[str, tuple[Mark, ...]]:
    """The marks that a record tells by their layers: one each, or several."""
    return {
        layer: tuple(Mark(layer, one["value"] if isinstance(one.get("value"), str) else None, one["confidence"], one) for one in (told if isinstance(told, list) else [told]))
        for layer, told in given.items()
    }


def _statement(given: dict[str, Any], entities: Mapping[int, Entity]) -> Statement:
    return Statement(
        id=given["id"], form=given["form"], source=spans(given["source"]), cue=spans(given["cue"]), content=spans(given["content"]),
        speaker=None if given["speaker"] is None else entities[given["speaker"]], speaker_confidence=given["speaker_confidence"],
        speaker_inferred=given["speaker_inferred"], confidence=given["confidence"], marks=marks(given.get("marks", {})))
