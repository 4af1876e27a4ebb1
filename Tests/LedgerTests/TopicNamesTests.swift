import Testing

@testable import Finding

@Suite struct TopicNamesTests {
    private func names(_ contents: [String], mentioned: [[String]] = [], of statements: [Int]? = nil) -> [String] {
        let mentioned = mentioned.isEmpty ? contents.map { _ in [] } : mentioned
        let names = TopicNames(contents, mentioned: mentioned, sides: ["Dessa Korvin", "Ilse Varn"])
        return names.names(of: statements ?? Array(contents.indices))
    }

    @Test func aTopicIsNamedByPhrasesNotByTheirWords() {
        let contents = [
            "the harbour treaty will be signed", "nobody directly opposes the harbour treaty",
            "they want to sign the harbour treaty",
            "rain fell on the market", "the market opens early",
        ]
        #expect(names(contents, of: [0, 1, 2]).first == "harbour treaty")
        #expect(!names(contents, of: [0, 1, 2]).contains { ["directly", "sign", "signed", "treaty", "harbour"].contains($0) })
        #expect(names(contents, of: [3, 4]) == ["market"])
    }

    @Test func aSurnameStandsForTheWholeName() {
        #expect(names(["that Mara Lind lost the vote", "that Lind lost nothing"]).contains("Mara Lind"))
        #expect(
            names(["that Lind was late", "that Lind was early"], mentioned: [["Mara Lind"], ["Mara Lind"]]).first == "Mara Lind")
        #expect(!names(["that Lind was late", "that Lind was early"]).contains("Lind"))
    }

    @Test func placesMayHaveOneWordAndTitlesAreNoNames() {
        #expect(names(["the grain rots in Norrvik", "she was in Norrvik"]).contains("Norrvik"))
        #expect(
            names(["that President Oda Renn resigned", "that the President resigned"]).allSatisfy { !$0.contains("President") })
    }

    @Test func whoIsComparedNamesNoTopic() {
        #expect(
            !names(["that Dessa Korvin lied about tolls", "that Korvin raised the tolls"]).contains { $0.contains("Korvin") })
    }

    @Test func anyTextIsRead() {
        for text in ["", "'", "’’’ - --", "A", "“", String(repeating: "a'", count: 3_000), "the \u{0}\u{301} of"] {
            #expect(names([text, text]).count <= 3)
        }
    }
}
