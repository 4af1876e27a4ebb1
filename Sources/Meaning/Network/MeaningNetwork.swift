import Foundation
import Neural
import Prose
import Reading
import Record

/// The heads above the encoder that tell what is meant: what is done by a statement and what it claims, whom it is about and in what
/// tone, to whom it is said, what sentences in nobody's name claim, and which statements oppose or back each other.
///
/// Small networks of one hidden layer over means of states and over what gazes take of the words, as `Training/layers.py` trains them; what they give
/// is calibrated.
struct MeaningNetwork: Sendable {
    static let acts = [
        "say", "deny", "accuse", "praise", "warn", "threaten", "promise", "refuse", "demand", "ask", "offer", "predict", "agree",
        "think", "show", "deed",
    ]
    static let claims = ["checkable", "prediction", "prescription", "obligation", "breach", "compliance", "opinion"]
    static let tones = ["negative", "neutral", "positive"]
    static let relations = ["opposes", "supports"]
    static let width = 128
    /// What of a content meets another's.
    private static let meeting = 64

    private let statement: Head
    private let party: Head
    private let sentence: Head
    private let gist: Dense
    private let pair: Head
    private let ofStatement: Gaze
    private let ofParty: Gaze
    private let ofSentence: Gaze

    private struct Head: Sendable {
        let hidden: Dense
        let out: Dense

        init(_ file: ModelFile, _ name: String, inputs: Int, width: Int, outputs: Int) throws {
            hidden = try Dense(file, "meaning.\(name).hidden", inputs: inputs, outputs: width)
            out = try Dense(file, "meaning.\(name).out", inputs: width, outputs: outputs)
        }

        func apply(_ x: [Float], rows: Int, _ workspace: Workspace) -> [Float] {
            out.apply(inner(x, rows: rows, workspace), rows: rows, workspace)
        }

        func inner(_ x: [Float], rows: Int, _ workspace: Workspace) -> [Float] {
            hidden.apply(x, rows: rows, workspace, gelu: true)
        }
    }

    /// Nil where the model has none: one that is being made.
    init?(_ file: ModelFile) throws {
        guard file.has("meaning.statement.hidden.weight") else { return nil }
        let (hidden, width) = (Encoder.hidden, MeaningNetwork.width)
        statement = try Head(
            file, "statement", inputs: 3 * hidden + MeaningStates.statementWidth + Gaze.width, width: width,
            outputs: MeaningNetwork.acts.count + MeaningNetwork.claims.count)
        party = try Head(
            file, "party", inputs: 3 * hidden + PartyView.width + Gaze.width, width: width,
            outputs: 2 + MeaningNetwork.tones.count)
        sentence = try Head(file, "sentence", inputs: hidden + Gaze.width, width: width, outputs: 1 + MeaningNetwork.claims.count)
        gist = try Dense(file, "meaning.gist", inputs: hidden, outputs: MeaningNetwork.meeting)
        pair = try Head(
            file, "pair", inputs: 2 * MeaningNetwork.meeting + PairView.width, width: MeaningNetwork.meeting,
            outputs: MeaningNetwork.relations.count)
        ofStatement = try Gaze(file, "meaning.of_statement", fromParty: false)
        ofParty = try Gaze(file, "meaning.of_party", fromParty: true)
        ofSentence = try Gaze(file, "meaning.of_sentence", fromParty: false)
    }

    /// What is meant in a text.
    func scores(of read: ReadText, _ findings: Findings, _ workspace: Workspace) -> MeaningScores {
        scores(of: MeaningScene(read.worded, findings), read.states, workspace)
    }

    /// The same of a scene.
    func scores(of scene: MeaningScene, _ states: ArticleStates, _ workspace: Workspace) -> MeaningScores {
        let seen = MeaningStates(scene, states)
        let words = words(of: scene, states)
        let ofStatements = statement.apply(
            looks(at: words, ofStatement, states, beside: seen.statements, workspace), rows: scene.told.count, workspace)
        let ofParties = party.apply(
            looks(at: words, from: scene.parties, states, beside: seen.parties, workspace), rows: scene.parties.count, workspace)
        let outside = scene.sentences.map { Gaze.words(of: [[], [], $0.outside], in: states) }
        let ofSentences = sentence.apply(
            looks(at: outside, ofSentence, states, beside: seen.sentences, workspace), rows: scene.sentences.count, workspace)
        let (acts, claims, tones) = (MeaningNetwork.acts.count, MeaningNetwork.claims.count, MeaningNetwork.tones.count)
        let statements = scene.told.indices.map { row in
            let at = row * (acts + claims)
            return MeaningScores.Statement(
                acts: softmax(ofStatements[at..<at + acts]), claims: ofStatements[at + acts..<at + acts + claims].map(sigmoid))
        }
        let parties = scene.parties.enumerated().map { row, party in
            let at = row * (2 + tones)
            return MeaningScores.Party(
                statement: party.statement, entity: party.entity, words: party.words, isAbout: sigmoid(ofParties[at]),
                isAddressed: sigmoid(ofParties[at + 1]), tones: softmax(ofParties[at + 2..<at + 2 + tones]))
        }
        let sentences = scene.sentences.enumerated().map { row, sentence in
            let at = row * (1 + claims)
            return MeaningScores.Sentence(
                words: sentence.words, isOwn: sigmoid(ofSentences[at]), claims: ofSentences[at + 1..<at + 1 + claims].map(sigmoid)
            )
        }
        return MeaningScores(
            statements: statements, parties: parties, sentences: sentences,
            links: links(scene, seen, acts: statements.map(\.acts), workspace))
    }

