"""A component for spaCy's pipelines, installed by `dixit[spacy]`.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("dixit")
    >>> doc = nlp("The harbour is “open to anyone who pays,” said Ilse Varn, the port warden.")
    >>> statement = doc._.statements[0]
    >>> statement.speaker.name, doc._.dixit.reader.version
    ('Ilse Varn', '0.2.0')
    >>> [(span.text, span._.statement.speaker.name) for span in doc.spans["dixit_content"]]
    [('The harbour is “open to anyone who pays,”', 'Ilse Varn')]

`doc._.dixit` is the `dixit.Article`, `doc._.statements` its statements; `doc.spans` has the groups `dixit_source`, `dixit_cue` and `dixit_content`, whose
spans have `._.statement`. Where a token of spaCy begins or ends elsewhere than Dixit's span, spaCy's span is the one that covers it.
"""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from .reader import Engine, Reader
from .records import Article

PARTS = ("source", "cue", "content")


@Language.factory("dixit", default_config={"model": None, "engine": None, "jobs": None}, assigns=["doc._.dixit", "doc._.statements"])
def make(nlp: Language, name: str, model: str | None, engine: Engine | None, jobs: int | None) -> "Component":
    return Component(Reader(model, engine=engine), jobs)


class Component:
    """Reads each document; `nlp.pipe` reads several at once."""

    def __init__(self, reader: Reader, jobs: int | None = None) -> None:
        self.reader = reader
        self.jobs = jobs
        # What is made anew for each document cannot be stored: spaCy stores the article, and the spans know their statements by it.
        for name, holder in (("dixit", Doc), ("statement_id", Span)):
            if not holder.has_extension(name):
                holder.set_extension(name, default=None)
        if not Doc.has_extension("statements"):
            Doc.set_extension("statements", getter=lambda doc: doc._.dixit.statements if doc._.dixit else ())
            Span.set_extension("statement", getter=_statement)

    def __call__(self, doc: Doc) -> Doc:
        return noted(doc, self.reader.read(doc.text))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        waiting: list[Doc] = []

        def texts() -> Iterator[str]:
            for doc in docs:
                waiting.append(doc)
                yield doc.text

        for article in self.reader.read_many(texts(), jobs=self.jobs):
            yield noted(waiting.pop(0), article)


def noted(doc: Doc, article: Article) -> Doc:
    """A document with what was found in its text."""
    doc._.dixit = article
    for part in PARTS:
        group = []
        for statement in article.statements:
            for place in getattr(statement, part):
                span = doc.char_span(place.start, place.end, alignment_mode="expand")
                if span is not None:
                    span._.statement_id = statement.id
                    group.append(span)
        doc.spans[f"dixit_{part}"] = group
    return doc


def _statement(span: Span):
    return next((statement for statement in span.doc._.statements if statement.id == span._.statement_id), None)
