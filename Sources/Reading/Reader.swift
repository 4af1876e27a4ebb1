import Neural
import Prose
import Record

/// Reads articles: text in, statements out.
///
///     let reader = try Reader(modelAt: "reader.model")
///     for statement in reader.read(text).statements { print(statement.source, statement.content) }
///
/// Make one and use it from as many threads as you like; each call works in its own thread, and in those that nobody reads in where
/// there may be more. The same text gives the same findings on the same engine, whatever runs beside it. Cost grows linearly with the text.
public struct Reader: Sendable {
    /// Program and model, as every record names them.
    public let version: ReaderVersion
    /// What the model is.
    public let card: ModelCard
    /// How matrices are multiplied.
    public let engine: Neural.Engine

    /// The model file, where the heads of the layers of meaning are too.
    package let file: ModelFile
    let pieces: WordPiece
    private let encoder: Encoder
    private let cues: CueTagger
    private let nestedCues: CueTagger
    private let cueWords: CueWords
    private let roles: RoleScorer
    private let mentions: MentionTagger
    private let antecedents: Antecedents
    /// Nil in a model that is being made: the rules alone then say who speaks.
    let speakers: SpeakerScorer?
    package let workspaces: Workspaces
    let spare: SpareThreads

    /// How matrices are multiplied: bytes, single precision by oneDNN, or single precision by Dixit's own kernels.
    public typealias Engine = Neural.Engine

    /// The version of Dixit: the one place where it is written.
    public static let programVersion = "0.2.0"

    /// Opens the model at `path`; without an engine, takes the fastest that this machine can run.
    ///
    /// - Parameters:
    ///   - threads: how many may work at once, those that call the reader counted: while fewer call it, windows of their articles are read in
    ///     further threads. 1 reads each article in the thread of its caller alone.
    ///   - beforeReviews: takes the model as it was before people's reviews were fitted to.
    /// - Throws: `ModelError` where the file is missing, damaged or not a model, or the engine cannot run here.
    public init(
        modelAt path: String, engine: Engine? = nil, threads: Int = 1,
        beforeReviews: Bool = false
    ) throws {
        let engine = try Engine.chosen(engine)
        let file = try ModelFile(path: path, beforeReviews: beforeReviews)
        self.engine = engine
        self.file = file
        card = file.card
        version = ReaderVersion(version: Reader.programVersion, model: "\(file.card.name)-\(file.checksum.prefix(8))")
        do {
            pieces = try WordPiece(vocabulary: file.blob("vocabulary"))
        } catch let error as VocabularyError {
            throw ModelError("The model \(path) cannot be used: \(error)")
        }
        encoder = try Encoder(file, engine: engine)
        cues = try CueTagger(file, .anywhere)
        nestedCues = try CueTagger(file, .nested)
        cueWords = try CueWords(file)
        roles = try RoleScorer(file)
        mentions = try MentionTagger(file)
        antecedents = try Antecedents(file)
        speakers = try file.has("speakers.table") ? SpeakerScorer(file) : nil
        workspaces = Workspaces(engine: engine)
        spare = SpareThreads(threads: max(1, threads))
    }

    /// The statements of an article, in order of their first word, and its entities, in order of the first word that heads a mention.
    public func read(_ text: String) -> Findings { read(text, unless: { false })?.findings ?? Findings() }

    /// The same with the states of the text's words, for the layers of meaning; nil where nobody wants it any more.
    ///
    /// - Parameter isCancelled: asked before each window of the text, some 350 words, and before what was seen is put together.
    public func read(_ text: String, unless isCancelled: () -> Bool) -> ReadText? {
        spare.counted {
            let worded = pieces.read(text)
            return found(in: worded, unless: isCancelled).map { readText(worded, $0, $1) }
        }
    }

    /// A text with its statements, whose speakers and entities are found.
    func readText(_ worded: WordedText, _ built: [BuiltStatement], _ seen: Seen) -> ReadText {
        let workspace = workspaces.take()
        defer { workspaces.give(workspace) }
        return ReadText(
            worded: worded, findings: findings(built, seen, StatementBuilder(worded: worded), workspace), states: seen.states)
    }

    /// The states of the words of a text that was read before.
    public func states(of text: String) -> ReadText {
        spare.counted {
            let worded = pieces.read(text)
            var states = ArticleStates(words: worded.words.count)
            let windows = worded.windows()
            let owners = worded.owners(of: windows)
            let wanted = windows.prefix { $0.lowerBound < states.count }.count
            each(0..<wanted) {
                encode(windows[$0], of: worded, $1)
            } then: { number, encoded in
                states.keep(windows[number], of: encoded) { owners[$0] == number }
            }
            return ReadText(worded: worded, findings: Findings(), states: states)
        }
    }

