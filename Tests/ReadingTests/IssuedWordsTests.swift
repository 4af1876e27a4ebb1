import Prose
import TestSupport
import Testing

@testable import Reading

/// Whose words a letter or a statement is.
@Suite struct IssuedWordsTests {
    /// Who issued the last statement's source.
    private func issuer(_ text: String, _ sketches: [(source: String, content: String)], _ mentions: [String] = []) throws
        -> IssuedWords.Issuer?
    {
        var scene = try Scene(text)
        for mention in mentions { try scene.mention(mention, mention == "his" ? .pronoun : .name) }
        for sketch in sketches { try scene.statement(source: sketch.source, cue: "said", content: [sketch.content]) }
        let built = StatementBuilder(worded: scene.worded).build(scene.statements.map { ($0, 0.9) })
        let seen = scene.seen(built)
        return seen.byCue.last.flatMap { seen.issuers[$0] }
    }

    @Test(
        "The statement is of whoever said something in one, whatever was said between",
        arguments: [
            ("In a statement the Board said that it rains.", IssuedWords.Issuer.speaker(of: 0)),
            ("The Board said in a second statement that it rains.", .speaker(of: 0)),
            ("The Board said that it rains.", nil), ("The Board, which sent a statement, said that it rains.", nil),
        ] as [(String, IssuedWords.Issuer?)])
    func statements(before: String, issuer: IssuedWords.Issuer?) throws {
        let source = before.contains("the Board") ? "the Board" : "The Board"
        let text = before + " Osk Brannoth laughed. The statement said that dykes hold."
        // "said" of the second statement is the second one in the text.
        var scene = try Scene(text)
        try scene.statement(source: source, cue: "said", content: ["that it rains"])
        try scene.statement(source: "The statement", cue: "said that dykes", content: ["hold"])
        let built = StatementBuilder(worded: scene.worded).build(scene.statements.map { ($0, 0.9) })
        #expect(scene.seen(built).issuers[1] == issuer)
    }

    @Test(
        "A letter is of whom its own words name",
        arguments: [
            ("Korvin’s letter", "Korvin’s", true), ("a letter by Korvin", "Korvin", true),
            ("the letter to Korvin", "Korvin", false),
            ("Korvin’s report", "Korvin’s", false),
        ])
    func letters(source: String, name: String, isHers: Bool) throws {
        let issuer = try issuer("Then \(source) said that it rains.", [(source, "that it rains")], [name])
        #expect(issuer == (isHers ? .named(0) : nil))
    }

    @Test func anotherStatementIsNotTheOneBefore() throws {
        var scene = try Scene("The Board said in a statement that it rains. One statement said so. The statement said no.")
        try scene.statement(source: "The Board", cue: "said in", content: ["that it rains"])
        try scene.statement(source: "One statement", cue: "said so", content: ["."])
        try scene.statement(source: "The statement", cue: "said no", content: ["."])
        let built = StatementBuilder(worded: scene.worded).build(scene.statements.map { ($0, 0.9) })
        #expect(scene.seen(built).issuers.isEmpty)
    }

    @Test func theLetterSpeaksForItself() throws {
        var scene = try Scene("The Board said in a letter that it rains. The letter said no.")
        try scene.statement(source: "The Board", cue: "said in", content: ["that it rains"])
        try scene.statement(source: "The letter", cue: "said no", content: ["."])
        let built = StatementBuilder(worded: scene.worded).build(scene.statements.map { ($0, 0.9) })
        #expect(scene.seen(built).issuers.isEmpty)
    }
}
