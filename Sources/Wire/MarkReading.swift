import Record

/// Reading marks and links as `MarkJSON.swift` writes them.
extension Mark {
    /// Reads what `json` writes.
    package static func all(of subject: Subject, json bytes: [UInt8]) throws -> [Mark] {
        var json = JSONReader(bytes)
        let marks = try all(of: subject, &json)
        try json.end()
        return marks
    }

    /// Reads the marks of one subject: an object with a member for each layer.
    static func all(of subject: Subject, _ json: inout JSONReader) throws -> [Mark] {
        var marks: [Mark] = []
        try json.object { layer, json in marks += try Mark.all(of: subject, layer: layer, &json) }
        return marks
    }

    /// Reads the marks of one layer: an object, or an array of such.
    static func all(of subject: Subject, layer: String, _ json: inout JSONReader) throws -> [Mark] {
        guard try json.peek() == .array else { return [try Mark(of: subject, layer: layer, isOneOfSeveral: false, &json)] }
        var marks: [Mark] = []
        try json.array { marks.append(try Mark(of: subject, layer: layer, isOneOfSeveral: true, &$0)) }
        return marks
    }

    private init(of subject: Subject, layer: String, isOneOfSeveral: Bool, _ json: inout JSONReader) throws {
        var members = MarkMembers()
        try json.object { name, json in try members.read(name, &json) }
        guard let value = members.value, let confidence = members.confidence else {
            throw json.fault("a mark has a confidence, and a value, an entity, days or members")
        }
        self.init(
            of: subject, layer: layer, value: value, confidence: confidence, evidence: members.evidence, by: members.author,
            isOneOfSeveral: isOneOfSeveral)
    }
}

/// The members of a mark while it is read.
private struct MarkMembers {
    private var choice: String?
    private var entity: Int?
    private var tone: String?
    private var (from, until): (Day?, Day?) = (nil, nil)
    private var (start, end, text): (Int?, Int?, String?) = (nil, nil, nil)
    private var others: [MarkRecord.Member] = []
    private(set) var confidence: Double?
    private(set) var evidence: [Extract] = []
    private(set) var author = Mark.Author.layer(version: 1)

    /// What the members say together; nil where they say nothing.
    var value: MarkValue? {
        if let choice { return .choice(choice) }
        if let entity { return .party(entity: entity, extract: extract, choice: tone) }
        if let from, let until { return DaySpan(from: from, until: until).map { .days($0, extract: extract) } }
        return others.isEmpty ? nil : .record(MarkRecord(place: extract, members: others))
    }

    private var extract: Extract? {
        guard let start, let end, let text, start >= 0, start <= end else { return nil }
        return Extract(span: Span(start, end), text: text)
    }

    mutating func read(_ name: String, _ json: inout JSONReader) throws {
        switch (name, try json.peek()) {
        case ("value", .string): choice = try json.string()
        case ("value", _), ("entity", _): entity = try json.count("an entity's id")
        case ("tone", _): tone = try json.string()
        case ("from", _): from = try json.day()
        case ("until", _): until = try json.day()
        case ("start", _): start = try json.integer()
        case ("end", _): end = try json.integer()
        case ("text", _): text = try json.string()
        case ("confidence", _): confidence = try json.number()
        case ("evidence", _): try json.array { evidence.append(try $0.extract().extract) }
        case ("by", .string): author = .person(try json.string())
        case ("version", _): author = .layer(version: try json.count("a version"))
        default: others.append(MarkRecord.Member(name, try MarkRecord.Value(&json)))
        }
    }
}

extension MarkRecord.Value {
    /// Reads what a member holds; nil for null.
    fileprivate init?(_ json: inout JSONReader) throws {
        switch try json.peek() {
        case .number: self = .id(try json.count("an id"))
        case .string: self = .word(try json.string())
        case .object: self = .extract(try json.extract().extract)
        case .array:
            var words: [String] = []
            try json.array { words.append(try $0.string()) }
            self = .words(words)
        case .null:
            try json.skip()
            return nil
        case .boolean: throw json.fault("a number, a string, an array of strings, a span or null is expected")
        }
    }
}

extension Link {
    /// Reads a link as `write` writes it.
    package init(_ json: inout JSONReader) throws {
        var (a, b): (Int?, Int?) = (nil, nil)
        var (layer, value): (String?, String?) = (nil, nil)
        var confidence = 0.0
        var author = Mark.Author.layer(version: 1)
        try json.object { name, json in
            switch name {
            case "a": a = try json.count("a statement's id")
            case "b": b = try json.count("a statement's id")
            case "relation": value = try json.string()
            case "layer": layer = try json.string()
            case "confidence": confidence = try json.number()
            case "by": author = .person(try json.string())
            case "version": author = .layer(version: try json.count("a version"))
            default: try json.skip()
            }
        }
        guard let a, let b, let value, let layer,
            let link = Link(a, b, layer: layer, value: value, confidence: confidence, by: author)
        else { throw json.fault("a link has two statements, a relation and a layer") }
        self = link
    }
}

extension JSONReader {
    /// A whole number from 0 on.
    fileprivate mutating func count(_ what: String) throws -> Int {
        let number = try integer()
        guard number >= 0 else { throw fault("\(what) is 0 or more") }
        return number
    }

    /// "2019-09-02"
    fileprivate mutating func day() throws -> Day {
        let written = try string()
        guard let day = Day(published: written), day.description == written else { throw fault("a day is written 2019-09-02") }
        return day
    }
}
