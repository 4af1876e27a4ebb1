import Library
import Record

/// One run of `dixit add` or `dixit restore`: tells what is kept.
struct AddSession {
    let adding: AddingWork
    let progress: Progress
    /// "added"
    var verb = "added"
    let output: OutputFile

    /// Adds all there is, until the order stops it.
    ///
    /// - Throws: `DatabaseError` where the ledger cannot be opened; a later one is told and gives status 1.
    func run(until order: StopOrder) throws -> ExitCode {
        let outcome = try adding.run()
        progress.end()
        if case .failed(let failure) = outcome.ending { progress.say("\(failure)") }
        try output.write(Array((sentence(outcome.counts) + "\n").utf8))
        if case .cancelled = outcome.ending {
            progress.say("interrupted: what is counted above is kept; the same command goes on from there")
        }
        return order.status(of: outcome.ending)
    }

    /// "news.sqlite: 12 articles added, 2 of them copies; 3 were there already"
    private func sentence(_ counts: AddingCounts) -> String {
        let (added, copies, known) = (counts.added, counts.copies, counts.known)
        var sentence = "\(HarmlessText.line(adding.ledger)): \(added.counted("article")) \(verb)"
        if copies > 0 { sentence += ", \(copies.counted("of them a copy", "of them copies"))" }
        if known > 0 { sentence += "; \(known.counted("was", "were")) there already" }
        if counts.keptRemoved > 0 {
            sentence +=
                "; \(counts.keptRemoved.counted("was", "were")) removed there, and \(counts.keptRemoved == 1 ? "is" : "are") here"
        }
        if let first = counts.removed.min() {
            sentence +=
                "; \(counts.removed.count.counted("was", "were")) removed here before and \(counts.removed.count == 1 ? "is" : "are") not added again: "
                + "dixit article restore \(first) brings \(counts.removed.count == 1 ? "it" : "one") back"
        }
        return sentence
    }
}
