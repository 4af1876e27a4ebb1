import Prose
import TestSupport
import Testing

@testable import Reading

/// What a statement chooses its speaker from, in articles laid out word by word.
@Suite struct SpeakerChoiceTests {
    /// Paragraphs of the same 22 words, in each two statements of their own: one entity is mentioned in all of them, and one anew in each.
    private static func monotonous(_ count: Int) throws -> SpeakerScene {
        let paragraphs = (0..<count).map {
            "Dessa Korvin said that the gate number \($0) was shut. The minister told the council of Orvane that it rained."
        }
        var scene = try Scene(paragraphs.joined(separator: "\n\n"))
        try #require(scene.worded.words.count == 22 * count)
        var statements: [BuiltStatement] = []
        for start in stride(from: 0, to: 22 * count, by: 22) {
            func mention(_ words: Range<Int>, head: Int, _ kind: FoundMention.Kind, _ level: FoundMention.Level) {
                let words = words.shifted(by: start)
                scene.mentions.append(
                    FoundMention(
                        head: start + head, words: words, kind: kind, level: level, name: level == .name ? words : nil,
                        isPlural: false, probability: 1))
            }
            func statement(_ source: Range<Int>, _ cue: Int, _ content: Range<Int>) {
                statements.append(
                    BuiltStatement(
                        cue: start + cue..<start + cue + 1, source: source.shifted(by: start),
                        content: [content.shifted(by: start)], confidence: 0.9))
            }
            mention(0..<2, head: 1, .person, .name)
            mention(11..<13, head: 12, .person, .nominal)
            mention(14..<18, head: 15, .organization, .nominal)
            mention(17..<18, head: 17, .place, .name)
            mention(19..<20, head: 19, .organization, .pronoun)
            statement(0..<2, 2, 3..<10)
            statement(11..<13, 13, 18..<21)
        }
        return scene.seen(statements)
    }

    @Test func asMuchIsSeenOfEachAsTheModelTakes() throws {
        let scene = try SpeakerChoiceTests.monotonous(3)
        for entity in scene.entities.indices {
            #expect(scene.features(ofEntity: entity).count == SpeakerScene.entityWidth)
        }
        for id in scene.statements.indices {
            let view = StatementView(id, in: scene)
            #expect(view.features.count == SpeakerScene.statementWidth)
            #expect(view.candidates.contains(.new))
            // A phrase has a speaker; of a pronoun it may be nobody.
            let source = try #require(view.statement.source.map(scene.worded.slice))
            #expect(view.candidates.contains(.nobody) == Pronoun.isOne(source.lowercased()))
            for candidate in view.candidates { #expect(view.features(of: candidate).count == SpeakerScene.pairWidth) }
        }
        #expect((SpeakerScene.statementWidth, SpeakerScene.entityWidth, SpeakerScene.pairWidth) == (44, 26, 58))
    }

    @Test func whatIsCountedIsWhatALookAtAllGives() throws {
        let scene = try SpeakerChoiceTests.monotonous(40)
        let mentions = scene.coreference.mentions
        #expect(scene.entities.map(\.mentions.count).sorted().suffix(3) == [1, 40, 40])
        for entity in scene.entities {
            for words in [0..<0, 0..<1, 1..<30, 17..<18, 100..<461, 870..<880, 0..<880] {
                let places = entity.places(in: words)
                #expect(Array(entity.heads[places]) == entity.heads.filter(words.contains))
                #expect(entity.nameCount(among: places) == entity.mentions[places].count { mentions[$0].level == .name })
            }
            for tokens in [["dessa", "korvin"], ["orvane"], ["minister"], ["gate"]] {
                let same = entity.mentions.count { scene.coreference.surfaces[$0].tokens == tokens }
                #expect(entity.count(worded: tokens) == same)
            }
        }
        let ministers = scene.entities.indices.filter { scene.entities[$0].words.contains("minister") }
        #expect(ministers.count == 40)
        #expect(scene.described["minister"] == Array(ministers.prefix(SpeakerScene.mostCandidates)))
        for (id, statement) in scene.statements.enumerated() {
            let told = mentions.indices.filter { mentions[$0].words.lowerBound == statement.cue.upperBound }
            #expect(scene.told[id] == told.map { scene.entityOf[$0] })
        }
    }

    @Test func howeverLongAnArticleIsAStatementLooksAtFew() throws {
        let scene = try SpeakerChoiceTests.monotonous(300)
        #expect(scene.described.values.allSatisfy { $0.count <= SpeakerScene.mostCandidates })
        #expect(scene.told.allSatisfy { $0.count <= 1 })
        for id in scene.statements.indices {
            let choice = SpeakerChoice(of: id, in: scene)
            #expect(choice.candidates.count <= SpeakerScene.mostCandidates + 2)
            #expect(choice.witnesses.allSatisfy { $0.count <= 3 })
            if id.isMultiple(of: 2) { #expect(choice.ruledCandidate == .entity(0)) }
        }
    }
}
