/// A statement as it is found, before it becomes a record: ranges of the article's words.
struct FoundStatement: Sendable {
    /// Empty where a quotation stands alone: before its first word.
    let cue: Range<Int>
    let source: Range<Int>?
    let content: [Range<Int>]
    /// What its confidence follows from.
    let evidence: Evidence
    /// Whether it was looked for inside the content of another statement.
    let isNested: Bool
    /// What the network reads off that its cue is one (`CueCandidate.state`); empty where it did not find it.
    let cueState: [Float]

    /// How a statement was found.
    enum Evidence {
        /// By the network, with these scores.
        case network(Calibration.Features)
        /// By the way the text is set, which is right this often.
        case layout(Double)
    }

    /// Whether the network found it, not the layout, which knows where its lines end.
    var isOfNetwork: Bool {
        switch evidence {
        case .network: true
        case .layout: false
        }
    }

    /// A statement that the layout shows.
    init(cue: Range<Int>, source: Range<Int>, content: Range<Int>, rightAsOften share: Double) {
        self.init(cue: cue, source: source, content: [content], rightAsOften: share)
    }

    /// A quotation that has no cue.
    init(content: [Range<Int>], rightAsOften share: Double) {
        let first = content[0].lowerBound
        self.init(cue: first..<first, source: nil, content: content, rightAsOften: share)
    }

    private init(cue: Range<Int>, source: Range<Int>?, content: [Range<Int>], rightAsOften share: Double) {
        (self.cue, self.source, self.content) = (cue, source, content)
        evidence = .layout(share)
        isNested = false
        cueState = []
    }

    /// Nil where the best path has no content: such a statement says nothing.
    ///
    /// - Parameters:
    ///   - cue: words of the article; `probability` is that of their being one, `word` what counting says of them.
    ///   - path: of the words from `offset` on.
    init?(
        cue: Range<Int>, probability: Double, word: Double = CueWords.unseen, state: [Float] = [], path: StatementPath.Best,
        at offset: Int, isNested: Bool
    ) {
        var source: Range<Int>?
        var content: [Range<Int>] = []
        var start = 0
        for i in 1...path.states.count {
            guard i == path.states.count || path.states[i] != path.states[start] else { continue }
            switch path.states[start] {
            case .source: source = offset + start..<offset + i
            case .contentBefore, .contentAfter: content.append(offset + start..<offset + i)
            case .outsideBefore, .outsideAfter: break
            }
            start = i
        }
        guard !content.isEmpty else { return nil }
        self.cue = cue
        self.source = source
        self.content = content
        self.isNested = isNested
        cueState = state
        let features = Calibration.Features(cue: probability, path: path.logProbability, hasSource: source != nil, word: word)
        evidence = .network(features)
    }
}
