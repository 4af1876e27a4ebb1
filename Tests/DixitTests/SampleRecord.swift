import Record

/// An article about places that do not exist, with statements of every kind the layout knows.
enum SampleRecord {
    static let text = """
        The harbour stays shut

        “The harbour stays shut until they sign,” said Mara Lind, who speaks for the League. “Not one ship,” she added, “and not \
        one barge.” Thora Holm denied that officials in Norrvik had promised to sign before the winter, when the straits \
        freeze and no pilot will take a ship across. It was feared that grain \
        would run out. 港は閉まっている, the Harbour Post wrote. The sea was calm.
        """

    static var record: ArticleRecord {
        ArticleRecord(
            article: Article(
                id: "harbour", path: "news/harbour.txt", title: "The harbour stays shut", outlet: "The Harbour Post",
                published: "2031-05-04", text: text),
            findings: Findings(
                statements: [
                    statement(
                        0, .direct, ["Mara Lind, who speaks for the League"], "said",
                        ["“The harbour stays shut until they sign,”"], 0),
                    statement(1, .direct, ["she"], "added", ["“Not one ship,”", "“and not one barge.”"], 0, confidence: 0.41),
                    statement(
                        2, .indirect, ["Thora Holm"], "denied",
                        [
                            "that officials in Norrvik had promised to sign before the winter, when the straits freeze and no pilot "
                                + "will take a ship across"
                        ], 1),
                    statement(3, parent: 2, .indirect, ["officials in Norrvik"], "had promised", ["to sign before the winter"]),
                    statement(4, .indirect, [], "feared", ["that grain would run out"]),
                    statement(5, .indirect, ["the Harbour Post"], "wrote", ["港は閉まっている"], 2),
                ],
                entities: [
                    Entity(id: 0, name: "Mara Lind", kind: .person, mentions: [Mention(extract("Mara Lind"), .name)]),
                    Entity(id: 1, name: "Thora Holm", kind: .person, mentions: [Mention(extract("Thora Holm"), .name)]),
                    Entity(id: 2, name: "the Harbour Post", kind: .organization, mentions: []),
                ]),
            reader: ReaderVersion(version: "0.1.0", model: "none"))
    }

    private static func statement(
        _ id: Int, parent: Int? = nil, _ form: Form, _ source: [String], _ cue: String, _ content: [String],
        _ speaker: Int? = nil,
        confidence: Double = 0.9
    ) -> Statement {
        Statement(
            id: id, parent: parent, form: form, source: source.map(extract), cue: [extract(cue)], content: content.map(extract),
            speaker: speaker, confidence: confidence)
    }

    private static func extract(_ words: String) -> Extract {
        let (all, part) = (Array(text.unicodeScalars), Array(words.unicodeScalars))
        let start = (0...(all.count - part.count)).first { all[$0..<$0 + part.count].elementsEqual(part) } ?? 0
        return Extract(span: Span(start, start + part.count), text: words)
    }
}
