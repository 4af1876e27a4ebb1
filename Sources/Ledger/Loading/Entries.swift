import Record
import SQLite

/// What a person has judged of a statement. The raw values stand in the file.
public enum ReviewState: Int, Sendable, Hashable, CaseIterable {
    /// Nothing yet: the machine's record.
    case unreviewed = 0
    /// The machine's record is right.
    case right = 1
    /// There is no such statement.
    case wrong = 2
    /// The machine's record was corrected; it is kept beside.
    case corrected = 3
    /// The machine had missed it.
    case added = 4

    /// The judgement in a word, as formats show it; nil where there is none.
    public var word: String? {
        switch self {
        case .unreviewed: nil
        case .right: "right"
        case .wrong: "wrong"
        case .corrected: "corrected"
        case .added: "added"
        }
    }
}

/// Somebody or something across articles.
public struct ActorEntry: Sendable, Hashable {
    /// Its number: @7.
    public let id: Int
    /// What it is called.
    public let name: String
    /// Person, organisation, place, group or document, where that is known.
    public let kind: EntityKind?

    package init(id: Int, name: String, kind: EntityKind?) {
        self.id = id
        self.name = name
        self.kind = kind
    }
}

/// What is known of an article beside its text.
public struct ArticleEntry: Sendable, Hashable {
    /// Its number.
    public let id: Int
    /// The “id” of the output contract.
    public let name: String
    /// The file it was read from, as the user named it.
    public let path: String
    /// Its headline.
    public let title: String?
    /// Who published it.
    public let outlet: String?
    /// Who wrote it.
    public let author: String?
    /// When it was published, as given.
    public let published: String?
    /// How that is known.
    public let dateSource: DateSource?
    /// Its address.
    public let url: String?
    /// The article that this one is a copy of.
    public let copyOf: Int?
    /// What a person has corrected, with what it was before; nil where nothing was.
    public var former: FieldValues?

    /// How its date is known, behind it: ", as its data says", ", as a person has corrected it".
    public var dateWords: String {
        if former?.values[.published] != nil { return ", as a person has corrected it" }
        return dateSource.map { ", \($0.words)" } ?? ""
    }

    /// The number of the day when it was published; nil where that is not told, or is no day.
    package var day: Int? { published.flatMap { Day(published: $0)?.number } }
}

/// A statement as the ledger shows it: reviewed where somebody has reviewed it.
public struct StatementEntry: Sendable, Hashable {
    /// What it is called.
    public let id: StatementID
    /// The article that says so.
    public let article: ArticleEntry
    /// The statement whose content holds it.
    public var parent: StatementID? { statement.parent.map { StatementID(article: id.article, number: $0) } }
    /// Its parts with their words; its `id` is its number in the article.
    public let statement: Statement
    /// Who speaks, across articles; nil where that is not known.
    public let actor: ActorEntry?
    /// What the article calls who speaks; nil where that is not known.
    public let speaker: String?
    /// Who says so, where it stands inside what somebody says: the nearest first. Then it is their claim, and no words of the speaker that the article vouches for.
    public let tellers: [String]
    /// What a person has judged of it.
    public let state: ReviewState
    /// Whether the model that has read the article since it was judged does not find it.
    public let isGone: Bool
    /// What layers have found beside it, and what people have made of that.
    public let marks: [Mark]
    /// What the entities are called that its marks name, by their ids.
    public let partyNames: [Int: String]
    /// Where the words stand that were searched for, in code points of the article's text.
    public package(set) var matches: [Span]
    /// How near its meaning is to what was asked for, up to 1; nil where nothing was.
    public package(set) var nearness: Double?

    /// Whether it is more likely somebody else who speaks, and nobody has judged it.
    public var isSpeakerDoubtful: Bool {
        state == .unreviewed && statement.speaker != nil && statement.speakerConfidence.map { $0 < Confidence.doubtful } ?? false
    }

    package init(
        id: StatementID, article: ArticleEntry, statement: Statement, actor: ActorEntry?, speaker: String?,
        tellers: [String] = [],
        state: ReviewState,
        isGone: Bool, marks: [Mark] = [], partyNames: [Int: String] = [:], matches: [Span], nearness: Double? = nil
    ) {
        self.id = id
        self.article = article
        self.statement = statement
        self.actor = actor
        self.speaker = speaker
        self.tellers = tellers
        self.state = state
        self.isGone = isGone
        self.marks = marks
        self.partyNames = partyNames
        self.matches = matches
        self.nearness = nearness
    }
}
