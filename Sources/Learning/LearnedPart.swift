import Record

/// A part of the model that reviews can be fitted to: the last layer of one of its decisions.
///
/// What it begins with holds until reviews say otherwise: each part keeps near it, the nearer the fewer reviews there are (a Gaussian prior around the weights before).
protocol LearnedPart: Sendable {
    /// What is judged: a statement, a choice, a mark.
    associatedtype Lesson: Sendable
    associatedtype Weights: Sendable

    /// What it is called: "speakers".
    var name: String { get }
    /// What its figure is: "F1", "right".
    var figure: String { get }
    /// What the model has.
    var before: Weights { get }
    /// Fewer judged lessons teach nothing.
    var least: Int { get }

    /// The weights that lessons make of those before; nil where nobody wants them any more.
    ///
    /// - Parameter slack: how far scores may move before that costs half a lesson: the standard deviation of the prior.
    func fitted(to lessons: [Lesson], slack: Double, unless isCancelled: () -> Bool) -> Weights?

    /// What comes out of lessons with some weights.
    func measured(_ lessons: [Lesson], with weights: Weights) -> LearnedFigures
}

/// How well a part decides what was judged.
public struct LearnedFigures: Sendable, Hashable {
    /// How many were judged.
    public var judged = 0
    /// How many the part tells.
    public var told = 0
    /// How many of those are right.
    public var right = 0
    /// How many there are to tell.
    public var gold = 0
    /// Sum of the logarithmic losses: less where it is sure of what is right.
    public var loss = 0.0
    /// Of those that nobody has judged, how many are told otherwise than before.
    public var unjudged = 0

    /// The harmonic mean of the shares of what is told that is right, and of what is there that is told, 0 to 1; where all is told, the share that is right. 0
    /// where there is nothing.
    public var rate: Double { told + gold == 0 ? 0 : 2 * Double(right) / Double(told + gold) }

    static func + (a: LearnedFigures, b: LearnedFigures) -> LearnedFigures {
        LearnedFigures(
            judged: a.judged + b.judged, told: a.told + b.told, right: a.right + b.right, gold: a.gold + b.gold,
            loss: a.loss + b.loss, unjudged: a.unjudged + b.unjudged)
    }

    /// Whether another outcome on the same lessons is worse: fewer right or, where these are as many, less sure of what is right.
    func isBetter(than other: LearnedFigures) -> Bool { rate != other.rate ? rate > other.rate : loss < other.loss }
}

/// What became of a part.
public struct LearnedOutcome: Sendable, Hashable {
    /// What it is called.
    public let name: String
    /// What its rate is called.
    public let figure: String
    /// What the model reaches that the fit begins with.
    public let before: LearnedFigures
    /// What fits reach in articles that they did not see.
    public let after: LearnedFigures
    /// What follows from that.
    public let decision: Decision

    /// Whether the model has what was fitted.
    public enum Decision: Sendable, Hashable {
        /// The model has what was fitted.
        case taken
        /// It is worse than before, and left as it was.
        case left
        /// It is worse than before, and the model has it because that was wanted.
        case takenThoughWorse
        /// Too little was judged: so many more are wanted, and in so many more articles.
        case tooFew(lessons: Int, articles: Int)
    }

    /// Whether too little was judged to fit it.
    public var isTooFew: Bool { if case .tooFew = decision { true } else { false } }

    /// Whether the model has what was fitted.
    public var isTaken: Bool { decision == .taken || decision == .takenThoughWorse }
}

/// How freely parts are fitted.
private enum Freedom {
    /// What is tried. Where people judge as the model was taught the first is as good as any; where they judge by rules of their own, the last.
    static let slacks = [0.03, 0.1, 0.3, 1]
    /// Into so many parts the articles of a fit are dealt to choose among them.
    static let folds = 3
}

extension LearnedPart {
    /// Fits the part as freely as is best for articles of these that such a fit does not see.
    private func fitted(to articles: [[Lesson]], unless isCancelled: () -> Bool) -> Weights? {
        var best: (slack: Double, loss: Double)?
        for slack in Freedom.slacks {
            var figures = LearnedFigures()
            for fold in 0..<Freedom.folds {
                let (out, within) = dealt(articles, fold, of: Freedom.folds)
                guard let weights = fitted(to: within.flatMap { $0 }, slack: slack, unless: isCancelled) else { return nil }
                figures = out.reduce(figures) { $0 + measured($1, with: weights) }
            }
            if best.map({ figures.loss < $0.loss }) ?? true { best = (slack, figures.loss) }
        }
        return fitted(to: articles.flatMap { $0 }, slack: best?.slack ?? Freedom.slacks[0], unless: isCancelled)
    }

    /// A part of some articles, dealt out in turn so that each part has as many, and all others.
    private func dealt(_ articles: [[Lesson]], _ fold: Int, of folds: Int) -> (out: [[Lesson]], within: [[Lesson]]) {
        articles.enumerated().reduce(into: (out: [], within: [])) { parts, article in
            if article.offset % folds == fold { parts.out.append(article.element) } else { parts.within.append(article.element) }
        }
    }

    /// Fits the part, and measures it by cross-validation: each article by weights that were fitted without a fifth of the articles, among which it is.
    ///
    /// - Parameters:
    ///   - articles: for each article its lessons, in an order that does not hang on what was judged.
    ///   - keeping: whether what is worse is taken as well.
    /// - Returns: what became of it, and its weights where they are taken; nil where nobody wants them any more.
    func learned(
        of articles: [[Lesson]], keeping: Bool, unless isCancelled: () -> Bool
    ) -> (outcome: LearnedOutcome, weights: Weights?)? {
        let unfitted = self.before
        let held = articles.map { measured($0, with: unfitted) }
        let judged = articles.indices.filter { held[$0].judged > 0 }
        let before = judged.reduce(LearnedFigures()) { $0 + held[$1] }
        let missing = (lessons: max(0, least - before.judged), articles: max(0, Enough.folds - judged.count))
        guard missing == (0, 0) else {
            let none = LearnedOutcome(
                name: name, figure: figure, before: before, after: before,
                decision: .tooFew(lessons: missing.lessons, articles: missing.articles))
            return (none, nil)
        }
        let lessons = judged.map { articles[$0] }
        var after = LearnedFigures()
        for fold in 0..<Enough.folds {
            let (out, within) = dealt(lessons, fold, of: Enough.folds)
            guard let weights = fitted(to: within, unless: isCancelled) else { return nil }
            after = out.reduce(after) { $0 + measured($1, with: weights) }
        }
        guard let weights = fitted(to: lessons, unless: isCancelled) else { return nil }
        let isBetter = after.isBetter(than: before)
        let outcome = LearnedOutcome(
            name: name, figure: figure, before: before, after: after,
            decision: isBetter ? .taken : keeping ? .takenThoughWorse : .left)
        return (outcome, outcome.isTaken ? weights : nil)
    }
}
