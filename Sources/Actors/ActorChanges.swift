import Foundation
import Ledger
import Record
import SQLite

/// What people tell of actors: roles, groups, ids elsewhere. Each is one transaction and one act, which can be undone.
extension Ledger {
    /// Writes down what an actor is, and when.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `DatabaseError`, also where the actor is not there or the same is known already.
    @discardableResult
    public func addRole(_ actor: Int, _ role: ActorRecord.Term, by who: String) throws -> Int {
        try addTerm(actor, role, .role, by: who)
    }

    /// Writes down what an actor belongs to, and when.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `DatabaseError`, also where the actor is not there or the same is known already.
    @discardableResult
    public func addGroup(_ actor: Int, _ group: ActorRecord.Term, by who: String) throws -> Int {
        try addTerm(actor, group, .group, by: who)
    }

    private func addTerm(_ actor: Int, _ term: ActorRecord.Term, _ sort: ActorTerms.Sort, by who: String) throws -> Int {
        try connection.transaction { try decisions(by: who).tell(ActDetail.Told(sort: sort, term: term), of: actor) }
    }

    /// Takes actors over from elsewhere, each line as one act. What is known already is left out; a line that tells nothing new does nothing, so
    /// that an import can be repeated. What a line tells in a column of the list's own, an attribute, takes the place of what was told there before; lines of one
    /// list that mean one actor add up.
    ///
    /// A line means the actor of its id, if this ledger gave the id and it has the name; else the one that the same line of another ledger has
    /// meant before, or that has one of its external ids; else the only one of its name and kind that no other line of that ledger means; where
    /// there is none, it is made.
    ///
    /// - Returns: what became of each line, in order.
    public func importActors(_ records: [ActorRecord], by who: String) throws -> [ImportedActor] {
        var list = ActorList()
        return try importActors(records, of: &list, by: who)
    }

    /// The same of a part of a list.
    public func importActors(_ records: [ActorRecord], of list: inout ActorList, by who: String) throws -> [ImportedActor] {
        var told = list
        let imported = try connection.transaction { try records.map { try take($0, of: &told, by: who) } }
        list = told
        return imported
    }

    /// Takes one over, inside a transaction.
    package func take(_ record: ActorRecord, by who: String) throws -> ImportedActor {
        var list = ActorList()
        return try take(record, of: &list, by: who)
    }

    private func take(_ record: ActorRecord, of list: inout ActorList, by who: String) throws -> ImportedActor {
        let known: Int?
        switch try meant(by: record) {
        case .one(let actor): known = actor
        case .none: known = nil
        case .several(let actors): return .ambiguous(actors)
        }
        let attributes = record.attributes.map(\.external)
        var told = ActDetail(
            terms: record.roles.map { .init(sort: .role, term: $0) } + record.groups.map { .init(sort: .group, term: $0) })
        told.names = [record.name] + record.aliases
        told.externals = try record.externals + attributes + [record.origin(here: mark())].compactMap { $0 }
        if let known { told.replaced = try replaced(by: attributes, of: known, list) }
        let imported = try decisions(by: who).take(told, of: known, name: record.name, kind: record.kind)
        if let actor = imported.actor { list.told[actor, default: []].formUnion(attributes) }
        return imported
    }

    /// What was told of an actor in columns in which something else is told now, and not by other lines of the list.
    private func replaced(by attributes: [ExternalID], of actor: Int, _ list: ActorList) throws -> [ActDetail.Replaced] {
        let told = list.told[actor, default: []].union(attributes)
        return try Set(attributes.map(\.scheme)).sorted().flatMap { scheme in
            try connection.rows(
                """
                SELECT told.actor, told.value FROM actor CROSS JOIN actor_external AS told ON told.actor = actor.id
                WHERE (actor.id = \(actor) OR actor.merged_into = \(actor)) AND told.scheme = \(scheme) ORDER BY told.actor, told.value
                """
            ) { ActDetail.Replaced(actor: $0.int(0), external: ExternalID(scheme: scheme, value: $0.text(1))) }
        }.filter { !told.contains($0.external) }
    }

    /// What tells this ledger from others: 32 hexadecimal digits.
    package func mark() throws -> String { try connection.row("SELECT mark FROM origin") { $0.text(0) } ?? "" }

    private enum Meant { case one(Int), none, several([Int]) }

    private func meant(by record: ActorRecord) throws -> Meant {
        let names = Set(([record.name] + record.aliases).map { $0.lowercased() })
        if let id = record.id, try record.ledger == nil || record.ledger == mark(), let actor = try self.actor(id: id),
            try ([actor.name] + self.names(of: actor)).contains(where: { names.contains($0.lowercased()) })
        {
            return .one(actor.id)
        }
        var found: [Int] = []
        for external in [try record.origin(here: mark())].compactMap({ $0 }) + record.externals where found.isEmpty {
            found += try connection.rows(
                """
                SELECT actor FROM actor_external WHERE scheme = \(external.scheme) AND value = \(external.value)
                """
            ) { $0.int(0) }
        }
        if found.isEmpty {
            let wanted = record.kind?.rawValue
            let key = ActorName.hash(ActorName.key(record.name, record.kind))
            found = try connection.rows(
                """
                SELECT id FROM actor WHERE key = \(key) AND name = \(record.name) AND (\(wanted) IS NULL OR kind = \(wanted) OR kind IS NULL)
                UNION
                SELECT actor.id FROM actor_name AS called CROSS JOIN actor ON actor.id = called.actor
                WHERE called.key = \(key) AND called.name = \(record.name) AND (\(wanted) IS NULL OR kind = \(wanted) OR kind IS NULL)
                """
            ) { $0.int(0) }
            if let scheme = try record.origin(here: mark())?.scheme {
                found = try found.filter {
                    try connection.row("SELECT 1 FROM actor_external WHERE actor = ? AND scheme = ?", $0, scheme) { $0.int(0) }
                        == nil
                }
            }
        }
        let roots = Set(try found.compactMap { try self.actor(id: $0)?.id }).sorted()
        return roots.isEmpty ? .none : roots.count == 1 ? .one(roots[0]) : .several(roots)
    }
}

extension ActorRecord {
    /// The number that another ledger has given, as an id elsewhere.
    fileprivate func origin(here: String) -> ExternalID? {
        guard let id, let ledger, ledger != here else { return nil }
        return ExternalID(scheme: ExternalID.otherLedger + ledger, value: "@\(id)")
    }
}

/// A list of actors that is imported part by part: what its lines have told already, which those behind them leave.
public struct ActorList: Sendable {
    /// By the actors' numbers.
    fileprivate var told: [Int: Set<ExternalID>] = [:]

    /// A list of which nothing was imported.
    public init() {}
}

/// What became of a line that was imported.
public enum ImportedActor: Sendable, Hashable {
    /// The actor was made.
    case made(Int, act: Int)
    /// The actor was there and has got something new.
    case changed(Int, act: Int)
    /// The actor was there with all of it.
    case known(Int)
    /// It may be any of several: nothing was done.
    case ambiguous([Int])

    /// The actor that the line means.
    fileprivate var actor: Int? {
        switch self {
        case .made(let actor, _), .changed(let actor, _), .known(let actor): actor
        case .ambiguous: nil
        }
    }
}
