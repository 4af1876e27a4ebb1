import Actors
import Finding
import HTTP
import Ledger
import Record
import Reviews
import Wire

/// An actor: what they said, when, as carried by whom, and who speaks of them.
struct SpeakerPage: Page {
    static let route = Route.number(under: "speaker")
    static let isSameForAll = true
    private let shown: ShownActor
    private let said: ActorStatements
    private let context: PageContext
    private let grouping: Grouping
    private let choice: StatementChoice
    private let query: StatementQuery
    /// How many statements a page holds, the latest.
    private static let length = 50

    /// What statements are put together by.
    private enum Grouping: String, CaseIterable {
        case time, outlet, article
        /// Those alone that other articles carry too, each with how they do.
        case words

        var label: String { self == .words ? "same words elsewhere" : "by \(rawValue)" }
    }

    private var actor: ActorEntry { shown.actor }

    static func response(_ id: Int, _ context: PageContext) throws -> Response {
        let shown = try context.ledger.show(actor: "@\(id)")
        // A merged actor is the one it was merged into.
        if shown.actor.id != id { return .see(Address.speaker(shown.actor.id).data(context.format)) }
        let choice = try StatementChoice(context, fixed: "speaker", fields: ["by"])
        var query = choice.query
        (query.speakers, query.offset) = ([id], 0)
        query.limit = context.format == .html ? SpeakerPage.length : Int(Int32.max)
        let said = try context.ledger.statements(of: query)
        switch context.format {
        case .html:
            let grouping = context.request.value("by").flatMap { Grouping(rawValue: $0) } ?? .time
            let page = SpeakerPage(
                shown: shown, said: said, context: context, grouping: grouping, choice: choice, query: query)
            return .html(try page.page())
        case .json: return .json { said.write(to: &$0) }
        case .csv: return .table(EntryTable.heading + said.statements.map(EntryTable.row).joined())
        }
    }

    /// This page under another choice.
    private func address(_ choice: StatementChoice) -> Address { address(choice, by: grouping) }

    /// This page under another choice or grouping.
    private func address(_ choice: StatementChoice, by grouping: Grouping) -> Address {
        choice.added(to: Address.speaker(actor.id).with("by", grouping == .time ? nil : grouping.rawValue))
    }

    private func page() throws -> HTML {
        let facets = FacetList(
            facets: try context.ledger.facets(query, FacetList.length, without: [.speaker, .outlet]), choice: choice,
            address: address)
        let months = try context.ledger.months(of: actor.id)
        let same = grouping == .words ? try SameWords(said.statements, context.ledger) : nil
        return try Frame(title: actor.name, address: address(choice), formats: [.json, .csv]).page { html in
            try html.element("div", .class("sheet")) { html in
                html.element("h1", text: actor.name)
                // The page is the same for all visitors; the script shows whether this one follows.
                try html.follow(actor.id, false, name: actor.name, context)
                facts(&html)
                let plot = TimePlot(months)
                plot.write("Statements of \(actor.name) over time", to: &html) {
                    address(choice.published(since: $0, until: $1))
                }
                if months.count > 1 { plot.writeTable(to: &html) }
                html.element("div", .class("sides")) { html in
                    html.narrowing("Around \(actor.name)") {
                        around(facets, &$0)
                    }
                    html.element("div") { html in
                        statements(same, &html)
                    }
                }
            }
        }
    }

    private func facts(_ html: inout HTML) {
        html.element("p", .class("origin")) { html in
            html.element("span", text: "@\(actor.id)")
            if let kind = actor.kind { html.element("span", text: kind.rawValue) }
            html.element("span", text: counted(shown.choice.statements, "statement", "statements"))
            html.element("span", text: "mentioned in \(counted(shown.choice.mentions, "statement", "statements")) of others")
        }
        if !said.names.isEmpty {
            html.element("p") { html in
                html.text("Also called ")
                for (at, name) in said.names.prefix(12).enumerated() {
                    if at > 0 { html.text(", ") }
                    html.element("bdi", text: name)
                }
            }
        }
        if !shown.roles.isEmpty || !shown.attributes.isEmpty {
            html.element("dl") { html in
                for (name, values) in shown.attributes.sorted(by: { $0.key < $1.key }) {
                    html.element("dt", text: name.replacing("_", with: " "))
                    html.element("dd") { html in
                        for value in values {
                            html.element("a", .href(Address.search.with("attribute", "\(name)=\(value)")), text: value)
                            html.text(" ")
                        }
                    }
                }
                for role in shown.roles {
                    html.element("dt", text: role.isGroup ? "Member of" : "Role")
                    html.element("dd") { html in
                        html.text(role.name)
                        let time = [role.first.map { "from \($0)" }, role.last.map { "until \($0)" }].compactMap { $0 }.joined(
                            separator: " ")
                        html.element("span", .class("share"), text: time.isEmpty ? "" : " \(time)")
                    }
                }
            }
        }
    }

