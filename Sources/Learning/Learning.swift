import Foundation
import Ledger
import Library
import Meaning
import Neural
import Reading
import Record
import Reviews
import Synchronization

/// Fits the last layers of a model to what people have judged in a ledger (`dixit train`).
///
///     let learning = try Learning(modelAt: "reader.model")
///     let lessons = try learning.read(ledger)
///     let learned = try learning.fit(lessons)
///     try learning.model(of: learned)         // the bytes of a model file
///
/// The encoder, which makes numbers of words, stays as it is: some dozens of judgements are enough, and minutes. The same judgements and model give the same bytes,
/// whatever the number of threads.
public struct Learning: Sendable {
    private let reader: Reader
    private let marker: Marker
    private let file: ModelFile

    /// What is missing until there is something to learn.
    public struct Missing: Sendable, Hashable {
        /// So many judged statements.
        public let statements: Int
        /// In so many more articles.
        public let articles: Int
    }

    /// What is missing in a ledger; nil where there may be enough.
    public static func missing(in part: ReviewedPart) -> Missing? {
        let statements = part.marks >= Enough.marks ? 0 : max(0, Enough.statements - part.statements)
        let articles = max(0, Enough.articles - part.articles.count)
        return statements + articles == 0 ? nil : Missing(statements: statements, articles: articles)
    }

    /// - Parameter path: a model file; one that was fitted to reviews before is taken as it was before that, so that no judgement counts twice.
    /// - Throws: `ModelError` where it cannot be read, or the engine cannot run here.
    public init(modelAt path: String, engine: Reader.Engine? = nil) throws {
        reader = try Reader(modelAt: path, engine: engine, beforeReviews: true)
        marker = try Marker(for: reader)
        file = try ModelFile(path: path, beforeReviews: true)
        let card = try ModelFile(path: path).card
        model = card.reviews?.model ?? reader.version.model
    }

    /// The model that the fit begins with, as records name it.
    public let model: String

    /// Its name on its card.
    public var name: String { file.card.name }

    /// About how long it takes to read and to fit, by how long it takes to read a short text here: seconds.
    public func seconds(for part: ReviewedPart, threads: Int) -> Double {
        let text = Learning.trial
        _ = reader.read(text)
        let start = DispatchTime.now().uptimeNanoseconds
        _ = reader.read(text)
        let pace = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9 / Double(text.utf8.count)
        return 1 + pace * Double(part.bytes) / Double(max(1, threads))
            + Learning.secondsOfFitting * Double(part.statements + part.marks)
    }

    /// About as much as a window holds.
    private static let trial = String(
        repeating: "The steward of the port said that no ship would leave before the talks had ended. ", count: 20)
    /// For each judged statement, on one core of a laptop; `Documentation/training.md` tells what it took.
    private static let secondsOfFitting = 0.005

    /// What computes.
    public var engine: Reader.Engine { reader.engine }

    /// What reviewed articles teach.
    public struct Lessons: Sendable {
        fileprivate let articles: [ArticleLessons]
        fileprivate let part: ReviewedPart
    }

    /// Reads the ledger's reviewed articles.
    ///
    /// - Parameters:
    ///   - threads: how many read at once, at least 1.
    ///   - isCancelled: asked before each window of each text.
    ///   - advance: told after each article how many bytes its text has; from one thread at a time.
    /// - Returns: nil where it was cancelled.
    public func read(
        _ ledger: Ledger, threads: Int, unless isCancelled: @escaping @Sendable () -> Bool,
        advance: @escaping @Sendable (_ bytes: Int) -> Void
    ) throws -> Lessons? {
        let part = try ledger.reviewedPart()
        let read = Mutex([ArticleLessons]())
        let (reader, marker) = (reader, marker)
        let work = OrderedWork<ReviewedArticle, (bytes: Int, lessons: ArticleLessons?)>(
            threads: threads, costLimit: 8 << 20, countLimit: 8 * threads,
            work: { ($0.text.utf8.count, ArticleLessons($0, reader, marker, unless: isCancelled)) },
            deliver: { bytes, lessons in
                guard let lessons else { throw CancellationError() }
                read.withLock { $0.append(lessons) }
                advance(bytes)
            })
        do {
            for number in part.articles {
                let article = try ledger.reviewedArticle(number)
                guard work.submit(article, cost: article.text.utf8.count) else { break }
            }
        } catch {
            work.stop(error)
        }
        work.close()
        switch work.outcome() {
        case .done: return Lessons(articles: read.withLock { $0 }, part: part)
        case .stopped(let reason):
            if reason is CancellationError { return nil }
            throw reason
        }
    }

