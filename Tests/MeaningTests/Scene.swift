import Record

@testable import Meaning

/// An article whose statements a test spells out: "{s|Mara Lind} {c|said} {x|no}." is a statement with its source,
/// cue and content.
struct Scene {
    let article: ReadArticle

    /// - Parameters:
    ///   - marked: the text with the parts of its one statement.
    ///   - entities: the mentions of each, with the form of the first; the first entity is the speaker.
    init(_ marked: String, entities: [(MentionForm, [String])] = []) {
        var text = ""
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
        let statement = Statement(
            id: 0, parent: nil, form: .indirect, source: parts["s"] ?? [], cue: parts["c"] ?? [], content: parts["x"] ?? [],
            speaker: entities.isEmpty ? nil : 0, confidence: 1)
        let found = entities.enumerated().map { id, entity in
            Entity(
                id: id, name: entity.1.first ?? "", kind: .person,
                mentions: entity.1.enumerated().map { number, words in
                    Mention(Scene.extract(words, of: text), number == 0 ? entity.0 : .nominal)
                })
        }
        article = ReadArticle(
            Article(id: "a", path: "a.txt", text: text), Findings(statements: [statement], entities: found))
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