    /// Does something with each window, where threads are free with several at once, and something with what comes of it, in their
    /// order; false where that was given up. At most `together` results wait.
    @discardableResult
    private func each<Result: Sendable>(
        _ windows: Range<Int>, unless isCancelled: () -> Bool = { false },
        _ work: @escaping @Sendable (Int, Workspace) -> Result, then: (Int, Result) -> Void
    ) -> Bool {
        for first in stride(from: windows.lowerBound, to: windows.upperBound, by: Reader.together) {
            let some = first..<min(first + Reader.together, windows.upperBound)
            let results = spare.map(some, unless: isCancelled) { [workspaces] number in
                let workspace = workspaces.take()
                defer { workspaces.give(workspace) }
                return work(number, workspace)
            }
            guard let results else { return false }
            for (number, result) in zip(some, results) { then(number, result) }
        }
        return true
    }

    /// Windows that are read before what was seen in them is put together: each takes 0.6 MB until then.
    private static let together = 16

    /// The statements of a text, and all that the network sees in it.
    func found(
        in worded: WordedText, unless isCancelled: () -> Bool
    ) -> (statements: [BuiltStatement], seen: Seen)? {
        let calibration = Calibration(weights: card.calibration)
        let nestedCalibration = Calibration(weights: card.nestedCalibration ?? card.calibration)
        let threshold = card.threshold
        let scanned = scan(worded, unless: isCancelled) { calibration.confidence($0.evidence) >= threshold }
        guard let seen = scanned, !isCancelled() else { return nil }
        let scored = seen.statements.map {
            (statement: $0, confidence: ($0.isNested ? nestedCalibration : calibration).confidence($0.evidence))
        }
        .filter { statement, confidence in
            confidence >= (statement.isNested ? card.nestedThreshold : card.threshold)
        }
        let meant = MisreadCues(worded).without(scored)
        return (StatementBuilder(worded: worded).build(LayoutStatements.completing(meant, in: worded)), seen)
    }

    /// Resolves mentions and speakers.
    func findings(_ built: [BuiltStatement], _ seen: Seen, _ builder: StatementBuilder, _ workspace: Workspace)
        -> Findings
    {
        let worded = builder.worded
        let scene = SpeakerScene(worded, built, resolved(built, seen, worded, workspace))
        let decided = DecidedSpeakers(
            scene, speakers?.decisions(in: scene, seen, workspace) ?? built.map { _ in nil }, selves: scene.selves)
        let naming = EntityNaming(worded: worded)
        let telling = decided.naming.map { $0.map { scene.coreference.mentions[$0] } }
        let names = telling.map { naming.name(of: $0) }
        // By the head of each name, whom it names.
        var named: [Int: Int] = [:]
        for (id, mentions) in telling.enumerated() {
            for mention in mentions where mention.level == .name { named[mention.head] = id }
        }
        let entities = decided.sets.enumerated().map { id, set in
            let isTogether = telling[id].contains { $0.together.count > 1 }
            return Entity(
                id: id,
                name: isTogether ? naming.name(of: telling[id]) { named[$0.head].map { names[$0] } } : names[id],
                kind: naming.kind(of: telling[id]),
                mentions: set.map { scene.coreference.mentions[$0] }.map {
                    Mention(builder.extract($0.words), MentionForm($0.written ?? $0.level))
                })
        }
        return Findings(statements: builder.records(built, speakers: decided.speakers), entities: entities)
    }

