import Foundation
import Ledger
import SQLite

/// What people decide about actors. Each decision is one transaction and one row of the table of acts, by which it can be undone.
extension Ledger {
    /// Finds two actors to be the same: `actor` is `other` from now on, with all that it says.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `DatabaseError`, as the merger of several does.
    @discardableResult
    public func merge(_ actor: Int, into other: Int, by who: String) throws -> Int {
        try merge([actor], into: other, by: who)
    }

    /// Finds several actors to be one: `other` stands for all of them from now on, with all that they say. It is one act, undone as one.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `DatabaseError`, also where there is none to merge or one is not there, where two of them are the same already, and where a person
    ///   has found two of them to be different.
    @discardableResult
    public func merge(_ actors: [Int], into other: Int, by who: String) throws -> Int {
        try connection.transaction { try decisions(by: who).merge(actors, into: other) }
    }

    /// Finds two actors to be different ones: they are not suggested as doubles, and whatever articles tell does not join them.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `DatabaseError`, also where one of them is not there, they are one, or the same is known already.
    @discardableResult
    public func differ(_ actor: Int, from other: Int, by who: String) throws -> Int {
        try connection.transaction { try decisions(by: who).differ(actor, from: other) }
    }

    /// Takes what some articles say of an actor away from it: it is somebody else, a new actor of the same name.
    ///
    /// - Returns: the new actor.
    /// - Throws: `DatabaseError`, also where the actor is not there or in none of the articles.
    public func split(_ actor: Int, articles: [Int], by who: String) throws -> Int {
        try connection.transaction {
            let decisions = decisions(by: who)
            let root = try decisions.existing(actor)
            let assigned = AssignedEntities(connection: connection)
            let taken = try articles.flatMap { try assigned.places(of: root, in: $0) }
            guard let new = try decisions.split(off: taken)?.actor else {
                throw decisions.refusal("@\(actor) is in none of these articles")
            }
            return new
        }
    }

    /// Gives an actor a further name; articles that use it from now on mean this actor, where it is the only one to whom a person gave it.
    ///
    /// - Throws: `DatabaseError`, also where the actor is not there or has the name.
    @discardableResult
    public func alias(_ actor: Int, _ name: String, by who: String) throws -> Int {
        try connection.transaction { try decisions(by: who).alias(actor, name) }
    }

    /// Undoes an act upon an actor, whichever it was. That is an act in turn.
    ///
    /// - Throws: `DatabaseError`, also where there is no such act, or it was undone already.
    public func undoActorAct(_ act: Int, by who: String) throws {
        try connection.transaction { try decisions(by: who).undo(act) }
    }

    /// What somebody decides here and now; to be carried out in a transaction.
    package func decisions(by who: String) -> ActorDecisions {
        ActorDecisions(connection: connection, who: who, at: Int(Date().timeIntervalSince1970))
    }
}
