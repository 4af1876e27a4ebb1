import Ledger
import Record

/// An actor as a row of a table tells it: columns that are known by their names, and attributes in all others.
extension ActorRecord {
    /// The columns that are no attributes.
    private enum Column: String, CaseIterable {
        case name, kind, id, aliases, wikidata

        init?(_ given: String) { self.init(rawValue: given.lowercased()) }
    }

    /// Makes sure that a table can be read by the names of its columns.
    ///
    /// - Throws: `QuestionError`, where none is called `name`, or one can be no attribute.
    public static func check(columns: [String]) throws {
        guard columns.contains(where: { Column($0) == .name }) else {
            throw QuestionError("no column is called “name”; call the one so that has the actors’ names")
        }
        for column in columns where !column.isEmpty && Column(column) == nil && ActorAttribute.name(column) == nil {
            throw QuestionError(
                "a column cannot be called “\(column.prefix(60))”; give it a name of letters (a to z), digits and _, \(ActorAttribute.nameLimit) at most"
            )
        }
    }

    /// Reads a row.
    ///
    /// - Parameters:
    ///   - columns: names of columns that `check(columns:)` lets pass; one without a name is passed over.
    ///   - cells: as many as the row has; what is missing is empty.
    /// - Throws: `QuestionError`, where a cell cannot be what its column says.
    public init(columns: [String], cells: [String]) throws {
        self.init(name: "")
        for (column, cell) in zip(columns, cells) where !cell.allSatisfy(\.isWhitespace) && !column.isEmpty {
            let cell = ActorRecord.trimmed(cell)
            guard cell.unicodeScalars.count <= ActorRecord.nameLimit else {
                throw QuestionError("“\(column)” has more than \(ActorRecord.nameLimit) characters")
            }
            switch Column(column) {
            case .name: name = cell
            case .kind:
                guard let kind = EntityKind(rawValue: cell.lowercased()) else {
                    throw QuestionError(
                        "“kind” is one of \(EntityKind.allCases.map(\.rawValue).joined(separator: ", ")), not “\(cell)”")
                }
                self.kind = kind
            case .id:
                guard case .actor(let id)? = LedgerID(cell.hasPrefix("@") ? cell : "@" + cell) else {
                    throw QuestionError("“id” is such as @7, not “\(cell)”")
                }
                self.id = id
            case .aliases: aliases += cell.split(separator: ";").map { ActorRecord.trimmed(String($0)) }.filter { !$0.isEmpty }
            case .wikidata: externals.append(ExternalID(scheme: "wikidata", value: cell))
            case nil: attributes += [ActorAttribute(name: column, value: cell)].compactMap { $0 }
            }
        }
        guard !ActorName.words(name).isEmpty else { throw QuestionError("“name” is missing, or holds no letter") }
    }

    private static func trimmed(_ text: String) -> String {
        let rest = text.drop(while: \.isWhitespace)
        return String(rest.reversed().drop(while: \.isWhitespace).reversed())
    }
}