    /// Which mentions are the same, and whom the rules hold for the speakers.
    func resolved(_ built: [BuiltStatement], _ seen: Seen, _ worded: WordedText, _ workspace: Workspace) -> SpeakerFinder {
        let surfaces = seen.mentions.map { MentionSurface($0, in: worded) }
        let dateline = Dateline(worded)
        // Likelihoods are of what the network saw; who is who, of what the article's layout and words make of it.
        let named = NameKinds.settled(
            seen.mentions.map {
                let whole = MentionClauses.cut($0, in: worded)
                let described = DescribedName.corrected(NamedBodies.corrected(dateline.corrected(whole), in: worded), in: worded)
                return Abbreviations.completed(PersonNames.settled(described, in: worded), in: worded)
            },
            surfaces)
        let mentions = Abbreviations(named, in: worded).settled(NameKinds.placed(named, in: worded), in: worded)
        let places = MentionPlaces(mentions, built, worded)
        let selves = places.selves(surfaces)
        // Whom "both" or "the latter" means is told by the article's words, and "they/them" means nobody.
        let ofPairs = mentions.indices.filter {
            NamedPair(mentions[$0].words, mentions, in: worded) != nil
                || surfaces[$0].pronoun != nil && MentionSurface.isBesideSlash(mentions[$0].words, worded)
        }
        let candidates = antecedents.candidates(seen.mentions, surfaces, heads: seen.heads, in: worded, workspace)
        var sets = Coreference(
            mentions, surfaces, candidates: candidates, apart: Set(selves.keys).union(ofPairs), places: places, in: worded)
        if let author = Byline.author(mentions, in: worded) {
            for i in mentions.indices
            where surfaces[i].pronoun == .i && selves[i] == nil && !places.quotations.isQuoted(mentions[i].head) {
                sets.join(i, to: author)
            }
        }
        var speakers = SpeakerFinder(worded, built, sets, places.quotations)
        speakers.find(selves: selves)
        return speakers
    }

    /// What the network sees in an article, before it is put together.
    struct Seen {
        /// All statements above the taggers' floors.
        var statements: [FoundStatement] = []
        /// In order of their heads.
        var mentions: [FoundMention] = []
        /// The states of their heads, [mentions, Encoder.hidden].
        var heads: [Float] = []
        /// The states of the words that tell whose a statement is.
        var statementStates = WordStates()
        /// Those of all words.
        var states: ArticleStates
    }

    /// Reads all windows; nil where that is given up. `telling` are the words whose states are kept in the place of those of the
    /// statements found. Statements inside others are looked for in the contents of those that `isSure` takes.
    func scan(
        _ worded: WordedText, unless isCancelled: () -> Bool = { false }, telling: [Int]? = nil,
        isSure: @escaping @Sendable (FoundStatement) -> Bool
    ) -> Seen? {
        let windows = worded.windows()
        let owners = worded.owners(of: windows)
        var seen = Seen(states: ArticleStates(words: worded.words.count))
        let isWhole = each(windows.indices, unless: isCancelled) { number, workspace in
            let window = windows[number]
            let part = WindowPart(
                words: Array(worded.words[window]), start: window.lowerBound, states: encode(window, of: worded, workspace),
                worded: worded)
            let decides = { owners[window.lowerBound + $0] == number }
            return SeenInWindow(
                states: part.states, statements: statements(part, workspace, decides: decides, isSure: isSure),
                mentions: mentions.mentions(part.states, part.words, start: part.start, workspace, decides: decides).distinct())
        } then: { number, part in
            let window = windows[number]
            seen.states.keep(window, of: part.states) { owners[$0] == number }
            seen.statements += part.statements
            // Marks that open a quotation tell where it turns out to be a statement without a cue.
            let telling =
                telling ?? part.statements.flatMap { WordStates.telling(of: $0.source, cue: $0.cue, worded) }
                + window.filter { worded.words[$0].quote == .opening }
            for word in telling where window.contains(word) {
                seen.statementStates.keep(word, of: part.states, at: word - window.lowerBound, isBest: owners[word] == number)
            }
            seen.mentions += part.mentions.mentions
            seen.heads += part.mentions.heads
        }
        return isWhole ? seen : nil
    }

    /// What the network sees in one window.
    private struct SeenInWindow: Sendable {
        /// [words, Encoder.hidden].
        let states: [Float]
        let statements: [FoundStatement]
        let mentions: MentionTagger.Found
    }

    /// A window: its words, where it starts in the article, and its states, [words, Encoder.hidden].
    private struct WindowPart {
        let words: [Word]
        let start: Int
        let states: [Float]
        let worded: WordedText
    }

