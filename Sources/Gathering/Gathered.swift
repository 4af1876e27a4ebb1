import Record

/// What gathering comes upon, in the order of the input: all there is.
public enum Gathered: Sendable, Hashable {
    /// An article, and the bytes that it was given in: a file's, a byte order mark included, a line's of JSON Lines, a row's of a table, a page's
    /// in an archive.
    ///
    /// - isForReading: false where it is in a language that is not wanted: it is kept, and not read.
    case article(Article, given: [UInt8], isForReading: Bool)
    /// An article whose bytes `GatheringOptions.isKnown` knows; it was not taken apart.
    case known
    /// Something odd about the article that follows.
    case warning(Notice)
    /// What was passed over.
    case note(Notice)
    /// An input, or a part of one, that gave no article; what comes behind it is still gathered.
    case failure(Notice)
    /// How far an archive has come: all before it has been given out.
    case reached(ArchivePlace)
}

/// One sentence for a person: which input, what is wrong with it, and what to do.
public struct Notice: Error, Sendable, Hashable, CustomStringConvertible {
    /// The input: "news/a.txt", "all.jsonl:17", "standard input:3".
    public let place: String
    /// What is wrong, as a clause.
    public let reason: String
    /// What to do about it, as a clause; nil where there is nothing to be done.
    public let remedy: String?

    /// A notice of its three parts.
    public init(place: String, reason: String, remedy: String?) {
        self.place = place
        self.reason = reason
        self.remedy = remedy
    }

    /// "place: reason; remedy".
    public var description: String { "\(place): \(reason)" + (remedy.map { "; \($0)" } ?? "") }
}

/// What gathering refuses to hold in memory.
public enum GatheringLimit {
    /// Bytes of UTF-8 in one article's text: 16 MiB, some 3 million words.
    public static let article = 16 << 20
    /// Bytes in one line of JSON Lines, in one row of a table, or in a file of one JSON object, page or PDF: 64 MiB.
    public static let line = 64 << 20
    /// A file with a NUL among its first bytes, this many, is not a text: 8 KiB.
    public static let sniffed = 8 << 10
    /// Bytes of pages that wait for the page workers: 64 MiB; one page more is taken where there is less.
    static let held = 64 << 20
}

extension Notice {
    /// An article beyond the limit of its length.
    static func articleTooLong(_ place: String) -> Notice {
        Notice(
            place: place, reason: "the article is longer than \(GatheringLimit.article >> 20) MiB",
            remedy: "split it into articles")
    }
}
