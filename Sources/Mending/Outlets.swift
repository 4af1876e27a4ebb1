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

    /// Calls an outlet otherwise. Articles that name it as it was called are its own as before. Where an outlet that stands under it has the name, that one stands
    /// for it from now on.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `QuestionError`, where there is no such outlet or the name cannot be; `TakenNameError`, where it is another outlet's.
    @discardableResult
    public func rename(outlet: Int, to name: String, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws -> Int {
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard OutletRows.canBe(name) else {
            if Int(name) != nil {
                throw QuestionError(
                    "“\(name)” is a number, by which outlets are told from each other; give a name with a letter in it")
            }
            throw QuestionError(
                "“\(name.prefix(60))” is no name of an outlet; give one on one line, of at most \(String.lineLimit) characters")
        }
        return try connection.transaction {
            try standing(outlet)
            let now = try outletName(outlet)
            if now == name { throw QuestionError("outlet \(outlet) is called “\(name)” already") }
            guard let other = try OutletRows(connection: connection).known(name), other.given != outlet else {
                return try note(.rename(outlet, name), by: who, at: at)
            }
            let isUnder = other.shown == outlet
            // One of the two that are one has the name: it is enough that it stands for both.
            if isUnder, try outletName(other.given) == name {
                return try note(.merge([outlet], into: other.given), by: who, at: at)
            }
            throw TakenNameError(name: name, outlet: outlet, other: isUnder ? other.given : other.shown, isUnder: isUnder)
        }
    }

    /// Finds outlets to be one: `other` stands for all of them from now on, with all their articles. It may have stood under one of them.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `QuestionError`, where one is not there, or stands under another already.
    @discardableResult
    public func merge(outlets: [Int], into other: Int, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws -> Int
    {
        try connection.transaction {
            if try !outlets.contains(self.outlet(standingFor: other)) { try standing(other) }
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
    /// - Returns: the act by which it is undone.
    /// - Throws: `QuestionError`, where there is no such act, or it was undone already; `DatabaseError`, where two outlets would have one name then.
    @discardableResult
    public func undoOutletAct(_ act: Int, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws -> OutletAct {
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
        guard let undoing = try outletActs().first(where: { $0.undoes == act }) else {
            throw DatabaseError(.damaged, path, "act \(act) was undone, and nothing in the log says so", DatabaseError.restore)
        }
        return undoing
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

/// Why an outlet is not called otherwise: another one is called so.
public struct TakenNameError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name.
    public let name: String
    /// The outlet that was to have it.
    public let outlet: Int
    /// The one that has it, or is called so by articles; where that stands under a third one, that.
    public let other: Int
    /// Whether `other` stands under `outlet`, and articles alone call it so.
    public let isUnder: Bool

    /// One sentence.
    public var description: String {
        isUnder
            ? "articles call outlet \(other) “\(name)”, which stands under \(outlet) and was renamed; undo that first (dixit outlet log \(other))"
            : "outlet \(other) is called “\(name)”, or articles call it so; dixit outlet merge \(other) \(outlet) makes them one"
    }
}
