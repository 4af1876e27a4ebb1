import HTTP
import Ledger
import Library

/// What all pages share, whoever asks for them. It knows no page.
struct SharedState: Sendable {
    /// What every form holds, so that no other site's page can send one.
    let formToken: Secret
    /// Whose computer it is: who judges, unless visitors name themselves.
    let user: String
    /// The ledger's file.
    let path: String
    /// What visitors add.
    let intake: Intake
    /// What holds statements against each other.
    let pairs: LazyJudge
    /// Answers that took long.
    let answers = AnswerCache()
    let states = LedgerStates()

    /// The ledger, opened for changing: each time anew, since it is rare, and held by nobody between times.
    func ledgerForChanging() throws -> Ledger { try Ledger(at: path, for: .changing) }
}
