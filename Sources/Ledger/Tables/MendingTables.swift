/// What version 8 of the file has that version 7 had not: articles that were removed, corrected values, outlets that were renamed or merged.
///
/// An article that was removed leaves every table but `removed`, so that nothing that lists, counts or finds has to leave it out. `act` no longer refers to
/// `article`: what was done to an article stays in the log when it is gone.
enum MendingTables {
    static let all = outlets + articles + removed + acts + views

    private static let outlets = """
        ALTER TABLE origin ADD COLUMN outlets INTEGER NOT NULL DEFAULT 0 /* how many outlets there are */;
        ALTER TABLE outlet ADD COLUMN given TEXT /* what articles call it, where a person has renamed it; NULL: name */;
        ALTER TABLE outlet ADD COLUMN merged_into INTEGER REFERENCES outlet /* the outlet that stands for this one */;
        ALTER TABLE outlet ADD COLUMN seal BLOB /* SHA-256 of this row (OutletRows) */;
        CREATE UNIQUE INDEX outlet_given ON outlet (given) WHERE given IS NOT NULL;
        CREATE INDEX outlet_merged_into ON outlet (merged_into) WHERE merged_into IS NOT NULL;

        """

    private static let articles = """
        ALTER TABLE article ADD COLUMN came_from INTEGER REFERENCES outlet /* the outlet that it names, where that was merged into outlet; NULL: outlet */;
        ALTER TABLE article ADD COLUMN corrected TEXT /* JSON: what a person has corrected, with what it was before: {"title": "…", "author": null} */;
        CREATE INDEX article_came_from ON article (came_from) WHERE came_from IS NOT NULL;

        """

    private static let removed = """
        -- Articles that a person has removed. Their numbers are given to no others.
        CREATE TABLE removed (
            article INTEGER PRIMARY KEY,        -- its number
            sha256 BLOB NOT NULL UNIQUE,        -- of the bytes that were given, which are not added again
            line TEXT,                          -- the article with all that was found in it and judged, as `dixit export` writes it; NULL: forgotten
            copies TEXT,                        -- JSON: the articles that were copies of it, and which statement repeated which
            seal BLOB                           -- SHA-256 of this row (`RemovedRows`)
        );

        """

    private static let acts = """
        DROP INDEX act_article;
        DROP INDEX act_actor;
        DROP INDEX act_undoes;
        DROP INDEX act_apart;
        ALTER TABLE act RENAME TO former_act;
        -- What people did: reviews, mergers, aliases, corrections, removals, …; never changed, never deleted. To undo is a further act.
        CREATE TABLE act (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,                -- seconds since 1970-01-01
            who TEXT NOT NULL,
            verb TEXT NOT NULL,
            after_article INTEGER NOT NULL,     -- the article added last before it, 0 if none
            article INTEGER,                    -- one that is there, or in `removed`
            statement INTEGER,                  -- a number
            actor INTEGER,                      -- where there is neither article nor actor, it is upon outlets
            detail TEXT NOT NULL,               -- JSON: all that is needed to do it again or undo it
            undoes INTEGER REFERENCES act,
            hash BLOB                           -- SHA-256 of that of the act before it and of this row (`ActLog`)
        );
        INSERT INTO act SELECT * FROM former_act ORDER BY id;
        DROP TABLE former_act;
        CREATE INDEX act_article ON act (article) WHERE article IS NOT NULL;
        CREATE INDEX act_actor ON act (actor) WHERE actor IS NOT NULL;
        CREATE INDEX act_outlet ON act (id) WHERE article IS NULL AND actor IS NULL;
        CREATE INDEX act_undoes ON act (undoes) WHERE undoes IS NOT NULL;
        -- By which people keep actors apart: asked whenever two are to be tied together.
        CREATE INDEX act_apart ON act (verb) WHERE verb IN ('differ', 'split');
        -- By which articles were removed, corrected or forgotten.
        CREATE INDEX act_mending ON act (article, id) WHERE verb IN ('remove', 'correct', 'forget');

        """

    private static let views = """
        DROP VIEW articles;
        -- For any program. Articles, with their text; by `rowid` programs such as Datasette know them in an index of words. Removed ones are not in it.
        CREATE VIEW articles AS
            SELECT article.id AS rowid, article.id AS id, article.name AS name, article.title AS title, outlet.name AS outlet, article.author AS author,
                article.published AS published, date(article.day * 86400, 'unixepoch') AS day, article.published_by AS published_by,
                article.url AS url,
                body.text AS text, article.copy_of AS copy_of, datetime(article.added, 'unixepoch') AS added,
                reader.version AS reader, reader.model AS model, lower(hex(article.sha256)) AS sha256, article.corrected AS corrected,
                \(SchemaViews.otherSpelling(of: "body.text || char(10) || coalesce(article.title, '')")) AS other_spelling
            FROM article JOIN body ON body.article = article.id JOIN reader ON reader.id = article.reader
            LEFT JOIN outlet ON outlet.id = article.outlet;
        """
}
