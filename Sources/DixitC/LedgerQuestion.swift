import Finding
import Ledger
import SQLite
import Wire

/// A question to a ledger, as an object in JSON tells it.
struct LedgerQuestion {
    /// How many statements are wanted at most; nil: all.
    private(set) var limit: Int?
    private var offset = 0
    private var words: String?
    private var order: String?
    /// The values of filters, by their names.
    private var filters: [String: [String]] = [:]

    /// - Throws: `JSONError` where it is no such object.
    init(json: [UInt8]) throws {
        var reader = JSONReader(json)
        try reader.object { name, json in
            switch (name, try json.peek()) {
            case (_, .null): try json.skip()
            case ("limit", _): limit = try json.count()
            case ("offset", _): offset = try json.count()
            case ("words", _): words = try json.string()
            case ("sort", _): order = try json.string()
            case (_, .array): try json.array { json in filters[name, default: []].append(try json.word()) }
            default: filters[name] = [try json.word()]
            }
        }
        try reader.end()
    }

    /// The query; names of filters and their values are those of `dixit find`.
    ///
    /// - Throws: whatever `StatementQuery` throws, and `CallError` for a filter or an order that there is not.
    func query(of ledger: Ledger) throws -> StatementQuery {
        let known = Set(StatementFilter.all.map(\.name) + (try ledger.cards().map(\.name)))
        if let unknown = filters.keys.sorted().first(where: { !known.contains($0) }) {
            throw CallError(
                description: "there is no filter “\(unknown)” here; name one of \(known.sorted().joined(separator: ", "))")
        }
        var query = try StatementQuery(ledger) { filters[$0] ?? [] }
        if let words { query.words = try SearchQuery(words) }
        if let order {
            guard let known = StatementQuery.Order(rawValue: order) else {
                throw CallError(description: "what comes first cannot be “\(order)”; it is relevance, date or added")
            }
            query.order = known
        }
        query.limit = limit ?? query.limit
        query.offset = offset
        return query
    }
}

extension JSONReader {
    /// A whole number from 0 on, small enough for SQLite's arithmetic with it.
    fileprivate mutating func count() throws -> Int { try integer(in: 0...Int(Int32.max)) }

    /// A value of a filter: a string, or a number as it is written.
    fileprivate mutating func word() throws -> String { try peek() == .string ? string() : source() }
}
