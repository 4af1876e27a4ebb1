import Actors
import Ledger
import Record
import Reviews
import SQLite

enum ProofSQL {
    // What `verify` asks. It reads the tables from end to end, as it must.

    /// What must not be, and what finds it: the first column names the place.
    static let proofs: [(problem: String, sql: StaticString)] =
        RowRanges.proofs + RemovedRows.proofs + [
            (
                "it is put under another outlet than the one that stands for what it names",
                """
                SELECT 'article ' || article.id FROM article JOIN outlet ON outlet.id = coalesce(article.came_from, article.outlet)
                WHERE coalesce(outlet.merged_into, outlet.id) <> article.outlet OR article.came_from = article.outlet LIMIT 100
                """
            ),
            (
                "there is not one row of it, by which exports know this ledger",
                "SELECT 'the origin' FROM (SELECT count(*) AS count, max(id) AS id FROM origin) WHERE count <> 1 OR id <> 1"
            ),
            (
                "it is linked to an article that is a copy itself",
                """
                SELECT 'article ' || copy.id FROM article AS copy JOIN article ON article.id = copy.copy_of
                WHERE article.copy_of IS NOT NULL LIMIT 100
                """
            ),
            (
                "it repeats a statement of another article than the one that its article is a copy of",
                """
                SELECT 'statement s' || statement.article || '.' || statement.number FROM statement JOIN article ON article.id = statement.article
                JOIN statement AS first ON first.id = statement.repeats WHERE first.article IS NOT article.copy_of LIMIT 100
                """
            ),
            (
                "it lies inside one that is not there",
                """
                SELECT 'statement s' || article || '.' || number FROM statement WHERE parent IS NOT NULL AND NOT EXISTS
                (SELECT 1 FROM statement AS outer WHERE outer.article = statement.article AND outer.number = statement.parent) LIMIT 100
                """
            ),
            (
                "two statements have this number, or one has a number that was not given out",
                """
                SELECT 'statement s' || statement.article || '.' || number FROM statement JOIN article ON article.id = statement.article
                GROUP BY statement.article, number HAVING count(*) > 1 OR number > last_number LIMIT 100
                """
            ),
            (
                "its day is not that of its article",
                """
                SELECT 'statement s' || article || '.' || number FROM statement JOIN article ON article.id = statement.article
                WHERE statement.day IS NOT article.day LIMIT 100
                """
            ),
            (
                "what is told of its least certain statement is not so",
                """
                SELECT 'article ' || id FROM article WHERE least IS NOT
                (SELECT min(confidence) FROM statement WHERE statement.article = article.id AND state = 0 AND repeats IS NULL) LIMIT 100
                """
            ),
            (
                "it is merged into an actor that is merged into another itself",
                """
                SELECT 'actor @' || merged.id FROM actor AS merged JOIN actor ON actor.id = merged.merged_into
                WHERE actor.merged_into IS NOT NULL LIMIT 100
                """
            ),
            (
                "what stands in its row is not in how many articles it is",
                """
                SELECT 'actor @' || actor.id FROM actor LEFT JOIN (
                    SELECT actor, count(DISTINCT id / 1048576) AS heard FROM entity WHERE actor IS NOT NULL GROUP BY actor
                ) AS told ON told.actor = actor.id
                WHERE actor.heard IS NOT coalesce(told.heard, 0) LIMIT 100
                """
            ),
            (
                "it undoes an act that another one has undone",
                "SELECT 'act ' || max(id) FROM act WHERE undoes IS NOT NULL GROUP BY undoes HAVING count(*) > 1 LIMIT 100"
            ),
        ]
}
