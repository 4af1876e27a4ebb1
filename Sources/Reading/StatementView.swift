import English
import Prose

/// A statement as the decision whose it is sees it: what its candidates are found and measured by, looked up once for all of them.
struct StatementView {
    let scene: SpeakerScene
    let id: Int
    let statement: BuiltStatement
    /// Where whoever says it stands: the first word of its source, else of its cue.
    let place: Int
    /// The mention that its source is.
    let own: Int?
    /// The entity of that mention, and whether it has no other.
    let ownEntity: Int?
    let isAlone: Bool
    /// The entity that the rules hold for its speaker.
    let ruled: Int?
    /// The words of its source that tell something, titles in one form, and the one that heads it.
    let words: Set<String>
    let headWord: String?
    /// How likely the network holds each entity for the source's antecedent, 0 to 1, and how likely none.
    let mass: [Int: Double]
    let none: Float
    /// Its content, in order, without overlap.
    let content: [Range<Int>]
    /// The statement whose cue stands before its own.
    let last: Int?

    init(_ id: Int, in scene: SpeakerScene) {
        let statement = scene.statements[id]
        (self.scene, self.id, self.statement) = (scene, id, statement)
        place = scene.place(of: id)
        own = scene.sourceMentions[id]
        ownEntity = own.map { scene.entityOf[$0] }
        isAlone = ownEntity.map { scene.entities[$0].mentions.count == 1 } ?? false
        ruled = scene.ruled(id)
        words = statement.source.map { StatementView.telling($0, scene.worded) } ?? []
        headWord = statement.source.map {
            let head = SourceHead.word(of: $0, scene.worded)
            return TitleHolders.form(scene.worded.slice(head..<head + 1))
        }
        mass =
            own.map { scene.coreference.antecedents(of: $0) }?.reduce(into: [:]) {
                $0[scene.entityOf[$1.mention], default: 0] += $1.probability
            } ?? [:]
        // In order of the entities: a dictionary has none, and sums of floating point depend on it.
        none = Float(max(0, 1 - mass.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }))
        content = StatementView.joined(statement.content)
        last = scene.statement(1, before: id)
    }

    /// Whether its source is a pronoun alone.
    var isPronoun: Bool {
        guard let source = statement.source, source.count == 1 else { return false }
        return Pronoun.isOne(scene.worded.slice(source).lowercased())
    }

    /// The words of a source that tell something: without marks and determiners, titles in one form.
    private static func telling(_ source: Range<Int>, _ worded: WordedText) -> Set<String> {
        Set(
            source.filter { worded.words[$0].shape != .mark }.map { worded.slice($0..<$0 + 1).lowercased() }
                .filter {
                    !Lexicon.determiners.contains($0) && !Lexicon.prepositions.contains($0) && !Lexicon.pronouns.contains($0)
                        && $0 != "s" && $0 != "and"
                }
                .map(TitleHolders.form))
    }

    /// The same words as pieces that do not overlap.
    private static func joined(_ pieces: [Range<Int>]) -> [Range<Int>] {
        pieces.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, piece in
            if let last = joined.last, piece.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, piece.upperBound)
            } else {
                joined.append(piece)
            }
        }
    }

    /// The last mention of an entity before the statement's source or cue, and the first behind it; the source's own aside.
    func mentionsAround(_ entity: SpeakerEntity) -> (before: Int?, after: Int?) {
        let before = entity.count(before: place)
        let after = entity.count(before: statement.source?.upperBound ?? place)
        return (before > 0 ? entity.mentions[before - 1] : nil, after < entity.mentions.count ? entity.mentions[after] : nil)
    }
}
