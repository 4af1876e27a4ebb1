import HTTP
import Synchronization

/// Pages that were made already, kept until the ledger changes: what is looked at again and again is made once.
///
/// Only pages that are the same for every visitor are kept.
final class ResponseCache: Sendable {
    private struct State {
        var mark = 0
        var bytes = 0
        var responses: [RequestTarget: Response] = [:]
    }

    private let state = Mutex(State())

    /// Bytes of all that is kept; when there is more, all is forgotten.
    private static let limit = 32 << 20
    /// The page of an address, made where it is not kept.
    ///
    /// - Parameter mark: the state of the ledger.
    func response(to request: Request, mark: Int, _ make: () throws -> Response) rethrows -> Response {
        let target = request.target
        if let kept = state.withLock({ $0.mark == mark ? $0.responses[target] : nil }) { return kept }
        let made = try make()
        guard made.status == 200, made.isInMemory, made.body.count <= ResponseCache.limit / 32 else { return made }
        state.withLock { state in
            // What was made in an earlier state than others have come upon is of no use any more.
            if state.mark < mark || state.bytes + made.body.count > ResponseCache.limit { state = State(mark: mark) }
            guard state.mark == mark, state.responses.updateValue(made, forKey: target) == nil else { return }
            state.bytes += made.body.count
        }
        return made
    }
}
