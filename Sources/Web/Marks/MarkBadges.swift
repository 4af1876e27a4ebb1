import Record

/// What layers have found beside a statement, or an article: in the page's margin as badges, on its own page in full.
///
///     MarkBadges(marks, of: cards, naming: { names[$0] }).write(to: &html)
///
/// It knows no layer: what is shown, and how it is called, stands on the layers' cards. Marks of layers without a card are not shown.
struct MarkBadges {
    private let groups: [Group]
    private let name: (Int) -> String?

    /// A layer with what it has found.
    private struct Group {
        let card: LayerCard
        let marks: [Mark]
    }

    /// - Parameters:
    ///   - marks: of one statement, or of one article.
    ///   - cards: the layers, in the order in which they are shown.
    ///   - name: what the entity of that id is called; nil where it has no name.
    init(_ marks: [Mark], of cards: [LayerCard], naming name: @escaping (Int) -> String? = { _ in nil }) {
        groups = cards.compactMap { card in
            let found = marks.filter { $0.layer == card.name }
            return found.isEmpty ? nil : Group(card: card, marks: found)
        }
        self.name = name
    }

    /// Writes those that are unusual enough to be told beside a statement, each with what it means as its title; nothing where none is.
    func write(to html: inout HTML) {
        let badges = groups.flatMap { group in
            group.marks.compactMap { mark in choice(of: mark, group.card).map { (group.card, mark, $0) } }
        }.filter { $0.2.isBadge }
        guard !badges.isEmpty else { return }
        html.element("ul", .class("badges"), .fixed("aria-label", "What else is known of it")) { html in
            for (card, mark, choice) in badges {
                html.element(
                    "li", .class(mark.confidence < Confidence.doubtful ? "badge doubtful" : "badge"),
                    .named("title", choice.sentence)
                ) {
                    html in
                    html.element("span", .class("unseen"), text: "\(card.title): ")
                    if let party = mark.party(naming: name) { html.text("\(party): ") }
                    html.text(mark.confidence < Confidence.doubtful ? "\(choice.label)?" : choice.label)
                }
            }
        }
    }

    /// Writes all of them, a term for each layer: what was found, what that means, by which words, how sure it is and who says so.
    func writeInFull(to html: inout HTML) {
        guard !groups.isEmpty else { return }
        html.element("dl", .class("marks")) { html in
            for group in groups {
                html.element("dt", .named("title", group.card.sentence), text: group.card.title)
                for mark in group.marks { html.element("dd") { full(mark, group.card, &$0) } }
            }
        }
    }

    private func full(_ mark: Mark, _ card: LayerCard, _ html: inout HTML) {
        html.element("span", .class("value"), text: card.words(of: mark, naming: name))
        switch mark.by {
        case .layer:
            html.text(" · ")
            html.certainty(mark.confidence)
        case .person(let who): html.element("span", .class("judged"), text: "judged by \(who)")
        }
        if !mark.evidence.isEmpty {
            html.element("span", .class("share"), text: " “\(mark.evidence.words)”")
        }
        if let choice = choice(of: mark, card) { html.element("p", .class("help"), text: choice.sentence) }
    }

    private func choice(of mark: Mark, _ card: LayerCard) -> LayerCard.Choice? {
        switch mark.value {
        case .choice(let name), .party(_, _, let name?): card.choice(name)
        default: nil
        }
    }
}
