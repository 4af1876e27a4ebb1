import Finding
import Ledger
import Mending
import SQLite

extension PageError {
    /// What a visitor is told of any error.
    ///
    /// - Parameter isReading: whether they have asked for a page: what was asked of is not there, then.
    init(telling error: any Error, isReading: Bool) {
        switch error {
        case let error as PageError: self = error
        case let error as FilterError: self.init(status: 400, clause: error.description)
        case let error as QuestionError: self.init(status: isReading ? 404 : 400, clause: error.description)
        case let error as TakenNameError: self.init(status: 400, clause: error.description)
        case let error as SearchQueryError: self.init(status: 400, clause: error.description)
        case let error as DayRangeError: self.init(status: 400, clause: error.description)
        case let error as DatabaseError:
            let status = error.kind == .busy ? 503 : error.kind == .refused ? 400 : 500
            // Where the ledger is, is nothing for visitors.
            self.init(status: status, clause: "\(error.reason); \(error.remedy)".replacing(error.path, with: "the ledger"))
        default: self.init(status: 500, clause: "\(error)")
        }
    }

    /// - Parameter clause: a sentence without its capital and its full stop.
    private init(status: Int, clause: String) {
        self.init(status: status, sentence: clause.prefix(1).uppercased() + clause.dropFirst() + ".")
    }
}
