/// The tables of articles, statements, actors and what people did.
enum SchemaTables {
    static let all = articles + actors + findings + marks + acts

    private static let articles = """
        -- One row: what tells this ledger from others. An export names it, so that an empty ledger can become the same.
        CREATE TABLE origin (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            mark TEXT NOT NULL,                 -- 32 hexadecimal digits, drawn when the file was made
            acts INTEGER NOT NULL DEFAULT 0     -- how many acts there are
        );
        INSERT INTO origin (id, mark) VALUES (1, lower(hex(randomblob(16))));

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
            last_number INTEGER NOT NULL,       -- the highest number that a statement of this article has had
            least INTEGER,                      -- the lowest confidence of its statements that count and nobody has judged
            layers TEXT,                        -- the layers that have marked it, with their versions: 'sourcing 1, polarity 1'
            seal BLOB                           -- SHA-256 of this row and of all that was found in the article (`ArticleSeal`)
        );
        CREATE INDEX article_text_hash ON article (text_hash);
        CREATE INDEX article_copy_of ON article (copy_of) WHERE copy_of IS NOT NULL;
        CREATE INDEX article_reader ON article (reader);
        CREATE INDEX article_outlet ON article (outlet, day);
        CREATE INDEX article_day ON article (day);
        CREATE INDEX article_least ON article (least) WHERE least IS NOT NULL;

        -- The text, and the bytes it was given in: zlib with the text as its dictionary, NULL where they are the text's UTF-8.
        CREATE TABLE body (
            article INTEGER PRIMARY KEY REFERENCES article,
            text TEXT NOT NULL,
            given BLOB,
            respelled INTEGER                   -- 1: text or title has letters such as ø and ß, and can be searched for by their plain spelling
        );

        -- MinHash (Broder 1997) of an article's shingles, in bands: articles with a band in common may be copies.
        CREATE TABLE band (
            hash INTEGER NOT NULL,              -- 40 bits
            article INTEGER NOT NULL REFERENCES article,
            PRIMARY KEY (hash, article)
        ) WITHOUT ROWID;

        """

    private static let actors = """
        -- Somebody or something across articles. A row is one way in which articles speak of it: a name with what they tell beside it. Of the
        -- rows that are one actor one stands for all.
        CREATE TABLE actor (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            key INTEGER NOT NULL,               -- 40 bits of a hash of what articles' names are looked up by
            kind TEXT,
            occupations INTEGER NOT NULL DEFAULT 0, -- set of bits: politics, law, sport, … as articles tell
            by_person INTEGER NOT NULL DEFAULT 0, -- whether a person gave the name
            merged_into INTEGER REFERENCES actor, -- the actor that stands for this one: what the next two come to
            person_into INTEGER REFERENCES actor, -- the actor whom a person has found this one to be
            machine_into INTEGER REFERENCES actor, -- the actor whom all that articles tell make it
            probable INTEGER,                   -- 1: machine_into is likely, no more: a surname alone, another spelling
            contested TEXT,                     -- where who it is hangs on the company in which articles mention it: JSON, a few of them (`ArticleSample`)
            apart INTEGER,                      -- 1: a person has found it to be somebody else; it is left alone
            heard INTEGER NOT NULL DEFAULT 0,   -- how many articles speak of it in this way
            surname INTEGER,                    -- 40 bits of a hash of a person's last name; negative where that is all there is of it
            given INTEGER                       -- the same of the first name, beside a last one
        );
        CREATE INDEX actor_key ON actor (key, by_person, kind);
        CREATE INDEX actor_merged_into ON actor (merged_into) WHERE merged_into IS NOT NULL;
        CREATE INDEX actor_person_into ON actor (person_into) WHERE person_into IS NOT NULL;
        CREATE INDEX actor_machine_into ON actor (machine_into) WHERE machine_into IS NOT NULL;
        CREATE INDEX actor_surname ON actor (surname, heard) WHERE surname > 0;
        -- Of one surname alone there can be a row in every article: those are found that do not stand as they must.
        CREATE INDEX actor_lone ON actor (surname, name, occupations, machine_into) WHERE surname < 0;
        CREATE INDEX actor_given ON actor (given, heard) WHERE given IS NOT NULL;

        -- Further names.
        CREATE TABLE actor_name (
            id INTEGER PRIMARY KEY,
            actor INTEGER NOT NULL REFERENCES actor,
            name TEXT NOT NULL,
            key INTEGER NOT NULL,
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

        CREATE TABLE actor_external (
            actor INTEGER NOT NULL REFERENCES actor,
            scheme TEXT NOT NULL,               -- "wikidata"
            value TEXT NOT NULL,
            PRIMARY KEY (scheme, value, actor)
        ) WITHOUT ROWID;
        CREATE INDEX actor_external_actor ON actor_external (actor);

        """

