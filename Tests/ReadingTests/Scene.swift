import Prose
import TestSupport
import Testing

@testable import Reading

/// An article with its mentions, in order of their heads, and statements.
struct Scene {
    let worded: WordedText
    var mentions: [FoundMention] = []
    var statements: [FoundStatement] = []
    var links: [(later: Int, earlier: Int, Double)] = []

    init(_ text: String) throws { worded = try Repository.wordPiece().read(text) }

    /// The first place of `phrase` behind the mention before, headed by its word `head`.
    mutating func mention(
        _ phrase: String, head: String? = nil, _ level: FoundMention.Level, _ kind: FoundMention.Kind = .person,
        plural: Bool = false
    ) throws {
        let from = mentions.last.map { $0.head + 1 } ?? 0
        let worded = worded
        let found = worded.words.indices.dropFirst(from).lazy.compactMap { start in
            (start + 1...min(worded.words.count, start + phrase.count)).first { worded.slice(start..<$0) == phrase }.map {
                start..<$0
            }
        }.first
        let words = try #require(found)
        let headWord = try #require(words.last { head == nil || worded.slice($0..<$0 + 1) == head })
        mentions.append(
            FoundMention(
                head: headWord, words: words, kind: kind, level: level, name: level == .name ? words : nil, isPlural: plural,
                probability: 1))
    }

    mutating func statement(source: String?, cue: String, content: [String]) throws {
        statements.append(try Sketch(source: source, cue: cue, content: content).found(in: worded))
    }

    /// What the decision about speakers sees, of these statements.
    func seen(_ built: [BuiltStatement]) -> SpeakerScene {
        let surfaces = mentions.map { MentionSurface($0, in: worded) }
        let places = MentionPlaces(mentions, built, worded)
        let selves = places.selves(surfaces)
        var candidates = [[Antecedents.Candidate]](repeating: [], count: mentions.count)
        for (later, earlier, probability) in links { candidates[later].append(.init(mention: earlier, probability: probability)) }
        let sets = Coreference(
            mentions, surfaces, candidates: candidates, apart: Set(selves.keys), places: places, in: worded)
        var finder = SpeakerFinder(worded, built, sets, places.quotations)
        finder.find(selves: selves)
        return SpeakerScene(worded, built, finder)
    }

    /// The names of the speakers, nil where there is none, and whether they are inferred.
    ///
    /// - Parameter decisions: what the scorer says of each statement; without them the rules alone say.
    func speakers(_ decisions: [SpeakerScorer.Decision?]? = nil) -> [(name: String?, isInferred: Bool)] {
        let built = StatementBuilder(worded: worded).build(statements.map { ($0, 0.9) })
        let scene = seen(built)
        let decided = DecidedSpeakers(scene, decisions ?? built.map { _ in nil }, selves: scene.selves)
        let naming = EntityNaming(worded: worded)
        return decided.speakers.map { speaker in
            guard let speaker else { return (nil, false) }
            let set = decided.sets[speaker.entity]
            return (naming.name(of: set.map { scene.coreference.mentions[$0] }), speaker.isInferred)
        }
    }

    /// The names of the speakers of a scene whose statements all have the cue "said" and the content "that it rains".
    static func speakers(_ text: String, _ sources: [String], _ scene: (inout Scene) throws -> Void) throws -> [String?] {
        var made = try Scene(text)
        try scene(&made)
        for source in sources { try made.statement(source: source, cue: "said", content: ["that it rains"]) }
        return made.speakers().map(\.name)
    }
}
