/// What to look for in the ledger's texts. It cannot be ill-formed: the one initialiser refuses what is, and says where.
///
///     let query = try SearchQuery(#"treaty AND ("hostile act" OR sanction*) NOT football"#)
///
/// - Words side by side must all be there; `AND` between them says the same.
/// - `"hostile act"` is a phrase, its words one behind the other. “ ”, „ “ and « » quote as well.
/// - `sanction*` is any word that begins so.
/// - `OR`, `NOT` and parentheses join what stands beside them; `AND` binds tighter than `OR`. In small letters all three are words.
/// - Case, accents and punctuation do not count: `Muller` finds “Müller’s”.
///
/// At most `wordLimit` words, `depthLimit` parentheses inside one another, and `lengthLimit` bytes.
public struct SearchQuery: Sendable, Hashable {
    /// How many words a query may have, those of phrases counted one by one.
    public static let wordLimit = 64
    /// How many parentheses may be open at once; SQLite's own parser gives up at a hundred levels.
    public static let depthLimit = 16
    /// How long a query may be, in bytes of UTF-8.
    public static let lengthLimit = 4_096

    /// The query as a tree.
    package let node: SearchNode
    /// The query for SQLite's FTS5: quoted strings, operators and parentheses alone.
    package let pattern: String

    /// Reads a query.
    ///
    /// - Throws: `SearchQueryError`, for what is no query.
    public init(_ text: String) throws(SearchQueryError) {
        guard text.utf8.count <= SearchQuery.lengthLimit else {
            throw SearchQueryError(text, at: nil, "it is longer than \(SearchQuery.lengthLimit) bytes", "search for fewer words")
        }
        let tokens = try SearchToken.all(in: text)
        guard tokens.reduce(0, { $0 + $1.wordCount }) <= SearchQuery.wordLimit else {
            throw SearchQueryError(text, at: nil, "it has more than \(SearchQuery.wordLimit) words", "search for fewer")
        }
        var parsing = SearchParsing(text: text, tokens: tokens)
        node = try parsing.whole()
        pattern = node.pattern
    }
}

/// Why a text is no query. The description is one sentence: the query, what is wrong where, what to do.
public struct SearchQueryError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where it is wrong: characters before it; nil where no one place is.
    public let position: Int?
    /// The sentence.
    public let description: String

    package init(_ text: String, at position: Int?, _ reason: String, _ remedy: String) {
        self.position = position
        let shown = text.count > 60 ? text.prefix(59) + "…" : text[...]
        let place = position.map { $0 >= text.count ? "at its end, " : "at character \($0 + 1), " } ?? ""
        description = "the query “\(shown)” cannot be searched for: \(place)\(reason); \(remedy)"
    }
}

/// A query as a tree.
package indirect enum SearchNode: Hashable, Sendable {
    /// Words one behind the other, the last of which may be the beginning of one.
    case phrase(String, isPrefix: Bool)
    /// Any of several.
    case any([SearchNode])
    /// All of the first, none of the second; there is at least one of the first.
    case all([SearchNode], except: [SearchNode])

    /// The query in the language of FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax).
    package var pattern: String {
        switch self {
        case .phrase(let words, let isPrefix):
            // A NUL would end the pattern for SQLite, within the quotes.
            let words = words.unicodeScalars.map { $0 == "\"" || $0.value < 0x20 ? " " : String($0) }.joined()
            return "\"\(words)\"" + (isPrefix ? " *" : "")
        case .any(let nodes): return SearchNode.joined(nodes, " OR ")
        case .all(let nodes, let except):
            let all = SearchNode.joined(nodes, " AND ")
            return except.isEmpty ? all : "(\(all) NOT \(SearchNode.joined(except, " OR ")))"
        }
    }

    private static func joined(_ nodes: [SearchNode], _ sign: String) -> String {
        let parts = nodes.map(\.pattern).joined(separator: sign)
        return nodes.count == 1 ? parts : "(\(parts))"
    }
}

