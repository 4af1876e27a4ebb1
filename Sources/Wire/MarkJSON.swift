import Record

/// The JSON of marks and links. No layer is named here: what a mark's members are follows from its value.
extension JSONWriter {
    /// Writes a member for each layer that left a mark, in the order of their first marks: one object, or an array where the layer may
    /// leave several.
    package mutating func layers(_ marks: [Mark]) {
        var names: [String] = []
        for mark in marks where !names.contains(mark.layer) { names.append(mark.layer) }
        for name in names {
            let ofLayer = marks.filter { $0.layer == name }
            self.name(name)
            if ofLayer[0].isOneOfSeveral {
                array(ofLayer) { $0.write(to: &$1) }
            } else {
                ofLayer[0].write(to: &self)
            }
        }
    }

    /// Writes the members that tell who left a mark or a link.
    fileprivate mutating func author(_ author: Mark.Author) {
        switch author {
        case .layer(let version): member("version", version)
        case .person(let name): member("by", name)
        }
    }
}

extension Mark {
    /// Writes the mark as one object; its layer and its subject are told by where it stands.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            value.writeMembers(to: &json)
            json.member("confidence", share: confidence)
            if !evidence.isEmpty { json.extracts("evidence", evidence) }
            json.author(by)
        }
    }
}

extension MarkValue {
    fileprivate func writeMembers(to json: inout JSONWriter) {
        switch self {
        case .choice(let name): json.member("value", name)
        case .party(let entity, let extract, let choice):
            json.member(choice == nil ? "value" : "entity", entity)
            if let choice { json.member("tone", choice) }
            if let extract { json.extract(extract) }
        case .days(let days, let extract):
            if let extract { json.extract(extract) }
            json.member("from", days.from.description)
            json.member("until", days.until.description)
        case .record(let record):
            if let place = record.place { json.extract(place) }
            for member in record.members { member.write(to: &json) }
        }
    }
}

extension MarkRecord.Member {
    fileprivate func write(to json: inout JSONWriter) {
        json.name(name)
        switch value {
        case nil: json.null()
        case .id(let id): json.integer(id)
        case .word(let word): json.string(word)
        case .words(let words): json.array(words) { $1.string($0) }
        case .extract(let extract): json.object { $0.extract(extract) }
        }
    }
}

extension Link {
    /// Writes the link as one object.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("a", a)
            json.member("b", b)
            json.member("relation", value)
            json.member("confidence", share: confidence)
            json.member("layer", layer)
            json.author(by)
        }
    }
}

extension Mark {
    /// The JSON of the marks of one subject, as they stand in the output contract: an object with a member for each layer.
    package static func json(_ marks: [Mark]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { $0.layers(marks) }
        return writer.bytes
    }
}
