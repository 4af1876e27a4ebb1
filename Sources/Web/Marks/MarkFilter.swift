import Record

/// One of the choices of a layer, by which statements are filtered: `mark=sourcing:anonymous` in an address.
struct MarkFilter: Sendable, Hashable {
    /// The layer's name.
    let layer: String
    /// The choice's name.
    let choice: String

    /// As it stands in an address: "sourcing:anonymous".
    var text: String { "\(layer):\(choice)" }
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
