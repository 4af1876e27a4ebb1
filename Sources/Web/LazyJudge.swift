import Record
import Synchronization

/// The model that holds statements against each other, opened when it is first asked for.
final class LazyJudge: Sendable {
    private let open: @Sendable () throws -> any PairJudge
    private let opened = Mutex<(any PairJudge)?>(nil)

    /// - Parameter open: opens it; asked again where it has failed.
    init(_ open: @escaping @Sendable () throws -> any PairJudge) { self.open = open }

    /// The model.
    ///
    /// - Throws: where there is none; the error says what to do.
    func judge() throws -> any PairJudge {
        try opened.withLock { opened in
            if let opened { return opened }
            let judge = try open()
            opened = judge
            return judge
        }
    }
}
