import Record

/// Reading records back from the lines that `ArticleRecord.json` writes.
extension ArticleRecord {
    /// The numbers that statements and entities may have.
    package static let ids = 0...Int(Int32.max)

    /// Reads a record from the JSON text of one object of the output contract; members that it does not name are carried.
    ///
    /// Spans are taken as they stand; whether they lie in the text, and hold the words beside them, is for the caller to see.
    ///
    /// - Throws: `ArticleError`, where the object is no article, or its `reader`, `statements` or `entities` are not what the contract says.
    public init(json: [UInt8]) throws(ArticleError) {
        let article = try Article(json: json, id: "", path: "")
        var members = RecordMembers()
        do {
            _ = try JSONReader.document(json) { name, json in try members.read(name, &json) }
        } catch let error as JSONError {
            throw .syntax(error)
        } catch {
            throw .noText("text")
        }
        var placed = article
        placed.path = members.path
        self.init(article: placed, findings: members.findings, reader: members.reader)
    }
}

/// The members of a record beside those of its article, while they are read.
private struct RecordMembers {
    var path = ""
    var findings = Findings()
    var reader = ReaderVersion(version: "", model: "")

    mutating func read(_ name: String, _ json: inout JSONReader) throws {
        switch name {
        case "path": path = try json.stringOrNil() ?? ""
        case "reader": reader = try RecordMembers.reader(&json)
        case "statements":
            findings.statements = []
            findings.marks.removeAll { $0.subject != .article }
            try json.array { json in
                var marks = json
                let statement = try Statement(&json)
                findings.statements.append(statement)
                findings.marks += try RecordMembers.marks(of: statement.id, &marks)
            }
        case "entities":
            var entities: [Entity] = []
            try json.array { entities.append(try Entity(&$0)) }
            findings.entities = entities
        case "links":
            findings.links = []
            try json.array { findings.links.append(try Link(&$0)) }
        case _ where Article.markNames.contains(name):
            findings.marks.removeAll { $0.subject == .article && $0.layer == name }
            findings.marks += try Mark.all(of: .article, layer: name, &json)
        default: try json.skip()
        }
    }

    /// The member of a statement that holds its marks.
    private static func marks(of statement: Int, _ json: inout JSONReader) throws -> [Mark] {
        var marks: [Mark] = []
        try json.object { name, json in
            if name == "marks" { marks = try Mark.all(of: .statement(statement), &json) } else { try json.skip() }
        }
        return marks
    }

    private static func reader(_ json: inout JSONReader) throws -> ReaderVersion {
        var (version, model) = ("", "")
        try json.object { name, json in
            switch name {
            case "version": version = try json.string()
            case "model": model = try json.string()
            default: try json.skip()
            }
        }
        return ReaderVersion(version: version, model: model)
    }
}

extension Statement {
    /// Reads a statement as `write` writes it.
    package init(_ json: inout JSONReader) throws {
        var (id, parent, speaker): (Int?, Int?, Int?) = (nil, nil, nil)
        var form: Form?
        var parts: [String: [Extract]] = [:]
        var (confidence, speakerConfidence): (Double?, Double?) = (nil, nil)
        var isInferred = false
        try json.object { name, json in
            switch name {
            case "id": id = try json.integer(in: ArticleRecord.ids)
            case "parent": parent = try json.idOrNil()
            case "speaker": speaker = try json.idOrNil()
            case "form":
                form = Form(rawValue: try json.string())
                if form == nil { throw json.fault("a form is direct, indirect or mixed") }
            case "source", "cue", "content":
                var extracts: [Extract] = []
                try json.array { extracts.append(try $0.extract().extract) }
                parts[name] = extracts
            case "confidence": confidence = try json.confidenceOrNil()
            case "speaker_confidence": speakerConfidence = try json.confidenceOrNil()
            case "speaker_inferred": isInferred = try json.source() == "true"
            default: try json.skip()
            }
        }
        guard let id, let form, let content = parts["content"] else {
            throw json.fault("a statement has an id, a form and a content")
        }
        self.init(
            id: id, parent: parent, form: form, source: parts["source"] ?? [], cue: parts["cue"] ?? [], content: content,
            speaker: speaker,
            confidence: confidence ?? 0, speakerConfidence: speakerConfidence, isSpeakerInferred: isInferred)
    }
}

extension Entity {
    /// Reads an entity as `write` writes it.
    package init(_ json: inout JSONReader) throws {
        var (id, name): (Int?, String?) = (nil, nil)
        var kind: EntityKind?
        var mentions: [Mention] = []
        try json.object { member, json in
            switch member {
            case "id": id = try json.integer(in: ArticleRecord.ids)
            case "name": name = try json.string()
            case "kind": kind = try json.stringOrNil().flatMap(EntityKind.init(rawValue:))
            case "mentions":
                try json.array { json in
                    let (extract, form) = try json.extract()
                    mentions.append(Mention(extract, form ?? .name))
                }
            default: try json.skip()
            }
        }
        guard let id, let name else { throw json.fault("an entity has an id and a name") }
        self.init(id: id, name: name, kind: kind, mentions: mentions)
    }
}

extension JSONReader {
    /// A span with its words and, where it is a mention, its form.
    mutating func extract() throws -> (extract: Extract, form: MentionForm?) {
        var (start, end, text): (Int?, Int?, String?) = (nil, nil, nil)
        var form: MentionForm?
        try object { name, json in
            switch name {
            case "start": start = try json.integer()
            case "end": end = try json.integer()
            case "text": text = try json.string()
            case "form": form = MentionForm(rawValue: try json.string())
            default: try json.skip()
            }
        }
        guard let start, let end, let text, start >= 0, start <= end else {
            throw fault("a span has a start, an end behind it, and a text")
        }
        return (Extract(span: Span(start, end), text: text), form)
    }

    fileprivate mutating func stringOrNil() throws -> String? { try isNull() ? nil : string() }

    fileprivate mutating func idOrNil() throws -> Int? { try isNull() ? nil : integer(in: ArticleRecord.ids) }

    fileprivate mutating func confidenceOrNil() throws -> Double? {
        guard try !isNull() else { return nil }
        let value = try number()
        guard (0...1).contains(value) else { throw fault("a confidence is a number from 0 to 1") }
        return value
    }

    /// Whether null stands next; it is then read.
    private mutating func isNull() throws -> Bool {
        guard try peek() == .null else { return false }
        try skip()
        return true
    }
}
