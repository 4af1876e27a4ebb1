import Actors
import Foundation
import Ledger
import Record

/// A filter of statements as command lines and addresses name it: `--speaker Korvin`, `?speaker=Korvin`. There is one list of them, so that what can be asked
/// in one place can be asked in all.
public struct StatementFilter: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// What it takes.
    public let value: Value
    /// What it leaves, in a phrase.
    public let help: String

    /// What a filter takes.
    public enum Value: Sendable, Hashable {
        /// Any words; the name is what help calls them. Given several times, one of them must hold.
        case text(String)
        /// One of these words. Given several times, one of them must hold.
        case choice([String])
        /// One value alone, so named.
        case single(String)
        /// One of these words alone.
        case singleChoice([String])
    }

    /// All filters that need no layer.
    public static let all = [
        StatementFilter(name: "speaker", value: .text("NAME"), help: "Only what this actor says"),
        StatementFilter(
            name: "kind", value: .choice(EntityKind.allCases.map(\.rawValue) + [StatementQuery.unknownKind]),
            help: "Only what those say who are such, or of whom that is not known"),
        StatementFilter(
            name: "attribute", value: .text("NAME=VALUE"),
            help: "Only what those say of whom a list of your own tells this (dixit actor import)"),
        StatementFilter(name: "about", value: .text("NAME"), help: "Only what mentions this actor"),
        StatementFilter(name: "outlet", value: .text("NAME"), help: "Only from articles of this outlet"),
        StatementFilter(name: "since", value: .single("DAY"), help: "Only from articles published on this day or later"),
        StatementFilter(name: "until", value: .single("DAY"), help: "Only from articles published on this day or before"),
        StatementFilter(
            name: "added-since", value: .single("DAY"),
            help: "Only from articles added to the ledger on this day or later (UTC)"),
        StatementFilter(
            name: "published-by", value: .choice(DateSource.allCases.map(\.rawValue)),
            help: "Only from articles whose day is known in this way"),
        StatementFilter(
            name: "said-since", value: .single("DAY"), help: "Only what was, or may have been, said on this day or later"),
        StatementFilter(
            name: "said-until", value: .single("DAY"), help: "Only what was, or may have been, said on this day or before"),
        StatementFilter(name: "form", value: .choice(Form.allCases.map(\.rawValue)), help: "Only statements in this form"),
        StatementFilter(name: "reviewed", value: .singleChoice(["yes", "no"]), help: "Only what somebody has judged, or nobody"),
        StatementFilter(
            name: "nested", value: .singleChoice(["yes", "no", "any"]),
            help: "Only what stands inside what somebody else says, no such, or both (in who and digest: no, else any)"),
        StatementFilter(name: "confidence", value: .single("0-1"), help: "Only statements at least so sure"),
        StatementFilter(name: "article", value: .single("NUMBER"), help: "Only statements of this article"),
    ]

    /// The filter of a layer: what it has found.
    public init(_ card: LayerCard) {
        self.init(
            name: card.filter ?? card.name, value: .choice(card.choices.map(\.name)),
            help: "Only what this layer finds: \(card.title)")
    }

    init(name: String, value: Value, help: String) {
        self.name = name
        self.value = value
        self.help = help
    }
}

/// Why a filter's value is none. The description is one sentence.
public struct FilterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sentence.
    public let description: String
}

extension StatementQuery {
    /// A query of what was given for filters.
    ///
    /// - Parameters:
    ///   - layers: the layers that this program has: one that has marked nothing here is refused, since nothing would be found by it.
    ///   - nested: whether statements inside others are asked for where that is not told; nil for both.
    ///   - values: gives the values that a filter was given; none where it was not.
    /// - Throws: `FilterError` for a value that is none, `DayRangeError` for days that are none, `QuestionError` where nobody, or several, are called so.
    public init(_ ledger: Ledger, layers: [LayerCard] = [], nested: Bool? = nil, _ values: (_ name: String) throws -> [String])
        throws
    {
        self.init()
        speakers = try values("speaker").map { try ledger.actor($0, for: .speaking).id }
        kinds = try values("kind").map(StatementQuery.kindNamed)
        attributes = try StatementQuery.attributes(values("attribute"), ledger)
        about = try values("about").map { try ledger.actor($0, for: .mentioned).id }
        outlets = try values("outlet").map { try ledger.outlet(named: $0) }
        days = try DayRange(since: values("since").last, until: values("until").last)
        after = try values("added-since").last.map { try ledger.lastArticle(addedBefore: StatementQuery.firstDay($0)) }
        dateSources = try values("published-by").map {
            try StatementQuery.choice($0, "published-by", DateSource.init(rawValue:))
        }
        said = try DayRange(since: values("said-since").last, until: values("said-until").last)
        forms = try values("form").map { try StatementQuery.choice($0, "form", Form.init(rawValue:)) }
        isReviewed = try values("reviewed").last.map {
            try StatementQuery.choice($0, "reviewed") { ["yes": true, "no": false][$0] }
        }
        isNested = try values("nested").last.map(StatementQuery.isNested) ?? nested
        confidence = try values("confidence").last.map { try StatementQuery.choice($0, "confidence", StatementQuery.share) } ?? 0
        article = try values("article").last.map { try StatementQuery.choice($0, "article") { Int($0) } }
        marks = try StatementQuery.marks(ledger.cards().filter { $0.filter != nil }, layers.filter { $0.filter != nil }, values)
    }

