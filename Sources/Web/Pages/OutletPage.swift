import Finding
import HTTP
import Ledger
import Mending
import Record
import Wire

/// How an outlet sources: named, unnamed and missing sources, its own voice, whom it lets speak; beside another one where that is asked for. And what was said
/// there, to be narrowed down as in a search.
struct OutletPage: Page {
    static let route = Route.number(under: "outlet")
    static let isSameForAll = true
    private let sourcings: [OutletSourcing]
    private let context: PageContext
    private let choice: StatementChoice

    static func response(_ id: Int, _ context: PageContext) throws -> Response {
        // One that was merged into another stands there.
        let standing = try context.ledger.outlet(standingFor: id)
        if standing != id { return .see(Address.outlet(standing).data(context.format)) }
        let outlets = try context.outlets()
        let other = try context.number("with").map { try context.ledger.outlet(standingFor: $0) }
        let ids = [id] + (other.map { [$0] } ?? [])
        let sourcings = try ids.map { id in
            try context.shared.answers.value("outlet \(id)", mark: context.mark) { try context.ledger.sourcing(of: id, outlets) }
        }
        let page = OutletPage(
            sourcings: sourcings, context: context, choice: try StatementChoice(context, fixed: "outlet", fields: ["with"]))
        switch context.format {
        case .html: return .html(try page.page())
        case .json: return try page.json()
        case .csv:
            return .table(
                Cells.row(
                    ["outlet", "name", "articles", "sampled", "statements"] + sourcings[0].sources.map(\.choice.name) + [
                        "own_voice"
                    ] + sourcings[0].ownClaims.map { "own_\($0.choice.name)" })
                    + sourcings.map(row).joined())
        }
    }

    // MARK: Statements

    /// This page under another choice.
    private func address(_ choice: StatementChoice) -> Address {
        let here = Address.outlet(sourcings[0].outlet.id)
        return choice.added(to: here.with("with", sourcings.count > 1 ? sourcings[1].outlet.id : nil))
    }

    /// What was said in the outlets that are shown.
    private var query: StatementQuery {
        var query = choice.query
        query.outlets = sourcings.map(\.outlet.id)
        return query
    }

    private func results(at place: Anchor? = nil) throws -> StatementResults {
        StatementResults(found: try context.ledger.find(query), choice: choice) { choice in
            place.map { address(choice).at($0) } ?? address(choice)
        }
    }

    /// The same statements as a search.
    private var search: Address {
        choice.changed { choice in
            choice.outlets = sourcings.map { Facets.Outlet(id: $0.outlet.id, name: $0.outlet.name) }
        }.added(to: .search)
    }

    private func statements(_ html: inout HTML) throws {
        let place = Anchor("statements")
        let results = try results(at: place)
        let facets = FacetList(
            facets: try context.ledger.facets(query, FacetList.length, without: [.outlet]), choice: choice
        ) { address($0).at(place) }
        html.element("h2", .id(place), text: choice.isAsked ? "Statements of this choice" : "Statements")
        html.element("p", .class("more")) { html in
            html.text(facets.facets.areThereMore ? "More than " : "")
            html.count(facets.facets.matches, "statement", "statements")
            html.text(". ")
            html.element("a", .href(search), text: "As a search")
            if choice.isAsked {
                html.text(" ")
                html.element("a", .href(Address.outlet(sourcings[0].outlet.id).at(place)), text: "Show all")
            }
        }
        html.element("div", .class("sides")) { html in
            html.narrowing("Narrow down") { facets.write(to: &$0) }
            html.element("div") { results.write(to: &$0) }
        }
    }

    private func json() throws -> Response {
        let results = try results()
        return .json { json in
            json.object { json in
                json.name("outlets")
                json.array(sourcings) { OutletPage.write($0, to: &$1) }
                results.writeMembers(to: &json)
            }
        }
    }

    // MARK: Sourcing

