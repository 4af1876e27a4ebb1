import Foundation
import Gathering
import Synchronization

/// Gathers in a thread of its own, which may wait for input as long as it likes without holding up an interruption.
final class GatheringThread: Sendable {
    private let failed = Mutex(false)

    /// Whether any input has failed so far.
    var someFailed: Bool { failed.withLock { $0 } }

    /// Starts gathering; `take` gets each event with the bytes of input it took, and says whether to go on.
    init(
        _ inputs: [Input], _ options: GatheringOptions, _ take: @escaping @Sendable (Gathered, Int) -> Bool,
        atEnd: @escaping @Sendable () -> Void
    ) {
        Thread.detachNewThread { [self] in
            let gatherer = Gatherer(inputs, options)
            var taken = 0
            for event in gatherer {
                if case .failure = event { failed.withLock { $0 = true } }
                let bytes = gatherer.bytesRead - taken
                taken += bytes
                if !take(event, bytes) { break }
            }
            atEnd()
        }
    }
}
