import Ledger
import Record

/// One way in which articles speak of somebody: a name with what they tell beside it, and in how many articles.
package struct Bearer: Hashable {
    /// The row of the table of actors.
    package let id: Int
    package let name: PersonName
    package let occupations: Occupations
    /// See `ActorRows.weight`.
    package let weight: Int
    /// Whether a person has made the actor of this name.
    package let isByPerson: Bool

    package init(id: Int, name: PersonName, occupations: Occupations = [], weight: Int, isByPerson: Bool = false) {
        self.id = id
        self.name = name
        self.occupations = occupations
        self.weight = weight
        self.isByPerson = isByPerson
    }

    /// The most heard first; never by number, which tells what came first.
    static func isBefore(_ a: Bearer, _ b: Bearer) -> Bool {
        if a.weight != b.weight { return a.weight > b.weight }
        if a.name != b.name { return a.name.all.lexicographicallyPrecedes(b.name.all) }
        return a.occupations.rawValue < b.occupations.rawValue
    }
}

extension PersonName {
    /// All words of it.
    var all: [String] { [last, first] + between + [generation ?? ""] }
}

/// Those of one surname who are one individual.
package struct Individual: Hashable {
    package var bearers: [Bearer]
    /// Those of them who are likely to be, no more.
    package var probable: Set<Int> = []

    var weight: Int { bearers.reduce(0) { $0 + $1.weight } }
    var occupations: Occupations { bearers.reduce(into: []) { $0.formUnion($1.occupations) } }
}
