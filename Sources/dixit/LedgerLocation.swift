import Foundation

/// Where the ledger is.
enum LedgerLocation {
    /// The ledger's file: the one that is named; else `DIXIT_LEDGER`; else `dixit/ledger.sqlite` in `$XDG_DATA_HOME`
    /// (`~/.local/share`), as the XDG Base Directory Specification has it: a path there that is not absolute is passed over.
    static func find(
        named: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(CommandError) -> String {
        if let named = named ?? environment["DIXIT_LEDGER"], !named.isEmpty { return named }
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 + "/.local/share" }
        guard let folder = data ?? home else {
            throw CommandError(
                description: "no ledger is named and there is no home folder; name one with --ledger or DIXIT_LEDGER")
        }
        return folder + "/dixit/ledger.sqlite"
    }

    /// As `find`; makes the folder of the ledger that nobody has named, so that a first `dixit add` works.
    static func findOrMake(
        named: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(CommandError) -> String {
        let path = try find(named: named, environment: environment)
        guard (named ?? environment["DIXIT_LEDGER"] ?? "").isEmpty else { return path }
        let folder = (path as NSString).deletingLastPathComponent
        do {
            // What articles a person keeps is nobody else's business.
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandError(
                description: "\(folder): the folder for the ledger cannot be made; make it, or name another file with --ledger")
        }
        return path
    }
}

/// Options that commands on a ledger share.
enum LedgerOption {
    static let ledger = Option(
        "ledger", nil, .file, help: "The ledger's file (DIXIT_LEDGER, else dixit/ledger.sqlite in the user's data folder)")
    static let by = Option("by", nil, .text("WHO"), help: "Who decides (the login name)")
}
