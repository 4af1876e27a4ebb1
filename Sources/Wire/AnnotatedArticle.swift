import Record

/// An article whose statements somebody, or something, has marked: a line of a gold file or of `dixit read --format jsonl`.
public struct AnnotatedArticle: Sendable, Hashable {
    /// What pairs it with the same article in another file.
    public let id: String
    /// The text that the spans count in; nil where the line has none.
    public let text: String?
    /// Its statements.
    public let statements: [StatementSpans]
    /// How likely each of them is right, as the line says; nil where it does not.
    public let confidences: [Double?]

    /// Reads `{"id": …, "text": …, "statements": [{"source": [SPAN, …], "cue": …, "content": …, "confidence": …}, …]}`, a SPAN
    /// being `[start, end]` or `{"start": …, "end": …}`. `text`, and any role, may be null or left out; further members are passed
    /// over.
    public init(json: [UInt8]) throws(AnnotatedArticleError) {
        var members = Members()
        do {
            let kind = try JSONReader.document(json) { name, json in try members.read(name, &json) }
            guard kind == .object else { throw AnnotatedArticleError.notAnObject(kind) }
        } catch let error as JSONError {
            throw .json(error)
        } catch let error as AnnotatedArticleError {
            throw error
        } catch {
            throw .missing("statements")
        }
        guard let id = members.id else { throw .missing("id") }
        guard let statements = members.statements else { throw .missing("statements") }
        self.id = id
        text = members.text
        self.statements = statements.map(\.spans)
        confidences = statements.map(\.confidence)
    }
}

/// Why a line is no annotated article. The description is a clause without a full stop.
public enum AnnotatedArticleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes are not JSON, or the statements in it not what they must be.
    case json(JSONError)
    /// The value is something else than an object.
    case notAnObject(JSONReader.Kind)
    /// There is no member of this name, or it is null.
    case missing(String)
    /// A member that must be a string is something else.
    case notAString(name: String, found: JSONReader.Kind)

    /// What is wrong, as a clause.
    public var description: String {
        switch self {
        case .json(let error): error.description
        case .notAnObject(let kind): "holds \(kind.phrase) where an object with the article and its statements is expected"
        case .missing(let name): "has no member \"\(name)\""
        case .notAString(let name, let kind): "its member \"\(name)\" is \(kind.phrase) where a string is expected"
        }
    }
}

/// The members of a line while it is read.
private struct Members {
    var id: String?
    var text: String?
    var statements: [(spans: StatementSpans, confidence: Double?)]?

    mutating func read(_ name: String, _ json: inout JSONReader) throws {
        switch (name, try json.peek()) {
        case ("id", .string): id = try json.string()
        case ("id", .number): id = try json.source()
        case ("text", .string): text = try json.string()
        case ("id", .null), ("text", .null), ("statements", .null): try json.skip()
        case ("id", let kind), ("text", let kind): throw AnnotatedArticleError.notAString(name: name, found: kind)
        case ("statements", _):
            var marked: [(StatementSpans, Double?)] = []
            try json.array { marked.append(try Members.statement(&$0)) }
            statements = marked
        default: try json.skip()
        }
    }

    private static func statement(_ json: inout JSONReader) throws -> (StatementSpans, Double?) {
        var spans = StatementSpans()
        var confidence: Double?
        try json.object { name, json in
            if try spans.read(name, &json) { return }
            if name == "confidence", try json.peek() == .number { confidence = try json.number() } else { try json.skip() }
        }
        return (spans, confidence)
    }
}
