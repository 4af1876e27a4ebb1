import Actors
import Finding
import Prose
import Record
import Reviews
import SQLite
import TestSupport
import Testing
import Transfer

@testable import Ledger

@Suite struct ReviewingTests {
    private let folder: LedgerFolder
    private let ledger: Ledger
    private let first = StatementID(article: 1, number: 0)

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.add([Written.korvinEntry(), Written.korvinEntry(id: "copy", outlet: "The Echo", text: Written.korvin + "\n")])
    }

    private func found(_ words: String) throws -> [String] {
        try ledger.find(StatementQuery(SearchQuery(words))).map { "\($0.id)" }
    }

    private func correction(_ change: (inout Correction) -> Void) -> Judgement {
        var correction = Correction()
        change(&correction)
        return .fix(correction)
    }

    private func span(_ words: String) -> Span { Written.extract(words, in: Written.korvin)?.span ?? Span(0, 0) }

    @Test func whatIsFoundWrongIsShownNoMore() throws {
        #expect(try ledger.review(first, .wrong, by: "mara", at: 5).state == .wrong)
        #expect(try found("harbour").isEmpty)
        #expect(
            try ledger.statements(of: StatementQuery(speaker: ledger.actor("Dessa Korvin", for: .any).id)).statements.map(
                \.id.number)
                == [1])
        #expect(try ledger.exported(1).article.statements.map(\.id.number) == [1, 2])
        #expect(try ledger.show(first).entry.state == .wrong)
    }

    @Test func whatIsCorrectedIsShownAndFoundAsCorrectedWithTheMachinesRecordBesideIt() throws {
        let entry = try ledger.review(
            first,
            correction {
                $0.content = [span("would stay open"), span("Nobody pays")]
                $0.speaker = .entity(1)
            }, by: "mara")
        #expect(entry.state == .corrected && entry.actor?.name == "Ilse Varn" && entry.statement.confidence == 1)
        #expect(entry.statement.content.map(\.text) == ["would stay open", "Nobody pays"] && entry.statement.form == .mixed)
        #expect(try found("harbour").isEmpty && found("open nobody") == ["s1.0"])
        #expect(try ledger.show(first).machine?.content.map(\.text) == ["the harbour would stay open"])
        #expect(try ledger.show(first).machine?.speaker == 0)
    }

    @Test func whoIsMentionedFollowsFromTheCorrectedContent() throws {
        try ledger.review(first, correction { $0.content = [span("and Ilse Varn denied it")] }, by: "mara")
        let varn = try ledger.actor("Ilse Varn", for: .any).id
        var search = StatementQuery(try SearchQuery("denied"))
        search.about = [varn]
        #expect(try ledger.find(search).map(\.id) == [first])
        try ledger.review(first, correction { $0.speaker = .actor(varn) }, by: "mara")
        #expect(try ledger.find(search).isEmpty)
    }

    @Test func judgementsAreWrittenDownAndNeverDeleted() throws {
        try ledger.review(first, .right, by: "mara", at: 1)
        try ledger.review(first, .wrong, by: "ole", at: 2)
        try ledger.undoReview(first, by: "ole", at: 3)
        let acts = try ledger.reviews(of: 1, statement: 0)
        #expect(
            acts.map(\.verb) == ["right", "wrong", "undo"] && acts.map(\.who) == ["mara", "ole", "ole"]
                && acts.map(\.at) == [1, 2, 3])
        #expect(acts[2].undoes == acts[1].id)
        #expect(try ledger.show(first).entry.state == .right)
        try ledger.undoReview(first, by: "mara")
        #expect(try ledger.show(first).entry.state == .unreviewed)
        #expect(throws: QuestionError.self) { try ledger.undoReview(first, by: "mara") }
    }

    @Test func whateverIsDoneUndoingItAllGivesTheLedgerAsItWas() throws {
        let before = try ledger.dump()
        var random = SeededGenerator(seed: 11)
        let spans = [
            span("Dessa Korvin"), span("the harbour"), span("would stay"), span("Nobody pays"), span("twice"),
            span("Ilse Varn denied"),
        ]
        for _ in 0..<40 {
            var done: [StatementID] = []
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let id = StatementID(article: 1, number: Int.random(in: 0...2, using: &random))
                let judgement: Judgement =
                    switch Int.random(in: 0...4, using: &random) {
                    case 0: .right
                    case 1: .wrong
                    case 2:
                        correction {
                            $0.content = Set([
                                spans[Int.random(in: 0...5, using: &random)], spans[Int.random(in: 0...2, using: &random)],
                            ]).sorted()
                        }
                    case 3: correction { $0.speaker = [.nobody, .entity(1), .actor(1)][Int.random(in: 0...2, using: &random)] }
                    default:
                        correction {
                            $0.source = []
                            $0.form = .mixed
                        }
                    }
                try ledger.review(id, judgement, by: "x", at: 0)
                done.append(id)
            }
            for id in done.reversed() { try ledger.undoReview(id, by: "x", at: 0) }
            #expect(try ledger.dump() == before)
        }
    }

    @Test func aStatementThatWasMissedGetsANumberOfItsOwn() throws {
        var parts = Correction()
        parts.content = [span("the harbour")]
        parts.speaker = .entity(1)
        let entry = try ledger.addMissed(in: 1, parts, by: "mara")
        #expect(
            "\(entry.id)" == "s1.3" && entry.state == .added && entry.statement.parent == 0 && entry.actor?.name == "Ilse Varn")
        #expect(try found("harbour").sorted() == ["s1.0", "s1.3"])
        #expect(try ledger.undoReview(entry.id, by: "mara").state == .wrong)
        #expect(try found("harbour") == ["s1.0"] && ledger.show(entry.id).machine == nil)
        #expect(try "\(ledger.addMissed(in: 1, parts, by: "mara").id)" == "s1.4")
    }

    @Test func whatCannotBeIsRefusedAndNothingChanges() throws {
        let before = try ledger.dump()
        let length = Written.korvin.unicodeScalars.count
        let bad: [Judgement] = [
            correction { _ in }, correction { $0.content = [] }, correction { $0.content = [Span(0, length + 1)] },
            correction { $0.content = [Span(4, 4)] }, correction { $0.content = [Span(0, 9), Span(8, 12)] },
            correction { $0.speaker = .entity(9) },
        ]
        for judgement in bad { #expect(throws: QuestionError.self) { try ledger.review(first, judgement, by: "x") } }
        #expect(throws: QuestionError.self) { try ledger.review(StatementID(article: 1, number: 7), .right, by: "x") }
        #expect(throws: QuestionError.self) { try ledger.review(StatementID(article: 2, number: 0), .right, by: "x") }
        #expect(throws: QuestionError.self) { try ledger.reviewAll(of: 2, by: "x") }
        #expect(throws: QuestionError.self) { try ledger.reviewAll(of: 7, by: "x") }
        #expect(throws: QuestionError.self) { try ledger.addMissed(in: 1, Correction(), by: "x") }
        #expect(try ledger.dump() == before && ledger.dumpOfActs().isEmpty)
    }

    @Test func theLeastCertainComesNextUntilAllIsJudged() throws {
        var seen: [String] = []
        while let next = try ledger.leastCertain() {
            seen.append("\(next.id)")
            try ledger.review(next.id, .right, by: "x")
        }
        #expect(seen == ["s1.0", "s1.1", "s1.2"])
    }

    @Test func aSpeakerIsNamedAsTheArticleOrTheLedgerNamesThem() throws {
        #expect(try ledger.speaker("none", in: 1) == .nobody)
        #expect(try ledger.speaker("ilse varn", in: 1) == .entity(1))
        #expect(try ledger.speaker("@2", in: 1) == .actor(2))
        #expect(throws: QuestionError.self) { try ledger.speaker("Nobody", in: 1) }
    }

    @Test(arguments: [
        ("He said “a b” then", 9..<14, Form.direct), ("He said “a b” then", 9..<18, .mixed),
        ("He said “a b” then", 14..<18, .indirect),
        ("He said \"a b\" then", 9..<12, .direct), ("“a b\n\n“c d,” he said", 7..<10, .direct),
        ("“He said a b,” she wrote", 9..<12, .indirect), ("He said ‘a b’ then", 9..<12, .direct),
        ("— a b, he said", 2..<5, .direct),
        ("It isn’t a b, he said", 9..<12, .indirect),
    ])
    func theFormFollowsFromTheQuotationMarks(text: String, content: Range<Int>, form: Form) {
        let cue = Written.extract("said", in: text).map { [$0.span] } ?? []
        #expect(Form(of: [Span(content.lowerBound, content.upperBound)], cue: cue, in: text) == form)
    }
}