    private static func row(_ sourcing: OutletSourcing) -> String {
        let outlet = sourcing.outlet
        let known = [
            "\(outlet.id)", Cells.safe(outlet.name), "\(outlet.articles)", "\(sourcing.sampled)", "\(sourcing.statements)",
        ]
        return Cells.row(
            known + sourcing.sources.map { "\($0.count)" } + [sourcing.ownVoice.map(Cells.share) ?? ""]
                + sourcing.ownClaims.map { "\($0.count)" })
    }

    private static func write(_ sourcing: OutletSourcing, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", sourcing.outlet.id)
            json.member("name", sourcing.outlet.name)
            json.member("articles", sourcing.outlet.articles)
            json.member("sampled", sourcing.sampled)
            json.member("statements", sourcing.statements)
            json.name(OutletSourcing.layer)
            json.object { json in
                for source in sourcing.sources { json.member(source.choice.name, source.count) }
            }
            json.member("own_voice", share: sourcing.ownVoice)
            json.name("own_claims")
            json.object { json in for claim in sourcing.ownClaims { json.member(claim.choice.name, claim.count) } }
            json.name("speakers")
            json.array(sourcing.speakers) { $1.write($0) }
        }
    }

    private func page() throws -> HTML {
        let first = sourcings[0].outlet
        let title = sourcings.map(\.outlet.name).joined(separator: " and ")
        let outlets = try context.outlets()
        let latest = try context.ledger.latest(of: first.id, outlets, 10)
        let quotations = try context.shared.answers.value("shared \(first.id)", mark: context.mark) {
            try context.ledger.sharedQuotations(of: first, outlets)
        }
        return try Frame(title: title, address: address(choice), formats: [.json, .csv], query: choice.words)
            .page { html in
                try html.element("div", .class("sheet")) { html in
                    html.element("h1", text: title)
                    html.patterns()
                    html.element("div", .class("cards")) { html in
                        for sourcing in sourcings { write(sourcing, &html) }
                    }
                    compare(outlets.listed, &html)
                    shared(quotations, first, &html)
                    if sourcings.count == 1 {
                        html.element("h2", text: "Latest articles")
                        html.element("ol") { html in
                            for article in latest { html.entry(article) }
                        }
                        html.element("p", .class("more")) { html in
                            html.element("a", .href(Address.articles.with("outlet", first.id)), text: "All of them")
                        }
                    }
                    try statements(&html)
                    if sourcings.count == 1 { try OutletMending(first, among: outlets.listed, context).write(&html) }
                }
            }
    }

    private func write(_ sourcing: OutletSourcing, _ html: inout HTML) {
        html.element("section") { html in
            if sourcings.count > 1 {
                html.element("h2") { $0.element("a", .href(.outlet(sourcing.outlet.id)), text: sourcing.outlet.name) }
            }
            html.element("p", .class("origin")) { html in
                html.element("span", text: counted(sourcing.outlet.articles, "article", "articles"))
                if let day = sourcing.outlet.lastDay { html.element("span", text: "latest \(day)") }
            }
            guard sourcing.sampled > 0 else { return }
            html.element(
                "p", .class("help"), text: "In its latest \(counted(sourcing.sampled, "article", "articles")), copies left out:")
            // Below the outlet's own heading, where there are two.
            let level: StaticString = sourcings.count > 1 ? "h3" : "h2"
            html.element(level, .class("small"), text: "Words")
            let own = Int((100 * (sourcing.ownVoice ?? 0)).rounded())
            stack([("own voice", own, "part-own"), ("of others", 100 - own, "part-first")], of: 100, &html)
            html.element(level, .class("small"), text: "Sources of \(counted(sourcing.statements, "statement", "statements"))")
            sources(sourcing, &html)
            ownClaims(sourcing, level, &html)
            html.element(level, .class("small"), text: "Heard most")
            html.ranked(sourcing.speakers, "statement", "statements")
        }
    }

    /// How it carries what others carry too.
    private func shared(_ quotations: SharedQuotations, _ outlet: ListedOutlet, _ html: inout HTML) {
        guard sourcings.count == 1, quotations.shared > 0 else { return }
        html.element("h2", text: "The same words elsewhere")
        html.element("p") { html in
            html.text(
                "Of \(counted(quotations.shared, "quotation", "quotations")) in its latest articles that other outlets carry too, it cut words from \(grouped(quotations.cut))"
            )
            html.text(" and added some to \(grouped(quotations.added)), beside the version with the most words.")
        }
        guard !quotations.examples.isEmpty else { return }
        html.element("p", .class("origin")) { html in
            for id in quotations.examples {
                html.element("a", .href(.statement(article: id.article, number: id.number)), text: "\(id)")
            }
        }
    }

    /// What its articles claim in nobody's name but their own.
    private func ownClaims(_ sourcing: OutletSourcing, _ level: StaticString, _ html: inout HTML) {
        let claims = sourcing.ownClaims.filter { $0.count > 0 }
        guard !claims.isEmpty else { return }
        html.element(level, .class("small"), text: "Sentences that say in its own voice")
        html.element("ul", .class("ranked")) { html in
            for claim in claims {
                html.element("li", .named("title", claim.choice.sentence)) { html in
                    html.element("span", text: claim.choice.inOwnVoice)
                    html.element("span", .class("number"), text: grouped(claim.count))
                }
            }
        }
    }

    /// How sources are given, by the layer that tells it.
    private func sources(_ sourcing: OutletSourcing, _ html: inout HTML) {
        guard !sourcing.sources.isEmpty else {
            html.element(
                "p", .class("help"), text: "How sources are given was not marked here yet; dixit reread --layers does it.")
            return
        }
        let styles: [StaticString] = ["part-first", "part-second", "part-third", "part-fourth", "part-fifth"]
        let parts = sourcing.sources.enumerated().map { at, source in
            (source.choice.label, source.count, styles[at % styles.count])
        }
        stack(parts, of: sourcing.statements, &html)
    }

    /// A bar of parts, and what they are.
    private func stack(_ parts: [(name: String, count: Int, style: StaticString)], of whole: Int, _ html: inout HTML) {
        guard whole > 0 else { return }
        let share = { (count: Int) in (100 * Double(count) / Double(whole)).drawn + "%" }
        html.element("svg", .class("stack"), .fixed("role", "img"), .fixed("aria-label", "Shares, as listed below")) { html in
            var before = 0
            for part in parts where part.count > 0 {
                html.element(
                    "rect", .class(part.style), .named("x", share(before)), .named("width", share(part.count)),
                    .fixed("height", "100%")
                ) { $0.element("title", text: "\(part.name): \(percent(part.count, of: whole))") }
                before += part.count
            }
        }
        html.element("ul", .class("part-names")) { html in
            for part in parts {
                html.element("li") { html in
                    html.element("svg", .class("swatch"), .fixed("aria-hidden", "true")) { html in
                        html.element("rect", .class(part.style), .fixed("width", "100%"), .fixed("height", "100%")) { _ in }
                    }
                    html.text(" \(part.name) ")
                    html.element("span", .class("share"), text: percent(part.count, of: whole))
                }
            }
        }
    }

    private func compare(_ others: [ListedOutlet], _ html: inout HTML) {
        guard others.count > 1 else { return }
        html.element("form", .class("buttons"), .action(.outlet(sourcings[0].outlet.id))) { html in
            html.element("label", .fixed("for", "with"), text: "Beside")
            html.element("select", .id(Anchor("with")), .fixed("name", "with")) { html in
                for other in others.prefix(500) where other.id != sourcings[0].outlet.id {
                    html.element(
                        "option", .named("value", "\(other.id)"),
                        sourcings.last?.outlet.id == other.id ? .flag("selected") : .none,
                        text: other.name)
                }
            }
            html.element("button", text: "Compare")
        }
    }
}
