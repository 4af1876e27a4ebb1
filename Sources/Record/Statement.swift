/// How much of a statement's content stands inside quotation marks.
public enum Form: String, Sendable, Hashable, CaseIterable {
    /// All of it.
    case direct
    /// None of it.
    case indirect
    /// Some of it.
    case mixed
}

/// One attribution: a source is reported, by a cue, to say, write, think, want or know a content.
public struct Statement: Sendable, Hashable {
    /// Its number in the article, from 0 in order of reading.
    public let id: Int
    /// The statement whose content holds this one, if any.
    public let parent: Int?
    /// Direct, indirect or mixed.
    public let form: Form
    /// Who is reported to say it, in the article's words; empty where the source is missing.
    public let source: [Extract]
    /// The words that attribute: "said", "according to", "called for".
    public let cue: [Extract]
    /// What is said, in one or several pieces, in order of reading.
    public let content: [Extract]
    /// The entity that the source resolves to: its `id`, or nil where it is not known.
    public let speaker: Int?
    /// How likely the record is right, 0 to 1, calibrated: of the statements at 0.8, four in five are.
    public let confidence: Double

    /// A statement with all its parts.
    public init(
        id: Int, parent: Int?, form: Form, source: [Extract], cue: [Extract], content: [Extract], speaker: Int?,
        confidence: Double
    ) {
        self.id = id
        self.parent = parent
        self.form = form
        self.source = source
        self.cue = cue
        self.content = content
        self.speaker = speaker
        self.confidence = confidence
    }
}

/// What can be an entity.
public enum EntityKind: String, Sendable, Hashable, CaseIterable {
    case person, organization, place, group, document
}

/// Somebody or something in one article, with every span that refers to it.
public struct Entity: Sendable, Hashable {
    /// Its number in the article.
    public let id: Int
    /// Its fullest name in the article.
    public let name: String
    /// Person, organisation, place, group or document; nil where it is not known.
    public let kind: EntityKind?
    /// The spans that refer to it, in order of reading.
    public let mentions: [Extract]

    /// An entity with all its parts.
    public init(id: Int, name: String, kind: EntityKind?, mentions: [Extract]) {
        self.id = id
        self.name = name
        self.kind = kind
        self.mentions = mentions
    }
}
