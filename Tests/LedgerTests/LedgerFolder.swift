import Actors
import Finding
import Foundation
import Record
import Reviews
import SQLite
import TestSupport
import Transfer

@testable import Ledger

/// A folder for ledgers that goes when the test is done.
final class LedgerFolder {
    private let folder: TemporaryFolder
    var path: String { folder.path }

    init() throws { folder = try TemporaryFolder() }

    /// The place of the ledger.
    var ledger: String { path + "/news.sqlite" }

    /// Opens the ledger.
    func open(_ purpose: Ledger.Purpose = .adding) throws -> Ledger { try Ledger(at: ledger, for: purpose) }
}

/// Articles with findings, written as a person would mark them.
enum Written {
    static let reader = ReaderVersion(version: "1", model: "first")

    /// A statement: who is found first in the text, the cue first behind or before it, and the words.
    struct Saying {
        var who: String?
        var cue = "said"
        var words: String
        var parent: Int?
    }

    /// An entity with all mentions of some words; the first of them is its name.
    struct Person {
        var names: [String]
        var kind: EntityKind? = .person
        var others: [(String, MentionForm)] = []
    }

    static func extract(_ words: String, in text: String, from: Int = 0) -> Extract? {
        let (all, wanted) = (Array(text.unicodeScalars), Array(words.unicodeScalars))
        guard wanted.count <= all.count, !wanted.isEmpty else { return nil }
        for at in from...max(from, all.count - wanted.count) where at + wanted.count <= all.count {
            if Array(all[at..<at + wanted.count]) == wanted { return Extract(span: Span(at, at + wanted.count), text: words) }
        }
        return nil
    }

    static func findings(_ text: String, _ people: [Person], _ sayings: [Saying]) -> Findings {
        let entities = people.enumerated().map { number, person in
            let mentions = (person.names.map { ($0, MentionForm.name) } + person.others).compactMap { words, form in
                extract(words, in: text).map { Mention($0, form) }
            }
            return Entity(
                id: number, name: person.names[0], kind: person.kind,
                mentions: mentions.sorted { $0.extract.span < $1.extract.span })
        }
        let statements = sayings.enumerated().map { number, saying in
            let source = saying.who.flatMap { extract($0, in: text) }
            let speaker = saying.who.flatMap { who in people.firstIndex { ($0.names + $0.others.map(\.0)).contains(who) } }
            return Statement(
                id: number, parent: saying.parent, form: saying.words.hasPrefix("“") ? .direct : .indirect,
                source: source.map { [$0] } ?? [],
                cue: extract(saying.cue, in: text).map { [$0] } ?? [],
                content: extract(saying.words, in: text).map { [$0] } ?? [],
                speaker: speaker, confidence: 0.9, speakerConfidence: speaker.map { _ in 0.8 })
        }
        return Findings(statements: statements, entities: entities)
    }

    static func entry(
        _ text: String, _ people: [Person] = [], _ sayings: [Saying] = [], id: String = "a", outlet: String? = nil,
        published: String? = nil, given: [UInt8]? = nil, reader: ReaderVersion = reader
    ) -> PreparedArticle {
        let article = Article(id: id, path: id + ".txt", outlet: outlet, published: published, text: text)
        return PreparedArticle(
            article: article, given: given ?? Array(text.utf8), findings: findings(text, people, sayings), reader: reader)
    }

    static let korvin =
        "Dessa Korvin said the harbour would stay open. “Nobody pays twice,” Korvin said, and Ilse Varn denied it."

    /// An article of two people and three statements.
    static func korvinEntry(
        id: String = "korvin", outlet: String? = "The Beacon", published: String? = "2021-03-12", text: String = korvin,
        given: [UInt8]? = nil
    ) -> PreparedArticle {
        entry(
            text, [Person(names: ["Dessa Korvin", "Korvin"]), Person(names: ["Ilse Varn"])],
            [
                Saying(who: "Dessa Korvin", words: "the harbour would stay open"),
                Saying(who: "Korvin", words: "“Nobody pays twice,”"), Saying(who: "Ilse Varn", cue: "denied", words: "it"),
            ], id: id, outlet: outlet, published: published, given: given)
    }
}
