import Ledger
import Record
import TestSupport
import Testing

@testable import Finding
@testable import SQLite

@Suite struct QueryWordsTests {
    private let folder: LedgerFolder
    private let connection: Connection

    init() throws {
        folder = try LedgerFolder()
        connection = try Connection(at: "\(folder.path)/words.sqlite", for: .making)
        try connection.run(
            "CREATE VIRTUAL TABLE text_words USING fts5 (text, title, tokenize = 'porter unicode61 remove_diacritics 2')")
    }

    private static let index = FullTextIndex("text_words", columns: ["text", "title"], words: .stems, hasPlaces: true)

    private func places(_ query: String, in text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        return try QueryWords(SearchQuery(query), of: QueryWordsTests.index, on: connection).places(in: bytes).map {
            String(decoding: bytes[$0], as: UTF8.self)
        }
    }

    @Test(
        arguments: [
            ("ferry", "Ferries and a ferry.", ["Ferries", "ferry"]),
            ("\"the dam\"", "The dam, the river, THE — dam.", ["The dam", "THE — dam"]),
            ("harb*", "Harbour; harbinger; hard.", ["Harbour", "harbinger"]), ("tres", "C’est très cher.", ["très"]),
            ("a NOT b", "a c", ["a"]), ("\"a b\" OR \"b c\"", "x a b c x", ["a b c"]), ("a b", "b—a", ["b", "a"]),
            ("zebra", "A dam.", []),
        ])
    func wordsArePlacedWhereTheyStand(query: String, text: String, places: [String]) throws {
        #expect(try self.places(query, in: text) == places)
    }

    /// FTS5 marks what it has found by `highlight`; the words that must not be there aside, the places are the same.
    @Test func placesAreThoseThatTheIndexItselfWouldMark() throws {
        let words = [
            "dam", "dams", "Dámming", "ferry", "ferries", "straße", "strasse", "x1", "é", "e\u{301}", "漢字", "ٱلسَّلَام", "the",
            "running", "ran",
        ]
        let between = [" ", ", ", "-", "’", " — ", "\n", "🙂", "…"]
        var random = SeededGenerator(seed: 19)
        let word = { words[Int.random(in: 0..<words.count, using: &random)] }
        var marked = 0
        for round in 1...400 {
            let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                word() + between[Int.random(in: 0..<between.count, using: &random)]
            }.joined()
            let phrases = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                switch Int.random(in: 0..<4, using: &random) {
                case 0: "\"\(word()) \(word())\""
                case 1: "\(word().unicodeScalars.prefix(3).map(String.init).joined())*"
                default: word()
                }
            }
            let query = try SearchQuery(phrases.joined(separator: " OR "))
            try connection.run("INSERT INTO text_words (rowid, text, title) VALUES (\(round), \(text), 'dam')")
            // Noncharacters, which no text here holds.
            let (start, end) = ("\u{E000}", "\u{E001}")
            let highlighted =
                try connection.row(
                    """
                    SELECT highlight(text_words, 0, \(start), \(end)) FROM text_words
                    WHERE text_words MATCH \(query.pattern) AND rowid = \(round)
                    """
                ) { $0.text(0) } ?? text
            var bytes = Array(text.utf8)
            let places = try QueryWords(query, of: QueryWordsTests.index, on: connection).places(in: bytes)
            for place in places.reversed() {
                bytes.insert(contentsOf: end.utf8, at: place.upperBound)
                bytes.insert(contentsOf: start.utf8, at: place.lowerBound)
            }
            #expect(String(decoding: bytes, as: UTF8.self) == highlighted, "\(query.pattern)")
            marked += places.count
        }
        #expect(marked > 300)
    }

    @Test func highlightsAreCountedInCodePoints() throws {
        let words = try QueryWords(SearchQuery("dam OR ferry"), of: QueryWordsTests.index, on: connection)
        let text = "🙂 é dam, “ferry”"
        let found = Highlights(words, in: text).spans(in: [Extract(span: Span(10, 10 + text.unicodeScalars.count), text: text)])
        #expect(found == [Span(14, 17), Span(20, 25)])
    }
}
