import SQLite

/// The views that other programs read, and the indexes of words over them.
///
/// An index of words is made of a view by SQLite's stock tokenizers, so that any program with FTS5 can search it:
/// `SELECT * FROM statements WHERE rowid IN (SELECT rowid FROM statement_words WHERE statement_words MATCH 'gate')`.
/// FTS5 allows a view no table-valued function, and some versions of SQLite take their own functions of JSON for unsafe in views, so that `articles` and
/// `statements` do without.
package enum SchemaViews {
    static let all = views + words

    /// The words of a part of a statement: of the one piece, or of all pieces with “ … ” between them.
    private static func words(of part: String, code: Int) -> String {
        """
        CASE WHEN statement.pieces & \(code) THEN (
                        SELECT group_concat(words, ' … ') FROM (
                            SELECT substr(body.text, piece.start + 1, piece.length) AS words FROM piece
                            WHERE piece.statement = statement.id AND piece.part = \(code) ORDER BY piece.number))
                    ELSE substr(body.text, statement.\(part)_start + 1, statement.\(part)_length) END
        """
    }

    /// Letters that fold to others only by convention, which no tokenizer does.
    static let letters = [
        ("ø", "o"), ("Ø", "O"), ("ł", "l"), ("Ł", "L"), ("ß", "ss"), ("ẞ", "SS"), ("ı", "i"), ("đ", "d"), ("Đ", "D"),
        ("æ", "ae"), ("Æ", "AE"), ("œ", "oe"), ("Œ", "OE"),
    ]

    /// What `GLOB` finds such letters by: to look for them in a text takes as long as reading it does, so that `body.respelled` keeps what was found.
    package static let respelled = "*[\(letters.map(\.0).joined())]*"

    /// A text with these letters written by the others: "Łódź" can be searched for as "Lodz", "Weiß" as "Weiss". NULL where it has none.
    static func otherSpelling(of text: String) -> String {
        "CASE WHEN respelled AND \(text) GLOB '\(respelled)' THEN \(replaced(in: text)) END"
    }

    private static func replaced(in text: String) -> String {
        letters.reduce(text) { "replace(\($0), '\($1.0)', '\($1.1)')" }
    }

    private static let kind =
        "CASE entity.kind WHEN 1 THEN 'person' WHEN 2 THEN 'organization' WHEN 3 THEN 'place' WHEN 4 THEN 'group' WHEN 5 THEN 'document' END"

    private static let entityName = """
        coalesce(entity.name, (SELECT substr(body.text, entity.name_start + 1, entity.name_length) FROM body
                            WHERE body.article = entity.id / 1048576))
        """

    private static let views = """
        -- For any program. Articles, with their text; by `rowid` programs such as Datasette know them in an index of words.
        CREATE VIEW articles AS
            SELECT article.id AS rowid, article.id AS id, article.name AS name, article.title AS title, outlet.name AS outlet, article.author AS author,
                article.published AS published, date(article.day * 86400, 'unixepoch') AS day, article.url AS url,
                body.text AS text, article.copy_of AS copy_of, datetime(article.added, 'unixepoch') AS added,
                reader.version AS reader, reader.model AS model, lower(hex(article.sha256)) AS sha256,
                \(otherSpelling(of: "body.text || char(10) || coalesce(article.title, '')")) AS other_spelling
            FROM article JOIN body ON body.article = article.id JOIN reader ON reader.id = article.reader
            LEFT JOIN outlet ON outlet.id = article.outlet;

        -- Who said what: statements that count, neither found wrong nor repeated in a copy.
        CREATE VIEW statements AS
            SELECT rowid, id, article, number, parent, speaker, actor, kind, sourcing, source, cue, content, form, confidence, speaker_confidence, day,
                outlet, title, url, review, \(otherSpelling(of: "(content || char(10) || coalesce(cue, '') || char(10) || coalesce(source, ''))")) AS other_spelling FROM (
                SELECT statement.id AS rowid, 's' || statement.article || '.' || statement.number AS id, statement.article AS article,
                    statement.number AS number, 's' || statement.article || '.' || statement.parent AS parent,
                    coalesce((SELECT name FROM actor WHERE actor.id = statement.actor),
                        (SELECT \(entityName) FROM entity
                            WHERE entity.id = statement.article * 1048576 + statement.speaker)) AS speaker,
                    statement.actor AS actor,
                    coalesce((SELECT kind FROM actor WHERE actor.id = statement.actor),
                        (SELECT \(kind) FROM entity
                            WHERE entity.id = statement.article * 1048576 + statement.speaker)) AS kind,
                    (SELECT mark_value.value FROM mark JOIN mark_value ON mark_value.id = mark.value
                        JOIN layer ON layer.id = mark_value.layer
                        WHERE mark.statement = statement.id AND layer.name = 'sourcing') AS sourcing,
                    \(words(of: "source", code: 1)) AS source,
                    \(words(of: "cue", code: 2)) AS cue,
                    \(words(of: "content", code: 4)) AS content,
                    CASE statement.form WHEN 0 THEN 'direct' WHEN 1 THEN 'indirect' ELSE 'mixed' END AS form,
                    statement.confidence / 1000.0 AS confidence, statement.speaker_confidence / 1000.0 AS speaker_confidence,
                    date(statement.day * 86400, 'unixepoch') AS day,
                    (SELECT outlet.name FROM article JOIN outlet ON outlet.id = article.outlet
                        WHERE article.id = statement.article) AS outlet,
                    (SELECT title FROM article WHERE article.id = statement.article) AS title,
                    (SELECT url FROM article WHERE article.id = statement.article) AS url,
                    CASE statement.state WHEN 1 THEN 'right' WHEN 3 THEN 'corrected' WHEN 4 THEN 'added' END AS review, body.respelled AS respelled
                FROM statement JOIN body ON body.article = statement.article
                WHERE statement.state != 2 AND statement.repeats IS NULL);

        -- Who is who across articles; who was found to be another one is left out.
        CREATE VIEW actors AS
            SELECT actor.id AS id, actor.name AS name, actor.kind AS kind,
                (SELECT group_concat(called.name, '; ') FROM (
                    SELECT actor_name.name FROM actor_name WHERE actor_name.actor = actor.id
                    UNION SELECT merged.name FROM actor AS merged WHERE merged.merged_into = actor.id AND merged.name != actor.name) AS called) AS names,
                (SELECT count(*) FROM statement WHERE statement.actor = actor.id AND statement.state != 2 AND statement.repeats IS NULL)
                    AS statements
            FROM actor WHERE actor.merged_into IS NULL;

        -- Where articles mention whom.
        CREATE VIEW mentions AS
            SELECT entity.id / 1048576 AS article, entity.id % 1048576 AS entity, \(entityName) AS name, \(kind) AS kind,
                (SELECT coalesce(actor.merged_into, actor.id) FROM actor WHERE actor.id = entity.actor) AS actor,
                start.value AS start, start.value + length.value AS "end",
                (SELECT substr(body.text, start.value + 1, length.value) FROM body WHERE body.article = entity.id / 1048576) AS text,
                CASE form.value WHEN 1 THEN 'nominal' WHEN 2 THEN 'pronoun' ELSE 'name' END AS form
            FROM entity JOIN json_each(entity.mentions) AS mention
            JOIN json_each(mention.value) AS start ON start.key = 0 JOIN json_each(mention.value) AS length ON length.key = 1
            LEFT JOIN json_each(mention.value) AS form ON form.key = 2;

        -- What layers have found beside statements, and what people have made of it; of an article as a whole, where no statement is named.
        CREATE VIEW marks AS
            SELECT 's' || statement.article || '.' || statement.number AS statement, statement.article AS article,
                statement.number AS number, layer.name AS layer, mark_value.value AS value,
                mark_value.version AS version, mark.confidence / 1000.0 AS confidence,
                mark.evidence AS evidence, mark.detail AS detail, mark.by AS by
            FROM mark JOIN mark_value ON mark_value.id = mark.value JOIN layer ON layer.id = mark_value.layer
            JOIN statement ON statement.id = mark.statement
            UNION ALL
            SELECT NULL, article_mark.article, NULL, layer.name, mark_value.value, mark_value.version, article_mark.confidence / 1000.0,
                NULL, article_mark.detail, article_mark.by
            FROM article_mark JOIN mark_value ON mark_value.id = article_mark.value JOIN layer ON layer.id = mark_value.layer;

        -- What layers have found between two statements.
        CREATE VIEW links AS
            SELECT 's' || a.article || '.' || a.number AS a, 's' || b.article || '.' || b.number AS b, layer.name AS layer,
                mark_value.value AS value, link.confidence / 1000.0 AS confidence, link.by AS by
            FROM link JOIN mark_value ON mark_value.id = link.value JOIN layer ON layer.id = mark_value.layer
            JOIN statement AS a ON a.id = link.a JOIN statement AS b ON b.id = link.b;

        -- All that actors are called: a positive number is an actor's, a negative one a further name's.
        CREATE VIEW actor_called AS
            SELECT id, name, CASE WHEN name GLOB '\(respelled)' THEN \(replaced(in: "name")) END AS other_spelling
            FROM (SELECT id, name FROM actor UNION ALL SELECT -id, name FROM actor_name);

        """

    private static let words = """
        CREATE VIRTUAL TABLE statement_words USING fts5 (
            content, cue, source, other_spelling, content="statements", content_rowid="rowid",
            tokenize = 'porter unicode61 remove_diacritics 2'
        );
        -- The text is the first column: in FTS5's lists of places a word of the first takes two bytes less in each article.
        CREATE VIRTUAL TABLE article_words USING fts5 (
            text, title, other_spelling, content="articles", content_rowid="id",
            tokenize = 'porter unicode61 remove_diacritics 2'
        );
        -- Neither phrases nor ranks are asked of names, and a name is no word that is declined.
        CREATE VIRTUAL TABLE actor_words USING fts5 (
            name, other_spelling, content="actor_called", content_rowid="id", tokenize = 'unicode61 remove_diacritics 2', detail = 'none',
            columnsize = 0
        );
        """
}

extension FullTextIndex {
    /// The words of statements that count.
    package static let statements = FullTextIndex(
        "statement_words", columns: ["content", "cue", "source", "other_spelling"], words: .stems, hasPlaces: true)
    /// The words of articles.
    package static let articles = FullTextIndex(
        "article_words", columns: ["text", "title", "other_spelling"], words: .stems, hasPlaces: true)
    /// The names of actors.
    package static let actors = FullTextIndex(
        "actor_words", columns: ["name", "other_spelling"], words: .plain, hasPlaces: false)
    /// The runs of words by which the same words are found.
    package static let utterances = FullTextIndex("utterance_words", columns: ["runs"], words: .ascii, hasPlaces: false)
}