    /// What came of a fit.
    public struct Learned: Sendable {
        /// Of each part.
        public let outcomes: [LearnedOutcome]
        fileprivate let part: ReviewedPart
        fileprivate let statements: StatementPart.Weights?
        fileprivate let nested: StatementPart.Weights?
        fileprivate let speakers: SpeakerPart.Weights?
        fileprivate let acts: MarkPart.Weights?
        fileprivate let claims: MarkPart.Weights?

        /// Whether there is anything new.
        public var isNew: Bool { outcomes.contains(where: \.isTaken) }
    }

    /// Fits all parts to lessons, each by itself, and measures them by cross-validation over articles.
    ///
    /// - Parameter keeping: takes what is worse than before as well.
    /// - Returns: nil where it was cancelled.
    public func fit(_ lessons: Lessons, keeping: Bool = false, unless isCancelled: () -> Bool = { false }) throws -> Learned? {
        let articles = lessons.articles
        func outcome<Part: LearnedPart>(_ part: Part, _ its: (ArticleLessons) -> [Part.Lesson]) -> (
            outcome: LearnedOutcome, weights: Part.Weights?
        )? {
            part.learned(of: articles.map(its), keeping: keeping, unless: isCancelled)
        }
        guard let statements = outcome(StatementPart(file.card, isNested: false), \.statements),
            let nested = outcome(StatementPart(file.card, isNested: true), \.nested),
            let speakers = outcome(try SpeakerPart(file), \.speakers),
            let acts = outcome(try MarkPart.acts(file), \.acts), let claims = outcome(try MarkPart.claims(file), \.claims)
        else { return nil }
        return Learned(
            outcomes: [statements.outcome, nested.outcome, speakers.outcome, acts.outcome, claims.outcome], part: lessons.part,
            statements: statements.weights, nested: nested.weights, speakers: speakers.weights, acts: acts.weights,
            claims: claims.weights)
    }

    /// The bytes of a model file with what was learned.
    ///
    /// - Parameters:
    ///   - name: what the model is called.
    ///   - figures: what it reached, a part a line.
    public func model(of learned: Learned, name: String, figures: [String]) throws -> [UInt8] {
        var card = file.card
        var arrays: [String: [Float]] = [:]
        if let weights = learned.statements {
            try StatementPart(card, isNested: false).put(weights, into: &card, &arrays, of: file)
        }
        if let weights = learned.nested { try StatementPart(card, isNested: true).put(weights, into: &card, &arrays, of: file) }
        if let weights = learned.speakers { arrays[SpeakerPart.array] = weights.out.map(Float.init) }
        if let weights = learned.acts { try MarkPart.acts(file).put(weights, into: &arrays, of: file) }
        if let weights = learned.claims { try MarkPart.claims(file).put(weights, into: &arrays, of: file) }
        card.name = name
        card.reviews = ModelCard.Reviews(
            of: model, file.card, until: learned.part.until.map { Day(second: $0).description } ?? "",
            statements: learned.part.statements, articles: learned.part.articles.count,
            reviewers: learned.part.reviewers, figures: figures)
        return try file.rewritten(card: card, replacing: arrays)
    }
}
