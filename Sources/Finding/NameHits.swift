import Actors
import Ledger
import Record
import SQLite

/// What is called by some words, beside what was said in them: who is heard or spoken of, outlets, articles.
public struct NameHits: Sendable, Hashable {
    /// Actors one of whose names holds all the words, of those of whom most articles speak; who makes most statements first.
    public let actors: [ActorChoice]
    /// Outlets whose name holds them, those with most articles first.
    public let outlets: [ListedOutlet]
    /// Articles whose title holds them, the latest added first.
    public let articles: [ListedArticle]

    /// Whether nothing is called so.
    public var isEmpty: Bool { actors.isEmpty && outlets.isEmpty && articles.isEmpty }

    /// What nothing is called by.
    public static let none = NameHits(actors: [], outlets: [], articles: [])

    /// Among how many of those of whom most articles speak the ones who make most statements are looked for.
    fileprivate static let lookedAt = 50

    /// The words of a name, as they are searched for.
    static func words(of name: String) -> [String] {
        name.unicodeScalars.split { !SearchToken.isSearched($0) }.map { String($0) }
    }

    fileprivate init(actors: [ActorChoice], outlets: [ListedOutlet], articles: [ListedArticle]) {
        (self.actors, self.outlets, self.articles) = (actors, outlets, articles)
    }
}

extension Ledger {
    /// What is called by some words, in any order; case and accents do not count.
    ///
    /// - Parameters:
    ///   - words: as somebody gives them. Nothing is called by none of them, or by more than `SearchQuery.wordLimit`.
    ///   - isTyping: whether the last of them may go on.
    ///   - outlets: those to look among.
    ///   - limit: how many of each are given at most.
    public func called(_ words: String, isTyping: Bool, among outlets: Outlets, limit: Int) throws -> NameHits {
        let words = NameHits.words(of: words)
        guard !words.isEmpty, words.count <= SearchQuery.wordLimit else { return .none }
        let terms = words.enumerated().map { "\"\($1)\"" + (isTyping && $0 == words.count - 1 ? " *" : "") }
            .joined(separator: " ")
        return try connection.snapshot {
            // Rows that are one actor count together.
            let ids = try connection.rows(
                """
                SELECT coalesce(actor.merged_into, actor.id) AS one, sum(actor.heard) FROM actor_words
                LEFT JOIN actor_name AS called ON called.id = -actor_words.rowid
                JOIN actor ON actor.id = coalesce(called.actor, actor_words.rowid)
                WHERE actor_words MATCH \(terms) GROUP BY one ORDER BY sum(actor.heard) DESC, one LIMIT \(NameHits.lookedAt)
                """
            ) { $0.int(0) }
            let titled = try connection.numbers(
                """
                SELECT rowid FROM article_words WHERE article_words MATCH \("title : (" + terms.replacing("\" \"", with: "\" AND \"") + ")")
                ORDER BY rowid DESC LIMIT \(limit)
                """)
            var loader = EntryLoader(self)
            return NameHits(
                actors: try mostHeard(try ids.compactMap { try actor(id: $0) }, limit),
                outlets: outlets.called(words.map(ActorName.spelledPlainly), isTyping: isTyping, limit: limit),
                articles: try titled.compactMap { try listed($0, &loader) })
        }
    }

    /// Those of some actors who make most statements. In how many others each is mentioned is asked of those alone who may be among them.
    private func mostHeard(_ actors: [ActorEntry], _ limit: Int) throws -> [ActorChoice] {
        let heard = try actors.map { (actor: $0, statements: try self.heard($0).own) }.sorted { $0.statements > $1.statements }
        let least = heard.prefix(limit).last?.statements ?? 0
        let choices = try heard.prefix { $0.statements >= least }.map { try choice($0.actor) }
        return Array(
            choices.sorted { ($1.statements, $1.mentions, $0.actor.id) < ($0.statements, $0.mentions, $1.actor.id) }.prefix(limit)
        )
    }
}

extension Outlets {
    /// Those whose names have all of some words in plain letters, the last perhaps as the beginning of one.
    fileprivate func called(_ words: [String], isTyping: Bool, limit: Int) -> [ListedOutlet] {
        let places = names.indices.lazy.filter { place in
            words.indices.allSatisfy { at in
                names[place].contains { isTyping && at == words.count - 1 ? $0.hasPrefix(words[at]) : $0 == words[at] }
            }
        }
        return places.prefix(limit).map { listed[$0] }
    }
}
