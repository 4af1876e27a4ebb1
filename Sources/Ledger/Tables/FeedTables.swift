import Record
import SQLite

/// What a ledger keeps about where articles come from: feeds that are watched, what has been seen in them, and pages that were fetched.
enum FeedTables {
    static let tables = """
        -- Feeds that are watched.
        CREATE TABLE feed (
            id INTEGER PRIMARY KEY AUTOINCREMENT, -- people name feeds by it, so that it never becomes another one's
            address TEXT NOT NULL UNIQUE,
            title TEXT,                         -- as the feed calls itself
            kind TEXT,                          -- rss20, atom10, json, urlset, sitemapindex, …
            etag TEXT,                          -- HTTP's validators of what was polled last
            modified TEXT,
            added INTEGER NOT NULL,             -- seconds since 1970-01-01, as all moments here
            polled INTEGER,                     -- the last time; NULL: not yet
            due INTEGER,                        -- the next time; NULL: not any more
            failures INTEGER NOT NULL,          -- polls that have failed one after the other
            fault TEXT,                         -- why the last poll failed; NULL where it did not
            articles INTEGER NOT NULL           -- that have come of it
        );
        CREATE INDEX feed_due ON feed (due) WHERE due IS NOT NULL;

        -- Items of feeds whose pages are still to be fetched.
        CREATE TABLE feed_item (
            id INTEGER PRIMARY KEY,
            feed INTEGER NOT NULL REFERENCES feed,
            address TEXT NOT NULL,
            due INTEGER NOT NULL,
            failures INTEGER NOT NULL
        );
        CREATE INDEX feed_item_feed ON feed_item (feed);
        CREATE INDEX feed_item_due ON feed_item (due);

        -- What was in feeds already: the first 16 bytes of the SHA-256 of an item's address, and of its feed's address and its own id.
        CREATE TABLE feed_seen (
            key BLOB PRIMARY KEY
        ) WITHOUT ROWID;

        -- Pages that were fetched by their addresses: what to ask a server with whether one has changed.
        CREATE TABLE fetched (
            address TEXT PRIMARY KEY,           -- as it was asked for
            sha256 BLOB NOT NULL,               -- of what came, whether an article of it is here or not
            etag TEXT,
            modified TEXT
        ) WITHOUT ROWID;
        """
}
