import Actors
import Finding
import Record

/// Figures as plots and tables, outlet beside outlet. Each figure is a link to the statements that it counts.
struct FigureTables {
    let figures: Figures
    let choice: StatementChoice

    private var sourcing: [LayerCard.Choice] { choices(Figures.sourcing) }

    private func choices(_ layer: String) -> [LayerCard.Choice] { choice.cards.first { $0.name == layer }?.choices ?? [] }

    func write(_ html: inout HTML) {
        overTime(&html)
        outlets(&html)
        sources(&html)
        acts(&html)
        attributes(&html)
        heard(&html)
        months(&html)
    }

    // MARK: Where figures lead

    /// The statements of the choice with something more asked for.
    private func search(_ outlet: Figures.OutletCounts?, _ change: (inout StatementChoice) -> Void = { _ in }) -> Address {
        let days = figures.since.map { choice.published(since: $0.monthName, until: nil) } ?? choice
        return days.changed { choice in
            if let outlet { choice.outlets = [outlet.outlet] }
            choice.order = .date
            change(&choice)
            // A search that asks for nothing finds nothing.
            if !choice.isAsked { choice.others = [.init(name: "nested", value: "any", label: "any")] }
        }.added(to: .search)
    }

    private func other(_ name: String, _ value: String) -> (inout StatementChoice) -> Void {
        { $0.others = $0.others.filter { $0.name != name } + [.init(name: name, value: value, label: value)] }
    }

    private func mark(_ layer: String, _ value: String) -> (inout StatementChoice) -> Void {
        { $0.marks = $0.marks.filter { $0.layer != layer } + [MarkFilter(layer: layer, choice: value)] }
    }

    private func within(_ since: String, _ until: String) -> (inout StatementChoice) -> Void {
        { $0 = $0.published(since: since, until: until) }
    }

    // MARK: Parts

    private func overTime(_ html: inout HTML) {
        guard figures.months.count > 0, !figures.outlets.isEmpty else { return }
        let plots = figures.outlets.map { outlet in
            TimePlot(figures.months.map { MonthCount(month: $0, count: outlet.counts.months[$0]?.statements ?? 0) })
        }
        let most = plots.map(\.most).max()
        html.element("h2", text: "Over time")
        html.element("div", .class("cards")) { html in
            for (outlet, plot) in zip(figures.outlets, plots) {
                html.element("section") { html in
                    html.element("h3") { $0.element("a", .href(.outlet(outlet.outlet.id)), text: outlet.outlet.name) }
                    plot.write("Statements of \(outlet.outlet.name) over time", most: most, to: &html) {
                        search(outlet, within($0, $1))
                    }
                }
            }
        }
    }

    private func outlets(_ html: inout HTML) {
        let withOwnVoice = figures.outlets.contains { !$0.ownVoice.isEmpty }
        html.element("h2", text: "Outlets")
        table(["Outlet", "Statements"] + Form.allCases.map(\.rawValue) + (withOwnVoice ? ["Own voice"] : []), &html) { html in
            for outlet in [nil] + figures.outlets.map(Optional.some) {
                let counts = outlet?.counts ?? figures.all
                html.element("tr") { html in
                    html.element("th", .fixed("scope", "row"), text: outlet?.outlet.name ?? "All together")
                    html.figure(counts.statements, search(outlet))
                    for form in Form.allCases {
                        html.figure(counts.forms[form] ?? 0, of: counts.statements, search(outlet) { $0.forms = [form] })
                    }
                    if withOwnVoice {
                        html.element("td", .class("number"), text: outlet.flatMap { share($0.ownVoice.values) } ?? "")
                    }
                }
            }
        }
        if withOwnVoice {
            html.element(
                "p", .class("help"),
                text:
                    "Own voice: the share of the words of articles that stand in no statement, in at most \(OwnWordCount.perMonth) articles of each month, the latest."
            )
        }
        if figures.outletCount > figures.outlets.count {
            html.element(
                "p", .class("help"),
                text:
                    "\(counted(figures.outletCount - figures.outlets.count, "more outlet is", "more outlets are")) counted in the first row."
            )
        }
    }

    private func share(_ counts: some Sequence<OwnWordCount>) -> String? {
        let (own, words) = counts.reduce((0, 0)) { ($0.0 + $1.own, $0.1 + $1.words) }
        return words > 0 ? percent(own, of: words) : nil
    }

    /// What speakers are, as rows: those who speak in the ledger, and what is not known.
    private static let kinds: [(kind: EntityKind?, name: StaticString)] = [
        (.person, "a person"), (.group, "a group of people"), (.organization, "a body"), (.place, "a place"),
        (.document, "a document"), (nil, "not known"),
    ]

    private func sources(_ html: inout HTML) {
        html.element("h2", text: "How sources are given, by what they are")
        guard !sourcing.isEmpty else {
            return html.element("p", .class("help"), text: "That was not marked here yet; dixit reread --layers does it.")
        }
        html.element("div", .class("cards crossed")) { html in
            for outlet in figures.outlets {
                html.element("section") { html in
                    html.element("h3", text: outlet.outlet.name)
                    table(["Speaker"] + sourcing.map(\.label), &html) { html in
                        for (kind, name) in FigureTables.kinds { row(of: kind, name, outlet, &html) }
                        html.element("tr", .class("sum")) { html in
                            html.element("th", .fixed("scope", "row"), text: "all")
                            for choice in sourcing {
                                html.figure(
                                    outlet.counts.sourced(choice.name), of: outlet.counts.statements,
                                    search(outlet, mark(Figures.sourcing, choice.name)))
                            }
                        }
                    }
                }
            }
        }
    }

