/// A duty as words tell of it.
struct FoundDuty: Sendable {
    /// By what it is found; the raw value names it where confidences are counted.
    enum Kind: String, Sendable, CaseIterable {
        case breach, breachNoun, contrary, unlawful, keep, accord, execution, must, bound, order, require, due, owed, promise,
            promiseNoun,
            failure
    }

    /// What is said of it; the raw value is how it is written.
    enum Status: String, Sendable, CaseIterable {
        case owed, promised, kept, broken
    }

    let kind: Kind
    let status: Status
    /// The word that tells of it.
    let at: Int
    /// What is owed.
    let duty: Range<Int>
    var instrument: Instrument?
    var bearer: DutyScene.Party?

    /// Whether it is told by who accuses somebody of it; what somebody refuses or fails to do they may tell themselves.
    var isAccusation: Bool { status == .broken && [.breach, .breachNoun, .contrary, .unlawful].contains(kind) }

    /// The same, owed.
    var owed: FoundDuty {
        FoundDuty(kind: kind, status: .owed, at: at, duty: duty, instrument: instrument, bearer: bearer)
    }
}
