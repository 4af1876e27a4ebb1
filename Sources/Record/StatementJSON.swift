/// The JSON of a record's parts; their members are those of the output contract.
extension Statement {
    /// Writes the statement as one object.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("parent", parent)
            json.member("form", form.rawValue)
            json.extracts("source", source)
            json.extracts("cue", cue)
            json.extracts("content", content)
            json.member("speaker", speaker)
            json.member("speaker_confidence", share: speakerConfidence)
            json.member("speaker_inferred", isSpeakerInferred)
            json.member("confidence", share: confidence)
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
            json.extracts("mentions", mentions)
        }
    }
}

extension JSONWriter {
    /// Writes a member that holds spans with their words.
    fileprivate mutating func extracts(_ name: String, _ extracts: [Extract]) {
        self.name(name)
        array(extracts) { extract, json in
            json.object { json in
                json.member("start", extract.span.start)
                json.member("end", extract.span.end)
                json.member("text", extract.text)
            }
        }
    }
}
