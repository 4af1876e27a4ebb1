import Record

/// An article whose time expressions somebody has marked: a line of a gold file of TIMEX3.
public struct AnnotatedTimes: Sendable, Hashable {
    /// What names the article.
    public let id: String
    /// The text that the spans count in.
    public let text: String
    /// The day or moment of publication, as given.
    public let published: String?
    /// The expressions.
    public let times: [TimeMeasure.Time]

    /// Reads `{"id": …, "text": …, "published": …, "timex": [{"start": …, "end": …, "value": "1998-01-08"}, …]}`; further members are
    /// passed over.
    public init(json: [UInt8]) throws(AnnotatedArticleError) {
        var (id, text, published): (String?, String?, String?) = (nil, nil, nil)
        var times: [TimeMeasure.Time]?
        do {
            let kind = try JSONReader.document(json) { name, json in
                switch (name, try json.peek()) {
                case ("id", .string): id = try json.string()
                case ("text", .string): text = try json.string()
                case ("published", .string): published = try json.string()
                case ("timex", .array):
                    var marked: [TimeMeasure.Time] = []
                    try json.array { marked.append(try AnnotatedTimes.time(&$0)) }
                    times = marked
                default: try json.skip()
                }
            }
            guard kind == .object else { throw AnnotatedArticleError.notAnObject(kind) }
        } catch let error as JSONError {
            throw .json(error)
        } catch let error as AnnotatedArticleError {
            throw error
        } catch {
            throw .missing("timex")
        }
        guard let id else { throw .missing("id") }
        guard let text else { throw .missing("text") }
        guard let times else { throw .missing("timex") }
        self.id = id
        self.text = text
        self.published = published
        self.times = times
    }

    private static func time(_ json: inout JSONReader) throws -> TimeMeasure.Time {
        var (start, end, value): (Int?, Int?, String?) = (nil, nil, nil)
        try json.object { name, json in
            switch (name, try json.peek()) {
            case ("start", .number): start = try json.integer()
            case ("end", .number): end = try json.integer()
            case ("value", .string): value = try json.string()
            default: try json.skip()
            }
        }
        guard let start, let end, start >= 0, start <= end else { throw json.fault("a time has a start and an end") }
        return TimeMeasure.Time(span: Span(start, end), value: value)
    }
}
