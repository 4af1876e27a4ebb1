import HTTP
import Record

/// One of the choices of a layer, by which statements are filtered: `mark=sourcing:anonymous` in an address.
struct MarkFilter: Sendable, Hashable {
    /// The layer's name.
    let layer: String
    /// The choice's name.
    let choice: String

    /// As it stands in an address: "sourcing:anonymous".
    var text: String { "\(layer):\(choice)" }

    /// Those that an address asks for, each once.
    ///
    /// - Throws: `PageError`, where there is no such layer, or it has no such choice.
    static func all(in target: RequestTarget, _ cards: [LayerCard]) throws(PageError) -> [MarkFilter] {
        var filters: [MarkFilter] = []
        for field in target.query where field.name == "mark" && !field.value.isEmpty {
            let parts = field.value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let card = cards.first(where: { $0.name == parts[0] }) else {
                throw PageError(status: 400, sentence: "There is no layer “\(parts[0])”; give one that the search page lists.")
            }
            guard parts.count == 2, card.choice(parts[1]) != nil else {
                let names = card.choices.map { "\(card.name):\($0.name)" }.joined(separator: ", ")
                throw PageError(
                    status: 400,
                    sentence: "“\(field.value)” is no choice of \(card.title)" + (names.isEmpty ? "." : "; those are \(names)."))
            }
            let filter = MarkFilter(layer: parts[0], choice: parts[1])
            if !filters.contains(filter) { filters.append(filter) }
        }
        return filters
    }
}

/// The part of the search page that narrows down by what layers have found: a section for each layer that has choices.
struct MarkFacets {
    private let cards: [LayerCard]
    private let chosen: [MarkFilter]
    private let counts: [MarkFilter: Int]

    /// - Parameters:
    ///   - counts: how many matches have each; those with none are not offered.
    init(_ cards: [LayerCard], chosen: [MarkFilter], counts: [MarkFilter: Int]) {
        self.cards = cards
        self.chosen = chosen
        self.counts = counts
    }

    /// - Parameter address: the search with other filters than it has.
    func write(to html: inout HTML, address: ([MarkFilter]) -> Address) {
        for card in cards {
            let mine = chosen.filter { $0.layer == card.name }
            let others = card.choices.map { MarkFilter(layer: card.name, choice: $0.name) }.filter {
                counts[$0, default: 0] > 0 && !mine.contains($0)
            }
            guard !mine.isEmpty || !others.isEmpty else { continue }
            html.element("section") { html in
                html.element("h2", .named("title", card.sentence), text: card.title)
                html.element("ul") { html in
                    for filter in mine {
                        html.element("li", .class("chosen")) { html in
                            html.element("span", text: card.choice(filter.choice)?.label ?? filter.choice)
                            html.element("a", .href(address(chosen.filter { $0 != filter })), text: "any")
                        }
                    }
                    for filter in others {
                        html.element("li") { html in
                            let choice = card.choice(filter.choice)
                            html.element(
                                "a", .href(address(chosen.filter { $0.layer != card.name || card.holdsSeveral } + [filter])),
                                .named("title", choice?.sentence ?? ""), text: choice?.label ?? filter.choice)
                            html.element("span", .class("number"), text: grouped(counts[filter, default: 0]))
                        }
                    }
                }
            }
        }
    }
}
