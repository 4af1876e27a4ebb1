import Record

/// Reading an article from a JSON object.
extension Article {
    /// The members that the output contract gives a meaning to; an input's own of these names are not carried through, because
    /// the record's would stand beside them.
    static let contractNames: Set<String> = [
        "id", "path", "title", "outlet", "author", "published", "url", "text", "reader", "statements", "entities", "links",
        "own_voice", "duties",
    ]

    /// Those of them that hold marks of the article itself, each named like the layer that leaves them.
    static let markNames: Set<String> = ["own_voice", "duties"]

    /// Reads an article from the JSON text of one object.
    ///
    /// Known members: `text` (required), `id`, `title`, `outlet` or `publisher`, `author`, `published`, `url`. Each is a string or
    /// null; a number is taken as it is written, and `author` may be an array of strings. Where one is missing or null, what other programs
    /// call it counts (`ArticleNames.usual`), and is carried too. `publisher` is the outlet where there is
    /// no `outlet`, and is carried where there is. Of members of the same name the last one counts. Others are carried, except
    /// those whose names the output contract uses.
    ///
    /// - Parameters:
    ///   - json: UTF-8; invalid sequences inside strings are replaced by U+FFFD.
    ///   - id: the id where the object has none or an empty one.
    ///   - path: the file it comes from.
    ///   - names: of members that hold what others hold usually; a part that is named there is looked for nowhere else.
    public init(json: [UInt8], id: String, path: String, names: ArticleNames = ArticleNames()) throws(ArticleError) {
        var members = Members(names: names)
        do {
            let kind = try JSONReader.document(json) { name, json in try members.read(name, &json) }
            guard kind == .object else { throw ArticleError.notAnObject(kind) }
        } catch let error as JSONError {
            throw .syntax(error)
        } catch let error as ArticleError {
            throw error
        } catch {
            throw .noText("text")
        }
        guard let text = members.part(.text) else { throw .noText(names.given[.text] ?? "text") }
        let given = members.known["id"] ?? ""
        self.init(
            id: given.isEmpty ? id : given, path: path, title: members.part(.title),
            outlet: members.known["outlet"] ?? members.known["publisher"] ?? members.part(.outlet), author: members.part(.author),
            published: members.part(.published), url: members.part(.url), text: text, carried: members.carriedOn)
    }
}

/// Why a JSON object gives no article. The description is a clause without a full stop.
public enum ArticleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes are not JSON, or nested too deep.
    case syntax(JSONError)
    /// The value is something else than an object.
    case notAnObject(JSONReader.Kind)
    /// There is no `text`, or what is said to hold it, or it is null.
    case noText(String)
    /// A member that must be a string is something else.
    case notAString(name: String, found: JSONReader.Kind)
    /// Of several authors one is no string.
    case authorNotAString(found: JSONReader.Kind)

    /// What is wrong, as a clause.
    public var description: String {
        switch self {
        case .syntax(let error): error.description
        case .notAnObject(let kind): "holds \(kind.phrase) where an object with a member \"text\" is expected"
        case .noText(let name): "has no member \"\(name)\""
        case .notAString(let name, let kind): "its member \"\(name)\" is \(kind.phrase) where a string is expected"
        case .authorNotAString(let kind): "its member \"author\" lists \(kind.phrase) where a string is expected"
        }
    }
}

/// The members of an object while it is read.
private struct Members {
    let names: ArticleNames
    var known: [String: String] = [:]
    private var others: [ArticleNames.Part: (rank: Int, value: String)] = [:]
    private var carried: [Article.Carried] = []
    /// By the bytes of names: for Swift, two strings that look alike are one, for JSON they are two members.
    private var places: [[UInt8]: Int] = [:]

    init(names: ArticleNames) { self.names = names }

    private static let strings: Set<String> = ["id", "title", "outlet", "publisher", "author", "published", "url", "text"]

    /// What is passed on: everything unknown, and the publisher where the outlet is given as well.
    var carriedOn: [Article.Carried] {
        known["outlet"] == nil ? carried.filter { $0.name != "publisher" } : carried
    }

    /// A part, as its own member has it, else what is usually called so.
    func part(_ part: ArticleNames.Part) -> String? { known[part.rawValue] ?? others[part]?.value }

