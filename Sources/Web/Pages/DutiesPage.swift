import Actors
import Finding
import HTTP
import Ledger
import Record
import Wire

/// Who is said to owe what, under which instrument: a table by instrument and bearer, whose cells open what is said, in order of time.
struct DutiesPage: Page {
    static let route = Route.at(["duties"])
    private let duties: [ListedDuty]
    /// Who is asked for.
    private let bearers: [ActorEntry]
    private let context: PageContext
    private let isMarked: Bool
    /// More are not shown at once; the data has all.
    private static let most = 1_000

    static func response(_: Void, _ context: PageContext) throws -> Response {
        let bearers = try context.request.values("bearer").flatMap { try DutiesPage.bearers($0, context.ledger) }
        let query = try query(bearers, context)
        let duties = try context.ledger.duties(query)
        switch context.format {
        case .html:
            let isMarked = try context.ledger.cards().contains { $0.name == "duties" }
            return .html(try DutiesPage(duties: duties, bearers: bearers, context: context, isMarked: isMarked).page())
        case .json: return try .json(array: "duties") { write in for duty in duties { try write { duty.write(to: &$0) } } }
        case .csv: return try .table(DutyTable.heading) { write in for duty in duties { try write(DutyTable.row(duty)) } }
        }
    }

    /// Whom a name or number means: of several who are called just so, all.
    private static func bearers(_ reference: String, _ ledger: Ledger) throws -> [ActorEntry] {
        do {
            return [try ledger.actor(reference, for: .any)]
        } catch let error as QuestionError {
            let actors = error.choices.map(\.actor)
            guard !actors.isEmpty, Set(actors.map { $0.name.lowercased() }) == [reference.lowercased()] else { throw error }
            return actors
        }
    }

    /// What the address asks for.
    private static func query(_ bearers: [ActorEntry], _ context: PageContext) throws -> DutyQuery {
        var query = DutyQuery()
        query.bearers = bearers.map(\.id)
        query.instrument = context.request.value("instrument")
        query.statuses = try context.request.values("status").map { status in
            guard DutyQuery.statuses.contains(status) else {
                throw PageError(
                    status: 400,
                    sentence:
                        "Status cannot be “\(status.prefix(60))”; give one of \(DutyQuery.statuses.joined(separator: ", ")).")
            }
            return status
        }
        if context.format == .html { query.limit = most + 1 }
        return query
    }

    /// This page with what it was asked with.
    private var address: Address {
        var address = Address.duties.with("instrument", context.request.value("instrument"))
        for name in context.request.values("bearer") { address = address.with("bearer", name) }
        for status in context.request.values("status") { address = address.with("status", status) }
        return address
    }

    /// Of one who is bound by one instrument: what is said of it, and what they say, in order of time.
    private func timeline() throws -> DutyTimeline? {
        guard !bearers.isEmpty, let instrument = context.request.value("instrument"), !duties.isEmpty else { return nil }
        return try DutyTimeline(duties, bearers: bearers, instrument: instrument, in: context.ledger)
    }

