import Record

/// An entity as versions 3 and 4 of the file hold it. Frozen: what it became is `StoredEntity`.
struct PackedEntity: Sendable, Hashable {
    let number: Int
    let name: Name
    let kind: EntityKind?
    let actor: Int?
    let mentions: [StoredMention]

    enum Name: Sendable, Hashable {
        /// The words of a mention, by its place among them, without so many code points at its start and its end.
        case mention(Int, head: Int = 0, tail: Int = 0)
        /// Words that no mention has: their spaces were joined.
        case words(String)
    }

    /// The entity as the file holds it now; nil where its mentions are not in the text.
    func stored(in text: Slices) -> StoredEntity? {
        var stored: StoredEntity.Name
        switch name {
        case .words(let words): stored = .words(words)
        case .mention(let place, let head, let tail):
            guard mentions.indices.contains(place) else { return nil }
            let span = mentions[place].span
            guard span.length >= head + tail, let words = text.text(Span(span.start + head, span.end - tail)) else { return nil }
            stored = mentions.firstIndex { text.text($0.span) == words }.map { .mention($0) } ?? .words(words)
        }
        return StoredEntity(number: number, name: stored, kind: kind, actor: actor, mentions: mentions)
    }
}

extension PackedEntity.Name {
    /// A name, as the words of a mention if one has them.
    init(_ name: String, among mentions: [String]) {
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
enum PackedEntities {
    static func pack(_ entities: [PackedEntity]) -> [UInt8] {
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
                packing.add(3 * mention.span.length + mention.form.code)
                start = mention.span.start
            }
            first = entity.mentions.first?.span.start ?? first
        }
        return packing.bytes
    }

    private static func head(_ entity: PackedEntity) -> UInt8 {
        let kind = entity.kind?.code ?? 0
        let name =
            switch entity.name {
            case .mention(_, let head, let tail): head + tail == 0 ? 0 : 1
            case .words: 2
            }
        let mentions = entity.mentions.count < 4 ? entity.mentions.count : 0
        return UInt8(kind + 6 * (name + 3 * ((entity.actor == nil ? 0 : 1) + 2 * mentions)))
    }

    /// The entities in a column; nil where the bytes are not what `pack` gives.
    static func unpack(_ packed: [UInt8]) -> [PackedEntity]? {
        var unpacking = NumberUnpacking(packed)
        guard let count = unpacking.number() else { return nil }
        var entities: [PackedEntity] = []
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

    private static func entity(_ unpacking: inout NumberUnpacking, _ number: Int, _ first: Int) -> PackedEntity? {
        guard let head = unpacking.byte().map({ Int($0) }), head < 144,
            let count = head / 36 > 0 ? head / 36 : unpacking.number(), let name = name(&unpacking, head / 6 % 3, of: count)
        else { return nil }
        var actor: Int?
        if head / 18 % 2 == 1 {
            guard let given = unpacking.number() else { return nil }
            actor = given
        }
        guard let mentions = mentions(&unpacking, count, first) else { return nil }
        let kind = EntityKind(code: head % 6)
        return PackedEntity(number: number, name: name, kind: kind, actor: actor, mentions: mentions)
    }

    private static func name(_ unpacking: inout NumberUnpacking, _ sort: Int, of mentions: Int) -> PackedEntity.Name? {
        if sort == 2 { return unpacking.text().map { .words($0) } }
        guard let place = mentions > 1 ? unpacking.number() : 0, place < mentions else { return nil }
        if sort == 0 { return .mention(place) }
        guard let head = unpacking.number(), let tail = unpacking.number() else { return nil }
        return .mention(place, head: head, tail: tail)
    }

    private static func mentions(_ unpacking: inout NumberUnpacking, _ count: Int, _ first: Int) -> [StoredMention]? {
        var mentions: [StoredMention] = []
        var start = first
        for _ in 0..<count {
            guard let step = unpacking.signed(), let tail = unpacking.number(), let form = MentionForm(code: tail % 3),
                (0...NumberUnpacking.limit).contains(start + step)
            else { return nil }
            start += step
            mentions.append(StoredMention(span: Span(start, start + tail / 3), form: form))
        }
        return mentions
    }
}