    mutating func read(_ name: String, _ json: inout JSONReader) throws {
        if try readNamed(name, &json) { return }
        if let part = ArticleNames.Part(rawValue: name == "publisher" ? "outlet" : name), names.given[part] != nil {
            // Another member has been named for it.
            if name == "publisher" { carry(name, try json.source()) } else { try json.skip() }
        } else if Members.strings.contains(name) {
            var copy = json
            known[name] = try Members.text(name, &json)
            if name == "publisher" { carry(name, try copy.source()) }
        } else if Article.contractNames.contains(name) {
            try json.skip()
        } else {
            var copy = json
            carry(name, try json.source())
            try readUsual(name, &copy)
        }
    }

    /// Keeps a member that is usually called so for its part, where it is a text; an object's own name, as of a source, counts for it.
    private mutating func readUsual(_ name: String, _ json: inout JSONReader) throws {
        guard let (part, rank) = ArticleNames.usualPart(of: name), part != .id, names.given[part] == nil else { return }
        var value: String?
        switch try json.peek() {
        case .string: value = try json.string()
        case .array where part == .author:
            var people: [String] = []
            try json.array { json in if try json.peek() == .string { people.append(try json.string()) } else { try json.skip() } }
            value = people.joined(separator: ", ")
        case .object where part == .outlet:
            try json.object { name, json in
                if name == "name", try json.peek() == .string { value = try json.string() } else { try json.skip() }
            }
        default: return
        }
        guard let value, !value.isEmpty, value != "None" else { return }
        // A source is an outlet to some programs, an address to others.
        let isAddress = part == .outlet && (value.hasPrefix("https://") || value.hasPrefix("http://"))
        let meant = isAddress ? ArticleNames.Part.url : part
        let place = isAddress ? Int.max : rank
        if others[meant].map({ $0.rank > place }) ?? true { others[meant] = (place, value) }
    }

    /// Reads a member that was named for a part, or an object that leads to one; false where it is neither.
    private mutating func readNamed(_ name: String, _ json: inout JSONReader) throws -> Bool {
        guard try names.part(named: name) != nil || names.leadsOn(name) && json.peek() == .object else { return false }
        if Article.contractNames.contains(name) {
            try readPart(name, &json)
        } else if names.part(named: name) == nil {
            var copy = json
            try readPart(name, &json)
            carry(name, try copy.source())
        } else {
            try readPart(name, &json)
        }
        return true
    }

    private mutating func readPart(_ name: String, _ json: inout JSONReader) throws {
        if let part = names.part(named: name) {
            known[part.rawValue] = try Members.text(part.rawValue, &json)
        } else if names.leadsOn(name), try json.peek() == .object {
            try json.object { member, json in try readPart("\(name).\(member)", &json) }
        } else {
            try json.skip()
        }
    }

    private mutating func carry(_ name: String, _ source: String) {
        let member = Article.Carried(name: name, json: source)
        let bytes = Array(name.utf8)
        if let place = places[bytes] {
            carried[place] = member
        } else {
            places[bytes] = carried.count
            carried.append(member)
        }
    }

    private static func text(_ name: String, _ json: inout JSONReader) throws -> String? {
        switch (name, try json.peek()) {
        case (_, .string): return try json.string()
        case (_, .null):
            try json.skip()
            return nil
        case ("text", let kind): throw ArticleError.notAString(name: name, found: kind)
        case (_, .number): return try json.source()
        case ("author", .array):
            var names: [String] = []
            try json.array { json in
                let kind = try json.peek()
                guard kind == .string else { throw ArticleError.authorNotAString(found: kind) }
                names.append(try json.string())
            }
            return names.isEmpty ? nil : names.joined(separator: ", ")
        case (_, let kind): throw ArticleError.notAString(name: name, found: kind)
        }
    }
}

/// Writing an article as a JSON object.
extension Article {
    /// The article on one line, without a line feed: what `init(json:)` reads, the members carried behind the others. Parts that are not known are
    /// left out.
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.member("id", id)
            json.member("path", path)
            for (name, value) in [
                ("title", title), ("outlet", outlet), ("author", author), ("published", published), ("url", url),
            ] where value != nil {
                json.member(name, value)
            }
            json.member("text", text)
            for member in carried where !Article.contractNames.contains(member.name) {
                json.member(member.name, json: member.json)
            }
        }
        return writer.bytes
    }
}
