import Actors
import Ledger
import Record
import SQLite

/// What is asked about an actor's statements.
public struct TestimonyQuestion: Sendable, Hashable {
    /// Who speaks.
    public var actor: Int
    /// Whom the content mentions.
    public var about: Int?
    /// The outlet's row.
    public var outlet: Int?
    /// When the article was published.
    public var days = DayRange.all
    /// Direct, indirect or mixed.
    public var form: Form?
    /// How many statements are wanted at most, the latest.
    public var limit = Int(Int32.max)

    /// A question for all that an actor says.
    public init(actor: Int) { self.actor = actor }

    /// ?1 to ?6 of the queries.
    fileprivate var values: [(any SQLValue)?] {
        [actor, about, outlet, days.first, days.last, form?.code]
    }
}

/// What an actor says, in order of time, and what follows from it.
public struct Testimony: Sendable, Hashable {
    /// Who speaks.
    public let actor: ActorEntry
    /// Its further names.
    public let names: [String]
    /// How many statements there are, whatever the limit.
    public let count: Int
    /// The day of the earliest article with one of them, as 2021-03-12; nil where none has a date.
    public let firstDay: String?
    /// The day of the latest.
    public let lastDay: String?
    /// The statements, the earliest first; those without a date at the end.
    public let statements: [StatementEntry]
    /// Whom it quotes or mentions, most often first; at most `othersShown`.
    public let others: [Other]
    /// Which outlets carried the statements, copies counted, most first.
    public let outlets: [Carrier]

    /// How many `others` are given.
    public static let othersShown = 50

    /// Somebody of whom an actor speaks.
    public struct Other: Sendable, Hashable {
        /// Who it is.
        public let actor: ActorEntry
        /// How many statements mention it.
        public let mentions: Int
        /// How many statements stand inside the actor's and are put down to it.
        public let quotes: Int
    }

    /// An outlet that carried statements of an actor.
    public struct Carrier: Sendable, Hashable {
        /// Its name; nil where the article tells none.
        public let outlet: String?
        /// How many of the statements it carried.
        public let statements: Int
    }
}

extension Ledger {
    /// What an actor says; neither what was found wrong nor what copies repeat.
    ///
    /// - Throws: `QuestionFault`, where there is no such actor.
    public func testimony(_ question: TestimonyQuestion) throws -> Testimony {
        try connection.snapshot {
            guard let actor = try actor(id: question.actor) else {
                throw QuestionFault(
                    "there is no actor @\(question.actor); dixit show STATEMENT tells who speaks, with the number")
            }
            var question = question
            question.actor = actor.id
            let totals = try totals(question)
            return Testimony(
                actor: actor, names: try names(of: actor), count: totals.count, firstDay: totals.first, lastDay: totals.last,
                statements: try statements(question),
                others: try others(question), outlets: try outlets(question))
        }
    }

    private func totals(_ question: TestimonyQuestion) throws -> (count: Int, first: String?, last: String?) {
        var totals: (Int, String?, String?) = (0, nil, nil)
        try connection.query(LedgerSQL.spokenTotals, question.values) { row in
            totals = (row.int(0), row.optionalText(1), row.optionalText(2))
            return false
        }
        return totals
    }

    private func statements(_ question: TestimonyQuestion) throws -> [StatementEntry] {
        var shelf = EntryShelf(self)
        let dated = try connection.numbers(LedgerSQL.spokenWithDate, question.values + [question.limit])
        var undated: [Int] = []
        if question.days == .all, dated.count < question.limit {
            undated = try connection.numbers(LedgerSQL.spokenWithoutDate, question.values + [question.limit - dated.count])
        }
        return try (dated.reversed() + undated).compactMap { try shelf.statement(row: $0) }
    }

    private func others(_ question: TestimonyQuestion) throws -> [Testimony.Other] {
        var counts: [Int: (mentions: Int, quotes: Int)] = [:]
        try connection.query(LedgerSQL.mentionedBySpeaker, question.values) { row in
            counts[row.int(0), default: (0, 0)].mentions = row.int(1)
            return true
        }
        try connection.query(LedgerSQL.quotedBySpeaker, question.values) { row in
            counts[row.int(0), default: (0, 0)].quotes = row.int(1)
            return true
        }
        counts[question.actor] = nil
        let sorted = counts.sorted {
            ($1.value.mentions + $1.value.quotes, $0.key) < ($0.value.mentions + $0.value.quotes, $1.key)
        }
        return try sorted.prefix(Testimony.othersShown).compactMap { id, count in
            try actor(id: id).map { Testimony.Other(actor: $0, mentions: count.mentions, quotes: count.quotes) }
        }
    }

    private func outlets(_ question: TestimonyQuestion) throws -> [Testimony.Carrier] {
        var outlets: [Testimony.Carrier] = []
        try connection.query(LedgerSQL.outletsOfSpeaker, question.values) { row in
            outlets.append(Testimony.Carrier(outlet: row.optionalText(0), statements: row.int(1)))
            return true
        }
        return outlets
    }
}
