import Record
import SQLite
import Wire

/// The JSON in which `find`, `who` and `show` print what the ledger holds; the members of statements are those of the output contract, with
/// ids of the ledger.
extension StatementEntry {
    /// Writes the statement as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", "\(id)")
            json.member("parent", parent.map(\.description))
            if !tellers.isEmpty {
                json.name("told_by")
                json.array(tellers) { $1.string($0) }
            }
            json.name("article")
            article.write(to: &json)
            writeSpeaker(to: &json)
            json.member("speaker_confidence", share: statement.speakerConfidence)
            json.member("speaker_inferred", statement.isSpeakerInferred)
            json.member("form", statement.form.rawValue)
            json.extracts("source", statement.source)
            json.extracts("cue", statement.cue)
            json.extracts("content", statement.content)
            json.member("confidence", share: statement.confidence)
            if !marks.isEmpty {
                json.name("marks")
                json.object { $0.layers(marks) }
            }
            json.member("review", state.word)
            if isGone { json.member("found", false) }
            if !matches.isEmpty { json.spans("matches", matches) }
            if let nearness { json.member("nearness", share: nearness) }
        }
    }

    private func writeSpeaker(to json: inout JSONWriter) {
        guard let speaker else { return json.member("speaker", String?.none) }
        json.name("speaker")
        json.object { json in
            json.member("id", actor.map { "@\($0.id)" })
            json.member("name", actor?.name ?? speaker)
            json.member("kind", actor?.kind?.rawValue)
        }
    }
}

extension ArticleEntry {
    /// Writes the article as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", "\(id)")
            json.member("name", name)
            json.member("title", title)
            json.member("outlet", outlet)
            json.member("author", author)
            json.member("published", published)
            if let dateSource { json.member(DateSource.member, dateSource.rawValue) }
            json.member("url", url)
            if let former {
                json.name(FieldValues.member)
                former.write(to: &json)
            }
            json.member("path", path)
            json.member("copy_of", copyOf.map(String.init))
        }
    }
}

extension ActorEntry {
    /// Writes the members of an actor.
    package func writeMembers(to json: inout JSONWriter) {
        json.member("id", "@\(id)")
        json.member("name", name)
        json.member("kind", kind?.rawValue)
    }
}

extension JSONWriter {
    /// Writes a member that holds spans: `[[10, 24], …]`.
    package mutating func spans(_ name: String, _ spans: [Span]) {
        member(name, json: "[" + spans.map { "[\($0.start), \($0.end)]" }.joined(separator: ", ") + "]")
    }
}
