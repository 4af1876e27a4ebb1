import Reading
import Synchronization

/// An encoder of meanings that is opened when it is asked for for the first time, for all threads.
package final class MeaningEncoder: Sendable {
    private let opened = Mutex<SentenceEncoder?>(nil)
    private let path: @Sendable () throws -> String

    /// - Parameter path: finds the model file.
    package init(path: @escaping @Sendable () throws -> String) { self.path = path }

    /// The encoder.
    ///
    /// - Throws: `ModelError` where the model cannot be used, and what `path` throws.
    package func encoder() throws -> SentenceEncoder {
        try opened.withLock { opened in
            if let opened { return opened }
            let made = try SentenceEncoder(modelAt: path())
            opened = made
            return made
        }
    }
}
