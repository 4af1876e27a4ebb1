import TestSupport
import Testing

@testable import Gathering

@Suite struct MadeIDsTests {
    private func file(_ stem: String, _ path: String) -> InputFile { InputFile(path: path, stem: stem, form: .text, size: 0) }

    /// The ids that gathering gives, the folder's own path cut away.
    private func ids(_ folder: TemporaryFolder, _ names: String...) -> [String] {
        Gatherer(names.map { .path("\(folder.path)/\($0)") }).compactMap { event in
            guard case .article(let article, _, _) = event else { return nil }
            return article.id.replacing(folder.path + "/", with: "")
        }
    }

    @Test func theLaterOfTwoArticlesOfOneNameIsCalledByItsPath() throws {
        let folder = try TemporaryFolder()
        for name in ["a/x.txt", "b/x.txt"] { try folder.write(name, "x") }
        #expect(ids(folder, "a/x.txt", "b/x.txt") == ["x", "b/x.txt"])
        #expect(ids(folder, "a", "b") == ["x", "b/x.txt"])
        #expect(ids(folder, ".") == ["a/x", "b/x"])
    }

    @Test func whatIsNamedAgainAndAgainIsNumbered() throws {
        let folder = try TemporaryFolder()
        try folder.write("x.txt", "x")
        try folder.write("y.jsonl", "{\"text\": \"1\"}\n{\"text\": \"2\"}\n")
        #expect(ids(folder, "x.txt", "x.txt", "x.txt", "x.txt") == ["x", "x.txt", "x.txt:2", "x.txt:3"])
        let lines = ["y:1", "y:2", "y.jsonl:1", "y.jsonl:2", "y.jsonl:2:1", "y.jsonl:2:2"]
        #expect(ids(folder, "y.jsonl", "y.jsonl", "y.jsonl") == lines)
    }

    @Test func idsThatAreGivenStayAsTheyAre() throws {
        let folder = try TemporaryFolder()
        try folder.write("a/x.jsonl", "{\"text\": \"1\", \"id\": \"k\"}\n{\"text\": \"2\", \"id\": \"k\"}\n")
        try folder.write("b/x.jsonl", "{\"text\": \"3\"}\n{\"text\": \"4\", \"id\": \"k\"}\n")
        #expect(ids(folder, "a/x.jsonl", "b/x.jsonl") == ["k", "k", "x:1", "k"])
    }

    @Test func aTextAndLinesOfOneNameDoNotMeet() throws {
        let folder = try TemporaryFolder()
        for name in ["x.txt", "x.json"] { try folder.write(name, "{\"text\": \"1\"}") }
        try folder.write("x.jsonl", "{\"text\": \"1\"}")
        #expect(ids(folder, "x.txt", "x.jsonl", "x.json") == ["x", "x:1", "x.json"])
    }

    @Test func aNameThatLooksLikeALineIsToldFromOne() {
        var made = MadeIDs()
        #expect(made.article(file("x:3", "x:3.txt")) == "x:3")
        #expect(made.article(file("x:4", "x:4.txt")) == "x:4")
        #expect(made.lines(file("x", "x.jsonl")) == "x.jsonl")
        #expect(made.lines(file("y", "y.jsonl")) == "y" && made.line(3, of: "y") == "y:3")
        #expect(made.article(file("y:3", "b/y:3.txt")) == "b/y:3.txt")
        #expect(made.article(file("y", "y")) == "y" && made.article(file("y", "y")) == "y:4")
    }

    @Test func idsAreNeverTheSameWhateverFilesAreCalled() {
        let names = ["x", "x:1", "x:2", "x:2:1", "x.txt", "x.txt:2"]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var made = MadeIDs()
            var seen: Set<String> = []
            for _ in 0..<12 {
                let file = file(names.randomElement(using: &random) ?? "", names.randomElement(using: &random) ?? "")
                if Bool.random(using: &random) {
                    #expect(seen.insert(made.article(file)).inserted)
                } else {
                    let name = made.lines(file)
                    for line in 1...3 { #expect(seen.insert(made.line(line, of: name)).inserted) }
                }
            }
        }
    }
}
