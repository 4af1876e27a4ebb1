import Record

/// Writing a record as a JSON object.
extension ArticleRecord {
    /// The record as one JSON object on one line, without a line feed: the members of the output contract in its order, `author`
    /// where it is known, then the members carried from the input.
    ///
    /// The same record always gives the same bytes.
    public var json: [UInt8] { json(actors: [:]) }

    /// The same object, with a member `actor` of the statements of which a ledger knows who speaks.
    ///
    /// - Parameter actors: their ids, such as "@7", by the ids of the statements.
    package func json(actors: [Int: String]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.member("id", article.id)
            json.member("path", article.path)
            json.member("title", article.title)
            json.member("outlet", article.outlet)
            if let author = article.author { json.member("author", author) }
            json.member("published", article.published)
            json.member("url", article.url)
            json.member("text", article.text)
            json.name("reader")
            json.object { json in
                json.member("version", reader.version)
                json.member("model", reader.model)
            }
            let marks = Dictionary(grouping: findings.marks, by: \.subject)
            json.name("statements")
            json.array(findings.statements) { $0.write(to: &$1, marks: marks[.statement($0.id)] ?? [], actor: actors[$0.id]) }
            json.name("entities")
            json.array(findings.entities) { $0.write(to: &$1) }
            if !findings.links.isEmpty {
                json.name("links")
                json.array(findings.links) { $0.write(to: &$1) }
            }
            json.layers((marks[.article] ?? []).filter { Article.markNames.contains($0.layer) })
            for member in article.carried where !Article.contractNames.contains(member.name) {
                json.member(member.name, json: member.json)
            }
        }
        return writer.bytes
    }
}
