import Ledger
import Record
import SQLite
import Wire

/// An actor as it is exported and imported: one JSON object a line.
///
///     {"id": "@7", "ledger": "5f0c…", "name": "Dessa Korvin", "kind": "person", "aliases": ["Korvin"],
///      "roles": [{"name": "harbour minister", "from": "2019-05-01", "until": null}], "groups": [], "external": {"wikidata": ["Q42"]}}
///
/// Only `name` must be there. `id` is the actor's number in the ledger that wrote the line; `ledger` tells that one from others, so that two of one
/// name stay two.
public struct ActorRecord: Sendable, Hashable {
    /// Its number; nil where it has none yet.
    public var id: Int?
    /// What tells the ledger that has given the number from others.
    public var ledger: String?
    /// What it is called.
    public var name: String
    /// Person, organisation, place, group or document, where that is known.
    public var kind: EntityKind?
    /// Its further names.
    public var aliases: [String] = []
    /// What it is, and when.
    public var roles: [Term] = []
    /// What it belongs to, and when.
    public var groups: [Term] = []
    /// Its ids in other collections.
    public var externals: [ExternalID] = []
    /// What a list of somebody's own tells of it, in columns of any names.
    public var attributes: [ActorAttribute] = []

    /// A role or a group with the time for which it holds.
    public struct Term: Sendable, Hashable {
        /// "harbour minister"
        public let name: String
        /// Since when; nil where that is not known.
        public let first: Day?
        /// Until when, that day included; nil where that is not known, or it still holds.
        public let last: Day?

        /// A role or a group.
        public init(name: String, first: Day? = nil, last: Day? = nil) {
            self.name = name
            self.first = first
            self.last = last
        }
    }

    /// An actor with a name alone.
    public init(name: String, kind: EntityKind? = nil) {
        self.name = name
        self.kind = kind
    }

    /// Names longer than this are refused, in code points; as are more than a thousand aliases, roles, groups or ids.
    public static let nameLimit = 1_000
    private static let countLimit = 1_000

    /// Makes sure that its name, as a person has typed it, can be one.
    ///
    /// - Throws: `QuestionError`, where it is too long, holds no letter, or would be read as an id or as nobody.
    package func checkName() throws {
        guard name.unicodeScalars.count <= ActorRecord.nameLimit else {
            throw QuestionError(
                "the name of the new speaker has more than \(ActorRecord.nameLimit) characters; give a shorter one")
        }
        guard !ActorName.words(name).isEmpty, name != "none", LedgerID(name) == nil else {
            throw QuestionError("“\(name)” cannot be the name of a new speaker; give the name that they are known by")
        }
    }

    // MARK: JSON

    /// One line, without its line feed.
    public var line: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("id", id.map { "@\($0)" })
            json.member("ledger", ledger)
            json.member("name", name)
            json.member("kind", kind?.rawValue)
            json.name("aliases")
            json.array(aliases) { $1.string($0) }
            for (member, terms) in [("roles", roles), ("groups", groups)] {
                json.name(member)
                json.array(terms) { $0.write(to: &$1) }
            }
            json.name("external")
            json.object { json in
                for scheme in Set(externals.map(\.scheme)).sorted() {
                    json.name(scheme)
                    json.array(externals.filter { $0.scheme == scheme }) { $1.string($0.value) }
                }
            }
            if !attributes.isEmpty {
                json.name("attributes")
                json.object { json in
                    for name in Set(attributes.map(\.name)).sorted() {
                        json.name(name)
                        json.array(attributes.filter { $0.name == name }) { $1.string($0.value) }
                    }
                }
            }
        }
        return json.bytes
    }

    /// Reads a line.
    ///
    /// - Throws: `JSONError`, where it is not such an object.
    public init(line: [UInt8]) throws {
        var json = JSONReader(line)
        var record = ActorRecord(name: "")
        try json.object { member, json in
            if try json.peek() == .null { return try json.skip() }
            switch member {
            case "id":
                guard case .actor(let id) = LedgerID(try json.string()) else { throw json.fault("\"id\" is such as \"@7\"") }
                record.id = id
            case "ledger": record.ledger = try json.actorName()
            case "name": record.name = try json.actorName()
            case "kind":
                guard let kind = EntityKind(rawValue: try json.string()) else {
                    throw json.fault("\"kind\" is one of \(EntityKind.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                record.kind = kind
            case "aliases": try json.array { record.aliases.append(try $0.actorName()) }
            case "roles": try json.array { record.roles.append(try Term(&$0)) }
            case "groups": try json.array { record.groups.append(try Term(&$0)) }
            case "external": try json.object { try record.addExternal($0, &$1) }
            case "attributes": try json.object { try record.addAttributes($0, &$1) }
            default: try json.skip()
            }
        }
        try json.end()
        guard !ActorName.words(record.name).isEmpty else { throw json.fault("\"name\" is missing, or holds no letter") }
        let counts = [
            record.aliases.count, record.roles.count, record.groups.count, record.externals.count, record.attributes.count,
        ]
        guard counts.allSatisfy({ $0 <= ActorRecord.countLimit }) else {
            throw json.fault("there are more than \(ActorRecord.countLimit) aliases, roles, groups, ids or attributes")
        }
        self = record
    }

    /// "party": "Harbour Union", a number, or several in a list
    private mutating func addAttributes(_ name: String, _ json: inout JSONReader) throws {
        func add(_ json: inout JSONReader) throws {
            let value = try json.peek() == .string ? try json.string() : try json.source()
            guard let attribute = ActorAttribute(name: name, value: value) else {
                throw json.fault(
                    "an attribute has a name of letters, digits and _, \(ActorAttribute.nameLimit) at most, and a value")
            }
            attributes.append(attribute)
        }
        switch try json.peek() {
        case .null: try json.skip()
        case .array: try json.array { try add(&$0) }
        default: try add(&json)
        }
    }

    /// "wikidata": "Q42", or several in a list
    private mutating func addExternal(_ scheme: String, _ json: inout JSONReader) throws {
        guard !scheme.hasPrefix(ExternalID.attribute) else {
            throw json.fault("what a list of your own tells stands in \"attributes\", not in \"external\"")
        }
        if try json.peek() == .string { return externals.append(.init(scheme: scheme, value: try json.string())) }
        try json.array { externals.append(.init(scheme: scheme, value: try $0.string())) }
    }
}

extension ActorRecord.Term {
    fileprivate init(_ json: inout JSONReader) throws {
        var (name, first, last): (String?, Day?, Day?) = (nil, nil, nil)
        try json.object { member, json in
            if try json.peek() == .null { return try json.skip() }
            switch member {
            case "name": name = try json.actorName()
            case "from": first = try json.day()
            case "until": last = try json.day()
            default: try json.skip()
            }
        }
        guard let name, !name.isEmpty else { throw json.fault("a role or a group has a \"name\"") }
        if let first, let last, first > last { throw json.fault("\"from\" is after \"until\"") }
        self.init(name: name, first: first, last: last)
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("from", first.map { "\($0)" })
            json.member("until", last.map { "\($0)" })
        }
    }
}

extension JSONReader {
    fileprivate mutating func actorName() throws -> String {
        let name = try string()
        guard name.unicodeScalars.count <= ActorRecord.nameLimit else {
            throw fault("a name has \(ActorRecord.nameLimit) characters at most")
        }
        return name
    }

    fileprivate mutating func day() throws -> Day {
        guard let day = Day(published: try string()) else { throw fault("a day is such as \"2021-03-12\"") }
        return day
    }
}
