import Foundation
import Record
import Wire

/// What a run of gathering is to know beside its inputs.
public struct GatheringOptions: Sendable {
    /// Which languages are to be read.
    public enum Languages: String, Sendable, CaseIterable {
        /// English; articles in others are kept, and not read.
        case english = "en"
        /// Whatever there is.
        case any
    }

    /// Articles in other languages are given out as not for reading; pages of archives in other languages are passed over.
    public var languages = Languages.english
    /// What JSON objects and tables call the parts of an article.
    public var names = ArticleNames()
    /// Parts of articles that a person tells, for those whose input does not; not `text` and `id`.
    public var told: [ArticleNames.Part: String] = [:]
    /// Whether articles of pages carry what was left out of them, as `left_out`.
    public var explains = false
    /// Whether the caller has what was given in some bytes already: pages are then not taken apart. Called once for each article, from the
    /// thread that gathers.
    public var isKnown: @Sendable ([UInt8]) -> Bool = { _ in false }
    /// The record of an archive, by its identity, that an earlier run has come to; nil where none has.
    public var reached: @Sendable (String) -> ArchivePlace? = { _ in nil }
    /// Whether the member `ledger` of JSON objects is given out with their articles: for files that a person vouches for. Else it is left out,
    /// with a notice for each file, since whoever wrote it says what others have judged, and when.
    public var keepsLedgerMember = false
    /// How many page workers may run at once.
    public var workers = ProcessInfo.processInfo.activeProcessorCount

    /// How addresses are fetched.
    public var addresses = AddressOptions()
    /// Ends gathering, and a request that is under way, when nobody wants it any more.
    public var cancellation = Cancellation()

    /// The options that hold where nothing else is asked for.
    public init() {}
}
