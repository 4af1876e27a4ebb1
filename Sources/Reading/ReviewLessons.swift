import Neural
import Prose
import Record

/// A text whose statements people have judged, as the network sees it: what its last layers are fitted to (`dixit train`).
package struct ReviewLessons: Sendable {
    /// A statement that the network proposes, kept or not.
    package struct Proposal: Sendable {
        package let spans: StatementSpans
        /// Whether it was looked for inside the content of another.
        package let isNested: Bool
        /// What the calibration weighs, [5] (`Calibration.Features.values`).
        package let features: [Double]
        /// What the cue's log odds are read off, [`ReviewLessons.cueWidth`].
        package let cueState: [Float]
    }

    /// Those whose cues may be ones, in order of the windows in which they were found.
    package let proposals: [Proposal]
    /// The choices between speakers of the statements given, but for those that are not the network's to decide.
    package let choices: [SpeakerLesson]
    /// The text with the statements given and what is found of them.
    package let read: ReadText
    /// For each statement of `read` its place among those given.
    package let places: [Int]

    /// How many numbers a cue's log odds are read off.
    package static let cueWidth = CueTagger.width
    /// How many a speaker's score.
    package static let speakerWidth = SpeakerLayer.width
}

/// Between whom the network chooses the speaker of a statement.
package struct SpeakerLesson: Sendable {
    package enum Candidate: Sendable, Hashable {
        /// An entity, by the places where it is mentioned.
        case entity([Span])
        case new, nobody
    }

    /// The statement's place among those given.
    package let place: Int
    package let candidates: [Candidate]
    /// The candidate of whom the source is a name: whoever takes somebody new of that name takes them.
    package let ownName: Int?
    /// The candidate for whom each row speaks; from `candidates.count` on they are barred from speaking.
    package var owners: [Int] { rows.map(\.candidate) }
    /// What rows' scores are read off: [rows, `ReviewLessons.speakerWidth`].
    package let hidden: [Float]
    private let rows: [SpeakerLayer.Row]
    private let choice: SpeakerChoice

    fileprivate init(_ asked: SpeakerScorer.Asked, at place: Int, in scene: SpeakerScene, _ builder: StatementBuilder) {
        (self.place, choice, rows, hidden) = (place, asked.choice, asked.rows, asked.hidden)
        ownName = asked.choice.ownName.flatMap { asked.choice.candidates.firstIndex(of: .entity($0)) }
        candidates = asked.choice.candidates.map {
            switch $0 {
            case .entity(let number):
                .entity(scene.entities[number].mentions.map { builder.extract(scene.coreference.mentions[$0].words).span })
            case .new: .new
            case .nobody: .nobody
            }
        }
    }

    /// Whom the reader takes where rows have these scores, and how likely that is.
    package func decision(scores: [Float]) -> (candidate: Int, probability: Double)? {
        guard let best = SpeakerScorer.best(choice, rows, scores), let at = choice.candidates.firstIndex(of: best.candidate)
        else {
            return nil
        }
        return (at, best.probability)
    }
}

extension Reader {
    /// The lessons of a text; nil where nobody wants them any more.
    ///
    /// - Parameters:
    ///   - given: the statements that there are, judged or not.
    ///   - isCancelled: asked before each window of the text.
    package func lessons(
        _ text: String, given: [GivenStatement], unless isCancelled: () -> Bool
    ) -> ReviewLessons? {
        spare.counted {
            let worded = pieces.read(text)
            let (built, places) = built(given, worded)
            let calibration = Calibration(weights: card.calibration)
            let nested = Calibration(weights: card.nestedCalibration ?? card.calibration)
            // What tells of the statements given, not of those that are found.
            let telling = built.flatMap { WordStates.telling(of: $0.source, cue: $0.cue, worded) }
            let threshold = card.threshold
            let scanned = scan(worded, unless: isCancelled, telling: telling) { calibration.confidence($0.evidence) >= threshold }
            guard let seen = scanned, !isCancelled() else { return nil }
            let workspace = workspaces.take()
            defer { workspaces.give(workspace) }
            let builder = StatementBuilder(worded: worded)
            let found = seen.statements.map { ($0, ($0.isNested ? nested : calibration).confidence($0.evidence)) }
            let scene = SpeakerScene(worded, built, resolved(built, seen, worded, workspace))
            let asked = speakers?.asked(in: scene, seen, workspace) ?? []
            return ReviewLessons(
                proposals: MisreadCues(worded).without(found).compactMap { ReviewLessons.Proposal($0.statement, builder) },
                choices: asked.enumerated().compactMap { id, asked in
                    // Whoever issued a letter said what it says; that is no choice of the network's.
                    guard let asked, scene.issuers[id] == nil else { return nil }
                    return SpeakerLesson(asked, at: places[id], in: scene, builder)
                },
                read: ReadText(worded: worded, findings: findings(built, seen, builder, workspace), states: seen.states),
                places: places)
        }
    }

    /// Statements in words, in order of reading, with their places among those given; one with a part that has no words is left out.
    private func built(_ given: [GivenStatement], _ worded: WordedText) -> (statements: [BuiltStatement], places: [Int]) {
        let all = given.enumerated().compactMap { place, one in built(one, worded).map { (place: place, built: $0) } }.sorted {
            ($0.built.extent.lowerBound, $0.built.cue.lowerBound, $0.place) < (
                $1.built.extent.lowerBound, $1.built.cue.lowerBound, $1.place
            )
        }
        var statements = all.map(\.built)
        for (id, parent) in Nesting.parents(of: statements.map { ($0.extent, $0.content) }).enumerated() {
            statements[id].parent = parent
        }
        return (statements, all.map(\.place))
    }
}

extension ReviewLessons.Proposal {
    /// Nil where the network did not find it.
    fileprivate init?(_ found: FoundStatement, _ builder: StatementBuilder) {
        guard case .network(let features) = found.evidence else { return nil }
        self.init(
            spans: StatementSpans(
                source: found.source.map { [builder.extract($0).span] } ?? [], cue: [builder.extract(found.cue).span],
                content: found.content.map { builder.extract($0).span }),
            isNested: found.isNested, features: features.values, cueState: found.cueState)
    }
}
