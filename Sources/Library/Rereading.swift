import Actors
import Foundation
import Gathering
import Ledger
import Meaning
import Record
import Reviews
import Synchronization

/// Reads the ledger's articles again: takes them out of it in one thread, reads them in others, and writes in whichever has one ready.
///
/// An article that this model has read is not read again: an interrupted run goes on where it stopped.
package struct Rereading: Sendable {
    private let reader: ArticleReader
    private let ledger: String
    private let who: String
    private let threads: Int
    private let cancellation: Cancellation

    /// How many articles are taken out at a time.
    private static let taken = 64

    /// - Parameters:
    ///   - ledger: the ledger's file.
    ///   - who: who has it read again, for the log.
    ///   - cancellation: ends it; what is read is kept.
    package init(_ reader: ArticleReader, ledger: String, who: String, threads: Int, cancellation: Cancellation) {
        self.reader = reader
        self.ledger = ledger
        self.who = who
        self.threads = threads
        self.cancellation = cancellation
    }

    /// How many articles there are to be read again.
    package func count() throws -> Int { try Ledger(at: ledger, for: .changing).countToReread(by: reader.version) }

    /// Reads all again.
    ///
    /// - Returns: how it ended, and what has changed on the disk.
    /// - Throws: `DatabaseError` where the ledger cannot be opened; a later one ends the work as failed.
    package func run(observer: any WorkObserver) throws -> (ending: WorkEnding, changes: RereadChanges) {
        let target = try Ledger(at: ledger, for: .changing)
        try target.keep(Layers.cards)
        let batch = RereadBatch(target, reader.version, who, observer)
        let source = SharedLedger(try Ledger(at: ledger, for: .reading))
        let (reader, cancellation) = (reader, cancellation)
        let tally = Tally()
        let work = OrderedWork<ArticleToReread, Result<RereadArticle?, Notice>>(
            threads: threads, costLimit: 8 << 20, countLimit: 64 * threads,
            work: { article in
                // What was left unread for its language is left so.
                let isForeign = article.isEmpty && ArticleLanguage.isEnglish(article.text) == false
                let unread = Article(id: "", path: "", text: article.text)
                do throws(ReadingTimeError) {
                    let record = try reader.record(of: unread, isForReading: !isForeign, unless: cancellation)
                    return .success(
                        record.map {
                            RereadArticle(article: article.article, findings: $0.findings, layers: Layers.versions)
                        })
                } catch {
                    return .failure(Notice(place: "article \(article.article)", reason: "\(error)", remedy: nil))
                }
            },
            deliver: { read in
                switch read {
                case .success(let article?): try batch.add(article)
                case .success(nil): throw CancellationError()
                case .failure(let notice):
                    tally.fail()
                    observer.tell(notice, .failure)
                }
            })
        cancellation.onCancel { work.stop(CancellationError()) }
        Thread.detachNewThread {
            take(from: source, for: work)
            work.close()
        }
        let ending: WorkEnding =
            switch work.outcome() {
            case .done: .done(someFailed: tally.counts.someFailed)
            case .stopped(let reason): reason is CancellationError ? .cancelled : .failed(reason)
            }
        return (batch.end(ending), batch.changes)
    }

    private func take(from source: SharedLedger, for work: OrderedWork<ArticleToReread, Result<RereadArticle?, Notice>>) {
        var last = 0
        do {
            while true {
                let articles = try source.with { [last] in
                    try $0.articlesToReread(by: reader.version, after: last, limit: Rereading.taken)
                }
                guard let end = articles.last else { return }
                for article in articles where !work.submit(article, cost: article.text.utf8.count) { return }
                last = end.article
            }
        } catch {
            work.stop(error)
        }
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
    private let observer: any WorkObserver

    init(_ ledger: sending Ledger, _ reader: ReaderVersion, _ who: String, _ observer: any WorkObserver) {
        state = Mutex(State(ledger: ledger))
        self.reader = reader
        self.who = who
        self.observer = observer
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

    private func commit() throws {
        try state.withLock { state in
            defer { state.last = DispatchTime.now().uptimeNanoseconds }
            state.changes.add(try state.ledger.reread(state.waiting, by: reader, who: who))
            for _ in state.waiting { observer.advance(words: 0, bytes: 1) }
            state.waiting = []
        }
    }

    /// Writes what is left, unless writing is what failed.
    func end(_ ending: WorkEnding) -> WorkEnding {
        defer { state.withLock { try? $0.ledger.takeInLog() } }
        if case .failed = ending { return ending }
        do { try commit() } catch { return .failed(error) }
        return ending
    }
}