    private func around(_ facets: FacetList, _ html: inout HTML) {
        list(
            "Quotes or mentions",
            said.others.prefix(12).map { ($0.actor.name, .speaker($0.actor.id), $0.mentions + $0.quotes) }, &html)
        list(
            "Face to face with",
            said.others.prefix(6).map { other in
                (
                    other.actor.name, Address.compare.with("a", "@\(actor.id)").with("b", "@\(other.actor.id)"),
                    other.mentions + other.quotes
                )
            }, &html)
        list("Mentioned by", shown.mentioners.map { ($0.actor.name, .speaker($0.actor.id), $0.count) }, &html)
        list(
            "Carried by",
            said.outlets.prefix(12).map { carrier in
                let id = carrier.outlet.flatMap { try? context.ledger.outlet(named: $0) }
                let chosen = id.map { id in
                    choice.changed { $0.outlets = [Facets.Outlet(id: id, name: carrier.outlet ?? "")] }
                }
                return (carrier.outlet ?? "outlet not known", chosen.map(address), carrier.statements)
            }, &html)
        facets.write(to: &html)
    }

    private func list(_ title: String, _ items: [(String, Address?, Int)], _ html: inout HTML) {
        guard !items.isEmpty else { return }
        html.element("section") { html in
            html.element("h2", text: title)
            html.element("ul") { html in
                for (name, address, count) in items {
                    html.element("li") { html in
                        if let address { html.element("a", .href(address), text: name) } else { html.element("span", text: name) }
                        html.element("span", .class("number"), text: grouped(count))
                    }
                }
            }
        }
    }

    // MARK: Statements

    private func statements(_ same: SameWords?, _ html: inout HTML) {
        html.element("nav", .class("tabs"), .fixed("aria-label", "Put together by")) { html in
            for grouping in Grouping.allCases {
                html.element(
                    "a", .href(address(choice, by: grouping)), grouping == self.grouping ? .fixed("aria-current", "true") : .none,
                    text: grouping.label)
            }
        }
        if !choice.isAsked, said.count > 1 {
            html.element("p", .class("more")) { html in
                html.element("a", .href(Address.speaker(actor.id).changed), text: "On the same matters at different times")
            }
        }
        if choice.isAsked {
            html.element("p", .class("remark")) { html in
                html.text("\(counted(said.count, "statement", "statements")) of this choice. ")
                html.element("a", .href(.speaker(actor.id)), text: "Show all")
            }
        }
        if said.told > 0 {
            html.element("p", .class("remark")) { html in
                html.text("Told inside other statements, and left out here: ")
                html.element(
                    "a", .href(address(choice.changed { $0.others.append(.init(name: "nested", value: "yes", label: "yes")) })),
                    text: counted(said.told, "statement", "statements"))
                html.text(".")
            }
        }
        if said.statements.isEmpty { html.element("p", .class("empty"), text: "No statement is put down to \(actor.name).") }
        same?.write(&html)
        for (title, address, entries) in same == nil ? groups() : [] {
            html.element("h2") { html in
                if let address { html.element("a", .href(address), text: title) } else { html.text(title) }
            }
            html.element("ol") { html in
                for entry in entries { html.entry(entry, saysWho: false, cards: choice.cards) }
            }
        }
        if said.count > said.statements.count, let first = said.statements.first?.day {
            html.element("nav", .class("pager")) { html in
                html.element("span", text: "The latest \(said.statements.count) of \(grouped(said.count))")
                html.element("a", .href(address(earlier(than: first))), text: "Earlier")
            }
        }
    }

    /// The same choice up to a day.
    private func earlier(than day: Day) -> StatementChoice {
        choice.published(since: choice.month ?? choice.other("since"), until: day.description)
    }

    private func groups() -> [(title: String, address: Address?, entries: [StatementEntry])] {
        var groups: [(title: String, address: Address?, entries: [StatementEntry])] = []
        var places: [String: Int] = [:]
        let (dated, undated) = (said.statements.filter { $0.day != nil }, said.statements.filter { $0.day == nil })
        for entry in dated.reversed() + undated {
            let title =
                switch grouping {
                case .time, .words: entry.day?.monthName ?? "No date"
                case .outlet: entry.article.outlet ?? "Outlet not known"
                case .article: entry.article.title ?? entry.article.name
                }
            let key = grouping == .article ? "\(entry.article.id)" : title
            if let place = places[key] {
                groups[place].entries.append(entry)
            } else {
                places[key] = groups.count
                groups.append((title, grouping == .article ? .article(entry.article.id) : nil, [entry]))
            }
        }
        return groups
    }
}
