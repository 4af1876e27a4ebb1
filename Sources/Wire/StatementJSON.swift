import Record

/// The JSON of a record's parts; their members are those of the output contract.
extension Statement {
    /// Writes the statement as one object, with its marks where it has any.
    ///
    /// - Parameter actor: the id that a ledger has given who speaks, where one has.
    public func write(to json: inout JSONWriter, marks: [Mark] = [], actor: String? = nil) {
        json.object { json in
            json.member("id", id)
            json.member("parent", parent)
            json.member("form", form.rawValue)
            json.extracts("source", source)
            json.extracts("cue", cue)
            json.extracts("content", content)
            json.member("speaker", speaker)
            if let actor { json.member("actor", actor) }
            json.member("speaker_confidence", share: speakerConfidence)
            json.member("speaker_inferred", isSpeakerInferred)
            json.member("confidence", share: confidence)
            if !marks.isEmpty {
                json.name("marks")
                json.object { $0.layers(marks) }
            }
        }
    }
}

extension Entity {
    /// Writes the entity as one object.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("kind", kind?.rawValue)
            json.name("mentions")
            json.array(mentions) { mention, json in
                json.object { json in
                    json.extract(mention.extract)
                    json.member("form", mention.form.rawValue)
                }
            }
        }
    }
}

extension JSONWriter {
    /// Writes a member that holds spans with their words.
    package mutating func extracts(_ name: String, _ extracts: [Extract]) {
        self.name(name)
        array(extracts) { extract, json in
            json.object { $0.extract(extract) }
        }
    }

    /// Writes the members of a span with its words.
    package mutating func extract(_ extract: Extract) {
        member("start", extract.span.start)
        member("end", extract.span.end)
        member("text", extract.text)
    }
}
