extension Ledger {
    /// What an outlet is called.
    ///
    /// - Parameter id: its row.
    /// - Throws: `QuestionFault`, where there is none.
    public func outletName(_ id: Int) throws -> String {
        guard let name = try connection.row("SELECT name FROM outlet WHERE id = ?", id, make: { $0.text(0) }) else {
            throw QuestionFault("there is no outlet \(id)")
        }
        return name
    }
}

extension Ledger {
    /// What the entities of an article are called, in the order of their numbers.
    public func entityNames(of article: Int) throws -> [String] {
        try connection.snapshot {
            var shelf = EntryShelf(self)
            return try shelf.names(article).sorted { $0.key < $1.key }.map(\.value)
        }
    }
}