    private static let findings = """
        -- Somebody or something in one article.
        CREATE TABLE entity (
            id INTEGER PRIMARY KEY,             -- the article's number times 1048576, plus its own in the article
            name TEXT,                          -- NULL where it is the words of a mention, which stand …
            name_start INTEGER,                 -- … here in the text
            name_length INTEGER,
            kind INTEGER,                       -- 1 person, 2 organization, 3 place, 4 group, 5 document
            actor INTEGER,                      -- the actor that it was assigned; a merged one stands for the one that it was merged into
            mentions TEXT NOT NULL              -- JSON: [[start, length, form], …], form 1 nominal, 2 pronoun, left out for a name
        );
        CREATE INDEX entity_actor ON entity (actor) WHERE actor IS NOT NULL;

        -- Statements as they are shown: the machine's, and where a person has judged, what that person said.
        CREATE TABLE statement (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article,
            number INTEGER NOT NULL,            -- never given to another statement of the article
            parent INTEGER,                     -- a number
            form INTEGER NOT NULL,              -- 0 direct, 1 indirect, 2 mixed
            source_start INTEGER,               -- where the first piece of the source begins, in code points of the text; NULL: there is none
            source_length INTEGER,
            cue_start INTEGER,
            cue_length INTEGER,
            content_start INTEGER,
            content_length INTEGER,
            pieces INTEGER,                     -- which parts have several pieces, all of which stand in `piece`: 1 source, 2 cue, 4 content; NULL: none
            speaker INTEGER,                    -- number of an entity of the article
            speaker_confidence INTEGER,         -- thousandths
            inferred INTEGER NOT NULL,
            confidence INTEGER NOT NULL,        -- thousandths
            actor INTEGER REFERENCES actor,     -- who speaks, mergers followed
            day INTEGER,                        -- of the article
            repeats INTEGER REFERENCES statement, -- the same statement in the article that this one's article is a copy of
            state INTEGER NOT NULL DEFAULT 0,   -- 0 the machine's, 1 found right, 2 found wrong, 3 corrected, 4 added by a person
            gone INTEGER NOT NULL DEFAULT 0     -- 1: judged, and not found by the model that has read the article since
        );
        CREATE INDEX statement_article ON statement (article);
        -- An actor's statements in order of time, with all that is counted of them, so that the table itself is not read.
        CREATE INDEX statement_actor_day ON statement (actor, day, article, number, form, state, repeats) WHERE actor IS NOT NULL;
        CREATE INDEX statement_repeats ON statement (repeats) WHERE repeats IS NOT NULL;
        CREATE INDEX statement_parent ON statement (article, parent) WHERE parent IS NOT NULL;
        CREATE INDEX statement_state ON statement (state) WHERE state > 0;

        -- All pieces of parts of statements that have several.
        CREATE TABLE piece (
            statement INTEGER NOT NULL REFERENCES statement,
            part INTEGER NOT NULL,              -- 1 source, 2 cue, 4 content
            number INTEGER NOT NULL,            -- from 0
            start INTEGER NOT NULL,
            length INTEGER NOT NULL,
            PRIMARY KEY (statement, part, number)
        ) WITHOUT ROWID;

        -- What the machine had found, where a person has changed it; pieces are JSON: [[part, start, length], …].
        CREATE TABLE machine_statement (
            statement INTEGER PRIMARY KEY REFERENCES statement,
            parent INTEGER, form INTEGER NOT NULL, source_start INTEGER, source_length INTEGER, cue_start INTEGER, cue_length INTEGER,
            content_start INTEGER, content_length INTEGER, pieces TEXT,
            speaker INTEGER, speaker_confidence INTEGER, inferred INTEGER NOT NULL, confidence INTEGER NOT NULL
        );

        -- Whom the contents of statements mention.
        CREATE TABLE about (
            actor INTEGER NOT NULL REFERENCES actor,
            statement INTEGER NOT NULL REFERENCES statement,
            PRIMARY KEY (actor, statement)
        ) WITHOUT ROWID;
        CREATE INDEX about_statement ON about (statement);

        """

