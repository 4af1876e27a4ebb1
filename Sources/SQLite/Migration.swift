/// Brings a file to its present version.
package struct Migration {
    private let connection: Connection
    private let history: FileHistory
    private var version: Int { history.version }

    package init(of connection: Connection, _ history: FileHistory) {
        self.connection = connection
        self.history = history
    }

    /// Takes the steps that the file has not behind it, all or none. A copy of a file with something in it is put beside it first:
    /// `news.sqlite` at version 1 becomes `news.sqlite.version-1`. A file that holds other than its version has is refused, and one that is to be
    /// written to also where it holds more: a stranger may have added it.
    ///
    /// - Returns: whether the file was made.
    package func run(mayWrite: Bool) throws -> Bool {
        let found = try state()
        if found.version == version, found.application == history.application {
            try FileSchema.check(connection, history, isReadAlone: !mayWrite)
            return false
        }
        try refuse(found)
        guard mayWrite else {
            throw DatabaseError(
                .older, connection.path, "an earlier Dixit made it (version \(found.version), now \(version))",
                "run a command that writes, such as dixit add, to bring it up to date; a copy is kept")
        }
        guard found.version > 0 else {
            try make()
            return true
        }
        try bringForward()
        try FileSchema.check(connection, history, isReadAlone: false)
        return false
    }

    /// Takes the steps in one transaction. Of several programs that want to, one does it, and the others wait for it here.
    private func bringForward() throws {
        // Tables are made anew under other names; what they refer to is proved before the end (https://sqlite.org/lang_altertable.html#otheralter).
        try connection.run("PRAGMA foreign_keys = OFF")
        defer { try? connection.run("PRAGMA foreign_keys = ON") }
        let isDone = try connection.transaction {
            let found = try state()
            try refuse(found)
            // Another program may have been faster.
            guard found.version < version else { return false }
            try keepCopy(of: found.version)
            try takeSteps(from: found.version)
            return true
        }
        // The room that the old tables took. Where it cannot be given back, nothing is wrong.
        if isDone { try? connection.run("VACUUM") }
    }

    /// Puts a copy of the file beside it. A connection that writes cannot be copied from; another one sees what was committed last, and nobody
    /// else can commit meanwhile.
    private func keepCopy(of found: Int) throws {
        try FileCopy(of: Connection(at: connection.path, for: .reading)).keep(at: "\(connection.path).version-\(found)")
    }

    private func make() throws {
        try connection.transaction {
            // Another program may have been faster.
            if try state().version == version { return }
            try connection.runAll(history.present)
            try mark()
        }
    }

    private func takeSteps(from found: Int) throws {
        do {
            for step in history.steps.dropFirst(found - 1) { try take(step) }
        } catch let error as DatabaseError where error.isOfSQL {
            // The steps are known to work on what that version makes.
            throw DatabaseError(
                .foreign, connection.path, "it is not as version \(found) of the file is: \(error.reason)",
                "it is left as it is: remove what other programs have added to it, or restore it from a backup")
        }
        let orphan = try connection.row("PRAGMA foreign_key_check") { $0.text(0) }
        if let orphan {
            throw DatabaseError(
                .damaged, connection.path, "it cannot be brought up to date: a row of \(orphan) refers to one that is not there",
                DatabaseError.restore)
        }
        try FileSchema.check(connection, history, isReadAlone: false, isAsFound: false)
        try mark()
    }

    private func take(_ step: MigrationStep) throws {
        switch step {
        case .sql(let sql): try connection.runAll(sql)
        case .work(let work): try work(connection)
        }
    }

    private func mark() throws {
        try connection.runAll("PRAGMA application_id = \(history.application); PRAGMA user_version = \(version)")
    }

    private func refuse(_ found: (application: Int, version: Int, isEmpty: Bool)) throws {
        if found.application == history.application, found.version > version {
            throw DatabaseError(
                .newer, connection.path, "a later Dixit made it (version \(found.version); this one knows \(version))",
                "install that Dixit")
        }
        if found.application != history.application, !found.isEmpty {
            throw DatabaseError(
                .foreign, connection.path, "is the database of another program, not a ledger", "name another file with --ledger")
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
