import Ledger
import Record
import SQLite

/// What a list of somebody's own tells of an actor, in a column of any name: “party”, “Harbour Union”. Nothing of it is found by the reader or guessed.
///
/// It stands among an actor's ids elsewhere (the table `actor_external`), under a scheme that no collection has: so seals hold it, exports bring it along, and the
/// act by which it came takes it back. Unlike an id it tells nobody from others.
public struct ActorAttribute: Sendable, Hashable {
    /// The column: letters of ASCII in lower case, digits and `_`, a letter first.
    public let name: String
    /// What it tells.
    public let value: String

    /// Names of columns longer than this are refused; as are values longer than a name of an actor may be.
    public static let nameLimit = 40

    /// nil where the name cannot be one, or the value is empty or too long. Blanks and hyphens of the name become `_`: “Home country” is `home_country`.
    public init?(name: String, value: String) {
        guard let name = ActorAttribute.name(name) else { return nil }
        let scalars = Array(value.unicodeScalars)
        let (blank, isLong) = (scalars.allSatisfy(\.properties.isWhitespace), scalars.count > ActorRecord.nameLimit)
        guard !blank, !isLong else { return nil }
        let first = scalars.firstIndex { !$0.properties.isWhitespace } ?? 0
        let last = scalars.lastIndex { !$0.properties.isWhitespace } ?? 0
        self.name = name
        self.value = String(String.UnicodeScalarView(scalars[first...last]))
    }

    /// A column's name as it is kept; nil where it cannot be one.
    public static func name(_ given: String) -> String? {
        let name = given.lowercased().replacing(" ", with: "_").replacing("-", with: "_")
        guard (1...nameLimit).contains(name.utf8.count), name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil else { return nil }
        return name
    }

    /// As the file has it.
    var external: ExternalID { ExternalID(scheme: ExternalID.attribute + name, value: value) }
}

extension ExternalID {
    /// What stands before a column's name in its scheme, and what is sorted behind all of them.
    static let (attribute, behindAttributes) = ("attribute:", "attribute;")

    /// The attribute that it is in truth.
    package var attribute: ActorAttribute? {
        guard scheme.hasPrefix(ExternalID.attribute) else { return nil }
        return ActorAttribute(name: String(scheme.dropFirst(ExternalID.attribute.count)), value: value)
    }

    /// Whether it is an id in another collection, neither the number that another ledger has given nor an attribute.
    package var isOfCollection: Bool { !isOfAnotherLedger && !scheme.hasPrefix(ExternalID.attribute) }
}

/// What lists tell of actors: of each one the values of each column, in order.
public typealias ActorAttributes = [Int: [String: [String]]]

extension Ledger {
    /// The columns that lists of actors have brought, in order of their names.
    public func attributeNames() throws -> [String] {
        try connection.rows(
            """
            SELECT DISTINCT scheme FROM actor_external
            WHERE scheme >= \(ExternalID.attribute) AND scheme < \(ExternalID.behindAttributes) ORDER BY scheme
            """
        ) { String($0.text(0).dropFirst(ExternalID.attribute.count)) }
    }

    /// The values of a column, in order.
    package func attributeValues(_ name: String) throws -> [String] {
        try connection.rows(
            "SELECT DISTINCT value FROM actor_external WHERE scheme = \(ExternalID.attribute + name) ORDER BY value"
        ) { $0.text(0) }
    }

    /// What lists tell of actors, by the rows that stand for them; what was told of one that was merged is told of whom it was merged into.
    ///
    /// - Parameter actors: of which; nil for all.
    public func attributes(of actors: [Int]? = nil) throws -> ActorAttributes {
        guard try !attributeNames().isEmpty else { return [:] }
        let rows: SQL
        if let actors {
            let ids = "[\(actors.map { "\($0)" }.joined(separator: ","))]"
            rows = """
                SELECT found.value, told.scheme, told.value FROM json_each(\(ids)) AS found
                CROSS JOIN actor_external AS told INDEXED BY actor_external_actor ON told.actor = found.value
                UNION SELECT found.value, told.scheme, told.value FROM json_each(\(ids)) AS found
                CROSS JOIN actor ON actor.merged_into = found.value
                CROSS JOIN actor_external AS told INDEXED BY actor_external_actor ON told.actor = actor.id
                """
        } else {
            rows = """
                SELECT coalesce(actor.merged_into, actor.id), told.scheme, told.value FROM actor_external AS told
                CROSS JOIN actor ON actor.id = told.actor
                WHERE told.scheme >= \(ExternalID.attribute) AND told.scheme < \(ExternalID.behindAttributes)
                """
        }
        var all: ActorAttributes = [:]
        try connection.query(rows) { row in
            if let attribute = ExternalID(scheme: row.text(1), value: row.text(2)).attribute {
                all[row.int(0), default: [:]][attribute.name, default: []].append(attribute.value)
            }
            return true
        }
        return all.mapValues { $0.mapValues { Set($0).sorted() } }
    }
}

extension ActorAttribute {
    /// What must hold of a column of actors that stand for others: a list tells one of these values.
    package static func condition(on column: SQL, _ name: String, _ values: [String]) -> SQL {
        """
        \(column) IN (SELECT coalesce(actor.merged_into, actor.id) FROM actor_external AS told CROSS JOIN actor ON actor.id = told.actor
            WHERE told.scheme = \(ExternalID.attribute + name) AND told.value IN (\(values)))
        """
    }
}