    private func row(of kind: EntityKind?, _ name: StaticString, _ outlet: Figures.OutletCounts, _ html: inout HTML) {
        let counts = sourcing.map { outlet.counts.sources[Figures.Source($0.name, kind)] ?? 0 }
        guard counts.contains(where: { $0 > 0 }) else { return }
        html.element("tr") { html in
            html.element("th", .fixed("scope", "row"), text: name.description)
            for (choice, count) in zip(sourcing, counts) {
                html.figure(
                    count, of: outlet.counts.statements,
                    search(outlet) {
                        mark(Figures.sourcing, choice.name)(&$0)
                        other("kind", kind?.rawValue ?? StatementQuery.unknownKind)(&$0)
                    })
            }
        }
    }

    private func acts(_ html: inout HTML) {
        let found = choices(Figures.act).filter { figures.all.acts[$0.name] != nil }
        guard !found.isEmpty else { return }
        html.element("h2", text: "What is done by saying it")
        table(["Act"] + figures.outlets.map(\.outlet.name), &html) { html in
            for act in found {
                html.element("tr") { html in
                    html.element("th", .fixed("scope", "row"), .named("title", act.sentence), text: act.label)
                    for outlet in figures.outlets {
                        html.figure(
                            outlet.counts.acts[act.name] ?? 0, of: outlet.counts.statements,
                            search(outlet, mark(Figures.act, act.name)))
                    }
                }
            }
        }
    }

    /// What lists of actors tell of who speaks.
    private func attributes(_ html: inout HTML) {
        for (name, values) in figures.all.attributes.sorted(by: { $0.key < $1.key }) {
            html.element("h2", text: "Speakers by \(name.replacing("_", with: " "))")
            html.element(
                "p", .class("help"),
                text: "As a list of your own tells; shares are of all statements, also those of whom it tells nothing.")
            table([""] + figures.outlets.map(\.outlet.name), &html) { html in
                for (value, _) in values.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(FigureTables.values) {
                    html.element("tr") { html in
                        html.element("th", .fixed("scope", "row"), text: value)
                        for outlet in figures.outlets {
                            html.figure(
                                outlet.counts.attributes[name]?[value] ?? 0, of: outlet.counts.statements,
                                search(outlet) { $0.ask(attribute: name, value) })
                        }
                    }
                }
            }
        }
    }

    /// How many values of a column are counted at most, the most frequent.
    private static let values = 30

    private func heard(_ html: inout HTML) {
        html.element("h2", text: "Heard most")
        html.element("div", .class("cards")) { html in
            for outlet in figures.outlets {
                html.element("section") { html in
                    html.element("h3", text: outlet.outlet.name)
                    html.element("ol", .class("ranked")) { html in
                        for speaker in outlet.speakers {
                            let address = search(outlet) {
                                $0.speakers = [speaker.actor]
                                if choice.other("nested") == nil { other("nested", "no")(&$0) }
                            }
                            html.element("li") { html in
                                html.element("a", .href(.speaker(speaker.actor.id)), text: speaker.actor.name)
                                html.element("span", .class("number")) { html in
                                    html.element("a", .href(address), text: grouped(speaker.count))
                                    html.element(
                                        "span", .class("unseen"), text: speaker.count == 1 ? " statement" : " statements")
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func months(_ html: inout HTML) {
        guard !figures.months.isEmpty else { return }
        html.element("h2", text: "By month")
        html.element("details") { html in
            html.element("summary", text: "Statements, own voice and sources, month by month")
            for outlet in figures.outlets {
                html.element("h3", text: outlet.outlet.name)
                table(["Month", "Statements", "Own voice"] + sourcing.map(\.label), &html) { html in
                    for month in figures.months {
                        if let counts = outlet.counts.months[month] { row(of: month, counts, outlet, &html) }
                    }
                }
            }
        }
    }

    private func row(of month: Day, _ counts: Figures.Month, _ outlet: Figures.OutletCounts, _ html: inout HTML) {
        let within = within(month.monthName, month.monthName)
        html.element("tr") { html in
            html.element("th", .fixed("scope", "row")) { $0.time(month.monthName) }
            html.figure(counts.statements, search(outlet, within))
            html.element("td", .class("number"), text: outlet.ownVoice[month].flatMap { share([$0]) } ?? "")
            for choice in sourcing {
                html.figure(
                    counts.sources[choice.name] ?? 0, of: counts.statements,
                    search(outlet) {
                        within(&$0)
                        mark(Figures.sourcing, choice.name)(&$0)
                    })
            }
        }
    }

    /// A table whose first column names its rows.
    private func table(_ columns: [String], _ html: inout HTML, rows: (inout HTML) -> Void) {
        html.element("div", .class("wide")) { html in
            html.element("table", .class("counts")) { html in
                html.element("thead") { html in
                    html.element("tr") { html in
                        for (place, column) in columns.enumerated() {
                            html.element("th", .fixed("scope", "col"), place > 0 ? .class("number") : .none, text: column)
                        }
                    }
                }
                html.element("tbody", body: rows)
            }
        }
    }
}

extension HTML {
    /// A cell with a count that leads to what it counts, and its share; a dash where there is none.
    fileprivate mutating func figure(_ count: Int, of whole: Int? = nil, _ address: Address) {
        element("td", .class("number")) { html in
            guard count > 0 else { return html.element("span", .class("none"), text: "–") }
            html.element("a", .href(address), text: grouped(count))
            if let whole { html.element("span", .class("share"), text: percent(count, of: whole)) }
        }
    }
}
