import Ledger
import Record
import SQLite
import Wire

/// What an act upon an actor needs to be undone, as the log holds it.
package struct ActDetail: Hashable {
    /// Of a merger the actors moved; of a split, for each entity moved, its article, its number and the actor it had.
    package var numbers: [Int] = []
    /// Of an alias the name.
    package var name: String?
    /// Of an import the names that were new.
    package var names: [String] = []
    /// Roles and groups that were new.
    package var terms: [Told] = []
    /// Of an import the ids that were new.
    package var externals: [ExternalID] = []
    /// Of an import the attributes whose place new ones took.
    package var replaced: [Replaced] = []
    /// Of an import, whether the actor was made.
    package var isMade = false
    /// The ledger in which it was done; nil where that is the one whose log it is.
    package var origin: ActOrigin?

    /// A role or a group.
    package struct Told: Hashable {
        package let sort: ActorTerms.Sort
        package let term: ActorRecord.Term

        package init(sort: ActorTerms.Sort, term: ActorRecord.Term) {
            self.sort = sort
            self.term = term
        }
    }

    /// An attribute that was told of an actor before, or of one that is merged into it.
    package struct Replaced: Hashable {
        package let actor: Int
        package let external: ExternalID

        package init(actor: Int, external: ExternalID) {
            self.actor = actor
            self.external = external
        }
    }

    package init(
        numbers: [Int] = [], name: String? = nil, terms: [Told] = []
    ) {
        self.numbers = numbers
        self.name = name
        self.terms = terms
    }

    /// nil where it is not what `json` gives.
    package init?(json text: String) {
        var reader = JSONReader(Array(text.utf8))
        do {
            try reader.object { member, json in
                switch member {
                case "numbers": try json.array { numbers.append(try $0.integer(in: LedgerRange.rows)) }
                case "name": name = try json.string()
                case "names": try json.array { names.append(try $0.string()) }
                case "made": isMade = try json.source() == "true"
                case "terms": try json.array { terms.append(try ActDetail.told(&$0)) }
                case "external": try json.array { externals.append(try ActDetail.external(&$0)) }
                case "replaced": try json.array { replaced.append(try ActDetail.replaced(&$0)) }
                default: try json.skip()
                }
            }
        } catch {
            return nil
        }
        origin = ActOrigin(detail: text)
    }

    package var json: String {
        var writer = JSONWriter()
        writer.object { json in
            json.member("numbers", json: "[" + numbers.map(String.init).joined(separator: ", ") + "]")
            if let name { json.member("name", name) }
            if !names.isEmpty {
                json.name("names")
                json.array(names) { $1.string($0) }
            }
            if isMade { json.member("made", true) }
            if !terms.isEmpty {
                json.name("terms")
                json.array(terms) { told, json in
                    json.object { json in
                        json.member("sort", told.sort.rawValue)
                        json.member("name", told.term.name)
                        json.member("first", told.term.first?.number)
                        json.member("last", told.term.last?.number)
                    }
                }
            }
            if !externals.isEmpty {
                json.name("external")
                json.array(externals) { external, json in
                    json.array([external.scheme, external.value]) { $1.string($0) }
                }
            }
            if !replaced.isEmpty {
                json.name("replaced")
                json.array(replaced) { replaced, json in
                    json.object { json in
                        json.member("actor", replaced.actor)
                        json.member("scheme", replaced.external.scheme)
                        json.member("value", replaced.external.value)
                    }
                }
            }
            origin?.write(to: &json)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func told(_ json: inout JSONReader) throws -> Told {
        var (sort, name): (ActorTerms.Sort, String) = (.role, "")
        var (first, last): (Int?, Int?) = (nil, nil)
        try json.object { member, json in
            if try json.peek() == .null { return try json.skip() }
            switch member {
            case "sort": sort = ActorTerms.Sort(rawValue: try json.string()) ?? .role
            case "name": name = try json.string()
            case "first": first = try json.integer(in: Day.numbers)
            case "last": last = try json.integer(in: Day.numbers)
            default: try json.skip()
            }
        }
        return Told(
            sort: sort,
            term: ActorRecord.Term(name: name, first: first.map { Day(number: $0) }, last: last.map { Day(number: $0) }))
    }

    private static func replaced(_ json: inout JSONReader) throws -> Replaced {
        var (actor, scheme, value) = (0, "", "")
        try json.object { member, json in
            switch member {
            case "actor": actor = try json.integer(in: LedgerRange.rows)
            case "scheme": scheme = try json.string()
            case "value": value = try json.string()
            default: try json.skip()
            }
        }
        return Replaced(actor: actor, external: ExternalID(scheme: scheme, value: value))
    }

    private static func external(_ json: inout JSONReader) throws -> ExternalID {
        var words: [String] = []
        try json.array { words.append(try $0.string()) }
        return ExternalID(scheme: words.first ?? "", value: words.last ?? "")
    }
}
