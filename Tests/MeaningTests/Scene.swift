import Record

@testable import Meaning

/// An article whose statements a test spells out: "{s|Mara Lind} {c|said} {x|no}." is a statement with its source,
/// cue and content.
struct Scene {
    let article: ReadArticle

    /// - Parameters:
    ///   - marked: the text with the parts of its one statement.
    ///   - entities: the mentions of each, with the form of the first; the first entity is the speaker.
    ///   - published: the article's day.
    init(_ marked: String, entities: [(MentionForm, [String])] = [], published: String? = nil) {
        self.init([(marked, entities.isEmpty ? nil : 0)], entities: entities, published: published)
    }

    /// - Parameters:
    ///   - paragraphs: each with the parts of its one statement, or of none, and the entity that speaks.
    ///   - entities: the mentions of each, with the form of the first.
    ///   - published: the article's day.
    init(
        _ paragraphs: [(marked: String, speaker: Int?)], entities: [(MentionForm, [String])] = [], published: String? = nil
    ) {
        var text = ""
        var statements: [Statement] = []
        for (number, paragraph) in paragraphs.enumerated() {
            if number > 0 { text += "\n\n" }
            let parts = Scene.parts(of: paragraph.marked, addedTo: &text)
            guard !parts.isEmpty else { continue }
            statements.append(
                Statement(
                    id: statements.count, parent: nil, form: .indirect, source: parts["s"] ?? [], cue: parts["c"] ?? [],
                    content: parts["x"] ?? [], speaker: paragraph.speaker, confidence: 1))
        }
        let found = entities.enumerated().map { id, entity in
            Entity(
                id: id, name: entity.1.first ?? "", kind: .person,
                mentions: entity.1.enumerated().map { number, words in
                    Mention(Scene.extract(words, of: text), number == 0 ? entity.0 : .nominal)
                })
        }
        article = ReadArticle(
            Article(id: "a", path: "a.txt", published: published, text: text),
            Findings(statements: statements, entities: found))
    }

    /// Adds a paragraph to a text without its marks, which stand around the parts of its statement.
    private static func parts(of marked: String, addedTo text: inout String) -> [Character: [Extract]] {
        var parts: [Character: [Extract]] = [:]
        var rest = Substring(marked)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let words = rest[rest.index(open, offsetBy: 3)..<close]
            let start = text.unicodeScalars.count
            text += words
            parts[rest[rest.index(after: open)], default: []].append(
                Extract(span: Span(start, text.unicodeScalars.count), text: String(words)))
            rest = rest[rest.index(after: close)...]
        }
        text += rest
        return parts
    }

    /// What a layer says of the statement.
    func choice(_ layer: some Layer) -> String? {
        guard case .choice(let name)? = layer.marks(of: article).first?.value else { return nil }
        return name
    }

    /// The words that the layer gives as proof.
    func evidence(_ layer: some Layer) -> [String] { layer.marks(of: article).first?.evidence.map(\.text) ?? [] }

    private static func extract(_ words: String, of text: String) -> Extract {
        let (all, part) = (Array(text.unicodeScalars), Array(words.unicodeScalars))
        let start = (0...max(0, all.count - part.count)).first { all[$0...].starts(with: part) } ?? 0
        return Extract(span: Span(start, start + part.count), text: words)
    }
}
