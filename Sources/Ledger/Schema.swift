/// The tables of a ledger, and how an older file becomes a newer one.
///
/// The file is made to be opened by other programs as well: every table says what it holds, spans are JSON, and the views `articles` and
/// `statements` put together what belongs together. Texts alone are packed (zlib), and the full-text indexes, which read them
/// through functions of this program, can only be searched, not quoted from, without it.
enum Schema {
    /// "Dxit", in the file's header: this database is a ledger.
    static let application = 0x4478_6974

    /// The steps from an empty file to the present schema; the version of a file is the number of steps it has behind it.
    ///
    /// A step that has been released is never changed: what comes later is a further step.
    static let steps: [String] = [first, archives]

    /// The version that this program reads and writes.
    static var version: Int { steps.count }

    private static let first = """
        -- The programs and models whose records are here.
        CREATE TABLE reader (
            id INTEGER PRIMARY KEY,
            version TEXT NOT NULL,
            model TEXT NOT NULL,
            UNIQUE (version, model)
        );

        CREATE TABLE outlet (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        );

        -- What is known of an article beside its text. In order of adding.
        CREATE TABLE article (
            id INTEGER PRIMARY KEY,
            sha256 BLOB NOT NULL UNIQUE,        -- of the bytes that were given
            name TEXT NOT NULL,                 -- "id" of the output contract
            path TEXT NOT NULL,
            title TEXT,
            outlet INTEGER REFERENCES outlet,
            author TEXT,
            published TEXT,                     -- as given
            day INTEGER,                        -- the same in days since 1970-01-01, where it could be understood
            url TEXT,
            carried TEXT,                       -- further members of the JSON object it came from, as an object
            added INTEGER NOT NULL,             -- seconds since 1970-01-01
            reader INTEGER NOT NULL REFERENCES reader,
            copy_of INTEGER REFERENCES article, -- the first article of the same or nearly the same text
            likeness INTEGER,                   -- to that one: thousandths of Jaccard's measure over 3-word shingles
            text_hash INTEGER NOT NULL,         -- of the text, white space and case put aside
            last_number INTEGER NOT NULL        -- the highest number that a statement of this article has had
        );
        CREATE INDEX article_text_hash ON article (text_hash);
        CREATE INDEX article_copy_of ON article (copy_of) WHERE copy_of IS NOT NULL;
        CREATE INDEX article_outlet_day ON article (outlet, day);
        CREATE INDEX article_day ON article (day);
        CREATE INDEX article_reader ON article (reader);

        -- The text, and the bytes it was given in. Both zlib; `given` with the text as its dictionary, NULL where the bytes are the text's UTF-8.
        CREATE TABLE body (
            article INTEGER PRIMARY KEY REFERENCES article,
            text BLOB NOT NULL,
            given BLOB
        );

        -- MinHash (Broder 1997) of an article's shingles, in bands: articles with a band in common may be copies.
        CREATE TABLE band (
            hash INTEGER NOT NULL,
            article INTEGER NOT NULL REFERENCES article,
            PRIMARY KEY (hash, article)
        ) WITHOUT ROWID;

        -- Somebody or something across articles.
        CREATE TABLE actor (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            kind TEXT,
            callings INTEGER NOT NULL DEFAULT 0, -- set of bits: politics, law, sport, he, she, … as articles tell
            merged_into INTEGER REFERENCES actor -- the actor whom a person has found this one to be
        );
        CREATE INDEX actor_merged_into ON actor (merged_into) WHERE merged_into IS NOT NULL;

        CREATE TABLE actor_name (
            id INTEGER PRIMARY KEY,
            actor INTEGER NOT NULL REFERENCES actor,
            name TEXT NOT NULL,
            key TEXT NOT NULL,                  -- what articles' names are looked up by
            by_person INTEGER NOT NULL DEFAULT 0,
            UNIQUE (actor, name)
        );
        CREATE INDEX actor_name_key ON actor_name (key);

        -- "foreign minister", or a member of "the Dravic delegation"; days since 1970-01-01, both ends included.
        CREATE TABLE actor_role (
            id INTEGER PRIMARY KEY,
            actor INTEGER NOT NULL REFERENCES actor,
            sort TEXT NOT NULL CHECK (sort IN ('role', 'group')),
            name TEXT NOT NULL,
            first_day INTEGER,
            last_day INTEGER
        );
        CREATE INDEX actor_role_actor ON actor_role (actor);
        CREATE INDEX actor_role_name ON actor_role (name);

        CREATE TABLE actor_external (
            actor INTEGER NOT NULL REFERENCES actor,
            scheme TEXT NOT NULL,               -- "wikidata"
            value TEXT NOT NULL,
            PRIMARY KEY (actor, scheme, value)
        ) WITHOUT ROWID;

        -- Somebody or something in one article.
        CREATE TABLE entity (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            kind TEXT,
            mentions TEXT NOT NULL,             -- [[start, end, form], …]: form 0 name, 1 nominal, 2 pronoun
            actor INTEGER REFERENCES actor      -- as assigned; a merged actor stands for the one it was merged into
        );
        CREATE INDEX entity_article ON entity (article);
        CREATE INDEX entity_actor ON entity (actor) WHERE actor IS NOT NULL;

        -- Statements as they are shown: the machine's, and where a person has judged, what that person said.
        CREATE TABLE statement (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article,
            number INTEGER NOT NULL,            -- never given to another statement of the article
            parent INTEGER,                     -- a number
            form INTEGER NOT NULL,              -- 0 direct, 1 indirect, 2 mixed
            source TEXT NOT NULL,               -- spans: [[start, end], …] in code points
            cue TEXT NOT NULL,
            content TEXT NOT NULL,
            speaker INTEGER,                    -- number of an entity of the article
            speaker_confidence INTEGER,         -- thousandths
            inferred INTEGER NOT NULL,
            confidence INTEGER NOT NULL,        -- thousandths
            actor INTEGER REFERENCES actor,     -- who speaks, mergers followed
            day INTEGER,                        -- of the article
            repeats INTEGER REFERENCES statement, -- the same statement in the article that this one's article is a copy of
            state INTEGER NOT NULL DEFAULT 0    -- 0 the machine's, 1 found right, 2 found wrong, 3 corrected, 4 added by a person
        );
        CREATE INDEX statement_article ON statement (article);
        -- An actor's statements in order of time, with all that is counted of them, so that the table itself is not read.
        CREATE INDEX statement_actor_day ON statement (actor, day, article, number, form, state, repeats) WHERE actor IS NOT NULL;
        CREATE INDEX statement_repeats ON statement (repeats) WHERE repeats IS NOT NULL;
        CREATE INDEX statement_parent ON statement (article, parent) WHERE parent IS NOT NULL;
        CREATE INDEX statement_unreviewed ON statement (confidence) WHERE state = 0 AND repeats IS NULL;
        CREATE INDEX statement_state ON statement (state) WHERE state > 0;

        -- What the machine had found, where a person has changed it.
        CREATE TABLE machine_statement (
            statement INTEGER PRIMARY KEY REFERENCES statement,
            parent INTEGER, form INTEGER NOT NULL, source TEXT NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL,
            speaker INTEGER, speaker_confidence INTEGER, inferred INTEGER NOT NULL, confidence INTEGER NOT NULL
        );

        -- Whom the contents of statements mention.
        CREATE TABLE about (
            actor INTEGER NOT NULL REFERENCES actor,
            statement INTEGER NOT NULL REFERENCES statement,
            PRIMARY KEY (actor, statement)
        ) WITHOUT ROWID;
        CREATE INDEX about_statement ON about (statement);

        -- What people did: reviews, mergers, aliases, …; never changed, never deleted. To undo is a further act.
        CREATE TABLE act (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,                -- seconds since 1970-01-01
            who TEXT NOT NULL,
            verb TEXT NOT NULL,
            after_article INTEGER NOT NULL,     -- the article added last before it, 0 if none
            article INTEGER REFERENCES article,
            statement INTEGER,                  -- a number
            actor INTEGER,
            detail TEXT NOT NULL,               -- JSON: all that is needed to do it again or undo it
            undoes INTEGER REFERENCES act
        );
        CREATE INDEX act_article ON act (article) WHERE article IS NOT NULL;
        CREATE INDEX act_actor ON act (actor) WHERE actor IS NOT NULL;

        CREATE VIEW statement_text AS
            SELECT statement.id AS id, dixit_slices(body.text, statement.content) AS content
            FROM statement JOIN body ON body.article = statement.article
            WHERE statement.state != 2 AND statement.repeats IS NULL;
        CREATE VIEW article_text AS
            SELECT article.id AS id, article.title AS title, dixit_text(body.text) AS text
            FROM article JOIN body ON body.article = article.id;

        -- Statements that count: neither found wrong nor repeated in a copy.
        CREATE VIRTUAL TABLE statement_words USING fts5 (
            content, content = 'statement_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
        );
        CREATE VIRTUAL TABLE article_words USING fts5 (
            title, text, content = 'article_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
        );
        CREATE VIRTUAL TABLE actor_words USING fts5 (
            name, content = 'actor_name', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
        );

        -- For people with other tools.
        CREATE VIEW articles AS
            SELECT article.id, lower(hex(article.sha256)) AS sha256, article.name, article.title, outlet.name AS outlet, article.author,
                article.published, date(article.day * 86400, 'unixepoch') AS day, article.url, article.copy_of,
                datetime(article.added, 'unixepoch') AS added, reader.version AS reader, reader.model AS model
            FROM article LEFT JOIN outlet ON outlet.id = article.outlet JOIN reader ON reader.id = article.reader;
        CREATE VIEW statements AS
            SELECT statement.id, statement.article, statement.number, coalesce(actor.name, entity.name) AS speaker, actor.kind,
                CASE statement.form WHEN 0 THEN 'direct' WHEN 1 THEN 'indirect' ELSE 'mixed' END AS form,
                statement.source, statement.cue, statement.content, statement.confidence / 1000.0 AS confidence,
                outlet.name AS outlet, date(statement.day * 86400, 'unixepoch') AS day
            FROM statement JOIN article ON article.id = statement.article
            LEFT JOIN outlet ON outlet.id = article.outlet
            LEFT JOIN entity ON entity.article = statement.article AND entity.number = statement.speaker
            LEFT JOIN actor ON actor.id = statement.actor
            WHERE statement.state != 2 AND statement.repeats IS NULL;
        """
}
