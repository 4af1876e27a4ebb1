import SQLite

/// What version 7 of the file has otherwise than version 6: whether a statement stands inside another one is told in the index by speaker, so that what somebody
/// says is counted without what others say that they said.
package enum OwnWords {
    /// Holds of a row of `statement` that somebody else tells it: what holds it counts, and is not its own speaker's report of themselves.
    /// A view of the file holds these words: other ones need another version.
    package static let told: SQL = """
        (statement.parent IS NOT NULL AND EXISTS (SELECT 1 FROM statement AS holder
            WHERE holder.article = statement.article AND holder.number = statement.parent AND (holder.parent IS NOT NULL
                OR holder.state <> 2 AND (holder.actor IS NULL OR holder.actor IS NOT statement.actor))))
        """

    /// The same as a value, 0 or NULL where it does not hold: of an AND that is no condition SQLite works out both sides, here a search of the article.
    package static let isTold: SQL = "CASE WHEN statement.parent IS NOT NULL THEN \(told) END"

    static let all = """
        DROP INDEX statement_actor_day;
        CREATE INDEX statement_actor_day ON statement (actor, day, article, number, form, state, repeats, parent) WHERE actor IS NOT NULL;
        DROP VIEW actors;
        -- Who is who across articles; who was found to be another one is left out.
        CREATE VIEW actors AS
            SELECT actor.id AS id, actor.name AS name, actor.kind AS kind,
                (SELECT group_concat(called.name, '; ') FROM (
                    SELECT actor_name.name FROM actor_name WHERE actor_name.actor = actor.id
                    UNION SELECT merged.name FROM actor AS merged WHERE merged.merged_into = actor.id AND merged.name != actor.name) AS called) AS names,
                (SELECT count(*) FROM statement WHERE statement.actor = actor.id AND statement.state != 2 AND statement.repeats IS NULL
                    AND NOT \(told.text)) AS statements,
                (SELECT count(*) FROM statement WHERE statement.actor = actor.id AND statement.state != 2 AND statement.repeats IS NULL
                    AND \(told.text)) AS told_by_others
            FROM actor WHERE actor.merged_into IS NULL;
        """
}