    private func page() throws -> HTML {
        let (timeline, cards) = (try timeline(), try context.ledger.cards())
        return Frame(title: "Duties", address: address, formats: [.json, .csv]).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Duties")
                html.element(
                    "p", .class("lead"),
                    text:
                        "Who is said to owe what, by which treaty, law, order, agreement or promise. Each line is somebody’s word, and no verdict of this program."
                )
                form(&html)
                if duties.isEmpty {
                    html.element(
                        "p", .class("empty"),
                        text: isMarked
                            ? "No duty is spoken of here." : "Duties were not marked here yet; dixit reread --layers does it.")
                }
                timeline?.write(cards, to: &html) { passage($0, saysStatus: true, &$1) }
                for rows in groups(by: \.instrumentKey, duties.prefix(DutiesPage.most)[...]) { instrument(rows, &html) }
                if duties.count > DutiesPage.most {
                    html.element("p", .class("more")) { html in
                        html.text("There are more than \(grouped(DutiesPage.most)); ")
                        html.element("a", .href(address.data(.csv)), text: "the table has all")
                        html.text(".")
                    }
                }
            }
        }
    }

    private func form(_ html: inout HTML) {
        let request = context.request
        html.element("form", .class("buttons"), .action(.duties)) { html in
            var names: [String] = []
            for bearer in bearers where !names.contains(bearer.name) { names.append(bearer.name) }
            for name in names.isEmpty ? [""] : names { field("bearer", "Who is bound", name, &html) }
            field("instrument", "By what", request.value("instrument") ?? "", &html)
            html.element("label") { html in
                html.text("Said to be ")
                html.element("select", .fixed("name", "status")) { html in
                    html.element("option", .fixed("value", ""), text: "anything")
                    for status in DutyQuery.statuses {
                        html.element(
                            "option", .named("value", status), request.values("status") == [status] ? .flag("selected") : .none,
                            text: status)
                    }
                }
            }
            html.element("button", text: "Show")
        }
    }

    private func field(_ name: StaticString, _ label: StaticString, _ value: String, _ html: inout HTML) {
        html.element("label") { html in
            html.text("\(label) ")
            html.void("input", .fixed("name", name), .named("value", value))
        }
    }

    /// The duties under one instrument: a row for each who is bound.
    private func instrument(_ rows: ArraySlice<ListedDuty>, _ html: inout HTML) {
        html.element("h2", text: rows.first?.instrument?.text ?? "No instrument named")
        html.element("div", .class("wide")) { html in
            html.element("table", .class("duties")) { html in
                html.element("thead") { html in
                    html.element("tr") { html in
                        html.element("th", .fixed("scope", "col"), text: "Who is bound")
                        for status in DutyQuery.statuses {
                            html.element("th", .fixed("scope", "col"), text: "said to be \(status)")
                        }
                    }
                }
                html.element("tbody") { html in
                    for rows in groups(by: \.bearer?.name, rows) { bearer(rows, &html) }
                }
            }
        }
    }

    private func bearer(_ rows: ArraySlice<ListedDuty>, _ html: inout HTML) {
        html.element("tr") { html in
            html.element("th", .fixed("scope", "row")) { html in
                if let actor = rows.first?.bearer?.actor {
                    html.element("a", .href(.speaker(actor.id)), text: actor.name)
                } else {
                    html.text(rows.first?.bearer?.name ?? "not told who")
                }
                if let inTime = inOrderOfTime(rows) {
                    html.element("p", .class("more")) { $0.element("a", .href(inTime), text: "in order of time") }
                }
            }
            for status in DutyQuery.statuses {
                html.element("td", .named("data-status", status)) { html in
                    let said = rows.filter { $0.status == status }
                    guard !said.isEmpty else { return html.element("span", .class("none"), text: "–") }
                    html.element("details", said.count <= 2 && rows.count <= 4 ? .flag("open") : .none) { html in
                        html.element("summary", text: counted(said.count, "passage", "passages"))
                        html.element("ol") { html in for duty in said { passage(duty, &html) } }
                    }
                }
            }
        }
    }

    /// The way to what is said of somebody's duties under an instrument, and what they say of it; nil where they are shown so already.
    private func inOrderOfTime(_ rows: ArraySlice<ListedDuty>) -> Address? {
        let actors = Set(rows.compactMap { $0.bearer?.actor?.id }).sorted()
        guard !actors.isEmpty, context.request.values("bearer").isEmpty, let key = rows.first?.instrumentKey,
            let instrument = context.request.value("instrument") ?? (key.isEmpty ? nil : key)
        else { return nil }
        let address = Address.duties.with("instrument", instrument).with("status", context.request.value("status"))
        return actors.reduce(address) { $0.with((name: "bearer", value: "@\($1)")) }
    }

    /// One passage: when, what, and who says so.
    private func passage(_ duty: ListedDuty, saysStatus: Bool = false, _ html: inout HTML) {
        let place =
            duty.by.map { Address.article(duty.article.id).at(.said($0.number)) }
            ?? Address.article(duty.article.id).at(.duty(duty.duty.span.start))
        html.element("li") { html in
            if let day = duty.days?.from { html.time("\(day)", machine: "\(day)") }
            html.text(" ")
            if saysStatus { html.element("span", .class("flag"), text: "said to be \(duty.status)") }
            html.text(" ")
            html.element("a", .href(place), text: "“\(duty.duty.text)”")
            html.text(" ")
            html.element("span", .class("sayer")) { html in
                html.text("says ")
                if let actor = duty.speaker?.actor {
                    html.element("a", .href(.speaker(actor.id)), text: actor.name)
                } else {
                    html.text(duty.sayer)
                }
                if let outlet = duty.article.outlet, duty.by != nil { html.text(", in \(outlet)") }
                if duty.confidence < Confidence.doubtful { html.element("span", .class("doubtful"), text: " ?") }
            }
        }
    }

    /// Neighbours that share something, put together.
    private func groups<Key: Equatable>(by key: (ListedDuty) -> Key, _ duties: ArraySlice<ListedDuty>) -> [ArraySlice<ListedDuty>]
    {
        var (groups, start) = ([ArraySlice<ListedDuty>](), duties.startIndex)
        for at in duties.indices where at > start && key(duties[at]) != key(duties[at - 1]) {
            groups.append(duties[start..<at])
            start = at
        }
        return start < duties.endIndex ? groups + [duties[start...]] : groups
    }
}
