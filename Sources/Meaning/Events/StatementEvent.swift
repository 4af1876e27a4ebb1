import English
import Record

/// A statement as an event of the PLOVER ontology: who accuses, asks, promises, rejects, threatens, backs or consults whom.
///
/// Only verbal categories are told, since a statement is what is done by saying it; one that does nothing of the kind is no event, nor is one that was
/// not, or only may be, made.
public struct StatementEvent: Sendable, Hashable {
    /// The statement's number in its article.
    public let statement: Int
    /// AGREE, SUPPORT, CONSULT, REQUEST, ACCUSE, REJECT or THREATEN.
    public let type: String
    /// Who does it; nil where that is not known.
    public let actor: EventParty?
    /// To whom, or about whom; nil where nobody is told.
    public let recipient: EventParty?
    /// When it was said; nil where nothing tells.
    public let days: DaySpan?
    /// The words that tell when; nil where the article's own day does.
    public let when: Extract?
    /// How likely the act is right, 0 to 1.
    public let confidence: Double

    /// The quad class.
    public var quad: QuadClass { QuadClass(ofType: type) }

    /// The events of an article, in the order of its statements.
    public static func all(in findings: Findings) -> [StatementEvent] {
        let entities = Dictionary(findings.entities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let marks = Dictionary(grouping: findings.marks, by: \.subject)
        return findings.statements.compactMap { StatementEvent($0, marks[.statement($0.id)] ?? [], entities) }
    }

    private init?(_ statement: Statement, _ marks: [Mark], _ entities: [Int: Entity]) {
        func choice(_ layer: String) -> (name: String, confidence: Double)? {
            for mark in marks where mark.layer == layer {
                if case .choice(let name) = mark.value { return (name, mark.confidence) }
            }
            return nil
        }
        if let polarity = choice("polarity"), polarity.name != "reported" { return nil }
        guard let act = choice("act"), let type = StatementEvent.type(of: act.name, cue: statement.cue) else { return nil }
        self.statement = statement.id
        self.type = type
        confidence = act.confidence
        actor = statement.speaker.flatMap { entities[$0] }.map { EventParty($0, raw: statement.source.first) }
        let parties = marks.compactMap { mark -> (layer: String, id: Int, extract: Extract?, tone: String?)? in
            guard case .party(let id, let extract, let tone) = mark.value, id != statement.speaker else { return nil }
            return (mark.layer, id, extract, tone)
        }
        let tone = ["ACCUSE": "negative", "REJECT": "negative", "THREATEN": "negative", "SUPPORT": "positive"][type]
        let addressee = parties.first { $0.layer == "addressee" }
        let about = parties.first { $0.layer == "about" && $0.tone == tone } ?? parties.first { $0.layer == "about" }
        // Who is asked, promised or threatened is told so; who is accused or backed is told about.
        let isTold = ["REQUEST", "AGREE", "THREATEN", "CONSULT"].contains(type)
        recipient = (isTold ? addressee ?? about : about ?? addressee).flatMap { party in
            entities[party.id].map { EventParty($0, raw: party.extract) }
        }
        var (days, when): (DaySpan?, Extract?) = (nil, nil)
        for mark in marks where mark.layer == "said" {
            if case .days(let span, let extract) = mark.value { (days, when) = (span, extract) }
        }
        (self.days, self.when) = (days, when)
    }

    /// The category that a cue or an act gives; nil where it gives none.
    private static func type(of act: String, cue: [Extract]) -> String? {
        let words = cue.flatMap { $0.text.lowercased().split { !$0.isLetter }.map(String.init) }
        for word in words where Lexicon.eventTypes[word].contains("cue") { return Lexicon.eventTypes[word].first }
        let given = Lexicon.eventTypes[act]
        return given.contains("act") ? given.first : nil
    }
}

/// Somebody in an event.
public struct EventParty: Sendable, Hashable {
    /// What the article calls them in full.
    public let name: String
    /// The entity's id in the article.
    public let entity: Int
    /// The words that name them in the event.
    public let raw: Extract?
    /// Their country's code (ISO 3166-1 alpha-3), where a name among their mentions tells it.
    public let country: String?
    /// Their sector in PLOVER, "GOV", where a word among their mentions tells it.
    public let sector: String?

    init(_ entity: Entity, raw: Extract?) {
        name = entity.name
        self.entity = entity.id
        self.raw = raw
        let called =
            [entity.name] + (raw.map { [$0.text] } ?? [])
            + entity.mentions.filter { $0.form != .pronoun }.prefix(24).map(\.extract.text)
        country = called.lazy.compactMap { EventParty.value(in: $0, of: Lexicon.countries, hasCapital: true) }.first
        sector =
            called.lazy.compactMap { EventParty.value(in: $0, of: Lexicon.sectors, hasCapital: false) }.first
            // A country speaks by its government.
            ?? (entity.kind == .place && country != nil ? "GOV" : nil)
    }

    /// What a list says of the longest phrase, of up to five words, that stands in a name.
    private static func value(in name: String, of list: WordList, hasCapital: Bool) -> String? {
        let words = name.split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "'" && $0 != "’" && $0 != "-" }.prefix(16).map
        { word in
            var word = String(word).replacingSuffix(["'s", "’s"])
            if word.last == ".", word.dropLast().contains(".") == false { word.removeLast() }
            return word
        }
        for length in (1...5).reversed() where length <= words.count {
            for start in 0...words.count - length {
                let phrase = words[start..<start + length]
                if hasCapital, phrase.first?.first?.isUppercase != true { continue }
                if let value = list[phrase.joined(separator: " ").lowercased()].first { return value }
            }
        }
        return nil
    }
}

extension String {
    /// Without the first of some endings that it has.
    fileprivate func replacingSuffix(_ endings: [String]) -> String {
        for ending in endings where hasSuffix(ending) { return String(dropLast(ending.count)) }
        return self
    }
}
