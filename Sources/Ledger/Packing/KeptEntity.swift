import Record
import SQLite

/// Somebody or something in one article, as the ledger keeps it: without the words of its mentions, which the article has.
package struct KeptEntity: Sendable, Hashable {
    /// Its number in the article.
    package let number: Int
    package let name: Name
    package let kind: EntityKind?
    /// The actor that it was assigned; a merged one stands for the one that it was merged into.
    package var actor: Int?
    package let mentions: [KeptMention]

    /// What it is called in the article.
    package enum Name: Sendable, Hashable {
        /// The words of a mention, by its place among them, without so many code points at its start and its end.
        case mention(Int, head: Int = 0, tail: Int = 0)
        /// Words that no mention has: their spaces were joined.
        case words(String)
    }

    /// Its name; nil where its mention reaches beyond the text.
    package func name(in text: Slices) -> String? {
        switch name {
        case .words(let words): return words
        case .mention(let place, let head, let tail):
            guard mentions.indices.contains(place) else { return nil }
            let span = mentions[place].span
            return span.length >= head + tail ? text.text(Span(span.start + head, span.end - tail)) : nil
        }
    }

    /// Whether some span holds one of its mentions.
    package func isMentioned(in spans: [Span]) -> Bool {
        mentions.contains { mention in spans.contains { $0.contains(mention.span) } }
    }
}

/// Where an article mentions somebody.
package struct KeptMention: Sendable, Hashable {
    package let span: Span
    package let form: MentionForm
}