    private func statements(
        _ part: WindowPart, _ workspace: Workspace, decides: (Int) -> Bool, isSure: (FoundStatement) -> Bool
    ) -> [FoundStatement] {
        let (words, start, states) = (part.words, part.start, part.states)
        let proposed = cues.candidates(states, words: words.count, workspace, decides: decides)
        // “Said told the council”: of two verbs side by side the one with a capital is a name.
        let candidates = proposed.enumerated().filter { at, cue in
            !(at + 1 < proposed.count && proposed[at + 1].words.lowerBound == cue.words.upperBound && cue.words.count == 1
                && words[cue.words.lowerBound].shape == .capital && words[cue.words.upperBound].shape == .lower)
        }.map(\.element)
        let quoted = Reader.quoted(words)
        guard !candidates.isEmpty || !quoted.isEmpty else { return [] }
        let prepared = roles.prepare(words, states: states, workspace)
        func statement(_ cue: CueCandidate, within: Range<Int>?) -> FoundStatement? {
            let range = within ?? words.indices
            let scores = roles.scores(prepared, cue: cue.words, in: range, workspace)
            var potentials = scores.potentials
            SourceSides(cue.words.shifted(by: start), in: part.worded)
                .bar(&potentials, of: range.shifted(by: start), cue: cue.words.shifted(by: start))
            let path = StatementPath.best(
                potentials, blocked: cue.words.shifted(by: -range.lowerBound), sourceless: scores.sourceless
            ) {
                // Only a quotation goes on in the next paragraph, which then opens with its mark.
                words[$0 + range.lowerBound].gap == .paragraph && words[$0 + range.lowerBound].quote != .opening
            }
            return FoundStatement(
                cue: cue.words.shifted(by: start), probability: cue.probability,
                word: cueWords.odds(of: cue.words.shifted(by: start), in: part.worded), state: cue.state, path: path,
                at: start + range.lowerBound, isNested: within != nil)
        }
        let found = candidates.compactMap { statement($0, within: nil) }
        let sure = found.filter(isSure)
        // A quotation can turn out to be a statement without a cue.
        let contents = sure.flatMap(\.content).map { $0.lowerBound - start..<$0.upperBound - start } + quoted
        guard !contents.isEmpty else { return found }
        let reach = NestedReach(part.worded)
        var free = Set(words.indices).subtracting(sure.flatMap(\.cue).map { $0 - start })
        let nested = nestedCues.candidates(states, words: words.count, workspace, decides: decides)
            .compactMap { cue -> FoundStatement? in
                let holder = contents.filter { $0.lowerBound <= cue.words.lowerBound && cue.words.upperBound <= $0.upperBound }
                    .min { $0.count < $1.count }
                guard let holder, free.isSuperset(of: cue.words) else { return nil }
                free.subtract(cue.words)
                return statement(
                    cue, within: reach.words(of: cue.words.shifted(by: start), in: holder.shifted(by: start)).shifted(by: -start))
            }
        return found + nested
    }

    /// The stretches of words that stand in quotation marks.
    private static func quoted(_ words: [Word]) -> [Range<Int>] {
        words.indices.filter { words[$0].quote != .outside }.reduce(into: []) { stretches, word in
            if let last = stretches.last, last.upperBound == word, words[word].quotation == words[word - 1].quotation {
                stretches[stretches.count - 1] = last.lowerBound..<word + 1
            } else {
                stretches.append(word..<word + 1)
            }
        }
    }

    /// The encoder's output at the first piece of each word of the window, [words, hidden].
    private func encode(_ window: Range<Int>, of worded: WordedText, _ workspace: Workspace) -> [Float] {
        let from = Int(worded.words[window.lowerBound].firstPiece)
        let to = window.upperBound < worded.words.count ? Int(worded.words[window.upperBound].firstPiece) : worded.pieces.count
        var input = [Encoder.Piece.start]
        input.reserveCapacity(to - from + 2)
        for i in from..<min(to, from + Encoder.longest - 2) {
            let word = worded.words[Int(worded.pieceWord[i])]
            input.append(
                .init(id: worded.pieces[i], shape: word.shape.rawValue, gap: word.gap.rawValue, quote: word.quote.rawValue))
        }
        input.append(.end)
        let states = encoder.encode(input, in: workspace)
        let width = Encoder.hidden
        return [Float](unsafeUninitializedCapacity: window.count * width) { out, count in
            for (row, word) in window.enumerated() {
                let piece = min(Int(worded.words[word].firstPiece) - from + 1, input.count - 1)
                (out.baseAddress.map { $0 + row * width })?.update(from: states + piece * width, count: width)
            }
            count = window.count * width
        }
    }
}

/// A text that was read: its words, what was found in it, and what the encoder makes of each word.
public struct ReadText: Sendable {
    /// Its words.
    public let worded: WordedText
    /// Its statements and entities.
    public let findings: Findings
    /// The states of its words.
    public let states: ArticleStates
}

extension MentionForm {
    /// The form that the network calls a level.
    fileprivate init(_ level: FoundMention.Level) {
        switch level {
        case .name: self = .name
        case .nominal: self = .nominal
        case .pronoun: self = .pronoun
        }
    }
}
