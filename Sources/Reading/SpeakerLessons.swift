import Neural
import Prose
import Record

/// What the decision about speakers is learned from: for each statement of an article its candidates, and what is seen of them.
///
/// Training takes all of it from here (`dixit model speakers`), so that nothing is computed twice.
package struct SpeakerLessons: Sendable {
    /// A statement, by its spans, with its candidates.
    package struct Lesson: Sendable {
        package let source: Span?
        /// Nil where a quotation stands without one.
        package let cue: Span?
        package let content: [Span]
        /// Numbers of entities; -1 is somebody new, -2 nobody.
        package let candidates: [Int]
        /// For each candidate the mentions that speak for it, as [mention, distance, level]; the mention -1 is the source's head.
        package let witnesses: [[[Int]]]
        /// The number of the entity that the rules take; nil where they take none.
        package let ruled: Int?
        /// The number of the entity of which the source is a name.
        package let ownName: Int?
        /// The words, by their places in the text, whose states tell whose the statement is: its source's head, where it has
        /// one, and its cue's last.
        package let telling: [Int]
    }

    /// What an entity is called, and what it is.
    package struct Named: Sendable {
        package let name: String
        package let kind: EntityKind?
        package let isNamed: Bool
        /// Its names and descriptions.
        package let called: [String]
    }

    package var lessons: [Lesson] = []
    package var entities: [Named] = []
    /// The words, by their places in the text, that head the network's mentions.
    package var heads: [Int] = []
    /// One block after the other: states of mentions [mentions, hidden], of the statements' sources and cues [lessons, 2 hidden], what is seen
    /// of statements, of entities, and of all candidates.
    package var numbers: [Float] = []
    /// How many numbers a statement, an entity, a candidate has.
    package var widths: [Int] = []
}

/// A statement that is right, by its spans; `cue` is nil where a quotation stands without one.
package struct GivenStatement: Sendable {
    package var source: Span?
    package var cue: Span?
    package var content: [Span]

    package init(source: Span?, cue: Span?, content: [Span]) { (self.source, self.cue, self.content) = (source, cue, content) }
}

extension Reader {
    /// The lessons of a text.
    ///
    /// - Parameter given: the statements that are right; nil takes those that are found.
    package func speakerLessons(_ text: String, given: [GivenStatement]?) -> SpeakerLessons {
        spare.counted {
            let worded = pieces.read(text)
            guard let (built, seen) = statements(in: worded, given: given) else { return SpeakerLessons() }
            let workspace = workspaces.take()
            defer { workspaces.give(workspace) }
            let scene = SpeakerScene(worded, built, resolved(built, seen, worded, workspace))
            return SpeakerLessons(scene, seen, StatementBuilder(worded: worded))
        }
    }

    private func statements(
        in worded: WordedText, given: [GivenStatement]?
    ) -> ([BuiltStatement], Seen)? {
        guard let given else { return found(in: worded, unless: { false }) }
        var built = given.compactMap { self.built($0, worded) }
        built.sort { ($0.extent.lowerBound, $0.cue.lowerBound) < ($1.extent.lowerBound, $1.cue.lowerBound) }
        for (id, parent) in Nesting.parents(of: built.map { ($0.extent, $0.content) }).enumerated() { built[id].parent = parent }
        let telling = built.flatMap { WordStates.telling(of: $0.source, cue: $0.cue, worded) }
        return scan(worded, telling: telling) { _ in false }.map { (built, $0) }
    }

    /// Nil where a part has no words in the text.
    func built(_ given: GivenStatement, _ worded: WordedText) -> BuiltStatement? {
        let (source, content) = (given.source.map(worded.words(touching:)), given.content.map(worded.words(touching:)))
        guard let first = content.first?.lowerBound, content.allSatisfy({ !$0.isEmpty }), source?.isEmpty != true else {
            return nil
        }
        let inner = worded.words[first].quote == .opening ? first + 1 : first
        let cue = given.cue.map(worded.words(touching:)) ?? inner..<inner
        guard given.cue == nil || !cue.isEmpty else { return nil }
        return BuiltStatement(cue: cue, source: source, content: content, confidence: 1)
    }
}

extension SpeakerLessons {
    init(_ scene: SpeakerScene, _ seen: Reader.Seen, _ builder: StatementBuilder) {
        let naming = EntityNaming(worded: scene.worded)
        entities = scene.entities.map { entity in
            let mentions = entity.mentions.map { scene.coreference.mentions[$0] }
            return Named(
                name: naming.name(of: mentions), kind: naming.kind(of: mentions), isNamed: entity.nameCount > 0,
                called: mentions.filter { $0.level != .pronoun }.map { scene.worded.slice($0.words) })
        }
        heads = seen.mentions.map(\.head)
        var (queries, ofStatements, ofCandidates): ([Float], [Float], [Float]) = ([], [], [])
        for (id, statement) in scene.statements.enumerated() {
            guard let query = scene.query(of: id, seen.statementStates) else { continue }
            let choice = SpeakerChoice(of: id, in: scene)
            queries += query
            ofStatements += choice.ofStatement
            ofCandidates += choice.ofCandidates
            lessons.append(
                Lesson(
                    source: statement.source.map { builder.extract($0).span },
                    cue: statement.cue.isEmpty ? nil : builder.extract(statement.cue).span,
                    content: statement.content.map { builder.extract($0).span },
                    candidates: choice.candidates.map {
                        switch $0 {
                        case .entity(let number): number
                        case .new: -1
                        case .nobody: -2
                        }
                    },
                    witnesses: choice.witnesses.map { $0.map { [$0.mention, $0.distance, $0.level] } },
                    ruled: choice.ruled, ownName: choice.ownName,
                    telling: WordStates.telling(of: statement.source, cue: statement.cue, scene.worded)))
        }
        let ofEntities = scene.entities.indices.flatMap { scene.features(ofEntity: $0) }
        widths = [
            lessons.isEmpty ? 0 : ofStatements.count / lessons.count,
            scene.entities.isEmpty ? 0 : ofEntities.count / scene.entities.count,
            SpeakerScene.pairWidth,
        ]
        numbers = seen.heads + queries + ofStatements + ofEntities + ofCandidates
    }
}

extension Reader {
    /// A text with its right statements, whose speakers and entities are found; statements a part of which has no words are left out.
    package func read(_ text: String, given: [GivenStatement]) -> ReadText {
        let found: ReadText? = spare.counted {
            let worded = pieces.read(text)
            return statements(in: worded, given: given).map { readText(worded, $0, $1) }
        }
        return found ?? states(of: text)
    }
}
