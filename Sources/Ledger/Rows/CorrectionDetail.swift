import Record
import SQLite
import Wire

/// What a person can correct of what is known of an article beside its text. The raw values are the members of the output contract.
public enum ArticleField: String, Sendable, Hashable, CaseIterable, Comparable {
    case title, outlet, author, published, url

    /// Their order: that of the output contract.
    public static func < (one: ArticleField, other: ArticleField) -> Bool { one.place < other.place }

    private var place: Int { ArticleField.allCases.firstIndex(of: self) ?? 0 }

    /// In words: "date".
    public var words: String {
        switch self {
        case .published: "date"
        case .url: "address"
        default: rawValue
        }
    }
}

/// Values of an article's fields, JSON: `{"title": "…", "author": null}`. A field that is not in it is not meant.
public struct FieldValues: Sendable, Hashable {
    /// The values; nil where there is none.
    public var values: [ArticleField: String?] = [:]
    /// How a date was known that is among the values.
    package var dateSource: DateSource?

    /// The member of an article that holds what was corrected, with what it was before.
    package static let member = "corrected_from"

    /// The fields, in their order.
    public var fields: [ArticleField] { values.keys.sorted() }

    /// No values.
    public init() {}

    /// A value; nil where there is none or the field is not meant.
    public subscript(field: ArticleField) -> String? {
        get { values[field] ?? nil }
        set { values[field] = .some(newValue) }
    }

    /// The fields as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            for field in fields { json.member(field.rawValue, self[field]) }
            if let dateSource { json.member(DateSource.member, dateSource.rawValue) }
        }
    }

    package var json: String {
        var json = JSONWriter()
        write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Reads what `write` has written.
    package init(_ json: inout JSONReader) throws {
        var read = FieldValues()
        try json.object { name, json in
            let isNull = try json.peek() == .null
            if let field = ArticleField(rawValue: name) {
                if isNull { try json.skip() }
                read[field] = isNull ? nil : try json.string()
            } else if name == DateSource.member, !isNull {
                read.dateSource = DateSource(rawValue: try json.string())
            } else {
                try json.skip()
            }
        }
        self = read
    }

    /// nil where the text is not what `json` gives.
    package init?(json text: String) {
        var reader = JSONReader(Array(text.utf8))
        guard let read = try? FieldValues(&reader), (try? reader.end()) != nil else { return nil }
        self = read
    }
}

/// What stands in the log about a correction of an article: its fields before and after it. Outlets stand in it by what articles call them.
package struct CorrectionDetail: Hashable {
    package let before: FieldValues
    package let after: FieldValues

    package init(before: FieldValues, after: FieldValues) {
        self.before = before
        self.after = after
    }

    package var json: String {
        var json = JSONWriter()
        json.object { json in
            json.name("before")
            before.write(to: &json)
            json.name("after")
            after.write(to: &json)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// nil where it is not what `json` gives.
    package init?(json text: String) {
        var reader = JSONReader(Array(text.utf8))
        var read: [String: FieldValues] = [:]
        guard (try? reader.object({ name, json in read[name] = try FieldValues(&json) })) != nil, let before = read["before"],
            let after = read["after"]
        else { return nil }
        self.init(before: before, after: after)
    }
}

/// What people have corrected of an article and nobody has undone, as the log tells it.
package struct Corrections {
    /// What each field must be now.
    package private(set) var after = FieldValues()
    /// What each was before anybody corrected it: `article.corrected`.
    package private(set) var former = FieldValues()
    /// The latest act upon each field.
    package private(set) var acts: [ArticleField: Int] = [:]

    package init(of article: Int, on connection: Connection) throws {
        try connection.query(
            """
            SELECT id, detail FROM act INDEXED BY act_mending WHERE article = \(article) AND verb = 'correct' AND verb IN ('remove', 'correct', 'forget')
                AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
            ORDER BY id
            """
        ) { row in
            guard let detail = CorrectionDetail(json: row.text(1)) else { return true }
            for field in detail.after.fields {
                if former.values[field] == nil {
                    former[field] = detail.before[field]
                    if field == .published { former.dateSource = detail.before.dateSource }
                }
                after[field] = detail.after[field]
                acts[field] = row.int(0)
            }
            return true
        }
    }

    /// What stands in `article.corrected`.
    package var column: String? { former.values.isEmpty ? nil : former.json }
}
