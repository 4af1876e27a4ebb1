import Neural
import Prose
import Reading
import Record

/// What the network of meaning is trained on: what it is given of an article, and where that stands.
///
/// Training takes all of it from here (`dixit model meaning`), so that nothing is computed twice.
package struct MeaningLessons: Sendable {
    /// The statements, with the entities that were found.
    package let findings: Findings
    /// For each party the place of its statement and its entity's id.
    package let parties: [[Int]]
    /// Where parties stand.
    package let places: [Span]
    /// Sentences in nobody's name.
    package let sentences: [Span]
    /// Pairs of statements that are compared, by their places.
    package let pairs: [[Int]]
    /// How many statements, parties, sentences and pairs there are.
    package let counts: [Int]
    /// One block after the other: [statements, …], [parties, …], [sentences, …] and [pairs, …], as wide as `widths` says.
    package let numbers: [Float]
    /// How many numbers a statement, a party, a sentence and a pair have.
    package static let widths = [
        3 * Encoder.hidden + MeaningStates.statementWidth, 3 * Encoder.hidden + PartyView.width, Encoder.hidden, PairView.width,
    ]

    /// Of an article that was read.
    package init(_ read: ReadText) { self.init(read, MeaningScene(read.worded, read.findings)) }

    /// Of a text by itself, as the content of one statement, and those of whom it tells something by their places.
    package init(_ read: ReadText, targets: [Span]) {
        let all = read.worded.words.startIndex..<read.worded.words.endIndex
        self.init(read, MeaningScene(read.worded, content: all, targets: targets.map { read.worded.words(touching: $0) }))
    }

    private init(_ read: ReadText, _ scene: MeaningScene) {
        let states = MeaningStates(scene, read.states)
        findings = read.findings
        parties = scene.parties.map { [$0.statement, $0.entity ?? -1] }
        places = scene.parties.map { read.worded.span(of: $0.words) }
        sentences = scene.sentences.map { read.worded.span(of: $0.words) }
        let pairs = PairView.pairs(of: scene)
        let contents = PairView.contents(states, count: scene.told.count)
        self.pairs = pairs.map { [$0.0, $0.1] }
        counts = [scene.told.count, scene.parties.count, scene.sentences.count, pairs.count]
        numbers =
            states.statements + states.parties + states.sentences
            + pairs.flatMap { PairView.numbers($0.0, $0.1, scene, contents) }
    }
}
