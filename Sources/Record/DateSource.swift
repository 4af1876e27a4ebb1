/// How the day of an article is known. The raw values are those of the member `published_by` in JSON, and stand in the ledger.
public enum DateSource: String, Sendable, Hashable, CaseIterable {
    /// A page's data for machines says so.
    case meta
    /// The words that a page shows.
    case text
    /// The page's address.
    case address
    /// The feed that named it.
    case feed
    /// A member or column of the file that it stood in.
    case file
    /// The person who added it.
    case user

    /// In words, behind a date: "as its data says".
    public var words: String {
        switch self {
        case .meta: "as the page’s data says"
        case .text: "as the page shows"
        case .address: "as its address says"
        case .feed: "as the feed says"
        case .file: "as its file says"
        case .user: "as who added it says"
        }
    }

    /// The member of an article that tells it.
    public static let member = "published_by"
}

extension Article {
    /// How its day is known, as its member `published_by` tells; nil where there is no date, or where that is none of the words known.
    public var dateSource: DateSource? {
        guard published != nil, let told = carried.first(where: { $0.name == DateSource.member })?.json else { return nil }
        return DateSource.allCases.first { told == "\"\($0.rawValue)\"" }
    }
}
