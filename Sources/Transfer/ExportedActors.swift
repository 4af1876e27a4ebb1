import Actors
import Ledger
import Record
import Reviews
import SQLite
import Wire

/// What an exported line tells of actors: with it a ledger that was empty gets the same actors with the same numbers, and what people did to them.
///
///     "actors": {"origin": "5f0c…", "before": 12, "assigned": [[0, 3], [2, 13]], "made": [{"id": 13, "name": "Dessa Korvin", …}], "acts": […]}
///
/// The lines of an export make a chain: each tells which actors are new in it and how many there were before. A ledger takes it if it has
/// that mark, or is empty, and stands at this link; in any other one the entities' actors are found anew.
package struct ExportedActors: Sendable, Hashable {
    /// What tells the ledger that was exported from others.
    package var origin: String
    /// The highest number of an actor that the lines before have made.
    package var before: Int
    /// The actors of the article's entities, by the entities' numbers.
    package var assigned: [Int: Int] = [:]
    /// The actors of statements whose speaker a person has named, though the article does not, by the statements' numbers.
    package var named: [Int: Int] = [:]
    /// The row of the outlet that the article names.
    package var outlet: Int?
    /// What the article calls it, where people have renamed or merged it.
    package var outletGiven: String?
    /// Outlets that are new in this line, ascending.
    package var outlets: [Outlet] = []
    /// Actors that are new in this line, ascending.
    package var made: [Made] = []
    /// What people did to actors and outlets after this article was added and before the next.
    package var acts: [Act] = []

    package struct Made: Sendable, Hashable {
        package var id = 0
        package var name = ""
        package var kind: String?
        package var occupations = 0
        package var isByPerson = false
        package var mergedInto: Int?
        package var personInto: Int?
        package var machineInto: Int?
        package var isProbable = false
        package var isContested = false
        package var isApart = false
        package var names: [Name] = []
        package var terms: [ActDetail.Told] = []
        package var externals: [ExternalID] = []
    }

    package struct Name: Sendable, Hashable {
        package var id = 0
        package var name = ""
        package var isByPerson = false
    }

    package struct Outlet: Sendable, Hashable {
        package var id = 0
        /// What articles call it.
        package var given = ""
        /// What people have renamed it to.
        package var name: String?
        package var mergedInto: Int?
    }

    package struct Act: Sendable, Hashable {
        package var id = 0
        package var at = 0
        package var who = ""
        package var verb = ""
        package var after = 0
        /// nil where it is upon outlets, which the detail names.
        package var actor: Int?
        /// JSON.
        package var detail = "{}"
        package var undoes: Int?
        /// Where the act that it undoes was taken in from; nil where it was done in the ledger of this line.
        package var undone: ActOrigin?
        /// What articles call the outlets that it is upon, by which another ledger knows them.
        package var outlets: [Outlet] = []
        /// The actors that it is upon, by which another ledger knows them: of a merger the one that stands for the others first.
        package var subjects: [Subject] = []
        /// Of a split, where the entities are mentioned that are somebody else.
        package var moved: [MentionPlace] = []
    }

    // MARK: JSON

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("origin", origin)
            json.member("before", before)
            for (name, pairs) in [("assigned", assigned), ("named", named)] {
                let list = pairs.sorted { $0.key < $1.key }.map { "[\($0.key), \($0.value)]" }
                json.member(name, json: "[\(list.joined(separator: ", "))]")
            }
            if let outlet { json.member("outlet", outlet) }
            if let outletGiven { json.member("outlet_given", outletGiven) }
            if !outlets.isEmpty {
                json.name("outlets")
                json.array(outlets) { $0.write(to: &$1) }
            }
            json.name("made")
            json.array(made) { $0.write(to: &$1) }
            json.name("acts")
            json.array(acts) { $0.write(to: &$1) }
        }
    }

    package init(origin: String, before: Int) {
        self.origin = origin
        self.before = before
    }

    /// Reads what `write` writes.
    ///
    /// - Throws: `JSONError`, where it is something else.
    package init(_ json: inout JSONReader) throws {
        var exported = ExportedActors(origin: "", before: 0)
        try json.object { name, json in
            switch name {
            case "origin": exported.origin = try json.string()
            case "before": exported.before = try json.integer(in: LedgerRange.rows)
            case "assigned": exported.assigned = try json.pairs()
            case "named": exported.named = try json.pairs()
            case "outlet": exported.outlet = try json.integer(in: LedgerRange.rows)
            case "outlet_given": exported.outletGiven = try json.string()
            case "outlets": try json.array { exported.outlets.append(try Outlet(&$0)) }
            case "made": try json.array { exported.made.append(try Made(&$0)) }
            case "acts": try json.array { exported.acts.append(try Act(&$0)) }
            default: try json.skip()
            }
        }
        self = exported
    }
}

extension JSONReader {
    fileprivate mutating func pairs() throws -> [Int: Int] {
        var pairs: [Int: Int] = [:]
        try array { json in
            var pair: [Int] = []
            try json.array { pair.append(try $0.integer(in: LedgerRange.rows)) }
            guard pair.count == 2 else { throw json.fault("a pair of numbers is expected") }
            pairs[pair[0]] = pair[1]
        }
        return pairs
    }
}

