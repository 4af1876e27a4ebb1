import Actors
import Foundation
import Gathering
import Ledger
import Record
import Reviews
import SQLite
import Synchronization

/// One run of `dixit reread`: takes articles out of the ledger in one thread, reads them in others, and writes in whichever has one ready.
///
/// An article that this model has read is not read again: an interrupted run goes on where it stopped.
struct RereadSession: Sendable {
    /// Finds the statements of a text; called from many threads at once.
    let find: @Sendable (String) -> Findings
    /// Who finds them.
    let reader: ReaderVersion
    /// The ledger's file.
    let ledger: String
    /// Who has it read again, for the log.
    let who: String
    let threads: Int
    let display: Progress.Display
    let engine: String
    let output: OutputFile

    /// How many articles are taken out at a time.
    private static let taken = 64
    /// How many judged statements that are found no more are named.
    private static let named = 20

    /// Reads all again.
    ///
    /// - Parameter watch: gets what stops the work, to be called when somebody wants it to end.
    /// - Throws: `LedgerFault` where the ledger cannot be opened; a later one is told and gives status 1.
    func run(watch: (@escaping @Sendable (Interruption) -> Void) -> Void) throws -> ExitCode {
        let writing = try Ledger(at: ledger, for: .changing)
        let count = try writing.countToReread(by: reader)
        let progress = Progress(display, totalBytes: count, engine: engine, speed: .articles)
        let batch = RereadBatch(writing, reader, who, progress)
        let source = SharedLedger(try Ledger(at: ledger, for: .reading))
        let work = OrderedWork<ArticleToReread, RereadArticle>(
            threads: threads, costLimit: 8 << 20, countLimit: 64 * threads,
            work: { article in
                // What was left unread for its language is left so.
                let isForeign = article.isEmpty && ArticleLanguage.isEnglish(article.text) == false
                return RereadArticle(article: article.article, findings: isForeign ? Findings() : find(article.text))
            }, deliver: { try batch.add($0) })
        watch { work.stop($0) }
        Thread.detachNewThread {
            take(from: source, for: work)
            work.close()
        }
        let (status, failure) = work.outcome().end(.success, writing: batch.commit)
        progress.end()
        if let failure { progress.say(failure) }
        batch.close()
        try output.write(Array(report(batch.changes).utf8))
        if status == .interrupted || status == .terminated {
            progress.say("interrupted: what is counted above is kept; the same command goes on from there")
        }
        return status
    }

    private func take(from source: SharedLedger, for work: OrderedWork<ArticleToReread, RereadArticle>) {
        var last = 0
        do {
            while true {
                let articles = try source.with { [last] in
                    try $0.articlesToReread(by: reader, after: last, limit: RereadSession.taken)
                }
                guard let end = articles.last else { return }
                for article in articles where !work.submit(article, cost: article.text.utf8.count) { return }
                last = end.article
            }
        } catch {
            work.stop(error)
        }
    }

    private func report(_ changes: RereadChanges) -> String {
        let path = HarmlessText.line(ledger)
        guard changes.articles > 0 else { return "\(path): all was read by \(reader.model) already\n" }
        let articles = changes.articles == 1 ? "1 article" : "\(changes.articles) articles"
        var text = """
            \(path): \(articles) read again by \(reader.model)
            statements: \(changes.same) as before, \(changes.changed) changed, \(changes.new) new, \(changes.gone) gone

            """
        if changes.carried > 0 || !changes.lost.isEmpty {
            text += "judgements: \(changes.carried) carried over, \(changes.lost.count) on statements that are found no more\n"
        }
        for id in changes.lost.prefix(RereadSession.named) { text += "found no more, kept as judged: \(id)\n" }
        if changes.lost.count > RereadSession.named { text += "and \(changes.lost.count - RereadSession.named) others\n" }
        return text
    }
}

/// Articles that were read again, committed together every second or so.
private final class RereadBatch: Sendable {
    private struct State {
        let ledger: Ledger
        var waiting: [RereadArticle] = []
        var last = DispatchTime.now().uptimeNanoseconds
        var changes = RereadChanges()
    }

    private static let nanoseconds: UInt64 = 1_000_000_000

    private let state: Mutex<State>
    private let reader: ReaderVersion
    private let who: String
    private let progress: Progress

    init(_ ledger: sending Ledger, _ reader: ReaderVersion, _ who: String, _ progress: Progress) {
        state = Mutex(State(ledger: ledger))
        self.reader = reader
        self.who = who
        self.progress = progress
    }

    /// What is on the disk.
    var changes: RereadChanges { state.withLock { $0.changes } }

    func add(_ article: RereadArticle) throws {
        let isDue = state.withLock { state in
            state.waiting.append(article)
            return DispatchTime.now().uptimeNanoseconds - state.last >= RereadBatch.nanoseconds
        }
        if isDue { try commit() }
    }

    func commit() throws {
        try state.withLock { state in
            defer { state.last = DispatchTime.now().uptimeNanoseconds }
            state.changes.add(try state.ledger.reread(state.waiting, by: reader, who: who))
            for _ in state.waiting { progress.advance(words: 0, bytes: 1) }
            state.waiting = []
        }
    }

    func close() { state.withLock { try? $0.ledger.takeInLog() } }
}