/// Reads tokens as a tree, by descent.
private struct SearchParsing {
    let text: String
    let tokens: [SearchToken]
    private var at = 0
    private var depth = 0

    init(text: String, tokens: [SearchToken]) {
        self.text = text
        self.tokens = tokens
    }

    /// All tokens.
    mutating func whole() throws(SearchQueryError) -> SearchNode {
        guard !tokens.isEmpty else {
            throw SearchQueryError(text, at: nil, "there is no word in it", "give a word to search for")
        }
        let node = try any()
        guard let rest = next else { return node }
        throw fault(rest, "a parenthesis closes that was not opened", "open it with ( or leave it out")
    }

    private var next: SearchToken? { at < tokens.count ? tokens[at] : nil }

    private func fault(_ token: SearchToken?, _ reason: String, _ remedy: String) -> SearchQueryError {
        SearchQueryError(text, at: token?.position ?? text.count, reason, remedy)
    }

    /// a AND b OR c
    private mutating func any() throws(SearchQueryError) -> SearchNode {
        var nodes = [try all()]
        while let token = next, token.kind == .or {
            at += 1
            try needOperand(behind: token, "OR")
            nodes.append(try all())
        }
        return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    /// a b AND c NOT d
    private mutating func all() throws(SearchQueryError) -> SearchNode {
        let start = next
        var (nodes, except): ([SearchNode], [SearchNode]) = ([], [])
        while let token = next, token.kind != .or, token.kind != .close {
            if token.kind == .and {
                guard !nodes.isEmpty || !except.isEmpty else { try needOperand(before: token, "AND") }
                at += 1
                try needOperand(behind: token, "AND", orNot: true)
                continue
            }
            if token.kind == .not {
                at += 1
                try needOperand(behind: token, "NOT")
                except.append(try operand())
            } else {
                nodes.append(try operand())
            }
        }
        guard !nodes.isEmpty else {
            if except.isEmpty { try needOperand(before: start, name(of: start)) }
            throw fault(start, "there is nothing but what must not be there", "give a word that must be there as well")
        }
        return nodes.count == 1 && except.isEmpty ? nodes[0] : .all(nodes, except: except)
    }

    private mutating func operand() throws(SearchQueryError) -> SearchNode {
        guard let token = next else { throw fault(nil, "a word is missing", "give one") }
        at += 1
        guard case .words(let words, let isPrefix) = token.kind else {
            depth += 1
            defer { depth -= 1 }
            guard depth <= SearchQuery.depthLimit else {
                throw fault(token, "more than \(SearchQuery.depthLimit) parentheses are open", "search for less at once")
            }
            if next?.kind == .close {
                throw fault(token, "there is nothing between the parentheses", "put words there or leave them out")
            }
            guard next != nil else { throw fault(token, "this parenthesis is not closed", "close it with )") }
            let node = try any()
            guard next?.kind == .close else { throw fault(token, "this parenthesis is not closed", "close it with )") }
            at += 1
            return node
        }
        return .phrase(words, isPrefix: isPrefix)
    }

    /// Makes sure that words or a parenthesis follow an operator.
    private func needOperand(behind token: SearchToken, _ name: String, orNot: Bool = false) throws(SearchQueryError) {
        switch next?.kind {
        case .words, .open: return
        case .not where orNot: return
        default: throw operatorFault(token, "\(name) has nothing to join behind it", name)
        }
    }

    private func needOperand(before token: SearchToken?, _ name: String) throws(SearchQueryError) -> Never {
        throw operatorFault(token, "\(name) has nothing to join before it", name)
    }

    private func operatorFault(_ token: SearchToken?, _ reason: String, _ name: String) -> SearchQueryError {
        fault(token, reason, "put words on both sides, or quotation marks around it where the word “\(name)” is meant")
    }

    private func name(of token: SearchToken?) -> String {
        switch token?.kind {
        case .or: "OR"
        case .close: ")"
        default: "AND"
        }
    }
}
