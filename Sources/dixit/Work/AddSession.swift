import Ledger
import Library
import Mending
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
        if !counts.removed.isEmpty {
            sentence +=
                "; \(counts.removed.count.counted("was", "were")) removed here before and \(counts.removed.count == 1 ? "is" : "are") not added again"
                + wayBack(of: counts.removed)
        }
        return sentence
    }

    /// How removed articles come back: ": dixit article restore 3 brings it back". Those that were forgotten do not.
    private func wayBack(of removed: Set<Int>) -> String {
        guard let ledger = try? Ledger(at: adding.ledger, for: .reading) else { return "" }
        guard let first = removed.sorted().first(where: { (try? ledger.canBringBack($0)) == true }) else {
            return ": dixit compact has forgotten \(removed.count == 1 ? "it" : "them")"
        }
        return ": dixit article restore \(first) brings \(removed.count == 1 ? "it" : "one") back"
    }
}
