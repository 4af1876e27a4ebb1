/// What a layer says of itself: all that filters, facets, formats, badges and review controls need to know of it.
public struct LayerCard: Sendable, Hashable {
    /// What names it everywhere: small letters and "_", beginning with a letter.
    public let name: String
    /// Counted from 1; a better layer has a higher one, and marks again.
    public let version: Int
    /// Its name for people: "Sourcing".
    public let title: String
    /// What it finds, in one sentence.
    public let sentence: String
    /// What it says something of.
    public let subject: Subject
    /// What values its marks have.
    public let kind: MarkValue.Kind
    /// Whether it may leave several marks on one statement.
    public let holdsSeveral: Bool
    /// What can be chosen, in the order in which it is shown; none where values are no choices.
    public let choices: [Choice]
    /// Marks below this confidence, 0 to 1, are not left.
    public let threshold: Double

    /// What a layer says something of; the raw value is how it is stored.
    public enum Subject: String, Sendable, Hashable {
        /// A statement: its marks filter statements, and stand beside them in tables.
        case statement
        /// The article as a whole, or a place in it.
        case article
        /// Two statements of an article: it leaves links.
        case link
    }

    /// The name of the filter by which statements are narrowed down to a choice; nil where there is none.
    public var filter: String? {
        guard subject == .statement, !choices.isEmpty else { return nil }
        // "about" asks for a person; what a layer of parties has choices of is the tone toward them.
        return kind == .party ? "tone" : name
    }

    /// One of the values that marks of a layer can have.
    public struct Choice: Sendable, Hashable {
        /// What names it in every format: "anonymous".
        public let name: String
        /// Its name for people.
        public let label: String
        /// What it means, in one sentence.
        public let sentence: String
        /// Whether it is unusual enough to be shown beside a statement; the usual ones need no badge.
        public let isBadge: Bool

        /// A choice of its parts.
        public init(_ name: String, label: String, sentence: String, isBadge: Bool = false) {
            self.name = name
            self.label = label
            self.sentence = sentence
            self.isBadge = isBadge
        }
    }

    /// A card of its parts; `fault` says whether they make a sound one. A threshold outside 0 to 1 is taken for the nearer end.
    public init(
        name: String, version: Int, title: String, sentence: String, of subject: Subject = .statement,
        kind: MarkValue.Kind = .choice, holdsSeveral: Bool = false, choices: [Choice], threshold: Double
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.sentence = sentence
        self.subject = subject
        self.kind = kind
        self.holdsSeveral = holdsSeveral
        self.choices = choices
        self.threshold = threshold.asShare
    }

    /// The choice of that name.
    public func choice(_ name: String) -> Choice? { choices.first { $0.name == name } }

    /// Why it is no sound card, as a clause; nil where it is.
    public var fault: String? {
        if !LayerCard.isName(name) { return "a layer's name is of small letters and _, and begins with a letter" }
        if version < 1 { return "a layer's version is 1 or more" }
        if !choices.allSatisfy({ LayerCard.isName($0.name) }) { return "a choice's name is of small letters and _" }
        if Set(choices.map(\.name)).count < choices.count { return "a layer's choices have different names" }
        return kind == .choice && choices.isEmpty ? "a layer of choices has some" : nil
    }

    /// Whether a mark is one that this layer can leave: of its name, a value of its kind, a choice of its own.
    public func accepts(_ mark: Mark) -> Bool {
        guard mark.layer == name, mark.value.kind == kind, mark.subject == .article || mark.isOneOfSeveral == holdsSeveral else {
            return false
        }
        switch mark.value {
        case .choice(let name), .party(_, _, let name?): return choice(name) != nil
        case .party(_, _, nil): return choices.isEmpty
        case .days, .record: return true
        }
    }

    /// Whether marks can stand beside each other at one statement, or at the article: each is one that this layer can leave, none says what another
    /// one says, and there is one at most where the layer leaves no several.
    public func accepts(_ marks: [Mark]) -> Bool {
        let mayBeSeveral = holdsSeveral || marks.allSatisfy { $0.subject == .article }
        return marks.allSatisfy(accepts) && Set(marks.map(\.value)).count == marks.count && (mayBeSeveral || marks.count < 2)
    }

    /// Whether a name can stand as a column, a member and a filter.
    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
    }
}
