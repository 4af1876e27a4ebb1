import Foundation
import TestSupport
import Testing

@testable import English

@Suite struct LexiconTests {
    private static let folder = Repository.root.appending(path: "Sources/English/Words")

    private static var files: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).map { String($0.dropLast(".txt".count)) }.sorted()
        }
    }

    @Test func everyFileIsAListAndEveryListAFile() throws {
        #expect(try Self.files == Lexicon.lists.map(\.name))
    }

    @Test func everyListHoldsTheWordsOfItsFile() throws {
        for (name, list) in Lexicon.lists {
            let lines = try String(contentsOf: Self.folder.appending(path: name + ".txt"), encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.first?.hasPrefix("# ") == true, "\(name) does not say what it is for")
            #expect(lines.last == "", "\(name) does not end with a line")
            let words = lines.dropLast().filter { !$0.hasPrefix("#") }.map { String($0.prefix { $0 != "\t" }) }
            #expect(list.words == Set(words), "\(name)")
            #expect(words.count == list.words.count, "\(name) holds a word twice")
            #expect(words.allSatisfy { !$0.isEmpty && $0 == $0.trimmingCharacters(in: .whitespaces) }, "\(name)")
        }
    }

    @Test func attributesAreAskedForByName() {
        #expect(Lexicon.auxiliaries.words("have") == ["have", "has", "had"])
        #expect(Lexicon.pronouns["he"] == ["he", "subject"])
        #expect(Lexicon.titles["sen"] == ["senator"])
        #expect(Lexicon.titles["mr"] == [])
        #expect(!Lexicon.titles.contains("river"))
    }

    @Test(arguments: [
        ("deny", ["deny", "denies", "denied", "denying"]), ("stress", ["stress", "stresses", "stressed", "stressing"]),
        ("argue", ["argue", "argues", "argued", "arguing"]), ("relay", ["relay", "relays", "relayed", "relaying"]),
    ]) func regularVerbsTakeTheirForms(verb: String, forms: [String]) {
        #expect(VerbForms.regular(verb) == forms)
    }

    @Test func irregularVerbsTakeTheFormsOfTheirLine() {
        #expect(Lexicon.saying.isSuperset(of: ["say", "says", "said", "saying", "sworn", "denied"]))
        #expect(Lexicon.saying.isDisjoint(with: ["sayed", "sweared"]))
        #expect(Lexicon.holding.contains("knew"))
    }
}
