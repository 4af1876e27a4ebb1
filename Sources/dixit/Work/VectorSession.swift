import Foundation
import Library
import Reading
import Record

/// One run of `dixit reread --layers vectors`, or the end of one of `dixit add --vectors`.
struct VectorSession {
    /// The ledger's file.
    let ledger: String
    let encoder: SentenceEncoder
    let isQuiet: Bool

    /// Makes all that are missing, until the order stops it.
    ///
    /// - Throws: `DatabaseError`.
    func run(until order: StopOrder) throws -> ExitCode {
        let progress = Progress(
            Progress.Display(isQuiet: isQuiet, outputIsSeen: false, ProcessInfo.processInfo.environment), totalBytes: nil,
            speed: .articles)
        var last = 0
        let made = try VectorFilling(ledger: ledger, encoder: encoder) { done, _ in
            for _ in last..<done { progress.advance(words: 0, bytes: 0) }
            last = done
            return !order.cancellation.isCancelled
        }.run()
        progress.end()
        try OutputFile.standard.write(
            Array("\(HarmlessText.line(ledger)): vectors made of the statements of \(made.counted("article"))\n".utf8))
        guard order.cancellation.isCancelled else { return .success }
        progress.say("interrupted: what is counted above is kept; the same command goes on from there")
        return .interrupted
    }
}
