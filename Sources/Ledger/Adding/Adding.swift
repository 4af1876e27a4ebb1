import Foundation
import Record
import SQLite
import Wire

extension Ledger {
    /// Adds articles with what was found in them, all in one transaction: when it returns they are on the disk, when it throws none of
    /// them is there. An article whose bytes are there already is left as it is.
    ///
    ///     let added = try ledger.add([PreparedArticle(article: article, given: bytes, findings: findings, reader: reader.version)])
    ///
    /// - Parameters:
    ///   - reached: how far the archives that they come from have been gone through, kept in the same transaction.
    ///   - actors: tell who the entities of articles are.
    /// - Returns: what became of each, in order.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func add(
        _ articles: [PreparedArticle], reached: [ArchivePlace] = [], assigning actors: some ActorAssignment
    ) throws -> [Added] {
        try connection.transaction {
            let isRestoring = articles.contains { $0.restoration != nil }
            let missing = isRestoring ? try ActLog(connection: connection).missing : 0
            let adding = Adding(connection: connection, at: Int(Date().timeIntervalSince1970), assignment: actors)
            var heard: Set<Int> = []
            let added = try articles.map { try adding.add($0, hearing: &heard) }
            try actors.settle(heard)
            for place in reached { try adding.keep(place) }
            if isRestoring { try ActLog(connection: connection).chainNew(missing: missing) }
            return added
        }
    }

    /// The number of the article that was given in bytes of this fingerprint; nil where it is not there.
    public func article(_ fingerprint: Fingerprint) throws -> Int? {
        try connection.row("SELECT id FROM article WHERE sha256 = ?", fingerprint.bytes) { $0.int(0) }
    }
}

extension Ledger {
    /// The number of the removed article that was given in bytes of this fingerprint; nil where none was.
    public func removedArticle(_ fingerprint: Fingerprint) throws -> Int? {
        try RemovedRows(connection: connection).article(fingerprint)
    }
}

/// Tells who the entities of articles are.
package protocol ActorAssignment {
    /// The actor that an entity of an article is, mergers not followed; nil where it is none.
    func actor(for entity: Entity) throws -> Int?

    /// Sees who is who, once articles were added.
    ///
    /// - Parameter actors: those of which articles tell more than before.
    func settle(_ actors: Set<Int>) throws
}

/// Adds one article after the other inside a transaction.
package struct Adding {
    package let connection: Connection
    /// Seconds since 1970.
    package let at: Int
    package let assignment: any ActorAssignment

    package init(connection: Connection, at: Int, assignment: any ActorAssignment) {
        self.connection = connection
        self.at = at
        self.assignment = assignment
    }

    /// - Parameter heard: gets the actors of which so much more is known now that it has to be seen who they are.
    package func add(_ prepared: PreparedArticle, hearing heard: inout Set<Int>) throws -> Added {
        if let known = try connection.row(
            "SELECT id FROM article WHERE sha256 = ?", prepared.fingerprint.bytes, make: { $0.int(0) })
        {
            try prepared.restoration?.leave(on: connection)
            return .known(known)
        }
        let removed = RemovedRows(connection: connection)
        if let former = try removed.article(prepared.fingerprint) {
            try prepared.restoration?.leave(on: connection)
            return .removed(former)
        }
        if prepared.isRemoved { return .keptRemoved(try keepRemoved(prepared)) }
        let original = try CopySearch(connection: connection, before: prepared.number).original(of: prepared.shingles)
        let assigned = try prepared.restoration?.begin(on: connection)
        let article = try insertArticle(prepared, original, isChained: assigned != nil)
        if original == nil {
            for band in prepared.bands {
                try connection.run("INSERT OR IGNORE INTO band (hash, article) VALUES (?, ?)", band, article)
            }
        }
        let day = prepared.article.published.flatMap { Day(published: $0)?.number }
        var findings = FindingsRows(connection: connection, article: article, day: day, text: prepared.text)
        try findings.insert(
            prepared.findings, repeating: original, actors: try assigned ?? actors(of: prepared.findings.entities))
        try WordRows(connection: connection).enter(article: article)
        let changed = try ActorRows(connection: connection).count(article)
        // Who is who was settled where the article comes from, with all that was known there.
        if assigned == nil { heard.formUnion(changed) }
        try prepared.restoration?.end(article, hasActors: assigned != nil, on: connection)
        try connection.settleLeast(article)
        try ArticleSeal(connection: connection).write(article)
        return original.map { .copy(article, of: $0.article) } ?? .new(article)
    }

    /// Keeps an article as the ledger that it was exported from kept it: removed.
    ///
    /// - Returns: its number.
    private func keepRemoved(_ prepared: PreparedArticle) throws -> Int {
        let assigned = try prepared.restoration?.begin(on: connection)
        let article = try nextNumber
        if let kept = prepared.restoration?.removed(as: article, hasActors: assigned != nil) {
            try RemovedRows(connection: connection).write(kept)
        }
        try prepared.restoration?.end(article, hasActors: assigned != nil, on: connection)
        return article
    }

    /// The number of the next article: none is given twice.
    private var nextNumber: Int {
        get throws { try connection.row("SELECT \(RemovedRows.lastArticle) + 1") { $0.int(0) } ?? 1 }
    }

    private func actors(of entities: [Entity]) throws -> [Int: Int] {
        var actors: [Int: Int] = [:]
        for entity in entities { actors[entity.id] = try assignment.actor(for: entity) }
        return actors
    }

    private func insertArticle(_ prepared: PreparedArticle, _ original: CopySearch.Original?, isChained: Bool) throws -> Int {
        let article = prepared.article
        let outlet = try outlet(of: prepared, isChained: isChained)
        try connection.run(
            """
            INSERT INTO article (id, came_from, sha256, name, path, title, outlet, author, published, day, published_by, url, carried, added, reader,
                copy_of, likeness, text_hash, last_number, layers)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            try prepared.number ?? nextNumber, outlet?.cameFrom, prepared.fingerprint.bytes, article.id, article.path,
            article.title,
            outlet?.shown, article.author,
            article.published,
            article.published.flatMap { Day(published: $0)?.number }, article.dateSource?.rawValue, article.url,
            Adding.carried(article), at,
            try reader(prepared.reader), original?.article, original?.likeness,
            Int(truncatingIfNeeded: prepared.shingles.textHash),
            prepared.findings.statements.map(\.id).max() ?? -1, prepared.layers)
        let row = connection.lastInserted
        try connection.run(
            "INSERT INTO body (article, text, given) VALUES (\(row), \(prepared.article.text), \(prepared.packedGiven))")
        try connection.noteSpelling(of: row)
        return row
    }

    /// - Parameter isChained: whether the ledger knows outlets by the numbers that the article comes with.
    private func outlet(of prepared: PreparedArticle, isChained: Bool) throws -> OutletRows.Named? {
        let outlets = OutletRows(connection: connection)
        if isChained, let row = prepared.restoration?.outlet, let known = try outlets.row(row) { return known }
        guard let name = prepared.restoration?.outletName ?? prepared.article.outlet, !name.isEmpty else { return nil }
        return try outlets.named(name)
    }

    private func reader(_ reader: ReaderVersion) throws -> Int? { try connection.readerRow(reader) }

    private static func carried(_ article: Article) -> String? {
        guard !article.carried.isEmpty else { return nil }
        var json = JSONWriter()
        json.object { json in
            for member in article.carried { json.member(member.name, json: member.json) }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
