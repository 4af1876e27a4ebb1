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
    /// The entity that says it: its `id`, or nil where it is not known.
    public let speaker: Int?
    /// How likely `speaker` is who says it, 0 to 1, given that the statement is right; nil where `speaker` is nil or nobody has
    /// estimated it.
    public let speakerConfidence: Double?
    /// Whether the article names no source for this statement and `speaker` follows from the text around it: "…, adding that", a
    /// second quotation in the same paragraph. Never true where `speaker` is nil or `source` is not empty.
    public let isSpeakerInferred: Bool
    /// How likely the record is right, 0 to 1, calibrated: of the statements at 0.8, four in five are.
    public let confidence: Double

    /// A statement with all its parts; without a speaker there is neither confidence in it nor inference, whatever is given.
    public init(
        id: Int, parent: Int?, form: Form, source: [Extract], cue: [Extract], content: [Extract], speaker: Int?,
        confidence: Double, speakerConfidence: Double? = nil, isSpeakerInferred: Bool = false
    ) {
        self.id = id
        self.parent = parent
        self.form = form
        self.source = source
        self.cue = cue
        self.content = content
        self.speaker = speaker
        self.speakerConfidence = speaker == nil ? nil : speakerConfidence
        self.isSpeakerInferred = isSpeakerInferred && speaker != nil && source.isEmpty
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
    /// Its fullest proper name in the article, else the most telling noun phrase among its mentions.
    public let name: String
    /// Person, organisation, place, group or document; nil where it is not known.
    public let kind: EntityKind?
    /// The spans that refer to it, in order of reading.
    public let mentions: [Mention]

    /// An entity with all its parts.
    public init(id: Int, name: String, kind: EntityKind?, mentions: [Mention]) {
        self.id = id
        self.name = name
        self.kind = kind
        self.mentions = mentions
    }
}

/// A span that refers to an entity.
public struct Mention: Sendable, Hashable {
    /// The words.
    public let extract: Extract
    /// Whether it is a name, another noun phrase, or a pronoun.
    public let form: MentionForm

    /// A mention of its two parts.
    public init(_ extract: Extract, _ form: MentionForm) {
        self.extract = extract
        self.form = form
    }
}

/// In what words an entity is mentioned.
public enum MentionForm: String, Sendable, Hashable, CaseIterable {
    /// A phrase headed by a proper name: "Foreign Minister Dessa Korvin".
    case name
    /// A phrase headed by a common noun: "the foreign minister".
    case nominal
    /// "she", "their", "who".
    case pronoun
}
