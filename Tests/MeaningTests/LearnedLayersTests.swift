import Foundation
import Prose
import Record
import Testing

@testable import Meaning

/// What the layers make of what the network sees; what it sees of real sentences is measured by `Benchmarks/layers.py`.
struct LearnedLayersTests {
    /// “We will sue the harbour board,” Thora Holm told reporters. She is wrong.
    private static let text = "“We will sue the harbour board,” Thora Holm told reporters. Nobody should believe her."
    private static let findings: Findings = {
        func extract(_ words: String) -> Extract {
            let start = text.unicodeScalars.count - text.components(behind: words)
            return Extract(span: Span(start, start + words.unicodeScalars.count), text: words)
        }
        let statement = Statement(
            id: 0, parent: nil, form: .direct, source: [extract("Thora Holm")], cue: [extract("told")],
            content: [extract("We will sue the harbour board")], speaker: 1, confidence: 0.9)
        func entity(_ id: Int, _ name: String, _ kind: EntityKind, _ form: MentionForm) -> Entity {
            Entity(id: id, name: name, kind: kind, mentions: [Mention(extract(name), form)])
        }
        return Findings(
            statements: [statement],
            entities: [
                entity(0, "the harbour board", .organization, .nominal), entity(1, "Thora Holm", .person, .name),
                entity(2, "reporters", .group, .nominal),
            ])
    }()

    private static let worded = WordPiece().read(text)
    private static var scene: MeaningScene { MeaningScene(worded, findings) }

    private static func article(_ scores: MeaningScores?) -> ReadArticle {
        ReadArticle(Article(id: "a", path: "a.txt", text: text), findings, scores)
    }

    private static func scores(act: String = "say", deed: Double = 0, claims: [Double] = Array(repeating: 0, count: 7))
        -> MeaningScores
    {
        let parties = scene.parties.map { party in
            MeaningScores.Party(
                statement: 0, entity: party.entity, words: party.words, isAbout: party.entity == 0 ? 0.9 : 0.1,
                isAddressed: party.entity == 2 ? 0.8 : 0.1, tones: [0.7, 0.2, 0.1])
        }
        let acts = MeaningNetwork.acts.map { $0 == "deed" ? deed : $0 == act ? 0.6 : 0.01 }
        let own = scene.sentences.map { MeaningScores.Sentence(words: $0.words, isOwn: 0.8, claims: [0, 0, 0.9, 0, 0, 0, 0.6]) }
        return MeaningScores(statements: [.init(acts: acts, claims: claims)], parties: parties, sentences: own, links: [])
    }

    @Test func withoutAModelTheyAreSilent() {
        let article = LearnedLayersTests.article(nil)
        for layer in [Act(), Claims(), About(), Addressee(), OwnVoice()] as [any Layer] {
            #expect(layer.marks(of: article).isEmpty)
        }
        #expect(Answers().links(of: article).isEmpty)
    }

    @Test func theLikeliestActIsTold() {
        let mark = Act().marks(of: LearnedLayersTests.article(LearnedLayersTests.scores(act: "threaten"))).first
        #expect(mark?.value == .choice("threaten") && mark?.confidence == 0.6 && mark?.evidence.map(\.text) == ["told"])
    }

    @Test func whatIsRatherDoneThanSaidIsADeed() {
        let told = [0.5, 0.9].map {
            Act().marks(of: LearnedLayersTests.article(LearnedLayersTests.scores(act: "promise", deed: $0))).first?.value
        }
        #expect(told == [.choice("promise"), .choice("deed")])
    }

    @Test func claimsBelowTheirThresholdAreNotTold() {
        let claims = [0.1, 0.95, 0.02, 0, 0, 0, 0]
        let found = Claims().marks(of: LearnedLayersTests.article(LearnedLayersTests.scores(claims: claims)))
        #expect(found.map(\.value) == [.choice("prediction")])
    }

    @Test func partiesStandInTheContentOrBesideTheCue() {
        #expect(LearnedLayersTests.scene.parties.map(\.entity) == [0, 2])
        #expect(LearnedLayersTests.scene.parties.allSatisfy { $0.seen.count == PartyView.width })
    }

    @Test func whomItIsAboutHasATone() {
        let marks = About().marks(of: LearnedLayersTests.article(LearnedLayersTests.scores()))
        guard case .party(let entity, let extract, let tone)? = marks.first?.value else {
            Issue.record("nobody")
            return
        }
        #expect(marks.count == 1 && entity == 0 && extract?.text == "the harbour board" && tone == "negative")
    }

    @Test func whoeverIsToldIsTheAddressee() {
        let marks = Addressee().marks(of: LearnedLayersTests.article(LearnedLayersTests.scores()))
        guard case .party(let entity, _, nil)? = marks.first?.value else {
            Issue.record("nobody")
            return
        }
        #expect(entity == 2)
    }

    @Test func sentencesInNobodysNameAreTheArticlesOwn() {
        let marks = OwnVoice().marks(of: LearnedLayersTests.article(LearnedLayersTests.scores()))
        guard case .record(let record)? = marks.first?.value else {
            Issue.record("none")
            return
        }
        #expect(marks.count == 1 && record.place?.text == "Nobody should believe her.")
        #expect(record.members.map(\.value) == [.words(["prescription", "opinion"])])
        #expect(marks.allSatisfy { OwnVoice().card.accepts($0) })
    }

    @Test func statementsOfWhichOneHoldsTheOtherAreNotCompared() {
        func statement(_ id: Int, _ parent: Int?) -> Statement {
            Statement(id: id, parent: parent, form: .indirect, source: [], cue: [], content: [], speaker: nil, confidence: 1)
        }
        let findings = Findings(statements: [statement(0, nil), statement(1, 0), statement(2, nil)], entities: [])
        let pairs = PairView.pairs(of: MeaningScene(LearnedLayersTests.worded, findings)).map { [$0.0, $0.1] }
        #expect(pairs == [[0, 2], [1, 2]])
    }
}

extension String {
    /// How many code points there are from the first place of some words on.
    fileprivate func components(behind words: String) -> Int {
        guard let range = range(of: words) else { return 0 }
        return self[range.lowerBound...].unicodeScalars.count
    }
}
