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