    private static let marks = """
        -- What layers find beside statements: which layers there are, and what they can find.
        CREATE TABLE layer (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            card TEXT,                          -- JSON: what it finds, its choices with a sentence each, how it is shown
            seal BLOB                           -- SHA-256 of name and card (`LayerRows`)
        );
        CREATE TABLE mark_value (
            id INTEGER PRIMARY KEY,
            layer INTEGER NOT NULL REFERENCES layer,
            version INTEGER NOT NULL,           -- of the layer; 0 where a person has said so
            value TEXT NOT NULL,                -- a choice, by its name
            UNIQUE (layer, version, value)
        );

        -- One mark of a statement.
        CREATE TABLE mark (
            statement INTEGER NOT NULL REFERENCES statement,
            value INTEGER NOT NULL REFERENCES mark_value,
            number INTEGER NOT NULL,            -- from 0, among the marks that its layer leaves at the statement
            confidence INTEGER NOT NULL,        -- thousandths
            evidence TEXT,                      -- JSON: where the characters stand that prove it, [[start, end], …]
            detail TEXT,                        -- JSON: what a value has beside its name: an entity, days
            by TEXT,                            -- the person who said so; NULL: the layer
            PRIMARY KEY (statement, value, number)
        ) WITHOUT ROWID;

        -- One mark of an article as a whole: what it says in its own voice.
        CREATE TABLE article_mark (
            article INTEGER NOT NULL REFERENCES article,
            value INTEGER NOT NULL REFERENCES mark_value,
            number INTEGER NOT NULL,            -- from 0, among the marks that its layer leaves at the article
            confidence INTEGER NOT NULL,        -- thousandths
            detail TEXT NOT NULL,               -- JSON: the mark, as in the output contract
            by TEXT,                            -- the person who said so; NULL: the layer
            PRIMARY KEY (article, value, number)
        ) WITHOUT ROWID;

        -- What the machine had marked, where a person has changed it.
        CREATE TABLE machine_mark (
            statement INTEGER NOT NULL REFERENCES statement,
            layer INTEGER NOT NULL REFERENCES layer,
            marks TEXT NOT NULL,                -- JSON: as in the output contract
            PRIMARY KEY (statement, layer)
        ) WITHOUT ROWID;

        -- What layers find between two statements.
        CREATE TABLE link (
            a INTEGER NOT NULL REFERENCES statement,
            b INTEGER NOT NULL REFERENCES statement,
            value INTEGER NOT NULL REFERENCES mark_value,
            confidence INTEGER NOT NULL,        -- thousandths
            by TEXT,
            PRIMARY KEY (a, b, value)
        ) WITHOUT ROWID;
        CREATE INDEX link_b ON link (b);

        """

    private static let acts = """
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
            undoes INTEGER REFERENCES act,
            hash BLOB                           -- SHA-256 of that of the act before it and of this row (`ActLog`)
        );
        CREATE INDEX act_article ON act (article) WHERE article IS NOT NULL;
        CREATE INDEX act_actor ON act (actor) WHERE actor IS NOT NULL;
        CREATE INDEX act_undoes ON act (undoes) WHERE undoes IS NOT NULL;
        -- By which people keep actors apart: asked whenever two are to be tied together.
        CREATE INDEX act_apart ON act (verb) WHERE verb IN ('differ', 'split');

        """
}
