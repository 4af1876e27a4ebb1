import Actors
import Finding
import Foundation
import HTTP
import Ledger
import Synchronization

/// What a worker's thread has for itself.
final class WorkerLedger {
    private let path: String
    private var opened: Ledger?
    private var lastMark = 0

    init(at path: String) { self.path = path }

    /// The ledger, opened for reading.
    func ledger() throws -> Ledger {
        if let opened { return opened }
        let ledger = try Ledger(at: path, for: .reading)
        opened = ledger
        return ledger
    }

    /// Whether somebody has changed the ledger since this was asked last.
    func seesChange() throws -> Bool {
        let mark = try ledger().changeMark()
        defer { lastMark = mark }
        return mark != lastMark
    }
}

/// Counts the states of the ledger that the workers have come upon, so that what one of them has computed serves the others.
///
/// A worker that sees a change begins a new state before it looks at anything; what is computed in a state was therefore read after the
/// change that began it.
final class LedgerStates: Sendable {
    private let number = Atomic(0)

    /// The state in which a worker now looks at the ledger.
    func now(_ worker: WorkerLedger) throws -> Int {
        try worker.seesChange()
            ? number.add(1, ordering: .sequentiallyConsistent).newValue : number.load(ordering: .sequentiallyConsistent)
    }
}

/// A request together with what is needed to answer it.
struct PageContext {
    let request: Request
    let ledger: Ledger
    let shared: SharedState
    /// The state of the ledger: what was computed in it is still right.
    let mark: Int

    /// The outlets, with as many of their latest articles as are looked at for how they source.
    func outlets() throws -> Outlets {
        try shared.answers.value("outlets", mark: mark) { try ledger.outlets(sample: 50) }
    }

    /// What statements are to be like in meaning: words, or a statement by its id.
    func likeness(_ text: String) throws -> Likeness {
        try Likeness(to: text, in: ledger, by: shared.meaning.encoder)
    }

    /// Who judges: the name that the visitor has given, else the one whose computer it is.
    var reviewer: String { request.session?[PageContext.reviewerKey] ?? shared.user }

    /// What the name is kept as in a session.
    static let reviewerKey = "reviewer"

    /// A name as the log takes it: no control characters, at most 80 characters; nil where nothing is left.
    static func name(_ text: String) -> String? {
        let kept = text.unicodeScalars.filter { !CharacterSet.controlCharacters.contains($0) }
        let name = String(String.UnicodeScalarView(kept)).trimmingCharacters(in: .whitespaces).prefix(80)
        return name.isEmpty ? nil : String(name)
    }

    /// The number in a query field; nil where the field is empty.
    ///
    /// - Throws: `PageError`, where it is none from 1 to `Int32.max`: with what is let in here, nothing can overflow.
    func number(_ name: String) throws -> Int? { try request.value(name).map { try PageContext.number($0, name) } }

    /// The number that was given for something.
    static func number(_ text: String, _ name: String) throws -> Int {
        guard let number = Int(text), (1...Int(Int32.max)).contains(number) else {
            throw PageError(
                status: 400, sentence: "\(name) cannot be “\(text.prefix(60))”; give a whole number from 1 to \(Int32.max).")
        }
        return number
    }

    /// What the visitor asks for: the page, or its data.
    var format: RequestTarget.Format { request.target.format }
}

/// Why a page cannot be shown, for the visitor.
struct PageError: Error {
    let status: Int
    /// One sentence.
    let sentence: String

    static let missing = PageError(status: 404, sentence: "There is no such page.")
    static let noData = PageError(status: 404, sentence: "This page has no data in that form.")
}

extension FilledForm {
    /// The number in a field that the form must have.
    ///
    /// - Throws: `PageError`, where it is not there or none from 1 to `Int32.max`.
    func number(_ name: String) throws -> Int {
        guard let text = value(name) else {
            throw PageError(status: 400, sentence: "The form does not say which \(name) is meant; load the page again.")
        }
        return try PageContext.number(text, name)
    }
}
