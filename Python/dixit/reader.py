"""Reading articles."""

import ctypes
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Literal

from . import library, places
from .errors import DixitError
from .records import Article, ReaderVersion

Engine = Literal["int8", "float", "portable"]


class Reader:
    """Reads articles: text in, statements out.

        >>> import dixit
        >>> reader = dixit.Reader()
        >>> for article in reader.read_many(["Ilse Varn said the harbour was open.", "Her deputy denied it."]):
        ...     for statement in article.statements:
        ...         print([span.text for span in statement.source], [span.text for span in statement.cue])
        ['Ilse Varn'] ['said']
        ['Her deputy'] ['denied']

    Make one and keep it; use it from as many threads as you like. It is pickled by its model's path and engine.
    """

    def __init__(self, model: str | os.PathLike[str] | None = None, *, engine: Engine | None = None) -> None:
        """Opens a model; without one, that of `DIXIT_MODEL` or the wheel's. Without an engine, the fastest that this machine can run.

        Raises `DixitError` where the model cannot be used or the engine cannot run here.
        """
        self._given = (None if model is None else os.fspath(model), engine)
        self._handle: int | None = None
        self._library = library.library()
        name = library.path_bytes(model if model is not None else places.model())
        with library.error_place() as error:
            self._handle = self._library.dixit_reader_open(name, engine.encode() if engine else None, ctypes.byref(error))
        length = ctypes.c_size_t()
        about = json.loads(library.taken(self._library.dixit_reader_about(self._handle, ctypes.byref(length)), length))
        self.version = ReaderVersion(about["version"], about["model"])
        """Program and model, as every record names them."""
        self.engine: Engine = about["engine"]
        """How matrices are multiplied."""

    def read(
        self, article: str | Mapping[str, Any], *, id: str | None = None, title: str | None = None, outlet: str | None = None, author: str | None = None,
        published: str | None = None, url: str | None = None,
    ) -> Article:
        """Reads one article: its text, or a mapping as `dixit read` takes it from a line of JSON (`text`, and `id`, `title`, …; further members are carried).

        Raises `DixitError` where a mapping holds no text.
        """
        return self._read(article, {"id": id, "title": title, "outlet": outlet, "author": author, "published": published, "url": url}, "text")

    def read_many(self, articles: Iterable[str | Mapping[str, Any]], *, jobs: int | None = None, errors: Literal["raise", "return"] = "raise") -> Iterator[Any]:
        """Reads articles, several at once, and gives them in their order. An article without an id is called by its place: "1", "2", …

        - jobs: how many are read at once; as many as this process may use cores.
        - errors: "return" gives a `DixitError` in the place of an article that cannot be read, where "raise" raises it.
        """
        jobs = jobs or len(os.sched_getaffinity(0))
        waiting: deque[Future[Article]] = deque()
        with ThreadPoolExecutor(jobs, thread_name_prefix="dixit") as threads:
            try:
                for number, article in enumerate(articles, 1):
                    waiting.append(threads.submit(self._read, article, {}, str(number)))
                    if len(waiting) >= 4 * jobs:
                        yield _outcome(waiting.popleft(), errors)
                while waiting:
                    yield _outcome(waiting.popleft(), errors)
            finally:
                for future in waiting:
                    future.cancel()

    def read_json(self, line: str | bytes, *, id: str = "text", path: str = "-") -> str:
        """Reads an article that is an object in JSON, and gives the line that `dixit read -f jsonl` writes, without its line feed: for pipelines that
        pass records on."""
        data = line if isinstance(line, bytes) else line.encode("utf-8", "replace")
        length = ctypes.c_size_t()
        with library.error_place() as error:
            found = self._library.dixit_reader_read(
                self._handle, data, len(data), id.encode("utf-8", "replace"), path.encode("utf-8", "replace"), ctypes.byref(length), ctypes.byref(error))
        return library.taken(found, length).decode()

    def _read(self, article: str | Mapping[str, Any], members: Mapping[str, Any], name: str) -> Article:
        given = {"text": article} if isinstance(article, str) else dict(article)
        given.update((key, value) for key, value in members.items() if value is not None)
        try:
            return Article.from_json(self.read_json(json.dumps(given, ensure_ascii=False), id=name))
        except DixitError as error:
            raise DixitError(f"article {given.get('id', name)}: {error}; give its text as a string") from None

    def __reduce__(self) -> tuple[Any, ...]:
        return _reader, self._given

    def __repr__(self) -> str:
        return f"Reader({self.version.model}, engine={self.engine!r})"

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self._library.dixit_reader_close(self._handle)


def _reader(model: str | None, engine: Engine | None) -> Reader:
    return Reader(model, engine=engine)


def _outcome(future: "Future[Article]", errors: str) -> Article | DixitError:
    try:
        return future.result()
    except DixitError as error:
        if errors == "raise":
            raise
        return error
