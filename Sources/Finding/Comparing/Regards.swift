import Actors
import English
import Ledger
import Record
import SQLite

/// How two sides speak of each other, in order of time: the tone of what each says about the other, and the balance of what each does by saying it.
public struct Regards: Sendable {
    /// The first side.
    public let a: ComparedSide
    /// The second side.
    public let b: ComparedSide
    /// What the first says about the second.
    public let ofB: [Regard]
    /// What the second says about the first.
    public let ofA: [Regard]

    /// A statement about the other side, or to it.
    public struct Regard: Sendable, Hashable {
        /// The statement.
        public let entry: StatementEntry
        /// The speaker's tone toward the other side: "positive", "neutral", "negative"; nil where the statement is not about it, but said to it.
        public let tone: String?
        /// How likely that it is about it, 0 to 1.
        public let confidence: Double
        /// What is done by it: "accuse"; nil where the layer of acts has found nothing.
        public let act: String?

        /// 1 for a positive tone, -1 for a negative one.
        public var toneValue: Int { tone == "positive" ? 1 : tone == "negative" ? -1 : 0 }

        /// 1 for verbal cooperation, -1 for verbal conflict, as the quad classes of event data have them (PLOVER, CAMEO); 0 for what is neither.
        public var actValue: Int {
            let type = act.map { Lexicon.eventTypes[$0] } ?? []
            guard let category = type.first, type.contains("act") else { return 0 }
            return QuadClass(ofType: category) == .verbalCooperation ? 1 : -1
        }
    }

    /// The sums of a time, in one direction.
    public struct Sums: Sendable, Hashable {
        /// How many statements.
        public var statements = 0
        /// How many are in a positive tone, and how many in a negative one.
        public var (positive, negative) = (0, 0)
        /// How many are verbal cooperation, and how many verbal conflict.
        public var (cooperation, conflict) = (0, 0)

        /// The mean tone, -1 to 1; nil where there is nothing.
        public var tone: Double? { statements == 0 ? nil : Double(positive - negative) / Double(statements) }
        /// The balance of acts: cooperation less conflict, for each statement, -1 to 1; nil where there is nothing.
        public var balance: Double? { statements == 0 ? nil : Double(cooperation - conflict) / Double(statements) }

        init(_ regards: some Sequence<Regard>) {
            for regard in regards {
                statements += 1
                positive += regard.toneValue > 0 ? 1 : 0
                negative += regard.toneValue < 0 ? 1 : 0
                cooperation += regard.actValue > 0 ? 1 : 0
                conflict += regard.actValue < 0 ? 1 : 0
            }
        }
    }

    /// A month with what each said about the other.
    public struct Month: Sendable {
        /// Its first day.
        public let month: Day
        /// What the first said of the second.
        public let ofB: Sums
        /// What the second said of the first.
        public let ofA: Sums
    }

    /// All of it in one direction.
    public var sums: (ofB: Sums, ofA: Sums) { (Sums(ofB), Sums(ofA)) }

    /// The months in which one spoke of the other, the earliest first.
    public var months: [Month] {
        let months = Set((ofB + ofA).compactMap(\.month)).sorted()
        return months.map { month in
            Month(month: month, ofB: Sums(ofB.filter { $0.month == month }), ofA: Sums(ofA.filter { $0.month == month }))
        }
    }

    /// Statements in one direction at most: the latest.
    static let most = 2_000
}

extension Regards.Regard {
    /// The first day of the month in which its article was published; nil where that is not known.
    public var month: Day? {
        guard let day = entry.article.published.flatMap({ Day(published: $0) }) else { return nil }
        let (year, month, _) = day.calendar
        return Day(year: year, month: month, day: 1)
    }
}

extension Ledger {
    /// How two sides speak of each other.
    ///
    /// - Throws: `QuestionError`, where both sides are one.
    public func regards(_ a: ComparedSide, _ b: ComparedSide, topic: Topic? = nil) throws -> Regards {
        try a.expectApart(from: b)
        return try connection.snapshot {
            Regards(a: a, b: b, ofB: try regards(from: a, of: b, topic), ofA: try regards(from: b, of: a, topic))
        }
    }

    private func regards(from speaking: ComparedSide, of other: ComparedSide, _ topic: Topic?) throws -> [Regards.Regard] {
        var query = StatementQuery()
        (query.speakers, query.isNested) = (speaking.ids, false)
        query.words = try topic?.searched()
        let rows = try connection.numbers(
            """
            SELECT statement.id FROM statement WHERE \(query.conditions()) AND EXISTS (
                SELECT 1 FROM mark CROSS JOIN mark_value ON mark_value.id = mark.value CROSS JOIN layer ON layer.id = mark_value.layer
                WHERE mark.statement = statement.id AND layer.name IN ('about', 'addressee'))
            ORDER BY statement.day DESC, statement.id DESC LIMIT \(Regards.most)
            """)
        var loader = EntryLoader(self)
        let ids = Set(other.ids)
        var actors: [Int: Int?] = [:]
        return try rows.reversed().compactMap { row -> Regards.Regard? in
            guard let entry = try loader.statement(row: row) else { return nil }
            var (tone, confidence, isMeant): (String?, Double, Bool) = (nil, 0, false)
            for mark in entry.marks where mark.layer == "about" || mark.layer == "addressee" {
                guard case .party(let entity, _, let choice) = mark.value else { continue }
                let key = entry.id.article << 20 + entity
                if actors[key] == nil { actors[key] = .some(try actor(ofEntity: key)) }
                guard let actor = actors[key] ?? nil, ids.contains(actor) else { continue }
                if mark.layer == "about", tone == nil || mark.confidence > confidence {
                    (tone, confidence) = (choice, mark.confidence)
                }
                if !isMeant { confidence = max(confidence, mark.confidence) }
                isMeant = true
            }
            guard isMeant else { return nil }
            return Regards.Regard(entry: entry, tone: tone, confidence: confidence, act: entry.act)
        }
    }

    /// The actor that an entity's row was assigned, mergers followed.
    private func actor(ofEntity id: Int) throws -> Int? {
        try connection.row(
            """
            SELECT coalesce(actor.merged_into, actor.id) FROM entity CROSS JOIN actor ON actor.id = entity.actor WHERE entity.id = \(id)
            """
        ) { $0.int(0) }
    }
}

extension StatementEntry {
    /// What is done by it, as the layer of acts has found.
    fileprivate var act: String? {
        for mark in marks where mark.layer == "act" {
            if case .choice(let choice) = mark.value { return choice }
        }
        return nil
    }
}
