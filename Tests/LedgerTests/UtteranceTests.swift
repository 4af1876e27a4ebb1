import Record
import Reviews
import Testing

@testable import Finding
@testable import Ledger

@Suite struct UtteranceTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    private static let whole =
        "“We will never open the Kessom dam to strangers who bring no water, and nobody in Orvane has asked for it,”"
    private static let cut = "“We will never open the Kessom dam to strangers,”"
    private static let changed = "“We will never open the great Kessom dam to foreigners who bring no water,”"

    private static func article(_ id: String, _ words: String, who: String = "Dessa Korvin", day: String, filler: String)
        -> PreparedArticle
    {
        Written.entry(
            "\(filler) \(words) said \(who) at noon.", [.init(names: [who])], [.init(who: who, words: words)], id: id, outlet: id,
            published: day)
    }

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.add([
            Self.article("Echo", Self.cut, day: "2021-03-14", filler: "Rain fell on the northern valley for the third day."),
            Self.article(
                "Beacon", Self.whole, day: "2021-03-12", filler: "The ministers met behind closed doors in the capital."),
            Self.article(
                "Post", Self.changed, who: "Ilse Varn", day: "2021-03-15", filler: "Grain prices rose again across the coast."),
            Self.article(
                "Wire", "“We will never open a bank account abroad,”", day: "2021-03-16",
                filler: "A court heard the case of two clerks."),
        ])
    }

    private func utterance(_ article: Int) throws -> Utterance? {
        try ledger.utterance(of: StatementID(article: article, number: 0))
    }

    @Test func theEarliestVersionStandsFirstWhicheverIsAskedFor() throws {
        for article in 1...3 { #expect(try utterance(article)?.versions.map { "\($0.entry.id)" } == ["s2.0", "s1.0", "s3.0"]) }
    }

    @Test func aFewWordsInCommonAreNoUtterance() throws { #expect(try utterance(4) == nil) }

    @Test func whatWasCutAndPutInIsMarked() throws {
        let versions = try #require(try utterance(1)).versions
        try #require(versions.count == 3)
        #expect(versions[0].marking.map(\.sort) == [.kept])
        #expect(versions[1].changes == (cut: 12, added: 0))
        #expect(versions[2].marking.filter { $0.sort == .added }.map(\.words) == ["great", "foreigners"])
        #expect(
            versions[2].marking.filter { $0.sort == .cut }.map(\.words) == ["strangers", "and nobody in Orvane has asked for it"])
    }

    @Test func whoGaveItToSomebodyElseIsTold() throws {
        #expect(try #require(try utterance(1)).versions.map(\.isOthers) == [false, false, true])
    }

    @Test func whoIsCalledByASurnameIsNobodyElse() throws {
        try ledger.add([
            Self.article("Gazette", Self.whole, who: "Korvin", day: "2021-03-18", filler: "A ferry ran aground off the cape.")
        ])
        #expect(try #require(try utterance(5)).versions.filter { $0.entry.id.article == 5 }.map(\.isOthers) == [false])
    }

    @Test func aPhraseThatTwoSpeakersShareIsNoUtterance() throws {
        try ledger.add([
            Self.article(
                "Gazette", "“Nobody was hurt by her use of a private customs server, as three courts in Orvane have found,”",
                day: "2021-03-18", filler: "A ferry ran aground off the cape."),
            Self.article(
                "Mirror", "“The use of a private customs server was unwise,”", who: "Ilse Varn", day: "2021-03-19",
                filler: "Snow closed two passes."),
        ])
        #expect(try utterance(5) == nil && utterance(6) == nil)
    }

    @Test func whatIsFoundWrongCarriesNothing() throws {
        try ledger.review(StatementID(article: 3, number: 0), .wrong, by: "mara", at: 1)
        #expect(try utterance(1)?.versions.count == 2)
    }

    @Test func aCopyCarriesWhatItsOriginalDoes() throws {
        let text = "The ministers met behind closed doors in the capital. \(Self.whole) said Dessa Korvin at noon. "
        try ledger.add([
            Written.entry(
                text, [.init(names: ["Dessa Korvin"])], [.init(who: "Dessa Korvin", words: Self.whole)], id: "copy",
                outlet: "Copy")
        ])
        let versions = try #require(try utterance(2)).versions
        #expect(versions.filter(\.isCopy).map { "\($0.entry.id)" } == ["s5.0"])
        #expect(try utterance(5)?.versions.count == versions.count)
    }

    @Test func aGiantContentIsComparedInReasonableTime() throws {
        let words = (0..<30_000).map { "word\($0 % 977)" }.joined(separator: " ")
        try ledger.add([
            Self.article("Giant", words, day: "2021-04-01", filler: "One."),
            Self.article("Giant two", words, day: "2021-04-02", filler: "Two."),
        ])
        _ = try utterance(5)
    }

    @Test func wordsOfEightInARowShareARun() {
        for shift in 0..<30 {
            let before = (0..<shift).map { "a\($0)" }, behind = (0..<17).map { "b\($0)" }
            let common = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
            let a = Set(Utterances.runs(of: (before + common + behind).joined(separator: " "), window: Utterances.window))
            let b = Set(
                Utterances.runs(
                    of: (behind.reversed() + common + before.reversed()).joined(separator: ", "), window: Utterances.window))
            #expect(!a.isDisjoint(with: b), "\(shift)")
        }
    }

    @Test func apostrophesAndCaseDoNotCount() {
        #expect(Utterances.words(of: "“Don’t” — DON'T, o'clock 3½") == ["dont", "dont", "oclock", "3½"])
        #expect(Utterances.runs(of: "four words are few").isEmpty)
    }
}

@Suite struct WordAlignmentTests {
    private func marks(_ a: String, _ b: String) -> String {
        UtteranceWords(b).marking(from: UtteranceWords(a)).map { stretch in
            switch stretch.sort {
            case .kept: stretch.words
            case .cut: "[-\(stretch.words)-]"
            case .added: "{+\(stretch.words)+}"
            }
        }.joined(separator: " ")
    }

    @Test(arguments: [
        ("a b c d e", "a b c d e", "a b c d e"), ("a b c d e", "a c d e", "a [-b-] c d e"),
        ("a c d e", "a b c d e", "a {+b+} c d e"),
        ("we leave at dawn", "we leave at dusk", "we leave at [-dawn-] {+dusk+}"), ("x y", "p q", "[-x y-] {+p q+}"),
        ("", "a b", "{+a b+}"), ("a b", "", "[-a b-]"),
    ])
    func wordsAreKeptCutOrPutIn(a: String, b: String, expected: String) { #expect(marks(a, b) == expected) }

    @Test func whatIsKeptAndPutInIsTheLaterTextAndWhatIsKeptAndCutTheEarlier() {
        for seed in 0..<200 {
            let a = (0..<(seed % 23)).map { "w\(($0 * 7 + seed) % 5)" }, b = (0..<(seed % 17)).map { "w\(($0 * 3 + seed) % 4)" }
            let steps = WordAlignment(a, b).steps
            #expect(
                steps.compactMap { if case .both(let i, _) = $0 { i } else if case .first(let i) = $0 { i } else { nil } }
                    == Array(a.indices))
            #expect(
                steps.compactMap { if case .both(_, let j) = $0 { j } else if case .second(let j) = $0 { j } else { nil } }
                    == Array(b.indices))
            for case .both(let i, let j) in steps { #expect(a[i] == b[j]) }
        }
    }
}
