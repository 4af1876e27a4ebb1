"""Dixit reads news and records who said what.

    >>> import dixit
    >>> reader = dixit.Reader()
    >>> article = reader.read("The harbour is “open to anyone who pays,” said Ilse Varn, the port warden.")
    >>> statement = article.statements[0]
    >>> statement.speaker.name, statement.cue[0].text, statement.content[0].text
    ('Ilse Varn', 'said', 'The harbour is “open to anyone who pays,”')

It reads English, offline, on the processor, and gives the same answer every time. It never says who is right.
"""

from .errors import DixitError
from .ledger import Actor, ArticleEntry, FoundStatement, Ledger
from .reader import Reader
from .records import Article, Entity, Link, Mark, Mention, ReaderVersion, Span, Statement

__version__ = "0.2.0"
__all__ = [
    "Actor", "Article", "ArticleEntry", "DixitError", "Entity", "FoundStatement", "Ledger", "Link", "Mark", "Mention", "Reader", "ReaderVersion", "Span", "Statement",
]
