/// What a layer of meaning found beside a statement, or beside the article as a whole: how its source is named, what is done by saying it,
/// when it was said. A mark never changes a statement.
public struct Mark: Sendable, Hashable {
    /// What it is a mark of.
    public let subject: Subject
    /// The name of its layer, as on the layer's card: "sourcing".
    public let layer: String
    /// What was found.
    public let value: MarkValue
    /// How likely it is right, 0 to 1, given that the statement is.
    public let confidence: Double
    /// The words that prove it, in order of reading; none where nothing but absence does.
    public let evidence: [Extract]
    /// Who says so.
    public let by: Author
    /// Whether its layer may leave several on one subject, which are then written as an array; always so for an article's.
    public let isOneOfSeveral: Bool

    /// What can have a mark.
    public enum Subject: Sendable, Hashable {
        /// The statement of that id.
        case statement(Int)
        /// The article.
        case article
    }

    /// Who can leave a mark, or a link.
    public enum Author: Sendable, Hashable {
        /// The layer itself, in this version.
        case layer(version: Int)
        /// A person, by name: a judgement.
        case person(String)
    }

    /// A mark of its parts; a confidence outside 0 to 1 is taken for the nearer end, and one that is no number for 0.
    public init(
        of subject: Subject, layer: String, value: MarkValue, confidence: Double, evidence: [Extract] = [], by author: Author,
        isOneOfSeveral: Bool = false
    ) {
        self.subject = subject
        self.layer = layer
        self.value = value
        self.confidence = confidence.asShare
        self.evidence = evidence
        by = author
        self.isOneOfSeveral = isOneOfSeveral || subject == .article
    }
}

extension Mark {
    /// The mark with other numbers for the statements that its members name as those who say so ("by"); nil where one has no number.
    package func renumbered(_ numbers: [Int: Int]) -> Mark? {
        guard case .record(let record) = value else { return self }
        var members: [MarkRecord.Member] = []
        for member in record.members {
            guard member.name == "by", case .id(let id)? = member.value else {
                members.append(member)
                continue
            }
            guard let number = numbers[id] else { return nil }
            members.append(MarkRecord.Member("by", .id(number)))
        }
        return Mark(
            of: subject, layer: layer, value: .record(MarkRecord(place: record.place, members: members)), confidence: confidence,
            evidence: evidence, by: by, isOneOfSeveral: isOneOfSeveral)
    }
}

/// What a mark says. Each case is stored and written by names, never by an ordinal.
public enum MarkValue: Sendable, Hashable {
    /// One of the choices on the layer's card, by its name.
    case choice(String)
    /// An entity of the article by its id, where it stands, and how it is taken ("negative"): addressees, those whom a content is about.
    case party(entity: Int, extract: Extract?, choice: String?)
    /// The first and the last day, and the words that tell; nil where the article's own date does.
    case days(DaySpan, extract: Extract?)
    /// Several things at once: a duty, a sentence in the article's own voice.
    case record(MarkRecord)

    /// What values a layer gives; the raw value is how it is stored.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case choice, party, days, record
    }

    /// All words of the article that it names.
    package var extracts: [Extract] {
        switch self {
        case .choice: []
        case .party(_, let extract, _), .days(_, let extract): extract.map { [$0] } ?? []
        case .record(let record):
            (record.place.map { [$0] } ?? [])
                + record.members.compactMap { if case .extract(let extract)? = $0.value { extract } else { nil } }
        }
    }

    /// Which of the cases it is.
    public var kind: Kind {
        switch self {
        case .choice: .choice
        case .party: .party
        case .days: .days
        case .record: .record
        }
    }
}

/// Days that follow one another: at least one.
public struct DaySpan: Sendable, Hashable {
    /// The first.
    public let from: Day
    /// The last; `from` or later.
    public let until: Day

    /// The days from one to another; nil where the last is before the first.
    public init?(from: Day, until: Day) {
        guard from <= until else { return nil }
        self.from = from
        self.until = until
    }
}

extension DaySpan: CustomStringConvertible {
    /// "2019-09-02", or "2019-09-02/2019-09-08" as ISO 8601 writes days from one to another.
    public var description: String { from == until ? "\(from)" : "\(from)/\(until)" }
}

/// Several named values in one mark.
public struct MarkRecord: Sendable, Hashable {
    /// The words that the mark is of, where it is of words and not of a statement.
    public let place: Extract?
    /// Its members in the order of the contract; nil is written null.
    public let members: [Member]

    /// One of them.
    public struct Member: Sendable, Hashable {
        /// Its name: "bearer".
        public let name: String
        /// What it holds; nil where there is none.
        public let value: Value?

        /// A member with its value.
        public init(_ name: String, _ value: Value?) {
            self.name = name
            self.value = value
        }
    }

    /// What a member can hold.
    public enum Value: Sendable, Hashable {
        /// The id of an entity or a statement; the layer says of which.
        case id(Int)
        /// A name: "owed".
        case word(String)
        /// Names, in their order.
        case words([String])
        /// Words of the article.
        case extract(Extract)
    }

    /// Names that a record's members cannot have, since a mark's own have them. "by" is told apart: a person's name is who left the mark, a number, or
    /// null, a member of the record.
    static let taken: Set<String> = [
        "start", "end", "text", "value", "entity", "tone", "from", "until", "confidence", "evidence", "version",
    ]

    /// A record; members whose name is one that every mark has are left out.
    public init(place: Extract? = nil, members: [Member]) {
        self.place = place
        self.members = members.filter { !MarkRecord.taken.contains($0.name) }
    }
}

extension Double {
    /// The nearest share of one: 0 to 1; 0 for what is no number.
    var asShare: Double { isNaN ? 0 : Swift.min(Swift.max(self, 0), 1) }
}
