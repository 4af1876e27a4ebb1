import Foundation
import Ledger
import Record
import SQLite

/// An outlet with what people made of it.
public struct OutletEntry: Sendable, Hashable {
    /// Its number, which is given to no other.
    public let id: Int
    /// What it is called.
    public let name: String
    /// What articles call it, where a person has renamed it.
    public let given: String?
    /// The outlet that stands for it.
    public let mergedInto: Int?
    /// How many articles are shown under it.
    public let articles: Int
}

/// What somebody did to outlets.
public struct OutletAct: Sendable, Hashable {
    /// Its number in the log.
    public let id: Int
    /// When: seconds since 1970-01-01, UTC.
    public let at: Int
    /// Who.
    public let who: String
    /// "rename", "merge" or "undo".
    public let verb: String
    /// The outlets that it is upon; where they were merged, the one that stands for the others comes first. None where it undoes another act.
    public let outlets: [Int]
    /// What was done: "3 nyt → “The New York Times”".
    public let words: String
    /// The act that it undoes.
    public let undoes: Int?
    /// The act that has undone it.
    public let undoneBy: Int?
}

extension Ledger {
    /// The outlets, those with the most articles first; those that stand under others behind them.
    public func outletEntries() throws -> [OutletEntry] {
        try connection.rows(
            """
            SELECT id, name, given, merged_into, (SELECT count(*) FROM article WHERE article.outlet = outlet.id) AS articles
            FROM outlet ORDER BY merged_into IS NOT NULL, articles DESC, name
            """
        ) {
            OutletEntry(
                id: $0.int(0), name: $0.text(1), given: $0.optionalText(2), mergedInto: $0.optionalInt(3), articles: $0.int(4))
        }
    }

    /// The outlet that a person names: by its number, or by its name, case put aside.
    ///
    /// - Throws: `QuestionError`, where there is none, or several.
    public func outlet(_ reference: String) throws -> Int {
        if let id = Int(reference), try OutletRows(connection: connection).row(id) != nil { return id }
        return try outlet(named: reference)
    }

    /// Calls an outlet otherwise. Articles that name it as it was called are its own as before.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `QuestionError`, where there is no such outlet or the name cannot be; `DatabaseError`, also where another outlet has the name.
    @discardableResult
    public func rename(outlet: Int, to name: String, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws -> Int {
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !name.isEmpty, name.unicodeScalars.count <= String.lineLimit,
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw QuestionError(
                "“\(name.prefix(60))” is no name of an outlet; give one on one line, of at most \(String.lineLimit) characters")
        }
        return try connection.transaction {
            try standing(outlet)
            let now = try outletName(outlet)
            if now == name { throw QuestionError("outlet \(outlet) is called “\(name)” already") }
            if let other = try OutletRows(connection: connection).known(name), other.given != outlet {
                throw QuestionError(
                    "outlet \(other.given) is called “\(name)”, or articles call it so; dixit outlet merge \(other.shown) \(outlet) makes them one"
                )
            }
            return try note(.rename(outlet, name), by: who, at: at)
        }
    }

    /// Finds outlets to be one: `other` stands for all of them from now on, with all their articles.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `QuestionError`, where one is not there, or stands under another already.
    @discardableResult
    public func merge(outlets: [Int], into other: Int, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws -> Int
    {
        try connection.transaction {
            try standing(other)
            for outlet in outlets {
                try standing(outlet)
                if outlet == other || outlets.filter({ $0 == outlet }).count > 1 {
                    throw QuestionError(
                        "outlet \(outlet) is given twice; give numbers of different outlets, as dixit outlet list tells them")
                }
            }
            if outlets.isEmpty {
                throw QuestionError("there is no outlet to merge into \(other); give the numbers of two or more")
            }
            return try note(.merge(outlets, into: other), by: who, at: at)
        }
    }

    /// Undoes what somebody did to outlets. That is an act in turn.
    ///
    /// - Throws: `QuestionError`, where there is no such act, or it was undone already; `DatabaseError`, where two outlets would have one name then.
    public func undoOutletAct(_ act: Int, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws {
        try connection.transaction {
            let isThere =
                try connection.row(
                    "SELECT 1 FROM act WHERE id = \(act) AND article IS NULL AND actor IS NULL AND verb IN ('rename', 'merge')"
                ) { $0.int(0) } != nil
            if !isThere { throw QuestionError("there is no act \(act) upon outlets; dixit outlet log tells them") }
            try expectStanding(act)
            try ActLog(connection: connection).append("undo", by: who, at: at, on: .outlets, "{}", undoes: act)
            try OutletRows(connection: connection).settle()
        }
    }

    /// What people did to outlets, the latest first.
    ///
    /// - Parameter outlet: one of them; nil for all.
    public func outletActs(upon outlet: Int? = nil) throws -> [OutletAct] {
        try connection.snapshot {
            let found = try connection.rows(
                """
                SELECT id, at, who, verb, detail, undoes, (SELECT undoing.id FROM act AS undoing WHERE undoing.undoes = act.id)
                FROM act INDEXED BY act_outlet WHERE article IS NULL AND actor IS NULL ORDER BY id DESC
                """
            ) { row in
                (
                    id: row.int(0), at: row.int(1), who: row.text(2), verb: row.text(3),
                    detail: OutletDetail(verb: row.text(3), json: row.text(4)), undoes: row.optionalInt(5),
                    undoneBy: row.optionalInt(6)
                )
            }
            let acts = try found.map { act in
                OutletAct(
                    id: act.id, at: act.at, who: act.who, verb: act.verb, outlets: act.detail?.outlets ?? [],
                    words: try words(act.detail), undoes: act.undoes, undoneBy: act.undoneBy)
            }
            guard let outlet else { return acts }
            let upon = Set(acts.filter { $0.outlets.contains(outlet) }.map(\.id))
            return acts.filter { upon.contains($0.id) || $0.undoes.map(upon.contains) == true }
        }
    }

    private func words(_ detail: OutletDetail?) throws -> String {
        let called = { (id: Int) in "\(id) “\(try OutletRows(connection: self.connection).givenName(of: id) ?? "")”" }
        switch detail {
        case .rename(let outlet, let name): return "\(try called(outlet)) → “\(name)”"
        case .merge(let others, let into): return "\(try others.map(called).joined(separator: ", ")) into \(try called(into))"
        case nil: return ""
        }
    }

    /// Refuses an outlet that is not there, or stands under another one.
    private func standing(_ outlet: Int) throws {
        let shown = try self.outlet(standingFor: outlet)
        if shown != outlet {
            throw QuestionError("outlet \(outlet) was merged into \(shown); give that number, or undo it (dixit outlet log)")
        }
    }

    private func note(_ detail: OutletDetail, by who: String, at: Int) throws -> Int {
        let act = try ActLog(connection: connection).append(detail.verb, by: who, at: at, on: .outlets, detail.json)
        try OutletRows(connection: connection).settle()
        return act
    }
}

extension OutletDetail {
    fileprivate var outlets: [Int] {
        switch self {
        case .rename(let outlet, _): [outlet]
        case .merge(let others, let into): [into] + others
        }
    }
}
