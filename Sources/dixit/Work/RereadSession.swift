import Library
import Record
import Reviews

/// One run of `dixit reread`: tells what has changed.
struct RereadSession {
    let rereading: Rereading
    /// The ledger's file.
    let ledger: String
    let model: String
    let progress: Progress
    let output: OutputFile

    /// How many judged statements that are found no more are named.
    private static let named = 20

    /// Reads all again, until the order stops it.
    ///
    /// - Throws: `DatabaseError` where the ledger cannot be opened; a later one is told and gives status 1.
    func run(until order: StopOrder) throws -> ExitCode {
        let (ending, changes) = try rereading.run(observer: WorkReport(progress: progress, isQuiet: true))
        progress.end()
        if case .failed(let failure) = ending { progress.say("\(failure)") }
        try output.write(Array(report(changes).utf8))
        if case .cancelled = ending {
            progress.say("interrupted: what is counted above is kept; the same command goes on from there")
        }
        return order.status(of: ending)
    }

    private func report(_ changes: RereadChanges) -> String {
        let path = HarmlessText.line(ledger)
        guard changes.articles > 0 else { return "\(path): all was read by \(model) already\n" }
        var text = """
            \(path): \(changes.articles.counted("article")) read again by \(model)
            statements: \(changes.same) as before, \(changes.changed) changed, \(changes.new) new, \(changes.gone) gone

            """
        if changes.carried > 0 || !changes.lost.isEmpty {
            let lost = changes.lost.count.counted("on a statement that is found no more", "on statements that are found no more")
            text += "judgements: \(changes.carried) carried over, \(lost)\n"
        }
        for id in changes.lost.prefix(RereadSession.named) { text += "found no more, kept as judged: \(id)\n" }
        if changes.lost.count > RereadSession.named {
            text += "and \((changes.lost.count - RereadSession.named).counted("other"))\n"
        }
        return text
    }
}
