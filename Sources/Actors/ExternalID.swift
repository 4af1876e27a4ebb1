import Ledger
import Record
import SQLite

/// An id of an actor in another collection.
public struct ExternalID: Sendable, Hashable {
    /// The collection: "wikidata".
    public let scheme: String
    /// The id there: "Q42".
    public let value: String

    /// An id of a collection.
    public init(scheme: String, value: String) {
        self.scheme = scheme
        self.value = value
    }

    /// What stands before another ledger's mark in the scheme of a number that it has given.
    package static let otherLedger = "dixit:"

    /// Whether it is the number that another ledger has given.
    package var isOfAnotherLedger: Bool { scheme.hasPrefix(ExternalID.otherLedger) }
}