    /// What is asked of lists of actors: "party=Harbour Union". Of one column one of the values must hold, and of several each.
    private static func attributes(_ given: [String], _ ledger: Ledger) throws -> [AttributeFilter] {
        guard !given.isEmpty else { return [] }
        let known = try ledger.attributeNames()
        var asked: [String: [String]] = [:]
        for text in given {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let name = ActorAttribute.name(parts[0]), known.contains(name) else {
                let remedy =
                    known.isEmpty
                    ? "no list of actors has told any here; dixit actor import takes one"
                    : "give NAME=VALUE, where NAME is one of \(known.joined(separator: ", "))"
                throw FilterError(description: "attribute cannot be “\(text.prefix(60))”; \(remedy)")
            }
            let values = try ledger.attributeValues(name)
            guard let value = values.first(where: { $0.lowercased() == parts[1].lowercased() }) else {
                let listed = values.prefix(12).joined(separator: ", ") + (values.count > 12 ? ", …" : "")
                throw FilterError(description: "attribute cannot be “\(text.prefix(60))”; \(name) is told as \(listed)")
            }
            asked[name, default: []].append(value)
        }
        return asked.sorted { $0.key < $1.key }.map { AttributeFilter(name: $0.key, values: $0.value) }
    }

    private static func kindNamed(_ text: String) throws -> EntityKind? {
        text == unknownKind ? nil : try choice(text, "kind", EntityKind.init(rawValue:))
    }

    private static func isNested(_ text: String) throws -> Bool? {
        try text == "any" ? nil : choice(text, "nested") { ["yes": true, "no": false][$0] }
    }

    /// What is asked of layers: `sourcing=anonymous`, or as addresses write it, `mark=sourcing:anonymous`.
    private static func marks(
        _ cards: [LayerCard], _ layers: [LayerCard], _ values: (_ name: String) throws -> [String]
    ) throws -> [MarkFilter] {
        var asked: [String: [String]] = [:]
        let known = Set((cards + layers).map(\.name))
        for value in try values("mark") {
            let parts = value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, known.contains(parts[0]) else {
                throw FilterError(
                    description: "mark cannot be “\(value.prefix(60))”; give a layer and what it finds, such as sourcing:role")
            }
            asked[parts[0], default: []].append(parts[1])
        }
        for card in cards + layers { asked[card.name] = try values(card.filter ?? card.name) + (asked[card.name] ?? []) }
        for layer in layers where !cards.contains(where: { $0.name == layer.name }) && asked[layer.name]?.isEmpty == false {
            throw FilterError(
                description:
                    "\(layer.name) cannot be asked for: that layer has marked nothing here yet; dixit reread --layers does")
        }
        return try cards.compactMap { card in
            var choices: [String] = []
            for choice in asked[card.name] ?? [] where !choices.contains(choice) {
                guard card.choice(choice) != nil else {
                    let wanted = card.choices.map(\.name).joined(separator: ", ")
                    throw FilterError(description: "\(card.name) cannot be “\(choice.prefix(60))”; give one of \(wanted)")
                }
                choices.append(choice)
            }
            return choices.isEmpty ? nil : MarkFilter(layer: card.name, values: choices)
        }
    }

    /// The day that `--added-since` asks for: "yesterday", "today", or the first of those that "2021-03" names.
    ///
    /// - Throws: `DayRangeError`, where it is none.
    public static func firstDay(_ text: String) throws -> Day {
        Day(number: try DayRange(since: text, until: nil).first ?? 0)
    }

    private static func share(_ text: String) -> Double? {
        guard let share = Double(text), (0...1).contains(share) else { return nil }
        return share
    }

    private static func choice<Choice>(_ text: String, _ name: String, _ make: (String) -> Choice?) throws -> Choice {
        guard let choice = make(text) else {
            let filter = StatementFilter.all.first { $0.name == name }
            let wanted =
                switch filter?.value {
                case .choice(let words), .singleChoice(let words): "one of " + words.joined(separator: ", ")
                case .text(let placeholder), .single(let placeholder): placeholder
                case nil: "another value"
                }
            throw FilterError(description: "\(name) cannot be “\(text.prefix(60))”; give \(wanted)")
        }
        return choice
    }
}
