import HTTP
import Ledger
import Library
import SQLite

/// What all pages share, whoever asks for them. It knows no page.
struct SharedState: Sendable {
    /// What every form holds, so that no other site's page can send one.
    let formToken: Secret
    /// Whose computer it is: who judges, unless visitors name themselves.
    let user: String
    /// The ledger's file.
    let path: String
    /// What that file was known by when the server was started.
    let identity: [UInt64]?
    /// What visitors add.
    let intake: Intake
    /// What compares meanings.
    let meaning: MeaningEncoder
    /// What makes missing vectors meanwhile; nil where nothing does.
    let filling: IdleFilling?
    /// Answers that took long.
    let answers = AnswerCache()
    let states = LedgerStates()

    /// The ledger, opened for changing: each time anew, since it is rare, and held by nobody between times. A visitor does not wait for long.
    func ledgerForChanging() throws -> Ledger {
        try check()
        return try Ledger(at: path, for: .changing, patience: 2)
    }

    /// Refuses where the ledger's file is gone, or another one stands in its place: what is shown would be of one and what is changed of the other.
    func check() throws { try SharedState.check(path, identity) }

    static func check(_ path: String, _ identity: [UInt64]?) throws {
        guard let found = FileState.identity(path) else {
            throw PageError(
                status: 503,
                sentence:
                    "The ledger’s file is gone: it was moved or deleted while it was being served. Start the server again when it is back."
            )
        }
        guard found == identity else {
            throw PageError(
                status: 503,
                sentence:
                    "Another file has taken the place of the ledger while it was being served. Start the server again to see it.")
        }
    }
}
