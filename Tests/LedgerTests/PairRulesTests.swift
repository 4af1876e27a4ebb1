import Record
import Testing

@testable import Finding

@Suite struct PairRulesTests {
    private func told(_ cue: String, _ content: String, by speaker: String = "Mara Lind") -> ToldWords {
        ToldWords(speaker: speaker, cue: cue, content: content)
    }

    private func shown(_ a: ToldWords, _ b: ToldWords) -> Relation? { PairRules.shown(a, b)?.relation }

    @Test func whoeverDeniesTheSameWordsContradictsThem() {
        let one = told("said", "that officials in Norrvik had promised to sign"),
            other = told("denied", "officials in Norrvik had promised to sign")
        #expect(shown(one, other) == .contradicts && shown(other, one) == .contradicts)
        #expect(shown(one, told("said", "“Officials in Norrvik had promised to sign.”")) == .same)
        #expect(shown(other, told("disputed", "that officials in Norrvik had promised to sign")) == .same)
        for cue in ["did not deny", "didn’t deny", "never denied"] {
            #expect(shown(one, told(cue, "officials in Norrvik had promised to sign")) == .same)
        }
    }

    @Test(arguments: [
        ("there will be talks with Norrvik", "there will be no talks with Norrvik", "no"),
        ("the treaty will be signed in spring", "the treaty won’t be signed in spring", "not"),
        ("the dam can hold another winter", "the dam cannot hold another winter", "not"),
        ("that Norrvik had agreed to the lock", "Norrvik had never agreed to the lock", "never"),
    ])
    func whoeverNegatesTheSameWordsContradictsThem(one: String, other: String, word: String) {
        let expected = Standing.shown(.contradicts, proof: "the same words, in one with “\(word)”")
        #expect(PairRules.shown(told("said", one), told("said", other)) == expected)
        #expect(PairRules.shown(told("said", other), told("said", one)) == expected)
    }

    @Test func anotherNumberOrDayInTheSameWordsIsNamedAndIsNoContradiction() {
        #expect(
            PairRules.shown(
                told("said", "that 12 barges were held at the lock"), told("said", "that forty barges were held at the lock"))
                == .shown(.related, proof: "the same words, but 12 and 40"))
        #expect(
            PairRules.shown(told("said", "the assembly meets on Monday"), told("said", "the assembly meets on Tuesday"))
                == .shown(.related, proof: "the same words, but Monday and Tuesday"))
        #expect(shown(told("said", "the dam cost 1,200 crowns"), told("said", "the dam cost 1200 crowns")) == .same)
        #expect(shown(told("said", "the dam held twelve days"), told("said", "the dam held 12 days")) == .same)
    }

    @Test func iIsAnotherWithEverySpeaker() {
        let (yes, no) = ("I will stand for mayor in Norrvik", "I will not stand for mayor in Norrvik")
        #expect(shown(told("said", yes), told("said", no)) == .contradicts)
        #expect(shown(told("said", yes), told("said", no, by: "Thora Holm")) == nil)
    }

    @Test(arguments: [
        ("the gate stays shut", "the gate stays open"), ("12 barges were held", "40 barges were held at the lock on Monday"),
        ("“No.”", "No"), ("12 barges and 4 ferries were held", "13 barges and 5 ferries were held"),
        ("they will be there on Monday", "they will not be there on Monday"),
        ("the gate was hardly ever open", "the gate was ever open"),
        ("the harbour is not closed and the lock is not open", "the harbour is closed and the lock is open"),
    ])
    func whatDiffersInMoreShowsNothing(one: String, other: String) {
        #expect(shown(told("said", one), told("said", other)) == nil)
    }

    @Test func whoeverRepeatsSomeWordsSaysTheSameUnlessOneNegatesOrCounts() {
        let whole = "the harbour of Norrvik stays shut until every ferryman has been paid what the council promised in spring"
        let cut = "the harbour of Norrvik stays shut until every ferryman has been paid"
        #expect(PairRules.shown(told("said", whole), told("added", cut)) == .shown(.same, proof: "much the same words"))
        #expect(shown(told("said", whole), told("said", cut, by: "Thora Holm")) == nil)
        #expect(shown(told("said", whole), told("denied", cut)) == nil)
        #expect(shown(told("said", whole), told("said", cut.replacing("has been", with: "has not been"))) == nil)
        #expect(shown(told("said", whole), told("said", cut.replacing("every ferryman", with: "12 ferrymen"))) == nil)
        #expect(
            shown(told("said", whole), told("said", "the harbour of Norrvik opens until every ferryman has been paid")) == nil)
    }
}
