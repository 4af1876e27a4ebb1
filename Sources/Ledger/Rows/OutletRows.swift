import Record
import SQLite
import Wire

/// The outlets: what articles call them, what people have renamed them to, and which stand for others.
///
/// What people did to outlets stands in the log; a row's name and what stands for it follow from that (`told`), so that `verify` can do it all again.
package struct OutletRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// An outlet that an article names, and the one that stands for it.
    package struct Named: Hashable {
        /// The row that the article names.
        package let given: Int
        /// The row that it is shown under.
        package let shown: Int

        /// `article.came_from`: NULL where the two are one.
        package var cameFrom: Int? { given == shown ? nil : given }
    }

    // MARK: Rows

    /// The outlet that articles call so, or that people have renamed so; made where there is none.
    package func named(_ name: String) throws -> Named {
        if let found = try known(name) { return found }
        let made = try insert(name)
        return Named(given: made, shown: made)
    }

    /// The same; nil where there is none.
    package func known(_ name: String) throws -> Named? {
        for condition in ["name = \(name)", "given = \(name)"] as [SQL] {
            let found = try connection.row("SELECT id, coalesce(merged_into, id) FROM outlet WHERE \(condition)") {
                Named(given: $0.int(0), shown: $0.int(1))
            }
            if let found { return found }
        }
        return nil
    }

    /// The outlet of a row, and the one that stands for it; nil where there is none.
    package func row(_ id: Int) throws -> Named? {
        try connection.row("SELECT id, coalesce(merged_into, id) FROM outlet WHERE id = \(id)") {
            Named(given: $0.int(0), shown: $0.int(1))
        }
    }

    /// What articles call an outlet, whatever people have renamed it to.
    package func givenName(of id: Int) throws -> String? {
        try connection.row("SELECT coalesce(given, name) FROM outlet WHERE id = \(id)") { $0.text(0) }
    }

    /// Makes an outlet.
    ///
    /// - Parameters:
    ///   - name: what articles call it.
    ///   - id: its row; nil for the next one.
    @discardableResult
    package func insert(_ name: String, id: Int? = nil) throws -> Int {
        try connection.run("INSERT INTO outlet (id, name) VALUES (\(id), \(name))")
        let made = connection.lastInserted
        try connection.run("UPDATE origin SET outlets = outlets + 1")
        try write(sealOf: made)
        return made
    }

    /// Whether an outlet can be called so: a line that is not empty and no number, since outlets are given by their numbers too.
    package static func canBe(_ name: String) -> Bool {
        !name.isEmpty && name.unicodeScalars.count <= String.lineLimit && Int(name) == nil
            && !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    // MARK: What people did

    /// How an outlet's row must be.
    package struct Told: Hashable {
        package let id: Int
        package let given: String
        package var name: String
        package var mergedInto: Int?
    }

    /// How all rows must be after what people did, in the order of their numbers.
    package func told() throws -> [Told] {
        var outlets = try connection.rows("SELECT id, coalesce(given, name) FROM outlet ORDER BY id") {
            Told(id: $0.int(0), given: $0.text(1), name: $0.text(1))
        }
        let places = Dictionary(outlets.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        for act in try acts() {
            switch act.detail {
            case .rename(let outlet, let name): if let place = places[outlet] { outlets[place].name = name }
            case .merge(let others, let into):
                let others = others.filter { $0 != into }
                // One that stood under them stands for them from then on.
                if let place = places[into], !Set(others).isDisjoint(with: OutletRows.above(place, outlets, places)) {
                    outlets[place].mergedInto = nil
                }
                for other in others { if let place = places[other] { outlets[place].mergedInto = into } }
            }
        }
        for place in outlets.indices {
            let root = OutletRows.above(place, outlets, places).last
            outlets[place].mergedInto = root == outlets[place].id ? nil : root
        }
        return outlets
    }

    /// The outlets that an outlet stands under, the nearest first. A chain of mergers ends; a damaged file's may not.
    private static func above(_ place: Int, _ outlets: [Told], _ places: [Int: Int]) -> [Int] {
        var (above, next) = ([Int](), outlets[place].mergedInto)
        while let id = next, above.count < outlets.count {
            above.append(id)
            next = places[id].flatMap { outlets[$0].mergedInto }
        }
        return above
    }

    /// What people did to outlets and nobody has undone, the earliest first.
    private func acts() throws -> [(id: Int, detail: OutletDetail)] {
        try connection.rows(
            """
            SELECT id, verb, detail FROM act INDEXED BY act_outlet WHERE article IS NULL AND actor IS NULL AND verb IN ('rename', 'merge')
                AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
            ORDER BY id
            """
        ) { row in OutletDetail(verb: row.text(1), json: row.text(2)).map { (id: row.int(0), detail: $0) } }.compactMap { $0 }
    }

    /// Makes the rows, and the articles of outlets that were merged or parted, what the log says.
    ///
    /// - Throws: `DatabaseError`, where two outlets would have one name.
    package func settle() throws {
        let told = try told()
        if let same = OutletRows.namesakes(told) {
            throw DatabaseError(
                .refused, connection.path,
                "outlets \(same.map { "\($0.id)" }.joined(separator: " and ")) would both be called “\(same[0].name)”",
                "merge them, or rename one of them first")
        }
        for outlet in told {
            let now = try connection.row("SELECT name, merged_into FROM outlet WHERE id = \(outlet.id)") {
                (name: $0.text(0), mergedInto: $0.optionalInt(1))
            }
            guard let now, now.name != outlet.name || now.mergedInto != outlet.mergedInto else { continue }
            let given = outlet.name == outlet.given ? nil : outlet.given
            try connection.run(
                "UPDATE outlet SET name = \(outlet.name), given = \(given), merged_into = \(outlet.mergedInto) WHERE id = \(outlet.id)"
            )
            try write(sealOf: outlet.id)
            if now.mergedInto != outlet.mergedInto { try move(outlet) }
        }
    }

    /// Outlets that would have one name; nil where each has its own.
    package static func namesakes(_ told: [Told]) -> [Told]? {
        Dictionary(grouping: told, by: \.name).values.first { $0.count > 1 }
    }

    /// Puts the articles that name an outlet under the one that stands for it. Their seals hold what they name, and stay.
    private func move(_ outlet: Told) throws {
        let shown = outlet.mergedInto ?? outlet.id
        let from = outlet.mergedInto == nil ? nil : outlet.id
        try connection.run("UPDATE article SET outlet = \(shown), came_from = \(from) WHERE came_from = \(outlet.id)")
        if from != nil {
            try connection.run(
                "UPDATE article SET outlet = \(shown), came_from = \(from) WHERE outlet = \(outlet.id) AND came_from IS NULL")
        }
    }

    // MARK: Proving

    /// Seals an outlet, whatever stands there.
    package func write(sealOf outlet: Int) throws {
        try connection.run("UPDATE outlet SET seal = \(seal(of: outlet)) WHERE id = \(outlet)")
    }

    private func seal(of outlet: Int) throws -> [UInt8] {
        let line = try connection.row(
            "SELECT quote(id) || quote(name) || quote(given) || ' ' || quote(merged_into) FROM outlet WHERE id = \(outlet)"
        ) { $0.text(0) }
        return Fingerprint(of: Array((line ?? "").utf8)).bytes
    }

    /// What is wrong with the outlets, a clause each.
    package func problems() throws -> [String] {
        var problems: [String] = []
        for outlet in try told() {
            let now = try connection.row("SELECT name, given, merged_into, seal FROM outlet WHERE id = \(outlet.id)") {
                (name: $0.text(0), isRenamed: !$0.isNull(1), into: $0.optionalInt(2), seal: $0.blob(3))
            }
            guard let now else { continue }
            if now.name != outlet.name || now.into != outlet.mergedInto || now.isRenamed != (outlet.name != outlet.given) {
                problems.append("outlet \(outlet.id): it is not what people have renamed it to or merged it into")
            } else if try now.seal != seal(of: outlet.id) {
                problems.append("outlet \(outlet.id): it is not as it was written")
            }
        }
        let counts = try connection.row("SELECT outlets, (SELECT count(*) FROM outlet) FROM origin") { ($0.int(0), $0.int(1)) }
        if let (told, found) = counts, told != found {
            problems.append("the outlets: there are \(found) where there were \(told)")
        }
        return Array(problems.prefix(100))
    }
}

/// What stands in the log about an act upon outlets.
package enum OutletDetail: Hashable {
    /// An outlet, and what it is called from then on.
    case rename(Int, String)
    /// Outlets that are another one from then on.
    case merge([Int], into: Int)

    package var verb: String {
        switch self {
        case .rename: "rename"
        case .merge: "merge"
        }
    }

    package var json: String { OutletDetail.json(self) }

    /// What stands in the log about an act.
    ///
    /// - Parameters:
    ///   - detail: nil where it undoes another one.
    ///   - origin: where it was taken in from.
    package static func json(_ detail: OutletDetail?, from origin: ActOrigin? = nil) -> String {
        var writer = JSONWriter()
        writer.object { json in
            switch detail {
            case .rename(let outlet, let name):
                json.member("outlet", outlet)
                json.member("name", name)
            case .merge(let others, let into):
                json.member("outlet", into)
                json.member("merged", json: "[" + others.map(String.init).joined(separator: ", ") + "]")
            case nil: break
            }
            origin?.write(to: &json)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The outlets that it is upon, the one that stands for the others first.
    package var outlets: [Int] {
        switch self {
        case .rename(let outlet, _): [outlet]
        case .merge(let others, let into): [into] + others
        }
    }

    /// nil where it is not what `json` gives.
    package init?(verb: String, json text: String) {
        var reader = JSONReader(Array(text.utf8))
        var (outlet, name, merged): (Int?, String?, [Int]) = (nil, nil, [])
        do {
            try reader.object { member, json in
                switch member {
                case "outlet": outlet = try json.integer(in: LedgerRange.rows)
                case "name": name = try json.string()
                case "merged": try json.array { merged.append(try $0.integer(in: LedgerRange.rows)) }
                default: try json.skip()
                }
            }
        } catch {
            return nil
        }
        guard let outlet else { return nil }
        if verb == "rename", let name {
            self = .rename(outlet, name)
        } else if verb == "merge", !merged.isEmpty {
            self = .merge(merged, into: outlet)
        } else {
            return nil
        }
    }
}
