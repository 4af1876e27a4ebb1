import Foundation
import Gathering
import Record
import Synchronization

/// An article as it was gathered.
package struct GatheredArticle: Sendable {
    package let article: Article
    /// The bytes that it was given in.
    package let given: [UInt8]
    /// Whether its statements are to be looked for.
    package let isForReading: Bool

    package init(article: Article, given: [UInt8], isForReading: Bool) {
        self.article = article
        self.given = given
        self.isForReading = isForReading
    }

    /// What is told of it where something could not be done with it.
    package func notice(of error: any Error) -> Notice {
        Notice(place: "\(article.path), article “\(article.id)”", reason: "\(error)", remedy: nil)
    }
}

/// Told how far work has come, and what there is to say of it; from several threads, one at a time for each call.
package protocol WorkObserver: Sendable {
    /// One article more is done, or was there already.
    ///
    /// - Parameters:
    ///   - words: that it has, roughly.
    ///   - bytes: of the input that it took.
    func advance(words: Int, bytes: Int)
    /// So many bytes of the input were passed over.
    func pass(bytes: Int)
    /// Something odd, or what was passed over.
    func tell(_ notice: Notice, _ kind: NoticeKind)
}

/// What a notice is.
package enum NoticeKind: Sendable {
    /// Something odd about an article that is taken all the same.
    case warning
    /// What was passed over.
    case note
    /// An input that gave nothing.
    case failure
}

/// How work ended.
package enum WorkEnding: Sendable {
    /// All of it is done.
    ///
    /// - someFailed: whether an input gave nothing.
    case done(someFailed: Bool)
    /// Somebody wanted it to end; what is done is kept.
    case cancelled
    /// It could not go on.
    case failed(any Error)
}

/// Gathers articles in one thread, prepares them in others, and hands the results over in the order of the input.
///
/// All that is done with articles from elsewhere is done by this: read and written, read and added, or only gathered.
package struct ArticleWork: Sendable {
    /// Text under way, in bytes; records and scratch take a few times as much.
    private static let costLimit = 8 << 20

    package let inputs: [Input]
    /// Its cancellation ends the work.
    package let options: GatheringOptions
    package let threads: Int
    package let observer: any WorkObserver

    package init(inputs: [Input], options: GatheringOptions, threads: Int, observer: any WorkObserver) {
        self.inputs = inputs
        self.options = options
        self.threads = threads
        self.observer = observer
    }

    /// What is handed over.
    package enum Product<Prepared: Sendable>: Sendable {
        /// What an article has become; it has so many words, roughly, and took so many bytes of the input.
        case article(Prepared, words: Int, bytes: Int)
        /// How far an archive has come: all before it has been handed over.
        case reached(ArchivePlace, bytes: Int)
    }

    /// What has become of a job.
    private enum Made<Prepared: Sendable>: Sendable {
        case product(Product<Prepared>)
        case refused(Notice, bytes: Int)
        case givenUp
    }

    private static func made<Prepared: Sendable>(
        of gathered: GatheredArticle, bytes: Int, _ prepare: (GatheredArticle) throws -> Prepared?
    ) -> Made<Prepared> {
        do {
            guard let prepared = try prepare(gathered) else { return .givenUp }
            return .product(.article(prepared, words: gathered.article.text.roughWords, bytes: bytes))
        } catch {
            return .refused(gathered.notice(of: error), bytes: bytes)
        }
    }

    private enum Job: Sendable {
        case article(GatheredArticle, bytes: Int)
        case reached(ArchivePlace, bytes: Int)
    }

    /// Works until all is handed over, or the cancellation ends it.
    ///
    /// - Parameters:
    ///   - prepare: called from many threads at once; nil where it was given up, since nobody wants it any more. An error that it throws is told of the
    ///     article, and the rest goes on.
    ///   - deliver: gets the results, from one thread at a time; an error that it throws ends the work.
    /// - Returns: how it ended, and how many articles were known already.
    package func run<Prepared: Sendable>(
        prepare: @escaping @Sendable (GatheredArticle) throws -> Prepared?,
        deliver: @escaping @Sendable (Product<Prepared>) throws -> Void
    ) -> (ending: WorkEnding, known: Int) {
        let (tally, observer) = (Tally(), observer)
        let work = OrderedWork<Job, Made<Prepared>>(
            threads: threads, costLimit: ArticleWork.costLimit, countLimit: 64 * threads,
            work: { job in
                switch job {
                case .reached(let place, let bytes): .product(.reached(place, bytes: bytes))
                case .article(let gathered, let bytes): ArticleWork.made(of: gathered, bytes: bytes, prepare)
                }
            },
            deliver: { made in
                switch made {
                case .product(let product): try deliver(product)
                case .refused(let notice, let bytes):
                    tally.fail()
                    observer.tell(notice, .failure)
                    observer.pass(bytes: bytes)
                case .givenUp: throw CancellationError()
                }
            })
        options.cancellation.onCancel { work.stop(CancellationError()) }
        Thread.detachNewThread {
            gather(into: work, tally)
            work.close()
        }
        let outcome = work.outcome()
        let (someFailed, known) = tally.counts
        switch outcome {
        // Gathering ends as well where nobody wants it any more.
        case .done: return (options.cancellation.isCancelled ? .cancelled : .done(someFailed: someFailed), known)
        case .stopped(let reason): return (reason is CancellationError ? .cancelled : .failed(reason), known)
        }
    }

    /// Gathers in a thread of its own, which may wait for input as long as it likes without holding up an interruption.
    private func gather<Result>(into work: OrderedWork<Job, Result>, _ tally: Tally) {
        let gatherer = Gatherer(inputs, options)
        var taken = 0
        for event in gatherer {
            let bytes = gatherer.bytesRead - taken
            taken += bytes
            switch event {
            case .article(let article, let given, let isForReading):
                let gathered = GatheredArticle(article: article, given: given, isForReading: isForReading)
                guard work.submit(.article(gathered, bytes: bytes), cost: article.text.utf8.count) else { return }
            case .reached(let place): guard work.submit(.reached(place, bytes: bytes), cost: 0) else { return }
            case .known:
                tally.know()
                observer.advance(words: 0, bytes: bytes)
            case .warning(let notice): observer.tell(notice, .warning)
            case .note(let notice): observer.tell(notice, .note)
            case .failure(let notice):
                tally.fail()
                observer.tell(notice, .failure)
            }
        }
    }
}

/// What work has come upon beside articles.
final class Tally: Sendable {
    private let state = Mutex((someFailed: false, known: 0))

    var counts: (someFailed: Bool, known: Int) { state.withLock { $0 } }

    func fail() { state.withLock { $0.someFailed = true } }

    func know() { state.withLock { $0.known += 1 } }
}

extension String {
    /// Stretches between white space, ASCII's alone: for the speed that progress shows.
    package var roughWords: Int {
        var (words, isInWord) = (0, false)
        for byte in utf8 {
            let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
            if !isSpace, !isInWord { words += 1 }
            isInWord = !isSpace
        }
        return words
    }
}
