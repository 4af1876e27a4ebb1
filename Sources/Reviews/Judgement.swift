import Actors
import Ledger
import Record
import SQLite

/// What a person says of a statement that the machine has found.
public enum Judgement: Sendable, Hashable {
    /// It is right as it is shown.
    case right
    /// There is no such statement: it is shown no more.
    case wrong
    /// It is right once this is changed.
    case fix(Correction)
}

/// What is changed of a statement; nil is left as it is.
public struct Correction: Sendable, Hashable {
    /// Who is reported to say it; empty where the article names nobody.
    public var source: [Span]?
    /// The words that attribute.
    public var cue: [Span]?
    /// What is said.
    public var content: [Span]?
    /// Who speaks.
    public var speaker: Speaker?
    /// In whose words it is told: “as told by” whoever says that statement.
    public var holder: Holder?
    /// Direct, indirect or mixed; where it is nil and the content changes, it follows from the quotation marks.
    public var form: Form?

    /// Who speaks, as a person says.
    public enum Speaker: Sendable, Hashable {
        /// Nobody knows.
        case nobody
        /// An actor, by number.
        case actor(Int)
        /// An entity of the article, by number.
        case entity(Int)
        /// Somebody who is not in the ledger yet: made as an import would, so that whoever has the name and kind already is meant.
        case new(ActorRecord)
    }

    /// What a statement stands in.
    public enum Holder: Sendable, Hashable {
        /// The article alone: nobody else tells it.
        case article
        /// What somebody says in the same article, by its number.
        case statement(Int)
    }

    /// A correction that changes nothing.
    public init() {}

    /// Whether nothing is changed.
    public var isEmpty: Bool { self == Correction() }
}
