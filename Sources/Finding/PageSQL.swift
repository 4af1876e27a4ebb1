import Actors
import Ledger
import Record
import SQLite

/// The queries behind the pages' lists and plots. Those that go through many rows say so.
extension LedgerSQL {
    /// Goes through the articles, which are few beside statements, and the statements of those since a day.
    package static let statementsByDay: StaticString = """
        SELECT article.day, count(*) FROM article CROSS JOIN statement ON statement.article = article.id
        WHERE article.day >= ? AND statement.state <> 2 AND statement.repeats IS NULL GROUP BY article.day
        """

    /// The same.
    package static let mostHeardSince: StaticString = """
        SELECT statement.actor, count(*) FROM article CROSS JOIN statement ON statement.article = article.id
        WHERE article.day >= ? AND statement.actor IS NOT NULL AND statement.state <> 2 AND statement.repeats IS NULL
        GROUP BY statement.actor ORDER BY count(*) DESC, statement.actor LIMIT ?
        """

    /// Goes through an index of all statements.
    package static let mostHeard: StaticString = """
        SELECT actor, count(*) FROM statement WHERE actor IS NOT NULL AND state <> 2 AND repeats IS NULL
        GROUP BY actor ORDER BY count(*) DESC, actor LIMIT ?
        """

    /// Goes through the articles.
    package static let outletsBySize: StaticString = """
        SELECT outlet.id, outlet.name, count(*), max(article.day) FROM article JOIN outlet ON outlet.id = article.outlet
        GROUP BY outlet.id ORDER BY count(*) DESC, outlet.name LIMIT ?
        """

    /// Goes through articles until there are enough.
    package static let articlesBefore: StaticString = """
        SELECT id FROM article WHERE id < coalesce(?1, 9223372036854775807) AND (?2 IS NULL OR outlet = ?2)
            AND (?4 IS NULL OR day >= ?4) AND (?5 IS NULL OR day <= ?5) ORDER BY id DESC LIMIT ?3
        """

    package static let countInArticle: StaticString = "SELECT count(*) FROM statement WHERE article = ? AND state <> 2"

    package static let spokenByDay: StaticString = """
        SELECT day, count(*) FROM statement WHERE actor = ? AND day IS NOT NULL AND state <> 2 AND repeats IS NULL
        GROUP BY day ORDER BY day
        """

    package static let mentioners: StaticString = """
        SELECT statement.actor, count(*) FROM about CROSS JOIN statement ON statement.id = about.statement
        WHERE about.actor = ?1 AND statement.actor IS NOT NULL AND statement.actor <> ?1 AND statement.state <> 2 AND statement.repeats IS NULL
        GROUP BY statement.actor ORDER BY count(*) DESC, statement.actor LIMIT ?2
        """

    /// What matches of a search are counted by; ?1 the words, ?2 how many at most.
    package static let matched: StaticString = """
        SELECT statement.actor, article.outlet, statement.day, statement.form, statement.state
        FROM statement_words CROSS JOIN statement ON statement.id = statement_words.rowid
        CROSS JOIN article ON article.id = statement.article
        WHERE statement_words MATCH ?1 LIMIT ?2
        """

    /// Goes through the articles.
    package static let articlesOfOutlets: StaticString =
        "SELECT outlet, id, day FROM article WHERE outlet IS NOT NULL AND copy_of IS NULL"

    package static let sources: StaticString = "SELECT actor, speaker, parts FROM statement WHERE article = ? AND state <> 2"
}
