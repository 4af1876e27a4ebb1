/// What version 6 of the file has that version 5 had not: columns by which changes of actors and layers are noticed, and how the date of an article is known.
enum SealColumns {
    static let all = """
        ALTER TABLE origin ADD COLUMN layers INTEGER NOT NULL DEFAULT 0 /* how many layers there are */;
        ALTER TABLE actor ADD COLUMN seal BLOB /* SHA-256 of this row, but for heard, and of all that is told of the actor (ActorSeal) */;
        ALTER TABLE article ADD COLUMN published_by TEXT /* how day is known: meta, text, address, feed, file, user; as carried has it */;
        DROP VIEW articles;
        -- For any program. Articles, with their text; by `rowid` programs such as Datasette know them in an index of words.
        CREATE VIEW articles AS
            SELECT article.id AS rowid, article.id AS id, article.name AS name, article.title AS title, outlet.name AS outlet, article.author AS author,
                article.published AS published, date(article.day * 86400, 'unixepoch') AS day, article.published_by AS published_by,
                article.url AS url,
                body.text AS text, article.copy_of AS copy_of, datetime(article.added, 'unixepoch') AS added,
                reader.version AS reader, reader.model AS model, lower(hex(article.sha256)) AS sha256,
                \(SchemaViews.otherSpelling(of: "body.text || char(10) || coalesce(article.title, '')")) AS other_spelling
            FROM article JOIN body ON body.article = article.id JOIN reader ON reader.id = article.reader
            LEFT JOIN outlet ON outlet.id = article.outlet;
        """
}
