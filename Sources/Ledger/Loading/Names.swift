import Record
import SQLite

extension Ledger {
    /// What an outlet is called.
    ///
    /// - Parameter id: its row.
    /// - Throws: `QuestionError`, where there is none.
    public func outletName(_ id: Int) throws -> String {
        guard let name = try connection.row("SELECT name FROM outlet WHERE id = ?", id, make: { $0.text(0) }) else {
            throw QuestionError("there is no outlet \(id)")
        }
        return name
    }

    /// The outlet that stands for one: itself, unless it was merged into another.
    ///
    /// - Throws: `QuestionError`, where there is none of this number.
    public func outlet(standingFor id: Int) throws -> Int {
        guard let found = try OutletRows(connection: connection).row(id) else { throw QuestionError("there is no outlet \(id)") }
        return found.shown
    }

    /// The outlet of a name, case put aside.
    ///
    /// - Throws: `QuestionError`, where there is none, or several.
    public func outlet(named name: String) throws -> Int {
        if let exact = try OutletRows(connection: connection).known(name) { return exact.shown }
        let all = try connection.rows("SELECT coalesce(merged_into, id), name FROM outlet") { (id: $0.int(0), name: $0.text(1)) }
        let folded = name.lowercased()
        let same = all.filter { $0.name.lowercased() == folded }
        if Set(same.map(\.id)).count == 1 { return same[0].id }
        let near = same.isEmpty ? all.filter { $0.name.lowercased().contains(folded) } : same
        let names = near.prefix(8).map { "“\($0.name)”" }.joined(separator: ", ")
        throw QuestionError(
            names.isEmpty
                ? "no article is from an outlet “\(name)”; see that its name is spelled as the articles spell it"
                : "no outlet is called exactly “\(name)”; it may be \(names)")
    }
}

extension Ledger {
    /// The actor of a number; where a person has found it to be another one, that one.
    package func actor(id: Int) throws -> ActorEntry? {
        var id = id
        // A chain of mergers ends; a damaged file's may not.
        for _ in 0..<64 {
            let found = try connection.row("SELECT id, name, kind, merged_into FROM actor WHERE id = ?", id) {
                (ActorEntry(id: $0.int(0), name: $0.text(1), kind: EntityKind(rawValue: $0.text(2))), $0.optionalInt(3))
            }
            guard let (actor, next) = found else { return nil }
            guard let next else { return actor }
            id = next
        }
        throw DatabaseError(.damaged, path, "actor @\(id) is merged into itself", DatabaseError.restore)
    }

    /// What the entities of an article are called, in the order of their numbers.
    public func entityNames(of article: Int) throws -> [String] {
        try connection.snapshot {
            var loader = EntryLoader(self)
            return try loader.names(article).sorted { $0.key < $1.key }.map(\.value)
        }
    }
}
