import Actors
import Finding
import HTTP
import Ledger
import Meaning
import Record
import SQLite

/// What an address asks of statements: words, the filters of `dixit find`, an order and a page. It is read here for all pages that list statements, so
/// that what can be asked of one can be asked of each.
///
///     /search?q=dam&speaker=7&speaker=Korvin&outlet=2&month=2021-03&form=direct&reviewed=no&mark=sourcing:role&about=12&nested=no&sort=date
///
/// Of a filter given several times, one of the values must hold.
struct StatementChoice {
    /// The question, which other pages than the one asked for make of it.
    let query: StatementQuery
    /// All layers.
    let cards: [LayerCard]
    /// Words, as given.
    let words: String?
    /// Whether what means much the same as the words is asked for, and not what holds them.
    var isByMeaning: Bool
    var speakers: [ActorEntry]
    var outlets: [Facets.Outlet]
    var month: String?
    var forms: [Form]
    var isReviewed: Bool?
    var marks: [MarkFilter]
    /// What no facet counts: about, since, until, nested, confidence, article.
    var others: [Other]
    var order: StatementQuery.Order
    /// From 1.
    var page: Int

    /// A filter that no facet counts.
    struct Other: Hashable {
        let name: String
        let value: String
        /// The value for people: an actor's name for its number.
        let label: String
    }

    /// How many statements a page of them has.
    static let length = 20

    /// What facets count.
    private static let counted: Set<String> = ["speaker", "outlet", "form", "reviewed"]

    /// - Parameters:
    ///   - fixed: the filter that the page itself is: of `/speaker/7` it is the speaker. What the address says of it is not heard.
    ///   - fields: those of the page's own.
    /// - Throws: what `StatementQuery` throws for a value that is none; `PageError`, also for a field that there is not: it would be taken for a filter
    ///   that holds.
    init(_ context: PageContext, fixed: String? = nil, fields: [String] = []) throws {
        let (request, ledger) = (context.request, context.ledger)
        cards = try ledger.cards()
        try StatementChoice.check(request.target.query.map(\.name), cards, fields)
        let given = { (name: String) in name == fixed ? [] : request.values(name) }
        let month = request.value("month")
        self.month = month
        words = request.value("q")
        isByMeaning = try request.value("mode").map(StatementChoice.isByMeaning) ?? false
        outlets = try given("outlet").map { name in
            let id = try Int(name).map { try ledger.outlet(standingFor: $0) } ?? ledger.outlet(named: name)
            return Facets.Outlet(id: id, name: try ledger.outletName(id))
        }
        let (names, days) = (outlets.map(\.name), month.map { [$0] })
        // A person's page holds what they say; what others say that they said is theirs.
        var query = try StatementQuery(ledger, layers: Layers.cards, nested: fixed == "speaker" ? false : nil) { name in
            switch name {
            case "since", "until": days ?? given(name)
            case "outlet": names
            default: given(name)
            }
        }
        query.outlets = outlets.map(\.id)
        if let words, isByMeaning {
            query.like = try context.likeness(words)
        } else {
            query.words = try words.map { try SearchQuery($0) }
        }
        order = try request.value("sort").map(StatementChoice.order) ?? .relevance
        page = try context.number("page") ?? 1
        query.order = order
        query.limit = StatementChoice.length + 1
        query.offset = (page - 1) * StatementChoice.length
        speakers = try query.speakers.compactMap { try ledger.actor(id: $0) }
        (forms, isReviewed) = (query.forms, query.isReviewed)
        marks = query.marks.flatMap { asked in asked.values.map { MarkFilter(layer: asked.layer, choice: $0) } }
        let about = try query.about.map { try ledger.actor(id: $0)?.name }
        others = StatementFilter.all.filter { !StatementChoice.counted.contains($0.name) }.flatMap { filter -> [Other] in
            guard month == nil || !["since", "until"].contains(filter.name) else { return [] }
            return given(filter.name).enumerated().map { at, value in
                Other(name: filter.name, value: value, label: filter.name == "about" ? about[at] ?? value : value)
            }
        }
        self.query = query
    }