extension ExportedActors.Made {
    /// The actors that it is tied to.
    package var ties: [Int] { [mergedInto, personInto, machineInto].compactMap { $0 } }

    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("kind", kind)
            json.member("occupations", occupations)
            if isByPerson { json.member("by_person", true) }
            if let mergedInto { json.member("merged_into", mergedInto) }
            // Where nothing more is told, a person has tied it: so it was before the machine did. Its own number says that nobody has.
            if let personInto, machineInto != nil || personInto != mergedInto { json.member("person_into", personInto) }
            if machineInto != nil || mergedInto != nil && personInto == nil { json.member("machine_into", machineInto ?? id) }
            if isProbable { json.member("probable", true) }
            if isContested { json.member("contested", true) }
            if isApart { json.member("apart", true) }
            if !names.isEmpty {
                json.name("names")
                json.array(names) { name, json in
                    json.object { json in
                        json.member("id", name.id)
                        json.member("name", name.name)
                        if name.isByPerson { json.member("by_person", true) }
                    }
                }
            }
            if !terms.isEmpty || !externals.isEmpty {
                var told = ActDetail(terms: terms)
                told.externals = externals
                json.member("told", json: told.json)
            }
        }
    }

    fileprivate init(_ json: inout JSONReader) throws {
        try json.object { member, json in
            if try json.peek() == .null { return try json.skip() }
            switch member {
            case "id": id = try json.integer(in: LedgerRange.rows)
            case "name": name = try json.string()
            case "kind": kind = EntityKind(rawValue: try json.string())?.rawValue
            case "occupations", "callings": occupations = try json.integer(in: 0...Int(UInt32.max))
            case "by_person": isByPerson = try json.source() == "true"
            case "merged_into": mergedInto = try json.integer(in: LedgerRange.rows)
            case "person_into": personInto = try json.integer(in: LedgerRange.rows)
            case "machine_into": machineInto = try json.integer(in: LedgerRange.rows)
            case "probable": isProbable = try json.source() == "true"
            case "contested": isContested = try json.source() == "true"
            case "apart": isApart = try json.source() == "true"
            case "names": try json.array { names.append(try ExportedActors.Name(&$0)) }
            case "told":
                let told = ActDetail(json: try json.source())
                (terms, externals) = (told?.terms ?? [], told?.externals ?? [])
            default: try json.skip()
            }
        }
        guard id > 0, !name.isEmpty else { throw json.fault("an actor has a number and a name") }
        if personInto == nil, machineInto == nil { personInto = mergedInto }
        if machineInto == id { machineInto = nil }
    }
}

extension ExportedActors.Name {
    fileprivate init(_ json: inout JSONReader) throws {
        try json.object { member, json in
            switch member {
            case "id": id = try json.integer(in: LedgerRange.rows)
            case "name": name = try json.string()
            case "by_person": isByPerson = try json.source() == "true"
            default: try json.skip()
            }
        }
        guard id > 0, !name.isEmpty else { throw json.fault("a name has a number") }
    }
}

extension ExportedActors.Outlet {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("given", given)
            if let name { json.member("name", name) }
            if let mergedInto { json.member("merged_into", mergedInto) }
        }
    }

    fileprivate init(_ json: inout JSONReader) throws {
        try json.object { member, json in
            if try json.peek() == .null { return try json.skip() }
            switch member {
            case "id": id = try json.integer(in: LedgerRange.rows)
            case "given": given = try json.string()
            case "name": name = try json.string()
            case "merged_into": mergedInto = try json.integer(in: LedgerRange.rows)
            default: try json.skip()
            }
        }
        guard id > 0, !given.isEmpty else { throw json.fault("an outlet has a number and a name") }
    }
}

extension ExportedActors.Act {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("at", at)
            json.member("who", who)
            json.member("verb", verb)
            json.member("after", after)
            if let actor { json.member("actor", actor) }
            json.member("detail", json: detail)
            json.member("undoes", undoes)
            undone?.write("undone", to: &json)
            if !outlets.isEmpty {
                json.name("outlets")
                json.array(outlets) { $0.write(to: &$1) }
            }
            if !subjects.isEmpty {
                json.name("actors")
                json.array(subjects) { $0.write(to: &$1) }
            }
            if !moved.isEmpty {
                json.name("moved")
                json.array(moved) { $0.write(to: &$1) }
            }
        }
    }

    fileprivate init(_ json: inout JSONReader) throws {
        try json.object { member, json in
            if try json.peek() == .null { return try json.skip() }
            switch member {
            case "id": id = try json.integer(in: LedgerRange.rows)
            case "at": at = try json.integer(in: LedgerRange.moments)
            case "who": who = try json.string()
            case "verb": verb = try json.string()
            case "after": after = try json.integer(in: LedgerRange.rows)
            case "actor": actor = try json.integer(in: LedgerRange.rows)
            case "detail": detail = try json.source()
            case "undoes": undoes = try json.integer(in: LedgerRange.rows)
            case "undone": undone = try ActOrigin(&json)
            case "outlets": try json.array { outlets.append(try ExportedActors.Outlet(&$0)) }
            case "actors": try json.array { subjects.append(try ExportedActors.Subject(&$0)) }
            case "moved": try json.array { moved.append(try ExportedActors.MentionPlace(&$0)) }
            default: try json.skip()
            }
        }
        guard id > 0, !verb.isEmpty else { throw json.fault("an act has a number and a verb") }
    }
}
