import SQLite

/// Version 7 to 8: tables for articles that are removed or corrected; outlets are counted and sealed.
struct MendingStep {
    let connection: Connection

    func run() throws {
        try connection.runAll(MendingTables.all)
        try connection.run("UPDATE origin SET outlets = (SELECT count(*) FROM outlet)")
        let outlets = OutletRows(connection: connection)
        for outlet in try connection.numbers("SELECT id FROM outlet ORDER BY id") { try outlets.write(sealOf: outlet) }
    }
}
