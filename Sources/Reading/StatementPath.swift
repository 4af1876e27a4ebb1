import Foundation

/// What the role scorer says of one word, given a cue: six scores that add up along a statement.
struct RolePotentials {
    var inSource: Float
    var inContent: Float
    var beginSource: Float
    var endSource: Float
    var beginContent: Float
    var endContent: Float
}

/// The structured layer over the role scores: which words of a window are the source and the contents of one cue.
///
/// A statement is a path through five states, one a word. There is one source at most and it is whole; contents are whole
/// pieces; beginning and ending a span costs what the scorer says for that very word. Training maximised the likelihood of the gold
/// paths under the same layer (a conditional random field whose transitions depend on the words), so the best path and its share
/// of all paths' weight can be read off exactly. Linear in the words.
enum StatementPath {
    /// The states: outside or in a content before the source, in the source, outside or in a content after it.
    enum State: Int {
        case outsideBefore, contentBefore, source, outsideAfter, contentAfter
    }

    /// The best path of a run of words and the logarithm of its probability.
    struct Best {
        let states: [State]
        let logProbability: Double
    }

    /// What makes a step impossible.
    static let never: Float = -10_000

    /// - Parameters:
    ///   - potentials: the scores of each word; at least one word.
    ///   - blocked: words that can carry no role: those of the cue itself.
    ///   - breaks: whether a word begins a paragraph over whose edge no source and no content goes on.
    ///   - sourceless: the score of a statement without a source.
    static func best(
        _ potentials: [RolePotentials], blocked: Range<Int>, sourceless: Float,
        breaks: (Int) -> Bool = { _ in false }
    ) -> Best {
        var viterbi = Scores(first: 0, others: never)
        var total = Scores(first: 0, others: never)
        var back = [UInt8](repeating: 0, count: potentials.count * 5)
        for (t, p) in potentials.enumerated() {
            let previous = t > 0 ? potentials[t - 1] : nil
            let steps = Steps(p, after: previous, blocked: blocked.contains(t), breaks: breaks(t))
            viterbi = steps.advance(viterbi, keeping: &back, at: t * 5)
            total = steps.advance(total)
        }
        viterbi.close(potentials.last, sourceless: sourceless)
        total.close(potentials.last, sourceless: sourceless)
        var state = viterbi.indexOfGreatest
        let logProbability = min(0, Double(viterbi[state] - total.logSum))
        var states = [State](repeating: .outsideBefore, count: potentials.count)
        for t in stride(from: potentials.count - 1, through: 0, by: -1) {
            states[t] = State(rawValue: state) ?? .outsideBefore
            state = Int(back[t * 5 + state])
        }
        return Best(states: states, logProbability: logProbability)
    }

    /// A score for each state.
    struct Scores {
        var a: Float, b: Float, c: Float, d: Float, e: Float

        init(_ a: Float, _ b: Float, _ c: Float, _ d: Float, _ e: Float) {
            (self.a, self.b, self.c, self.d, self.e) = (a, b, c, d, e)
        }
        init(first: Float, others: Float) { self.init(first, others, others, others, others) }

        subscript(state: Int) -> Float {
            switch state {
            case 0: a
            case 1: b
            case 2: c
            case 3: d
            default: e
            }
        }

        var indexOfGreatest: Int { (1..<5).reduce(0) { self[$1] > self[$0] ? $1 : $0 } }

        var logSum: Float {
            StatementPath.logSum(StatementPath.logSum(a, b), StatementPath.logSum(c, StatementPath.logSum(d, e)))
        }

        /// Ends what is still open behind the last word.
        mutating func close(_ last: RolePotentials?, sourceless: Float) {
            guard let last else { return }
            a += sourceless
            b += sourceless + last.endContent
            c += last.endSource
            e += last.endContent
        }
    }

    /// The scores of the steps into one word: into each state, from each state that can precede it.
    private struct Steps {
        // Named into-from by the states' letters: a outside before, b content before, c source, d outside after, e content after.
        let ab: Float, ba: Float, bb: Float, ca: Float, cb: Float, cc: Float
        let dc: Float, de: Float, ec: Float, ed: Float, ee: Float

        init(_ p: RolePotentials, after previous: RolePotentials?, blocked: Bool, breaks: Bool) {
            let endSource = previous?.endSource ?? 0, endContent = previous?.endContent ?? 0
            let block = blocked ? never : 0
            let goOn = blocked || breaks ? never : 0
            let beginSource = p.beginSource + p.inSource + block, beginContent = p.beginContent + p.inContent + block
            ab = endContent
            ba = beginContent
            bb = p.inContent + goOn
            ca = beginSource
            cb = beginSource + endContent
            cc = p.inSource + goOn
            dc = endSource
            de = endContent
            ec = beginContent + endSource
            ed = beginContent
            ee = p.inContent + goOn
        }

        /// One step of Viterbi's algorithm; keeps from where the best way into each state came.
        func advance(_ s: Scores, keeping back: inout [UInt8], at: Int) -> Scores {
            var next = Scores(s.a, s.a + ba, s.a + ca, s.c + dc, s.c + ec)
            (back[at], back[at + 1], back[at + 2], back[at + 3], back[at + 4]) = (0, 0, 0, 2, 2)
            if s.b + ab > next.a { (next.a, back[at]) = (s.b + ab, 1) }
            if s.b + bb > next.b { (next.b, back[at + 1]) = (s.b + bb, 1) }
            if s.b + cb > next.c { (next.c, back[at + 2]) = (s.b + cb, 1) }
            if s.c + cc > next.c { (next.c, back[at + 2]) = (s.c + cc, 2) }
            if s.d > next.d { (next.d, back[at + 3]) = (s.d, 3) }
            if s.e + de > next.d { (next.d, back[at + 3]) = (s.e + de, 4) }
            if s.d + ed > next.e { (next.e, back[at + 4]) = (s.d + ed, 3) }
            if s.e + ee > next.e { (next.e, back[at + 4]) = (s.e + ee, 4) }
            return next
        }

        /// One step of the forward algorithm: the logarithm of the weight of all ways into each state.
        func advance(_ s: Scores) -> Scores {
            Scores(
                logSum(s.a, s.b + ab),
                logSum(s.a + ba, s.b + bb),
                logSum(logSum(s.a + ca, s.b + cb), s.c + cc),
                logSum(logSum(s.c + dc, s.d), s.e + de),
                logSum(logSum(s.c + ec, s.d + ed), s.e + ee))
        }
    }

    /// log(e^x + e^y).
    private static func logSum(_ x: Float, _ y: Float) -> Float {
        let (high, low) = x > y ? (x, y) : (y, x)
        let difference = low - high
        return difference < -17 ? high : high + log1p(exp(difference))  // e^-17 is below single precision beside 1
    }
}