    /// What the scores of statements are read off: [statements, width].
    func inner(ofStatements scene: MeaningScene, _ states: ArticleStates, _ workspace: Workspace) -> [Float] {
        let rows = looks(
            at: words(of: scene, states), ofStatement, states, beside: MeaningStates(scene, states).statements, workspace)
        return statement.inner(rows, rows: scene.told.count, workspace)
    }

    /// The words of each statement that are looked at.
    private func words(of scene: MeaningScene, _ states: ArticleStates) -> [[Gaze.Word]] {
        scene.told.map { Gaze.words(of: [$0.cue, $0.source, $0.content, $0.beside], in: states) }
    }

    /// Rows, each with a look at its words behind it.
    private func looks(
        at words: [[Gaze.Word]], _ gaze: Gaze, _ states: ArticleStates, beside rows: [Float], _ workspace: Workspace
    ) -> [Float] {
        guard !words.isEmpty else { return [] }
        let (seen, width) = (gaze.seen(states, workspace), rows.count / words.count)
        return words.enumerated().flatMap { row, words in
            rows[row * width..<(row + 1) * width] + gaze.look(at: words, seen)
        }
    }

    /// The rows of parties, each with a look from it at the words of its statement behind it.
    private func looks(
        at words: [[Gaze.Word]], from parties: [MeaningScene.Party], _ states: ArticleStates, beside rows: [Float],
        _ workspace: Workspace
    ) -> [Float] {
        guard !parties.isEmpty else { return [] }
        let (seen, width) = (ofParty.seen(states, workspace), rows.count / parties.count)
        var (looks, from) = ([Float](), 0)
        while from < parties.count {
            let statement = parties[from].statement
            let until = parties[from...].firstIndex { $0.statement != statement } ?? parties.count
            let found = ofParty.looks(from: parties[from..<until].map(\.head), states, at: words[statement], seen, workspace)
            for row in from..<until {
                looks += rows[row * width..<(row + 1) * width]
                looks += found[(row - from) * Gaze.width..<(row - from + 1) * Gaze.width]
            }
            from = until
        }
        return looks
    }

    /// How likely pairs of statements oppose or back each other.
    private func links(_ scene: MeaningScene, _ seen: MeaningStates, acts: [[Double]], _ workspace: Workspace) -> [MeaningScores
        .Link]
    {
        let pairs = PairView.pairs(of: scene)
        guard !pairs.isEmpty else { return [] }
        let (count, meeting) = (scene.told.count, MeaningNetwork.meeting)
        let contents = PairView.contents(seen, count: count)
        let gists = gist.apply(contents, rows: count, workspace)
        var rows: [Float] = []
        rows.reserveCapacity(pairs.count * (2 * meeting + PairView.width))
        for (a, b) in pairs {
            for j in 0..<meeting { rows.append(abs(gists[a * meeting + j] - gists[b * meeting + j])) }
            for j in 0..<meeting { rows.append(gists[a * meeting + j] * gists[b * meeting + j]) }
            rows += PairView.numbers(a, b, scene, contents)
        }
        let scores = pair.apply(rows, rows: pairs.count, workspace)
        let relations = MeaningNetwork.relations.count
        return pairs.enumerated().map { row, pair in
            MeaningScores.Link(a: pair.0, b: pair.1, relations: scores[row * relations..<(row + 1) * relations].map(sigmoid))
        }
    }

    private func sigmoid(_ x: Float) -> Double { 1 / (1 + exp(-Double(x))) }

    private func softmax(_ scores: ArraySlice<Float>) -> [Double] {
        let top = Double(scores.max() ?? 0)
        let powers = scores.map { exp(Double($0) - top) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
