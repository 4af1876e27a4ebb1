import Record
import SQLite
import Wire

/// Somebody or something in one article, as the ledger keeps it: without the words of its mentions, which the article has.
package struct StoredEntity: Sendable, Hashable {
    /// Its number in the article.
    package let number: Int
    package let name: Name
    package let kind: EntityKind?
    /// The actor that it was assigned; a merged one stands for the one that it was merged into.
    package var actor: Int?
    package let mentions: [StoredMention]

    /// What it is called in the article.
    package enum Name: Sendable, Hashable {
        /// The words of a mention, by its place among them.
        case mention(Int)
        /// Words that no mention has.
        case words(String)
    }

    /// Its name; nil where its mention reaches beyond the text.
    package func name(in text: Slices) -> String? {
        switch name {
        case .words(let words): words
        case .mention(let place): mentions.indices.contains(place) ? text.text(mentions[place].span) : nil
        }
    }

    /// Whether some span holds one of its mentions.
    package func isMentioned(in spans: [Span]) -> Bool {
        mentions.contains { mention in spans.contains { $0.contains(mention.span) } }
    }
}

/// Where an article mentions somebody.
package struct StoredMention: Sendable, Hashable {
    package let span: Span
    package let form: MentionForm
}

extension StoredEntity {
    /// An entity as a reader gives it.
    package init(_ entity: Entity, actor: Int?) {
        number = entity.id
        name = entity.mentions.firstIndex { $0.extract.text == entity.name }.map { .mention($0) } ?? .words(entity.name)
        kind = entity.kind
        self.actor = actor
        mentions = entity.mentions.map { StoredMention(span: $0.extract.span, form: $0.form) }
    }

    /// The entity with its words; nil where its mentions are not in the text.
    package func entity(in text: Slices) -> Entity? {
        guard let name = name(in: text) else { return nil }
        let mentions = mentions.compactMap { mention in
            text.text(mention.span).map { Mention(Extract(span: mention.span, text: $0), mention.form) }
        }
        guard mentions.count == self.mentions.count else { return nil }
        return Entity(id: number, name: name, kind: kind, mentions: mentions)
    }
}

/// The entities of articles in their table. A row's id is the article's number times 2^20 plus the entity's: an article's entities stand side by
/// side, without an index.
package struct EntityRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// How many entities an article has at most.
    package static let limit = 1 << 20

    /// An article's entities.
    ///
    /// - Throws: `DatabaseError`, where a row is not what `write` writes.
    package func entities(of article: Int) throws -> [StoredEntity] {
        try entities(of: article, where: EntityRows.ids(of: article))
    }

    /// One of them; nil where there is none of that number.
    package func entity(_ number: Int, of article: Int) throws -> StoredEntity? {
        // A damaged file may hold any number.
        guard (0..<EntityRows.limit).contains(number) else { return nil }
        return try entities(of: article, where: "entity.id = \(article) * 1048576 + \(number)").first
    }

    /// What an article calls its entities, by their numbers; where it mentions them is not read.
    ///
    /// - Parameter number: the one that is asked for alone.
    package func names(of article: Int, only number: Int? = nil, in text: Slices) throws -> [Int: String] {
        let wanted: SQL = number.map { "id = \(article) * 1048576 + \($0 % EntityRows.limit)" } ?? EntityRows.ids(of: article)
        var names: [Int: String] = [:]
        try connection.query("SELECT id % 1048576, name, name_start, name_length FROM entity WHERE \(wanted)") { row in
            let (start, length) = (row.int(2), row.int(3))
            if let words = row.optionalText(1) {
                names[row.int(0)] = words
            } else if (0...text.count).contains(start), (0...text.count - start).contains(length) {
                names[row.int(0)] = text.text(Span(start, start + length))
            }
            return true
        }
        return names
    }

    private func entities(of article: Int, where condition: SQL) throws -> [StoredEntity] {
        try connection.rows(
            "SELECT id % 1048576, name, name_start, name_length, kind, actor, mentions FROM entity WHERE \(condition) ORDER BY id"
        ) { row in
            guard let entity = StoredEntity(row) else {
                throw DatabaseError(
                    .damaged, connection.path, "entity \(row.int(0)) of article \(article) is damaged", DatabaseError.restore)
            }
            return entity
        }
    }

    /// Puts entities in the place of those that an article has.
    package func write(_ entities: [StoredEntity], of article: Int) throws {
        try connection.run("DELETE FROM entity WHERE \(EntityRows.ids(of: article))")
        for entity in entities where entity.number < EntityRows.limit {
            var (words, place): (String?, Span?) = (nil, nil)
            switch entity.name {
            case .words(let name): words = name
            case .mention(let at): place = entity.mentions.indices.contains(at) ? entity.mentions[at].span : nil
            }
            let mentions = entity.mentions.map { mention in
                [mention.span.start, mention.span.length] + (mention.form == .name ? [] : [mention.form.code])
            }
            try connection.run(
                """
                INSERT INTO entity (id, name, name_start, name_length, kind, actor, mentions)
                VALUES (\(article) * 1048576 + \(entity.number), \(words),
                    \(place?.start), \(place?.length), \(entity.kind?.code), \(entity.actor), \(SpanList.json(mentions)))
                """)
        }
    }

    /// The rows of an article.
    package static func ids(of article: Int) -> SQL {
        "entity.id >= \(article) * 1048576 AND entity.id < (\(article) + 1) * 1048576"
    }
}

extension StoredEntity {
    /// A row of `number, name, name_start, name_length, kind, actor, mentions`; nil where it is not what `EntityRows` writes.
    fileprivate init?(_ row: borrowing Row) {
        guard let rows = SpanList.rows(row.text(6), widths: 2...3) else { return nil }
        var mentions: [StoredMention] = []
        for row in rows {
            guard let form = MentionForm(code: row.count == 3 ? row[2] : 0) else { return nil }
            mentions.append(StoredMention(span: Span(row[0], row[0] + row[1]), form: form))
        }
        var kind: EntityKind?
        if let code = row.optionalInt(4) {
            kind = EntityKind(code: code)
            if kind == nil { return nil }
        }
        let name: Name
        if let words = row.optionalText(1) {
            name = .words(words)
        } else {
            let (start, length) = (row.int(2), row.int(3))
            guard let place = mentions.firstIndex(where: { $0.span.start == start && $0.span.length == length }) else {
                return nil
            }
            name = .mention(place)
        }
        self.init(number: row.int(0), name: name, kind: kind, actor: row.optionalInt(5), mentions: mentions)
    }
}
