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
    /// Of each statement the words of its cue, its source and its content, and what else stands in its sentence.
    package let told: [[[Range<Int>]]]
    /// For each party the place of its statement, its entity's id, and the word that heads it.
    package let parties: [[Int]]
    /// Where parties stand.
    package let places: [Span]
    /// Sentences in nobody's name.
    package let sentences: [Span]
    /// Of each of them the words that stand in no content.
    package let outside: [[Range<Int>]]
    /// Pairs of statements that are compared, by their places.
    package let pairs: [[Int]]
    /// How many words, statements, parties and pairs there are numbers of.
    package let counts: [Int]
    /// One block after the other: the encoder's states [words, …], and what else is seen of [statements, …], [parties, …] and [pairs, …], as wide as
    /// `widths` says.
    package let numbers: [Float]
    /// How many numbers a word, a statement, a party and a pair have.
    package static let widths = [Encoder.hidden, MeaningStates.statementWidth, PartyView.width, PairView.width]

    /// Of an article that was read.
    package init(_ read: ReadText) { self.init(read, MeaningScene(read.worded, read.findings)) }

    /// Of a text by itself, as the content of one statement, and those of whom it tells something by their places.
    package init(_ read: ReadText, targets: [Span]) {
        let all = read.worded.words.startIndex..<read.worded.words.endIndex
        self.init(read, MeaningScene(read.worded, content: all, targets: targets.map { read.worded.words(touching: $0) }))
    }

    private init(_ read: ReadText, _ scene: MeaningScene) {
        findings = read.findings
        told = scene.told.map { [$0.cue, $0.source, $0.content, $0.beside] }
        parties = scene.parties.map { [$0.statement, $0.entity ?? -1, $0.head] }
        places = scene.parties.map { read.worded.span(of: $0.words) }
        sentences = scene.sentences.map { read.worded.span(of: $0.words) }
        outside = scene.sentences.map(\.outside)
        let pairs = PairView.pairs(of: scene)
        let contents = PairView.contents(MeaningStates(scene, read.states), count: scene.told.count)
        self.pairs = pairs.map { [$0.0, $0.1] }
        counts = [read.states.count, scene.told.count, scene.parties.count, pairs.count]
        numbers =
            (0..<read.states.count).flatMap { read.states.state(of: $0) } + scene.told.flatMap(MeaningStates.seen)
            + scene.parties.flatMap(\.seen) + pairs.flatMap { PairView.numbers($0.0, $0.1, scene, contents) }
    }
}