    private static func check(_ given: [String], _ cards: [LayerCard], _ fields: [String]) throws {
        let own = ["q", "month", "mark", "sort", "page"] + fields
        let known = StatementFilter.all.map(\.name) + (cards + Layers.cards).compactMap(\.filter) + own
        guard let unknown = given.first(where: { !known.contains($0) }) else { return }
        var listed: [String] = []
        for name in known where !listed.contains(name) { listed.append(name) }
        throw PageError(
            status: 400, sentence: "There is no field “\(unknown.prefix(60))” here; there is \(listed.joined(separator: ", ")).")
    }

    private static func isByMeaning(_ name: String) throws -> Bool {
        guard let isByMeaning = ["words": false, "meaning": true][name] else {
            throw PageError(status: 400, sentence: "mode cannot be “\(name.prefix(60))”; give words or meaning.")
        }
        return isByMeaning
    }

    private static func order(_ name: String) throws -> StatementQuery.Order {
        guard let order = StatementQuery.Order(rawValue: name) else {
            let wanted = StatementQuery.Order.allCases.map(\.rawValue).joined(separator: " or ")
            throw PageError(status: 400, sentence: "sort cannot be “\(name.prefix(60))”; give \(wanted).")
        }
        return order
    }

    /// Asks for what those say of whom a list of actors tells a value; other values of the column are asked for no more.
    mutating func ask(attribute name: String, _ value: String) {
        others.removeAll { $0.name == "attribute" && $0.value.hasPrefix(name + "=") }
        others.append(Other(name: "attribute", value: "\(name)=\(value)", label: "\(name)=\(value)"))
    }

    /// What is asked for, in a few words; nil where that is everything.
    var title: String? {
        let said =
            (words.map { ["“\($0)”"] } ?? []) + speakers.map(\.name) + outlets.map(\.name) + (month.map { [$0] } ?? [])
            + forms.map(\.rawValue) + marks.map(\.text) + others.map { "\($0.name) \($0.label)" }
        return said.isEmpty ? nil : said.joined(separator: ", ")
    }

    /// Whether it asks for anything.
    var isAsked: Bool { words != nil || isNarrowed }

    /// Whether it asks for anything beside words.
    var isNarrowed: Bool {
        !speakers.isEmpty || !outlets.isEmpty || month != nil || !forms.isEmpty || isReviewed != nil || !marks.isEmpty
            || !others.isEmpty
    }

    /// A filter that no facet counts, where it has been given.
    func other(_ name: String) -> String? { others.first { $0.name == name }?.value }

    /// The same choice from its beginning, with something other than it is here.
    func changed(_ change: (inout StatementChoice) -> Void) -> StatementChoice {
        var choice = self
        choice.page = 1
        change(&choice)
        return choice
    }

    /// The same choice of other days.
    func published(since: String?, until: String?) -> StatementChoice {
        changed { choice in
            choice.month = nil
            choice.others.removeAll { ["since", "until"].contains($0.name) }
            for (name, day) in [("since", since), ("until", until)] {
                if let day { choice.others.append(Other(name: name, value: day, label: day)) }
            }
        }
    }

    /// A page's address with all that is asked for.
    func added(to address: Address) -> Address {
        var fields = others.map { (name: $0.name, value: $0.value) }
        fields += marks.map { (name: "mark", value: $0.text) }
        fields += words.map { [(name: "q", value: $0)] } ?? []
        fields += speakers.map { (name: "speaker", value: "\($0.id)") }
        fields += outlets.map { (name: "outlet", value: "\($0.id)") }
        fields += month.map { [(name: "month", value: $0)] } ?? []
        fields += forms.map { (name: "form", value: $0.rawValue) }
        return fields.reduce(address) { $0.with($1) }.with("reviewed", isReviewed.map { $0 ? "yes" : "no" })
            .with("mode", isByMeaning ? "meaning" : nil).with("sort", order == .relevance ? nil : order.rawValue).with(
                "page", page == 1 ? nil : page)
    }
}
