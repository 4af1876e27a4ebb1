import Finding
import HTTP
import Ledger
import Record
import Wire

/// How two actors speak of each other, month by month, with the statements behind each point.
struct BetweenPage: Page {
    static let route = Route.numbers(under: "between")
    static let isSameForAll = true
    private let regards: Regards
    private let context: PageContext
    /// Statements of a month in one direction that are written out.
    private static let shown = 20
    /// Months that are written out, the latest.
    private static let months = 36

    static func response(_ ids: [Int], _ context: PageContext) throws -> Response {
        let (a, b) = (try context.ledger.side("@\(ids[0])"), try context.ledger.side("@\(ids[1])"))
        let regards = try context.shared.answers.value("between \(a.actor.id) \(b.actor.id)", mark: context.mark) {
            try context.ledger.regards(a, b)
        }
        switch context.format {
        case .html: return .html(try BetweenPage(regards: regards, context: context).page())
        case .json: return .json { regards.write(to: &$0) }
        case .csv: return .table(regards.table)
        }
    }

    private static let howRead =
        "Tone and acts are told by a model that is often wrong, and articles choose whom they quote: read the statements behind a point before you go by it."

    private func page() throws -> HTML {
        let (a, b) = (regards.a.actor, regards.b.actor)
        let cards = try context.ledger.cards()
        return Frame(title: "\(a.name) and \(b.name)", address: .between(a.id, b.id), formats: [.json, .csv]).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1") { html in
                    html.element("a", .class("name"), .href(.speaker(a.id)), text: a.name)
                    html.text(" and ")
                    html.element("a", .class("name"), .href(.speaker(b.id)), text: b.name)
                    html.text(", of each other")
                }
                let isSilent = regards.ofB.isEmpty && regards.ofA.isEmpty
                let told = RegardPlot.words(a.name, regards.sums.ofB) + "; " + RegardPlot.words(b.name, regards.sums.ofA) + ". "
                html.element("p", .class("lead")) { html in
                    html.text(isSilent ? "Neither was found to speak of the other. " : told)
                    html.element(
                        "a", .href(Address.compare.with("a", "@\(a.id)").with("b", "@\(b.id)")), text: "Face to face by topic")
                }
                guard !isSilent else { return }
                RegardPlot(regards).write(to: &html)
                html.element("p", .class("help"), text: BetweenPage.howRead)
                statements(cards, &html)
            }
        }
    }

    private func statements(_ cards: [LayerCard], _ html: inout HTML) {
        let months = regards.months
        for month in months.suffix(BetweenPage.months).reversed() {
            html.element("section", .id(RegardPlot.anchor(month.month))) { html in
                html.element("h2", text: month.month.monthName)
                html.element("div", .class("two")) { html in
                    list(regards.ofB.filter { $0.month == month.month }, regards.a, regards.b, cards, &html)
                    list(regards.ofA.filter { $0.month == month.month }, regards.b, regards.a, cards, &html)
                }
            }
        }
        if months.count > BetweenPage.months {
            html.element("p", .class("remark"), text: "The latest \(BetweenPage.months) months; all are in the data below.")
        }
        let undated = (regards.ofB + regards.ofA).filter { $0.month == nil }
        guard !undated.isEmpty else { return }
        html.element("h2", text: "No date")
        html.element("ol") { html in for regard in undated.prefix(BetweenPage.shown) { html.entry(regard.entry, cards: cards) } }
    }

    private func list(
        _ said: [Regards.Regard], _ speaking: ComparedSide, _ other: ComparedSide, _ cards: [LayerCard], _ html: inout HTML
    ) {
        html.element("div") { html in
            html.element("h3", text: "\(speaking.actor.name) of \(other.actor.name)")
            if said.isEmpty { html.element("p", .class("empty"), text: "Nothing.") }
            html.element("ol") { html in
                for regard in said.suffix(BetweenPage.shown).reversed() {
                    html.entry(regard.entry, saysWho: !speaking.members.isEmpty, cards: cards)
                }
            }
        }
    }
}

extension Route where Subject == [Int] {
    /// "/between/3/7"
    static func numbers(under name: String) -> Route {
        Route { segments in
            guard segments.count == 3, segments[0] == name else { return nil }
            let numbers = segments[1...].compactMap { segment in
                if case .article(let number)? = LedgerID(segment) { number } else { nil }
            }
            return numbers.count == 2 ? numbers : nil
        }
    }
}
