import Actors
import HTTP
import Ledger
import Wire

/// Where it is sent to that two actors are one, or are not.
enum DoubleForm: FormTarget {
    static let segments = ["who"]

    /// What a button says.
    enum Decision: String {
        case same, different, undo
    }

    /// Carries it out; the response is the page that the visitor was on, or what a script needs: the number of the act, by which it is undone.
    static func response(_ form: FilledForm, _ context: PageContext) throws -> Response {
        guard let decision = form.value("decision").flatMap(Decision.init) else {
            throw PageError(status: 400, sentence: "It is not said whether the two are one; choose Same or Different.")
        }
        let ledger = try context.shared.ledgerForChanging()
        var act: Int?
        switch decision {
        case .same: act = try ledger.merge(form.number("other"), into: form.number("actor"), by: context.reviewer)
        case .different: act = try ledger.differ(form.number("actor"), from: form.number("other"), by: context.reviewer)
        case .undo: try ledger.undoActorAct(form.number("act"), by: context.reviewer)
        }
        guard context.format == .json else { return .see(.whoIsWho) }
        return .json { json in
            json.object { json in
                json.member("decision", decision.rawValue)
                json.member("act", act)
            }
        }
    }
}
