import CSQLite

/// Brings the file of a ledger to the present schema.
struct Migration {
    private let ledger: Ledger
    private let steps: [String]
    private var connection: Connection { ledger.connection }

    init(of ledger: Ledger, steps: [String]) {
        self.ledger = ledger
        self.steps = steps
    }

    /// Takes the steps that the file has not behind it, all or none. A copy of a file with something in it is put beside it first:
    /// `news.sqlite` at version 1 becomes `news.sqlite.version-1`.
    func run(mayWrite: Bool) throws {
        let found = try state()
        if found.version == steps.count, found.application == Schema.application { return }
        try refuse(found)
        guard mayWrite else {
            throw LedgerFault(
                .older, ledger.path, "an earlier Dixit made it (version \(found.version), now \(steps.count))",
                "run a command that writes, such as dixit add, to bring it up to date; a copy is kept")
        }
        if found.version > 0 { try Backup(of: ledger).write(to: "\(ledger.path).version-\(found.version)", replacing: true) }
        try connection.transaction {
            // Another program may have been faster.
            let found = try state()
            for step in steps.dropFirst(found.version) { try connection.runAll(step) }
            try connection.runAll("PRAGMA application_id = \(Schema.application); PRAGMA user_version = \(steps.count)")
        }
    }

    private func refuse(_ found: (application: Int, version: Int, isEmpty: Bool)) throws {
        if found.application == Schema.application, found.version > steps.count {
            throw LedgerFault(
                .newer, ledger.path, "a later Dixit made it (version \(found.version); this one knows \(steps.count))",
                "install that Dixit")
        }
        if found.application != Schema.application, !found.isEmpty {
            throw LedgerFault(
                .foreign, ledger.path, "is the database of another program, not a ledger", "name another file with --ledger")
        }
    }

    private func state() throws -> (application: Int, version: Int, isEmpty: Bool) {
        let number = { (sql: StaticString) in try connection.row(sql) { $0.int(0) } ?? 0 }
        return (
            try number("PRAGMA application_id"), try number("PRAGMA user_version"),
            try number("SELECT count(*) FROM sqlite_schema") == 0
        )
    }
}
