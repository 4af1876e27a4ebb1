import Finding
import HTTP
import Ledger
import Record
import Wire

/// Two actors face to face: the topics on which both have spoken, passages side by side, and what each says about the other.
struct ComparePage: Page {
    static let route = Route.at(["compare"])
    static let isSameForAll = true
    private let context: PageContext
    private let comparison: Comparison
    private let address: Address

    static func response(_: Void, _ context: PageContext) throws -> Response {
        let (a, b) = (context.request.value("a"), context.request.value("b"))
        let topic = context.request.value("topic")
        guard let a, let b else {
            guard context.format == .html else { throw PageError(status: 400, sentence: "Two sides are needed; give a and b.") }
            return .html(try form(a, b, topic, context))
        }
        let comparison: Comparison
        do { comparison = try self.comparison(a, b, topic, context) } catch let error as QuestionError
            where context.format == .html && !error.choices.isEmpty
        {
            return .html(try unclear(error, a, b, topic, context))
        }
        switch context.format {
        case .html:
            let address = Address.compare.with("a", a).with("b", b).with("topic", topic)
            return .html(try ComparePage(context: context, comparison: comparison, address: address).page())
        case .json: return .json { comparison.write(to: &$0) }
        case .csv: return .table(comparison.table)
        }
    }

    private static func comparison(_ a: String, _ b: String, _ topic: String?, _ context: PageContext) throws -> Comparison {
        let sides = (try context.ledger.side(a), try context.ledger.side(b))
        let topic = try topic.map { try Topic($0) }
        let name = "compare \(sides.0.actor.id) \(sides.1.actor.id) \(topic?.words ?? "")"
        return try context.shared.answers.value(name, mark: context.mark) {
            try context.ledger.compare(sides.0, sides.1, topic: topic)
        }
    }

    // MARK: The page

    private func page() throws -> HTML {
        let (a, b) = (comparison.a.actor, comparison.b.actor)
        let cards = try context.ledger.cards()
        return Frame(title: "\(a.name) and \(b.name)", address: address, formats: [.json, .csv]).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1") { html in
                    html.element("a", .class("name"), .href(.speaker(a.id)), text: a.name)
                    html.text(" and ")
                    html.element("a", .class("name"), .href(.speaker(b.id)), text: b.name)
                }
                html.element("p", .class("lead"), text: lead)
                ComparePage.form(a.name, b.name, comparison.topic, &html)
                regards(&html)
                if comparison.topics.isEmpty {
                    html.element("p", .class("empty"), text: "Nothing was found that both speak of.")
                }
                topics(cards, &html)
                html.element("p", .class("help"), text: ComparePage.howRead)
            }
        }
    }

    private var lead: String {
        let on = comparison.topic.map { " on “\($0)”" } ?? ""
        return "What each is reported to have said\(on): \(grouped(comparison.statements.a)) and "
            + "\(counted(comparison.statements.b, "statement", "statements")), \(counted(comparison.compared, "pair", "pairs")) of them near in words."
    }

    private static let howRead =
        "Statements that share their rarer words stand side by side. That one negates the other, or names another number or day, is said where all other words are the same, "
        + "or where the article itself links the two; of all others nothing is said. Read both passages where they stand."

    /// Pairs of a topic that are near in words and no more that stand open, the nearest.
    private static let nearShown = 2

    private func topics(_ cards: [LayerCard], _ html: inout HTML) {
        for theme in comparison.topics {
            html.element("section", .class("topic")) { html in
                html.element("h2", text: theme.heading)
                html.element(
                    "p", .class("remark"),
                    text: "\(grouped(theme.statements.a)) and \(counted(theme.statements.b, "statement", "statements")) on it"
                        + (theme.apart > 0 ? ", \(counted(theme.apart, "pair that stands", "pairs that stand")) apart" : ""))
                let shown = theme.pairs.count { $0.standing.relation != nil } + ComparePage.nearShown
                FacingPairs(pairs: Array(theme.pairs.prefix(shown)), cards: cards).write(to: &html)
                let rest = Array(theme.pairs.dropFirst(shown))
                if !rest.isEmpty {
                    html.element("details") { html in
                        html.element("summary", text: "\(counted(rest.count, "more pair", "more pairs")) near in words")
                        FacingPairs(pairs: rest, cards: cards).write(to: &html)
                    }
                }
                guard !theme.restOfA.isEmpty || !theme.restOfB.isEmpty else { return }
                html.element("details") { html in
                    html.element("summary", text: "More on it, by each alone")
                    html.element("div", .class("two")) { html in
                        for rest in [theme.restOfA, theme.restOfB] {
                            html.element("ol") { html in for entry in rest { html.entry(entry, cards: cards) } }
                        }
                    }
                }
            }
        }
    }

    private func regards(_ html: inout HTML) {
        let sums = comparison.regards.sums
        guard sums.ofB.statements + sums.ofA.statements > 0 else { return }
        html.element("p", .class("remark")) { html in
            html.text("Of each other: ")
            html.text(
                RegardPlot.words(comparison.a.actor.name, sums.ofB) + "; " + RegardPlot.words(comparison.b.actor.name, sums.ofA)
                    + ". ")
            html.element("a", .href(.between(comparison.a.actor.id, comparison.b.actor.id)), text: "Month by month")
        }
    }

    /// Which of several somebody means.
    private static func unclear(_ error: QuestionError, _ a: String, _ b: String, _ topic: String?, _ context: PageContext) throws
        -> HTML
    {
        let isA = (try? context.ledger.side(a)) == nil
        return Frame(title: "Compare", address: .compare).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Compare")
                form(a, b, topic, &html)
                html.element("p", .class("lead"), text: "“\(isA ? a : b)” may be one of these:")
                html.element("ol", .class("ranked")) { html in
                    for choice in error.choices {
                        let chosen = "@\(choice.actor.id)"
                        html.element("li") { html in
                            html.element(
                                "a",
                                .href(
                                    Address.compare.with("a", isA ? chosen : a).with("b", isA ? b : chosen).with("topic", topic)),
                                text: choice.actor.name)
                            html.element("span", .class("number"), text: counted(choice.statements, "statement", "statements"))
                            html.element("span", .class("number"), text: "mentioned in \(grouped(choice.mentions))")
                        }
                    }
                }
            }
        }
    }

    // MARK: The form

    private static func form(_ a: String?, _ b: String?, _ topic: String?, _ context: PageContext) throws -> HTML {
        let heard = try context.ledger.mostHeard(12)
        return Frame(title: "Compare", address: .compare).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Compare")
                html.element(
                    "p", .class("lead"),
                    text:
                        "Two people, bodies, states or groups face to face: what each is reported to have said on the same matters."
                )
                form(a, b, topic, &html)
                guard heard.count > 1 else { return }
                html.element("h2", text: "Heard most")
                html.ranked(heard, "statement", "statements")
            }
        }
    }

    private static func form(_ a: String?, _ b: String?, _ topic: String?, _ html: inout HTML) {
        html.element("form", .class("versus"), .action(.compare), .fixed("role", "search")) { html in
            for (name, label, value) in [("a", "The one", a), ("b", "The other", b), ("topic", "On (any matter)", topic)]
                as [(StaticString, String, String?)]
            {
                html.element("label") { html in
                    html.element("span", text: label)
                    html.void("input", .fixed("name", name), .named("value", value ?? ""), .fixed("autocomplete", "off"))
                }
            }
            html.element("button", .class("first"), text: "Compare")
        }
    }
}
