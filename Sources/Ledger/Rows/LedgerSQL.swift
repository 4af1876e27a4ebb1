import Record
import SQLite

/// The queries that go through many rows; a test asks SQLite how it would run each of them, and refuses those that would read a table
/// from end to end.
///
/// `CROSS JOIN` keeps the order in which tables are gone through as it is written (https://sqlite.org/optoverview.html#crossjoin): the words
/// first, since they leave the fewest rows.
package enum LedgerSQL {
    // ?1 the words, ?2 speaker, ?3 about, ?4 outlet, ?5 first day, ?6 last day, ?7 form, ?8 limit; of statements ?9 whether reviewed, ?10 how many are passed over.
    // Of more than these the last are ranked: ranking a hundred thousand would take a tenth of a second.
    package static let byRelevance: StaticString = """
        SELECT id FROM (
            SELECT statement.id AS id, dixit_relevance(statement_words) AS score
            FROM statement_words CROSS JOIN statement ON statement.id = statement_words.rowid
            WHERE statement_words MATCH ?1
                AND (?2 IS NULL OR statement.actor = ?2)
                AND (?5 IS NULL OR statement.day >= ?5) AND (?6 IS NULL OR statement.day <= ?6)
                AND (?7 IS NULL OR statement.form = ?7)
                AND (?3 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?3 AND about.statement = statement.id))
                AND (?4 IS NULL OR statement.article IN (SELECT id FROM article WHERE outlet = ?4))
                AND (?9 IS NULL OR (statement.state > 0) = ?9)
            ORDER BY statement_words.rowid DESC LIMIT 5000)
        ORDER BY score, id LIMIT ?8 OFFSET ?10
        """

    package static let byDate: StaticString = """
        SELECT statement.id FROM statement_words CROSS JOIN statement ON statement.id = statement_words.rowid
        WHERE statement_words MATCH ?1
            AND (?2 IS NULL OR statement.actor = ?2)
            AND (?5 IS NULL OR statement.day >= ?5) AND (?6 IS NULL OR statement.day <= ?6)
            AND (?7 IS NULL OR statement.form = ?7)
            AND (?3 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?3 AND about.statement = statement.id))
            AND (?4 IS NULL OR statement.article IN (SELECT id FROM article WHERE outlet = ?4))
            AND (?9 IS NULL OR (statement.state > 0) = ?9)
        ORDER BY statement.day DESC, statement.id DESC LIMIT ?8 OFFSET ?10
        """

    package static let articlesByRelevance: StaticString = """
        SELECT id FROM (
        SELECT article.id AS id, dixit_relevance(article_words, 1.0, 5.0) AS score FROM article_words CROSS JOIN article ON article.id = article_words.rowid
        WHERE article_words MATCH ?1 AND article.copy_of IS NULL
            AND (?4 IS NULL OR article.outlet = ?4)
            AND (?5 IS NULL OR article.day >= ?5) AND (?6 IS NULL OR article.day <= ?6)
            AND (coalesce(?2, ?3, ?7) IS NULL OR EXISTS (
                SELECT 1 FROM statement WHERE statement.article = article.id AND statement.state <> 2
                    AND (?2 IS NULL OR statement.actor = ?2) AND (?7 IS NULL OR statement.form = ?7)
                    AND (?3 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?3 AND about.statement = statement.id))))
        ORDER BY article_words.rowid DESC LIMIT 5000)
        ORDER BY score, id LIMIT ?8
        """

    package static let articlesByDate: StaticString = """
        SELECT article.id FROM article_words CROSS JOIN article ON article.id = article_words.rowid
        WHERE article_words MATCH ?1 AND article.copy_of IS NULL
            AND (?4 IS NULL OR article.outlet = ?4)
            AND (?5 IS NULL OR article.day >= ?5) AND (?6 IS NULL OR article.day <= ?6)
            AND (coalesce(?2, ?3, ?7) IS NULL OR EXISTS (
                SELECT 1 FROM statement WHERE statement.article = article.id AND statement.state <> 2
                    AND (?2 IS NULL OR statement.actor = ?2) AND (?7 IS NULL OR statement.form = ?7)
                    AND (?3 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?3 AND about.statement = statement.id))))
        ORDER BY article.day DESC, article.id DESC LIMIT ?8
        """

    // MARK: Actors

    /// A row is an actor's where its number is positive, else a further name's.
    package static let actorsByWords: StaticString = """
        SELECT coalesce(called.actor, actor.id), coalesce(called.name, actor.name) FROM actor_words
        LEFT JOIN actor ON actor.id = actor_words.rowid LEFT JOIN actor_name AS called ON called.id = -actor_words.rowid
        WHERE actor_words MATCH ? LIMIT 1000
        """

    package static let actorsByKey: StaticString = """
        SELECT actor.id, coalesce(merged_into, actor.id), callings, actor.name, kind FROM actor
        WHERE key = ?1 AND by_person >= ?2 AND (kind = ?3 OR kind IS NULL)
        UNION ALL
        SELECT actor.id, coalesce(merged_into, actor.id), callings, called.name, kind FROM actor_name AS called
        CROSS JOIN actor ON actor.id = called.actor
        WHERE called.key = ?1 AND called.by_person >= ?2 AND (kind = ?3 OR kind IS NULL)
        LIMIT ?4
        """

    package static let actorsByExternal: StaticString = "SELECT actor FROM actor_external WHERE scheme = ? AND value = ?"

    package static let actorsByName: StaticString = """
        SELECT id FROM actor WHERE key = ?1 AND name = ?2 AND (?3 IS NULL OR kind = ?3 OR kind IS NULL)
        UNION
        SELECT actor.id FROM actor_name AS called CROSS JOIN actor ON actor.id = called.actor
        WHERE called.key = ?1 AND called.name = ?2 AND (?3 IS NULL OR kind = ?3 OR kind IS NULL)
        """

    /// Goes through the index of speakers from end to end: a tenth of a second for a million statements.
    package static let mostSpoken: StaticString = """
        SELECT actor.id FROM actor LEFT JOIN (
            SELECT actor AS speaker, count(*) AS spoken FROM statement
            WHERE actor IS NOT NULL AND state <> 2 AND repeats IS NULL GROUP BY actor
        ) ON speaker = actor.id
        WHERE merged_into IS NULL AND (?1 IS NULL OR kind = ?1) ORDER BY coalesce(spoken, 0) DESC, actor.id LIMIT ?2
        """

    package static let mergedNames: StaticString = """
        SELECT name FROM actor WHERE merged_into = ?1
        UNION ALL
        SELECT called.name FROM actor CROSS JOIN actor_name AS called ON called.actor = actor.id WHERE merged_into = ?1
        """

    package static let actorActs: StaticString = """
        SELECT id, at, who, verb, actor, detail, undoes, (SELECT undoing.id FROM act AS undoing WHERE undoing.undoes = act.id)
        FROM act INDEXED BY act_actor WHERE actor IS NOT NULL
            AND (?1 IS NULL OR actor = ?1 OR actor IN (SELECT id FROM actor WHERE merged_into = ?1))
        ORDER BY id DESC LIMIT ?2
        """

    package static let articlesOfActor: StaticString = """
        SELECT article FROM statement WHERE actor = ?1
        UNION SELECT article FROM about CROSS JOIN statement ON statement.id = about.statement WHERE about.actor = ?1
        ORDER BY 1
        """

    /// Acts upon actors alone, of which there are as many as people have made.
    package static let standingMergers: StaticString = """
        SELECT actor, detail FROM act INDEXED BY act_actor WHERE actor IS NOT NULL AND verb = 'merge'
            AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
        ORDER BY id
        """

    package static let countSpoken: StaticString = """
        SELECT count(*) FROM statement WHERE actor = ? AND state <> 2 AND repeats IS NULL
        """

    package static let countMentions: StaticString = """
        SELECT count(*) FROM about CROSS JOIN statement ON statement.id = about.statement
        WHERE about.actor = ? AND state <> 2 AND repeats IS NULL
        """

    // MARK: What an actor says. ?1 the actor, ?2 about, ?3 outlet, ?4 first day, ?5 last day, ?6 form, ?7 limit.

    package static let spokenTotals: StaticString = """
        SELECT count(*), date(min(statement.day) * 86400, 'unixepoch'), date(max(statement.day) * 86400, 'unixepoch') FROM statement
        WHERE statement.actor = ?1 AND statement.state <> 2 AND statement.repeats IS NULL
            AND (?2 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?2 AND about.statement = statement.id))
            AND (?3 IS NULL OR (SELECT outlet FROM article WHERE article.id = statement.article) = ?3)
            AND (?4 IS NULL OR statement.day >= ?4) AND (?5 IS NULL OR statement.day <= ?5)
            AND (?6 IS NULL OR statement.form = ?6)
        """

    package static let spokenWithDate: StaticString = """
        SELECT statement.id FROM statement
        WHERE statement.actor = ?1 AND statement.state <> 2 AND statement.repeats IS NULL
            AND (?2 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?2 AND about.statement = statement.id))
            AND (?3 IS NULL OR (SELECT outlet FROM article WHERE article.id = statement.article) = ?3)
            AND (?4 IS NULL OR statement.day >= ?4) AND (?5 IS NULL OR statement.day <= ?5)
            AND (?6 IS NULL OR statement.form = ?6) AND statement.day IS NOT NULL
        ORDER BY statement.day DESC, statement.article DESC, statement.number DESC LIMIT ?7
        """

    package static let spokenWithoutDate: StaticString = """
        SELECT statement.id FROM statement
        WHERE statement.actor = ?1 AND statement.state <> 2 AND statement.repeats IS NULL
            AND (?2 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?2 AND about.statement = statement.id))
            AND (?3 IS NULL OR (SELECT outlet FROM article WHERE article.id = statement.article) = ?3)
            AND (?4 IS NULL OR statement.day >= ?4) AND (?5 IS NULL OR statement.day <= ?5)
            AND (?6 IS NULL OR statement.form = ?6) AND statement.day IS NULL
        ORDER BY statement.article, statement.number LIMIT ?7
        """

    package static let mentionedBySpeaker: StaticString = """
        SELECT other.actor, count(*) FROM statement CROSS JOIN about AS other ON other.statement = statement.id
        WHERE statement.actor = ?1 AND statement.state <> 2 AND statement.repeats IS NULL
            AND (?2 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?2 AND about.statement = statement.id))
            AND (?3 IS NULL OR (SELECT outlet FROM article WHERE article.id = statement.article) = ?3)
            AND (?4 IS NULL OR statement.day >= ?4) AND (?5 IS NULL OR statement.day <= ?5)
            AND (?6 IS NULL OR statement.form = ?6)
        GROUP BY other.actor
        """

    package static let quotedBySpeaker: StaticString = """
        SELECT inner_one.actor, count(*) FROM statement
        CROSS JOIN statement AS inner_one ON inner_one.article = statement.article AND inner_one.parent = statement.number
        WHERE statement.actor = ?1 AND statement.state <> 2 AND statement.repeats IS NULL
            AND (?2 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?2 AND about.statement = statement.id))
            AND (?3 IS NULL OR (SELECT outlet FROM article WHERE article.id = statement.article) = ?3)
            AND (?4 IS NULL OR statement.day >= ?4) AND (?5 IS NULL OR statement.day <= ?5)
            AND (?6 IS NULL OR statement.form = ?6)
            AND inner_one.actor IS NOT NULL AND inner_one.state <> 2
        GROUP BY inner_one.actor
        """

    // Statements are counted by article before the articles' outlets are looked up: a quarter of the time.
    package static let outletsOfSpeaker: StaticString = """
        SELECT outlet.name, sum(carried) FROM (
            SELECT (SELECT outlet FROM article WHERE article.id = carrying) AS carrier, carried FROM (
                SELECT statement.article AS carrying, count(*) AS carried FROM statement
                WHERE statement.actor = ?1 AND statement.state <> 2 AND statement.repeats IS NULL
                AND (?2 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?2 AND about.statement = statement.id))
                AND (?3 IS NULL OR (SELECT outlet FROM article WHERE article.id = statement.article) = ?3)
                AND (?4 IS NULL OR statement.day >= ?4) AND (?5 IS NULL OR statement.day <= ?5)
                AND (?6 IS NULL OR statement.form = ?6)
                GROUP BY statement.article)
            UNION ALL
            SELECT (SELECT outlet FROM article WHERE article.id = copy.article), 1 FROM statement
            CROSS JOIN statement AS copy ON copy.repeats = statement.id
            WHERE statement.actor = ?1 AND statement.state <> 2 AND statement.repeats IS NULL
                AND (?2 IS NULL OR EXISTS (SELECT 1 FROM about WHERE about.actor = ?2 AND about.statement = statement.id))
                AND (?3 IS NULL OR (SELECT outlet FROM article WHERE article.id = statement.article) = ?3)
                AND (?4 IS NULL OR statement.day >= ?4) AND (?5 IS NULL OR statement.day <= ?5)
                AND (?6 IS NULL OR statement.form = ?6)
        ) LEFT JOIN outlet ON outlet.id = carrier
        GROUP BY carrier ORDER BY sum(carried) DESC, outlet.name
        """

    // MARK: Reviewing

    package static let lastJudgement: StaticString = """
        SELECT id, detail FROM act WHERE article = ?1 AND statement = ?2 AND verb IN ('right', 'wrong', 'fix', 'missed')
            AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
        ORDER BY id DESC LIMIT 1
        """

    package static let leastCertain: StaticString = """
        SELECT id FROM statement WHERE article = (SELECT id FROM article WHERE least IS NOT NULL ORDER BY least, id LIMIT 1)
            AND state = 0 AND repeats IS NULL
        ORDER BY confidence, number LIMIT 1
        """

    package static let settleLeast: StaticString = """
        UPDATE article SET least = (SELECT min(confidence) FROM statement WHERE article = ?1 AND state = 0 AND repeats IS NULL) WHERE id = ?1
        """

    /// The details of corrections that stand, the latest first.
    package static let corrections: StaticString = """
        SELECT detail FROM act WHERE article = ?1 AND statement = ?2 AND verb IN ('fix', 'missed')
            AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
        ORDER BY id DESC
        """

    /// Those of the articles that hold the least certain of all; ?1 how many articles, of which each has at least one, and how many statements.
    package static let leastCertainOnes: StaticString = """
        SELECT id FROM statement
        WHERE article IN (SELECT id FROM article WHERE least IS NOT NULL ORDER BY least, id LIMIT ?1) AND state = 0 AND repeats IS NULL
        ORDER BY confidence, article, number LIMIT ?1
        """

    package static let reviewActs: StaticString = """
        SELECT id, at, who, verb, statement, undoes FROM act
        WHERE article = ?1 AND (?2 IS NULL OR statement = ?2 OR statement IS NULL) AND verb <> 'restore' ORDER BY id
        """

    /// When, by whom and from where an article was taken up.
    package static let restorations: StaticString = """
        SELECT at, who, detail FROM act WHERE article = ? AND verb = 'restore' ORDER BY id
        """

    // MARK: Exporting

    package static let articlesAfter: StaticString = "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT 500"

    /// Articles of which each statement has been judged, and at least one, or the whole.
    package static let reviewedAfter: StaticString = """
        SELECT article.id FROM article WHERE article.id > ?1 AND article.copy_of IS NULL
            AND article.id IN (
                SELECT article FROM statement WHERE state > 0
                UNION SELECT article FROM act WHERE act.article IS NOT NULL AND act.statement IS NULL AND act.verb = 'right')
            AND NOT EXISTS (SELECT 1 FROM statement WHERE statement.article = article.id AND statement.state = 0)
        ORDER BY article.id LIMIT 500
        """

    package static let halfReviewed: StaticString = """
        SELECT count(DISTINCT judged.article) FROM statement AS judged WHERE judged.state > 0
            AND EXISTS (SELECT 1 FROM statement WHERE statement.article = judged.article AND statement.state = 0)
        """

    package static let shownStatements: StaticString = """
        SELECT id FROM statement WHERE article = ? AND state <> 2 ORDER BY number
        """

    package static let keptArticle: StaticString = """
        SELECT article.sha256, article.added, article.last_number, article.likeness, original.sha256, body.given
        FROM article JOIN body ON body.article = article.id LEFT JOIN article AS original ON original.id = article.copy_of
        WHERE article.id = ?
        """

    package static let keptStatements: StaticString = """
        SELECT statement.parent, statement.form, statement.parts, statement.speaker, statement.speaker_confidence, statement.inferred,
            statement.confidence, statement.actor, statement.state, statement.gone, statement.number, original.number, actor.name
        FROM statement LEFT JOIN statement AS original ON original.id = statement.repeats LEFT JOIN actor ON actor.id = statement.actor
        WHERE statement.article = ? ORDER BY statement.number
        """

    package static let keptMachine: StaticString = """
        SELECT machine.parent, machine.form, machine.parts, machine.speaker, machine.speaker_confidence, machine.inferred,
            machine.confidence, NULL, 0, 0, statement.number
        FROM statement CROSS JOIN machine_statement AS machine ON machine.statement = statement.id
        WHERE statement.article = ? ORDER BY statement.number
        """

    package static let keptActs: StaticString = """
        SELECT id, at, who, verb, statement, detail, undoes, after_article FROM act WHERE article = ? ORDER BY id
        """

    // MARK: Showing

    package static let children: StaticString = """
        SELECT article, number FROM statement WHERE article = ? AND parent = ? AND state <> 2 ORDER BY number
        """

    package static let repetitions: StaticString =
        "SELECT article, number FROM statement WHERE repeats = ? ORDER BY article, number"

    package static let copies: StaticString = "SELECT id FROM article WHERE copy_of = ? ORDER BY id"
}
