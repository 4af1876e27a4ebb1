"""Asking a ledger."""

import ctypes
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from . import library, tables
from .records import Form, Kind, Mark, Span, marks, spans

Several = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something across articles. `id` is "@7"; None where the ledger knows it in one article alone."""

    id: str | None
    name: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """What a ledger knows of an article beside its text. `name` is what its record calls `id`; `published_by` is how the date is known: "meta", "text", "address", "feed", "file", "user"."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    path: str
    copy_of: str | None
    published_by: str | None = None


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement of a ledger, as reviewed where somebody has reviewed it. `matches` are the places of the words that were looked for.

    `told_by` names who says so, the nearest first, where it stands inside what somebody says: then it is their claim.
    """

    id: str
    parent: str | None
    article: ArticleEntry
    form: Form
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: Actor | None
    speaker_confidence: float | None
    speaker_inferred: bool
    confidence: float
    review: Literal["right", "corrected", "added"] | None
    marks: Mapping[str, tuple[Mark, ...]] = field(repr=False)
    matches: tuple[tuple[int, int], ...] = field(repr=False)
    told_by: tuple[str, ...] = ()


class Ledger:
    """A ledger, open for reading. Others may write to it meanwhile.

        >>> import dixit
        >>> ledger = dixit.Ledger("news.sqlite")
        >>> for found in ledger.find("harbour", outlet="Far Bank"):
        ...     print(found.speaker.name, found.cue[0].text, found.content[0].text)
        Ilse Varn said The harbour is “open to anyone who pays,”

    Threads that ask one ledger wait for one another; open several for several.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        """Opens a ledger; without a path that of `DIXIT_LEDGER`, or the user's own, as `dixit find` does.

        Raises `DixitError` where there is none, or it cannot be used.
        """
        self._handle: int | None = None
        self._library = library.library()
        self.path = os.fspath(path) if path is not None else _usual()
        """The ledger's file."""
        with library.error_place() as error:
            self._handle = self._library.dixit_ledger_open(library.path_bytes(self.path), ctypes.byref(error))

    def find(
        self, words: str = "", *, sort: Literal["relevance", "date", "added"] = "relevance", limit: int | None = 20, offset: int = 0, speaker: Several = (), about: Several = (),
        outlet: Several = (), since: str | None = None, until: str | None = None, added_since: str | None = None, said_since: str | None = None,
        said_until: str | None = None, form: Several = (), reviewed: bool | None = None, nested: bool | None = None,
        confidence: float | None = None, article: int | None = None, **layers: Several,
    ) -> list[FoundStatement]:
        """The statements that hold words, and for which all filters hold: those of `dixit find`, which takes the same values.

        - limit: how many at most; None is all.
        - layers: layers of meaning with their choices: `sourcing="anonymous"`.

        Raises `DixitError` for words that are no query, and for a value of a filter that is none.
        """
        question = _question(
            words, sort, limit, offset,
            {"speaker": speaker, "about": about, "outlet": outlet, "since": since, "until": until, "added-since": added_since, "said-since": said_since, "said-until": said_until,
             "form": form, "reviewed": _answer(reviewed), "nested": _answer(nested), "confidence": confidence, "article": article, **layers})
        return [_found(line) for line in self._find(question)]

    def statements(self, words: str = "", *, to: tables.Frame = "arrow", **filters: Any) -> Any:
        """All statements that count, as a table: a row each, with the columns of the view `statements` (Documentation/ledger-file.md).

            >>> import dixit
            >>> table = dixit.Ledger("news.sqlite").statements(outlet="Far Bank")     # needs dixit[arrow]
            >>> table.column("speaker").to_pylist(), table.column("form").to_pylist()
            (['Ilse Varn'], ['mixed'])

        - to: "arrow" gives a `pyarrow.Table`, "pandas" a `pandas.DataFrame`, "polars" a `polars.DataFrame`, "rows" a list of dictionaries.
        - words, filters: as in `find`; without any, all statements.
        """
        rows = self._rows("statements")
        if words or filters:
            wanted = {found.id for found in self.find(words, limit=None, **filters)}
            rows = [row for row in rows if row[0] in wanted]
        return tables.frame(tables.TABLES["statements"], rows, to)

    def table(self, name: tables.Name, *, to: tables.Frame = "arrow") -> Any:
        """Any of the ledger's tables for other programs: statements, articles, actors, mentions, marks, links."""
        return tables.frame(tables.TABLES[name], self._rows(name), to)

    def write_parquet(self, folder: str | os.PathLike[str], names: Sequence[tables.Name] = tables.EXPORTED) -> list[str]:
        """Writes tables as Parquet into a folder, a file each: `statements.parquet`, …; gives the files' paths. Needs `dixit[arrow]`."""
        return [tables.write_parquet(self.table(name), os.path.join(folder, f"{name}.parquet")) for name in names]

    def _find(self, question: Mapping[str, Any]) -> list[Any]:
        data = json.dumps(question).encode()
        return list(library.lines(lambda take, error: self._library.dixit_ledger_find(self._handle, data, len(data), take, None, ctypes.byref(error))))

    def _rows(self, view: str) -> list[list[Any]]:
        return list(library.lines(lambda take, error: self._library.dixit_ledger_view(self._handle, view.encode(), take, None, ctypes.byref(error))))

    def __repr__(self) -> str:
        return f"Ledger({self.path!r})"

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self._library.dixit_ledger_close(self._handle)


def _usual() -> str:
    """As the XDG Base Directory Specification has it: a path there that is not absolute is passed over."""
    data = os.environ.get("XDG_DATA_HOME", "")
    return os.environ.get("DIXIT_LEDGER") or os.path.join(data if data.startswith("/") else os.path.expanduser("~/.local/share"), "dixit/ledger.sqlite")


def _answer(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _question(words: str, sort: str, limit: int | None, offset: int, filters: Mapping[str, Any]) -> dict[str, Any]:
    question: dict[str, Any] = {"sort": sort, "offset": offset}
    if words:
        question["words"] = words
    if limit is not None:
        question["limit"] = limit
    for name, value in filters.items():
        values = [value] if isinstance(value, str | int | float) else list(value or ())
        if values:
            question[name] = [str(one) for one in values]
    return question


def _found(line: dict[str, Any]) -> FoundStatement:
    speaker = line["speaker"]
    return FoundStatement(
        id=line["id"], parent=line["parent"], article=ArticleEntry(**line["article"]), form=line["form"], source=spans(line["source"]), cue=spans(line["cue"]),
        content=spans(line["content"]), speaker=None if speaker is None else Actor(speaker["id"], speaker["name"], speaker["kind"]),
        speaker_confidence=line["speaker_confidence"], speaker_inferred=line["speaker_inferred"], confidence=line["confidence"], review=line["review"],
        marks=marks(line.get("marks", {})), matches=tuple((start, end) for start, end in line.get("matches", [])),
        told_by=tuple(line.get("told_by", ())))
