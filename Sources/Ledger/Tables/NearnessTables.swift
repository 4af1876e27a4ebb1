/// The tables by which statements are found that mean much the same, or carry the same words.
///
/// All that is in them follows from the texts: nothing of it is sealed or exported, and what is missing is made again.
enum NearnessTables {
    static let all = vectors + utterances

    private static let vectors = """
        -- What has made sentence vectors of statements.
        CREATE TABLE encoder (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,          -- the public model, and how its texts are made: "all-MiniLM-L6-v2, content and half the title"
            width INTEGER NOT NULL              -- how many numbers a vector has
        );

        -- The vectors of an article's statements, of those that count: how near two meanings are is the sum of the products of their numbers.
        CREATE TABLE vector (
            article INTEGER PRIMARY KEY REFERENCES article,
            encoder INTEGER NOT NULL REFERENCES encoder,
            count INTEGER NOT NULL,             -- how many there are
            statements TEXT NOT NULL,           -- JSON: the numbers of the statements, [0, 1, 3]
            steps BLOB NOT NULL,                -- of each vector a number of single precision, little-endian: a number of the vector is step × byte
            bytes BLOB NOT NULL                 -- of each vector `width` signed bytes
        );

        """

    private static let utterances = """
        -- By which statements are found that share words one behind the other: runs of five words of a content, 40 bits each, as base 32 (`Utterances`).
        CREATE VIRTUAL TABLE utterance_words USING fts5 (
            runs, content = '', tokenize = 'ascii', detail = 'none', columnsize = 0
        );
        """
}
