import Record
import SQLite

extension Ledger {
    // MARK: Which feeds

    /// Watches a feed, which is due at once; false where it is watched already.
    public func watch(_ address: String, title: String?, at: Int) throws -> Bool {
        try connection.transaction {
            try connection.run(
                """
                INSERT INTO feed (address, title, added, due, failures, articles) SELECT ?, ?, ?, 0, 0, 0
                WHERE NOT EXISTS (SELECT 1 FROM feed WHERE address = ?)
                """, address, title, at, address)
            return connection.changed > 0
        }
    }

    /// Watches a feed no longer, by its address or its number; false where it is not watched. Its articles stay, and so does what was seen in it.
    public func unwatch(_ feed: String) throws -> Bool {
        try connection.transaction {
            let found = try connection.row("SELECT id FROM feed WHERE address = ? OR id = ?", feed, Int(feed)) { $0.int(0) }
            guard let found else { return false }
            try connection.run("DELETE FROM feed_item WHERE feed = ?", found)
            try connection.run("DELETE FROM feed WHERE id = ?", found)
            return true
        }
    }

    /// The feeds that are watched, in the order in which they were added.
    public func watchedFeeds() throws -> [WatchedFeed] {
        try connection.rows(
            """
            SELECT id, address, title, kind, etag, modified, polled, due, failures, fault, articles,
                (SELECT count(*) FROM feed_item WHERE feed_item.feed = feed.id)
            FROM feed ORDER BY id
            """, make: WatchedFeed.init)
    }

    // MARK: What is due

    /// Takes the feeds that are due; until `lease` nobody else gets them, whatever becomes of this program.
    ///
    /// - Parameter all: those that are not due as well, except where they are never to be polled again.
    public func takeDueFeeds(at: Int, all: Bool = false, lease: Int) throws -> [WatchedFeed] {
        try connection.transaction {
            let feeds = try connection.rows(
                """
                SELECT id, address, title, kind, etag, modified, polled, due, failures, fault, articles, 0
                FROM feed WHERE due <= ? OR (? AND due IS NOT NULL) ORDER BY due, id
                """, at, all ? 1 : 0, make: WatchedFeed.init)
            for feed in feeds { try connection.run("UPDATE feed SET due = ? WHERE id = ?", lease, feed.id) }
            return feeds
        }
    }

    /// Takes items whose pages are due, the oldest first; until `lease` nobody else gets them.
    public func takeDueItems(at: Int, atMost limit: Int, lease: Int) throws -> [WaitingItem] {
        try connection.transaction {
            let items = try connection.rows(
                "SELECT id, feed, address, failures FROM feed_item WHERE due <= ? ORDER BY id LIMIT ?", at, limit
            ) { WaitingItem(id: $0.int(0), feed: $0.int(1), address: $0.text(2), failures: $0.int(3)) }
            for item in items { try connection.run("UPDATE feed_item SET due = ? WHERE id = ?", lease, item.id) }
            return items
        }
    }

    /// When something is due next, in seconds since 1970-01-01; nil where nothing is.
    public func nextDue() throws -> Int? {
        try connection.row("SELECT min(due) FROM (SELECT due FROM feed UNION ALL SELECT due FROM feed_item)") {
            $0.optionalInt(0)
        }
            ?? nil
    }

    // MARK: What has become of it

    /// Whether an item was in a feed already, by any of what it is known by.
    public func wasSeen(_ keys: [String]) throws -> Bool {
        try keys.contains { key in
            try connection.row("SELECT 1 FROM feed_seen WHERE key = ?", Ledger.seenKey(key), make: { $0.int(0) }) != nil
        }
    }

    /// Notes how a poll has ended, all at once: what was seen in it is not new any more, and its items wait.
    public func note(_ polled: FeedPolled, of feed: Int) throws {
        try connection.transaction {
            try connection.run(
                "UPDATE feed SET polled = ?, due = ?, fault = ?, failures = CASE WHEN ? THEN failures + 1 ELSE 0 END WHERE id = ?",
                polled.at,
                polled.due, polled.fault, polled.fault == nil ? 0 : 1, feed)
            // Somebody may have taken the feed out meanwhile.
            guard connection.changed > 0 else { return }
            if let answer = polled.answer {
                try connection.run(
                    "UPDATE feed SET title = coalesce(?, title), kind = ?, etag = ?, modified = ? WHERE id = ?", answer.title,
                    answer.kind,
                    answer.etag, answer.modified, feed)
            }
            for key in polled.seen { try connection.run("INSERT OR IGNORE INTO feed_seen (key) VALUES (?)", Ledger.seenKey(key)) }
            for item in polled.items {
                try connection.run("INSERT INTO feed_item (feed, address, due, failures) VALUES (?, ?, 0, 0)", feed, item)
            }
        }
    }

    /// Notes that an item's page has been dealt with, for good or for bad.
    ///
    /// - Parameter addedArticle: whether an article has come of it.
    public func settle(_ item: WaitingItem, addedArticle: Bool) throws {
        try connection.transaction {
            try connection.run("DELETE FROM feed_item WHERE id = ?", item.id)
            if addedArticle { try connection.run("UPDATE feed SET articles = articles + 1 WHERE id = ?", item.feed) }
        }
    }

    /// Has an item's page fetched again later, since fetching it has failed.
    public func postpone(_ item: WaitingItem, until due: Int) throws {
        try connection.run("UPDATE feed_item SET due = ?, failures = failures + 1 WHERE id = ?", due, item.id)
    }

    /// Puts off what was taken, without anything having become of it.
    public func putOff(_ items: [WaitingItem] = [], _ feeds: [WatchedFeed] = [], until due: Int) throws {
        try connection.transaction {
            for item in items { try connection.run("UPDATE feed_item SET due = ? WHERE id = ?", due, item.id) }
            for feed in feeds { try connection.run("UPDATE feed SET due = ? WHERE id = ?", due, feed.id) }
        }
    }

    private static func seenKey(_ key: String) -> [UInt8] { Array(Fingerprint(of: Array(key.utf8)).bytes.prefix(16)) }

    // MARK: Pages

    /// HTTP's validators of the page that was fetched from an address last; nil where the article that came of it is not here.
    public func validators(of address: String) throws -> (etag: String?, modified: String?)? {
        try connection.row(
            "SELECT etag, modified FROM fetched WHERE address = ? AND (sha256 IN (SELECT sha256 FROM article) OR sha256 IN (SELECT sha256 FROM removed))",
            address
        ) { ($0.optionalText(0), $0.optionalText(1)) }
    }

    /// Notes HTTP's validators of a page.
    ///
    /// - Parameter given: the SHA-256 of what came.
    public func noteFetched(_ address: String, _ given: Fingerprint, etag: String?, modified: String?) throws {
        try connection.run(
            "INSERT OR REPLACE INTO fetched (address, sha256, etag, modified) VALUES (?, ?, ?, ?)", address, given.bytes, etag,
            modified)
    }
}

extension WatchedFeed {
    /// A row of the columns in the order of the members.
    fileprivate init(_ row: borrowing Row) {
        self.init(
            id: row.int(0), address: row.text(1), title: row.optionalText(2), kind: row.optionalText(3),
            etag: row.optionalText(4),
            modified: row.optionalText(5), polled: row.optionalInt(6), due: row.optionalInt(7), failures: row.int(8),
            fault: row.optionalText(9), articles: row.int(10), waiting: row.int(11))
    }
}
