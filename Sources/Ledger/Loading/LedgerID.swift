import Record
import SQLite

/// What the ledger calls something: `12` is an article, `s12.3` a statement in it, `@7` an actor. None is ever given to anything else.
///
/// The letter keeps a statement's id a word in tables: without it, spreadsheets and pandas take 7.10 for the number 7.1. So it is asked for wherever
/// an id is given, in either case; `unlettered` says what one without it would be.
public enum LedgerID: Sendable, Hashable, CustomStringConvertible {
    case article(Int)
    case statement(StatementID)
    case actor(Int)

    /// Reads an id; nil where the text is none.
    public init?(_ text: String) {
        if text.hasPrefix("@"), let actor = LedgerID.number(text.dropFirst()) {
            self = .actor(actor)
        } else if text.first == "s" || text.first == "S", let id = LedgerID.unlettered(text.dropFirst()) {
            self = .statement(id)
        } else if let article = LedgerID.number(text[...]) {
            self = .article(article)
        } else {
            return nil
        }
    }

    /// The statement that a text such as `12.3` would name, had it its letter; nil where it is none.
    public static func unlettered(_ text: some StringProtocol) -> StatementID? {
        let parts = Substring(text).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let article = LedgerID.number(parts[0]), let number = LedgerID.number(parts[1]) else {
            return nil
        }
        return StatementID(article: article, number: number)
    }

    /// The id as it is printed.
    public var description: String {
        switch self {
        case .article(let number): "\(number)"
        case .statement(let id): "\(id)"
        case .actor(let number): "@\(number)"
        }
    }

    /// A whole number in digits alone.
    private static func number(_ digits: Substring) -> Int? {
        digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(digits) : nil
    }
}

/// A statement: its article and its number there, written `s12.3`.
public struct StatementID: Sendable, Hashable, CustomStringConvertible {
    /// The article.
    public let article: Int
    /// The statement's number in it.
    public let number: Int

    /// A statement of an article.
    public init(article: Int, number: Int) {
        self.article = article
        self.number = number
    }

    /// "s12.3"
    public var description: String { "s\(article).\(number)" }
}
