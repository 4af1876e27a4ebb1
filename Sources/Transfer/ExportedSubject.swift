import Actors
import Ledger
import Record
import SQLite
import Wire

extension ExportedActors {
    /// An actor that an act is upon, told so that a ledger with other numbers knows who it is: by where articles mention it, else by its name.
    ///
    ///     {"id": 13, "name": "Dessa Korvin", "kind": "person", "mentions": [{"article": "9f86…", "start": 0, "end": 12}]}
    package struct Subject: Sendable, Hashable {
        package var id = 0
        package var name = ""
        package var kind: EntityKind?
        /// The first mentions in some of the articles that this line and those before it have told.
        package var mentions: [MentionPlace] = []
    }

    /// Where an article mentions somebody, in code points.
    package struct MentionPlace: Sendable, Hashable {
        /// The SHA-256 of the article's bytes, in hexadecimal digits.
        package let article: String
        package let span: Span
    }
}

/// Finds by what those who are acted upon can be known elsewhere.
struct ActSubjects {
    let connection: Connection
    /// The article whose line tells of the act: a ledger that takes it in has no later one yet.
    let article: Int

    /// As many articles as tell an actor from others, though some were removed or read anew elsewhere.
    private static let articles = 8

    /// Those that an act is upon: of a merger the one that stands for the others first.
    func subjects(of act: ExportedActors.Act) throws -> [ExportedActors.Subject] {
        guard let actor = act.actor, let detail = ActDetail(json: act.detail) else { return [] }
        let others = ["merge", "differ"].contains(act.verb) ? detail.numbers : []
        return try ([actor] + others.filter { $0 != actor }).compactMap(subject)
    }

    /// Where the entities are mentioned that an act has split off; those of articles that are gone are left out.
    func moved(by act: ExportedActors.Act) throws -> [ExportedActors.MentionPlace] {
        guard act.verb == "split", let numbers = ActDetail(json: act.detail)?.numbers else { return [] }
        return try stride(from: 0, to: numbers.count - 2, by: 3).compactMap { try mention(numbers[$0 + 1], of: numbers[$0]) }
    }

    private func subject(_ actor: Int) throws -> ExportedActors.Subject? {
        let found = try connection.row("SELECT name, kind FROM actor WHERE id = \(actor)") {
            ExportedActors.Subject(id: actor, name: $0.text(0), kind: EntityKind(rawValue: $0.text(1)))
        }
        guard var subject = found else { return nil }
        let entities = try connection.rows(
            """
            SELECT id / \(EntityRows.limit), id % \(EntityRows.limit) FROM entity
            WHERE actor = \(actor) AND id < \(article + 1) * \(EntityRows.limit) ORDER BY id LIMIT \(ActSubjects.articles)
            """
        ) { (article: $0.int(0), number: $0.int(1)) }
        subject.mentions = try entities.compactMap { try mention($0.number, of: $0.article) }
        return subject
    }

    private func mention(_ entity: Int, of article: Int) throws -> ExportedActors.MentionPlace? {
        let bytes = try connection.row("SELECT sha256 FROM article WHERE id = \(article)") { Fingerprint(kept: $0.blob(0)) }
        guard let fingerprint = bytes ?? nil,
            let mentions = try EntityRows(connection: connection).entity(entity, of: article)?.mentions,
            let mention = mentions.first(where: { $0.form == .name }) ?? mentions.first
        else { return nil }
        return ExportedActors.MentionPlace(article: fingerprint.hex, span: mention.span)
    }
}

// MARK: JSON

extension ExportedActors.Subject {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("kind", kind?.rawValue)
            json.name("mentions")
            json.array(mentions) { $0.write(to: &$1) }
        }
    }

    init(_ json: inout JSONReader) throws {
        try json.object { member, json in
            if try json.peek() == .null { return try json.skip() }
            switch member {
            case "id": id = try json.integer(in: LedgerRange.rows)
            case "name": name = try json.string()
            case "kind": kind = EntityKind(rawValue: try json.string())
            case "mentions": try json.array { mentions.append(try ExportedActors.MentionPlace(&$0)) }
            default: try json.skip()
            }
        }
        guard id > 0, !name.isEmpty else { throw json.fault("an actor has a number and a name") }
    }
}

extension ExportedActors.MentionPlace {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("article", article)
            json.member("start", span.start)
            json.member("end", span.end)
        }
    }

    init(_ json: inout JSONReader) throws {
        var (article, start, end) = ("", 0, 0)
        try json.object { member, json in
            switch member {
            case "article": article = try json.string()
            case "start": start = try json.integer(in: LedgerRange.rows)
            case "end": end = try json.integer(in: LedgerRange.rows)
            default: try json.skip()
            }
        }
        guard start <= end else { throw json.fault("a mention ends behind its start") }
        self.init(article: article, span: Span(start, end))
    }
}