extension KeptEntity {
    /// An entity as a reader gives it.
    package init(_ entity: Entity, actor: Int?) {
        number = entity.id
        name = Name(entity.name, among: entity.mentions.map(\.extract.text))
        kind = entity.kind
        self.actor = actor
        mentions = entity.mentions.map { KeptMention(span: $0.extract.span, form: $0.form) }
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

extension KeptEntity.Name {
    /// A name, as the words of a mention if one has them.
    package init(_ name: String, among mentions: [String]) {
        self = .words(name)
        let wanted = Array(name.unicodeScalars)
        for (place, mention) in mentions.enumerated() {
            let all = Array(mention.unicodeScalars)
            guard !wanted.isEmpty, wanted.count <= all.count else { continue }
            // Mostly an article stands before it, if anything.
            for head in 0...(all.count - wanted.count) where all[head..<head + wanted.count].elementsEqual(wanted) {
                self = .mention(place, head: head, tail: all.count - wanted.count - head)
                if head == 0, all.count == wanted.count { return }
                break
            }
        }
    }
}

/// All entities of an article in one column, packed.
///
/// Twice how many there are, and one more if their numbers are not 0, 1, 2, …; then for each: its number in the latter case; a byte
/// `kind + 6 (name + 3 (has an actor + 2 mentions))`, where kind is 0 for none, name is 0 for the words of a mention, 1 for some of them and 2
/// for words of its own, and mentions is how many there are, or 0 where that follows; what the byte says follows: mentions, name (the place
/// of the mention where there are several, code points left out before and behind), actor; then for each mention its start, from that of the
/// one before it (of the first, from the first of the entity before), and three times its length plus its form. (See `NumberPacking`.)
package enum PackedEntities {
    package static func pack(_ entities: [KeptEntity]) -> [UInt8] {
        var packing = NumberPacking()
        let areInOrder = entities.map(\.number) == Array(0..<entities.count)
        packing.add(2 * entities.count + (areInOrder ? 0 : 1))
        var first = 0
        for entity in entities {
            if !areInOrder { packing.add(entity.number) }
            packing.add(byte: head(entity))
            if !(1...3).contains(entity.mentions.count) { packing.add(entity.mentions.count) }
            switch entity.name {
            case .words(let words): packing.add(words)
            case .mention(let place, let head, let tail):
                if entity.mentions.count > 1 { packing.add(place) }
                if head + tail > 0 {
                    packing.add(head)
                    packing.add(tail)
                }
            }
            if let actor = entity.actor { packing.add(actor) }
            var start = first
            for mention in entity.mentions {
                packing.add(signed: mention.span.start - start)
                packing.add(MentionForm.codes * mention.span.length + mention.form.code)
                start = mention.span.start
            }
            first = entity.mentions.first?.span.start ?? first
        }
        return packing.bytes
    }

    private static func head(_ entity: KeptEntity) -> UInt8 {
        let kind = entity.kind?.code ?? 0
        let name =
            switch entity.name {
            case .mention(_, let head, let tail): head + tail == 0 ? 0 : 1
            case .words: 2
            }
        let mentions = entity.mentions.count < 4 ? entity.mentions.count : 0
        return UInt8(kind + EntityKind.codes * (name + 3 * ((entity.actor == nil ? 0 : 1) + 2 * mentions)))
    }

    /// The entities in a column; nil where the bytes are not what `pack` gives.
    package static func unpack(_ packed: [UInt8]) -> [KeptEntity]? {
        var unpacking = NumberUnpacking(packed)
        guard let count = unpacking.number() else { return nil }
        var entities: [KeptEntity] = []
        var first = 0
        for place in 0..<(count / 2) {
            guard let number = count % 2 == 0 ? place : unpacking.number(), let entity = entity(&unpacking, number, first) else {
                return nil
            }
            entities.append(entity)
            first = entity.mentions.first?.span.start ?? first
        }
        return unpacking.isAtEnd ? entities : nil
    }

    private static func entity(_ unpacking: inout NumberUnpacking, _ number: Int, _ first: Int) -> KeptEntity? {
        guard let head = unpacking.byte().map({ Int($0) }), head < 144,
            let count = head / 36 > 0 ? head / 36 : unpacking.number(), let name = name(&unpacking, head / 6 % 3, of: count)
        else { return nil }
        var actor: Int?
        if head / 18 % 2 == 1 {
            guard let given = unpacking.number() else { return nil }
            actor = given
        }
        guard let mentions = mentions(&unpacking, count, first) else { return nil }
        return KeptEntity(number: number, name: name, kind: EntityKind(code: head % EntityKind.codes), actor: actor, mentions: mentions)
    }

    private static func name(_ unpacking: inout NumberUnpacking, _ sort: Int, of mentions: Int) -> KeptEntity.Name? {
        if sort == 2 { return unpacking.text().map { .words($0) } }
        guard let place = mentions > 1 ? unpacking.number() : 0, place < mentions else { return nil }
        if sort == 0 { return .mention(place) }
        guard let head = unpacking.number(), let tail = unpacking.number() else { return nil }
        return .mention(place, head: head, tail: tail)
    }

    private static func mentions(_ unpacking: inout NumberUnpacking, _ count: Int, _ first: Int) -> [KeptMention]? {
        var mentions: [KeptMention] = []
        var start = first
        for _ in 0..<count {
            guard let step = unpacking.signed(), let tail = unpacking.number(),
                let form = MentionForm(code: tail % MentionForm.codes),
                let span = NumberUnpacking.span(from: start, step: step, length: tail / MentionForm.codes)
            else { return nil }
            start = span.start
            mentions.append(KeptMention(span: span, form: form))
        }
        return mentions
    }
}

/// The entities of articles in the tables.
package struct EntityRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// An article's entities; none where there is no such article.
    ///
    /// - Throws: `LedgerFault`, where their row is missing or damaged.
    package func entities(of article: Int) throws -> [KeptEntity] {
        try connection.row(
            "SELECT packed FROM article LEFT JOIN entities ON entities.article = article.id WHERE article.id = ?", article
        ) {
            guard let entities = PackedEntities.unpack($0.blob(0)) else {
                throw connection.damaged("the entities of article \(article) are missing or damaged")
            }
            return entities
        } ?? []
    }

    package func write(_ entities: [KeptEntity], of article: Int) throws {
        try connection.run(
            "INSERT OR REPLACE INTO entities (article, packed) VALUES (?, ?)", article, PackedEntities.pack(entities))
    }
}
